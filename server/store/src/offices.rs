//! Offices and the seats of bodies, dated.
//!
//! Invariant: a row ends and another begins; the holder of a past day can always be named.

use crate::entity::{body, body_seat, office, person, unit};
use crate::members::EndsMembership;
use crate::scope::on_day;
use crate::units::not_ended;
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::ids::{BodyId, ChangeId, OfficeId, PersonId, UnitId};
use domain::policy::{AssignOffice, EditBody, Granted, Role};
use domain::unit::{Body, BodyKind, Office, Seat};
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Which offices are wanted.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Unit(UnitId),
    Person(PersonId),
}

/// Offices that are held on a day, the leading ones first.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn held(tx: &Tx<'_>, of: Of, today: NaiveDate) -> Result<Vec<Office>> {
    let conn = tx.conn();
    let wanted = match of {
        Of::Unit(id) => office::Column::UnitId.eq(id.0),
        Of::Person(id) => office::Column::PersonId.eq(id.0),
    };
    let rows = office::Entity::find()
        .filter(wanted)
        .filter(on_day(office::Column::StartedOn, office::Column::EndedOn, today))
        .order_by_asc(office::Column::StartedOn)
        .all(&conn)
        .await
        .map_err(broken)?;
    let units = unit::Entity::find()
        .filter(unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .all(&conn)
        .await
        .map_err(broken)?;
    let units: HashMap<Uuid, String> = units.into_iter().map(|row| (row.id, row.name)).collect();
    let people = crate::members::names(tx, rows.iter().map(|row| row.person_id)).await?;
    let mut offices: Vec<Office> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Office {
                id: OfficeId(row.id),
                unit: UnitId(row.unit_id),
                unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
                person: PersonId(row.person_id),
                person_name: people.get(&row.person_id).cloned().unwrap_or_default(),
                role: Role::from_code(&row.role)?,
                from: row.started_on,
                to: row.ended_on,
            })
        })
        .collect();
    offices.sort_by_key(|office| office.role);
    Ok(offices)
}

/// An office's row that has not ended.
#[derive(Debug, Clone, Copy)]
pub struct OfficeRow {
    pub id: OfficeId,
    pub person: PersonId,
    pub role: Role,
    pub from: NaiveDate,
}

/// The offices of a unit that have not ended on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn open(tx: &Tx<'_>, unit: UnitId, on: NaiveDate) -> Result<Vec<OfficeRow>> {
    let rows = office::Entity::find()
        .filter(office::Column::UnitId.eq(unit.0))
        .filter(not_ended(office::Column::EndedOn, on))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(OfficeRow {
                id: OfficeId(row.id),
                person: PersonId(row.person_id),
                role: Role::from_code(&row.role)?,
                from: row.started_on,
            })
        })
        .collect())
}

