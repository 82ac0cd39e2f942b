//! What the live stream of a meeting says.
//!
//! Invariant: an event holds only what every participant may see; anything more is read in the ordinary way.

use crate::ids::{MeetingId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Something on the meeting's pages has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveEvent {
    pub meeting: MeetingId,
    /// Rises with every change of the meeting; a client that knows it is up to date.
    pub version: i64,
    /// People's home pages change with it: meetings called, begun, ended, votes, documents. Seldom, because many phones
    /// show one.
    pub home: bool,
}

/// A meeting in session or ahead, as a home page follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    pub version: i64,
    /// The reader is among those called to it.
    pub takes_part: bool,
}

/// Announces events to the streams of this process. Called after the commit.
pub trait LiveHub: Send + Sync {
    fn publish(&self, event: LiveEvent);
    /// Whom this meeting reaches at this moment, here or at another process: a page of it is open on some device, or,
    /// of whoever takes part, one that tells of all his meetings.
    fn connected(&self, meeting: MeetingId) -> HashSet<PersonId>;
    /// A session of this person has ended, or what he may see has changed: his streams ask again whether they may go on.
    fn ended(&self, person: PersonId);
}
