//! Opening a vote on an item of the agenda.
//!
//! Invariant: what opening does (the roll freezes) and whether enough official members are here is said
//! before the button.

use crate::ui::{
    BackLink, Choice, Details, Field, Form, Notice, Page, PageTitle, Radios, Select, Sheet, Submit, Tone, t,
};
use crate::{Html, Request};
use domain::ids::{AgendaItemId, MeetingId};
use domain::meeting::{ItemView, Turnout};
use domain::rule::Matter;
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/items/{item}/vote`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`Error::Forbidden`] for those who do not run the meeting.
pub async fn show(rq: &Request, meeting: MeetingId, item: AgendaItemId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    if !view.can.run {
        return Err(Error::Forbidden);
    }
    let item = view
        .items
        .into_iter()
        .find(|line| line.id == item)
        .ok_or(Error::NotFound)?;
    let t = rq.t();
    Ok(rq.render(move || {
        let eyebrow = t.note_eyebrow(&item.number);
        let (quorum, form) = (quorum(view.turnout), form(meeting, &item));
        view! {
            <Page title=t.vote_open_title()>
                <BackLink href=format!("/meetings/{meeting}/chair") label=t.chair_title() />
                <PageTitle eyebrow=eyebrow title=t.vote_open_title() sub=item.title.clone() />
                {quorum}
                <Sheet>{form}</Sheet>
                <Details summary=t.vote_open_roll_why()><p>{t.vote_open_roll()}</p></Details>
            </Page>
        }
    }))
}

fn quorum(turnout: Turnout) -> AnyView {
    let t = t();
    let (present, official, needed) = (turnout.official_present, turnout.official, turnout.quorum);
    if present >= needed {
        view! { <Notice tone=Tone::Good>{t.vote_open_quorum(present, official, needed)}</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Warning>{t.vote_open_no_quorum(present, official, needed)}</Notice> }.into_any()
    }
}

fn form(meeting: MeetingId, item: &ItemView) -> AnyView {
    let t = t();
    let matters = std::iter::once((String::new(), t.vote_open_matter_choose()))
        .chain(
            Matter::ALL
                .iter()
                .map(|matter| (matter.code().to_owned(), t.matter(*matter))),
        )
        .collect();
    let matter = item.matter.map_or("", Matter::code);
    let title = item.title.clone();
    view! {
        <Form name="open-vote" action=format!("/meetings/{meeting}/items/{}/vote", item.id)>
            <Field name="question" label=t.vote_open_question() hint=t.vote_open_question_hint()
                value=title />
            <Select name="matter" label=t.vote_open_matter() hint=t.vote_open_matter_hint() options=matters value=matter />
            <Radios name="names_shown" legend=t.vote_open_names() value="yes" choices=vec![
                Choice::new("yes", t.vote_open_names_yes()),
                Choice::new("no", t.vote_open_names_no()),
            ] />
            <p class="soft">{t.vote_open_secret()}</p>
            <Submit label=t.vote_open_do() />
        </Form>
    }
    .into_any()
}
