//! Ending the meeting, with its confirmation.
//!
//! Invariant: whatever is still open is named before the button; an open vote takes the button away.

use super::chair::under_way;
use crate::ui::{
    ActionButton, BackLink, ButtonLink, Fact, Facts, Look, Notice, Page, PageTitle, Sheet, Tone, dates, t,
};
use crate::{Html, Request};
use chrono::{DateTime, Utc};
use domain::attendance::has_seat;
use domain::ids::MeetingId;
use domain::meeting::{ItemView, MeetingKind, MeetingView, ParticipantLine, Presence, Reply, State, VoteLine};
use domain::vote::StateKind as VoteState;
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/end`.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`Error::Forbidden`] for those who do not run the meeting,
/// [`Error::Refused`] unless it is in session.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    view.ask(|can| can.run)?;
    let State::InSession { since, .. } = view.state else {
        return Err(Error::Refused(Fault::MeetingNotInSession));
    };
    // Whoever is not marked by then is absent without a reason, and a guest did not come: they are named before.
    let lines = rq.ports.meetings.participants(&rq.caller, meeting).await?;
    let named = |of: fn(&ParticipantLine) -> bool| -> Vec<String> {
        let lines = lines.iter().filter(|line| of(line));
        lines.map(|line| line.name.clone()).collect()
    };
    let unmarked = named(ParticipantLine::is_unmarked);
    let guests =
        named(|line| !has_seat(line.role) && line.presence == Presence::Unknown && line.reply != Reply::Excused);
    let now = rq.page.now;
    let t = rq.t();
    Ok(rq.render(move || {
        let (warnings, button) = (warnings(&view, unmarked, guests, since, now), button(&view, since, now));
        view! {
            <Page title=t.chair_end_title()>
                <BackLink href=format!("/meetings/{meeting}/chair") label=t.chair_title() />
                <PageTitle eyebrow=view.title.clone() title=t.chair_end_title() />
                {warnings}
                {button}
            </Page>
        }
    }))
}

fn lasted(since: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    // As the two times are shown, without their seconds.
    let minute = |at: DateTime<Utc>| at.timestamp().div_euclid(60);
    (minute(now) - minute(since)).max(0)
}

/// Something that is still open: a sentence, what it is about, and where to settle it.
struct Open {
    sentence: String,
    lines: Vec<String>,
    settle: Option<(String, String)>,
}

fn warnings(
    view: &MeetingView,
    unmarked: Vec<String>,
    guests: Vec<String>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> AnyView {
    let t = t();
    let ahead: Vec<String> = view
        .items
        .iter()
        .filter(|item| !item.done && !item.on_table)
        .map(|item| t.chair_end_item(&item.number, &item.title))
        .collect();
    let planned: Vec<String> = view
        .items
        .iter()
        .filter(|item| (item.done || item.on_table) && waits_for_vote(item))
        .map(|item| t.chair_end_item(&item.number, &item.title))
        .collect();
    let minutes = lasted(since, now);
    let short = view.kind == MeetingKind::Regular && minutes < i64::from(view.least_minutes);
    let settle = || Some((format!("/meetings/{}/attendance", view.id), t.chair_attendance()));
    let alone = |sentence| Open {
        sentence,
        lines: Vec::new(),
        settle: None,
    };
    let open = [
        (!ahead.is_empty()).then(|| Open {
            sentence: t.chair_end_ahead(ahead.len()),
            lines: ahead,
            settle: None,
        }),
        (!planned.is_empty()).then(|| Open {
            sentence: t.chair_end_planned(planned.len()),
            lines: planned,
            settle: None,
        }),
        (!unmarked.is_empty()).then(|| Open {
            sentence: t.chair_end_unknown(unmarked.len()),
            lines: unmarked,
            settle: settle(),
        }),
        (!guests.is_empty()).then(|| Open {
            sentence: t.chair_end_guests(),
            lines: guests,
            settle: settle(),
        }),
        short.then(|| alone(t.chair_end_short(minutes, view.least_minutes))),
    ];
    let votes = view.items.iter().flat_map(|item| unfinished(&item.votes)).map(alone);
    open.into_iter()
        .flatten()
        .chain(votes)
        .map(|open| {
            let lines = open
                .lines
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect_view();
            let lines = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
            let settle = open
                .settle
                .map(|(href, label)| view! { <p><a href=href>{label}</a></p> });
            view! { <Notice tone=Tone::Warning>{open.sentence}{lines}{settle}</Notice> }
        })
        .collect_view()
        .into_any()
}

/// A vote is planned on the item, and none has been taken or is under way; one that was annulled is none.
fn waits_for_vote(item: &ItemView) -> bool {
    let counts = |vote: &VoteLine| matches!(vote.state, VoteState::Open | VoteState::Closed | VoteState::Declared);
    item.matter.is_some() && !item.votes.iter().any(counts)
}

/// What an item's votes leave open: a round that is still to come, and drafts.
fn unfinished(votes: &[VoteLine]) -> impl Iterator<Item = String> {
    let t = t();
    votes.iter().enumerate().filter_map(move |(index, vote)| {
        let kind = |vote: &VoteLine| vote.declaration.as_ref().map(|declaration| declaration.layout.kind);
        // The rounds of one election follow each other.
        let went_on = || votes[index + 1..].iter().any(|later| kind(later) == kind(vote));
        match (vote.state, &vote.declaration) {
            (VoteState::Draft, _) => Some(t.chair_end_draft(&vote.question)),
            (VoteState::Declared, Some(declaration)) if declaration.next_round.is_some() && !went_on() => {
                Some(t.chair_end_round(&vote.question))
            }
            _ => None,
        }
    })
}

fn button(view: &MeetingView, since: DateTime<Utc>, now: DateTime<Utc>) -> AnyView {
    let t = t();
    let id = view.id;
    let span = format!(
        "{} – {}, {}",
        dates::time(since),
        dates::time(now),
        t.chair_minutes_planned(u32::try_from(lasted(since, now)).unwrap_or(u32::MAX))
    );
    let act = match under_way(view).next() {
        Some(vote) => {
            let page = format!("/meetings/{id}/votes/{}", vote.id);
            let (sentence, href) = if vote.state == VoteState::Open {
                (t.chair_end_open_vote(), format!("{page}/close"))
            } else {
                (t.chair_end_undeclared(), page)
            };
            view! {
                <Notice tone=Tone::Warning>{sentence}</Notice>
                <ButtonLink href=href label=t.chair_end_to_vote() />
            }
            .into_any()
        }
        None => view! {
            <ActionButton name="end" action=format!("/meetings/{id}/end") label=t.chair_end() />
        }
        .into_any(),
    };
    view! {
        <Sheet>
            <p>{t.chair_end_note()}</p>
            <Facts><Fact name=t.chair_lasted() value=span /></Facts>
            {act}
            <ButtonLink href=format!("/meetings/{id}/chair") label=t.chair_end_stay() look=Look::Plain />
        </Sheet>
    }
    .into_any()
}
