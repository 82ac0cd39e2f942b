//! The live hub of one process: who follows which meeting, and who his home page.
//!
//! Invariant: a slow client never holds up a commit; it misses events and then reads the newest state. What this
//! process says goes out to others, what it hears from them does not.

use super::between::Word;
use domain::ids::{MeetingId, PersonId};
use domain::live::{LiveEvent, LiveHub};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::broadcast::{Receiver, Sender, channel};
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

/// Events that a slow client may be behind.
const BEHIND: usize = 16;
/// Streams of one meeting, or of all his meetings, that one person may have open: phones, tablets, a few windows each.
const STREAMS: usize = 16;
/// Who is connected elsewhere is told again in every round, and forgotten after so many without a word.
const ROUNDS: u8 = 3;

/// Rounds since a process has said that a person is there.
type Elsewhere = HashMap<(Uuid, PersonId), u8>;

/// Who is connected here.
#[derive(Debug, Default)]
struct Presence {
    /// Streams that each person has open of a meeting, or of pages that tell of all his meetings.
    streams: HashMap<(Option<MeetingId>, PersonId), usize>,
    /// By how many of them a meeting reaches each person.
    reached: HashMap<MeetingId, HashMap<PersonId, usize>>,
}

/// See the module.
#[derive(Debug)]
pub struct Hub {
    meetings: Mutex<HashMap<MeetingId, Sender<LiveEvent>>>,
    /// What home pages tell of; nothing for "anything may have changed".
    homes: Sender<Option<LiveEvent>>,
    present: Mutex<Presence>,
    /// Who is connected at which other process, and for how many rounds nothing has been heard of it.
    elsewhere: Mutex<HashMap<MeetingId, Elsewhere>>,
    ended: Sender<PersonId>,
    others: OnceLock<UnboundedSender<Word>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            meetings: Mutex::default(),
            homes: channel(BEHIND).0,
            present: Mutex::default(),
            elsewhere: Mutex::default(),
            ended: channel(BEHIND).0,
            others: OnceLock::new(),
        }
    }
}

/// Somebody has a page of a meeting open, or one that tells of all his meetings, until this is dropped.
#[derive(Debug)]
pub struct Present {
    hub: Arc<Hub>,
    /// What the page is of; nothing for all his meetings.
    of: Option<MeetingId>,
    person: PersonId,
    meetings: BTreeSet<MeetingId>,
}

impl Present {
    /// From now on these meetings reach him by this page, and no others.
    pub fn reached_by(&mut self, meetings: BTreeSet<MeetingId>) {
        let hub = Arc::clone(&self.hub);
        let mut present = hub.present.lock().unwrap_or_else(PoisonError::into_inner);
        for meeting in meetings.difference(&self.meetings) {
            let streams = present.reached.entry(*meeting).or_default();
            let streams = streams.entry(self.person).or_default();
            *streams += 1;
            if *streams == 1 {
                hub.tell_presence(*meeting, self.person, true);
            }
        }
        for meeting in self.meetings.difference(&meetings) {
            let Some(people) = present.reached.get_mut(meeting) else {
                continue;
            };
            if less_one(people, self.person) {
                hub.tell_presence(*meeting, self.person, false);
            }
            if people.is_empty() {
                present.reached.remove(meeting);
            }
        }
        drop(present);
        self.meetings = meetings;
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.reached_by(BTreeSet::new());
        let mut present = self.hub.present.lock().unwrap_or_else(PoisonError::into_inner);
        less_one(&mut present.streams, (self.of, self.person));
    }
}

/// One stream less; whether it was the last.
fn less_one<K: Eq + Hash>(counts: &mut HashMap<K, usize>, of: K) -> bool {
    let Entry::Occupied(mut count) = counts.entry(of) else {
        return false;
    };
    *count.get_mut() -= 1;
    let last = *count.get() == 0;
    if last {
        count.remove();
    }
    last
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

    /// Follows what home pages tell of from now on.
    pub fn follow_homes(&self) -> Receiver<Option<LiveEvent>> {
        self.homes.subscribe()
    }

    /// Counts somebody as connected for as long as the answer lives: to the meeting that his page is of, or to those
    /// that it names by [`Present::reached_by`]. Nothing for who has enough windows open.
    #[must_use]
    pub fn present(self: &Arc<Self>, of: Option<MeetingId>, person: PersonId) -> Option<Present> {
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let streams = present.streams.entry((of, person)).or_default();
        if *streams >= STREAMS {
            return None;
        }
        *streams += 1;
        drop(present);
        let mut present = Present {
            hub: Arc::clone(self),
            of,
            person,
            meetings: BTreeSet::new(),
        };
        present.reached_by(of.into_iter().collect());
        Some(present)
    }

    /// From now on other processes are told by this.
    pub(super) fn tell_others_by(&self, sender: UnboundedSender<Word>) {
        // A hub belongs to one server, which connects it once.
        let _ = self.others.set(sender);
    }

    /// What another process says.
    pub(super) fn hear(&self, from: Uuid, word: Word) {
        match word {
            Word::Changed(event) => self.changed(event),
            Word::Ended(person) => {
                let _ = self.ended.send(person);
            }
            Word::Connected { meeting, people, here } => {
                let mut elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
                let known = elsewhere.entry(meeting).or_default();
                for person in people {
                    if here {
                        known.insert((from, person), 0);
                    } else {
                        known.remove(&(from, person));
                    }
                }
                elsewhere.retain(|_, known| !known.is_empty());
            }
        }
    }

    /// A round begins: who is connected here, to be told again; of whom too long nothing was heard, he is forgotten.
    pub(super) fn round(&self) -> Vec<(MeetingId, Vec<PersonId>)> {
        self.elsewhere
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, known| {
                known.retain(|_, rounds| {
                    *rounds += 1;
                    *rounds <= ROUNDS
                });
                !known.is_empty()
            });
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let reached = present.reached.iter();
        reached
            .map(|(meeting, people)| (*meeting, people.keys().copied().collect()))
            .collect()
    }

    /// Words of others may have been missed: everybody reads anew.
    pub(super) fn everything_may_have_changed(&self, version: i64) {
        let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        for (meeting, sender) in meetings.iter() {
            let meeting = *meeting;
            let home = false;
            let _ = sender.send(LiveEvent { meeting, version, home });
        }
        let _ = self.homes.send(None);
    }

    fn changed(&self, event: LiveEvent) {
        // Nobody listening is no fault.
        if event.home {
            let _ = self.homes.send(Some(event.clone()));
        }
        let meetings = self.meetings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = meetings.get(&event.meeting) {
            let _ = sender.send(event);
        }
    }

    fn tell_presence(&self, meeting: MeetingId, person: PersonId, here: bool) {
        let people = vec![person];
        self.tell_others(Word::Connected { meeting, people, here });
    }

    fn tell_others(&self, word: Word) {
        if let Some(others) = self.others.get() {
            // The line ends only when the process stops.
            let _ = others.send(word);
        }
    }
}

impl LiveHub for Hub {
    fn publish(&self, event: LiveEvent) {
        self.tell_others(Word::Changed(event.clone()));
        self.changed(event);
    }

    fn connected(&self, meeting: MeetingId) -> HashSet<PersonId> {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let here = present.reached.get(&meeting).into_iter().flat_map(HashMap::keys);
        let elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
        let there = elsewhere.get(&meeting).into_iter().flat_map(HashMap::keys);
        here.chain(there.map(|(_, person)| person)).copied().collect()
    }

    fn ended(&self, person: PersonId) {
        self.tell_others(Word::Ended(person));
        let _ = self.ended.send(person);
    }
}
