//! Meetings: kinds and states; what is typed about them (`forms`) and what their pages show (`views`).
//!
//! Invariant: a transition consumes the old state; sealed is final.

mod forms;
mod views;

pub use forms::*;
pub use views::*;

use crate::ids::AgendaItemId;
use crate::unit::UnitKind;
use crate::{Error, Fault, Result, codes};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

codes! {
    pub enum MeetingKind {
        Regular => "regular",
        Thematic => "thematic",
        Committee => "committee",
        Congress => "congress",
        Extraordinary => "extraordinary",
    }
}

impl MeetingKind {
    /// Whether a unit meets so. A cell's own committee meets before the cell does; a group of a cell elects none.
    #[must_use]
    pub const fn may_be_of(self, unit: UnitKind) -> bool {
        !matches!((self, unit), (Self::Committee, UnitKind::Group))
    }
}

codes! {
    /// The state's name, as it stands in the database and on tags.
    pub enum StateKind {
        Draft => "draft",
        Announced => "announced",
        InSession => "in_session",
        Ended => "ended",
        Sealed => "sealed",
        Cancelled => "cancelled",
    }
}

/// A meeting's state with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    Draft,
    Announced {
        at: DateTime<Utc>,
    },
    InSession {
        since: DateTime<Utc>,
        item: Option<AgendaItemId>,
    },
    Ended {
        since: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    Sealed {
        since: DateTime<Utc>,
        until: DateTime<Utc>,
        at: DateTime<Utc>,
    },
    Cancelled {
        at: DateTime<Utc>,
        reason: String,
    },
}

impl State {
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        match self {
            Self::Draft => StateKind::Draft,
            Self::Announced { .. } => StateKind::Announced,
            Self::InSession { .. } => StateKind::InSession,
            Self::Ended { .. } => StateKind::Ended,
            Self::Sealed { .. } => StateKind::Sealed,
            Self::Cancelled { .. } => StateKind::Cancelled,
        }
    }

    /// # Errors
    /// [`Fault::AgendaEmpty`] without an item; [`Fault::MeetingNotChangeable`] unless it is a draft.
    pub fn announce(self, at: DateTime<Utc>, items: usize) -> Result<Self> {
        match self {
            Self::Draft if items == 0 => Err(Error::Refused(Fault::AgendaEmpty)),
            Self::Draft => Ok(Self::Announced { at }),
            _ => Err(Error::Refused(Fault::MeetingNotChangeable)),
        }
    }

    /// # Errors
    /// [`Fault::MeetingNotAnnounced`] unless it is announced, [`Fault::MeetingBegun`] if it is in session already.
    pub fn open(self, since: DateTime<Utc>, item: Option<AgendaItemId>) -> Result<Self> {
        match self {
            Self::Announced { .. } => Ok(Self::InSession { since, item }),
            Self::InSession { .. } => Err(Error::Refused(Fault::MeetingBegun)),
            _ => Err(Error::Refused(Fault::MeetingNotAnnounced)),
        }
    }

    /// # Errors
    /// [`Fault::MeetingNotInSession`] unless it is in session.
    pub fn put_on_table(self, item: AgendaItemId) -> Result<Self> {
        match self {
            Self::InSession { since, .. } => Ok(Self::InSession {
                since,
                item: Some(item),
            }),
            _ => Err(Error::Refused(Fault::MeetingNotInSession)),
        }
    }

    /// # Errors
    /// [`Fault::MeetingNotInSession`] unless it is in session; [`Fault::VoteStillOpen`] while a vote is open.
    pub fn end(self, until: DateTime<Utc>, open_votes: u64) -> Result<Self> {
        match self {
            Self::InSession { .. } if open_votes > 0 => Err(Error::Refused(Fault::VoteStillOpen)),
            Self::InSession { since, .. } => Ok(Self::Ended { since, until }),
            _ => Err(Error::Refused(Fault::MeetingNotInSession)),
        }
    }

    /// # Errors
    /// [`Fault::MeetingStillRunning`] unless it has ended.
    pub fn seal(self, at: DateTime<Utc>) -> Result<Self> {
        match self {
            Self::Ended { since, until } => Ok(Self::Sealed { since, until, at }),
            Self::Sealed { .. } => Err(Error::Refused(Fault::MinutesSealed)),
            _ => Err(Error::Refused(Fault::MeetingStillRunning)),
        }
    }

    /// # Errors
    /// [`Fault::MeetingNotChangeable`] once it has begun.
    pub fn cancel(self, at: DateTime<Utc>, reason: String) -> Result<Self> {
        match self {
            Self::Draft | Self::Announced { .. } => Ok(Self::Cancelled { at, reason }),
            _ => Err(Error::Refused(Fault::MeetingNotChangeable)),
        }
    }

    /// Whether time, place and agenda may still be edited.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        matches!(self, Self::Draft | Self::Announced { .. })
    }

    /// # Errors
    /// [`Fault::MeetingNotChangeable`] once it has begun.
    pub const fn edit(&self) -> Result<()> {
        if self.is_editable() {
            Ok(())
        } else {
            Err(Error::Refused(Fault::MeetingNotChangeable))
        }
    }

    /// Whether the agenda may still be changed: before the session, and during it what has not come up yet.
    ///
    /// # Errors
    /// [`Fault::MeetingNotChangeable`] once it has ended.
    pub const fn arrange(&self) -> Result<()> {
        match self {
            Self::Draft | Self::Announced { .. } | Self::InSession { .. } => Ok(()),
            Self::Ended { .. } | Self::Sealed { .. } | Self::Cancelled { .. } => {
                Err(Error::Refused(Fault::MeetingNotChangeable))
            }
        }
    }

    /// Whether somebody may still be asked to come.
    ///
    /// # Errors
    /// [`Fault::MeetingNotChangeable`] once it has ended.
    pub const fn invite(&self) -> Result<()> {
        self.arrange()
    }

    /// The item on the table, while it is in session.
    #[must_use]
    pub const fn on_table(&self) -> Option<AgendaItemId> {
        match self {
            Self::InSession { item, .. } => *item,
            _ => None,
        }
    }

    /// # Errors
    /// [`Fault::MinutesSealed`] once it is sealed; [`Fault::MeetingNotInSession`] before it has begun.
    pub const fn note(&self) -> Result<()> {
        match self {
            Self::InSession { .. } | Self::Ended { .. } => Ok(()),
            Self::Sealed { .. } => Err(Error::Refused(Fault::MinutesSealed)),
            Self::Draft | Self::Announced { .. } | Self::Cancelled { .. } => {
                Err(Error::Refused(Fault::MeetingNotInSession))
            }
        }
    }

    /// Whether it is going on or has been held and not yet been sealed.
    #[must_use]
    pub const fn takes_notes(&self) -> bool {
        matches!(self, Self::InSession { .. } | Self::Ended { .. })
    }
}

