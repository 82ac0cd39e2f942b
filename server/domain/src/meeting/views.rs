//! Meetings as pages show them.
//!
//! Invariant: nothing here is stored; how somebody voted stands nowhere.

use super::{ItemData, ItemKind, MeetingData, MeetingKind, NoticeKind, Presence, Reply, State, StateKind};
use crate::document::DocumentLine;
use crate::ids::{AgendaItemId, MeetingId, PersonId, UnitId};
use crate::member::Status;
use crate::policy::MeetingRole;
use crate::rule::{Channel, Channels, Matter, Secrecy};
use crate::unit::UnitKind;
use crate::vote::{Declaration, StateKind as VoteStateKind};
use crate::{Error, Fault, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A meeting as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLine {
    pub id: MeetingId,
    pub unit: UnitId,
    pub unit_name: String,
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub place: String,
    pub state: StateKind,
    pub reply: Reply,
    /// The reader is summoned to it.
    pub summoned: bool,
}

/// An agenda item as the meeting's page and console show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: AgendaItemId,
    pub parent: Option<AgendaItemId>,
    /// `4` or `4.1`.
    pub number: String,
    pub title: String,
    pub kind: ItemKind,
    pub presenter: String,
    pub minutes: u32,
    pub matter: Option<Matter>,
    /// What today's rule of the matter says, for whoever makes votes.
    pub secrecy: Option<Secrecy>,
    pub opinions: String,
    pub conclusion: String,
    pub done: bool,
    pub on_table: bool,
    /// It has come up in the session, so it stays as and where it is.
    pub settled: bool,
    pub documents: Vec<DocumentLine>,
    pub votes: Vec<VoteLine>,
}

/// A vote as the agenda shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteLine {
    pub id: crate::ids::VoteId,
    pub question: String,
    pub state: VoteStateKind,
    pub secret: bool,
    pub channels: Channels,
    pub declaration: Option<Box<Declaration>>,
    pub base: u32,
    pub needed: u32,
    pub cast: u32,
    /// The reader has cast, or was given a paper ballot.
    pub recorded: Option<Channel>,
}

/// Attendance in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnout {
    pub summoned: u32,
    pub present: u32,
    pub official: u32,
    pub official_present: u32,
    pub probationary_present: u32,
    pub excused: u32,
    pub unexcused: u32,
    pub unknown: u32,
    /// Official members that must be present.
    pub quorum: u32,
}

/// A participant with reply and presence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantLine {
    pub person: PersonId,
    pub name: String,
    pub status: Status,
    pub role: MeetingRole,
    pub reply: Reply,
    pub reason: String,
    pub presence: Presence,
    pub documents_opened: u32,
    /// Where somebody belongs who is a guest or follows the meeting; empty for those of the unit.
    pub from: String,
}

impl ParticipantLine {
    /// Called, and neither marked nor excused: absent without a reason once the session ends.
    #[must_use]
    pub const fn is_unmarked(&self) -> bool {
        let one = crate::attendance::Tally {
            role: self.role,
            status: self.status,
            reply: self.reply,
            presence: self.presence,
            people: 1,
        };
        one.is_unmarked()
    }
}

/// A meeting with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    pub id: MeetingId,
    pub unit: UnitId,
    pub unit_name: String,
    pub unit_kind: UnitKind,
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub place: String,
    pub link: String,
    pub state: State,
    /// Rises with every change; the live stream names it.
    pub version: i64,
    /// How often those who are called have been told of a change.
    pub told: u32,
    pub items: Vec<ItemView>,
    /// Documents that belong to the whole meeting.
    pub documents: Vec<DocumentLine>,
    pub turnout: Turnout,
    /// The reader's own part; `None` for those who are not summoned.
    pub own: Option<OwnPart>,
    pub chair: String,
    pub minute_taker: String,
    pub tellers: Vec<String>,
    pub followers: Vec<String>,
    pub guests: Vec<String>,
    /// No mail server is set up: letters become files that reach nobody.
    pub letters_filed: bool,
    /// Documents came later than the rule wants. This and the next two are for whoever prepares or runs the meeting;
    /// nobody else is told.
    pub documents_late: bool,
    /// Days before the meeting on which its documents must be out, as the setting says.
    pub document_days: u32,
    /// Minutes that a meeting of this kind lasts at least; 0 where no rule says so.
    pub least_minutes: u32,
    pub can: MeetingCan,
    /// What the matrix lets the reader do, whatever the meeting's state.
    pub may: MeetingCan,
}

