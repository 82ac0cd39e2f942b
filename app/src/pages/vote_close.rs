//! Closing and annulling a vote, each with its confirmation.
//!
//! Invariant: before closing the chair sees by name who has not voted yet, never how somebody has.

use super::vote_parts;
use crate::ui::{
    ActionButton, BackLink, ButtonLink, Field, Form, LiveMeeting, LivePart, Look, Notice, Page, PageTitle,
    RefreshWithoutScript, Row, Rows, Sheet, Submit, Tone, t,
};
use crate::{Html, Request};
use domain::ids::{MeetingId, VoteId};
use domain::vote::{State, VoteView};
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/votes/{vote}/close`: who has not voted, and the button.
///
/// # Errors
/// As [`domain::ports::Voting::view`]; [`Error::Forbidden`] for those who may not close it.
pub async fn show(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = own_vote(rq, meeting, vote).await?;
    if !matches!(vote.state, State::Open { .. }) {
        return Err(Error::Refused(Fault::VoteClosed));
    }
    let t = rq.t();
    Ok(rq.render(move || {
        let (figures, waiting) = (vote_parts::figures(&vote), waiting(&vote));
        let act = format!("/meetings/{meeting}/votes/{}/close", vote.id);
        let missing = match (vote.waiting.len(), vote.terms.channels.paper_only()) {
            (0, _) => None,
            (count, true) => Some(t.vote_paper_waiting_sub(count)),
            (count, false) => Some(t.vote_waiting_sub(count)),
        };
        let (title, note, button) = match vote_parts::counted_after(&vote) {
            true => (
                t.vote_close_count_title(),
                t.vote_close_count_note(),
                vote_parts::close_label(&vote).unwrap_or_else(|| t.vote_close_do()),
            ),
            // Nothing is left to count then.
            false if vote.terms.channels.paper_only() => {
                (t.vote_close_title(), t.vote_close_none_given(), t.vote_close_do())
            }
            false => (t.vote_close_title(), t.vote_close_note(), t.vote_close_do()),
        };
        view! {
            <Page title=title.clone()>
                <BackLink href=format!("/meetings/{meeting}/chair") label=t.chair_title() />
                <PageTitle eyebrow=vote_parts::eyebrow(&vote) title=title />
                <Sheet now=true live="close" eyebrow=t.vote_state(vote.state.kind()) title=vote.terms.question.clone()>
                    {figures}
                    {missing.map(|sentence| view! { <p><b>{sentence}</b></p> })}
                    <p class="soft">{note}</p>
                    <ActionButton name="close" label=button action=act />
                    <ButtonLink href=format!("/meetings/{meeting}/chair") label=t.vote_close_wait() look=Look::Plain />
                </Sheet>
                <LivePart id="waiting">{waiting}</LivePart>
                <LiveMeeting id=meeting.to_string() />
                <RefreshWithoutScript />
            </Page>
        }
    }))
}

/// Who is here, may vote and has not.
pub(super) fn waiting(vote: &VoteView) -> AnyView {
    let t = t();
    let count = vote.waiting.len();
    let paper = vote.terms.channels.paper_only();
    let (title, lead, none) = if paper {
        (
            t.vote_paper_waiting(),
            t.vote_paper_waiting_sub(count),
            t.vote_paper_waiting_none(),
        )
    } else {
        (t.vote_waiting(), t.vote_waiting_sub(count), t.vote_waiting_none())
    };
    if count == 0 {
        return view! { <Notice tone=Tone::Good>{none}</Notice> }.into_any();
    }
    let rows = vote
        .waiting
        .iter()
        .map(|voter| {
            // No screen is asked for: whether one is open says nothing.
            let sub = if paper {
                String::new()
            } else if voter.connected {
                t.vote_waiting_connected()
            } else {
                t.vote_waiting_unreachable()
            };
            view! { <Row title=voter.name.clone() sub=sub /> }
        })
        .collect_view();
    view! {
        <Sheet title=title>
            <p class="soft small">{lead}</p>
            <Rows>{rows}</Rows>
        </Sheet>
    }
    .into_any()
}

/// `GET /meetings/{id}/votes/{vote}/annul`: the reason, and the button.
///
/// # Errors
/// As [`show`].
pub async fn annul(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = own_vote(rq, meeting, vote).await?;
    if matches!(vote.state, State::Annulled { .. }) {
        return Err(Error::Refused(Fault::VoteClosed));
    }
    if !vote.can_annul {
        return Err(Error::Refused(Fault::MinutesSealed));
    }
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.vote_annul_title()>
                <BackLink href=format!("/meetings/{meeting}/chair") label=t.chair_title() />
                <PageTitle eyebrow=vote_parts::eyebrow(&vote) title=t.vote_annul_title() sub=vote.terms.question.clone() />
                <Notice tone=Tone::Warning>{t.vote_annul_note()}</Notice>
                <Form name="annul" action=format!("/meetings/{meeting}/votes/{}/annul", vote.id)>
                    <Field name="reason" label=t.vote_annul_reason() />
                    <Submit label=t.vote_annul_do() look=Look::Warning />
                </Form>
                <ButtonLink href=format!("/meetings/{meeting}/chair") label=t.vote_to_console() look=Look::Plain />
            </Page>
        }
    }))
}

/// A vote of this meeting that the reader may close.
async fn own_vote(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<VoteView> {
    let vote = rq.ports.voting.view(&rq.caller, vote).await?;
    match (vote.meeting == meeting, vote.can_close) {
        (false, _) => Err(Error::NotFound),
        (true, false) => Err(Error::Forbidden),
        (true, true) => Ok(vote),
    }
}
