//! The live hub of one process: who follows which meeting.
//!
//! Invariant: a slow client never holds up a commit; it misses events and then reads the newest state.

use domain::ids::{MeetingId, PersonId};
use domain::live::{LiveEvent, LiveHub};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast::{Receiver, Sender, channel};

/// Events that a slow client may be behind.
const BEHIND: usize = 16;

/// See the module.
#[derive(Debug)]
pub struct Hub {
    meetings: Mutex<HashMap<MeetingId, Sender<LiveEvent>>>,
    /// How many streams of a meeting each person has open.
    present: Mutex<HashMap<MeetingId, HashMap<PersonId, usize>>>,
    ended: Sender<PersonId>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            meetings: Mutex::default(),
            present: Mutex::default(),
            ended: channel(BEHIND).0,
        }
    }
}

/// Somebody has a page of a meeting open, until this is dropped.
#[derive(Debug)]
pub struct Present {
    hub: Arc<Hub>,
    meeting: MeetingId,
    person: PersonId,
}

impl Drop for Present {
    fn drop(&mut self) {
        let mut present = self.hub.present.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(people) = present.get_mut(&self.meeting) else {
            return;
        };
        if let Some(streams) = people.get_mut(&self.person) {
            *streams -= 1;
            if *streams == 0 {
                people.remove(&self.person);
            }
        }
        if people.is_empty() {
            present.remove(&self.meeting);
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

    /// Counts somebody as connected for as long as the answer lives.
    #[must_use]
    pub fn present(self: &Arc<Self>, meeting: MeetingId, person: PersonId) -> Present {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        *present.entry(meeting).or_default().entry(person).or_default() += 1;
        Present {
            hub: Arc::clone(self),
            meeting,
            person,
        }
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

    fn connected(&self, meeting: MeetingId) -> HashSet<PersonId> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present
            .get(&meeting)
            .map(|people| people.keys().copied().collect())
            .unwrap_or_default()
    }

    fn ended(&self, person: PersonId) {
        let _ = self.ended.send(person);
    }
}
