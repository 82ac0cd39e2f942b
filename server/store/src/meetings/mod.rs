//! Meetings as rows: the frame, its state, and who may move it.
//!
//! Invariant: the state is written as its name and its data at once, and only by an action that moves meetings.

mod lines;

pub use lines::{ahead, lines, next, to_finish};

use crate::entity::{meeting, unit};
use crate::{Tx, broken};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::clock;
use domain::ids::{MeetingId, UnitId};
use domain::meeting::{MeetingData, MeetingKind, State, StateKind};
use domain::policy::{
    Action, AnnounceMeeting, CancelMeeting, CreateMeeting, EditMeeting, Granted, RunSession, SealMinutes,
};
use domain::unit::UnitKind;
use domain::{Error, Result};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ActiveValue::Unchanged, ColumnTrait, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Those of `meetings` that are of units whose meetings the reader sees, or sealed and of units whose minutes he reads.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn readable(
    tx: &Tx<'_>,
    meetings: &BTreeSet<Uuid>,
    sees: &BTreeSet<Uuid>,
    reads: &BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>> {
    let units = |units: &BTreeSet<Uuid>| meeting::Column::UnitId.is_in(units.iter().copied());
    let sealed = meeting::Column::State.eq(StateKind::Sealed.code());
    let ids: Vec<Uuid> = meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Id)
        .filter(meeting::Column::Id.is_in(meetings.iter().copied()))
        .filter(units(sees).or(units(reads).and(sealed)))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(ids.into_iter().collect())
}

/// A meeting's row, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub unit: UnitId,
    pub unit_name: String,
    pub unit_kind: UnitKind,
    pub kind: MeetingKind,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: u32,
    pub place: String,
    pub link: String,
    pub state: State,
    pub code_secret: Vec<u8>,
    pub calendar_sequence: i32,
    pub version: i64,
}

/// Actions that move a meeting from one state to another.
pub trait MovesMeeting: Action<Target = MeetingId> {}
impl MovesMeeting for AnnounceMeeting {}
impl MovesMeeting for CancelMeeting {}
impl MovesMeeting for RunSession {}
impl MovesMeeting for SealMinutes {}

pub(crate) fn to_unit() -> RelationDef {
    meeting::Entity::belongs_to(unit::Entity)
        .from(meeting::Column::UnitId)
        .to(unit::Column::Id)
        .into()
}

/// The meeting, with its unit's name.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::Internal`] if the row cannot be read.
pub async fn find(tx: &Tx<'_>, id: MeetingId) -> Result<Meeting> {
    let (row, unit) = meeting::Entity::find_by_id(id.0)
        .join(JoinType::InnerJoin, to_unit())
        .select_also(unit::Entity)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    read(row, unit.ok_or(Error::NotFound)?)
}

/// Holds the meeting's row until the end of the transaction, for actions whose target is something else.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn hold(tx: &Tx<'_>, id: MeetingId) -> Result<State> {
    let select = meeting::Entity::find_by_id(id.0);
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    let row = select.one(&tx.conn()).await.map_err(broken)?.ok_or(Error::NotFound)?;
    state_of(&row)
}

/// The unit's meetings that are announced for this day or later.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn announced_from(tx: &Tx<'_>, unit: UnitId, from: NaiveDate) -> Result<Vec<MeetingId>> {
    let ids: Vec<Uuid> = meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Id)
        .filter(meeting::Column::UnitId.eq(unit.0))
        .filter(meeting::Column::State.eq(StateKind::Announced.code()))
        .filter(meeting::Column::StartsAt.gte(clock::at(from, NaiveTime::MIN)))
        .order_by_asc(meeting::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(ids.into_iter().map(MeetingId).collect())
}

fn state_of(row: &meeting::Model) -> Result<State> {
    serde_json::from_str(&row.state_data).map_err(Error::internal)
}

fn read(row: meeting::Model, unit: unit::Model) -> Result<Meeting> {
    let state = state_of(&row)?;
    Ok(Meeting {
        id: MeetingId(row.id),
        unit: UnitId(row.unit_id),
        unit_kind: UnitKind::from_code(&unit.kind).ok_or_else(|| Error::internal("unknown kind of unit"))?,
        unit_name: unit.name,
        kind: MeetingKind::from_code(&row.kind).ok_or_else(|| Error::internal("unknown kind of meeting"))?,
        title: row.title,
        starts_at: row.starts_at,
        minutes: u32::try_from(row.minutes).unwrap_or(0),
        place: row.place,
        link: row.link,
        state,
        code_secret: row.code_secret,
        calendar_sequence: row.calendar_sequence,
        version: row.version,
    })
}

/// Writes a new draft.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn create<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, CreateMeeting>,
    id: MeetingId,
    data: &MeetingData,
    code_secret: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = meeting::ActiveModel {
        id: Set(id.0),
        unit_id: Set(granted.target().0),
        kind: Set(data.kind.code().to_owned()),
        title: Set(data.title.clone()),
        starts_at: Set(data.starts_at),
        minutes: Set(whole(data.minutes)),
        place: Set(data.place.clone()),
        link: Set(data.link.clone()),
        state: Set(State::Draft.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(&State::Draft).map_err(Error::internal)?),
        code_secret: Set(code_secret),
        calendar_sequence: Set(0),
        version: Set(now.timestamp_micros()),
        created_at: Set(now),
        documents_at: Set(None),
    };
    meeting::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Writes the frame anew.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn edit<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditMeeting>,
    data: &MeetingData,
    calendar_sequence: i32,
) -> Result<()> {
    meeting::ActiveModel {
        id: Unchanged(granted.target().0),
        kind: Set(data.kind.code().to_owned()),
        title: Set(data.title.clone()),
        starts_at: Set(data.starts_at),
        minutes: Set(whole(data.minutes)),
        place: Set(data.place.clone()),
        link: Set(data.link.clone()),
        calendar_sequence: Set(calendar_sequence),
        ..Default::default()
    }
    .update(&tx.conn())
    .await
    .map_err(broken)?;
    Ok(())
}

/// Notes that those who are called have been told of another change.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn renumber<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>, calendar_sequence: i32) -> Result<()> {
    meeting::ActiveModel {
        id: Unchanged(granted.target().0),
        calendar_sequence: Set(calendar_sequence),
        ..Default::default()
    }
    .update(&tx.conn())
    .await
    .map_err(broken)?;
    Ok(())
}

/// Moves the meeting to a state.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn set_state<'tx, A: MovesMeeting>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    state: &State,
    calendar_sequence: i32,
) -> Result<()> {
    meeting::ActiveModel {
        id: Unchanged(granted.target().0),
        state: Set(state.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(state).map_err(Error::internal)?),
        calendar_sequence: Set(calendar_sequence),
        ..Default::default()
    }
    .update(&tx.conn())
    .await
    .map_err(broken)?;
    Ok(())
}

/// Whether the meeting belongs to the unit.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn is_of(tx: &Tx<'_>, id: MeetingId, unit: UnitId) -> Result<bool> {
    let row = meeting::Entity::find_by_id(id.0)
        .filter(meeting::Column::UnitId.eq(unit.0))
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.is_some())
}

fn whole(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
