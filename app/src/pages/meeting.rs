//! A meeting as its members see it, in every state.
//!
//! Invariant: the sheet at the top says the one thing to do now; what only leaders do stands at the end.
//! What changes during the evening stands in live parts.

use super::home::ReplyButtons;
use super::meeting_parts::{AgendaSheet, FactsSheet, OnTable, SOON_HOURS, Tools, runs_now, too_short};
use super::parts::DocumentRows;
use crate::ui::{
    BackLink, ButtonLink, LiveMeeting, LivePart, Look, Notice, Page, PageTitle, Pair, Progress, RefreshWithoutScript,
    Sheet, Steps, Tag, TagKind, Tags, Tone, dates, t,
};
use crate::{Html, Request};
use chrono::{DateTime, Duration, Utc};
use domain::Result;
use domain::attendance::{is_past_its_day, opens_before};
use domain::ids::MeetingId;
use domain::meeting::{MeetingView, OwnPart, State, StateKind};
use leptos::prelude::*;
use std::sync::Arc;

/// `GET /meetings/{id}`
///
/// # Errors
/// As [`domain::ports::Meetings::view`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    // Shared by the parts of the page: on the evening it is read more often than any other.
    let m = Arc::new(rq.ports.meetings.view(&rq.caller, meeting).await?);
    let now = rq.page.now;
    let t = rq.t();
    Ok(rq.render(move || {
        let running = m.state.kind() == StateKind::InSession;
        // Who waits for the beginning sees it begin.
        let follows = running
            || (m.state.kind() == StateKind::Announced && (m.starts_at - now).abs() < Duration::hours(SOON_HOURS));
        let documents = m.documents.clone();
        let (head, at_top, agenda) = (m.clone(), m.clone(), m.clone());
        view! {
            <Page title=m.title.clone()>
                <BackLink href="/meetings" label=t.meetings_title() />
                <LivePart id="meeting-head"><Head view=head now=now /></LivePart>
                {follows.then(|| view! { <LiveMeeting id=meeting.to_string() /> })}
                <LivePart id="meeting-now"><Now view=at_top now=now /></LivePart>
                <LivePart id="meeting-agenda"><AgendaSheet view=agenda /></LivePart>
                {(!documents.is_empty()).then(|| view! {
                    <Sheet title=t.meeting_documents()><DocumentRows documents=documents /></Sheet>
                })}
                <FactsSheet view=m.clone() />
                <LivePart id="meeting-tools"><Tools view=m /></LivePart>
                {running.then(|| view! { <RefreshWithoutScript /> })}
            </Page>
        }
    }))
}

#[component]
fn Head(view: Arc<MeetingView>, now: DateTime<Utc>) -> impl IntoView {
    let t = t();
    let running = view.state.kind() == StateKind::InSession;
    let eyebrow = match &view.state {
        State::InSession { since, .. } => t.meeting_began(&dates::time(*since)),
        // Whoever runs it reads so in the sheet below.
        State::Announced { .. } if is_past_its_day(view.starts_at, now) => t.meeting_not_held_state(),
        State::Announced { .. } if now >= view.starts_at && !runs_now(&view, now) => t.meeting_waits(),
        State::Draft
        | State::Announced { .. }
        | State::Ended { .. }
        | State::Sealed { .. }
        | State::Cancelled { .. } => t.meeting_state(view.state.kind()),
    };
    let place = if view.place.is_empty() {
        t.meeting_online()
    } else {
        view.place.clone()
    };
    let mut sub = if running {
        format!("{} · {place}", dates::long(view.starts_at, t.lang()))
    } else {
        format!("{} · {place}", t.moment(view.starts_at))
    };
    if running {
        sub = format!(
            "{sub} · {}",
            t.meeting_present(view.turnout.present, view.turnout.summoned)
        );
    }
    view! { <PageTitle eyebrow=eyebrow now=running title=view.title.clone() sub=sub /> }.into_any()
}

