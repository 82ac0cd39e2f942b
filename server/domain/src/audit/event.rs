//! What an entry of the audit tells, as one of a closed list.
//!
//! Invariant: whatever the code writes is on the list (the runner asks, and a test that meets another fails), and each
//! of them has a sentence (`text::audit`, whose match is exhaustive).

use crate::policy::ActionKind;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// `Event: Action "what its detail holds"`. Of several that fit, the first is meant.
macro_rules! events {
    ($($event:ident: $action:ident $mark:literal;)*) => {
        /// See the module.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Event { $($event),* }

        impl Event {
            pub const ALL: &'static [Self] = &[$(Self::$event),*];

            /// What was done under this action and detail.
            #[must_use]
            pub fn of(action: &str, detail: &str) -> Option<Self> {
                $(if action == ActionKind::$action.name() && detail.contains($mark) {
                    return Some(Self::$event);
                })*
                None
            }

            /// The action and what its detail holds at least.
            #[must_use]
            pub const fn written(self) -> (ActionKind, &'static str) {
                match self { $(Self::$event => (ActionKind::$action, $mark)),* }
            }
        }
    };
}

events! {
    SignedIn: SignIn "in ";
    WrongCode: SignIn "wrong code";
    WrongPassword: SignIn "wrong";
    PasswordSetByLink: SignIn "password set";
    TokenReused: SignIn "reused token";
    SignedOutEverywhere: ManageSelf "signed out everywhere";
    SignedOut: ManageSelf "signed out";
    PasswordChanged: ManageSelf "password changed";
    OldPasswordWrong: ManageSelf "wrong password";
    CodeBegun: ManageSelf "code begun";
    CodeConfirmed: ManageSelf "code confirmed";
    CodeDropped: ManageSelf "code dropped";
    PasskeyBegun: ManageSelf "passkey begun";
    PasskeyAdded: ManageSelf "passkey added";
    PasskeyDropped: ManageSelf "passkey dropped";
    NoticeRead: ManageSelf "notice=";
    NoticesRead: ManageSelf "notices=";
    LinkMailed: IssuePasswordLink "mailed";
    LinkShown: IssuePasswordLink "shown";
    SetUpDone: SetUp "units=";
    AdministratorMade: SetUp "administrator ";
    PasswordSetByCommand: SetUp "password set";
    FactorsDropped: SetUp "second factors dropped";
    BallotKeysAdopted: SetUp "ballot keys";
    JobRetried: RetryJob "job=";
    SettingWithdrawn: EditSettings "withdrawn=";
    SettingChanged: EditSettings "from=";
    RuleWithdrawn: EditRules "withdrawn=";
    RuleRevised: EditRules "matter=";
    Reminded: RunJobs "reminded=";
    Anchored: RunJobs "anchor=";
    ReminderEmpty: RunJobs "";
    UnitAdded: EditUnit "added=";
    UnitClosed: EditUnit "closed=";
    UnitEdited: EditUnit "kind=";
    MemberAdded: AddMember "person=";
    OfficeWithdrawn: AssignOffice "withdrawn=";
    OfficeEnded: AssignOffice "until=";
    OfficeGiven: AssignOffice "from=";
    BodyWithdrawn: EditBody "withdrawn=";
    BodySeated: EditBody "body=";
    CardsIssued: ManageTablets "cards issued";
    CardRevoked: ManageTablets "card revoked";
    TabletRegistered: ManageTablets "tablet registered";
    TabletRetired: ManageTablets "tablet retired";
    CardLocked: UseTablet "card locked";
    StatusWithdrawn: EditMember "withdrawn=";
    StatusChanged: EditMember "unit=";
    MemberEdited: EditMember "";
    MoveWithdrawn: TransferMember "withdrawn=";
    MemberMoved: TransferMember "unit=";
    MeetingMade: CreateMeeting "meeting=";
    ItemAdded: EditMeeting " added";
    ItemEdited: EditMeeting " edited";
    ItemRemoved: EditMeeting " removed";
    ItemMoved: EditMeeting "item=";
    AgendaTold: EditMeeting "agenda told";
    Uninvited: EditMeeting " not invited";
    Invited: EditMeeting "person=";
    MeetingEdited: EditMeeting "sequence=";
    MeetingUnchanged: EditMeeting "";
    MeetingAnnounced: AnnounceMeeting "";
    MeetingCancelled: CancelMeeting "";
    SaidYes: ReplyToMeeting "coming";
    SaidNo: ReplyToMeeting "";
    CheckedIn: CheckIn "";
    AttendanceOfRest: KeepAttendance "people=";
    AttendanceMarked: KeepAttendance "person=";
    MinuteTakerSet: RunSession "person=";
    TellersSet: RunSession "tellers=";
    ItemOnTable: RunSession "item=";
    SessionOpened: RunSession "opened";
    SessionEnded: RunSession "ended";
    SessionUnchanged: RunSession "";
    ItemNoted: NoteItem "";
    VoteMade: MakeVote "vote=";
    VoteDiscarded: EditVote "removed";
    VoteEdited: EditVote "matter=";
    VoteOpened: OpenVote "matter=";
    VoteClosed: CloseVote "cast=";
    VoteDeclared: DeclareVote "on_paper=";
    VoteDraftRemoved: AnnulVote "a draft";
    VoteAnnulled: AnnulVote "was=";
    PaperGivenToRest: GivePaper "people=";
    PaperGiven: GivePaper "given=true";
    PaperTakenBack: GivePaper "given=false";
    PaperUnchanged: GivePaper "";
    PaperCounted: CountPaper "returned=";
    DocumentAdded: AddDocument "document=";
    DocumentRemoved: RemoveDocument "";
    MinutesDrafted: EditMinutes "drafted";
    MinutesEdited: EditMinutes "edited";
    MinutesConfirmed: EditMinutes "confirmed";
    MinutesUnchanged: EditMinutes "";
    MinutesSealed: SealMinutes "sha256=";
    AddendumAdded: AddAddendum "number=";
}

