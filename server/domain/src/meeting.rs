//! Meetings: their states, agenda, attendance.
//!
//! Invariant: a transition consumes the old state; sealed is final. The agenda is an ordered tree of two levels.

use crate::document::DocumentLine;
use crate::ids::{AgendaItemId, MeetingId, PersonId, UnitId};
use crate::member::Status;
use crate::policy::MeetingRole;
use crate::rule::Matter;
use crate::unit::UnitKind;
use crate::vote::{Declaration, StateKind as VoteStateKind};
use crate::{Error, Fault, Result, clock, codes, form::Reading};
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
    /// [`Fault::MeetingNotAnnounced`] unless it is announced.
    pub fn open(self, since: DateTime<Utc>, item: Option<AgendaItemId>) -> Result<Self> {
        match self {
            Self::Announced { .. } => Ok(Self::InSession { since, item }),
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

/// Form: a meeting's frame.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    pub kind: String,
    pub title: String,
    pub date: String,
    pub time: String,
    pub minutes: String,
    pub place: String,
    pub link: String,
    /// Only for a new meeting: a meeting of the same unit whose agenda is taken over.
    pub copy_from: String,
}

/// What [`MeetingForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingData {
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub place: String,
    pub link: String,
    pub copy_from: Option<MeetingId>,
}

impl MeetingForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used; a day before `now`'s is one of them.
    pub fn read(&self, now: DateTime<Utc>) -> Result<MeetingData> {
        let mut r = Reading::new();
        let kind = r.choice("kind", &self.kind, MeetingKind::from_code(&self.kind));
        let title = r.line("title", &self.title, 3..=150);
        let date = r.date("date", &self.date);
        if date.is_some_and(|date| date < clock::local_date(now)) {
            r.problem("date", Fault::DateInPast);
        }
        let time = r.time("time", &self.time);
        let minutes = r.number("minutes", &self.minutes, 10..=720);
        let place = r.line("place", &self.place, 0..=150);
        let link = r.link("link", &self.link);
        if place.is_empty() && link.is_empty() {
            r.problem("place", Fault::Missing);
        }
        let copy_from = self.copy_from.trim();
        let copy_from = if copy_from.is_empty() {
            None
        } else {
            r.choice("copy_from", copy_from, copy_from.parse().ok())
        };
        let value = match (kind, date, time) {
            (Some(kind), Some(date), Some(time)) => Some(MeetingData {
                kind,
                title,
                starts_at: clock::at(date, time),
                minutes: u32::try_from(minutes).unwrap_or(90),
                place,
                link,
                copy_from,
            }),
            _ => None,
        };
        r.done(value)
    }
}

/// Form: an agenda item, new or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    pub title: String,
    pub kind: String,
    pub presenter: String,
    pub minutes: String,
    /// The item it stands below, or nothing.
    pub parent: String,
    /// The matter to vote on, or nothing.
    pub matter: String,
}

/// What [`ItemForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemData {
    pub title: String,
    pub kind: ItemKind,
    pub presenter: String,
    pub minutes: u32,
    pub parent: Option<AgendaItemId>,
    pub matter: Option<Matter>,
}

impl ItemForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<ItemData> {
        let mut r = Reading::new();
        let title = r.line("title", &self.title, 2..=200);
        let kind = r.choice("kind", &self.kind, ItemKind::from_code(&self.kind));
        let presenter = r.line("presenter", &self.presenter, 0..=100);
        let minutes = r.number("minutes", &self.minutes, 1..=480);
        let parent = if self.parent.trim().is_empty() {
            None
        } else {
            r.choice("parent", &self.parent, self.parent.parse().ok())
        };
        let matter = if self.matter.trim().is_empty() {
            None
        } else {
            r.choice("matter", &self.matter, Matter::from_code(&self.matter))
        };
        let value = kind.map(|kind| ItemData {
            title,
            kind,
            presenter,
            minutes: u32::try_from(minutes).unwrap_or(10),
            parent,
            matter,
        });
        r.done(value)
    }
}

codes! { pub enum Direction { Up => "up", Down => "down" } }

/// Form: move or remove one item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MoveItemForm {
    pub item: String,
    pub direction: String,
}

impl MoveItemForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(AgendaItemId, Direction)> {
        let mut r = Reading::new();
        let item = r.choice("item", &self.item, self.item.parse().ok());
        let direction = r.choice("direction", &self.direction, Direction::from_code(&self.direction));
        r.done(item.zip(direction))
    }
}

/// Form: names one item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ItemRef {
    pub item: String,
}

impl ItemRef {
    /// # Errors
    /// [`Error::Invalid`] unless it names an item.
    pub fn read(&self) -> Result<AgendaItemId> {
        let mut r = Reading::new();
        let item = r.choice("item", &self.item, self.item.parse().ok());
        r.done(item)
    }
}

