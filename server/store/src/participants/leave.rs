//! Whoever changes cells changes meetings. Invariant: only meetings that have not begun; who came stays who came.

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
    let seats = MeetingRole::ALL
        .iter()
        .filter(|role| has_seat(**role))
        .map(|role| role.code());
    let his = Condition::all()
        .add(participant::Column::PersonId.eq(granted.target().0))
        .add(participant::Column::MeetingId.is_in(meetings))
        .add(participant::Column::Role.is_in(seats));
    let left: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(his.clone())
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    participant::Entity::delete_many()
        .filter(his)
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(left.into_iter().map(MeetingId).collect())
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
    let person = granted.target();
    let conn = tx.conn();
    let of = |units: &BTreeSet<Uuid>| {
        meeting::Entity::find()
            .select_only()
            .column(meeting::Column::Id)
            .filter(ahead(from))
            .filter(meeting::Column::UnitId.is_in(units.iter().copied()))
            .filter(meeting::Column::Kind.ne(MeetingKind::Committee.code()))
            .into_tuple::<Uuid>()
    };
    let meetings = of(&around).all(&conn).await.map_err(broken)?;
    let his = Condition::all()
        .add(participant::Column::PersonId.eq(person.0))
        .add(participant::Column::MeetingId.is_in(meetings));
    let had: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(his.clone())
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    participant::Entity::update_many()
        .col_expr(participant::Column::Status, status.code().into())
        .filter(his)
        .exec(&conn)
        .await
        .map_err(broken)?;
    let own = of(&BTreeSet::from([unit.0])).all(&conn).await.map_err(broken)?;
    let new: Vec<MeetingId> = own.into_iter().filter(|id| !had.contains(id)).map(MeetingId).collect();
    take_seats(tx, person, status, &new).await?;
    Ok(had.into_iter().map(MeetingId).chain(new).collect())
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
    let conn = tx.conn();
    let meetings: Vec<Uuid> = meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Id)
        .filter(ahead(from))
        .filter(meeting::Column::UnitId.eq(unit.0))
        .filter(meeting::Column::Kind.ne(MeetingKind::Committee.code()))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    participant::Entity::delete_many()
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::MeetingId.is_in(meetings.iter().copied()))
        .exec(&conn)
        .await
        .map_err(broken)?;
    let joined: Vec<MeetingId> = meetings.iter().copied().map(MeetingId).collect();
    take_seats(tx, person, status, &joined).await?;
    Ok(joined)
}

async fn take_seats(tx: &Tx<'_>, person: PersonId, status: Status, meetings: &[MeetingId]) -> Result<()> {
    if meetings.is_empty() {
        return Ok(());
    }
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