impl ItemView {
    /// What its form shows.
    #[must_use]
    pub fn data(&self) -> ItemData {
        ItemData {
            title: self.title.clone(),
            kind: self.kind,
            presenter: self.presenter.clone(),
            minutes: self.minutes,
            parent: self.parent,
            matter: self.matter,
        }
    }
}

impl MeetingView {
    /// Somebody had been called to it when it was cancelled.
    #[must_use]
    pub fn was_called_off(&self) -> bool {
        matches!(self.state, State::Cancelled { .. }) && self.turnout.summoned > 0
    }

    /// What the form of its frame shows.
    #[must_use]
    pub fn frame(&self) -> MeetingData {
        MeetingData {
            kind: self.kind,
            title: self.title.clone(),
            starts_at: self.starts_at,
            minutes: self.minutes,
            place: self.place.clone(),
            link: self.link.clone(),
            copy_from: None,
        }
    }

    /// Whether the reader may do this now.
    ///
    /// # Errors
    /// [`Error::Refused`] if it is the meeting's state that does not allow it, [`Error::Forbidden`] if the matrix does not.
    pub fn ask(&self, of: impl Fn(&MeetingCan) -> bool) -> Result<()> {
        match (of(&self.can), of(&self.may)) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::Refused(match self.state.kind() {
                StateKind::Sealed => Fault::MinutesSealed,
                StateKind::Cancelled => Fault::MeetingCancelled,
                StateKind::Draft => Fault::MeetingNotAnnounced,
                StateKind::Announced | StateKind::InSession | StateKind::Ended => Fault::MeetingNotChangeable,
            })),
            (false, false) => Err(Error::Forbidden),
        }
    }
}

/// The reader's own part in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPart {
    pub role: MeetingRole,
    pub status: Status,
    pub reply: Reply,
    pub reason: String,
    pub presence: Presence,
}

/// What the reader may do in a meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCan {
    pub edit: bool,
    /// Add, change and move items of the agenda: before the session, and what has not come up yet during it.
    pub arrange: bool,
    /// Ask guests and followers to come, or no longer.
    pub invite: bool,
    pub announce: bool,
    pub cancel: bool,
    pub keep_attendance: bool,
    pub run: bool,
    pub take_notes: bool,
    pub add_document: bool,
    pub see_readers: bool,
    pub edit_minutes: bool,
    pub read_minutes: bool,
}

/// The check-in code that the chair's screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInCode {
    pub code: String,
    /// Address that the QR code holds.
    pub path: String,
    /// Seconds until the next one.
    pub seconds_left: u32,
}

/// Home page of a person: votes open now, paper to give out and count, the next meeting, minutes to finish, documents
/// not read. Nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub next: Option<MeetingLine>,
    pub own: Option<OwnPart>,
    pub open_votes: Vec<OpenVoteLine>,
    /// Votes on paper whose teller the reader is.
    pub to_count: Vec<PaperVoteLine>,
    /// Meetings that have ended and whose minutes the reader may finish.
    pub to_finish: Vec<MeetingLine>,
    pub unread: Vec<DocumentLine>,
}

/// A vote on paper that is not declared yet, for its teller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperVoteLine {
    pub id: crate::ids::VoteId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub question: String,
}

/// A vote that waits for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenVoteLine {
    pub id: crate::ids::VoteId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub question: String,
    pub channels: Channels,
    pub checked_in: bool,
}

/// A notice in the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLine {
    pub id: crate::ids::NoticeId,
    pub at: DateTime<Utc>,
    pub kind: NoticeKind,
    pub meeting: MeetingId,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub place: String,
    pub detail: String,
    pub read: bool,
}