/// Begins an office in the target.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn begin<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AssignOffice>,
    (id, change): (OfficeId, ChangeId),
    role: Role,
    person: PersonId,
    from: NaiveDate,
) -> Result<()> {
    let row = office::ActiveModel {
        id: Set(id.0),
        unit_id: Set(granted.target().0),
        person_id: Set(person.0),
        role: Set(role.code().to_owned()),
        started_on: Set(from),
        ended_on: Set(None),
        begun_by: Set(Some(change.0)),
        ended_by: Set(None),
    };
    office::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// One row, one change to come.
fn free_of_changes(ahead: u64) -> Result<()> {
    if ahead == 0 {
        Ok(())
    } else {
        Err(Error::Refused(Fault::ChangeComing))
    }
}

/// Ends offices of the target.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AssignOffice>,
    change: ChangeId,
    offices: &[OfficeId],
    on: NaiveDate,
) -> Result<()> {
    let ending = office::Entity::find()
        .filter(office::Column::Id.is_in(offices.iter().map(|id| id.0)))
        .filter(office::Column::EndedOn.is_not_null());
    free_of_changes(ending.count(&tx.conn()).await.map_err(broken)?)?;
    office::Entity::update_many()
        .col_expr(office::Column::EndedOn, Expr::value(on))
        .col_expr(office::Column::EndedBy, Expr::value(Some(change.0)))
        .filter(office::Column::UnitId.eq(granted.target().0))
        .filter(office::Column::Id.is_in(offices.iter().map(|id| id.0)))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Ends the offices and seats of whoever leaves: those in the `only` units, or all of them.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn leave<'tx, A: EndsMembership>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    change: ChangeId,
    only: Option<&BTreeSet<Uuid>>,
    on: NaiveDate,
) -> Result<()> {
    let conn = tx.conn();
    let person = granted.target().0;
    let mut of_offices = Condition::all()
        .add(office::Column::PersonId.eq(person))
        .add(not_ended(office::Column::EndedOn, on));
    let mut of_seats = Condition::all()
        .add(body_seat::Column::PersonId.eq(person))
        .add(not_ended(body_seat::Column::EndedOn, on));
    if let Some(units) = only {
        let bodies: Vec<Uuid> = body::Entity::find()
            .select_only()
            .column(body::Column::Id)
            .filter(body::Column::UnitId.is_in(units.iter().copied()))
            .into_tuple()
            .all(&conn)
            .await
            .map_err(broken)?;
        of_offices = of_offices.add(office::Column::UnitId.is_in(units.iter().copied()));
        of_seats = of_seats.add(body_seat::Column::BodyId.is_in(bodies));
    }
    // What begins only afterwards, or is to end by another change, is that change's.
    let office_ahead = Condition::any()
        .add(office::Column::EndedOn.is_not_null())
        .add(office::Column::StartedOn.gt(on));
    let seat_ahead = Condition::any()
        .add(body_seat::Column::EndedOn.is_not_null())
        .add(body_seat::Column::StartedOn.gt(on));
    let offices_ahead = office::Entity::find().filter(of_offices.clone()).filter(office_ahead);
    let seats_ahead = body_seat::Entity::find().filter(of_seats.clone()).filter(seat_ahead);
    let ahead = offices_ahead.count(&conn).await.map_err(broken)? + seats_ahead.count(&conn).await.map_err(broken)?;
    free_of_changes(ahead)?;
    office::Entity::update_many()
        .col_expr(office::Column::EndedOn, Expr::value(on))
        .col_expr(office::Column::EndedBy, Expr::value(Some(change.0)))
        .filter(of_offices)
        .exec(&conn)
        .await
        .map_err(broken)?;
    body_seat::Entity::update_many()
        .col_expr(body_seat::Column::EndedOn, Expr::value(on))
        .col_expr(body_seat::Column::EndedBy, Expr::value(Some(change.0)))
        .filter(of_seats)
        .exec(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}

/// The bodies of a unit with those who sit in them on a day, by name.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn bodies(tx: &Tx<'_>, unit: UnitId, today: NaiveDate) -> Result<Vec<Body>> {
    let conn = tx.conn();
    let rows = body::Entity::find()
        .filter(body::Column::UnitId.eq(unit.0))
        .all(&conn)
        .await
        .map_err(broken)?;
    let seats: Vec<(Uuid, Uuid, String, NaiveDate)> = body_seat::Entity::find()
        .select_only()
        .column(body_seat::Column::BodyId)
        .column(body_seat::Column::PersonId)
        .column(person::Column::Name)
        .column(body_seat::Column::StartedOn)
        .join(JoinType::InnerJoin, seat_person())
        .filter(body_seat::Column::BodyId.is_in(rows.iter().map(|row| row.id)))
        .filter(on_day(body_seat::Column::StartedOn, body_seat::Column::EndedOn, today))
        .order_by_asc(person::Column::NameKey)
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let mut bodies: Vec<Body> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Body {
                id: BodyId(row.id),
                kind: BodyKind::from_code(&row.kind)?,
                name: row.name,
                members: seats
                    .iter()
                    .filter(|(body, ..)| *body == row.id)
                    .map(|(_, person, name, from)| Seat {
                        person: PersonId(*person),
                        name: name.clone(),
                        from: *from,
                    })
                    .collect(),
            })
        })
        .filter(|body| !body.members.is_empty())
        .collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(body.kind));
    Ok(bodies)
}

