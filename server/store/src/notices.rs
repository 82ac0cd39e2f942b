//! Notices in the application.
//!
//! Invariant: a notice is about one meeting and belongs to one person; nobody else reads or ticks it off.

use crate::entity::{meeting, notice};
use crate::{Tx, broken, insert_all};
use chrono::{DateTime, Utc};
use domain::ids::{MeetingId, NoticeId, PersonId};
use domain::meeting::{NoticeKind, NoticeLine};
use domain::policy::{
    Action, AnnounceMeeting, CancelMeeting, CheckIn, EditMeeting, Granted, ManageSelf, ReplyToMeeting, SealMinutes,
};
use domain::{Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

/// As many notices as the page shows.
const MOST: u64 = 100;

/// Actions that tell the participants of a meeting.
pub trait Notifies: Action<Target = MeetingId> {}
impl Notifies for AnnounceMeeting {}
impl Notifies for EditMeeting {}
impl Notifies for CancelMeeting {}
impl Notifies for SealMinutes {}

/// One notice for each person, about the grant's meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn tell<'tx, A: Notifies>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    people: &[(NoticeId, PersonId)],
    kind: NoticeKind,
    detail: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let rows = people.iter().map(|(id, person)| notice::ActiveModel {
        id: Set(id.0),
        person_id: Set(person.0),
        meeting_id: Set(granted.target().0),
        kind: Set(kind.code().to_owned()),
        detail: Set(detail.to_owned()),
        created_at: Set(now),
        read_at: Set(None),
    });
    insert_all(tx, rows.collect()).await
}

/// Ticks off what was told of the grant's meeting before: it does not take place.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn overtake<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, CancelMeeting>, now: DateTime<Utc>) -> Result<()> {
    notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(now))
        .filter(notice::Column::MeetingId.eq(granted.target().0))
        .filter(notice::Column::ReadAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Actions of somebody who has seen what he was told of a meeting.
pub trait Answers: Action<Target = MeetingId> {}
impl Answers for ReplyToMeeting {}
impl Answers for CheckIn {}

/// Ticks off what whoever acts was told of the grant's meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn answered<'tx, A: Answers>(tx: &Tx<'tx>, granted: &Granted<'tx, A>, now: DateTime<Utc>) -> Result<()> {
    let person = granted.actor().person()?;
    notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(now))
        .filter(notice::Column::MeetingId.eq(granted.target().0))
        .filter(notice::Column::PersonId.eq(person.0))
        .filter(notice::Column::ReadAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Takes back what a person was told of the grant's meeting: he may not open it any more. Answers whether he was told.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn take_back<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>, person: PersonId) -> Result<bool> {
    let gone = notice::Entity::delete_many()
        .filter(notice::Column::MeetingId.eq(granted.target().0))
        .filter(notice::Column::PersonId.eq(person.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(gone.rows_affected > 0)
}

/// The notices of a person, newest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<NoticeLine>> {
    let to_meeting: RelationDef = notice::Entity::belongs_to(meeting::Entity)
        .from(notice::Column::MeetingId)
        .to(meeting::Column::Id)
        .into();
    let rows = notice::Entity::find()
        .filter(notice::Column::PersonId.eq(person.0))
        .join(JoinType::InnerJoin, to_meeting)
        .select_also(meeting::Entity)
        .order_by_desc(notice::Column::CreatedAt)
        .order_by_desc(notice::Column::Id)
        .limit(MOST)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter()
        .map(|(row, meeting)| {
            let meeting = meeting.ok_or_else(|| Error::internal("a notice without its meeting"))?;
            Ok(NoticeLine {
                id: NoticeId(row.id),
                at: row.created_at,
                kind: NoticeKind::from_code(&row.kind).ok_or_else(|| Error::internal("unknown kind of notice"))?,
                meeting: MeetingId(meeting.id),
                title: meeting.title,
                starts_at: meeting.starts_at,
                place: meeting.place,
                detail: row.detail,
                read: row.read_at.is_some(),
            })
        })
        .collect()
}

/// Ticks off all notices of the grant's person; answers how many there were to tick off.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn tick_off_all<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, now: DateTime<Utc>) -> Result<u64> {
    let ticked = notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(now))
        .filter(notice::Column::PersonId.eq(granted.target().0))
        .filter(notice::Column::ReadAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(ticked.rows_affected)
}

/// Ticks off a notice of the grant's person and answers which meeting it is about; one that has been read keeps its
/// first moment.
///
/// # Errors
/// [`Error::NotFound`] if he has no such notice.
pub async fn tick_off<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageSelf>,
    id: NoticeId,
    now: DateTime<Utc>,
) -> Result<MeetingId> {
    let conn = tx.conn();
    let own = notice::Entity::find_by_id(id.0)
        .filter(notice::Column::PersonId.eq(granted.target().0))
        .one(&conn)
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    if own.read_at.is_none() {
        notice::Entity::update_many()
            .col_expr(notice::Column::ReadAt, Expr::value(now))
            .filter(notice::Column::Id.eq(own.id))
            .exec(&conn)
            .await
            .map_err(broken)?;
    }
    Ok(MeetingId(own.meeting_id))
}
