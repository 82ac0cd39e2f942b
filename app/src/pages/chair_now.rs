//! The console's gold sheet: what is on the table in each state of the meeting, and the one main button.
//!
//! Invariant: the match over states is exhaustive and gives at most one main button.

use super::chair::under_way;
use super::parts::DocumentRows;
use super::vote_parts;
use crate::ui::{
    ActionButton, ButtonLink, EmptyState, Form, Hidden, Look, Notice, Pair, Row, Rows, Sheet, Submit, Tag, TagKind,
    Tags, Tone, dates, t,
};
use chrono::{DateTime, Utc};
use domain::attendance::Opening;
use domain::ids::MeetingId;
use domain::meeting::{ItemView, MeetingView, State};
use domain::rule::{Matter, Secrecy};
use domain::vote::{OwnBallot, State as VoteStateData, StateKind as VoteState, VoteView};
use leptos::prelude::*;

/// The sheet for the meeting's state.
pub(super) fn sheet(view: &MeetingView, open: Option<&VoteView>, now: DateTime<Utc>) -> AnyView {
    match (&view.state, open) {
        (State::Draft, _) => draft(view),
        (State::Announced { .. }, _) => opening(view, now),
        (State::InSession { .. }, Some(vote)) => voting(view.id, vote),
        (State::InSession { .. }, None) => match view.items.iter().find(|item| item.on_table) {
            Some(item) => on_table(view, item),
            None => nothing(view),
        },
        (State::Ended { .. }, _) => ended(view, t().chair_ended(), t().chair_minutes()),
        (State::Sealed { .. }, _) => ended(view, t().chair_sealed(), t().meeting_minutes_read()),
        (State::Cancelled { reason, .. }, _) => cancelled(reason),
    }
}

fn draft(view: &MeetingView) -> AnyView {
    let (t, id) = (t(), view.id);
    view! {
        <Sheet now=true eyebrow=t.chair_open_eyebrow() title=view.title.clone()>
            <p>{t.chair_draft()}</p>
            <ButtonLink href=format!("/meetings/{id}/announce") label=t.chair_announce() />
        </Sheet>
    }
    .into_any()
}

fn opening(view: &MeetingView, now: DateTime<Utc>) -> AnyView {
    let (t, id) = (t(), view.id);
    let address = format!("/meetings/{id}/open");
    let unusual = Opening::at(&view.turnout, view.starts_at, now).is_unusual();
    let (place, quorum) = (view.place.clone(), quorum(view));
    let first = view.items.first().map(|item| t.chair_open_first(&item.title));
    view! {
        <Sheet now=true eyebrow=t.chair_open_eyebrow() title=t.chair_open_at(&dates::date_time(view.starts_at))>
            // First, so that it stands above the places of a small phone.
            {if unusual {
                view! { <ButtonLink href=address label=t.chair_open_do() /> }.into_any()
            } else {
                view! { <ActionButton name="open" action=address label=t.chair_open_do() /> }.into_any()
            }}
            {first.map(|sentence| view! { <p class="small soft next-sub">{sentence}</p> })}
            {quorum}
            <p class="soft">{place}</p>
        </Sheet>
    }
    .into_any()
}

fn quorum(view: &MeetingView) -> AnyView {
    let t = t();
    let turnout = view.turnout;
    let (present, official, needed) = (turnout.official_present, turnout.official, turnout.quorum);
    if present >= needed {
        view! { <Notice tone=Tone::Good>{t.chair_quorum(present, official, needed)}</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Warning>{t.chair_no_quorum(present, official, needed)}</Notice> }.into_any()
    }
}

