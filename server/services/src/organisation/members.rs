//! Members: joining, data, status.

use crate::{UseCase, Work};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::change::withdrawable;
use domain::ids::{ChangeId, MembershipId, PersonId, UnitId};
use domain::member::{Joining, MemberForm, PersonData, Status, StatusChange, pass};
use domain::policy::{ActionKind, AddMember, Caller, EditMember, Granted, TransferMember};
use domain::sign_in::within_reach;
use domain::transfer::{Transfer, Why, moves};
use domain::unit::UnitKind;
use domain::{Error, Fault, Result};
use std::collections::BTreeSet;
use store::changes::{self, Moved};
use store::{Tx, accounts, members as people, offices as held, participants, scope, units as tree};
use uuid::Uuid;

pub(super) struct Add {
    pub data: PersonData,
    pub joining: Joining,
}

#[async_trait]
impl UseCase for Add {
    type Action = AddMember;
    type Output = PersonId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, AddMember>, work: &mut Work<'tx>) -> Result<PersonId> {
        let unit = tree::row(&work.tx, granted.target()).await?;
        if unit.ended_on.is_some_and(|day| day <= self.joining.from) {
            return Err(Error::Refused(Fault::UnitClosed));
        }
        match unit.kind {
            UnitKind::Cell => {}
            UnitKind::Group => return Err(Error::Refused(Fault::GroupListsOnly)),
            UnitKind::Province | UnitKind::Committee => return Err(Error::Refused(Fault::CellFirst)),
        }
        let id: PersonId = work.id();
        let membership: MembershipId = work.id();
        people::add(
            &work.tx,
            granted,
            (id, membership),
            self.data.clone(),
            self.joining,
            work.now,
        )
        .await?;
        // Meetings that have been called already are his as well.
        let from = self.joining.from.max(work.today());
        let called = participants::welcome(&work.tx, granted, id, self.joining.status, from).await?;
        work.live_all(called);
        work.detail(format!("person={id} status={}", self.joining.status.code()));
        Ok(id)
    }
}

/// What the form leaves out stays, hence it is read against the row.
pub(super) struct Edit {
    pub form: MemberForm,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMember>, work: &mut Work<'tx>) -> Result<()> {
        let present = people::person(&work.tx, granted.target()).await?;
        let data = self.form.read_change(&present, work.today())?;
        keep_names_in_reach(&data, granted, work).await?;
        // Pages of meetings name him, and tell namesakes apart by their birth.
        if (&data.name, data.born) != (&present.name, present.born) {
            work.live_all(participants::meetings_of(&work.tx, granted.target()).await?);
        }
        people::edit(&work.tx, granted, data).await
    }
}

/// Phone and e-mail are how somebody signs in and where his password link goes. Whoever changes them could take the
/// account, so for the holder of an office it takes somebody who could give that office.
async fn keep_names_in_reach<'tx>(
    data: &PersonData,
    granted: &Granted<'tx, EditMember>,
    work: &Work<'tx>,
) -> Result<()> {
    let Caller::Person(caller) = granted.actor() else {
        return Ok(());
    };
    let person = granted.target();
    let contact = accounts::contact_of(&work.tx, person).await?;
    if contact.phone == data.phone && contact.email == data.email {
        return Ok(());
    }
    let reach = scope::units_where(&work.tx, *caller, ActionKind::AssignOffice, work.today()).await?;
    let offices = scope::held_by(&work.tx, person, work.today()).await?.offices;
    if within_reach(&offices, &reach) {
        Ok(())
    } else {
        Err(Error::field("phone", Fault::ContactOfOfficer))
    }
}

pub(super) struct Pass {
    pub change: StatusChange,
}

