//! What forms have made, so that a form sent twice makes one thing.
//!
//! Invariant: a key is claimed in the transaction that makes the thing; of two at once the second waits for the first.

use crate::entity::made::{ActiveModel, Column, Entity};
use crate::{Tx, broken};
use chrono::{DateTime, Duration, Utc};
use domain::Result;
use domain::form::FormKey;
use domain::policy::{Granted, RunJobs};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Claims a key, or answers what was made under it. For the runner alone.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn claim(tx: &Tx<'_>, key: FormKey, now: DateTime<Utc>) -> Result<Option<Uuid>> {
    let row = ActiveModel {
        form_key: Set(key.0.to_vec()),
        thing: Set(Uuid::nil()),
        made_at: Set(now),
    };
    let claimed = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::FormKey).do_nothing().to_owned())
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    if claimed == 1 {
        return Ok(None);
    }
    let found = Entity::find_by_id(key.0.to_vec())
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(found.map(|row| row.thing))
}

/// Says what has been made under a claimed key. For the runner alone.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn record(tx: &Tx<'_>, key: FormKey, thing: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Thing, Expr::value(thing))
        .filter(Column::FormKey.eq(key.0.to_vec()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Nobody sends a form again after so long.
const KEPT_HOURS: i64 = 24;

/// Forgets old keys.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn forget<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, RunJobs>, now: DateTime<Utc>) -> Result<()> {
    Entity::delete_many()
        .filter(Column::MadeAt.lt(now - Duration::hours(KEPT_HOURS)))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
