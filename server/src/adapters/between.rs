//! Live events, and who is connected, between processes of one PostgreSQL database.
//!
//! Invariant: a commit never waits for it; what is lost on the way costs nobody more than a later look at the page.

use super::Hub;
use domain::Result;
use domain::clock::Clock;
use domain::ids::{MeetingId, PersonId};
use domain::live::LiveEvent;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::Db;
use store::news::{self, Heard, Listener};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// While the database is away, it is asked so often whether it is back.
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// Words told together at most.
const MOST: usize = 256;
/// Who is connected is told again so often: whoever starts later or missed a word knows it then.
const ROUND: Duration = Duration::from_secs(30);
/// People in one word; PostgreSQL takes 8,000 bytes.
const PEOPLE: usize = 128;

/// What one process tells the others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Word {
    Changed(LiveEvent),
    Ended(PersonId),
    /// These people have pages of the meeting open at the process that says so, or none any more.
    Connected {
        meeting: MeetingId,
        people: Vec<PersonId>,
        here: bool,
    },
}

/// A word and the process it comes from.
#[derive(Serialize, Deserialize)]
struct Sent {
    from: Uuid,
    word: Word,
}

/// Carries words out and in, as the process `here`, until it stops; nothing on SQLite. Its task holds a connection.
///
/// # Errors
/// [`domain::Error::Internal`] if the database does not answer.
pub async fn connect(
    hub: Arc<Hub>,
    db: Db,
    clock: Arc<dyn Clock>,
    here: Uuid,
    mut stopping: watch::Receiver<bool>,
) -> Result<Option<JoinHandle<()>>> {
    let Some(listener) = news::listen(&db).await? else {
        return Ok(None);
    };
    let (sender, words) = mpsc::unbounded_channel();
    hub.tell_others_by(sender);
    Ok(Some(tokio::spawn(async move {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => {}
            () = hear(&hub, listener, &*clock, here) => {}
            () = tell(&hub, &db, words, here) => {}
        }
    })))
}

async fn hear(hub: &Hub, mut listener: Listener, clock: &dyn Clock, here: Uuid) {
    loop {
        match listener.next().await {
            Ok(Heard::Word(text)) => match serde_json::from_str::<Sent>(&text) {
                Ok(sent) if sent.from == here => {}
                Ok(sent) => hub.hear(sent.from, sent.word),
                Err(error) => tracing::warn!(%error, "another process said something unknown"),
            },
            Ok(Heard::Broken) => hub.everything_may_have_changed(clock.now().timestamp_micros()),
            Err(error) => {
                tracing::warn!(%error, "live events of other processes cannot be heard");
                tokio::time::sleep(TRY_AGAIN).await;
            }
        }
    }
}

async fn tell(hub: &Hub, db: &Db, mut words: mpsc::UnboundedReceiver<Word>, here: Uuid) {
    let mut waiting = Vec::new();
    let mut round = tokio::time::interval(ROUND);
    loop {
        let told = tokio::select! {
            count = words.recv_many(&mut waiting, MOST) => match count {
                0 => return,
                _ => together(waiting.drain(..)),
            },
            _ = round.tick() => connected(hub.round(), true).collect(),
        };
        for word in told {
            let told = match serde_json::to_string(&Sent { from: here, word }) {
                Ok(text) => news::tell(db, &text).await,
                Err(error) => Err(domain::Error::internal(error)),
            };
            if let Err(error) = told {
                tracing::warn!(%error, "other processes could not be told of a change");
            }
        }
    }
}

/// The same in fewer words.
fn together(words: impl Iterator<Item = Word>) -> Vec<Word> {
    let mut changed: BTreeMap<MeetingId, LiveEvent> = BTreeMap::new();
    let mut ended = HashSet::new();
    let mut presence: BTreeMap<(MeetingId, PersonId), bool> = BTreeMap::new();
    for word in words {
        match word {
            // Of many changes of one meeting the newest says it all, but whether homes are concerned.
            Word::Changed(event) => {
                let home = event.home || changed.get(&event.meeting).is_some_and(|before| before.home);
                changed.insert(event.meeting, LiveEvent { home, ..event });
            }
            Word::Ended(person) => {
                ended.insert(person);
            }
            Word::Connected { meeting, people, here } => {
                presence.extend(people.into_iter().map(|person| ((meeting, person), here)));
            }
        }
    }
    let of = |wanted: bool| {
        let mut people: BTreeMap<MeetingId, Vec<PersonId>> = BTreeMap::new();
        for ((meeting, person), _) in presence.iter().filter(|(_, here)| **here == wanted) {
            people.entry(*meeting).or_default().push(*person);
        }
        connected(people, wanted)
    };
    // Who is there before what has changed: whoever hears of a change and reads anew finds him.
    of(true)
        .chain(of(false))
        .chain(ended.into_iter().map(Word::Ended))
        .chain(changed.into_values().map(Word::Changed))
        .collect()
}

fn connected(people: impl IntoIterator<Item = (MeetingId, Vec<PersonId>)>, here: bool) -> impl Iterator<Item = Word> {
    people.into_iter().flat_map(move |(meeting, people)| {
        let words = people.chunks(PEOPLE).map(|some| Word::Connected {
            meeting,
            people: some.to_vec(),
            here,
        });
        words.collect::<Vec<_>>()
    })
}
