//! The live hub of one process: who follows which meeting.
//!
//! Invariant: a slow client never holds up a commit; it misses events and then reads the newest state. What this
//! process says goes out to others, what it hears from them does not.

use super::between::Word;
use domain::ids::{MeetingId, PersonId};
use domain::live::{LiveEvent, LiveHub};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::broadcast::{Receiver, Sender, channel};
use tokio::sync::mpsc::UnboundedSender;

/// Events that a slow client may be behind.
const BEHIND: usize = 16;
/// Streams of one meeting that one person may have open: phones, tablets, a few windows each.
const STREAMS: usize = 16;

/// See the module.
#[derive(Debug)]
pub struct Hub {
    meetings: Mutex<HashMap<MeetingId, Sender<LiveEvent>>>,
    /// How many streams of a meeting each person has open.
    present: Mutex<HashMap<MeetingId, HashMap<PersonId, usize>>>,
    ended: Sender<PersonId>,
    others: OnceLock<UnboundedSender<Word>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            meetings: Mutex::default(),
            present: Mutex::default(),
            ended: channel(BEHIND).0,
            others: OnceLock::new(),
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

    /// Counts somebody as connected for as long as the answer lives; nothing for who has enough windows open.
    #[must_use]
    pub fn present(self: &Arc<Self>, meeting: MeetingId, person: PersonId) -> Option<Present> {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let streams = present.entry(meeting).or_default().entry(person).or_default();
        if *streams >= STREAMS {
            return None;
        }
        *streams += 1;
        Some(Present {
            hub: Arc::clone(self),
            meeting,
            person,
        })
    }

    /// From now on other processes are told by this.
    pub(super) fn tell_others_by(&self, sender: UnboundedSender<Word>) {
        // A hub belongs to one server, which connects it once.
        let _ = self.others.set(sender);
    }

    /// What another process says.
    pub(super) fn hear(&self, word: Word) {
        match word {
            Word::Changed(event) => {
                let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(sender) = meetings.get(&event.meeting) {
                    // Nobody listening is no fault.
                    let _ = sender.send(event);
                }
            }
            Word::Ended(person) => {
                let _ = self.ended.send(person);
            }
        }
    }

    /// Words of others may have been missed: everybody reads anew.
    pub(super) fn everything_may_have_changed(&self, version: i64) {
        let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        for (meeting, sender) in meetings.iter() {
            let meeting = *meeting;
            let _ = sender.send(LiveEvent { meeting, version });
        }
    }

    fn say(&self, word: Word) {
        if let Some(others) = self.others.get() {
            // The line ends only when the process stops.
            let _ = others.send(word.clone());
        }
        self.hear(word);
    }
}

impl LiveHub for Hub {
    fn publish(&self, event: LiveEvent) {
        self.say(Word::Changed(event));
    }

    fn connected(&self, meeting: MeetingId) -> HashSet<PersonId> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present
            .get(&meeting)
            .map(|people| people.keys().copied().collect())
            .unwrap_or_default()
    }

    fn ended(&self, person: PersonId) {
        self.say(Word::Ended(person));
    }
}
