//! Putting a whole organisation in place.
//!
//! Invariant: many rows a statement, since a committee with its cells is a thousand rows and is read in at one go.

use crate::entity::{body, body_seat, membership, office, person, rule, unit};
use crate::{Tx, broken, insert_all};
use chrono::{DateTime, Utc};
use domain::Result;
use domain::fold::{fold, name_key};
use domain::ids::RuleId;
use domain::policy::{Granted, SetUp};
use domain::rule::Seed;
use domain::set_up::{Import, NewBody};
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

/// Whether there is an organisation already.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn is_done(tx: &Tx<'_>) -> Result<bool> {
    Ok(unit::Entity::find().count(&tx.conn()).await.map_err(broken)? > 0)
}

/// Writes all rows of an import. `ids` are for the rows that nobody names from outside.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn import<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SetUp>,
    import: Import,
    now: DateTime<Utc>,
    ids: &(dyn Fn() -> Uuid + Send + Sync),
) -> Result<()> {
    let units = import.units.into_iter().map(|new| unit::Model {
        id: new.id.0,
        parent_id: new.parent.map(|id| id.0),
        kind: new.kind.code().to_owned(),
        folded: fold(&new.name),
        name: new.name,
        code: new.code,
        started_on: new.from,
        ended_on: None,
    });
    insert_all(tx, units.collect()).await?;
    let people = import.people.into_iter().map(|new| person::Model {
        id: new.id.0,
        name_key: name_key(&new.data.name),
        folded: fold(&new.data.name),
        name: new.data.name,
        sex: new.data.sex.code().to_owned(),
        born: new.data.born,
        phone: new.data.phone,
        email: new.data.email,
        card_number: new.data.card_number,
        joined_on: new.data.joined_on,
        official_on: new.data.official_on,
        created_at: now,
    });
    insert_all(tx, people.collect()).await?;
    let memberships = import.memberships.into_iter().map(|new| membership::Model {
        id: ids(),
        person_id: new.person.0,
        unit_id: new.unit.0,
        status: new.status.code().to_owned(),
        started_on: new.from,
        ended_on: new.to,
        begun_by: None,
        ended_by: None,
        reason: String::new(),
        paper: String::new(),
    });
    insert_all(tx, memberships.collect()).await?;
    let offices = import.offices.into_iter().map(|new| office::Model {
        id: ids(),
        unit_id: new.unit.0,
        person_id: new.person.0,
        role: new.role.code().to_owned(),
        started_on: new.from,
        ended_on: new.to,
        begun_by: None,
        ended_by: None,
    });
    insert_all(tx, offices.collect()).await?;
    bodies(tx, import.bodies, ids).await
}

async fn bodies(tx: &Tx<'_>, bodies: Vec<NewBody>, ids: &(dyn Fn() -> Uuid + Send + Sync)) -> Result<()> {
    let seats = bodies.iter().flat_map(|new| {
        new.members.iter().map(|person| body_seat::Model {
            id: ids(),
            body_id: new.id.0,
            person_id: person.0,
            started_on: new.from,
            ended_on: None,
            begun_by: None,
            ended_by: None,
        })
    });
    let seats: Vec<_> = seats.collect();
    let rows = bodies.into_iter().map(|new| body::Model {
        id: new.id.0,
        unit_id: new.unit.0,
        kind: new.kind.code().to_owned(),
        name: new.name,
    });
    insert_all(tx, rows.collect()).await?;
    insert_all(tx, seats).await
}

/// Writes the rules of the seed; all are unconfirmed.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn seed_rules<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, SetUp>, seeds: &[(RuleId, Seed)]) -> Result<()> {
    let rows = seeds.iter().map(|(id, seed)| crate::rules::written(seed.rule(*id)));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    rule::Entity::insert_many(rows)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
