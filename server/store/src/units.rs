//! Units: the tree, its lines with their figures, their beginning and end.
//!
//! Invariant: a unit is closed by a date, never deleted; the figures of a line count each unit below once.

use crate::entity::{body, body_seat, membership, unit};
use crate::scope::{ancestry, descent, on_day};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::fold::fold;
use domain::ids::UnitId;
use domain::member::Status;
use domain::policy::{EditUnit, Granted};
use domain::unit::{BodyKind, UnitData, UnitKind, UnitLine};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Every unit of the installation, for callers of the system.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn all(tx: &Tx<'_>) -> Result<BTreeSet<Uuid>> {
    let ids: Vec<Uuid> = unit::Entity::find()
        .select_only()
        .column(unit::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(ids.into_iter().collect())
}

/// The units as lines, parents before their children, those that are closed behind the others.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, units: &BTreeSet<Uuid>, today: NaiveDate) -> Result<Vec<UnitLine>> {
    let rows = unit::Entity::find()
        .filter(unit::Column::Id.is_in(units.iter().copied()))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut depths: HashMap<Uuid, u16> = HashMap::new();
    for (below, _) in ancestry(tx, units.iter().copied()).await? {
        *depths.entry(below).or_default() += 1;
    }
    let members = members(tx, units, today).await?;
    let lines = rows.into_iter().filter_map(|row| {
        Some(UnitLine {
            id: UnitId(row.id),
            parent: row.parent_id.map(UnitId),
            kind: UnitKind::from_code(&row.kind)?,
            name: row.name,
            code: row.code,
            started_on: row.started_on,
            ended_on: row.ended_on,
            depth: depths.get(&row.id).copied().unwrap_or(0),
            members: members.get(&row.id).copied().unwrap_or(0),
        })
    });
    Ok(in_tree_order(lines.collect(), today))
}

/// Depth first; among siblings the open ones, then by code, then by name.
fn in_tree_order(mut lines: Vec<UnitLine>, today: NaiveDate) -> Vec<UnitLine> {
    // A line whose parent is not shown stands at the top.
    let shown: BTreeSet<UnitId> = lines.iter().map(|line| line.id).collect();
    lines.sort_by_cached_key(|line| {
        (
            line.ended_on.is_some_and(|day| day <= today),
            line.code.clone(),
            domain::fold::exact(&line.name),
        )
    });
    let mut below: HashMap<Option<UnitId>, Vec<UnitLine>> = HashMap::new();
    for line in lines {
        let parent = line.parent.filter(|parent| shown.contains(parent));
        below.entry(parent).or_default().push(line);
    }
    let mut ordered = Vec::new();
    let mut waiting: Vec<UnitLine> = below.remove(&None).unwrap_or_default();
    waiting.reverse();
    while let Some(line) = waiting.pop() {
        if let Some(children) = below.remove(&Some(line.id)) {
            waiting.extend(children.into_iter().rev());
        }
        ordered.push(line);
    }
    ordered
}

/// How many people are counted in each unit and below it.
async fn members(tx: &Tx<'_>, units: &BTreeSet<Uuid>, today: NaiveDate) -> Result<HashMap<Uuid, u32>> {
    let descent = descent(tx, units.iter().copied()).await?;
    let below: BTreeSet<Uuid> = descent.iter().map(|(_, below)| *below).collect();
    let counted = Status::ALL
        .iter()
        .filter(|status| status.is_counted())
        .map(|s| s.code());
    let counts: Vec<(Uuid, i64)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::UnitId)
        .column_as(membership::Column::Id.count(), "people")
        .filter(membership::Column::UnitId.is_in(below))
        .filter(membership::Column::Status.is_in(counted))
        .filter(on_day(
            membership::Column::StartedOn,
            membership::Column::EndedOn,
            today,
        ))
        .group_by(membership::Column::UnitId)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let counts: HashMap<Uuid, u32> = counts
        .into_iter()
        .map(|(unit, people)| (unit, u32::try_from(people).unwrap_or(0)))
        .collect();
    let mut sums = HashMap::new();
    for (above, below) in descent {
        *sums.entry(above).or_default() += counts.get(&below).copied().unwrap_or(0);
    }
    // The people of a group belong to its cell and are counted there; the group counts those on its list.
    sums.extend(on_lists(tx, units, today).await?);
    Ok(sums)
}

/// How many people stand on the list of each group.
async fn on_lists(tx: &Tx<'_>, units: &BTreeSet<Uuid>, today: NaiveDate) -> Result<Vec<(Uuid, u32)>> {
    let to_body: RelationDef = body_seat::Entity::belongs_to(body::Entity)
        .from(body_seat::Column::BodyId)
        .to(body::Column::Id)
        .into();
    let lists: Vec<(Uuid, i64)> = body_seat::Entity::find()
        .select_only()
        .column(body::Column::UnitId)
        .column_as(body_seat::Column::Id.count(), "people")
        .join(JoinType::InnerJoin, to_body)
        .filter(body::Column::UnitId.is_in(units.iter().copied()))
        .filter(body::Column::Kind.eq(BodyKind::Group.code()))
        .filter(on_day(body_seat::Column::StartedOn, body_seat::Column::EndedOn, today))
        .group_by(body::Column::UnitId)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(lists
        .into_iter()
        .map(|(unit, people)| (unit, u32::try_from(people).unwrap_or(0)))
        .collect())
}

