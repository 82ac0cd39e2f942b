//! Members' cards for their unit's tablets.
//!
//! Invariant: a member has one living card of a unit at most; what opens it stands here as hashes; wrong PINs are
//! counted in the card's row, which is locked while they are.

use crate::entity::card;
use crate::{Tx, broken, insert_all};
use chrono::{DateTime, Utc};
use domain::ids::{CardId, PersonId, UnitId};
use domain::policy::{Granted, ManageTablets, UseTablet};
use domain::{Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;

/// A card as it is stored.
#[derive(Debug, Clone)]
pub struct Hashed {
    pub id: CardId,
    pub person: PersonId,
    pub secret_hash: Vec<u8>,
    pub code_hash: Vec<u8>,
    pub pin_hash: String,
}

/// Writes cards of the grant's unit; those that their owners had end. The caller has made sure that they belong there.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn issue<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageTablets>,
    cards: &[Hashed],
    now: DateTime<Utc>,
) -> Result<()> {
    let owners: Vec<PersonId> = cards.iter().map(|card| card.person).collect();
    revoke(tx, granted, &owners, now).await?;
    let by = granted.actor().person()?;
    let rows = cards.iter().map(|new| card::Model {
        id: new.id.0,
        unit_id: granted.target().0,
        person_id: new.person.0,
        secret_hash: new.secret_hash.clone(),
        code_hash: new.code_hash.clone(),
        pin_hash: new.pin_hash.clone(),
        issued_by: by.0,
        issued_at: now,
        revoked_at: None,
        failures: 0,
    });
    insert_all(tx, rows.collect()).await
}

/// Ends the living cards of these people in the grant's unit; answers how many there were.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn revoke<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageTablets>,
    owners: &[PersonId],
    now: DateTime<Utc>,
) -> Result<u64> {
    let done = card::Entity::update_many()
        .col_expr(card::Column::RevokedAt, Expr::value(Some(now)))
        .filter(card::Column::UnitId.eq(granted.target().0))
        .filter(card::Column::PersonId.is_in(owners.iter().map(|owner| owner.0)))
        .filter(card::Column::RevokedAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(done.rows_affected)
}

/// When each living card of a unit was issued, and the wrong PINs typed in a row.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn living(tx: &Tx<'_>, of: UnitId) -> Result<HashMap<PersonId, (DateTime<Utc>, u32)>> {
    let rows = card::Entity::find()
        .filter(card::Column::UnitId.eq(of.0))
        .filter(card::Column::RevokedAt.is_null())
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|row| (PersonId(row.person_id), (row.issued_at, failures(&row))))
        .collect())
}

/// A living card, by one of its hashes or by its id.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Secret(&'a [u8]),
    Code(&'a [u8]),
    Id(CardId),
}

/// A card as it stands now.
#[derive(Debug, Clone)]
pub struct Found {
    pub id: CardId,
    pub person: PersonId,
    pub pin_hash: String,
    pub failures: u32,
}

/// A living card of a unit; in a write it is locked.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn find(tx: &Tx<'_>, of: UnitId, by: By<'_>) -> Result<Option<Found>> {
    let select = card::Entity::find()
        .filter(match by {
            By::Secret(hash) => card::Column::SecretHash.eq(hash.to_vec()),
            By::Code(hash) => card::Column::CodeHash.eq(hash.to_vec()),
            By::Id(id) => card::Column::Id.eq(id.0),
        })
        .filter(card::Column::UnitId.eq(of.0))
        .filter(card::Column::RevokedAt.is_null());
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    let row = select.one(&tx.conn()).await.map_err(broken)?;
    Ok(row.map(|row| Found {
        id: CardId(row.id),
        person: PersonId(row.person_id),
        failures: failures(&row),
        pin_hash: row.pin_hash,
    }))
}

fn failures(row: &card::Model) -> u32 {
    u32::try_from(row.failures).unwrap_or(u32::MAX)
}

/// Keeps how many wrong PINs were typed in a row.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn count<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, UseTablet>, id: CardId, failures: u32) -> Result<()> {
    let failures = i32::try_from(failures).map_err(Error::internal)?;
    card::Entity::update_many()
        .col_expr(card::Column::Failures, Expr::value(failures))
        .filter(card::Column::Id.eq(id.0))
        .filter(card::Column::UnitId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
