//! Reminding those who have not replied.
//!
//! Invariant: only of a meeting that is announced and begins within a day: one that was put off has a later job.

use crate::entity::{meeting, notice, participant, person, unit};
use crate::{Tx, broken, insert_all};
use chrono::{DateTime, Duration, Utc};
use domain::Result;
use domain::ids::{MeetingId, NoticeId, PersonId};
use domain::meeting::{NoticeKind, Reply, StateKind};
use domain::policy::{Granted, RunJobs};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A meeting that people are to be reminded of.
#[derive(Debug, Clone)]
pub struct Upcoming {
    pub title: String,
    pub unit: String,
    pub place: String,
    pub link: String,
    pub starts_at: DateTime<Utc>,
}

/// Somebody who has not replied.
#[derive(Debug, Clone)]
pub struct Silent {
    pub person: PersonId,
    pub name: String,
    pub email: Option<String>,
}

/// The meeting, if it is announced and begins within a day, and those who have not replied.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn pending(tx: &Tx<'_>, id: MeetingId, now: DateTime<Utc>) -> Result<Option<(Upcoming, Vec<Silent>)>> {
    let conn = tx.conn();
    let select = meeting::Entity::find_by_id(id.0)
        .filter(meeting::Column::State.eq(StateKind::Announced.code()))
        .filter(meeting::Column::StartsAt.gt(now))
        .filter(meeting::Column::StartsAt.lte(now + Duration::days(1)));
    let select = if tx.writes() { select.lock_shared() } else { select };
    let Some(row) = select.one(&conn).await.map_err(broken)? else {
        return Ok(None);
    };
    let host = unit::Entity::find_by_id(row.unit_id).one(&conn).await.map_err(broken)?;
    let to_person = participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let silent: Vec<(Uuid, String, Option<String>)> = participant::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Name)
        .column(person::Column::Email)
        .join(JoinType::InnerJoin, to_person)
        .filter(participant::Column::MeetingId.eq(id.0))
        .filter(participant::Column::Reply.eq(Reply::None.code()))
        .order_by_asc(person::Column::NameKey)
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let upcoming = Upcoming {
        title: row.title,
        unit: host.map(|unit| unit.name).unwrap_or_default(),
        place: row.place,
        link: row.link,
        starts_at: row.starts_at,
    };
    let silent = silent.into_iter().map(|(person, name, email)| Silent {
        person: PersonId(person),
        name,
        email,
    });
    Ok(Some((upcoming, silent.collect())))
}

/// Writes a reminder for each of the people.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn put<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, RunJobs>,
    meeting: MeetingId,
    people: &[(NoticeId, PersonId)],
    now: DateTime<Utc>,
) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let rows = people.iter().map(|(id, person)| notice::ActiveModel {
        id: Set(id.0),
        person_id: Set(person.0),
        meeting_id: Set(meeting.0),
        kind: Set(NoticeKind::Reminder.code().to_owned()),
        detail: Set(String::new()),
        created_at: Set(now),
        read_at: Set(None),
    });
    insert_all(tx, rows.collect()).await
}