codes! {
    /// Kinds of agenda item. Source of the order: domain.md §2.
    pub enum ItemKind {
        Opening => "opening",
        Report => "report",
        Information => "information",
        Discussion => "discussion",
        Decision => "decision",
        Tasks => "tasks",
        Criticism => "criticism",
        Closing => "closing",
    }
}

codes! { pub enum Direction { Up => "up", Down => "down" } }

codes! {
    pub enum Reply { None => "none", Coming => "coming", Excused => "excused" }
}

codes! {
    /// Where somebody is, or why not.
    pub enum Presence {
        Unknown => "unknown",
        Room => "room",
        Online => "online",
        Excused => "excused",
        Unexcused => "unexcused",
    }
}

impl Presence {
    #[must_use]
    pub const fn is_here(self) -> bool {
        matches!(self, Self::Room | Self::Online)
    }
}

codes! {
    pub enum NoticeKind {
        Announced => "announced",
        Changed => "changed",
        AgendaChanged => "agenda_changed",
        Cancelled => "cancelled",
        /// No longer asked to come; the meeting cannot be opened any more.
        Uninvited => "uninvited",
        Reminder => "reminder",
        MinutesSealed => "minutes_sealed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn any_state() -> impl Strategy<Value = State> {
        prop_oneof![
            Just(State::Draft),
            Just(State::Announced { at: now() }),
            Just(State::InSession {
                since: now(),
                item: None
            }),
            Just(State::Ended {
                since: now(),
                until: now()
            }),
            Just(State::Sealed {
                since: now(),
                until: now(),
                at: now()
            }),
            Just(State::Cancelled {
                at: now(),
                reason: "mưa lũ".to_owned()
            }),
        ]
    }

    proptest! {
        #[test]
        fn sealed_and_cancelled_are_final(state in any_state()) {
            let last = matches!(state.kind(), StateKind::Sealed | StateKind::Cancelled);
            let moves = [
                state.clone().announce(now(), 1).is_ok(),
                state.clone().open(now(), None).is_ok(),
                state.clone().end(now(), 0).is_ok(),
                state.clone().seal(now()).is_ok(),
                state.clone().cancel(now(), String::new()).is_ok(),
            ];
            prop_assert_eq!(moves.iter().any(|moved| *moved), !last);
        }
    }

    #[test]
    fn an_empty_agenda_is_not_announced() {
        assert!(matches!(
            State::Draft.announce(now(), 0),
            Err(Error::Refused(Fault::AgendaEmpty))
        ));
    }

    #[test]
    fn an_open_vote_keeps_the_session_open() {
        let state = State::InSession {
            since: now(),
            item: None,
        };
        assert!(matches!(state.end(now(), 1), Err(Error::Refused(Fault::VoteStillOpen))));
    }

    #[test]
    fn a_group_elects_no_body_that_could_meet() {
        assert!(MeetingKind::Committee.may_be_of(UnitKind::Cell));
        assert!(!MeetingKind::Committee.may_be_of(UnitKind::Group));
        assert!(MeetingKind::Regular.may_be_of(UnitKind::Group));
    }
}
