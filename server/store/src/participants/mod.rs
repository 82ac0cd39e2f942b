//! Those who are summoned to a meeting: replies, presence, roles.
//!
//! Invariant: a person's own reply and presence are written under a grant of his own; others' only under the grant
//! to keep attendance.

mod leave;
mod namesakes;
mod read;
mod summon;

pub use leave::{join, leave, restate, welcome};
pub use namesakes::{Among, namesakes};
pub use read::{Head, Recipient, heads, lines, meetings_of, recipients, seats, tally};
pub use summon::{Leaders, Summons, body_on, group_on, lead, leaders_on, members_on, summon};

use crate::entity::participant::{ActiveModel, Column, Entity};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::attendance::{Tally, has_seat};
use domain::ids::{MeetingId, PersonId};
use domain::meeting::{Presence, Reply};
use domain::member::Status;
use domain::policy::{
    Action, CancelMeeting, CheckIn, EditMeeting, Granted, KeepAttendance, MeetingRole, ReplyToMeeting, RunSession,
};
use domain::summons::Seat;
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

async fn update<'tx, A: Action<Target = MeetingId>>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    person: PersonId,
    change: ActiveModel,
) -> Result<()> {
    let written = Entity::update_many()
        .set(change)
        .filter(Column::MeetingId.eq(granted.target().0))
        .filter(Column::PersonId.eq(person.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    if written.rows_affected == 0 {
        return Err(Error::Refused(Fault::NotInvited));
    }
    Ok(())
}

/// Writes the caller's reply. Whoever comes after all is no longer marked as excused.
///
/// # Errors
/// [`Fault::NotInvited`] if he has no row in the meeting.
pub async fn reply<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ReplyToMeeting>,
    reply: Reply,
    reason: String,
) -> Result<()> {
    let change = ActiveModel {
        reply: Set(reply.code().to_owned()),
        reason: Set(reason),
        ..Default::default()
    };
    let person = granted.actor().person()?;
    update(tx, granted, person, change).await?;
    if reply == Reply::Coming {
        Entity::update_many()
            .col_expr(Column::Presence, Expr::value(Presence::Unknown.code()))
            .filter(Column::MeetingId.eq(granted.target().0))
            .filter(Column::PersonId.eq(person.0))
            .filter(Column::Presence.eq(Presence::Excused.code()))
            .exec(&tx.conn())
            .await
            .map_err(broken)?;
    }
    Ok(())
}

/// Writes that the caller is here; whoever is here already in the same way stays as he is.
///
/// # Errors
/// [`Fault::NotInvited`] if he has no row in the meeting.
pub async fn check_in<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, CheckIn>,
    presence: Presence,
    now: DateTime<Utc>,
) -> Result<()> {
    let person = granted.actor().person()?;
    let row = Entity::find_by_id((granted.target().0, person.0))
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::Refused(Fault::NotInvited))?;
    if row.presence == presence.code() {
        return Ok(());
    }
    let here = Presence::from_code(&row.presence).is_some_and(Presence::is_here);
    let change = ActiveModel {
        presence: Set(presence.code().to_owned()),
        present_at: Set(if here { row.present_at } else { Some(now) }),
        ..Default::default()
    };
    update(tx, granted, person, change).await
}

/// Writes somebody's attendance as the secretary keeps it.
///
/// # Errors
/// [`Fault::NotInvited`] if that person has no row in the meeting.
pub async fn mark<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, KeepAttendance>,
    person: PersonId,
    presence: Presence,
    reason: Option<String>,
    now: DateTime<Utc>,
) -> Result<()> {
    let change = ActiveModel {
        presence: Set(presence.code().to_owned()),
        present_at: Set(presence.is_here().then_some(now)),
        reason: reason.map_or_else(sea_orm::ActiveValue::default, Set),
        ..Default::default()
    };
    update(tx, granted, person, change).await
}

/// Writes that everybody who is like `tally` is in the room.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn mark_here<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, KeepAttendance>,
    tally: &Tally,
    now: DateTime<Utc>,
) -> Result<()> {
    let change = ActiveModel {
        presence: Set(Presence::Room.code().to_owned()),
        present_at: Set(Some(now)),
        ..Default::default()
    };
    write_alike(tx, granted, tally, change).await
}

/// Writes that whoever has voted was here, though he had left when the session ended.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn voters_came<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, RunSession>) -> Result<()> {
    let change = ActiveModel {
        presence: Set(Presence::Room.code().to_owned()),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::MeetingId.eq(granted.target().0))
        .filter(Column::Presence.is_not_in([Presence::Room, Presence::Online].map(Presence::code)))
        .filter(Column::PersonId.in_subquery(crate::votes::voters_in(granted.target())))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Settles the presence of everybody who is like `tally`.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn settle<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, RunSession>,
    tally: &Tally,
    presence: Presence,
) -> Result<()> {
    let change = ActiveModel {
        presence: Set(presence.code().to_owned()),
        ..Default::default()
    };
    write_alike(tx, granted, tally, change).await
}