#[async_trait]
impl UseCase for Pass {
    type Action = EditMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMember>, work: &mut Work<'tx>) -> Result<()> {
        let StatusChange { unit, status, on } = self.change;
        let person = granted.target();
        // Whoever keeps a person's data in one unit does not keep the membership in another.
        if let Caller::Person(caller) = granted.actor() {
            let mine = scope::units_where(&work.tx, *caller, ActionKind::EditMember, work.today()).await?;
            if !mine.contains(&unit.0) {
                return Err(Error::field("unit", Fault::NotAMemberHere));
            }
        }
        if status == Status::Left {
            hold_around(work, [unit]).await?;
        }
        let Some((row, now)) = people::open_membership(&work.tx, person, unit).await? else {
            return Err(Error::field("unit", Fault::NotAMemberHere));
        };
        let next = pass(now, self.change)?;
        work.ended(person);
        let (id, change): (MembershipId, ChangeId) = (work.id(), work.id());
        // An office without a membership would keep its powers.
        let elsewhere = people::history(&work.tx, person)
            .await?
            .iter()
            .any(|row| row.unit != unit && row.status != Status::Left && row.to.is_none_or(|to| to > on));
        people::follow(&work.tx, granted, change, unit, row, (id, next), Why::default()).await?;
        if status == Status::Left {
            let here = scope::with_descendants(&work.tx, [unit.0]).await?;
            let only = elsewhere.then_some(&here);
            if !gives_offices(&work.tx, granted.actor(), person, only, work.today()).await? {
                return Err(Error::field("status", Fault::OfficeFirst));
            }
            held::leave(&work.tx, granted, change, only, on).await?;
            let left = participants::leave(&work.tx, granted, only, on).await?;
            work.live_all(left);
        } else {
            work.live_all(participants::restate(&work.tx, granted, unit, status, on).await?);
        }
        work.detail(format!(
            "unit={unit} from={} to={} on={on}",
            now.status.code(),
            status.code()
        ));
        Ok(())
    }
}

/// To another cell: the old membership ends, with the offices and the meetings that came with it.
pub(super) struct Move {
    pub wanted: Transfer,
}

#[async_trait]
impl UseCase for Move {
    type Action = TransferMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, TransferMember>, work: &mut Work<'tx>) -> Result<()> {
        let Transfer { from, to, on, why } = &self.wanted;
        let (person, on) = (granted.target(), *on);
        if let Caller::Person(caller) = granted.actor() {
            let today = work.today();
            let gives = scope::units_where(&work.tx, *caller, ActionKind::TransferMember, today).await?;
            let takes = scope::units_where(&work.tx, *caller, ActionKind::AddMember, today).await?;
            if !gives.contains(&from.0) {
                return Err(Error::field("unit", Fault::NotAMemberHere));
            }
            if !takes.contains(&to.0) {
                return Err(Error::field("to", Fault::NotAChoice));
            }
        }
        hold_around(work, [*from, *to]).await?;
        let left = scope::with_descendants(&work.tx, [from.0]).await?;
        if !gives_offices(&work.tx, granted.actor(), person, Some(&left), work.today()).await? {
            return Err(Error::Refused(Fault::OfficeFirst));
        }
        let Some((row, now)) = people::open_membership(&work.tx, person, *from).await? else {
            return Err(Error::field("unit", Fault::NotAMemberHere));
        };
        if people::open_membership(&work.tx, person, *to).await?.is_some() {
            return Err(Error::field("to", Fault::SameUnit));
        }
        let target = tree::row(&work.tx, *to).await?;
        if target.ended_on.is_some_and(|day| day <= on) {
            return Err(Error::field("to", Fault::UnitClosed));
        }
        let next = moves(now, target.kind, on)?;
        let (id, change): (MembershipId, ChangeId) = (work.id(), work.id());
        people::follow(&work.tx, granted, change, *to, row, (id, next), why.clone()).await?;
        held::leave(&work.tx, granted, change, Some(&left), on).await?;
        let left = participants::leave(&work.tx, granted, Some(&left), on).await?;
        let joined = participants::join(&work.tx, granted, *to, next.status, on).await?;
        work.live_all(left.into_iter().chain(joined));
        work.ended(person);
        work.detail(format!("unit={from} to={to} on={on}"));
        Ok(())
    }
}

/// Whether whoever asks could give all offices that a person holds, in these units only or anywhere: an office ends with
/// the membership, and is ended by nobody who has no say in it.
pub(super) async fn gives_offices(
    tx: &Tx<'_>,
    actor: &Caller,
    person: PersonId,
    only: Option<&BTreeSet<Uuid>>,
    today: NaiveDate,
) -> Result<bool> {
    let Caller::Person(caller) = actor else {
        return Ok(true);
    };
    let mut offices = scope::held_by(tx, person, today).await?.offices;
    offices.retain(|(unit, _)| only.is_none_or(|only| only.contains(&unit.0)));
    if offices.is_empty() {
        return Ok(true);
    }
    let reach = scope::units_where(tx, *caller, ActionKind::AssignOffice, today).await?;
    Ok(within_reach(&offices, &reach))
}

