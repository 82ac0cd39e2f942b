//! Changes of dated rows that are set for a day to come.
//!
//! Invariant: a change names the rows that it began and those that it ended; withdrawing removes the first and opens
//! the second again, so that they stand as before. A row that one change is to end is not ended by a second one: what
//! the first had set would be lost.

use crate::entity::{body, body_seat, membership, office, unit};
use crate::{Tx, broken, units};
use chrono::NaiveDate;
use domain::change::{ComingInUnit, ComingMembership, ComingWhat};
use domain::ids::{ChangeId, PersonId, UnitId};
use domain::member::Status;
use domain::policy::{Action, AssignOffice, EditBody, EditMember, Granted, Role, TransferMember};
use domain::unit::{BodyKind, may_be_shared};
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The rows of one change.
#[derive(Debug)]
pub struct Change {
    pub id: ChangeId,
    /// The day on which it takes effect.
    pub on: NaiveDate,
    begun: Vec<membership::Model>,
    ended: Vec<membership::Model>,
    offices_begun: Vec<office::Model>,
    offices_ended: Vec<office::Model>,
    seats_begun: Vec<body_seat::Model>,
    seats_ended: Vec<body_seat::Model>,
    bodies: Vec<body::Model>,
}

/// A change with its rows.
///
/// # Errors
/// [`Error::NotFound`] without such a change: it may have been withdrawn meanwhile.
pub async fn find(tx: &Tx<'_>, id: ChangeId) -> Result<Change> {
    let conn = tx.conn();
    let memberships = membership::Entity::find()
        .filter(of(membership::Column::BegunBy, membership::Column::EndedBy, id))
        .all(&conn)
        .await
        .map_err(broken)?;
    let offices = office::Entity::find()
        .filter(of(office::Column::BegunBy, office::Column::EndedBy, id))
        .all(&conn)
        .await
        .map_err(broken)?;
    let seats = body_seat::Entity::find()
        .filter(of(body_seat::Column::BegunBy, body_seat::Column::EndedBy, id))
        .all(&conn)
        .await
        .map_err(broken)?;
    let bodies = body::Entity::find()
        .filter(body::Column::Id.is_in(seats.iter().map(|seat| seat.body_id)))
        .all(&conn)
        .await
        .map_err(broken)?;
    let by = Some(id.0);
    let (begun, ended): (Vec<_>, Vec<_>) = memberships.into_iter().partition(|row| row.begun_by == by);
    let (offices_begun, offices_ended): (Vec<_>, Vec<_>) = offices.into_iter().partition(|row| row.begun_by == by);
    let (seats_begun, seats_ended): (Vec<_>, Vec<_>) = seats.into_iter().partition(|row| row.begun_by == by);
    let begins = begun.iter().map(|row| row.started_on);
    let begins = begins.chain(offices_begun.iter().map(|row| row.started_on));
    let begins = begins.chain(seats_begun.iter().map(|row| row.started_on));
    let ends = ended.iter().map(|row| row.ended_on);
    let ends = ends.chain(offices_ended.iter().map(|row| row.ended_on));
    let ends = ends.chain(seats_ended.iter().map(|row| row.ended_on));
    let on = begins.chain(ends.flatten()).next().ok_or(Error::NotFound)?;
    Ok(Change {
        id,
        on,
        begun,
        ended,
        offices_begun,
        offices_ended,
        seats_begun,
        seats_ended,
        bodies,
    })
}

fn of<C: ColumnTrait>(begun: C, ended: C, id: ChangeId) -> Condition {
    Condition::any().add(begun.eq(id.0)).add(ended.eq(id.0))
}

/// From where to where a membership moves.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    pub person: PersonId,
    pub from: UnitId,
    pub to: UnitId,
    /// The status before it.
    pub status: Status,
    /// It closes the history.
    pub leaves: bool,
}

