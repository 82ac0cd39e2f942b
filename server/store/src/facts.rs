//! Facts for a decision: where the target stands and what the caller is towards it.
//!
//! Invariant: read by the runner only; in a write the target's row is locked before anything is decided.

use crate::entity::{agenda_item, document, meeting, person, unit, vote};
use crate::look::{self, Look, Own, Stamp};
use crate::scope::Held;
use crate::{Tx, broken, scope};
use chrono::NaiveDate;
use domain::ids::{MeetingId, PersonId, UnitId};
use domain::policy::{Caller, Capacity, Facts, MeetingRole, Place, Relation, Target};
use domain::{Error, Result};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use std::collections::HashSet;
use uuid::Uuid;

/// How firmly a target is held while the use case runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Reads, and actions that lock their own rows.
    None,
    Exclusive,
}

fn locked<E: EntityTrait>(select: Select<E>, tx: &Tx<'_>, lock: Lock) -> Select<E> {
    match lock {
        // Not against those who only refer to the row: whoever writes a line about a person waits for nobody who
        // writes to that person, so that of two who each hold what the other refers to none waits for ever.
        Lock::Exclusive if tx.writes() => select.lock(LockType::NoKeyUpdate),
        Lock::None | Lock::Exclusive => select,
    }
}

/// Loads the facts for one decision.
///
/// # Errors
/// [`Error::NotFound`] if there is no such target.
pub async fn facts<'tx>(
    tx: &Tx<'tx>,
    caller: &Caller,
    target: Target,
    today: NaiveDate,
    lock: Lock,
) -> Result<Facts<'tx>> {
    let (place, units) = locate(tx, target, today, lock).await?;
    let standing = match caller {
        Caller::Anonymous => vec![(Capacity::Anonymous, Relation::Own)],
        Caller::System(job) => vec![(Capacity::System(*job), Relation::Own)],
        Caller::Tablet(tablet) => match (place.meeting, tablet.voter) {
            (Some(meeting), Some(voter)) => {
                let (held, part) = scope::held_and_part(tx, voter, meeting, today).await?;
                let part = part.filter(|_| !held.is_nothing());
                let roles: Vec<_> = part.into_iter().flat_map(in_meeting_as).collect();
                tablet.standing(place, &roles)
            }
            _ if target == Target::Unit(tablet.unit) => vec![(Capacity::Tablet, Relation::Own)],
            _ => Vec::new(),
        },
        Caller::Person(person) => standing(tx, *person, target, place, &units, today).await?,
    };
    Ok(Facts {
        standing,
        place,
        scope: tx.scope(),
    })
}

/// The facts for a look at a meeting, with what of its page is the reader's own; for a person one round trip.
///
/// # Errors
/// [`Error::NotFound`] if there is no such meeting.
pub async fn facts_of_meeting<'tx>(
    tx: &Tx<'tx>,
    caller: &Caller,
    meeting: MeetingId,
    today: NaiveDate,
) -> Result<(Facts<'tx>, Stamp, Own)> {
    let reader = caller.person().ok();
    let Look { held, part, stamp, own } = look::look(tx, reader, meeting, today).await?;
    let Some(person) = reader else {
        let facts = facts(tx, caller, meeting.into(), today, Lock::None).await?;
        return Ok((facts, stamp, own));
    };
    let place = Place {
        unit: Some(stamp.unit),
        meeting: Some(meeting),
    };
    let standing = standing_of(tx, person, meeting.into(), &[stamp.unit.0], held, part).await?;
    let facts = Facts {
        standing,
        place,
        scope: tx.scope(),
    };
    Ok((facts, stamp, own))
}

/// The target's place, and every unit through which somebody may stand above or beside it.
async fn locate(tx: &Tx<'_>, target: Target, today: NaiveDate, lock: Lock) -> Result<(Place, Vec<Uuid>)> {
    let conn = tx.conn();
    match target {
        Target::Installation => Ok((Place::default(), Vec::new())),
        Target::Unit(id) => {
            let row = locked(unit::Entity::find_by_id(id.0), tx, lock)
                .one(&conn)
                .await
                .map_err(broken)?
                .ok_or(Error::NotFound)?;
            Ok((
                Place {
                    unit: Some(UnitId(row.id)),
                    meeting: None,
                },
                vec![row.id],
            ))
        }
        Target::Person(id) => {
            locked(person::Entity::find_by_id(id.0), tx, lock)
                .one(&conn)
                .await
                .map_err(broken)?
                .ok_or(Error::NotFound)?;
            let Held { offices, memberships } = scope::held_by(tx, id, today).await?;
            let mut units: Vec<Uuid> = memberships.iter().map(|(unit, _)| unit.0).collect();
            if units.is_empty() {
                units.extend(offices.iter().map(|(unit, _)| unit.0));
            }
            if units.is_empty() {
                units.extend(scope::last_unit_of(tx, id).await?);
            }
            Ok((
                Place {
                    unit: units.first().copied().map(UnitId),
                    meeting: None,
                },
                units,
            ))
        }
        Target::Meeting(id) => in_meeting(tx, id.0, lock).await,
        Target::AgendaItem(id) => {
            let item = agenda_item::Entity::find_by_id(id.0)
                .one(&conn)
                .await
                .map_err(broken)?
                .ok_or(Error::NotFound)?;
            in_meeting(tx, item.meeting_id, lock).await
        }
        Target::Vote(id) => {
            let row = locked(vote::Entity::find_by_id(id.0), tx, lock)
                .one(&conn)
                .await
                .map_err(broken)?
                .ok_or(Error::NotFound)?;
            // The vote is what casts and closing contend for; the meeting stays free for the others.
            in_meeting(tx, row.meeting_id, Lock::None).await
        }
        Target::Document(id) => {
            let row = document::Entity::find_by_id(id.0)
                .filter(document::Column::RemovedAt.is_null())
                .one(&conn)
                .await
                .map_err(broken)?
                .ok_or(Error::NotFound)?;
            in_meeting(tx, row.meeting_id, lock).await
        }
    }
}

