//! Sessions and their refresh tokens.
//!
//! Invariant: a token is stored as its hash; a revoked session never lives again.

use crate::accounts::SetsPassword;
use crate::entity::{refresh_token, session};
use crate::many::{self, Kind, many};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::Result;
use domain::account::SessionLine;
use domain::ids::{PersonId, SessionId};
use domain::policy::{Granted, ManageSelf, SignIn};
use sea_orm::sea_query::{Expr, IntoCondition, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// A session as it is opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub person: PersonId,
    pub device: String,
    pub expires_at: DateTime<Utc>,
}

/// A session and its refresh token, both held for the transaction.
#[derive(Debug, Clone)]
pub struct Held {
    pub session: SessionId,
    pub person: PersonId,
    pub expires_at: DateTime<Utc>,
    pub rotated_at: Option<DateTime<Utc>>,
    pub spent: bool,
}

/// Opens a session, and clears away what is left of the person's dead ones.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn open<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, SignIn>,
    new: &NewSession,
    token_hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let conn = tx.conn();
    let dead = Condition::all().add(session::Column::PersonId.eq(new.person.0)).add(
        Condition::any()
            .add(session::Column::ExpiresAt.lte(now))
            .add(session::Column::RevokedAt.is_not_null()),
    );
    let ids = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .cond_where(dead.clone())
        .to_owned();
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::SessionId.in_subquery(ids))
        .exec(&conn)
        .await
        .map_err(broken)?;
    session::Entity::delete_many()
        .filter(dead)
        .exec(&conn)
        .await
        .map_err(broken)?;
    let row = session::ActiveModel {
        id: Set(new.id.0),
        person_id: Set(new.person.0),
        device: Set(new.device.clone()),
        created_at: Set(now),
        last_seen: Set(now),
        expires_at: Set(new.expires_at),
        revoked_at: Set(None),
    };
    session::Entity::insert(row)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    put_token(tx, granted, new.id, token_hash, now).await
}

async fn put_token<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SignIn>,
    session: SessionId,
    token_hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = refresh_token::ActiveModel {
        token_hash: Set(token_hash),
        session_id: Set(session.0),
        issued_at: Set(now),
        rotated_at: Set(None),
        spent: Set(false),
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The living session that a refresh token belongs to; both rows are locked in a write.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn held_by(tx: &Tx<'_>, token_hash: &[u8], now: DateTime<Utc>) -> Result<Option<Held>> {
    let conn = tx.conn();
    let token = refresh_token::Entity::find_by_id(token_hash.to_vec());
    let token = if tx.writes() { token.lock_exclusive() } else { token };
    let Some(token) = token.one(&conn).await.map_err(broken)? else {
        return Ok(None);
    };
    let row = session::Entity::find_by_id(token.session_id);
    let row = if tx.writes() { row.lock_exclusive() } else { row };
    let row = row.one(&conn).await.map_err(broken)?;
    Ok(row.filter(|row| lives(row, now)).map(|row| Held {
        session: SessionId(row.id),
        person: PersonId(row.person_id),
        expires_at: row.expires_at,
        rotated_at: token.rotated_at,
        spent: token.spent,
    }))
}

fn lives(row: &session::Model, now: DateTime<Utc>) -> bool {
    row.revoked_at.is_none() && row.expires_at > now
}

/// Gives a session its next token and a longer life. Every other token of it is good for nothing from now on: the shown
/// one has been given after them, or a lost answer bore them.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn rotate<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, SignIn>,
    held: &Held,
    old_hash: &[u8],
    new_hash: Vec<u8>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let conn = tx.conn();
    let others = refresh_token::Column::TokenHash.ne(old_hash.to_vec());
    spend(tx, held.session, others.clone()).await?;
    // As old as they are, so that no grace holds for them.
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::Spent, Expr::value(true))
        .col_expr(
            refresh_token::Column::RotatedAt,
            Expr::col(refresh_token::Column::IssuedAt),
        )
        .filter(refresh_token::Column::SessionId.eq(held.session.0))
        .filter(refresh_token::Column::RotatedAt.is_null())
        .filter(others)
        .exec(&conn)
        .await
        .map_err(broken)?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::RotatedAt, Expr::value(Some(now)))
        .filter(refresh_token::Column::TokenHash.eq(old_hash.to_vec()))
        .exec(&conn)
        .await
        .map_err(broken)?;
    session::Entity::update_many()
        .col_expr(session::Column::LastSeen, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(expires_at))
        .filter(session::Column::Id.eq(held.session.0))
        .exec(&conn)
        .await
        .map_err(broken)?;
    put_token(tx, granted, held.session, new_hash, now).await
}

