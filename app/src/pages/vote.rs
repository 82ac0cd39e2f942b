//! A member's vote: choose, confirm, receipt; afterwards the result.
//!
//! Invariant: a choice is sent by the confirmation alone; the page says how somebody voted only where the
//! cell shows names, and only once the result is declared.

use super::vote_parts;
use crate::ui::{
    BackLink, ButtonLink, CastSafely, ChoiceLinks, Chosen, Column, Form, Hidden, LiveMeeting, LivePart, Look, Notice,
    Page, PageTitle, Receipt, RefreshWithoutScript, Sense, Sheet, Submit, Table, Tag, TagKind, Tone, cell, t,
};
use crate::{Html, Request};
use domain::ids::{MeetingId, VoteId};
use domain::vote::{Choice, OwnBallot, State, VoteView};
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/votes/{vote}`, and after a refused ballot.
///
/// # Errors
/// As [`domain::ports::Voting::view`]; [`Error::NotFound`] for a vote of another meeting.
pub async fn show(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = rq.ports.voting.view(&rq.caller, vote).await?;
    if vote.meeting != meeting {
        return Err(Error::NotFound);
    }
    let chosen = chosen(rq);
    let t = rq.t();
    Ok(rq.render(move || {
        let body = match (&vote.state, &vote.own, chosen) {
            (State::Declared { at, declaration }, ..) => declared(&vote, *at, declaration),
            (State::Annulled { reason, .. }, ..) => annulled(&vote, reason),
            (State::Open { .. }, OwnBallot::Waiting, Some(choice)) => confirm(&vote, choice),
            (State::Open { .. }, OwnBallot::Waiting, None) => choose(&vote),
            (State::Open { .. }, OwnBallot::Recorded, _) => recorded(&vote),
            (State::Open { .. }, OwnBallot::NotCheckedIn, _) => check_in_first(&vote),
            (State::Open { .. }, OwnBallot::NoVote, _) => looking_on(&vote),
        };
        let title = vote.question.clone();
        // While a choice waits to be sent, nothing may move below the finger: every reading brings another key.
        let still = chosen.is_some() && vote.own == OwnBallot::Waiting;
        let body = if still {
            body
        } else {
            view! { <LivePart id="vote">{body}</LivePart> }.into_any()
        };
        view! {
            <Page title=title>
                <BackLink href=format!("/meetings/{meeting}") label=vote.meeting_title.clone() />
                {body}
                {vote.can_close.then(|| view! {
                    <ButtonLink href=format!("/meetings/{meeting}/chair") label=t.vote_to_console() look=Look::Plain />
                })}
                {(!still).then(|| view! { <LiveMeeting id=meeting.to_string() /> })}
            </Page>
        }
    }))
}

/// What is about to be sent: chosen by a link, or sent and refused.
fn chosen(rq: &Request) -> Option<Choice> {
    let refused = rq.form.as_ref().and_then(|form| {
        let value = form.values.iter().find(|(name, _)| name == "choice");
        value.and_then(|(_, value)| Choice::from_code(value))
    });
    refused.or_else(|| Choice::from_code(rq.asked("choice")))
}

const fn sense(choice: Choice) -> Sense {
    match choice {
        Choice::Yes => Sense::Yes,
        Choice::No => Sense::No,
        Choice::Abstain => Sense::Abstain,
    }
}

fn address(vote: &VoteView) -> String {
    format!("/meetings/{}/votes/{}", vote.meeting, vote.id)
}

fn head(vote: &VoteView) -> AnyView {
    let t = t();
    let threshold = t.vote_threshold(vote.rule.threshold);
    view! {
        <PageTitle eyebrow=t.vote_item(&vote.item_number) title=vote.question.clone() sub=t.vote_needs(&threshold) />
    }
    .into_any()
}

fn choose(vote: &VoteView) -> AnyView {
    let t = t();
    let page = address(vote);
    let choices = Choice::ALL
        .iter()
        .map(|choice| {
            let href = format!("{page}?choice={}", choice.code());
            (href, t.choice(*choice), sense(*choice))
        })
        .collect();
    let names = if vote.names_shown {
        t.vote_names_shown()
    } else {
        t.vote_names_kept()
    };
    view! {
        {head(vote)}
        <ChoiceLinks choices=choices />
        <Notice>{names}</Notice>
    }
    .into_any()
}

fn confirm(vote: &VoteView, choice: Choice) -> AnyView {
    let t = t();
    let page = address(vote);
    let key = vote.key.clone();
    view! {
        <PageTitle eyebrow=t.vote_item(&vote.item_number) title=vote.question.clone() />
        <Form name="ballot" action=format!("{page}/ballot")>
            <p class="soft">{t.vote_confirm()}</p>
            <Chosen label=t.choice(choice) sense=sense(choice) />
            <p class="soft">{t.vote_confirm_note()}</p>
            <Hidden name="choice" value=choice.code() />
            <Hidden name="key" value=key />
            <CastSafely />
            <Submit label=t.vote_send() />
        </Form>
        <ButtonLink href=page label=t.vote_again() look=Look::Plain />
    }
    .into_any()
}

fn recorded(vote: &VoteView) -> AnyView {
    let t = t();
    let meeting = format!("/meetings/{}", vote.meeting);
    view! {
        <Receipt title=t.vote_recorded() sub=t.vote_item(&vote.item_number)>
            <Sheet><p>{t.vote_recorded_next()}</p></Sheet>
            <ButtonLink href=meeting label=t.vote_to_meeting() look=Look::Plain />
            <RefreshWithoutScript />
        </Receipt>
    }
    .into_any()
}

fn check_in_first(vote: &VoteView) -> AnyView {
    let t = t();
    view! {
        {head(vote)}
        <Notice tone=Tone::Warning>{t.vote_check_in_first()}</Notice>
        <ButtonLink href=format!("/meetings/{}/check-in", vote.meeting) label=t.vote_check_in() />
    }
    .into_any()
}

fn looking_on(vote: &VoteView) -> AnyView {
    let t = t();
    let figures = vote_parts::figures(vote);
    view! {
        {head(vote)}
        <Sheet now=true eyebrow=t.vote_state(vote.state.kind())>{figures}</Sheet>
        <Notice>{t.vote_none_here()}</Notice>
        <RefreshWithoutScript />
    }
    .into_any()
}

fn declared(vote: &VoteView, at: chrono::DateTime<chrono::Utc>, declaration: &domain::vote::Declaration) -> AnyView {
    let t = t();
    let result = vote_parts::result(declaration);
    let named = (!vote.named.is_empty()).then(|| named(vote));
    view! {
        <PageTitle eyebrow=t.vote_item(&vote.item_number) title=vote.question.clone() sub=vote_parts::declared_at(at) />
        <Sheet>{result}</Sheet>
        {named.map(|table| view! { <Sheet title=t.vote_named()>{table}</Sheet> })}
        <ButtonLink href=format!("/meetings/{}", vote.meeting) label=t.vote_to_meeting() look=Look::Plain />
    }
    .into_any()
}

fn named(vote: &VoteView) -> AnyView {
    let t = t();
    let rows = vote
        .named
        .iter()
        .map(|(name, choice)| {
            let kind = match choice {
                Choice::Yes => TagKind::Yes,
                Choice::No => TagKind::No,
                Choice::Abstain => TagKind::Plain,
            };
            let label = t.choice(*choice);
            vec![cell(name.clone()), cell(view! { <Tag kind=kind label=label /> })]
        })
        .collect();
    view! {
        <Table caption=t.vote_named_caption() quiet_caption=true
            columns=vec![Column::text(t.vote_name()), Column::text(t.vote_choice())] rows=rows />
    }
    .into_any()
}

fn annulled(vote: &VoteView, reason: &str) -> AnyView {
    let t = t();
    let reason = t.vote_annulled_note(reason);
    view! {
        <PageTitle eyebrow=t.vote_item(&vote.item_number) title=vote.question.clone() />
        <Sheet title=t.vote_annulled()>
            <p>{reason}</p>
            <p class="soft">{t.vote_annulled_next()}</p>
        </Sheet>
        <ButtonLink href=format!("/meetings/{}", vote.meeting) label=t.vote_to_meeting() look=Look::Plain />
    }
    .into_any()
}