fn voting(meeting: MeetingId, vote: &VoteView) -> AnyView {
    let t = t();
    let page = format!("/meetings/{meeting}/votes/{}", vote.id);
    let annul = format!("{page}/annul");
    let figures = vote_parts::figures(vote);
    let own = vote.own == OwnBallot::Waiting;
    if matches!(vote.state, VoteStateData::Closed { .. }) {
        let page = page.clone();
        return view! {
            <Sheet now=true eyebrow=t.chair_voting(&vote.item_number) title=vote.terms.question.clone()>
                <p>{t.vote_counting()}</p>
                <ButtonLink href=page label=t.chair_to_count() />
            </Sheet>
        }
        .into_any();
    }
    let close = vote_parts::close_label(vote).unwrap_or_else(|| t.chair_close());
    let (closes, unanimity) = (vote_parts::closes_at(vote), vote.shows_unanimity);
    let himself = vote_parts::counts_himself(vote);
    let kind = if vote.terms.secret {
        t.vote_is_secret()
    } else {
        t.vote_is_open()
    };
    view! {
        <Sheet now=true eyebrow=t.chair_voting(&vote.item_number) title=vote.terms.question.clone()>
            <Tags><Tag kind=TagKind::Calm label=kind /></Tags>
            {closes}
            {himself}
            {unanimity.then(|| view! { <Notice tone=Tone::Warning>{t.vote_unanimity()}</Notice> })}
            {figures}
            <Pair>
                <ButtonLink href=format!("{page}/close") label=close />
                {own.then(|| view! {
                    <ButtonLink href=page label=t.chair_own_ballot() look=Look::Plain />
                })}
            </Pair>
            <p class="small quiet-action"><a href=annul>{t.vote_annul_title()}</a></p>
        </Sheet>
    }
    .into_any()
}

fn on_table(view: &MeetingView, item: &ItemView) -> AnyView {
    let t = t();
    let id = view.id;
    let notes = format!("/meetings/{id}/items/{}/notes", item.id);
    let vote = format!("/meetings/{id}/items/{}/vote", item.id);
    // A matter that nobody has voted on yet comes before the next item.
    let to_vote = item.matter.is_some() && !item.votes.iter().any(|vote| vote.state == VoteState::Declared);
    // What was made ready comes first.
    let drafted = item.votes.iter().any(|vote| vote.state == VoteState::Draft);
    let forward = forward(id, next(view, item), to_vote || drafted);
    let to_vote = to_vote && !drafted;
    let now = item
        .matter
        .zip(item.secrecy)
        .filter(|(matter, secrecy)| to_vote && matter.opens_by_one_tap(*secrecy))
        .map(|(matter, secrecy)| vote_now(&vote, item, matter, secrecy));
    let (to_vote, by_one_tap) = (to_vote && now.is_none(), now.is_some());
    let beside = match (by_one_tap, drafted) {
        (true, _) => t.chair_vote_other(),
        (false, true) => t.chair_vote_more(),
        (false, false) => t.chair_vote(),
    };
    let drafts = item
        .votes
        .iter()
        .filter(|vote| vote.state == VoteState::Draft)
        .map(|vote| {
            let href = format!("/meetings/{id}/votes/{}", vote.id);
            view! { <ButtonLink href=href label=t.chair_open_draft(&vote.question) /> }
        })
        .collect_view();
    let presenter = (!item.presenter.is_empty()).then(|| t.chair_presenter(&item.presenter));
    let documents = item.documents.clone();
    let vote_again = vote.clone();
    view! {
        <Sheet now=true eyebrow=t.chair_on_table(&item.number) title=item.title.clone()>
            {presenter.map(|line| view! { <p class="soft">{line}</p> })}
            {(!documents.is_empty()).then(|| view! { <DocumentRows documents=documents /> })}
            {drafts}
            {now}
            {to_vote.then(|| view! { <ButtonLink href=vote label=t.chair_vote() /> })}
            {forward}
            <Pair>
                <ButtonLink href=notes label=t.chair_note() look=Look::Plain />
                {(!to_vote).then(|| view! { <ButtonLink href=vote_again label=beside look=Look::Plain /> })}
            </Pair>
        </Sheet>
    }
    .into_any()
}

