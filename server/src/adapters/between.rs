//! Live events between processes of one PostgreSQL database.
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

/// What one process tells the others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Word {
    Changed(LiveEvent),
    Ended(PersonId),
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
            () = tell(&db, words, here) => {}
        }
    })))
}

async fn hear(hub: &Hub, mut listener: Listener, clock: &dyn Clock, here: Uuid) {
    loop {
        match listener.next().await {
            Ok(Heard::Word(text)) => match serde_json::from_str::<Sent>(&text) {
                Ok(sent) if sent.from == here => {}
                Ok(sent) => hub.hear(sent.word),
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

async fn tell(db: &Db, mut words: mpsc::UnboundedReceiver<Word>, here: Uuid) {
    let mut waiting = Vec::new();
    while words.recv_many(&mut waiting, MOST).await > 0 {
        // Of many changes of one meeting the newest says it all.
        let mut changed: BTreeMap<MeetingId, LiveEvent> = BTreeMap::new();
        let mut ended = HashSet::new();
        for word in waiting.drain(..) {
            match word {
                Word::Changed(event) => {
                    changed.insert(event.meeting, event);
                }
                Word::Ended(person) => {
                    ended.insert(person);
                }
            }
        }
        let words = ended.into_iter().map(Word::Ended);
        for word in words.chain(changed.into_values().map(Word::Changed)) {
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
