//! Accounts: passwords, second factors' secrets, failed tries.
//!
//! Invariant: under [`SignIn`] the grant's target is the installation, because nobody is known yet; the person is then
//! whoever the checked secret belongs to, found in the same transaction.

use crate::entity::{account, person, sign_in_tries};
use crate::{Tx, broken};
use chrono::{DateTime, Duration, Utc};
use domain::ids::PersonId;
use domain::policy::{Action, Granted, IssuePasswordLink, ManageSelf, SetUp, SignIn};
use domain::sign_in::{TRIES_HOURS, Tries};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

/// Actions under which a password is set: with a link, or from the command line.
pub trait SetsPassword: Action {}
impl SetsPassword for SignIn {}
impl SetsPassword for SetUp {}

/// Actions under which an account is opened.
pub trait OpensAccount: Action {}
impl OpensAccount for IssuePasswordLink {}
impl OpensAccount for SetUp {}

/// Actions under which a password is compared and its failures are counted.
pub trait ComparesPassword: Action {}
impl ComparesPassword for SignIn {}
impl ComparesPassword for ManageSelf {}

/// How a person can be reached and called.
#[derive(Debug, Clone)]
pub struct Contact {
    pub person: PersonId,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

fn contact(row: person::Model) -> Contact {
    Contact {
        person: PersonId(row.id),
        name: row.name,
        phone: row.phone,
        email: row.email,
    }
}

/// A person's name and addresses.
///
/// # Errors
/// [`Error::NotFound`] without such a person.
pub async fn contact_of(tx: &Tx<'_>, person: PersonId) -> Result<Contact> {
    let row = person::Entity::find_by_id(person.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    row.map(contact).ok_or(Error::NotFound)
}

/// Everybody who bears one of these canonical phone numbers or addresses.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn bearers(tx: &Tx<'_>, phone: Option<&str>, email: Option<&str>) -> Result<Vec<Contact>> {
    let named = Condition::any()
        .add_option(phone.map(|phone| person::Column::Phone.eq(phone)))
        .add_option(email.map(|email| person::Column::Email.eq(email)));
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let rows = person::Entity::find()
        .filter(named)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().map(contact).collect())
}

/// The account of a person, if there is one; in a write it is locked.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn account_of(tx: &Tx<'_>, person: PersonId) -> Result<Option<account::Model>> {
    let select = account::Entity::find_by_id(person.0);
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    select.one(&tx.conn()).await.map_err(broken)
}

/// Opens an account without a password, unless there is one.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_account<'tx, A: OpensAccount>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    person: PersonId,
) -> Result<()> {
    let row = account::ActiveModel {
        person_id: Set(person.0),
        password_hash: Set(None),
        totp_secret: Set(None),
        totp_pending: Set(None),
        totp_last_step: Set(0),
        last_signed_in: Set(None),
    };
    account::Entity::insert(row)
        .on_conflict(OnConflict::column(account::Column::PersonId).do_nothing().to_owned())
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Writes the own password anew.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn change_password<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, hash: &str) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(Some(hash.to_owned())))
        .filter(account::Column::PersonId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Sets a password, opening the account if there is none.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn set_password<'tx, A: SetsPassword>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    person: PersonId,
    hash: &str,
) -> Result<()> {
    let row = account::ActiveModel {
        person_id: Set(person.0),
        password_hash: Set(Some(hash.to_owned())),
        totp_secret: Set(None),
        totp_pending: Set(None),
        totp_last_step: Set(0),
        last_signed_in: Set(None),
    };
    let over = OnConflict::column(account::Column::PersonId)
        .update_column(account::Column::PasswordHash)
        .to_owned();
    account::Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Records a sign-in, and the code's time step if one was used.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn signed_in<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, SignIn>,
    person: PersonId,
    step: Option<i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = account::Entity::update_many().col_expr(account::Column::LastSignedIn, Expr::value(now));
    if let Some(step) = step {
        update = update.col_expr(account::Column::TotpLastStep, Expr::value(step));
    }
    update
        .filter(account::Column::PersonId.eq(person.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Keeps a secret until a code confirms it.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn begin_code<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>, secret: &str) -> Result<()> {
    let pending = Expr::value(Some(secret.to_owned()));
    let own = account::Column::PersonId.eq(granted.target().0);
    account::Entity::update_many()
        .col_expr(account::Column::TotpPending, pending)
        .filter(own)
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// From now on a code is asked for; the step that confirmed it is used up.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn confirm_code<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageSelf>,
    secret: &str,
    step: i64,
) -> Result<()> {
    set_code(tx, granted.target(), Some(secret.to_owned()), step).await
}

/// No code is asked for any more.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn drop_code<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, ManageSelf>) -> Result<()> {
    set_code(tx, granted.target(), None, 0).await
}

/// The same from the command line, for somebody who has lost his telephone.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn drop_code_of<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, SetUp>, person: PersonId) -> Result<()> {
    set_code(tx, person, None, 0).await
}

async fn set_code(tx: &Tx<'_>, person: PersonId, secret: Option<String>, step: i64) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::TotpSecret, Expr::value(secret))
        .col_expr(account::Column::TotpPending, Expr::value(Option::<String>::None))
        .col_expr(account::Column::TotpLastStep, Expr::value(step))
        .filter(account::Column::PersonId.eq(person.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The failures under a name; in a write they are locked.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn tries(tx: &Tx<'_>, name_hash: &[u8], now: DateTime<Utc>) -> Result<Tries> {
    let select = sign_in_tries::Entity::find_by_id(name_hash.to_vec());
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    let row = select.one(&tx.conn()).await.map_err(broken)?;
    Ok(row
        .filter(|row| row.last_at > now - Duration::hours(TRIES_HOURS))
        .map_or_else(Tries::default, |row| Tries {
            failures: u32::try_from(row.failures).unwrap_or(0),
            wait_until: row.wait_until,
        }))
}

/// Puts the failures under a name, so that two tries at once queue for the row, and forgets the old ones.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn count_tries<'tx, A: ComparesPassword>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    name_hash: &[u8],
    tries: Tries,
    now: DateTime<Utc>,
) -> Result<()> {
    let conn = tx.conn();
    sign_in_tries::Entity::delete_many()
        .filter(sign_in_tries::Column::LastAt.lte(now - Duration::hours(TRIES_HOURS)))
        .exec(&conn)
        .await
        .map_err(broken)?;
    let row = sign_in_tries::ActiveModel {
        name_hash: Set(name_hash.to_vec()),
        failures: Set(i32::try_from(tries.failures).unwrap_or(i32::MAX)),
        wait_until: Set(tries.wait_until),
        last_at: Set(now),
    };
    let over = OnConflict::column(sign_in_tries::Column::NameHash)
        .update_columns([
            sign_in_tries::Column::Failures,
            sign_in_tries::Column::WaitUntil,
            sign_in_tries::Column::LastAt,
        ])
        .to_owned();
    sign_in_tries::Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}

/// Takes a place in the queue of a name before its failures are read.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn queue_for<'tx, A: ComparesPassword>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    name_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    let row = sign_in_tries::ActiveModel {
        name_hash: Set(name_hash.to_vec()),
        failures: Set(0),
        wait_until: Set(None),
        last_at: Set(now),
    };
    sign_in_tries::Entity::insert(row)
        .on_conflict(
            OnConflict::column(sign_in_tries::Column::NameHash)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// A new password begins with no failures.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn forget_tries<'tx, A: SetsPassword>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, A>,
    name_hash: &[u8],
) -> Result<()> {
    sign_in_tries::Entity::delete_by_id(name_hash.to_vec())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