/// Holds units with all above and below them: an office there goes with the membership, so nobody gives one meanwhile.
async fn hold_around<const N: usize>(work: &Work<'_>, units: [UnitId; N]) -> Result<()> {
    let units = units.map(|unit| unit.0);
    let mut around = scope::with_descendants(&work.tx, units).await?;
    around.extend(
        scope::ancestry(&work.tx, units)
            .await?
            .into_iter()
            .map(|(_, above)| above),
    );
    tree::hold(&work.tx, around).await?;
    Ok(())
}

/// A transfer that has not taken effect: the member stays, with his offices and his place in the cell's meetings.
pub(super) struct StayHere {
    pub change: ChangeId,
}

#[async_trait]
impl UseCase for StayHere {
    type Action = TransferMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, TransferMember>, work: &mut Work<'tx>) -> Result<()> {
        let (change, moved) = coming(work, granted.target(), self.change).await?;
        if moved.from == moved.to {
            return Err(Error::NotFound);
        }
        if let Caller::Person(caller) = granted.actor() {
            let moves = scope::units_where(&work.tx, *caller, ActionKind::TransferMember, work.today()).await?;
            // Whoever was moved does not take it back himself, and an office comes back only by who may give it.
            let gives = scope::units_where(&work.tx, *caller, ActionKind::AssignOffice, work.today()).await?;
            let given = |unit: UnitId| gives.contains(&unit.0);
            let own = moved.person == *caller;
            if own || !moves.contains(&moved.from.0) || !change.gives_back().all(|(_, unit)| unit.is_none_or(given)) {
                return Err(Error::Forbidden);
            }
        }
        changes::withdraw(&work.tx, granted, &change).await?;
        let new = scope::with_descendants(&work.tx, [moved.to.0]).await?;
        let left = participants::leave(&work.tx, granted, Some(&new), change.on).await?;
        let joined = participants::join(&work.tx, granted, moved.from, moved.status, change.on).await?;
        work.live_all(left.into_iter().chain(joined));
        work.ended(granted.target());
        work.detail(format!("withdrawn={} unit={} to={}", change.on, moved.from, moved.to));
        Ok(())
    }
}

/// A change of status that has not taken effect.
pub(super) struct KeepStatus {
    pub change: ChangeId,
}

#[async_trait]
impl UseCase for KeepStatus {
    type Action = EditMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMember>, work: &mut Work<'tx>) -> Result<()> {
        let (change, moved) = coming(work, granted.target(), self.change).await?;
        if moved.from != moved.to {
            return Err(Error::NotFound);
        }
        if let Caller::Person(caller) = granted.actor() {
            let mine = scope::units_where(&work.tx, *caller, ActionKind::EditMember, work.today()).await?;
            // Whoever was removed does not take it back himself, and an office comes back only by who may give it.
            let gives = scope::units_where(&work.tx, *caller, ActionKind::AssignOffice, work.today()).await?;
            let given = |unit: UnitId| gives.contains(&unit.0);
            let own = moved.leaves && moved.person == *caller;
            if own || !mine.contains(&moved.from.0) || !change.gives_back().all(|(_, unit)| unit.is_none_or(given)) {
                return Err(Error::Forbidden);
            }
        }
        changes::withdraw(&work.tx, granted, &change).await?;
        // Whoever was to leave has lost his place in the meetings ahead.
        let changed = if moved.leaves {
            participants::join(&work.tx, granted, moved.from, moved.status, change.on).await?
        } else {
            participants::restate(&work.tx, granted, moved.from, moved.status, change.on).await?
        };
        work.live_all(changed);
        work.ended(granted.target());
        work.detail(format!("withdrawn={} unit={}", change.on, moved.from));
        Ok(())
    }
}

/// A change of this person's membership whose day has not come.
async fn coming(work: &Work<'_>, person: PersonId, id: ChangeId) -> Result<(changes::Change, Moved)> {
    let change = changes::find(&work.tx, id).await?;
    let moved = change.membership().filter(|moved| moved.person == person);
    let moved = moved.ok_or(Error::NotFound)?;
    withdrawable(change.on, work.today())?;
    Ok((change, moved))
}
