//! The live stream of a meeting.
//!
//! Invariant: it says only that something has changed; a stream ends with its session, and when the process stops;
//! clients come back.

use super::answer::Answer;
use super::visit::Visit;
use crate::adapters::Present;
use app::Ports;
use axum::body::Body;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::ids::{MeetingId, PersonId, SessionId};
use domain::live::LiveEvent;
use domain::policy::Caller;
use domain::{Error, Result};
use futures_util::stream::{self, StreamExt};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::Interval;

/// Casts come in crowds; the turnout is told at most so often.
const PAUSE: Duration = Duration::from_millis(300);
/// Seconds until somebody with too many windows may try again.
const TRY_LATER: u64 = 60;
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// A stream asks so often whether its session still lives.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// `GET /live/meetings/{id}`
///
/// # Errors
/// As [`domain::ports::Meetings::live_version`].
pub async fn follow(visit: Visit, _: Body) -> Result<Answer> {
    let meeting: MeetingId = visit.ids.id("id")?;
    // Listening begins before the version is read, so that nothing falls between.
    let (events, endings) = (visit.edge.hub.follow(meeting), visit.edge.hub.endings());
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
    let mut ask_again = tokio::time::interval(ASK_AGAIN);
    // Its first tick would be now.
    ask_again.reset();
    let present = visit.edge.hub.present(meeting, visit.rq.caller.person()?);
    let present = present.ok_or(Error::TooMany { seconds: TRY_LATER })?;
    let following = Following {
        session: visit.session()?,
        person: visit.rq.caller.person()?,
        stopping: visit.edge.stopping.clone(),
        endings,
        events,
        meeting,
        ports: visit.rq.ports,
        caller: visit.rq.caller,
        ask_again,
        paused: false,
        _present: present,
    };
    let stream = first.chain(stream::unfold(following, Following::next));
    let sse = Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(Answer::Whole(sse.into_response()))
}

fn event(event: &LiveEvent) -> Event {
    Event::default()
        .id(event.version.to_string())
        .data(event.version.to_string())
}

/// A stream under way.
struct Following {
    session: SessionId,
    person: PersonId,
    caller: Caller,
    meeting: MeetingId,
    ports: Ports,
    events: Receiver<LiveEvent>,
    endings: Receiver<PersonId>,
    stopping: watch::Receiver<bool>,
    ask_again: Interval,
    paused: bool,
    /// Whoever follows is connected until his stream ends.
    _present: Present,
}

impl Following {
    async fn next(mut self) -> Option<(std::result::Result<Event, Infallible>, Self)> {
        if self.paused {
            tokio::time::sleep(PAUSE).await;
        }
        self.paused = true;
        loop {
            let heard = tokio::select! {
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                () = concerns(&mut self.endings, self.person) => None,
                // A session may run out, or end in another process.
                _ = self.ask_again.tick() => None,
                received = newest(&mut self.events) => Some(received?),
            };
            match heard {
                Some(latest) => return Some((Ok(event(&latest)), self)),
                None if self.may_go_on().await => {}
                None => return None,
            }
        }
    }

    /// The session lives, and its person may still follow the meeting.
    async fn may_go_on(&self) -> bool {
        self.ports.accounts.viewer(self.session, None).await.is_ok()
            && self
                .ports
                .meetings
                .live_version(&self.caller, self.meeting)
                .await
                .is_ok()
    }
}

/// Waits until something ends for this person; whoever has missed some assumes that it was his.
async fn concerns(endings: &mut Receiver<PersonId>, person: PersonId) {
    loop {
        match endings.recv().await {
            Ok(other) if other != person => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            // Nobody ends sessions any more: the process stops.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
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
