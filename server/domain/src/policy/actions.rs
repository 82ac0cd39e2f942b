//! Every action that the gate knows, with the kind of its target and the action by which one sees that target.
//!
//! Invariant: an action without a line here cannot be asked for.

use super::{Installation, Target};
use crate::ids::{AgendaItemId, DocumentId, MeetingId, PersonId, UnitId, VoteId};

/// A kind of action as a type, so that a grant for one is no grant for another.
pub trait Action: Send + Sync + 'static {
    const KIND: ActionKind;
    type Target: Into<Target> + Copy + Send + Sync + 'static;
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident($target:ty) seen by $seen:ident;)*) => {
        /// The actions as values, for the matrix, the audit and the routes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ActionKind { $($name),* }
        impl ActionKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
            /// Whoever may do this knows that the target exists.
            #[must_use]
            pub const fn seen_by(self) -> Self {
                match self { $(Self::$name => Self::$seen),* }
            }
        }
        $($(#[$doc])*
        #[derive(Debug)]
        pub struct $name;
        impl Action for $name {
            const KIND: ActionKind = ActionKind::$name;
            type Target = $target;
        })*
    };
}

actions! {
    // Accounts
    /// Sign in, use a password link: what anybody may try.
    SignIn(Installation) seen by SignIn;
    /// See the own page, switch units, end the own sessions, enrol a second factor.
    ManageSelf(PersonId) seen by ManageSelf;
    IssuePasswordLink(PersonId) seen by ViewMember;
    // The installation
    /// Put a whole organisation in place: `chibo init`, `chibo admin`, the demo.
    SetUp(Installation) seen by SetUp;
    ViewJobs(Installation) seen by ViewJobs;
    RetryJob(Installation) seen by ViewJobs;
    ViewSettings(Installation) seen by ViewSettings;
    EditSettings(Installation) seen by ViewSettings;
    ViewRules(Installation) seen by ViewRules;
    EditRules(Installation) seen by ViewRules;
    /// Send mail, put reminders: what only the job runner does.
    RunJobs(Installation) seen by RunJobs;
    // Organisation
    ViewUnit(UnitId) seen by ViewUnit;
    EditUnit(UnitId) seen by ViewUnit;
    ViewMembers(UnitId) seen by ViewUnit;
    AddMember(UnitId) seen by ViewUnit;
    AssignOffice(UnitId) seen by ViewUnit;
    EditBody(UnitId) seen by ViewUnit;
    ViewAudit(UnitId) seen by ViewUnit;
    /// Register the unit's tablets and print the cards that vote on them.
    ManageTablets(UnitId) seen by ViewUnit;
    /// What the screen of a registered tablet does for its unit: say what is open, take a card, let go of it.
    UseTablet(UnitId) seen by UseTablet;
    ViewMember(PersonId) seen by ViewMember;
    EditMember(PersonId) seen by ViewMember;
    /// Move a member to another cell; where to is for whoever may add members there.
    TransferMember(PersonId) seen by ViewMember;
    // Meetings
    CreateMeeting(UnitId) seen by ViewUnit;
    ViewMeeting(MeetingId) seen by ViewMeeting;
    EditMeeting(MeetingId) seen by ViewMeeting;
    AnnounceMeeting(MeetingId) seen by ViewMeeting;
    CancelMeeting(MeetingId) seen by ViewMeeting;
    ReplyToMeeting(MeetingId) seen by ViewMeeting;
    CheckIn(MeetingId) seen by ViewMeeting;
    /// See the console and the check-in code, mark others' attendance.
    KeepAttendance(MeetingId) seen by ViewMeeting;
    RunSession(MeetingId) seen by ViewMeeting;
    TakeNotes(MeetingId) seen by ViewMeeting;
    NoteItem(AgendaItemId) seen by ViewMeeting;
    MakeVote(AgendaItemId) seen by ViewMeeting;
    /// Change a draft.
    EditVote(VoteId) seen by ViewVote;
    OpenVote(VoteId) seen by ViewVote;
    CloseVote(VoteId) seen by ViewVote;
    DeclareVote(VoteId) seen by ViewVote;
    AnnulVote(VoteId) seen by ViewVote;
    /// Mark on the roll who was given a paper ballot.
    GivePaper(VoteId) seen by ViewVote;
    /// Enter the figures of the paper ballots.
    CountPaper(VoteId) seen by ViewVote;
    ViewVote(VoteId) seen by ViewVote;
    CastBallot(VoteId) seen by ViewVote;
    // Documents of a meeting
    AddDocument(MeetingId) seen by ViewMeeting;
    ReadDocument(DocumentId) seen by ReadDocument;
    RemoveDocument(DocumentId) seen by ReadDocument;
    SeeReaders(MeetingId) seen by ViewMeeting;
    // Minutes
    ReadMinutes(MeetingId) seen by ReadMinutes;
    EditMinutes(MeetingId) seen by ViewMeeting;
    SealMinutes(MeetingId) seen by ViewMeeting;
    AddAddendum(MeetingId) seen by ReadMinutes;
}
