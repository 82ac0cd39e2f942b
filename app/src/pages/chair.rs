//! The chair's console: the evening run from one screen.
//!
//! Invariant: the one sheet with the gold edge holds what is on the table and the page's one main button;
//! a button stands here only if the meeting's state and the reader's permissions allow it.

use super::meeting_parts::others_by_role;
use super::{chair_now, vote_close};
use crate::islands::Clock;
use crate::ui::{
    Agenda, AgendaLine, BackLink, ButtonLink, Drawing, Icon, LiveMeeting, LivePart, Look, Meter, Page, PageTitle,
    Progress, RefreshWithoutScript, Sheet, dates, t,
};
use crate::{Html, Request};
use chrono::{DateTime, Utc};
use domain::attendance;
use domain::ids::MeetingId;
use domain::meeting::{ItemView, MeetingView, State, StateKind, VoteLine};
use domain::vote::VoteView;
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /meetings/{id}/chair`.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`Error::Forbidden`] for those who neither run the meeting nor keep
/// its attendance.
pub async fn console(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    // Before the announcement and after the end the console only says where to go on.
    let quiet = !matches!(view.state.kind(), StateKind::Announced | StateKind::InSession);
    if !(view.can.run || quiet && view.can.see_readers) {
        return Err(Error::Forbidden);
    }
    let open = match under_way(&view).next() {
        Some(vote) => Some(rq.ports.voting.view(&rq.caller, vote.id).await?),
        None => None,
    };
    let now = rq.page.now;
    let t = rq.t();
    Ok(rq.render(move || {
        let head = head(&view, now);
        let agenda = agenda(&view, open.is_some());
        let centre = centre(&view, open.as_ref(), now);
        let people = people(&view);
        view! {
            <Page title=t.chair_title() wide=true>
                {head}
                <div class="console">
                    <LivePart id="console-agenda">{agenda}</LivePart>
                    <LivePart id="console-now">{centre}</LivePart>
                    <LivePart id="console-people">{people}</LivePart>
                </div>
                <LiveMeeting id=meeting.to_string() />
                <RefreshWithoutScript />
            </Page>
        }
    }))
}

/// The votes that are under way now: open, or closed and being counted. Mostly there is one; each item may have its own.
pub(super) fn under_way(view: &MeetingView) -> impl Iterator<Item = &VoteLine> {
    let votes = view.items.iter().flat_map(|item| &item.votes);
    votes.filter(|vote| !vote.state.rests())
}

fn head(view: &MeetingView, now: DateTime<Utc>) -> AnyView {
    let t = t();
    let id = view.id;
    let running = view.state.kind() == StateKind::InSession;
    let clock = match view.state {
        State::InSession { since, .. } => Some(view! {
            <p class="console-clock">
                <span class="dot" aria-hidden="true"></span>{t.chair_elapsed()}" "
                <Clock at=since.timestamp_millis() now=now.timestamp_millis() up=true />
            </p>
        }),
        _ => None,
    };
    let opens = view.starts_at - attendance::opens_before();
    let code = attendance::may_check_in(&view.state, view.starts_at, now).is_ok();
    let code_later =
        (view.state.kind() == StateKind::Announced && !code).then(|| t.chair_code_from(&dates::date_time(opens)));
    let before_the_end = matches!(view.state.kind(), StateKind::Announced | StateKind::InSession);
    view! {
        <BackLink href=format!("/meetings/{id}") label=t.chair_to_meeting() />
        {clock}
        <PageTitle title=view.title.clone() eyebrow=if running { String::new() } else { t.meeting_state(view.state.kind()) }>
            {code.then(|| view! {
                <ButtonLink href=format!("/meetings/{id}/code") label=t.chair_code() look=Look::Plain />
            })}
            {before_the_end.then(|| view! {
                <ButtonLink href=format!("/meetings/{id}/attendance") label=t.chair_attendance() look=Look::Plain />
            })}
            {running.then(|| view! {
                <ButtonLink href=format!("/meetings/{id}/end") label=t.chair_end() look=Look::Plain />
            })}
        </PageTitle>
        {code_later.map(|sentence| view! { <p class="small soft num">{sentence}</p> })}
    }
    .into_any()
}

/// What is on the table, and below it who has not voted.
fn centre(view: &MeetingView, open: Option<&VoteView>, now: DateTime<Utc>) -> AnyView {
    // While paper is counted nobody is waited for, and not everybody has voted.
    let waiting = open.filter(|vote| matches!(vote.state, domain::vote::State::Open { .. }));
    view! {
        {chair_now::sheet(view, open, now)}
        {chair_now::others(view)}
        {waiting.map(vote_close::waiting)}
        {chair_now::results(view)}
    }
    .into_any()
}

fn agenda(view: &MeetingView, voting: bool) -> AnyView {
    let t = t();
    let movable = view.state.kind() == StateKind::InSession && !voting;
    let lines = view
        .items
        .iter()
        .map(|item| line(view.id, item, movable))
        .collect_view();
    let change = view.can.arrange.then(|| format!("/meetings/{}/agenda", view.id));
    view! {
        <Sheet title=t.chair_agenda()>
            <Agenda>{lines}</Agenda>
            {change.map(|href| view! {
                <a class="linked" href=href><Drawing icon=Icon::Add />{t.chair_add_item()}</a>
            })}
        </Sheet>
    }
    .into_any()
}

fn line(meeting: MeetingId, item: &ItemView, movable: bool) -> AnyView {
    let t = t();
    let progress = if item.on_table {
        Progress::Current
    } else if item.done {
        Progress::Done
    } else {
        Progress::Ahead
    };
    let put = (movable && !item.on_table).then(|| put(meeting, item));
    view! {
        <AgendaLine number=item.number.clone() title=item.title.clone() sub=item.presenter.clone() progress=progress
            time=t.chair_minutes_planned(item.minutes)>
            {put}
        </AgendaLine>
    }
    .into_any()
}

/// Puts an item on the table; said quietly, because the gold sheet holds the next step.
fn put(meeting: MeetingId, item: &ItemView) -> AnyView {
    let t = t();
    let label = if item.done { t.chair_put_again() } else { t.chair_put() };
    view! {
        <form class="quiet-form" method="post" action=format!("/meetings/{meeting}/table")>
            <input type="hidden" name="item" value=item.id.to_string() />
            <button type="submit" class="as-link" aria-label=t.chair_put_spoken(&label, &item.title)>{label.clone()}</button>
        </form>
    }
    .into_any()
}

fn people(view: &MeetingView) -> AnyView {
    let t = t();
    let (id, turnout) = (view.id, view.turnout);
    let (present, official, quorum) = (turnout.official_present, turnout.official, turnout.quorum);
    let quorum_line = if present >= quorum {
        t.chair_quorum(present, official, quorum)
    } else {
        t.chair_no_quorum(present, official, quorum)
    };
    let open_ended = view.state.kind() != StateKind::Sealed;
    let taker = if view.minute_taker.is_empty() {
        t.chair_taker_none()
    } else {
        view.minute_taker.clone()
    };
    let chair = view.chair.clone();
    let unnamed = open_ended && view.minute_taker.is_empty();
    let (others, can_invite) = (others_by_role(view), view.can.invite);
    view! {
        <Sheet title=t.chair_present()>
            <p class="num"><span class="big">{turnout.present}</span><span class="soft">" "{t.chair_of(turnout.summoned)}</span></p>
            <Meter value=present of=official mark=quorum label=t.chair_meter(present, official, quorum) />
            <p class="small soft num">
                {quorum_line}" "
                {t.chair_others(turnout.probationary_present, turnout.excused, turnout.unexcused)}" "
                {(turnout.unknown > 0).then(|| t.chair_unknown(turnout.unknown))}
            </p>
            {open_ended.then(|| view! {
                <a class="linked" href=format!("/meetings/{id}/attendance")><Drawing icon=Icon::Members />{t.chair_keep()}</a>
            })}
        </Sheet>
        <Sheet title=t.chair_people()>
            <dl class="facts">
                <div><dt>{t.chair_chair()}</dt><dd>{chair}</dd></div>
                <div><dt>{t.chair_taker()}</dt><dd>{taker}</dd></div>
                {others.into_iter().map(|(name, names)| view! { <div><dt>{name}</dt><dd>{names}</dd></div> }).collect_view()}
            </dl>
            {can_invite.then(|| view! {
                <a class="linked" href=format!("/meetings/{id}/people")><Drawing icon=Icon::Members />{t.chair_invite()}</a>
            })}
            {unnamed.then(|| view! {
                <ButtonLink href=format!("/meetings/{id}/people#minute-taker") label=t.chair_taker_set() look=Look::Small />
            })}
        </Sheet>
    }
    .into_any()
}