async fn in_meeting(tx: &Tx<'_>, id: Uuid, lock: Lock) -> Result<(Place, Vec<Uuid>)> {
    let row = locked(meeting::Entity::find_by_id(id), tx, lock)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    Ok((
        Place {
            unit: Some(UnitId(row.unit_id)),
            meeting: Some(MeetingId(row.id)),
        },
        vec![row.unit_id],
    ))
}

async fn standing(
    tx: &Tx<'_>,
    person: PersonId,
    target: Target,
    place: Place,
    units: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<(Capacity, Relation)>> {
    let (held, part) = match place.meeting {
        Some(meeting) => scope::held_and_part(tx, person, meeting, today).await?,
        None => (scope::held_by(tx, person, today).await?, None),
    };
    standing_of(tx, person, target, units, held, part).await
}

async fn standing_of(
    tx: &Tx<'_>,
    person: PersonId,
    target: Target,
    units: &[Uuid],
    held: Held,
    part: Option<MeetingRole>,
) -> Result<Vec<(Capacity, Relation)>> {
    let mut standing = vec![(Capacity::SignedIn, Relation::Own)];
    if target == Target::Person(person) {
        standing.push((Capacity::Itself, Relation::Own));
    }
    let gone = held.is_nothing();
    let Held { offices, memberships } = held;
    if target == Target::Installation {
        for (unit, role) in offices {
            standing.push((Capacity::Office(role), installation_relation(tx, unit).await?));
        }
        return Ok(standing);
    }
    let named: HashSet<Uuid> = offices
        .iter()
        .map(|(unit, _)| unit.0)
        .chain(memberships.iter().map(|(unit, _)| unit.0))
        .chain(units.iter().copied())
        .collect();
    // One unit alone is above and below none of them.
    let ancestry = match named.len() {
        0 | 1 => HashSet::new(),
        _ => scope::ancestry(tx, named).await?,
    };
    for target_unit in units {
        let relation = |holder: UnitId| {
            if holder.0 == *target_unit {
                Some(Relation::Own)
            } else if ancestry.contains(&(*target_unit, holder.0)) {
                Some(Relation::Above)
            } else if ancestry.contains(&(holder.0, *target_unit)) {
                Some(Relation::Below)
            } else {
                None
            }
        };
        standing.extend(
            offices
                .iter()
                .filter_map(|(unit, role)| Some((Capacity::Office(*role), relation(*unit)?))),
        );
        standing.extend(
            memberships
                .iter()
                .filter_map(|(unit, status)| Some((Capacity::Member(*status), relation(*unit)?))),
        );
    }
    // Whoever has left the Party has no part in its meetings any more, and whoever has left the unit still reads what
    // he took part in, but runs nothing of it.
    let belongs = standing
        .iter()
        .any(|(capacity, relation)| is_held(*capacity) && *relation != Relation::Above);
    let part = part
        .filter(|_| !gone)
        .map(|role| if belongs { role } else { as_guest(role) });
    standing.extend(part.into_iter().flat_map(in_meeting_as));
    Ok(standing)
}

/// The installation belongs to the committees that run it; cells and groups stand below.
async fn installation_relation(tx: &Tx<'_>, holder: UnitId) -> Result<Relation> {
    use domain::unit::UnitKind;
    let row = unit::Entity::find_by_id(holder.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    Ok(match UnitKind::from_code(&row.kind) {
        Some(UnitKind::Province | UnitKind::Committee) => Relation::Own,
        Some(UnitKind::Cell | UnitKind::Group) | None => Relation::Below,
    })
}

/// An office or a membership.
const fn is_held(capacity: Capacity) -> bool {
    matches!(capacity, Capacity::Office(_) | Capacity::Member(_))
}

/// What is left of a role for somebody who does not belong to the unit.
const fn as_guest(role: MeetingRole) -> MeetingRole {
    match role {
        MeetingRole::Chair | MeetingRole::MinuteTaker | MeetingRole::Teller => MeetingRole::Participant,
        MeetingRole::Participant | MeetingRole::Follower | MeetingRole::Guest => role,
    }
}

/// What somebody with this role is towards the meeting.
fn in_meeting_as(role: MeetingRole) -> impl Iterator<Item = (Capacity, Relation)> {
    in_role(role).map(|role| (Capacity::Meeting(role), Relation::Own))
}

/// A role in a meeting and those it brings along: whoever chairs or takes the minutes takes part as well.
pub(crate) fn in_role(role: MeetingRole) -> impl Iterator<Item = MeetingRole> {
    let also = match role {
        MeetingRole::Chair | MeetingRole::MinuteTaker | MeetingRole::Teller => Some(MeetingRole::Participant),
        MeetingRole::Participant | MeetingRole::Follower | MeetingRole::Guest => None,
    };
    std::iter::once(role).chain(also)
}
