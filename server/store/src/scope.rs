//! What a person may see in lists, derived from the same matrix that decides about single things.
//!
//! Invariant: a list shows a unit's records only if the matrix allows the action for one of the person's offices.

use crate::entity::membership;
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::meeting::StateKind;
use domain::member::Status;
use domain::policy::{ActionKind, Capacity, MeetingRole, Relation, Role, allowed};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, TryGetable, Value,
};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Rows that hold on a day: begun, and not ended on it or before.
pub fn on_day<C: ColumnTrait>(started: C, ended: C, today: NaiveDate) -> Condition {
    Condition::all()
        .add(started.lte(today))
        .add(Condition::any().add(ended.is_null()).add(ended.gt(today)))
}

/// What somebody holds on a day, each in the order of its beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    pub offices: Vec<(UnitId, Role)>,
    pub memberships: Vec<(UnitId, Status)>,
}

impl Held {
    /// No membership and no office: whoever has left the Party, or has not joined yet.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.offices.is_empty() && self.memberships.is_empty()
    }

    /// One row of [`HELD`].
    pub(crate) fn take(&mut self, kind: i32, unit: UnitId, code: &str) {
        if kind == 0 {
            self.offices.extend(Role::from_code(code).map(|role| (unit, role)));
        } else {
            let status = Status::from_code(code).filter(|status| *status != Status::Left);
            self.memberships.extend(status.map(|status| (unit, status)));
        }
    }
}

/// One row for each thing held: what it is, where, as what, since when.
pub(crate) const HELD: &str = "SELECT 0, unit_id, role, started_on FROM office \
    WHERE person_id = $1 AND started_on <= $2 AND (ended_on IS NULL OR ended_on > $2) \
    UNION ALL \
    SELECT 1, unit_id, status, started_on FROM membership \
    WHERE person_id = $1 AND started_on <= $2 AND (ended_on IS NULL OR ended_on > $2)";

/// The role in a meeting. Before the announcement nobody has been asked to come.
const PART: &str = "SELECT 2, p.meeting_id, p.role, $2 FROM participant p JOIN meeting m ON m.id = p.meeting_id \
    WHERE p.meeting_id = $3 AND p.person_id = $1 AND m.state <> $4";

/// The offices and memberships of a person on a day, in one round trip.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn held_by(tx: &Tx<'_>, person: PersonId, today: NaiveDate) -> Result<Held> {
    let values = [person.0.into(), today.into()];
    Ok(held(tx, &format!("{HELD} ORDER BY 1, 4"), values).await?.0)
}

/// The same, with his role in a meeting that has been announced.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub(crate) async fn held_and_part(
    tx: &Tx<'_>,
    person: PersonId,
    meeting: MeetingId,
    today: NaiveDate,
) -> Result<(Held, Option<MeetingRole>)> {
    let draft = StateKind::Draft.code();
    let values = [person.0.into(), today.into(), meeting.0.into(), draft.into()];
    held(tx, &format!("{HELD} UNION ALL {PART} ORDER BY 1, 4"), values).await
}

async fn held<const N: usize>(tx: &Tx<'_>, sql: &str, values: [Value; N]) -> Result<(Held, Option<MeetingRole>)> {
    let conn = tx.conn();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let (mut held, mut part) = (Held::default(), None);
    for row in conn.query_all_raw(statement).await.map_err(broken)? {
        let read = |cause: sea_orm::TryGetError| broken(cause.into());
        let unit = UnitId(Uuid::try_get_by(&row, 1).map_err(read)?);
        let code = String::try_get_by(&row, 2).map_err(read)?;
        match i32::try_get_by(&row, 0).map_err(read)? {
            2 => part = MeetingRole::from_code(&code),
            kind => held.take(kind, unit, &code),
        }
    }
    Ok((held, part))
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
    let offices = held_by(tx, person, today).await?.offices;
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
    let Held { offices, memberships } = held_by(tx, person, today).await?;
    let held: Vec<(Uuid, Capacity)> = offices
        .into_iter()
        .map(|(unit, role)| (unit.0, Capacity::Office(role)))
        .chain(
            memberships
                .into_iter()
                .map(|(unit, status)| (unit.0, Capacity::Member(status))),
        )
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