impl Change {
    /// The membership that it changes; nothing where it is about an office or a body.
    #[must_use]
    pub fn membership(&self) -> Option<Moved> {
        let (begun, ended) = (self.begun.first()?, self.ended.first()?);
        Some(Moved {
            person: PersonId(begun.person_id),
            from: UnitId(ended.unit_id),
            to: UnitId(begun.unit_id),
            status: Status::from_code(&ended.status)?,
            leaves: begun.status == Status::Left.code(),
        })
    }

    /// Whose removal it was: those who would come back, with the unit where it is an office.
    pub fn gives_back(&self) -> impl Iterator<Item = (PersonId, Option<UnitId>)> {
        let offices = self.offices_ended.iter();
        let offices = offices.map(|row| (PersonId(row.person_id), Some(UnitId(row.unit_id))));
        let seats = self.seats_ended.iter().map(|row| (PersonId(row.person_id), None));
        offices.chain(seats)
    }

    /// The unit whose offices it changes, and nothing else.
    #[must_use]
    pub fn office(&self) -> Option<UnitId> {
        let row = self.offices_begun.first().or(self.offices_ended.first())?;
        self.begun.is_empty().then_some(UnitId(row.unit_id))
    }

    /// The unit whose body it changes, and nothing else.
    #[must_use]
    pub fn body(&self) -> Option<UnitId> {
        let body = self.bodies.first()?;
        self.begun.is_empty().then_some(UnitId(body.unit_id))
    }
}

/// Actions under which a change is withdrawn: those under which it was made.
pub trait Withdraws: Action {}
impl Withdraws for TransferMember {}
impl Withdraws for EditMember {}
impl Withdraws for AssignOffice {}
impl Withdraws for EditBody {}