/// A unit's row, as the rules need it.
#[derive(Debug, Clone)]
pub struct UnitRow {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub kind: UnitKind,
    pub name: String,
    pub started_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// # Errors
/// [`Error::NotFound`] without such a unit.
pub async fn row(tx: &Tx<'_>, id: UnitId) -> Result<UnitRow> {
    let row = unit::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    Ok(UnitRow {
        id,
        parent: row.parent_id.map(UnitId),
        kind: UnitKind::from_code(&row.kind).ok_or_else(|| Error::internal("a unit of unknown kind"))?,
        name: row.name,
        started_on: row.started_on,
        ended_on: row.ended_on,
    })
}

/// Holds units until the end of the transaction, in one order for everybody: nobody gives an office in them or closes
/// them meanwhile. Answers whether all of them are open and to stay so.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn hold(tx: &Tx<'_>, units: impl IntoIterator<Item = Uuid>) -> Result<bool> {
    let select = unit::Entity::find()
        .filter(unit::Column::Id.is_in(units))
        .order_by_asc(unit::Column::Id);
    let select = if tx.writes() {
        select.lock(LockType::NoKeyUpdate)
    } else {
        select
    };
    let rows = select.all(&tx.conn()).await.map_err(broken)?;
    Ok(rows.iter().all(|row| row.ended_on.is_none()))
}

/// The kinds of the units directly below that are not closed on a day.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_children(tx: &Tx<'_>, id: UnitId, on: NaiveDate) -> Result<Vec<UnitKind>> {
    let kinds: Vec<String> = unit::Entity::find()
        .select_only()
        .column(unit::Column::Kind)
        .filter(unit::Column::ParentId.eq(id.0))
        .filter(not_ended(unit::Column::EndedOn, on))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(kinds.iter().filter_map(|kind| UnitKind::from_code(kind)).collect())
}

/// How many memberships of the unit have not ended on a day; those who left do not hold it open.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_memberships(tx: &Tx<'_>, id: UnitId, on: NaiveDate) -> Result<u64> {
    membership::Entity::find()
        .filter(membership::Column::UnitId.eq(id.0))
        .filter(membership::Column::Status.ne(Status::Left.code()))
        .filter(not_ended(membership::Column::EndedOn, on))
        .count(&tx.conn())
        .await
        .map_err(broken)
}

pub(crate) fn not_ended<C: ColumnTrait>(ended: C, on: NaiveDate) -> Condition {
    Condition::any().add(ended.is_null()).add(ended.gt(on))
}

/// Writes a unit below the target.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn add<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditUnit>, id: UnitId, data: UnitData) -> Result<()> {
    let row = unit::ActiveModel {
        id: Set(id.0),
        parent_id: Set(Some(granted.target().0)),
        kind: Set(data.kind.code().to_owned()),
        folded: Set(fold(&data.name)),
        name: Set(data.name),
        code: Set(data.code),
        started_on: Set(data.from),
        ended_on: Set(None),
    };
    unit::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Writes new data of the target.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn edit<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditUnit>, data: UnitData) -> Result<()> {
    let row = unit::ActiveModel {
        id: Set(granted.target().0),
        kind: Set(data.kind.code().to_owned()),
        folded: Set(fold(&data.name)),
        name: Set(data.name),
        code: Set(data.code),
        started_on: Set(data.from),
        ..Default::default()
    };
    row.update(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// Closes the target on a day, with every office and seat that is still held in it.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn close<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditUnit>, on: NaiveDate) -> Result<()> {
    use crate::entity::{body, body_seat, office};
    let conn = tx.conn();
    let id = granted.target().0;
    unit::Entity::update_many()
        .col_expr(unit::Column::EndedOn, Expr::value(on))
        .filter(unit::Column::Id.eq(id))
        .exec(&conn)
        .await
        .map_err(broken)?;
    office::Entity::update_many()
        .col_expr(office::Column::EndedOn, Expr::value(on))
        .filter(office::Column::UnitId.eq(id))
        .filter(not_ended(office::Column::EndedOn, on))
        .exec(&conn)
        .await
        .map_err(broken)?;
    let bodies: Vec<Uuid> = body::Entity::find()
        .select_only()
        .column(body::Column::Id)
        .filter(body::Column::UnitId.eq(id))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    body_seat::Entity::update_many()
        .col_expr(body_seat::Column::EndedOn, Expr::value(on))
        .filter(body_seat::Column::BodyId.is_in(bodies))
        .filter(not_ended(body_seat::Column::EndedOn, on))
        .exec(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}
