//! How far an open secret vote has come, as pages show it and as it is told live.
//!
//! Invariant: who has cast on a screen is shown as it stood at one moment, and for [`PAUSE`] no page shows a later one:
//! whoever reads a page again and again learns no more than whoever follows it live, and not who has just voted.

use crate::Services;
use crate::run::Wiring;
use chrono::{DateTime, Utc};
use domain::Result;
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::live::LiveEvent;
use domain::rule::Channel;
use domain::vote::StateKind;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::Tx;
use store::votes::{self, RollSums, Vote};

/// How long a picture of a secret vote stands.
const PAUSE: Duration = Duration::from_secs(5);

/// Who had cast on a screen at a moment.
pub(crate) struct Snapshot {
    at: DateTime<Utc>,
    on_screen: HashSet<PersonId>,
    /// Outside the base, but cast, on whatever channel.
    joined: u32,
}

impl Snapshot {
    async fn take(tx: &Tx<'_>, vote: VoteId, at: DateTime<Utc>) -> Result<Self> {
        let used = votes::used(tx, vote).await?;
        let joined = used.iter().filter(|(line, channel)| channel.is_some() && !line.in_base);
        Ok(Self {
            at,
            joined: u32::try_from(joined.count()).unwrap_or(u32::MAX),
            on_screen: used
                .iter()
                .filter(|(_, channel)| channel.is_some_and(|channel| channel != Channel::Paper))
                .map(|(line, _)| line.person)
                .collect(),
        })
    }

    /// A moment that lies ahead was another clock's.
    fn stands(&self, now: DateTime<Utc>) -> bool {
        (now - self.at).to_std().is_ok_and(|age| age < PAUSE)
    }

    /// The sums with what screens brought as it stood then. Paper is given out before everybody's eyes.
    pub fn dim(&self, sums: &mut RollSums) {
        let on_screen = u32::try_from(self.on_screen.len()).unwrap_or(u32::MAX);
        sums.cast = sums.on_paper.saturating_add(on_screen);
        sums.joined = self.joined;
    }

    pub fn has_cast(&self, person: PersonId) -> bool {
        self.on_screen.contains(&person)
    }
}

/// The pictures and the pauses of one process.
#[derive(Clone, Default)]
pub(crate) struct Turnout {
    shown: Arc<Mutex<HashMap<VoteId, Arc<Snapshot>>>>,
    resting: Arc<Mutex<HashSet<VoteId>>>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Services {
    /// The picture of a vote that pages may show now; nothing where they may show what is.
    pub(crate) async fn snapshot(&self, tx: &Tx<'_>, vote: &Vote) -> Result<Option<Arc<Snapshot>>> {
        if !vote.terms.secret || vote.state.kind() != StateKind::Open {
            return Ok(None);
        }
        let now = self.now();
        let shown = &self.casting.turnout.shown;
        let present = held(shown).get(&vote.id).filter(|one| one.stands(now)).cloned();
        if present.is_some() {
            return Ok(present);
        }
        let taken = Arc::new(Snapshot::take(tx, vote.id, now).await?);
        let mut shown = held(shown);
        shown.retain(|_, one| one.stands(now));
        // Of two that are taken at once, one stands.
        Ok(Some(Arc::clone(shown.entry(vote.id).or_insert(taken))))
    }
}

impl Turnout {
    /// Tells how many have voted; of a secret vote only now and then.
    pub fn tell(&self, on: &Wiring, vote: VoteId, meeting: MeetingId, secret: bool) {
        let now = on.clock.now();
        if !secret {
            let version = now.timestamp_micros();
            on.live.publish(turnout_of(meeting, version));
            return;
        }
        if !held(&self.resting).insert(vote) {
            return;
        }
        // Told when the clock strikes, so that neither the moment nor the number of the event says when the first
        // ballot came.
        let struck = PAUSE.as_millis().try_into().unwrap_or(i64::MAX);
        let gone = now.timestamp_millis().rem_euclid(struck);
        let strikes = Duration::from_millis(u64::try_from(struck - gone).unwrap_or(0));
        let tell = {
            let (live, clock) = (Arc::clone(&on.live), Arc::clone(&on.clock));
            move || {
                let version = clock.now().timestamp_micros();
                live.publish(turnout_of(meeting, version));
            }
        };
        let resting = Arc::clone(&self.resting);
        tokio::spawn(async move {
            tokio::time::sleep(strikes).await;
            held(&resting).remove(&vote);
            tell();
            // A picture that was taken meanwhile still stands then; after as long again none of them does.
            tokio::time::sleep(PAUSE).await;
            if !held(&resting).contains(&vote) {
                tell();
            }
        });
    }
}

const fn turnout_of(meeting: MeetingId, version: i64) -> LiveEvent {
    LiveEvent {
        meeting,
        version,
        home: false,
    }
}
