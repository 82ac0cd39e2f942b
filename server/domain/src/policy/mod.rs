//! Who may do what. Authorisation is a value: [`Granted`].
//!
//! Invariant: a write needs a `Granted<'tx, A>`, and the only way to one is [`grant`], from facts that were
//! loaded in the same transaction (`'tx` is an invariant brand). Whatever is not allowed here is denied;
//! whoever may not see a thing is told that it does not exist.

mod actions;
mod matrix;

pub use actions::*;
pub use matrix::allowed;

use crate::ids::{AgendaItemId, DocumentId, MeetingId, PersonId, TabletId, UnitId, VoteId};
use crate::{Error, Result, codes, job::JobKind, member::Status, rule::Channel};
use std::marker::PhantomData;

codes! {
    /// A dated role in a unit.
    pub enum Role {
        Secretary => "secretary",
        Deputy => "deputy",
        GroupLeader => "group_leader",
        Clerk => "clerk",
        RecordsOfficer => "records_officer",
        Inspector => "inspector",
        Administrator => "administrator",
    }
}

codes! {
    /// A role in one meeting. Everyone who was summoned is a participant.
    pub enum MeetingRole {
        Chair => "chair",
        MinuteTaker => "minute_taker",
        Teller => "teller",
        Follower => "follower",
        Guest => "guest",
        Participant => "participant",
    }
}

codes! {
    /// Where the unit of a role or membership stands, seen from the unit that the target belongs to.
    pub enum Relation {
        /// The same unit.
        Own => "own",
        /// An ancestor of the target's unit.
        Above => "above",
        /// A descendant of the target's unit.
        Below => "below",
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    Person(PersonId),
    Anonymous,
    /// A tablet that a unit has registered, with whoever put his card before it.
    Tablet(Tablet),
    /// A job, a command of the command line or the set-up: they pass the same gate.
    System(JobKind),
}

/// A registered tablet as it stands at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tablet {
    pub id: TabletId,
    pub unit: UnitId,
    /// Who has proved himself with card and PIN, until he is forgotten.
    pub voter: Option<PersonId>,
}

impl Tablet {
    /// What is left at a tablet of what somebody is in a meeting: nothing but his vote, and that in meetings of the
    /// tablet's own unit only.
    #[must_use]
    pub fn standing(&self, place: Place, roles: &[(Capacity, Relation)]) -> Vec<(Capacity, Relation)> {
        let takes_part = roles.contains(&(Capacity::Meeting(MeetingRole::Participant), Relation::Own));
        if place.unit == Some(self.unit) && takes_part {
            vec![(Capacity::Card, Relation::Own)]
        } else {
            Vec::new()
        }
    }
}

impl Caller {
    /// # Errors
    /// [`Error::Unauthenticated`] unless a person is signed in.
    pub fn person(&self) -> Result<PersonId> {
        match self {
            Self::Person(person) => Ok(*person),
            Self::Anonymous | Self::Tablet(_) | Self::System(_) => Err(Error::Unauthenticated),
        }
    }

    /// Whose vote it is: somebody signed in, or the one whose card lies at a tablet.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] if nobody has proved who he is.
    pub fn voter(&self) -> Result<PersonId> {
        match self {
            Self::Tablet(tablet) => tablet.voter.ok_or(Error::Unauthenticated),
            Self::Person(_) | Self::Anonymous | Self::System(_) => self.person(),
        }
    }

    /// The channel of a ballot that comes from here.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Tablet(_) => Channel::Assisted,
            Self::Person(_) | Self::Anonymous | Self::System(_) => Channel::Phone,
        }
    }
}

/// One thing that the caller is, towards the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Capacity {
    Anonymous,
    /// Signed in, whoever it is.
    SignedIn,
    /// The target is the caller's own person.
    Itself,
    System(JobKind),
    Office(Role),
    Member(Status),
    Meeting(MeetingRole),
    /// A tablet of the target's own unit.
    Tablet,
    /// Takes part in the meeting, and votes by card on a tablet of its unit.
    Card,
}

