//! Those who are summoned to a meeting: replies, presence, roles.
//!
//! Invariant: a person's own reply and presence are written under a grant of his own; others' only under the grant
//! to keep attendance.

mod read;
mod summon;

pub use read::{Head, Recipient, heads, lines, recipients, seats, tally};
pub use summon::{Leaders, Summons, body_on, leaders_on, members_on, summon};

use crate::entity::participant::{ActiveModel, Column, Entity};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::attendance::Tally;
use domain::ids::{MeetingId, PersonId};
use domain::meeting::{Presence, Reply};
use domain::policy::{Action, CheckIn, Granted, KeepAttendance, MeetingRole, ReplyToMeeting, RunSession};
use domain::{Error, Fault, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

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

/// Writes the caller's reply.
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
    update(tx, granted, granted.actor().person()?, change).await
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
    Entity::update_many()
        .set(ActiveModel {
            presence: Set(presence.code().to_owned()),
            ..Default::default()
        })
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

fn role(role: MeetingRole) -> ActiveModel {
    ActiveModel {
        role: Set(role.code().to_owned()),
        ..Default::default()
    }
}