/// Takes a change back. The caller has made sure that it is the target's and that its day has not come.
///
/// # Errors
/// [`Fault::NewerChange`] where something was built upon it, or has taken the place that it left.
pub async fn withdraw<'tx, A: Withdraws>(tx: &Tx<'tx>, _granted: &Granted<'tx, A>, change: &Change) -> Result<()> {
    let conn = tx.conn();
    hold_units(tx, change).await?;
    let built_upon = change.begun.iter().any(|row| row.ended_on.is_some())
        || change.offices_begun.iter().any(|row| row.ended_on.is_some())
        || change.seats_begun.iter().any(|row| row.ended_on.is_some());
    if built_upon || taken(tx, change).await? || entangled(tx, change).await? {
        return Err(Error::Refused(Fault::NewerChange));
    }
    let (by, never, nobody) = (change.id.0, Option::<NaiveDate>::None, Option::<Uuid>::None);
    membership::Entity::delete_many()
        .filter(membership::Column::BegunBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    membership::Entity::update_many()
        .col_expr(membership::Column::EndedOn, Expr::value(never))
        .col_expr(membership::Column::EndedBy, Expr::value(nobody))
        .filter(membership::Column::EndedBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    office::Entity::delete_many()
        .filter(office::Column::BegunBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    office::Entity::update_many()
        .col_expr(office::Column::EndedOn, Expr::value(never))
        .col_expr(office::Column::EndedBy, Expr::value(nobody))
        .filter(office::Column::EndedBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    body_seat::Entity::delete_many()
        .filter(body_seat::Column::BegunBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    body_seat::Entity::update_many()
        .col_expr(body_seat::Column::EndedOn, Expr::value(never))
        .col_expr(body_seat::Column::EndedBy, Expr::value(nobody))
        .filter(body_seat::Column::EndedBy.eq(by))
        .exec(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}

/// Holds the units to which somebody comes back: nobody gives his place away meanwhile.
///
/// # Errors
/// [`Fault::UnitClosed`] where one of them is closed, or is to be.
async fn hold_units(tx: &Tx<'_>, change: &Change) -> Result<()> {
    let back: BTreeSet<Uuid> = change
        .ended
        .iter()
        .map(|row| row.unit_id)
        .chain(change.offices_ended.iter().map(|row| row.unit_id))
        .chain(change.bodies.iter().map(|row| row.unit_id))
        .collect();
    if !units::hold(tx, back).await? {
        return Err(Error::Refused(Fault::UnitClosed));
    }
    Ok(())
}

/// Whether another change depends on this one: an office or a seat on the membership that it began, or the leaving of
/// somebody to whom it would give an office back for good.
async fn entangled(tx: &Tx<'_>, change: &Change) -> Result<bool> {
    let conn = tx.conn();
    let other = |begun: Option<Uuid>, ended: Option<Uuid>| {
        let other = |by: Option<Uuid>| by.is_some_and(|by| by != change.id.0);
        (other(begun), other(ended))
    };
    let ahead = |on: NaiveDate| on >= change.on;
    let coming = |begins: NaiveDate, ends: Option<NaiveDate>, by: (bool, bool)| {
        by.0 && ahead(begins) || by.1 && ends.is_some_and(ahead)
    };
    let moved: BTreeSet<Uuid> = change.begun.iter().map(|row| row.person_id).collect();
    let offices = office::Entity::find()
        .filter(office::Column::PersonId.is_in(moved.clone()))
        .all(&conn)
        .await
        .map_err(broken)?;
    let seats = body_seat::Entity::find()
        .filter(body_seat::Column::PersonId.is_in(moved.clone()))
        .all(&conn)
        .await
        .map_err(broken)?;
    let people: BTreeSet<Uuid> = change.gives_back().map(|(person, _)| person.0).chain(moved).collect();
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(people))
        .all(&conn)
        .await
        .map_err(broken)?;
    let by_office = offices
        .iter()
        .any(|row| coming(row.started_on, row.ended_on, other(row.begun_by, row.ended_by)));
    let by_seat = seats
        .iter()
        .any(|row| coming(row.started_on, row.ended_on, other(row.begun_by, row.ended_by)));
    let by_membership = memberships
        .iter()
        .any(|row| coming(row.started_on, row.ended_on, other(row.begun_by, row.ended_by)));
    Ok(by_office || by_seat || by_membership)
}

/// Whether somebody else has come, by another change, where one that this change ended would come back.
async fn taken(tx: &Tx<'_>, change: &Change) -> Result<bool> {
    let conn = tx.conn();
    let mine = Some(change.id.0);
    for ended in &change.offices_ended {
        let later = office::Entity::find()
            .filter(office::Column::UnitId.eq(ended.unit_id))
            .filter(office::Column::Role.eq(ended.role.as_str()))
            .filter(office::Column::StartedOn.gte(change.on))
            .all(&conn)
            .await
            .map_err(broken)?;
        let alone = Role::from_code(&ended.role).is_some_and(|role| !may_be_shared(role));
        let in_the_way = |row: &office::Model| row.begun_by != mine && (alone || row.person_id == ended.person_id);
        if later.iter().any(in_the_way) {
            return Ok(true);
        }
    }
    for ended in &change.seats_ended {
        let later = body_seat::Entity::find()
            .filter(body_seat::Column::BodyId.eq(ended.body_id))
            .filter(body_seat::Column::PersonId.eq(ended.person_id))
            .filter(body_seat::Column::StartedOn.gte(change.on))
            .all(&conn)
            .await
            .map_err(broken)?;
        if later.iter().any(|row| row.begun_by != mine) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How a person's memberships will change.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_person(tx: &Tx<'_>, person: PersonId, today: NaiveDate) -> Result<Vec<ComingMembership>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .order_by_asc(membership::Column::StartedOn)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let units: BTreeSet<Uuid> = rows.iter().map(|row| row.unit_id).collect();
    let names = unit_names(tx, units).await?;
    let ahead = rows
        .iter()
        .filter(|row| row.started_on > today && row.ended_on.is_none());
    Ok(ahead
        .filter_map(|row| {
            let before = rows
                .iter()
                .find(|before| row.begun_by.is_some() && before.ended_by == row.begun_by)?;
            Some(ComingMembership {
                change: ChangeId(row.begun_by?),
                on: row.started_on,
                unit: UnitId(row.unit_id),
                unit_name: names.get(&row.unit_id).cloned().unwrap_or_default(),
                status: Status::from_code(&row.status)?,
                moves: before.unit_id != row.unit_id,
                can_withdraw: false,
            })
        })
        .collect())
}

async fn unit_names(tx: &Tx<'_>, units: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>> {
    let rows = unit::Entity::find()
        .filter(unit::Column::Id.is_in(units))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// How a unit's offices and bodies will change, by day; not what a member's own moving brings.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_unit(tx: &Tx<'_>, unit: UnitId, today: NaiveDate) -> Result<Vec<ComingInUnit>> {
    let conn = tx.conn();
    let offices = office::Entity::find()
        .filter(office::Column::UnitId.eq(unit.0))
        .filter(ahead(office::Column::StartedOn, office::Column::EndedOn, today))
        .all(&conn)
        .await
        .map_err(broken)?;
    let bodies = body::Entity::find()
        .filter(body::Column::UnitId.eq(unit.0))
        .all(&conn)
        .await
        .map_err(broken)?;
    let kinds: BTreeMap<Uuid, BodyKind> = bodies
        .into_iter()
        .filter_map(|row| Some((row.id, BodyKind::from_code(&row.kind)?)))
        .collect();
    let seats = body_seat::Entity::find()
        .filter(body_seat::Column::BodyId.is_in(kinds.keys().copied()))
        .filter(ahead(body_seat::Column::StartedOn, body_seat::Column::EndedOn, today))
        .all(&conn)
        .await
        .map_err(broken)?;
    let office = offices.into_iter().filter_map(|row| {
        let what = ComingWhat::Office(Role::from_code(&row.role)?);
        Some((
            what,
            row.person_id,
            (row.started_on, row.begun_by),
            (row.ended_on, row.ended_by),
        ))
    });
    let seat = seats.into_iter().filter_map(|row| {
        let what = ComingWhat::Body(*kinds.get(&row.body_id)?);
        Some((
            what,
            row.person_id,
            (row.started_on, row.begun_by),
            (row.ended_on, row.ended_by),
        ))
    });
    let rows: Vec<_> = office.chain(seat).collect();
    let people: Vec<Uuid> = rows.iter().map(|(_, person, ..)| *person).collect();
    let names = crate::members::names(tx, people).await?;
    let changes: BTreeSet<Uuid> = rows
        .iter()
        .flat_map(|(_, _, (_, begun), (_, ended))| [*begun, *ended])
        .flatten()
        .collect();
    let moving = moving(tx, changes).await?;
    let mut coming: BTreeMap<(NaiveDate, Uuid), ComingInUnit> = BTreeMap::new();
    for (what, person, begun, ended) in rows {
        let name = names.get(&person).cloned().unwrap_or_default();
        for (comes, on, by) in [(true, Some(begun.0), begun.1), (false, ended.0, ended.1)] {
            let Some((on, by)) = on.zip(by).filter(|(on, by)| *on > today && !moving.contains(by)) else {
                continue;
            };
            let entry = coming.entry((on, by)).or_insert_with(|| ComingInUnit {
                change: ChangeId(by),
                on,
                what,
                leaving: Vec::new(),
                coming: Vec::new(),
            });
            if comes {
                entry.coming.push(name.clone());
            } else {
                entry.leaving.push(name.clone());
            }
        }
    }
    Ok(coming.into_values().collect())
}

fn ahead<C: ColumnTrait>(started: C, ended: C, today: NaiveDate) -> Condition {
    Condition::any().add(started.gt(today)).add(ended.gt(today))
}

/// Those of the changes that move a member.
async fn moving(tx: &Tx<'_>, changes: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    let rows: Vec<Option<Uuid>> = membership::Entity::find()
        .select_only()
        .column(membership::Column::BegunBy)
        .filter(membership::Column::BegunBy.is_in(changes))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().flatten().collect())
}
