//! Reading participants: in figures, by name, by address. Invariant: one round trip each, however many they are.

use super::{Among, namesakes};
use crate::entity::{document, document_reading, participant, person};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::attendance::{Tally, has_seat};
use domain::ids::{MeetingId, PersonId};
use domain::meeting::{ParticipantLine, Presence, Reply};
use domain::member::Status;
use domain::policy::MeetingRole;
use domain::summons::Seat;
use domain::{Error, Result};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select};
use std::collections::HashMap;
use uuid::Uuid;

fn unknown() -> Error {
    Error::internal("unknown code in a participant's row")
}

fn to_person() -> RelationDef {
    participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

fn of(meeting: MeetingId) -> Select<participant::Entity> {
    participant::Entity::find().filter(participant::Column::MeetingId.eq(meeting.0))
}

/// The participants in groups of those who are alike, always in the same order.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn tally(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Tally>> {
    let alike = [
        participant::Column::Role,
        participant::Column::Status,
        participant::Column::Reply,
        participant::Column::Presence,
    ];
    let mut groups = of(meeting)
        .select_only()
        .columns(alike)
        .column_as(participant::Column::PersonId.count(), "people");
    for column in alike {
        groups = groups.group_by(column).order_by_asc(column);
    }
    let rows: Vec<(String, String, String, String, i64)> = groups.into_tuple().all(&tx.conn()).await.map_err(broken)?;
    rows.into_iter()
        .map(|(role, status, reply, presence, people)| {
            Ok(Tally {
                role: MeetingRole::from_code(&role).ok_or_else(unknown)?,
                status: Status::from_code(&status).ok_or_else(unknown)?,
                reply: Reply::from_code(&reply).ok_or_else(unknown)?,
                presence: Presence::from_code(&presence).ok_or_else(unknown)?,
                people: u32::try_from(people).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// Somebody who is named on the meeting's page: the chair, the minute-taker, tellers, guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub person: PersonId,
    pub name: String,
    pub role: MeetingRole,
}

/// Everybody with a role of his own, by name.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn heads(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Head>> {
    let rows = of(meeting)
        .filter(participant::Column::Role.ne(MeetingRole::Participant.code()))
        .join(JoinType::InnerJoin, to_person())
        .select_also(person::Entity)
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let named: Vec<PersonId> = rows.iter().map(|(row, _)| PersonId(row.person_id)).collect();
    let mut apart = namesakes(tx, meeting, Among::These(&named)).await?;
    rows.into_iter()
        .map(|(row, person)| {
            let id = PersonId(row.person_id);
            Ok(Head {
                person: id,
                name: apart
                    .remove(&id)
                    .or(person.map(|person| person.name))
                    .unwrap_or_default(),
                role: MeetingRole::from_code(&row.role).ok_or_else(unknown)?,
            })
        })
        .collect()
}

/// All participants by name, with how many of the meeting's documents each has opened; guests with the unit that they
/// belong to on `today`.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, meeting: MeetingId, today: NaiveDate) -> Result<Vec<ParticipantLine>> {
    let conn = tx.conn();
    let to_document: RelationDef = document_reading::Entity::belongs_to(document::Entity)
        .from(document_reading::Column::DocumentId)
        .to(document::Column::Id)
        .into();
    let opened: Vec<(Uuid, i64)> = document_reading::Entity::find()
        .select_only()
        .column(document_reading::Column::PersonId)
        .column_as(document_reading::Column::DocumentId.count(), "opened")
        .join(JoinType::InnerJoin, to_document)
        .filter(document::Column::MeetingId.eq(meeting.0))
        .filter(document::Column::RemovedAt.is_null())
        .group_by(document_reading::Column::PersonId)
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let opened: HashMap<Uuid, i64> = opened.into_iter().collect();
    let mut apart = namesakes(tx, meeting, Among::Everybody).await?;
    let rows = of(meeting)
        .join(JoinType::InnerJoin, to_person())
        .select_also(person::Entity)
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .all(&conn)
        .await
        .map_err(broken)?;
    let guests = rows.iter().filter(|(row, _)| !sits(row)).map(|(row, _)| row.person_id);
    let from = crate::members::units_of(tx, guests, today).await?;
    rows.into_iter()
        .map(|(row, person)| {
            let from = from.get(&row.person_id).filter(|_| !sits(&row)).cloned();
            let documents = opened.get(&row.person_id).copied().unwrap_or(0);
            let id = PersonId(row.person_id);
            Ok(ParticipantLine {
                person: id,
                name: apart
                    .remove(&id)
                    .or(person.map(|person| person.name))
                    .unwrap_or_default(),
                status: Status::from_code(&row.status).ok_or_else(unknown)?,
                role: MeetingRole::from_code(&row.role).ok_or_else(unknown)?,
                reply: Reply::from_code(&row.reply).ok_or_else(unknown)?,
                reason: row.reason,
                presence: Presence::from_code(&row.presence).ok_or_else(unknown)?,
                documents_opened: u32::try_from(documents).unwrap_or(0),
                from: from.unwrap_or_default(),
            })
        })
        .collect()
}

/// Whether the row's role goes with a seat.
fn sits(row: &participant::Model) -> bool {
    MeetingRole::from_code(&row.role).is_some_and(has_seat)
}

/// Somebody who is to be told.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub person: PersonId,
    pub name: String,
    pub email: Option<String>,
    pub reply: Reply,
}

/// The meetings in which somebody has a row, whenever they are.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn meetings_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<MeetingId>> {
    let ids: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(participant::Column::PersonId.eq(person.0))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(ids.into_iter().map(MeetingId).collect())
}

/// Everybody with a row in the meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn recipients(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Recipient>> {
    let rows: Vec<(Uuid, String, Option<String>, String)> = of(meeting)
        .select_only()
        .column(participant::Column::PersonId)
        .column(person::Column::Name)
        .column(person::Column::Email)
        .column(participant::Column::Reply)
        .join(JoinType::InnerJoin, to_person())
        .order_by_asc(person::Column::NameKey)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter()
        .map(|(person, name, email, reply)| {
            Ok(Recipient {
                person: PersonId(person),
                name,
                email: email.filter(|email| !email.is_empty()),
                reply: Reply::from_code(&reply).ok_or_else(unknown)?,
            })
        })
        .collect()
}

/// Who has which seat, and whether he is here.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn seats(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<(Seat, Presence)>> {
    let rows = of(meeting).all(&tx.conn()).await.map_err(broken)?;
    rows.into_iter()
        .map(|row| {
            let seat = Seat {
                person: PersonId(row.person_id),
                status: Status::from_code(&row.status).ok_or_else(unknown)?,
                role: MeetingRole::from_code(&row.role).ok_or_else(unknown)?,
            };
            Ok((seat, Presence::from_code(&row.presence).ok_or_else(unknown)?))
        })
        .collect()
}
