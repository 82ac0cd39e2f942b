//! Ids are types, so that a member's id can never stand where a meeting's is wanted.
//!
//! Invariant: version 7, made by the injected [`Rng`](crate::clock::Rng) and [`Clock`](crate::clock::Clock) only.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )*};
}

ids!(
    UnitId,
    PersonId,
    MembershipId,
    OfficeId,
    BodyId,
    SessionId,
    MeetingId,
    AgendaItemId,
    DocumentId,
    VoteId,
    RuleId,
    JobId,
    NoticeId,
    PasskeyId,
    TabletId,
    CardId,
    /// One change of dated rows: what it began and what it ended.
    ChangeId,
);
