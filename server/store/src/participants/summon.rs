//! Who belongs to a meeting on its day. Invariant: replies and presence survive when the list is made anew.

use super::read::seats;
use crate::entity::{body, body_seat, membership, office, participant};
use crate::meetings::Meeting;
use crate::scope::on_day;
use crate::{Tx, broken, insert_all};
use chrono::NaiveDate;
use domain::Result;
use domain::attendance::has_seat;
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::meeting::{Presence, Reply};
use domain::member::Status;
use domain::policy::{Action, AnnounceMeeting, AssignOffice, EditMeeting, Granted, Role, RunSession};
use domain::summons::Seat;
use domain::unit::BodyKind;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Actions that make the list of those summoned.
pub trait Summons: Action<Target = MeetingId> {}
impl Summons for AnnounceMeeting {}
impl Summons for EditMeeting {}
impl Summons for RunSession {}

/// Memberships of a unit on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn members_on(tx: &Tx<'_>, unit: UnitId, day: NaiveDate) -> Result<Vec<(PersonId, Status)>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::UnitId.eq(unit.0))
        .filter(on_day(membership::Column::StartedOn, membership::Column::EndedOn, day))
        .order_by_asc(membership::Column::StartedOn)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    // Of two rows of one person the later holds.
    let people: BTreeMap<Uuid, Status> = rows
        .into_iter()
        .filter_map(|row| Some((row.person_id, Status::from_code(&row.status)?)))
        .collect();
    Ok(people.into_iter().map(|(id, status)| (PersonId(id), status)).collect())
}

/// The people of a group on a day, each with his status in the cell; nobody without a list.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn group_on(tx: &Tx<'_>, group: UnitId, cell: UnitId, day: NaiveDate) -> Result<Vec<(PersonId, Status)>> {
    let listed = crate::offices::people_of(tx, group, BodyKind::Group, day).await?;
    let mut people = members_on(tx, cell, day).await?;
    people.retain(|(person, _)| listed.contains(&person.0));
    Ok(people)
}

/// The members of the unit's elected body on a day, each with the status that he has in his own cell; nobody where
/// the unit has no body.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn body_on(tx: &Tx<'_>, unit: UnitId, day: NaiveDate) -> Result<Vec<(PersonId, Status)>> {
    let conn = tx.conn();
    let to_body: RelationDef = body_seat::Entity::belongs_to(body::Entity)
        .from(body_seat::Column::BodyId)
        .to(body::Column::Id)
        .into();
    let rows: Vec<(Uuid, String)> = body_seat::Entity::find()
        .select_only()
        .column(body_seat::Column::PersonId)
        .column(body::Column::Kind)
        .join(JoinType::InnerJoin, to_body)
        .filter(body::Column::UnitId.eq(unit.0))
        .filter(on_day(body_seat::Column::StartedOn, body_seat::Column::EndedOn, day))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let of = |kind: BodyKind| -> BTreeSet<Uuid> {
        rows.iter()
            .filter(|(_, code)| code == kind.code())
            .map(|(person, _)| *person)
            .collect()
    };
    let people = [BodyKind::Executive, BodyKind::CellCommittee, BodyKind::Standing]
        .into_iter()
        .map(of)
        .find(|people| !people.is_empty())
        .unwrap_or_default();
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(people.iter().copied()))
        .filter(membership::Column::Status.ne(Status::Left.code()))
        .filter(on_day(membership::Column::StartedOn, membership::Column::EndedOn, day))
        .order_by_asc(membership::Column::StartedOn)
        .all(&conn)
        .await
        .map_err(broken)?;
    Ok(people
        .into_iter()
        .map(|person| {
            // Only official members are elected; a temporary absence from the own cell is none from the body.
            let status = memberships
                .iter()
                .filter(|row| row.person_id == person)
                .find_map(|row| Status::from_code(&row.status).filter(|status| *status == Status::Suspended))
                .unwrap_or(Status::Official);
            (PersonId(person), status)
        })
        .collect())
}