/// What an action is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Installation,
    Unit(UnitId),
    Person(PersonId),
    Meeting(MeetingId),
    AgendaItem(AgendaItemId),
    Vote(VoteId),
    Document(DocumentId),
}

/// The installation as a whole: its settings, jobs and first start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installation;

impl From<Installation> for Target {
    fn from(_: Installation) -> Self {
        Self::Installation
    }
}
macro_rules! into_target {
    ($($id:ident => $variant:ident),*) => {$(
        impl From<$id> for Target { fn from(id: $id) -> Self { Self::$variant(id) } }
    )*};
}
into_target!(UnitId => Unit, PersonId => Person, MeetingId => Meeting, AgendaItemId => AgendaItem, VoteId => Vote, DocumentId => Document);

/// The brand of one transaction. Two transactions have different lifetimes that the compiler cannot unify,
/// so a grant of one is no grant in the other.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'tx>(PhantomData<fn(&'tx ()) -> &'tx ()>);

impl Scope<'_> {
    /// For `store`'s transaction type alone (the layer check looks for other callers).
    #[must_use]
    pub const fn open() -> Self {
        Self(PhantomData)
    }
}

/// Where a target stands; loaded and, for a write, locked in the transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub unit: Option<UnitId>,
    pub meeting: Option<MeetingId>,
}

/// What the decision needs, loaded in the transaction `'tx`.
#[derive(Debug)]
pub struct Facts<'tx> {
    pub standing: Vec<(Capacity, Relation)>,
    pub place: Place,
    pub scope: Scope<'tx>,
}

/// The permission to do `A` to one target in one transaction. Cannot be cloned, stored or made elsewhere.
#[derive(Debug)]
pub struct Granted<'tx, A: Action> {
    actor: Caller,
    target: A::Target,
    place: Place,
    _scope: Scope<'tx>,
}

impl<A: Action> Granted<'_, A> {
    #[must_use]
    pub const fn actor(&self) -> &Caller {
        &self.actor
    }
    #[must_use]
    pub const fn target(&self) -> A::Target {
        self.target
    }
    /// The unit that the target belongs to.
    ///
    /// # Errors
    /// [`Error::Internal`] for targets that belong to no unit.
    pub fn unit(&self) -> Result<UnitId> {
        self.place.unit.ok_or_else(|| Error::internal("the target has no unit"))
    }
    /// The meeting that the target belongs to.
    ///
    /// # Errors
    /// [`Error::Internal`] for targets outside a meeting.
    pub fn meeting(&self) -> Result<MeetingId> {
        self.place
            .meeting
            .ok_or_else(|| Error::internal("the target has no meeting"))
    }
}

/// Decides. This is the only maker of [`Granted`].
///
/// # Errors
/// [`Error::Unauthenticated`] for an unknown caller, [`Error::NotFound`] if he may not know that the target
/// exists, [`Error::Forbidden`] if he may see it but not do this.
pub fn grant<'tx, A: Action>(caller: &Caller, target: A::Target, facts: &Facts<'tx>) -> Result<Granted<'tx, A>> {
    let may = |action| {
        facts
            .standing
            .iter()
            .any(|(capacity, relation)| allowed(action, *capacity, *relation))
    };
    if may(A::KIND) {
        return Ok(Granted {
            actor: caller.clone(),
            target,
            place: facts.place,
            _scope: facts.scope,
        });
    }
    Err(match caller {
        Caller::Anonymous => Error::Unauthenticated,
        Caller::Person(_) | Caller::Tablet(_) | Caller::System(_) if may(A::KIND.seen_by()) => Error::Forbidden,
        Caller::Person(_) | Caller::Tablet(_) | Caller::System(_) => Error::NotFound,
    })
}
