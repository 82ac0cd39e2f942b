//! Checking in: what a scanned code or the button on the meeting's page opens.
//!
//! Invariant: opening the page changes nothing; the form on it does. Somebody who is already here sees so.

use crate::ui::{
    BackLink, ButtonLink, DayBlock, Details, Field, Form, Hidden, Look, Notice, Page, PageTitle, Receipt, Sheet,
    Submit, Tone, dates, t,
};
use crate::{Html, Request};
use chrono::{DateTime, Utc};
use domain::Result;
use domain::attendance::{is_past_its_day, opens_before};
use domain::ids::MeetingId;
use domain::meeting::{MeetingView, Presence, Reply, StateKind};
use leptos::prelude::*;

/// `GET /meetings/{id}/check-in?code=`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Meetings::view`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    let code = rq.asked("code").to_owned();
    // A refused code is not offered again: it is typed anew from the screen.
    let refused = rq.form.is_some();
    let now = rq.page.now;
    let t = rq.t();
    Ok(rq.render(move || {
        let here = view.own.as_ref().is_some_and(|own| own.presence.is_here());
        let body = if here {
            done(&view)
        } else if let Some(sentence) = hindrance(&view, now) {
            view! {
                {head(&view)}
                <Notice tone=Tone::Warning>{sentence}</Notice>
                <ButtonLink href=format!("/meetings/{meeting}") label=t.checkin_to_meeting() look=Look::Plain />
            }
            .into_any()
        } else {
            ask(&view, code, refused)
        };
        view! {
            <Page title=t.checkin_title()>
                <BackLink href=format!("/meetings/{meeting}") label=view.title.clone() />
                {body}
            </Page>
        }
    }))
}

fn head(view: &MeetingView) -> AnyView {
    let t = t();
    view! { <PageTitle eyebrow=t.checkin_title() title=view.title.clone() /> }.into_any()
}

/// Why nobody, or not this reader, can check in now.
fn hindrance(view: &MeetingView, now: DateTime<Utc>) -> Option<String> {
    let t = t();
    let opens = view.starts_at - opens_before();
    let state = match view.state.kind() {
        StateKind::Draft => Some(t.checkin_not_yet()),
        StateKind::Announced if now < opens => Some(t.checkin_opens(&dates::date_time(opens))),
        StateKind::Announced if is_past_its_day(view.starts_at, now) => Some(t.meeting_not_held()),
        StateKind::Announced | StateKind::InSession => None,
        StateKind::Ended | StateKind::Sealed => Some(t.checkin_over()),
        StateKind::Cancelled => Some(t.checkin_cancelled()),
    };
    state.or_else(|| view.own.is_none().then(|| t.checkin_not_invited()))
}

fn ask(view: &MeetingView, code: String, refused: bool) -> AnyView {
    let t = t();
    let action = format!("/meetings/{}/check-in", view.id);
    let (by_code, online_action) = (action.clone(), action.clone());
    let online = !view.link.is_empty();
    let (day, place) = (dates::local(view.starts_at).date(), view.place.clone());
    let time = dates::time(view.starts_at);
    let scanned = !code.is_empty() && !refused;
    let excused = view.own.as_ref().is_some_and(|own| own.reply == Reply::Excused);
    view! {
        {head(view)}
        {excused.then(|| view! { <Notice tone=Tone::Warning>{t.checkin_excused()}</Notice> })}
        <Sheet now=true eyebrow=t.meeting_state(view.state.kind())>
            <DayBlock date=day><p><b class="num">{time}</b></p><p class="soft">{place}</p></DayBlock>
            <Form name="check-in" action=action>
                {scanned.then(|| view! { <Hidden name="code" value=code /> })}
                <Submit name="presence" value=Presence::Room.code() label=t.checkin_room() />
            </Form>
            {online.then(|| view! {
                <Form name="check-in-online" action=online_action>
                    <Submit name="presence" value=Presence::Online.code() label=t.checkin_online() look=Look::Plain />
                </Form>
            })}
        </Sheet>
        {(!scanned).then(|| view! {
            <Details summary=t.checkin_by_code() open=refused>
                <Form name="check-in-code" action=by_code>
                    // Letters and digits, so no number pad.
                    <Field name="code" label=t.checkin_code() autocomplete="off" />
                    <Submit name="presence" value=Presence::Room.code() label=t.checkin_code_do() look=Look::Plain />
                </Form>
            </Details>
        })}
    }
    .into_any()
}

fn done(view: &MeetingView) -> AnyView {
    let t = t();
    let meeting = format!("/meetings/{}", view.id);
    let next = match view.state.kind() {
        StateKind::Ended | StateKind::Sealed => t.checkin_done_over(),
        StateKind::Draft | StateKind::Announced | StateKind::InSession | StateKind::Cancelled => t.checkin_done_next(),
    };
    view! {
        <Receipt title=t.checkin_done() sub=view.title.clone()>
            <Sheet><p>{next}</p></Sheet>
            <ButtonLink href=meeting label=t.checkin_to_meeting() />
        </Receipt>
    }
    .into_any()
}