/// Who leads a unit on a day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leaders {
    pub secretary: Option<PersonId>,
    pub deputy: Option<PersonId>,
}

/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn leaders_on(tx: &Tx<'_>, unit: UnitId, day: NaiveDate) -> Result<Leaders> {
    let rows = office::Entity::find()
        .filter(office::Column::UnitId.eq(unit.0))
        .filter(office::Column::Role.is_in([Role::Secretary, Role::GroupLeader, Role::Deputy].map(Role::code)))
        .filter(on_day(office::Column::StartedOn, office::Column::EndedOn, day))
        .order_by_asc(office::Column::StartedOn)
        .order_by_asc(office::Column::Id)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let first = |role: Role| {
        rows.iter()
            .find(|row| row.role == role.code())
            .map(|row| PersonId(row.person_id))
    };
    Ok(Leaders {
        // A group is led by its leader.
        secretary: first(Role::Secretary).or_else(|| first(Role::GroupLeader)),
        deputy: first(Role::Deputy),
    })
}

/// Makes the participants of the grant's meeting those `wanted`. Whoever no longer belongs and is not here loses his
/// row; guests and followers keep theirs.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn summon<'tx, A: Summons>(tx: &Tx<'tx>, granted: &Granted<'tx, A>, wanted: &[Seat]) -> Result<()> {
    seat(tx, granted.target(), wanted).await
}

/// The same for a meeting of the grant's unit, whose leaders change.
///
/// # Errors
/// [`domain::Error::NotFound`] for a meeting of another unit; [`domain::Error::Internal`] if the database fails.
pub async fn lead<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AssignOffice>,
    meeting: &Meeting,
    wanted: &[Seat],
) -> Result<()> {
    if meeting.unit != granted.target() {
        return Err(domain::Error::NotFound);
    }
    seat(tx, meeting.id, wanted).await
}

async fn seat(tx: &Tx<'_>, meeting: MeetingId, wanted: &[Seat]) -> Result<()> {
    let present: BTreeMap<PersonId, (Seat, Presence)> = seats(tx, meeting)
        .await?
        .into_iter()
        .map(|(seat, presence)| (seat.person, (seat, presence)))
        .collect();
    let conn = tx.conn();
    let mut new = Vec::new();
    for seat in wanted {
        match present.get(&seat.person) {
            None => new.push(row_of(meeting, *seat)),
            Some((old, _)) if old == seat => {}
            Some(_) => {
                participant::Entity::update_many()
                    .set(participant::ActiveModel {
                        status: Set(seat.status.code().to_owned()),
                        role: Set(seat.role.code().to_owned()),
                        ..Default::default()
                    })
                    .filter(participant::Column::MeetingId.eq(meeting.0))
                    .filter(participant::Column::PersonId.eq(seat.person.0))
                    .exec(&conn)
                    .await
                    .map_err(broken)?;
            }
        }
    }
    insert_all(tx, new).await?;
    let gone: Vec<Uuid> = present
        .values()
        .filter(|(seat, presence)| has_seat(seat.role) && !presence.is_here())
        .filter(|(seat, _)| wanted.iter().all(|other| other.person != seat.person))
        .map(|(seat, _)| seat.person.0)
        .collect();
    if !gone.is_empty() {
        participant::Entity::delete_many()
            .filter(participant::Column::MeetingId.eq(meeting.0))
            .filter(participant::Column::PersonId.is_in(gone))
            .exec(&conn)
            .await
            .map_err(broken)?;
    }
    Ok(())
}

pub(super) fn row_of(meeting: MeetingId, seat: Seat) -> participant::ActiveModel {
    participant::ActiveModel {
        meeting_id: Set(meeting.0),
        person_id: Set(seat.person.0),
        status: Set(seat.status.code().to_owned()),
        role: Set(seat.role.code().to_owned()),
        reply: Set(Reply::None.code().to_owned()),
        reason: Set(String::new()),
        presence: Set(Presence::Unknown.code().to_owned()),
        present_at: Set(None),
    }
}
