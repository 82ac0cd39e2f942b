//! One error enum for every use case, with two messages.
//!
//! Invariant: what a person may read is a [`Fault`] (a code with its figures; the words are in `text`);
//! what only the log may hold is the cause inside [`Error::Internal`].

use crate::ballot::Kind;
use crate::rule::Matter;
use chrono::NaiveDate;
use std::fmt::{self, Debug, Display};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was typed cannot be used: one problem per field. Answered with 422.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<Problem>),
    /// The input is sound, but the state of things does not allow it now. Answered with 409.
    #[error("refused: {0:?}")]
    Refused(Fault),
    /// Nobody is signed in. 401.
    #[error("not signed in")]
    Unauthenticated,
    /// There is no such thing, or the caller may not know that there is. 404.
    #[error("not found")]
    NotFound,
    /// The caller may see it, but not do this. 403.
    #[error("forbidden")]
    Forbidden,
    /// Too many tries. 429.
    #[error("too many tries, again in {seconds} s")]
    TooMany { seconds: u64 },
    /// A fault of ours or of the machine. 500; the cause goes to the log only.
    #[error("internal: {0}")]
    Internal(Cause),
}

/// The cause of an internal error, for the log.
pub struct Cause(Box<dyn std::error::Error + Send + Sync>);

impl Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}
impl Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl Error {
    /// Wraps a cause that no person can do anything about.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(Cause(cause.into()))
    }

    /// One field, one fault.
    #[must_use]
    pub fn field(field: &'static str, fault: Fault) -> Self {
        Self::Invalid(vec![Problem { field, fault }])
    }
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    pub fault: Fault,
}