/// The one thing to do now.
#[component]
fn Now(view: Arc<MeetingView>, now: DateTime<Utc>) -> impl IntoView {
    match view.state.clone() {
        State::Draft => view! { <Preparing view=view /> }.into_any(),
        State::Announced { .. } => view! { <Announced view=view now=now /> }.into_any(),
        State::InSession { .. } => view! { <Running view=view /> }.into_any(),
        State::Ended { until, .. } => view! { <Ended view=view until=until /> }.into_any(),
        State::Sealed { at, .. } => view! { <Sealed view=view at=at /> }.into_any(),
        State::Cancelled { at, reason } => {
            let t = t();
            view! {
                <Notice tone=Tone::Warning>
                    <p><b>{t.meeting_cancelled(&dates::date(at))}</b></p>
                    <p>{t.meeting_cancelled_reason(&reason)}</p>
                </Notice>
            }
            .into_any()
        }
    }
}

/// A draft: the steps of its preparation, and the next of them.
#[component]
fn Preparing(view: Arc<MeetingView>) -> impl IntoView {
    let t = t();
    if !view.can.edit {
        return view! { <Notice><p>{t.meeting_preparing()}</p></Notice> }.into_any();
    }
    let base = format!("/meetings/{}", view.id);
    let short = too_short(&view);
    let agenda = !view.items.is_empty();
    let documents = !view.documents.is_empty() || view.items.iter().any(|item| !item.documents.is_empty());
    let step = |done: bool, current: bool| match (done, current) {
        (true, _) => Progress::Done,
        (false, true) => Progress::Current,
        (false, false) => Progress::Ahead,
    };
    let steps = vec![
        (t.meeting_step_frame(), Progress::Done),
        (t.meeting_step_agenda(), step(agenda, true)),
        (t.meeting_step_documents(), step(documents, false)),
        (t.meeting_step_announce(), step(false, agenda)),
    ];
    view! {
        <Sheet now=true eyebrow=t.meeting_next_step()>
            <Steps steps=steps />
            {short}
            {if agenda {
                view! {
                    <p>{if documents { t.meeting_ready_all() } else { t.meeting_ready_text() }}</p>
                    <Pair>
                        {view.can.announce.then(|| view! {
                            <ButtonLink href=format!("{base}/announce") label=t.meeting_announce_do() />
                        })}
                        {view.can.add_document.then(|| view! {
                            <ButtonLink href=format!("{base}/documents/new") label=t.meeting_add_documents() look=Look::Plain />
                        })}
                    </Pair>
                }.into_any()
            } else {
                view! {
                    <p>{t.meeting_make_agenda_text()}</p>
                    <ButtonLink href=format!("{base}/agenda") label=t.meeting_make_agenda() />
                }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

/// Announced: the reply, and the console when the hour comes.
#[component]
fn Announced(view: Arc<MeetingView>, now: DateTime<Utc>) -> impl IntoView {
    let t = t();
    let base = format!("/meetings/{}", view.id);
    if is_past_its_day(view.starts_at, now) {
        return not_held(&view, &base);
    }
    let soon = runs_now(&view, now);
    let eyebrow = if now < view.starts_at {
        t.meeting_soon()
    } else {
        t.meeting_waits()
    };
    let chair = format!("{base}/chair");
    view! {
        {soon.then(|| view! {
            <Sheet now=true eyebrow=eyebrow>
                <p>{t.meeting_console_text()}</p>
                <ButtonLink href=chair label=t.meeting_console() />
            </Sheet>
        })}
        {view.own.clone().map(|own| {
            if own.presence.is_here() {
                return view! { <Sheet><Tags><Tag kind=TagKind::Yes label=t.meeting_you_are_here() /></Tags></Sheet> }
                    .into_any();
            }
            let asked = own.reply == domain::meeting::Reply::None;
            let href = format!("{base}/check-in");
            let check_in = (now >= view.starts_at - opens_before()).then(|| {
                view! {
                    <Sheet now=!soon eyebrow=t.meeting_check_in()>
                        <p>{t.meeting_check_in_early()}</p>
                        <ButtonLink href=href label=t.meeting_check_in()
                            look=if soon { Look::Plain } else { Look::Main } />
                    </Sheet>
                }
            });
            let asked = asked && check_in.is_none();
            view! {
                {check_in}
                <Sheet now=asked && !soon>
                    <ReplyButtons href=base reply=own.reply quiet=soon />
                    {(!own.reason.is_empty()).then(|| view! { <p class="soft">{t.meeting_cancelled_reason(&own.reason)}</p> })}
                </Sheet>
            }
            .into_any()
        })}
    }
    .into_any()
}

/// Its day is over, and it never began: whoever may says when it takes place, or that it does not.
fn not_held(view: &MeetingView, base: &str) -> AnyView {
    let t = t();
    if !view.can.edit {
        return view! { <Notice><p>{t.meeting_not_held()}</p></Notice> }.into_any();
    }
    let [edit, cancel, chair] = ["edit", "cancel", "chair"].map(|step| format!("{base}/{step}"));
    let runs = view.can.run;
    view! {
        <Sheet now=true eyebrow=t.meeting_next_step()>
            <p>{t.meeting_not_held_text()}</p>
            <Pair>
                <ButtonLink href=edit label=t.meeting_not_held_move() />
                <ButtonLink href=cancel label=t.cancel_title() look=Look::Plain />
            </Pair>
            {runs.then(|| view! { <p><a href=chair>{t.meeting_console()}</a></p> })}
        </Sheet>
    }
    .into_any()
}

/// In session: check in first, then what is on the table.
#[component]
fn Running(view: Arc<MeetingView>) -> impl IntoView {
    let t = t();
    let base = format!("/meetings/{}", view.id);
    let must_check_in = view.own.as_ref().is_some_and(|own: &OwnPart| !own.presence.is_here());
    let console = view.can.run.then(|| format!("{base}/chair"));
    view! {
        {if must_check_in {
            view! {
                <Sheet now=true eyebrow=t.meeting_check_in()>
                    <p>{t.meeting_check_in_text()}</p>
                    <ButtonLink href=format!("{base}/check-in") label=t.meeting_check_in() />
                </Sheet>
                <OnTable view=view first=false />
            }.into_any()
        } else {
            view! { <OnTable view=view first=true /> }.into_any()
        }}
        {console.map(|href| view! { <p><ButtonLink href=href label=t.meeting_console() look=Look::Plain /></p> })}
    }
    .into_any()
}

#[component]
fn Ended(view: Arc<MeetingView>, until: DateTime<Utc>) -> impl IntoView {
    let t = t();
    let base = format!("/meetings/{}", view.id);
    let title = t.meeting_ended(&dates::time(until));
    if view.can.edit_minutes {
        view! {
            <Sheet now=true eyebrow=title>
                <p>{t.meeting_minutes_finish_text()}</p>
                <ButtonLink href=format!("{base}/minutes") label=t.meeting_minutes_finish() />
            </Sheet>
        }
        .into_any()
    } else {
        view! {
            // Nobody else reads them before they are sealed.
            <Sheet title=title><p>{t.meeting_minutes_waiting()}</p></Sheet>
        }
        .into_any()
    }
}

#[component]
fn Sealed(view: Arc<MeetingView>, at: DateTime<Utc>) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.meeting_sealed(&dates::date(at))>
            <p class="soft">{t.meeting_sealed_text()}</p>
            {view.can.read_minutes.then(|| view! {
                <ButtonLink href=format!("/meetings/{}/minutes", view.id) label=t.meeting_minutes_read() />
            })}
        </Sheet>
    }
    .into_any()
}