/// Something an entry names by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    Person(String),
    Unit(String),
    Tablet(String),
    Meeting(String),
    Item { title: String, meeting: Uuid },
    Vote { question: String, meeting: Uuid },
    Document { title: String, meeting: Uuid },
}

impl Thing {
    /// The meeting to which it belongs; `id` is its own.
    #[must_use]
    pub const fn meeting(&self, id: Uuid) -> Option<Uuid> {
        match self {
            Self::Meeting(_) => Some(id),
            Self::Item { meeting, .. } | Self::Vote { meeting, .. } | Self::Document { meeting, .. } => Some(*meeting),
            Self::Person(_) | Self::Unit(_) | Self::Tablet(_) => None,
        }
    }
}

/// The names of what an entry speaks of, as far as its reader may know them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub people: Vec<String>,
    pub units: Vec<String>,
    pub tablet: Option<String>,
    pub meeting: Option<String>,
    pub item: Option<String>,
    pub vote: Option<String>,
    pub document: Option<String>,
}

impl About {
    /// Looks up what the ids stand for, in their order; of several the first is meant, people and units are all kept.
    #[must_use]
    pub fn these(ids: &[Uuid], things: &HashMap<Uuid, Thing>) -> Self {
        let mut about = Self::default();
        let title_of = |id: &Uuid| match things.get(id) {
            Some(Thing::Meeting(title)) => Some(title.clone()),
            _ => None,
        };
        for id in ids {
            let (place, name, meeting) = match things.get(id) {
                None => continue,
                Some(Thing::Person(name)) => {
                    keep(&mut about.people, name);
                    continue;
                }
                Some(Thing::Unit(name)) => {
                    keep(&mut about.units, name);
                    continue;
                }
                Some(Thing::Tablet(name)) => (&mut about.tablet, name, None),
                Some(Thing::Meeting(title)) => (&mut about.meeting, title, None),
                Some(Thing::Item { title, meeting }) => (&mut about.item, title, Some(meeting)),
                Some(Thing::Vote { question, meeting }) => (&mut about.vote, question, Some(meeting)),
                Some(Thing::Document { title, meeting }) => (&mut about.document, title, Some(meeting)),
            };
            place.get_or_insert_with(|| name.clone());
            if let Some(title) = meeting.and_then(title_of) {
                about.meeting.get_or_insert(title);
            }
        }
        about
    }
}

fn keep(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// The ids in a text such as `person=… as guest` or `vote:…`, in their order.
#[must_use]
pub fn ids_in(text: &str) -> Vec<Uuid> {
    text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
        .filter(|word| word.len() == 36)
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// The value behind `name=`.
#[must_use]
pub fn value_of<'a>(detail: &'a str, name: &str) -> Option<&'a str> {
    detail
        .split_whitespace()
        .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_found_by_what_it_writes() {
        let id = "018f0000-0000-7000-8000-000000000000";
        for event in Event::ALL {
            let (action, mark) = event.written();
            assert_eq!(Event::of(action.name(), mark), Some(*event), "{event:?}");
            assert!(ids_in(&format!("person={id} {mark}")).len() == 1);
        }
        assert_eq!(Event::of("CastBallot", ""), None);
        assert_eq!(
            Event::of("EditMeeting", &format!("item={id} removed")),
            Some(Event::ItemRemoved)
        );
        assert_eq!(
            Event::of("EditMeeting", &format!("item={id} up")),
            Some(Event::ItemMoved)
        );
        assert_eq!(value_of("role=clerk person=x", "role"), Some("clerk"));
    }
}