/// Everything that can be wrong, with the figures its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    // The form as a whole
    FormTooLarge,
    FormUnreadable,
    // Any field
    Missing,
    TooLong {
        most: usize,
    },
    TooShort {
        least: usize,
    },
    ControlCharacters,
    NotADate,
    /// Written as a date, but the calendar has none such: 31/02.
    NoSuchDay,
    YearOutOfRange {
        least: i32,
        most: i32,
    },
    NotATime,
    NotANumber {
        least: i64,
        most: i64,
    },
    NotAChoice,
    NotAPart,
    NotAPhone,
    NotAnEmail,
    NotALink,
    DateInPast,
    DateInFuture,
    /// Further ahead than anything is settled.
    DateTooFar {
        most: NaiveDate,
    },
    /// A time of today that is over.
    TimeInPast,
    /// A meeting's hour, where no form asks for another.
    MeetingHourOver,
    EndBeforeStart,
    /// Somebody who was not born yet.
    BeforeBirth,
    /// Admitted before the age that the rule of the day asks for.
    TooYoung {
        least: u32,
    },
    OfficialBeforeJoining,
    /// Withdrawn too late.
    TookEffect {
        on: NaiveDate,
    },
    /// Another change has been built upon this one, or has taken the place that it left.
    NewerChange,
    /// Something is set for a day to come that this change would undo.
    ChangeComing,
    /// Before the row that it ends or changes began.
    BeforeBeginning {
        began: NaiveDate,
    },
    TwiceTheSame,
    // Accounts
    WrongSignIn,
    WrongCode,
    /// The old one, when it is to be changed.
    WrongPassword,
    /// One answer for an unknown card, a locked one and a wrong PIN.
    WrongCard {
        tries: u32,
    },
    PasskeyFailed,
    WeakPassword {
        least: usize,
    },
    /// Among the first that somebody would try.
    CommonPassword,
    PasswordsDiffer,
    LinkUsed,
    /// The same form made cards before.
    CardsShown,
    /// The same form made a link before; it was shown then and is kept nowhere.
    LinkShown,
    PhoneOrEmailNeeded,
    PhoneTaken,
    EmailTaken,
    NoContact,
    ContactOfOfficer,
    // Organisation
    AlreadySetUp,
    TooManyCards {
        most: usize,
    },
    UnitInUse,
    UnitClosed,
    UnitMovedBelowItself,
    StatusNotReachable,
    OfficeAlreadyHeld,
    /// He holds an office that whoever asks could not give.
    OfficeFirst,
    NotAMemberHere,
    /// On the day an office begins its holder is no official member there.
    NotOfficialOnThatDay,
    SameUnit,
    GroupListsOnly,
    /// People join a cell, no committee.
    CellFirst,
    // Meetings
    AgendaEmpty,
    MeetingNotChangeable,
    MeetingNotAnnounced,
    MeetingNotInSession,
    MeetingBegun,
    MeetingStillRunning,
    /// Early, or too few official members: whoever opens it says that he knows.
    OpeningUnusual,
    MeetingCancelled,
    ItemNotHere,
    ItemSettled,
    NotInvited,
    AlreadyInvited,
    GuestIsHere,
    CodeExpired,
    AttendanceEarly,
    MeetingDayNotCome,
    /// Marked as away after the session who has voted in it.
    VotedHere,
    VoteStillOpen,
    // Documents
    FileMissing,
    FileTooLarge {
        most_megabytes: u64,
    },
    FileKindRefused,
    FileEmpty,
    SecretPaper,
    UploadBroken,
    // Votes
    VoteNotOpen,
    VoteClosed,
    AlreadyVoted,
    NotOnRoll,
    NotCheckedIn,
    NoQuorum {
        present: u32,
        needed: u32,
        summoned: u32,
    },
    SecretBallotNeeded,
    /// About a person, and the rule leaves it to the meeting.
    SecrecyNotChosen,
    OpenVoteNeeded,
    NoRule,
    TooFewOfficials {
        least: u32,
    },
    TooFewForSecret {
        present: u32,
        least: u32,
    },
    TooFewOptions {
        least: usize,
    },
    TooManyOptions {
        most: usize,
    },
    OptionTwice,
    SeatsBeyondOptions {
        most: usize,
    },
    OverFull {
        most: u32,
    },
    /// Figures that cannot come from this vote's ballots.
    CountsDoNotAddUp,
    ReturnedNotTheSum {
        returned: u32,
        valid: u32,
        invalid: u32,
    },
    ReturnedBeyondIssued {
        returned: u32,
        issued: u32,
    },
    BlankBeyondValid {
        blank: u32,
        valid: u32,
    },
    /// More marks in one line than there are valid ballots with a mark.
    PlaceBeyondBallots {
        name: String,
        marks: u64,
        ballots: u64,
    },
    /// All marks together are fewer or more than so many ballots can bear.
    MarksOutOfRange {
        marks: u64,
        ballots: u64,
        most: u64,
    },
    KindNotForMatter,
    /// A list for a ballot that has none.
    ListNotUsed {
        kind: Kind,
    },
    /// A number to choose for a ballot on which it is always one, or none.
    MostNotUsed {
        kind: Kind,
    },
    /// The item on the agenda is about people and names another matter.
    MatterOfItem {
        matter: Matter,
    },
    ChannelNeeded,
    ChannelNotAllowed,
    ChannelTooSmall {
        ballots: u32,
        least: u32,
    },
    /// The tablet is a way to vote here, and there is none.
    TabletMissing,
    TellersMissing {
        needed: u32,
    },
    VoteNotDraft,
    VoteStillRunning,
    VoteKeyLost,
    /// The vote in the database is not the one that the audit tells of.
    VoteWasTampered,
    VoteKeysUnusable,
    NotHereYet,
    VotedOnScreen,
    CountsMissing,
    CountsDiffer,
    // Minutes
    MinutesSealed,
    MinutesNotConfirmed,
    MinutesNotSealed,
    /// The text does not tell what was declared or counted: whoever goes on says that he knows.
    MinutesUntold,
    // Settings and rules
    SourceNeeded,
    JobNotDead,
    // Anything that two windows did at once
    ChangedMeanwhile,
    /// Another window gave the office after this form was read.
    OfficeGivenMeanwhile,
    /// A text that somebody else has saved meanwhile: the page shows it beside one's own.
    WrittenMeanwhile,
}
