//! One-time password links.
//!
//! Invariant: a link is stored as its hash and used once: of two uses at once the database lets one through.

use crate::accounts::OpensAccount;
use crate::entity::{password_link, person};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::Result;
use domain::ids::PersonId;
use domain::policy::{Granted, ManageSelf, SignIn};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter};

fn good(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(password_link::Column::UsedAt.is_null())
        .add(password_link::Column::ExpiresAt.gt(now))
}

/// Writes a link; earlier ones of the same person end, so that one link at most is good.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn issue<'tx, A: OpensAccount>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    person: PersonId,
    token_hash: Vec<u8>,
    issued_by: String,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    end_all(tx, person, now).await?;
    let row = password_link::ActiveModel {
        token_hash: Set(token_hash),
        person_id: Set(person.0),
        issued_by: Set(issued_by),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    password_link::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Ends the own link, if one is good.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end_own<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, now: DateTime<Utc>) -> Result<()> {
    end_all(tx, granted.target(), now).await
}

async fn end_all(tx: &Tx<'_>, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    password_link::Entity::update_many()
        .col_expr(password_link::Column::UsedAt, Expr::value(Some(now)))
        .filter(password_link::Column::PersonId.eq(person.0))
        .filter(password_link::Column::UsedAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Whose good link it is: his id and name.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn owner(tx: &Tx<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<(PersonId, String)>> {
    let conn = tx.conn();
    let Some(link) = password_link::Entity::find_by_id(token_hash.to_vec())
        .filter(good(now))
        .one(&conn)
        .await
        .map_err(broken)?
    else {
        return Ok(None);
    };
    let row = person::Entity::find_by_id(link.person_id)
        .one(&conn)
        .await
        .map_err(broken)?;
    Ok(row.map(|row| (PersonId(row.id), row.name)))
}

/// Uses a link up; answers whose it was, or nothing if it is not good any more.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn use_up<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SignIn>,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<PersonId>> {
    let Some((person, _)) = owner(tx, token_hash, now).await? else {
        return Ok(None);
    };
    let used = password_link::Entity::update_many()
        .col_expr(password_link::Column::UsedAt, Expr::value(Some(now)))
        .filter(password_link::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(good(now))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok((used.rows_affected == 1).then_some(person))
}
