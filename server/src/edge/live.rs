//! The live stream of a meeting.
//!
//! Invariant: it says only that something has changed; streams end when the process stops, and clients come back.

use super::answer::Answer;
use super::visit::Visit;
use axum::body::Body;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::Result;
use domain::ids::MeetingId;
use domain::live::LiveEvent;
use futures_util::stream::{self, Stream, StreamExt};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;

/// Casts come in crowds; the turnout is told at most so often.
const PAUSE: Duration = Duration::from_millis(300);
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// `GET /live/meetings/{id}`
///
/// # Errors
/// As [`domain::ports::Meetings::live_version`].
pub async fn follow(visit: Visit, _: Body) -> Result<Answer> {
    let meeting: MeetingId = visit.ids.id("id")?;
    // Listening begins before the version is read, so that nothing falls between.
    let events = visit.edge.hub.follow(meeting);
    let version = visit.rq.ports.meetings.live_version(&visit.rq.caller, meeting).await?;
    // What the page was read at, or the last event of a stream that broke off.
    let page = visit.rq.asked("seen").parse::<i64>().ok();
    let last = visit
        .headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse::<i64>().ok());
    let missed = page
        .max(last)
        .is_some_and(|seen| seen <= version && last != Some(version));
    let first = stream::iter(missed.then(|| Ok(event(&LiveEvent { meeting, version }))));
    let present = visit.edge.hub.present(meeting, visit.rq.caller.person()?);
    let stream = first
        .chain(changes(events, visit.edge.stopping.clone()))
        .map(move |event| {
            // Whoever follows is connected until his stream ends.
            let _ = &present;
            event
        });
    let sse = Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(Answer::Whole(sse.into_response()))
}

fn event(event: &LiveEvent) -> Event {
    Event::default()
        .id(event.version.to_string())
        .data(event.version.to_string())
}

fn changes(
    events: Receiver<LiveEvent>,
    stopping: watch::Receiver<bool>,
) -> impl Stream<Item = std::result::Result<Event, Infallible>> {
    stream::unfold(
        (events, stopping, false),
        |(mut events, mut stopping, paused)| async move {
            if paused {
                tokio::time::sleep(PAUSE).await;
            }
            let latest = tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => None,
                received = newest(&mut events) => received,
            }?;
            Some((Ok(event(&latest)), (events, stopping, true)))
        },
    )
}

/// Waits for an event and takes all that have come meanwhile, so that a crowd becomes one.
async fn newest(events: &mut Receiver<LiveEvent>) -> Option<LiveEvent> {
    let mut latest = loop {
        match events.recv().await {
            Ok(event) => break event,
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    };
    while let Ok(event) = events.try_recv() {
        latest = event;
    }
    Some(latest)
}
