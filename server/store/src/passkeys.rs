//! Passkeys and the ceremonies under way.
//!
//! Invariant: a ceremony is deleted by whoever takes it, so it is used once; its id follows from its challenge.

use crate::entity::{ceremony, passkey};
use crate::{Tx, broken, is_taken};
use chrono::{DateTime, Utc};
use domain::account::PasskeyLine;
use domain::ids::{PasskeyId, PersonId};
use domain::policy::{Action, Granted, ManageSelf, SetUp, SignIn};
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Actions with a ceremony: adding a passkey to the own account, and signing in with one.
pub trait HasCeremony: Action {
    const KIND: &'static str;
}
impl HasCeremony for ManageSelf {
    const KIND: &'static str = "register";
}
impl HasCeremony for SignIn {
    const KIND: &'static str = "sign_in";
}

/// Keeps a ceremony until it is finished, and clears away those that never were.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn begin<'tx, A: HasCeremony>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    id: Uuid,
    person: Option<PersonId>,
    state: String,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let conn = tx.conn();
    ceremony::Entity::delete_many()
        .filter(ceremony::Column::ExpiresAt.lte(now))
        .exec(&conn)
        .await
        .map_err(broken)?;
    let row = ceremony::ActiveModel {
        id: Set(id),
        person_id: Set(person.map(|person| person.0)),
        kind: Set(<A as HasCeremony>::KIND.to_owned()),
        state: Set(state),
        expires_at: Set(expires_at),
    };
    ceremony::Entity::insert(row)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}

/// Takes a ceremony out: whose it is and how it stands. Of two takers one gets nothing.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn take<'tx, A: HasCeremony>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(PersonId, String)>> {
    let conn = tx.conn();
    let row = ceremony::Entity::find_by_id(id)
        .filter(ceremony::Column::Kind.eq(<A as HasCeremony>::KIND))
        .filter(ceremony::Column::ExpiresAt.gt(now))
        .one(&conn)
        .await
        .map_err(broken)?;
    let deleted = ceremony::Entity::delete_by_id(id).exec(&conn).await.map_err(broken)?;
    Ok(row
        .filter(|_| deleted.rows_affected == 1)
        .and_then(|row| Some((PersonId(row.person_id?), row.state))))
}

/// A person's passkeys, the oldest first; in a write they are locked.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<passkey::Model>> {
    let select = passkey::Entity::find()
        .filter(passkey::Column::PersonId.eq(person.0))
        .order_by_asc(passkey::Column::CreatedAt);
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    select.all(&tx.conn()).await.map_err(broken)
}

/// The same for the profile page.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, person: PersonId) -> Result<Vec<PasskeyLine>> {
    Ok(of(tx, person)
        .await?
        .into_iter()
        .map(|row| PasskeyLine {
            id: PasskeyId(row.id),
            name: row.name,
            since: row.created_at,
        })
        .collect())
}

/// Adds a passkey to the own account.
///
/// # Errors
/// [`Fault::PasskeyFailed`] if the credential is known already.
pub async fn add<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageSelf>,
    id: PasskeyId,
    credential_id: String,
    credential: String,
    name: String,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = passkey::ActiveModel {
        id: Set(id.0),
        person_id: Set(granted.target().0),
        credential_id: Set(credential_id),
        name: Set(name),
        credential: Set(credential),
        created_at: Set(now),
    };
    passkey::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(|cause| {
            if is_taken(&cause) {
                Error::Refused(Fault::PasskeyFailed)
            } else {
                broken(cause)
            }
        })?;
    Ok(())
}

/// Keeps what a sign-in changed of a credential: its counter.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn update<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SignIn>,
    id: PasskeyId,
    credential: String,
) -> Result<()> {
    passkey::Entity::update_many()
        .col_expr(passkey::Column::Credential, Expr::value(credential))
        .filter(passkey::Column::Id.eq(id.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Drops one of the own passkeys.
///
/// # Errors
/// [`Error::NotFound`] if it is none of them.
pub async fn remove<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, id: PasskeyId) -> Result<()> {
    let deleted = passkey::Entity::delete_many()
        .filter(passkey::Column::Id.eq(id.0))
        .filter(passkey::Column::PersonId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    if deleted.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Drops all of somebody's from the command line, for a lost device.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn remove_all_of<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, SetUp>, person: PersonId) -> Result<()> {
    passkey::Entity::delete_many()
        .filter(passkey::Column::PersonId.eq(person.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