/// Form: reply to an invitation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    pub reply: String,
    pub reason: String,
}

impl ReplyForm {
    /// # Errors
    /// [`Error::Invalid`]: an excuse needs its reason.
    pub fn read(&self) -> Result<(Reply, String)> {
        let mut r = Reading::new();
        let reply = r.choice(
            "reply",
            &self.reply,
            Reply::from_code(&self.reply).filter(|reply| *reply != Reply::None),
        );
        let least = usize::from(reply == Some(Reply::Excused));
        let reason = r.line("reason", &self.reason, least..=200);
        r.done(reply.map(|reply| (reply, reason)))
    }
}

/// Form: check in with the code on the chair's screen, or by button.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CheckInForm {
    pub code: String,
    pub presence: String,
}

/// Form: attendance of one person, kept by the secretary.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub person: String,
    pub presence: String,
    pub reason: String,
}

/// Form: notes on an item: who spoke and what was concluded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub opinions: String,
    pub conclusion: String,
    /// [`crate::agenda::notes_mark`] of what stood in the form when it was read, if the sender says so.
    pub was: Option<String>,
}

impl NoteForm {
    /// Opinions and conclusion.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<(String, String)> {
        let mut r = Reading::new();
        let opinions = r.lines("opinions", &self.opinions, 0..=20_000);
        let conclusion = r.lines("conclusion", &self.conclusion, 0..=5_000);
        r.done(Some((opinions, conclusion)))
    }
}

/// Form: why something is cancelled.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub reason: String,
}

impl ReasonForm {
    /// # Errors
    /// [`Error::Invalid`] without a reason.
    pub fn read(&self) -> Result<String> {
        let mut r = Reading::new();
        let reason = r.line("reason", &self.reason, 3..=300);
        r.done(Some(reason))
    }
}

/// Form: who takes the minutes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MinuteTakerForm {
    pub person: String,
}

impl MinuteTakerForm {
    /// # Errors
    /// [`Error::Invalid`] unless it names a person.
    pub fn read(&self) -> Result<PersonId> {
        let mut r = Reading::new();
        let person = r.choice("person", &self.person, self.person.parse().ok());
        r.done(person)
    }
}

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
    pub opinions: String,
    pub conclusion: String,
    pub done: bool,
    pub on_table: bool,
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
    pub declaration: Option<Box<Declaration>>,
    pub base: u32,
    pub needed: u32,
    pub cast: u32,
    /// The reader has cast.
    pub recorded: bool,
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
}

/// A meeting with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    pub id: MeetingId,
    pub unit: UnitId,
    pub unit_name: String,
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub place: String,
    pub link: String,
    pub state: State,
    /// Rises with every change; the live stream names it.
    pub version: i64,
    pub items: Vec<ItemView>,
    /// Documents that belong to the whole meeting.
    pub documents: Vec<DocumentLine>,
    pub turnout: Turnout,
    /// The reader's own part; `None` for those who are not summoned.
    pub own: Option<OwnPart>,
    pub chair: String,
    pub minute_taker: String,
    /// Documents came later than the rule wants.
    pub documents_late: bool,
    /// Days before the meeting on which its documents must be out, as the setting says.
    pub document_days: u32,
    /// Minutes that a meeting of this kind lasts at least; 0 where no rule says so.
    pub least_minutes: u32,
    pub can: MeetingCan,
}

/// The reader's own part in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPart {
    pub status: Status,
    pub reply: Reply,
    pub reason: String,
    pub presence: Presence,
}

/// What the reader may do in a meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCan {
    pub edit: bool,
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

/// Home page of a person: the next meeting, votes open now, documents not read. Nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub next: Option<MeetingLine>,
    pub own: Option<OwnPart>,
    pub open_votes: Vec<OpenVoteLine>,
    pub unread: Vec<DocumentLine>,
}

/// A vote that waits for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenVoteLine {
    pub id: crate::ids::VoteId,
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub question: String,
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

codes! {
    pub enum NoticeKind {
        Announced => "announced",
        Changed => "changed",
        Cancelled => "cancelled",
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

    #[test]
    fn a_meeting_needs_a_place_or_a_link_and_keeps_all_problems() {
        let form = MeetingForm {
            kind: "regular".into(),
            date: "2020-01-01".into(),
            time: "19:30".into(),
            minutes: "90".into(),
            ..Default::default()
        };
        let Err(Error::Invalid(problems)) = form.read(now()) else {
            panic!("must be refused")
        };
        let fields: Vec<_> = problems.iter().map(|p| p.field).collect();
        assert_eq!(fields, ["title", "date", "place"]);
    }
}
