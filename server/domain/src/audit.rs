//! The audit: append-only, chained by hash.
//!
//! Invariant: an entry's hash covers its content and the hash before it, so that a changed, dropped or
//! inserted entry breaks the chain from there on. No sensitive value stands in an entry.

mod event;

pub use event::{About, Event, Thing, ids_in, value_of};

use crate::ids::{MeetingId, PersonId, UnitId, VoteId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The chains: one per vote, meeting and person's dossier, and one for everything else of a unit
/// (one chain for all would queue every writer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chain {
    Installation,
    Unit(UnitId),
    Person(PersonId),
    Meeting(MeetingId),
    Vote(VoteId),
}

impl Chain {
    /// The chain's name in the database.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Installation => "installation".to_owned(),
            Self::Unit(id) => format!("unit:{id}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Meeting(id) => format!("meeting:{id}"),
            Self::Vote(id) => format!("vote:{id}"),
        }
    }
}

/// What is recorded of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub chain: String,
    pub sequence: i64,
    pub at: DateTime<Utc>,
    /// A person's id, or `system:<job>`.
    pub actor: String,
    pub action: String,
    pub target: String,
    /// The unit in whose audit it is shown; empty where it belongs to none.
    pub unit: String,
    /// Figures and codes that make the entry understandable; never a sensitive value.
    pub detail: String,
}

/// The hash that precedes the first entry of a chain.
pub const GENESIS: [u8; 32] = [0; 32];

/// The hash of an entry after `previous`. Fields are length-prefixed, so none can run into the next.
#[must_use]
pub fn link(previous: &[u8], entry: &Entry) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(previous);
    let at = entry.at.timestamp_micros().to_string();
    let sequence = entry.sequence.to_string();
    for field in [
        &entry.chain,
        &sequence,
        &at,
        &entry.actor,
        &entry.action,
        &entry.target,
        &entry.unit,
        &entry.detail,
    ] {
        hash.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(field.as_bytes());
    }
    hash.finalize().into()
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from(b"0123456789abcdef"[usize::from(four)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// An entry as the audit page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    pub entry: Entry,
    pub actor_name: String,
    pub about: About,
    /// The reader may know what was said and decided: its figures may be shown with it.
    pub readable: bool,
    pub hash: String,
}

/// A page of the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    pub lines: Vec<EntryLine>,
    pub page: u32,
    pub pages: u32,
    /// The chains shown are whole: every hash follows from its entry and the one before.
    pub intact: bool,
    /// The chain that is broken, if one is; or the anchor.
    pub broken: Option<String>,
    /// The newest anchor's day and its root hash, to be kept outside.
    pub anchor: Option<(NaiveDate, String)>,
}
