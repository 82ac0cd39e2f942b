//! Lists of meetings. Invariant: a line is there by participation or by an office in the meeting's unit.

use super::to_unit;
use crate::entity::{meeting, participant, unit};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::live::Ahead;
use domain::meeting::{MeetingKind, MeetingLine, OwnPart, Presence, Reply, StateKind};
use domain::member::Status;
use domain::policy::{ActionKind, Capacity, MeetingRole, Relation, allowed};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    Select,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// As many meetings as a list shows.
const MOST: u64 = 300;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    unit_name: String,
    kind: String,
    title: String,
    starts_at: DateTime<Utc>,
    place: String,
    state: String,
    reply: Option<String>,
    status: Option<String>,
    reason: Option<String>,
    presence: Option<String>,
    role: Option<String>,
}

/// The participant's row of one person, if there is one.
fn to_own(person: PersonId) -> RelationDef {
    let relation: RelationDef = meeting::Entity::belongs_to(participant::Entity)
        .from(meeting::Column::Id)
        .to(participant::Column::MeetingId)
        .into();
    relation.on_condition(move |_, participant| {
        Expr::col((participant, participant::Column::PersonId))
            .eq(person.0)
            .into_condition()
    })
}

fn visible(person: PersonId, units: &BTreeSet<Uuid>) -> Select<meeting::Entity> {
    meeting::Entity::find()
        .select_only()
        .columns([
            meeting::Column::Id,
            meeting::Column::UnitId,
            meeting::Column::Kind,
            meeting::Column::Title,
            meeting::Column::StartsAt,
            meeting::Column::Place,
            meeting::Column::State,
        ])
        .column_as(unit::Column::Name, "unit_name")
        .columns([
            participant::Column::Reply,
            participant::Column::Status,
            participant::Column::Reason,
            participant::Column::Presence,
            participant::Column::Role,
        ])
        .join(JoinType::InnerJoin, to_unit())
        .join(JoinType::LeftJoin, to_own(person))
        .filter(
            Condition::any()
                // Guests of a draft have not been asked yet.
                .add(
                    participant::Column::PersonId
                        .is_not_null()
                        .and(meeting::Column::State.ne(StateKind::Draft.code())),
                )
                .add(meeting::Column::UnitId.is_in(units.iter().copied())),
        )
}

fn read(row: Row) -> Result<(MeetingLine, Option<OwnPart>)> {
    let unknown = || Error::internal("unknown code in a meeting's row");
    let own = match (row.status, row.reply, row.presence, row.role) {
        (Some(status), Some(reply), Some(presence), Some(role)) => Some(OwnPart {
            role: MeetingRole::from_code(&role).ok_or_else(unknown)?,
            status: Status::from_code(&status).ok_or_else(unknown)?,
            reply: Reply::from_code(&reply).ok_or_else(unknown)?,
            reason: row.reason.unwrap_or_default(),
            presence: Presence::from_code(&presence).ok_or_else(unknown)?,
        }),
        _ => None,
    };
    let line = MeetingLine {
        id: MeetingId(row.id),
        unit: UnitId(row.unit_id),
        unit_name: row.unit_name,
        kind: MeetingKind::from_code(&row.kind).ok_or_else(unknown)?,
        title: row.title,
        starts_at: row.starts_at,
        place: row.place,
        state: StateKind::from_code(&row.state).ok_or_else(unknown)?,
        reply: own.as_ref().map_or(Reply::None, |own| own.reply),
        summoned: own.as_ref().is_some_and(|own| own.status.is_summoned()),
    };
    Ok((line, own))
}

/// The meetings that a person takes part in, and those of the units that he sees by office; newest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, person: PersonId, units: &BTreeSet<Uuid>) -> Result<Vec<MeetingLine>> {
    let rows = visible(person, units)
        .order_by_desc(meeting::Column::StartsAt)
        .order_by_desc(meeting::Column::Id)
        .limit(MOST)
        .into_model::<Row>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter().map(|row| Ok(read(row)?.0)).collect()
}

fn in_session() -> Expr {
    meeting::Column::State.eq(StateKind::InSession.code())
}

fn now_or_ahead(from: DateTime<Utc>) -> Expr {
    let to_come = meeting::Column::State
        .eq(StateKind::Announced.code())
        .and(meeting::Column::StartsAt.gte(from));
    in_session().or(to_come)
}

/// All that [`next`] chooses from.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn ahead(
    tx: &Tx<'_>,
    person: PersonId,
    units: &BTreeSet<Uuid>,
    from: DateTime<Utc>,
) -> Result<BTreeMap<MeetingId, Ahead>> {
    let rows: Vec<(Uuid, i64, Option<Uuid>)> = visible(person, units)
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Version])
        .column(participant::Column::PersonId)
        .filter(now_or_ahead(from))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let ahead = |version, own: Option<Uuid>| Ahead {
        version,
        takes_part: own.is_some(),
    };
    Ok(rows
        .into_iter()
        .map(|(id, version, own)| (MeetingId(id), ahead(version, own)))
        .collect())
}

/// The meeting in session, or the next that has been announced and does not start before `from`; with the
/// person's own part.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn next(
    tx: &Tx<'_>,
    person: PersonId,
    units: &BTreeSet<Uuid>,
    from: DateTime<Utc>,
) -> Result<Option<(MeetingLine, Option<OwnPart>)>> {
    let now_first = Expr::case(in_session(), 0).finally(1);
    let row = visible(person, units)
        .filter(now_or_ahead(from))
        .order_by_asc(Expr::Case(Box::new(now_first)))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .into_model::<Row>()
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    row.map(read).transpose()
}

/// The meetings that have ended and are not sealed, and those whose day (before `from`) is past without their having
/// been opened, of `units` and of those in which a person keeps the minutes by his role; the oldest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn to_finish(
    tx: &Tx<'_>,
    person: PersonId,
    units: &BTreeSet<Uuid>,
    from: DateTime<Utc>,
) -> Result<Vec<MeetingLine>> {
    let keeps = |role: &&MeetingRole| allowed(ActionKind::EditMinutes, Capacity::Meeting(**role), Relation::Own);
    let roles = MeetingRole::ALL.iter().filter(keeps).map(|role| role.code());
    let mine = Condition::any()
        .add(meeting::Column::UnitId.is_in(units.iter().copied()))
        .add(participant::Column::Role.is_in(roles));
    let not_held = meeting::Column::State.eq(StateKind::Announced.code());
    let open = Condition::any()
        .add(meeting::Column::State.eq(StateKind::Ended.code()))
        .add(not_held.and(meeting::Column::StartsAt.lt(from)));
    let rows = visible(person, units)
        .filter(open)
        .filter(mine)
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .limit(MOST)
        .into_model::<Row>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter().map(|row| Ok(read(row)?.0)).collect()
}
