//! Jobs that run from the outbox: at least once, each idempotent.
//!
//! Invariant: a job is written in the transaction of the change that calls for it, never after.

use crate::codes;
use crate::ids::{JobId, MeetingId, PersonId, VoteId};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

codes! {
    pub enum JobKind {
        SetUp => "set_up",
        Mail => "mail",
        Remind => "remind",
        Sweep => "sweep",
        CloseVote => "close_vote",
        Anchor => "anchor",
    }
}

codes! {
    pub enum JobState { Waiting => "waiting", Done => "done", Dead => "dead" }
}

/// After so many failures a job is dead and waits for the administrator.
pub const MOST_ATTEMPTS: u32 = 8;

/// How long a job waits after its n-th failure: 10 s, doubling, at most an hour.
#[must_use]
pub fn back_off(attempts: u32) -> Duration {
    Duration::seconds((10_i64 << attempts.min(12)).min(3600))
}

/// What a job does, as it stands in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    Mail(Box<Mail>),
    /// Remind those who have not replied, one day before.
    Remind {
        meeting: MeetingId,
    },
    /// Sweep files without a row and keys without an open vote.
    Sweep,
    /// Close a vote whose time is over.
    CloseVote {
        vote: VoteId,
    },
    /// Sign how far the chains of the audit have come.
    Anchor,
}

impl Task {
    #[must_use]
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::Mail(_) => JobKind::Mail,
            Self::Remind { .. } => JobKind::Remind,
            Self::Sweep => JobKind::Sweep,
            Self::CloseVote { .. } => JobKind::CloseVote,
            Self::Anchor => JobKind::Anchor,
        }
    }

    /// What is kept of a task that is done: of a letter the envelope, for its text may hold a password link.
    #[must_use]
    pub fn kept(self) -> Self {
        match self {
            Self::Mail(mut mail) => {
                mail.text = String::new();
                mail.calendar = None;
                Self::Mail(mail)
            }
            Self::Remind { .. } | Self::Sweep | Self::CloseVote { .. } | Self::Anchor => self,
        }
    }
}

/// A letter, complete but for the sender.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub person: PersonId,
    pub subject: String,
    pub text: String,
    /// A calendar entry for the meeting, if the letter announces, changes or cancels one.
    pub calendar: Option<CalendarEntry>,
}

/// Without the text: it may hold a password link, and this goes to logs.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("person", &self.person)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// What a calendar program needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    pub meeting: MeetingId,
    /// Rises with every change, so that calendars replace the old entry.
    pub sequence: u32,
    /// When this version was made.
    pub stamp: DateTime<Utc>,
    /// The unit that invites.
    pub unit: String,
    /// Absolute address of the meeting's page.
    pub url: String,
    pub title: String,
    pub place: String,
    pub link: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub cancelled: bool,
}

/// A job as the administrator's page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobLine {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    /// Whom or what it is for, without content.
    pub about: String,
    pub attempts: u32,
    pub due_at: DateTime<Utc>,
    pub last_error: String,
}

/// The administrator's view of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobsPage {
    pub dead: Vec<JobLine>,
    pub waiting: Vec<JobLine>,
    pub done: u64,
    /// Letters are written to files because no mail server is configured.
    pub mail_to_files: bool,
    /// When the audit was anchored last.
    pub anchored_on: Option<NaiveDate>,
}
