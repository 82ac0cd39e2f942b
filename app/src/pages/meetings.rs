//! The list of meetings: what comes first, what was held below.
//!
//! Invariant: a meeting that runs stands first; what has not been held stays above until it is held or cancelled.

use super::parts::prepares_in;
use crate::ui::{
    ButtonLink, DayBlock, EmptyState, LiveHome, LivePart, Look, Page, PageTitle, Pagination, Row, Rows, Sheet, Tag,
    TagKind, Tags, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::clock;
use domain::meeting::{MeetingLine, Reply, StateKind};
use leptos::prelude::*;

/// Past meetings on one page.
const PAST_PER_PAGE: usize = 20;

/// `GET /meetings?page=`
///
/// # Errors
/// As [`domain::ports::Meetings::list`].
pub async fn list(rq: &Request) -> Result<Html> {
    let all = rq.ports.meetings.list(&rq.caller).await?;
    let prepare = prepares_in(rq.viewer()?)
        .first()
        .map(|unit| format!("/meetings/new?unit={unit}"));
    let asked: usize = rq.asked("page").parse().unwrap_or(1);
    let t = rq.t();
    Ok(rq.render(move || {
        let nothing = all.is_empty();
        let above = prepare.clone().filter(|_| !nothing);
        let runs = all.iter().any(|meeting| meeting.state == StateKind::InSession);
        let (ahead, past) = split(all);
        let last = past.len().div_ceil(PAST_PER_PAGE).max(1);
        let current = asked.clamp(1, last);
        let shown: Vec<_> = past
            .into_iter()
            .skip((current - 1) * PAST_PER_PAGE)
            .take(PAST_PER_PAGE)
            .collect();
        view! {
            <Page title=t.place_meetings()>
                <PageTitle title=t.meetings_title()>
                    {above.map(|href| view! {
                        <ButtonLink href=href label=t.meetings_prepare()
                            look=if runs { Look::Plain } else { Look::Main } />
                    })}
                </PageTitle>
                {if nothing {
                    view! { <Nothing prepare=prepare /> }.into_any()
                } else {
                    view! {
                        <LivePart id="meetings">
                            <Ahead meetings=ahead />
                            <Past meetings=shown />
                        </LivePart>
                        <Pagination current=current last=last link=|page| format!("/meetings?page={page}") />
                        <LiveHome />
                    }.into_any()
                }}
            </Page>
        }
    }))
}

/// What comes, soonest first, and what was, latest first.
fn split(all: Vec<MeetingLine>) -> (Vec<MeetingLine>, Vec<MeetingLine>) {
    let (mut ahead, mut past): (Vec<_>, Vec<_>) = all.into_iter().partition(|meeting| match meeting.state {
        StateKind::Draft | StateKind::Announced | StateKind::InSession => true,
        StateKind::Ended | StateKind::Sealed | StateKind::Cancelled => false,
    });
    ahead.sort_by_key(|meeting| (meeting.state != StateKind::InSession, meeting.starts_at));
    past.sort_by_key(|meeting| std::cmp::Reverse(meeting.starts_at));
    (ahead, past)
}

#[component]
fn Nothing(prepare: Option<String>) -> impl IntoView {
    let t = t();
    view! {
        <Sheet>
            <EmptyState sentence=t.meetings_none()>
                {match prepare {
                    Some(href) => view! {
                        <p>{t.meetings_none_prepare()}</p>
                        <ButtonLink href=href label=t.meetings_prepare() />
                    }.into_any(),
                    None => view! { <p>{t.meetings_none_hint()}</p> }.into_any(),
                }}
            </EmptyState>
        </Sheet>
    }
    .into_any()
}

#[component]
fn Ahead(meetings: Vec<MeetingLine>) -> impl IntoView {
    let t = t();
    if meetings.is_empty() {
        return view! { <Sheet title=t.meetings_upcoming()><p class="soft">{t.meetings_none_upcoming()}</p></Sheet> }
            .into_any();
    }
    let one_unit = meetings.iter().all(|meeting| meeting.unit == meetings[0].unit);
    meetings
        .into_iter()
        .map(|meeting| {
            let running = meeting.state == StateKind::InSession;
            let waits = meeting.summoned && meeting.state == StateKind::Announced && meeting.reply == Reply::None;
            let day = clock::local_date(meeting.starts_at);
            let place = if meeting.place.is_empty() {
                t.meeting_online()
            } else {
                meeting.place
            };
            let line = format!(
                "{} {} · {place}",
                dates::time(meeting.starts_at),
                dates::weekday(day, t.lang())
            );
            view! {
                <Sheet now=running>
                    <DayBlock date=day>
                        <a href=format!("/meetings/{}", meeting.id)><b>{meeting.title}</b></a>
                        <p class="soft num">{line}</p>
                        {(!one_unit).then(|| view! { <p class="soft small">{meeting.unit_name}</p> })}
                    </DayBlock>
                    <Tags>
                        <Tag kind=state_tag(meeting.state) label=t.meeting_state(meeting.state) />
                        {waits.then(|| view! { <Tag kind=TagKind::Calm label=t.meetings_reply_waits() /> })}
                        {(meeting.summoned && meeting.reply != Reply::None).then(|| view! {
                            <Tag label=t.reply(meeting.reply) />
                        })}
                    </Tags>
                    {running.then(|| view! {
                        <ButtonLink href=format!("/meetings/{}", meeting.id) label=t.home_enter() />
                    })}
                </Sheet>
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn Past(meetings: Vec<MeetingLine>) -> impl IntoView {
    let t = t();
    (!meetings.is_empty())
        .then(|| {
            let one_unit = meetings.iter().all(|meeting| meeting.unit == meetings[0].unit);
            view! {
                <Sheet title=t.meetings_past()>
                    <Rows>
                        {meetings.into_iter().map(|meeting| {
                            let mut sub = dates::long(meeting.starts_at, t.lang());
                            if !one_unit {
                                sub = format!("{sub} · {}", meeting.unit_name);
                            }
                            view! {
                                <Row title=meeting.title sub=sub href=format!("/meetings/{}", meeting.id)>
                                    <Tag kind=state_tag(meeting.state) label=t.meeting_state(meeting.state) />
                                </Row>
                            }
                        }).collect_view()}
                    </Rows>
                </Sheet>
            }
        })
        .into_any()
}

/// How a state is tagged: gold only while it happens.
pub(super) const fn state_tag(state: StateKind) -> TagKind {
    match state {
        StateKind::InSession => TagKind::Gold,
        StateKind::Announced => TagKind::Calm,
        StateKind::Sealed => TagKind::Yes,
        StateKind::Cancelled => TagKind::No,
        StateKind::Draft | StateKind::Ended => TagKind::Plain,
    }
}
