//! What a person may see in lists, derived from the same matrix that decides about single things.
//!
//! Invariant: a list shows a unit's records only if the matrix allows the action for one of the person's offices.

use crate::entity::{membership, office};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::{PersonId, UnitId};
use domain::member::Status;
use domain::policy::{ActionKind, Capacity, Relation, Role, allowed};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, TryGetable};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Rows that hold on a day: begun, and not ended on it or before.
pub fn on_day<C: ColumnTrait>(started: C, ended: C, today: NaiveDate) -> Condition {
    Condition::all()
        .add(started.lte(today))
        .add(Condition::any().add(ended.is_null()).add(ended.gt(today)))
}

/// The offices that a person holds on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn offices_of(tx: &Tx<'_>, person: PersonId, today: NaiveDate) -> Result<Vec<(UnitId, Role)>> {
    let rows = office::Entity::find()
        .filter(office::Column::PersonId.eq(person.0))
        .filter(on_day(office::Column::StartedOn, office::Column::EndedOn, today))
        .order_by_asc(office::Column::StartedOn)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((UnitId(row.unit_id), Role::from_code(&row.role)?)))
        .collect())
}

/// The memberships of a person on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn memberships_of(tx: &Tx<'_>, person: PersonId, today: NaiveDate) -> Result<Vec<(UnitId, Status)>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .filter(membership::Column::Status.ne(Status::Left.code()))
        .filter(on_day(
            membership::Column::StartedOn,
            membership::Column::EndedOn,
            today,
        ))
        .order_by_asc(membership::Column::StartedOn)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((UnitId(row.unit_id), Status::from_code(&row.status)?)))
        .collect())
}

/// Pairs (unit, ancestor) of the given units; a unit is not its own ancestor.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn ancestry(tx: &Tx<'_>, units: impl IntoIterator<Item = Uuid>) -> Result<HashSet<(Uuid, Uuid)>> {
    let sql = "WITH RECURSIVE up(start, id, parent_id) AS (\
               SELECT id, id, parent_id FROM unit WHERE id IN ({}) \
               UNION ALL SELECT up.start, unit.id, unit.parent_id FROM unit JOIN up ON unit.id = up.parent_id) \
               SELECT start, id FROM up WHERE start <> id";
    pairs(tx, sql, units).await
}

/// Pairs (unit, descendant) of the given units; a unit is among its own descendants here.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn descent(tx: &Tx<'_>, units: impl IntoIterator<Item = Uuid>) -> Result<HashSet<(Uuid, Uuid)>> {
    let sql = "WITH RECURSIVE down(start, id) AS (\
               SELECT id, id FROM unit WHERE id IN ({}) \
               UNION ALL SELECT down.start, unit.id FROM unit JOIN down ON unit.parent_id = down.id) \
               SELECT start, id FROM down";
    pairs(tx, sql, units).await
}

/// The given units and all units below them.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn with_descendants(tx: &Tx<'_>, units: impl IntoIterator<Item = Uuid>) -> Result<BTreeSet<Uuid>> {
    Ok(descent(tx, units).await?.into_iter().map(|(_, id)| id).collect())
}

async fn pairs(tx: &Tx<'_>, sql: &str, units: impl IntoIterator<Item = Uuid>) -> Result<HashSet<(Uuid, Uuid)>> {
    let units: BTreeSet<Uuid> = units.into_iter().collect();
    if units.is_empty() {
        return Ok(HashSet::new());
    }
    let places: Vec<String> = (1..=units.len()).map(|place| format!("${place}")).collect();
    let conn = tx.conn();
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        sql.replace("{}", &places.join(", ")),
        units.into_iter().map(Into::into),
    );
    let rows = conn.query_all_raw(statement).await.map_err(broken)?;
    rows.iter()
        .map(|row| {
            let start = Uuid::try_get_by(row, 0).map_err(|e| broken(e.into()))?;
            let id = Uuid::try_get_by(row, 1).map_err(|e| broken(e.into()))?;
            Ok((start, id))
        })
        .collect()
}

/// The units whose records a person sees by virtue of his offices, for one action.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn units_where(
    tx: &Tx<'_>,
    person: PersonId,
    action: ActionKind,
    today: NaiveDate,
) -> Result<BTreeSet<Uuid>> {
    let offices = offices_of(tx, person, today).await?;
    let holds = |relation| {
        offices
            .iter()
            .filter(move |(_, role)| allowed(action, Capacity::Office(*role), relation))
            .map(|(unit, _)| unit.0)
    };
    let mut units: BTreeSet<Uuid> = holds(Relation::Own).collect();
    let below = descent(tx, holds(Relation::Above)).await?;
    units.extend(below.into_iter().filter(|(start, id)| start != id).map(|(_, id)| id));
    Ok(units)
}

/// The units that a person sees in the tree, by offices and memberships, above and below: what the matrix allows for
/// [`ActionKind::ViewUnit`].
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn units_in_sight(tx: &Tx<'_>, person: PersonId, today: NaiveDate) -> Result<BTreeSet<Uuid>> {
    let offices = offices_of(tx, person, today).await?.into_iter();
    let memberships = memberships_of(tx, person, today).await?.into_iter();
    let held: Vec<(Uuid, Capacity)> = offices
        .map(|(unit, role)| (unit.0, Capacity::Office(role)))
        .chain(memberships.map(|(unit, status)| (unit.0, Capacity::Member(status))))
        .collect();
    let holds = |relation| {
        held.iter()
            .filter(move |(_, capacity)| allowed(ActionKind::ViewUnit, *capacity, relation))
            .map(|(unit, _)| *unit)
    };
    let mut units: BTreeSet<Uuid> = holds(Relation::Own).collect();
    let below = descent(tx, holds(Relation::Above)).await?;
    units.extend(below.into_iter().filter(|(start, id)| start != id).map(|(_, id)| id));
    let above = ancestry(tx, holds(Relation::Below)).await?;
    units.extend(above.into_iter().map(|(_, id)| id));
    Ok(units)
}

/// Where somebody belonged last who belongs nowhere today: whoever kept the records there keeps seeing them.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub(crate) async fn last_unit_of(tx: &Tx<'_>, person: PersonId) -> Result<Option<Uuid>> {
    let row = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.0))
        .order_by_desc(membership::Column::StartedOn)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.map(|row| row.unit_id))
}