/// The newest token of a session has reached its owner, so all that were rotated before are spent.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn spend_rotated<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, SignIn>, session: SessionId) -> Result<()> {
    spend(tx, session, Condition::all()).await
}

async fn spend(tx: &Tx<'_>, session: SessionId, which: impl IntoCondition) -> Result<()> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::Spent, Expr::value(true))
        .filter(refresh_token::Column::SessionId.eq(session.0))
        .filter(refresh_token::Column::RotatedAt.is_not_null())
        .filter(which.into_condition())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Ends the family of a stolen token.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end_family<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SignIn>,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    revoke(tx, session::Column::Id.eq(session.0).into(), now).await
}

/// Ends one of the own sessions; another person's is not touched.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end_own<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageSelf>,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    let own = Condition::all()
        .add(session::Column::Id.eq(session.0))
        .add(session::Column::PersonId.eq(granted.target().0));
    revoke(tx, own, now).await
}

/// Ends all own sessions.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end_all_own<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, now: DateTime<Utc>) -> Result<()> {
    revoke(tx, session::Column::PersonId.eq(granted.target().0).into(), now).await
}

/// A new password ends every session that the old one opened.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn end_all_of<'tx, A: SetsPassword>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    revoke(tx, session::Column::PersonId.eq(person.0).into(), now).await
}

async fn revoke(tx: &Tx<'_>, which: Condition, now: DateTime<Utc>) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(Some(now)))
        .filter(which)
        .filter(session::Column::RevokedAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Whose these sessions are, as far as they live.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn people(tx: &Tx<'_>, sessions: &[SessionId], now: DateTime<Utc>) -> Result<HashMap<SessionId, PersonId>> {
    let conn = tx.conn();
    let backend = conn.get_database_backend();
    let sql = format!(
        "SELECT s.id, s.person_id FROM {} JOIN session s ON s.id = many.id \
         WHERE s.revoked_at IS NULL AND s.expires_at > $2",
        many(backend, &[("id", Kind::Id)])
    );
    let asked = many::rows(sessions.iter().map(|session| json!({ "id": many::id(session.0) })));
    let rows = conn
        .query_all_raw(Statement::from_sql_and_values(backend, sql, [asked, now.into()]))
        .await
        .map_err(broken)?;
    let rows: Vec<(Uuid, Uuid)> = rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect::<std::result::Result<_, DbErr>>()
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|(session, person)| (SessionId(session), PersonId(person)))
        .collect())
}

/// Whose session it is, alive or not.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn owner(tx: &Tx<'_>, session: SessionId) -> Result<Option<PersonId>> {
    let row = session::Entity::find_by_id(session.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.map(|row| PersonId(row.person_id)))
}

/// The living sessions of a person, the last used first.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn living(tx: &Tx<'_>, person: PersonId, this: SessionId, now: DateTime<Utc>) -> Result<Vec<SessionLine>> {
    let rows = session::Entity::find()
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::RevokedAt.is_null())
        .order_by_desc(session::Column::LastSeen)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter(|row| lives(row, now))
        .map(|row| SessionLine {
            id: SessionId(row.id),
            device: row.device,
            since: row.created_at,
            last_seen: row.last_seen,
            is_this: row.id == this.0,
        })
        .collect())
}