async fn write_alike<'tx, A: Action<Target = MeetingId>>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    tally: &Tally,
    change: ActiveModel,
) -> Result<()> {
    Entity::update_many()
        .set(change)
        .filter(Column::MeetingId.eq(granted.target().0))
        .filter(Column::Role.eq(tally.role.code()))
        .filter(Column::Status.eq(tally.status.code()))
        .filter(Column::Reply.eq(tally.reply.code()))
        .filter(Column::Presence.eq(tally.presence.code()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Gives somebody the minutes to take; whoever took them before takes part.
///
/// # Errors
/// [`Fault::NotInvited`] if that person has no row in the meeting.
pub async fn set_minute_taker<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, RunSession>, person: PersonId) -> Result<()> {
    Entity::update_many()
        .set(role(MeetingRole::Participant))
        .filter(Column::MeetingId.eq(granted.target().0))
        .filter(Column::Role.eq(MeetingRole::MinuteTaker.code()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    update(tx, granted, person, role(MeetingRole::MinuteTaker)).await
}

/// Asks somebody to come; who has been asked already gets the role. Answers whether he is new.
///
/// # Errors
/// [`Fault::AlreadyInvited`] if he has a seat.
pub async fn invite<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditMeeting>,
    person: PersonId,
    status: Status,
    as_role: MeetingRole,
) -> Result<bool> {
    let present = Entity::find_by_id((granted.target().0, person.0))
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    let Some(row) = present else {
        let seat = Seat {
            person,
            status,
            role: as_role,
        };
        Entity::insert(summon::row_of(granted.target(), seat))
            .exec_without_returning(&tx.conn())
            .await
            .map_err(broken)?;
        return Ok(true);
    };
    if MeetingRole::from_code(&row.role).is_none_or(has_seat) {
        return Err(Error::Refused(Fault::AlreadyInvited));
    }
    update(tx, granted, person, role(as_role)).await?;
    Ok(false)
}

/// Takes a guest or follower off the list.
///
/// # Errors
/// [`Fault::NotInvited`] for whoever is no guest; [`Fault::GuestIsHere`] once he is present.
pub async fn uninvite<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>, person: PersonId) -> Result<()> {
    let row = Entity::find_by_id((granted.target().0, person.0))
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .filter(|row| MeetingRole::from_code(&row.role).is_some_and(|role| !has_seat(role)))
        .ok_or(Error::Refused(Fault::NotInvited))?;
    if Presence::from_code(&row.presence).is_some_and(Presence::is_here) {
        return Err(Error::Refused(Fault::GuestIsHere));
    }
    row.delete(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// Forgets who was to be asked to a draft that is given up: they have never heard of it.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn forget<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, CancelMeeting>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::MeetingId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The meeting is on another day: nobody has come yet, nor stayed away. Excuses stay.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn forget_presence<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>) -> Result<()> {
    let marks = [Presence::Room, Presence::Online, Presence::Unexcused].map(Presence::code);
    Entity::update_many()
        .set(ActiveModel {
            presence: Set(Presence::Unknown.code().to_owned()),
            ..Default::default()
        })
        .filter(Column::MeetingId.eq(granted.target().0))
        .filter(Column::Presence.is_in(marks))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Makes these the tellers of the meeting; whoever was one before takes part.
///
/// # Errors
/// [`Error::Invalid`] at `first` for somebody who cannot be one: the chair, the minute-taker, a guest, a stranger.
pub async fn set_tellers<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, RunSession>, tellers: &[PersonId]) -> Result<()> {
    let conn = tx.conn();
    let of_meeting = Column::MeetingId.eq(granted.target().0);
    Entity::update_many()
        .set(role(MeetingRole::Participant))
        .filter(of_meeting.clone())
        .filter(Column::Role.eq(MeetingRole::Teller.code()))
        .exec(&conn)
        .await
        .map_err(broken)?;
    let written = Entity::update_many()
        .set(role(MeetingRole::Teller))
        .filter(of_meeting)
        .filter(Column::Role.eq(MeetingRole::Participant.code()))
        .filter(Column::PersonId.is_in(tellers.iter().map(|person| person.0)))
        .exec(&conn)
        .await
        .map_err(broken)?;
    if written.rows_affected == tellers.len() as u64 {
        Ok(())
    } else {
        Err(Error::field("first", Fault::NotAChoice))
    }
}

fn role(role: MeetingRole) -> ActiveModel {
    ActiveModel {
        role: Set(role.code().to_owned()),
        ..Default::default()
    }
}
