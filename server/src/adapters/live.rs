//! The live hub of one process: who follows which meeting.
//!
//! Invariant: a slow client never holds up a commit; it misses events and then reads the newest state.

use domain::ids::{MeetingId, PersonId};
use domain::live::{LiveEvent, LiveHub};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::broadcast::{Receiver, Sender, channel};

/// Events that a slow client may be behind.
const BEHIND: usize = 16;

/// See the module.
#[derive(Debug)]
pub struct Hub {
    meetings: Mutex<HashMap<MeetingId, Sender<LiveEvent>>>,
    ended: Sender<PersonId>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            meetings: Mutex::default(),
            ended: channel(BEHIND).0,
        }
    }
}

impl Hub {
    /// Whose sessions end from now on.
    pub fn endings(&self) -> Receiver<PersonId> {
        self.ended.subscribe()
    }

    /// Follows a meeting from now on.
    pub fn follow(&self, meeting: MeetingId) -> Receiver<LiveEvent> {
        let mut meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        // Meetings that nobody follows any more are dropped on the way.
        meetings.retain(|id, sender| *id == meeting || sender.receiver_count() > 0);
        meetings.entry(meeting).or_insert_with(|| channel(BEHIND).0).subscribe()
    }
}

impl LiveHub for Hub {
    fn publish(&self, event: LiveEvent) {
        let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = meetings.get(&event.meeting) {
            // Nobody listening is no fault.
            let _ = sender.send(event);
        }
    }

    fn ended(&self, person: PersonId) {
        let _ = self.ended.send(person);
    }
}