/// The usual vote on an item by one tap: its title as a motion, in the way that the rule alone gives.
fn vote_now(address: &str, item: &ItemView, matter: Matter, secrecy: Secrecy) -> AnyView {
    let t = t();
    let says = match secrecy {
        Secrecy::Secret => t.chair_vote_now_secret(),
        Secrecy::Open | Secrecy::Either => t.chair_vote_now_open(),
    };
    let question = item.title.clone();
    view! {
        // The fields of the form for all other votes, which shows what is wrong with them.
        <Form name="vote" action=address>
            <Hidden name="question" value=question />
            <Hidden name="matter" value=matter.code() />
            <Hidden name="secrecy" value="rule" />
            <Hidden name="names_shown" value="yes" />
            <Submit label=t.vote_open_do() />
        </Form>
        <p class="small soft next-sub">{says}</p>
    }
    .into_any()
}

/// The item after this one in the agenda's order.
fn next<'a>(view: &'a MeetingView, item: &ItemView) -> Option<&'a ItemView> {
    let here = view.items.iter().position(|line| line.id == item.id)?;
    view.items.get(here + 1)
}

/// On to the next item, or to the end after the last.
fn forward(meeting: MeetingId, next: Option<&ItemView>, quietly: bool) -> AnyView {
    let t = t();
    let look = if quietly { Look::Plain } else { Look::Main };
    match next {
        Some(next) => view! {
            <ActionButton action=format!("/meetings/{meeting}/table") label=t.chair_next(&next.number) look=look
                fields=vec![("item".to_owned(), next.id.to_string())] />
            <p class="small soft next-sub">{t.chair_next_sub(&next.title)}</p>
        }
        .into_any(),
        None => {
            view! { <ButtonLink href=format!("/meetings/{meeting}/end") label=t.chair_end() look=look /> }.into_any()
        }
    }
}

fn nothing(view: &MeetingView) -> AnyView {
    let t = t();
    let first = view.items.first().map(|first| forward(view.id, Some(first), false));
    view! {
        <Sheet now=true eyebrow=t.chair_running() title=t.chair_nothing()>
            <EmptyState sentence=t.chair_nothing_next() />
            {first}
        </Sheet>
    }
    .into_any()
}

fn ended(view: &MeetingView, next: String, label: String) -> AnyView {
    let (t, id) = (t(), view.id);
    view! {
        <Sheet now=true eyebrow=t.meeting_state(view.state.kind()) title=view.title.clone()>
            <p>{next}</p>
            <ButtonLink href=format!("/meetings/{id}/minutes") label=label />
        </Sheet>
    }
    .into_any()
}

fn cancelled(reason: &str) -> AnyView {
    let (t, reason) = (t(), reason.to_owned());
    view! { <Sheet title=t.chair_cancelled()><p>{reason}</p></Sheet> }.into_any()
}

/// What is under way besides the vote on the sheet above.
pub(super) fn others(view: &MeetingView) -> AnyView {
    let (t, meeting) = (t(), view.id);
    let rows: Vec<_> = under_way(view)
        .skip(1)
        .map(|vote| {
            let (label, href) = (
                t.vote_state(vote.state),
                format!("/meetings/{meeting}/votes/{}", vote.id),
            );
            view! { <Row title=vote.question.clone() href=href><Tag kind=TagKind::Calm label=label /></Row> }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <Sheet title=t.chair_others_voting()><Rows>{rows}</Rows></Sheet> })
        .into_any()
}

/// Results declared this evening.
pub(super) fn results(view: &MeetingView) -> AnyView {
    let t = t();
    let meeting = view.id;
    let rows: Vec<_> = view
        .items
        .iter()
        .flat_map(|item| &item.votes)
        .filter_map(|vote| {
            let declaration = vote.declaration.as_deref()?;
            let outcome = declaration.outcome;
            let kind = vote_parts::outcome_tag(outcome);
            let (label, sub) = (t.vote_outcome(declaration), t.vote_in_short(declaration));
            let href = format!("/meetings/{meeting}/votes/{}", vote.id);
            Some(view! {
                <Row title=vote.question.clone() sub=sub href=href><Tag kind=kind label=label /></Row>
            })
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <Sheet title=t.chair_result()><Rows>{rows}</Rows></Sheet> })
        .into_any()
}
