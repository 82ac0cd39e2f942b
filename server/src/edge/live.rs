//! The live streams: of a meeting, and of a page that tells of all one's meetings.
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
use domain::live::{Ahead, LiveEvent};
use domain::policy::Caller;
use domain::{Error, Result};
use futures_util::stream::{self, StreamExt};
use std::collections::{BTreeMap, BTreeSet};
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
    let last = visit
        .headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse::<i64>().ok());
    let missed = seen(&visit)
        .max(last)
        .is_some_and(|seen| seen <= version && last != Some(version));
    stream(
        visit,
        missed.then_some(version),
        Followed::Meeting { meeting, events },
        endings,
    )
}

/// `GET /live/home`: what stands on a home page has changed. Seldom, and never for what happens within a meeting, since
/// many phones show one.
///
/// # Errors
/// As [`domain::ports::Meetings::home_meetings`].
pub async fn home(visit: Visit, _: Body) -> Result<Answer> {
    let (events, endings) = (visit.edge.hub.follow_homes(), visit.edge.hub.endings());
    let meetings = visit.rq.ports.meetings.home_meetings(&visit.rq.caller).await?;
    let missed = newest_of(&meetings).filter(|newest| seen(&visit).is_some_and(|seen| seen <= *newest));
    stream(visit, missed, Followed::Home { meetings, events }, endings)
}

/// What the page was read at.
fn seen(visit: &Visit) -> Option<i64> {
    visit.rq.asked("seen").parse().ok()
}

fn stream(visit: Visit, missed: Option<i64>, followed: Followed, endings: Receiver<PersonId>) -> Result<Answer> {
    let person = visit.rq.caller.person()?;
    let meeting = match &followed {
        Followed::Meeting { meeting, .. } => Some(*meeting),
        Followed::Home { .. } => None,
    };
    let present = visit.edge.hub.present(meeting, person);
    let mut present = present.ok_or(Error::TooMany { seconds: TRY_LATER })?;
    if let Followed::Home { meetings, .. } = &followed {
        present.reached_by(own(meetings));
    }
    let mut ask_again = tokio::time::interval(ASK_AGAIN);
    // Its first tick would be now.
    ask_again.reset();
    let following = Following {
        session: visit.session()?,
        person,
        stopping: visit.edge.stopping.clone(),
        endings,
        followed,
        ports: visit.rq.ports,
        caller: visit.rq.caller,
        ask_again,
        paused: false,
        present,
    };
    let first = stream::iter(missed.map(|version| Ok(event(version))));
    let stream = first.chain(stream::unfold(following, Following::next));
    let sse = Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(Answer::Whole(sse.into_response()))
}

fn event(version: i64) -> Event {
    Event::default().id(version.to_string()).data(version.to_string())
}

/// What a stream tells of.
enum Followed {
    Meeting {
        meeting: MeetingId,
        events: Receiver<LiveEvent>,
    },
    /// The meetings a home page tells of, as they were when the stream last asked.
    Home {
        meetings: BTreeMap<MeetingId, Ahead>,
        events: Receiver<Option<LiveEvent>>,
    },
}

impl Followed {
    /// Waits for a change; its version, 0 if that is not known.
    async fn changed(&mut self) -> Option<i64> {
        match self {
            Self::Meeting { events, .. } => Some(newest(events).await?.version),
            Self::Home { meetings, events } => loop {
                match events.recv().await {
                    Ok(Some(event)) if !meetings.contains_key(&event.meeting) => {}
                    Ok(event) => return Some(event.map_or(0, |event| event.version)),
                    Err(RecvError::Lagged(_)) => return Some(0),
                    Err(RecvError::Closed) => return None,
                }
            },
        }
    }
}

/// A stream under way.
struct Following {
    session: SessionId,
    person: PersonId,
    caller: Caller,
    ports: Ports,
    followed: Followed,
    endings: Receiver<PersonId>,
    stopping: watch::Receiver<bool>,
    ask_again: Interval,
    paused: bool,
    /// Whoever follows is connected until his stream ends.
    present: Present,
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
                changed = self.followed.changed() => Some(changed?),
            };
            let heard = match heard {
                Some(version) => Some(version),
                None => self.ask().await.ok()?,
            };
            if let Some(version) = heard {
                return Some((Ok(event(version)), self));
            }
        }
    }

    /// Whether the session lives and its person may still follow, and for a home page whether meetings were called or
    /// have gone meanwhile: then the newest version.
    async fn ask(&mut self) -> Result<Option<i64>> {
        self.ports.accounts.viewer(self.session, None).await?;
        match &mut self.followed {
            Followed::Meeting { meeting, .. } => {
                self.ports.meetings.live_version(&self.caller, *meeting).await?;
                Ok(None)
            }
            Followed::Home { meetings, .. } => {
                let now = self.ports.meetings.home_meetings(&self.caller).await?;
                self.present.reached_by(own(&now));
                let before = std::mem::replace(meetings, now);
                let others = !before.keys().eq(meetings.keys());
                Ok(others.then_some(newest_of(meetings).unwrap_or(0)))
            }
        }
    }
}

fn newest_of(meetings: &BTreeMap<MeetingId, Ahead>) -> Option<i64> {
    meetings.values().map(|meeting| meeting.version).max()
}

/// Those that reach him wherever he is: he takes part in them.
fn own(meetings: &BTreeMap<MeetingId, Ahead>) -> BTreeSet<MeetingId> {
    let own = meetings.iter().filter(|(_, meeting)| meeting.takes_part);
    own.map(|(id, _)| *id).collect()
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