/// Who sits in a unit's body of one kind on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn people_of(tx: &Tx<'_>, unit: UnitId, kind: BodyKind, on: NaiveDate) -> Result<BTreeSet<Uuid>> {
    let to_body: RelationDef = body_seat::Entity::belongs_to(body::Entity)
        .from(body_seat::Column::BodyId)
        .to(body::Column::Id)
        .into();
    let people: Vec<Uuid> = body_seat::Entity::find()
        .select_only()
        .column(body_seat::Column::PersonId)
        .join(JoinType::InnerJoin, to_body)
        .filter(body::Column::UnitId.eq(unit.0))
        .filter(body::Column::Kind.eq(kind.code()))
        .filter(on_day(body_seat::Column::StartedOn, body_seat::Column::EndedOn, on))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(people.into_iter().collect())
}

fn seat_person() -> RelationDef {
    body_seat::Entity::belongs_to(person::Entity)
        .from(body_seat::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

/// A seat that has not ended.
#[derive(Debug, Clone, Copy)]
pub struct SeatRow {
    pub id: Uuid,
    pub person: PersonId,
    pub from: NaiveDate,
}

/// The body of a kind in a unit, with the seats that have not ended on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn body_of(
    tx: &Tx<'_>,
    unit: UnitId,
    kind: BodyKind,
    on: NaiveDate,
) -> Result<Option<(BodyId, Vec<SeatRow>)>> {
    let conn = tx.conn();
    let row = body::Entity::find()
        .filter(body::Column::UnitId.eq(unit.0))
        .filter(body::Column::Kind.eq(kind.code()))
        .one(&conn)
        .await
        .map_err(broken)?;
    let Some(row) = row else { return Ok(None) };
    let seats = body_seat::Entity::find()
        .filter(body_seat::Column::BodyId.eq(row.id))
        .filter(not_ended(body_seat::Column::EndedOn, on))
        .all(&conn)
        .await
        .map_err(broken)?;
    let seats = seats.into_iter().map(|seat| SeatRow {
        id: seat.id,
        person: PersonId(seat.person_id),
        from: seat.started_on,
    });
    Ok(Some((BodyId(row.id), seats.collect())))
}

/// Writes a body of the target, or its new name.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn put_body<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditBody>,
    id: BodyId,
    kind: BodyKind,
    name: String,
) -> Result<()> {
    use sea_orm::sea_query::OnConflict;
    let row = body::ActiveModel {
        id: Set(id.0),
        unit_id: Set(granted.target().0),
        kind: Set(kind.code().to_owned()),
        name: Set(name),
    };
    body::Entity::insert(row)
        .on_conflict(
            OnConflict::column(body::Column::Id)
                .update_column(body::Column::Name)
                .to_owned(),
        )
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Ends some seats of a body of the target and begins others.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn reseat<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, EditBody>,
    (body, change): (BodyId, ChangeId),
    leaving: &[Uuid],
    coming: &[(Uuid, PersonId)],
    on: NaiveDate,
) -> Result<()> {
    let conn = tx.conn();
    if !leaving.is_empty() {
        let ending = body_seat::Entity::find()
            .filter(body_seat::Column::Id.is_in(leaving.iter().copied()))
            .filter(body_seat::Column::EndedOn.is_not_null());
        free_of_changes(ending.count(&conn).await.map_err(broken)?)?;
        body_seat::Entity::update_many()
            .col_expr(body_seat::Column::EndedOn, Expr::value(on))
            .col_expr(body_seat::Column::EndedBy, Expr::value(Some(change.0)))
            .filter(body_seat::Column::BodyId.eq(body.0))
            .filter(body_seat::Column::Id.is_in(leaving.iter().copied()))
            .exec(&conn)
            .await
            .map_err(broken)?;
    }
    if coming.is_empty() {
        return Ok(());
    }
    let rows = coming.iter().map(|(id, person)| body_seat::ActiveModel {
        id: Set(*id),
        body_id: Set(body.0),
        person_id: Set(person.0),
        started_on: Set(on),
        ended_on: Set(None),
        begun_by: Set(Some(change.0)),
        ended_by: Set(None),
    });
    body_seat::Entity::insert_many(rows)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}
