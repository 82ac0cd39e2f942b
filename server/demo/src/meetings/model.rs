//! Meetings, their votes, tasks and circulated documents as data. Invariant: people, units, bodies and papers are keys;
//! a result is never stored where the ballots say it.

use chrono::{NaiveDate, NaiveDateTime};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingKind {
    Regular,
    Thematic,
    /// Of an elected body of the committee.
    Committee,
    Extraordinary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeetingState {
    Announced,
    Ended,
    /// Ended, and the minutes are signed.
    Sealed,
}

/// A meeting; times are local (Asia/Ho_Chi_Minh).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub key: String,
    pub unit: &'static str,
    /// The body that meets, where it is not the whole unit.
    pub body: Option<&'static str>,
    pub kind: MeetingKind,
    pub state: MeetingState,
    pub title: String,
    pub place: String,
    pub starts: NaiveDateTime,
    pub ends: Option<NaiveDateTime>,
    pub announced: NaiveDateTime,
    /// Who made it and announced it.
    pub announced_by: String,
    pub chair: String,
    pub minute_taker: Option<String>,
    pub tellers: Vec<String>,
    pub follower: Option<String>,
    pub guests: Vec<String>,
    pub agenda: Vec<Item>,
    pub papers: Vec<Attached>,
    /// Before the meeting: who said what about coming. After it: who was there.
    pub attendance: Vec<Attendance>,
    pub score: Vec<Score>,
    /// The chair's closing words.
    pub conclusion: Option<String>,
    pub resolution: Option<Resolution>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    Opening,
    Report,
    Information,
    Discussion,
    Admission,
    Tasks,
    Resolution,
    Closing,
}

/// An agenda item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    pub title: String,
    pub presenter: Option<String>,
    pub minutes: u16,
    pub vote: Option<Vote>,
    /// In the order of speaking.
    pub notes: Vec<Note>,
    pub conclusion: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub speaker: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    OrdinaryResolution,
    Admission,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoteForm {
    Open,
    Secret,
}

/// A vote on an item. `ballots` is empty before the meeting and for every secret vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    pub matter: Matter,
    pub form: VoteForm,
    pub question: String,
    /// Whom it is about.
    pub subject: Option<String>,
    pub ballots: Vec<Ballot>,
}

impl Vote {
    /// How many ballots say `choice`.
    pub fn count(&self, choice: Choice) -> usize {
        self.ballots.iter().filter(|ballot| ballot.choice == choice).count()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Tán thành
    For,
    /// Không tán thành
    Against,
    /// Không có ý kiến
    Abstain,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    pub person: String,
    pub choice: Choice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    Room,
    Online,
    Excused,
    Unexcused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub person: String,
    pub presence: Presence,
    pub reason: Option<&'static str>,
}

/// A paper on the table; the number of its item counts from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub paper: &'static str,
    pub title: String,
    pub item: Option<usize>,
    pub circulated: NaiveDateTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Criterion {
    Time,
    Attendance,
    Preparation,
    Conduct,
    Chairing,
    Principles,
    LastResolution,
    Closing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Score {
    pub criterion: Criterion,
    pub most: u8,
    pub given: u8,
}

/// What an ended meeting resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Runs per type and term.
    pub number: u32,
    /// "NQ/CB"
    pub symbol: &'static str,
    pub title: String,
    pub signed_on: NaiveDate,
    /// Evaluation of the past month, a paragraph each.
    pub evaluation: Vec<String>,
    /// Keys of the tasks it gives.
    pub tasks: Vec<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskState {
    Open,
    Done,
}

/// A task given by the resolution of `given_by` and reported at the next meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub key: &'static str,
    pub given_by: &'static str,
    pub text: &'static str,
    pub owner: &'static str,
    pub due: NaiveDate,
    pub state: TaskState,
    pub done_on: Option<NaiveDate>,
    pub result: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Urgency {
    Normal,
    /// Khẩn
    Urgent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecipientState {
    Delivered,
    Opened,
    Acknowledged,
    Done,
}

/// A document that went from one unit to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circulation {
    pub key: &'static str,
    pub paper: &'static str,
    pub issuer: &'static str,
    pub number: u32,
    /// "CV/ĐU"
    pub symbol: &'static str,
    pub title: &'static str,
    pub signer: &'static str,
    pub signed_on: NaiveDate,
    pub sent: NaiveDateTime,
    pub sent_by: &'static str,
    pub urgency: Urgency,
    /// Answer or acknowledge before this day.
    pub due: Option<NaiveDate>,
    /// What the recipient has to do.
    pub instruction: &'static str,
    /// Cells, each with how far it has come.
    pub recipients: Vec<(&'static str, RecipientState)>,
}
