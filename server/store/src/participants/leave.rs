//! Whoever changes cells or status changes meetings. Invariant: only meetings that have not begun; who came stays who came.

use super::summon::row_of;
use crate::entity::{meeting, participant};
use crate::members::EndsMembership;
use crate::scope::with_descendants;
use crate::{Tx, broken};
use chrono::{NaiveDate, NaiveTime};
use domain::clock;
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::meeting::{MeetingKind, StateKind};
use domain::member::Status;
use domain::policy::{AddMember, Granted, MeetingRole};
use domain::summons::{Seat, may_come};
use domain::{Result, attendance::has_seat};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Meetings announced for `from` or later.
fn ahead(from: NaiveDate) -> Condition {
    Condition::all()
        .add(meeting::Column::State.eq(StateKind::Announced.code()))
        .add(meeting::Column::StartsAt.gte(clock::at(from, NaiveTime::MIN)))
}

/// The meetings ahead to which the members of these units are called.
async fn called_in(tx: &Tx<'_>, units: &BTreeSet<Uuid>, from: NaiveDate) -> Result<Vec<Uuid>> {
    meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Id)
        .filter(ahead(from))
        .filter(meeting::Column::UnitId.is_in(units.iter().copied()))
        .filter(meeting::Column::Kind.ne(MeetingKind::Committee.code()))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)
}

/// Somebody's seats in these meetings: whoever is a guest there has none.
fn seats_of(person: PersonId, meetings: Vec<Uuid>) -> Condition {
    let seats = MeetingRole::ALL
        .iter()
        .filter(|role| has_seat(**role))
        .map(|role| role.code());
    Condition::all()
        .add(participant::Column::PersonId.eq(person.0))
        .add(participant::Column::MeetingId.is_in(meetings))
        .add(participant::Column::Role.is_in(seats))
}

/// In which meetings these rows are.
async fn meetings_with(tx: &Tx<'_>, rows: Condition) -> Result<Vec<MeetingId>> {
    let found: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(rows)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(found.into_iter().map(MeetingId).collect())
}

/// Takes the target's seats in the meetings of the `only` units, or of all, that are ahead; answers in which he had one.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn leave<'tx, A: EndsMembership>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    only: Option<&BTreeSet<Uuid>>,
    from: NaiveDate,
) -> Result<Vec<MeetingId>> {
    let units = only.map(|units| meeting::Column::UnitId.is_in(units.iter().copied()));
    let meetings: Vec<Uuid> = meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Id)
        .filter(ahead(from).add_option(units))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let his = seats_of(granted.target(), meetings);
    let left = meetings_with(tx, his.clone()).await?;
    participant::Entity::delete_many()
        .filter(his)
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(left)
}

/// Gives the target a seat in the meetings of a cell that are ahead, as its members have one; answers in
/// which. A guest becomes a member.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn join<'tx, A: EndsMembership>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    unit: UnitId,
    status: Status,
    from: NaiveDate,
) -> Result<Vec<MeetingId>> {
    seat(tx, granted.target(), unit, status, from).await
}

/// Another status in the same cell: his seats in its meetings that are ahead bear it, and he has one in each, or in none
/// if nobody with this status comes; answers which meetings have changed.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn restate<'tx, A: EndsMembership>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    unit: UnitId,
    status: Status,
    from: NaiveDate,
) -> Result<Vec<MeetingId>> {
    let around = with_descendants(tx, [unit.0]).await?;
    if !may_come(status) {
        return leave(tx, granted, Some(&around), from).await;
    }
    let his = seats_of(granted.target(), called_in(tx, &around, from).await?);
    let had = meetings_with(tx, his.clone()).await?;
    participant::Entity::update_many()
        .col_expr(participant::Column::Status, status.code().into())
        .filter(his)
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    let own = called_in(tx, &BTreeSet::from([unit.0]), from).await?.into_iter();
    let new: Vec<MeetingId> = own.map(MeetingId).filter(|id| !had.contains(id)).collect();
    take_seats(tx, granted.target(), status, &new).await?;
    Ok(had.into_iter().chain(new).collect())
}

/// The same as [`join`] for somebody who is new in the grant's unit.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn welcome<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AddMember>,
    person: PersonId,
    status: Status,
    from: NaiveDate,
) -> Result<Vec<MeetingId>> {
    seat(tx, person, granted.target(), status, from).await
}

async fn seat(tx: &Tx<'_>, person: PersonId, unit: UnitId, status: Status, from: NaiveDate) -> Result<Vec<MeetingId>> {
    if !may_come(status) {
        return Ok(Vec::new());
    }
    let called = called_in(tx, &BTreeSet::from([unit.0]), from).await?;
    let joined: Vec<MeetingId> = called.into_iter().map(MeetingId).collect();
    take_seats(tx, person, status, &joined).await?;
    Ok(joined)
}

/// A seat in each of these meetings; whoever was a guest there is none any more.
async fn take_seats(tx: &Tx<'_>, person: PersonId, status: Status, meetings: &[MeetingId]) -> Result<()> {
    if meetings.is_empty() {
        return Ok(());
    }
    participant::Entity::delete_many()
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::MeetingId.is_in(meetings.iter().map(|meeting| meeting.0)))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    let seat = Seat {
        person,
        status,
        role: MeetingRole::Participant,
    };
    participant::Entity::insert_many(meetings.iter().map(|id| row_of(*id, seat)))
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
