//! Settings as dated rows.
//!
//! Invariant: rows are added, never changed, and withdrawn only before their day; of two rows of one day the later
//! written holds.

use crate::entity::setting::{ActiveModel, Column, Entity, Model};
use crate::{Tx, broken};
use chrono::{DateTime, NaiveDate, Utc};
use domain::change::withdrawable;
use domain::ids::ChangeId;
use domain::policy::{EditSettings, Granted};
use domain::settings::Setting;
use domain::{Error, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The value that holds on a day.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn setting(tx: &Tx<'_>, setting: Setting, today: NaiveDate) -> Result<i64> {
    let [value] = values(tx, [setting], today).await?;
    Ok(value)
}

/// The values that hold on a day, in one round trip.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn values<const N: usize>(tx: &Tx<'_>, wanted: [Setting; N], today: NaiveDate) -> Result<[i64; N]> {
    let rows = Entity::find()
        .filter(Column::Name.is_in(wanted.map(Setting::code)))
        .filter(Column::StartedOn.lte(today))
        .order_by_desc(Column::StartedOn)
        .order_by_desc(Column::CreatedAt)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(wanted.map(|setting| {
        let row = rows.iter().find(|row| row.name == setting.code());
        row.map_or(setting.default_value(), |row| row.value)
    }))
}

/// All rows of all settings, newest first.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn rows(tx: &Tx<'_>) -> Result<Vec<Model>> {
    Entity::find()
        .order_by_desc(Column::StartedOn)
        .order_by_desc(Column::CreatedAt)
        .all(&tx.conn())
        .await
        .map_err(broken)
}

/// Withdraws a value of a setting whose day has not come; answers that day.
///
/// # Errors
/// [`Error::NotFound`] without such a row, [`domain::Fault::TookEffect`] from its day on.
pub async fn withdraw<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, EditSettings>,
    id: ChangeId,
    setting: Setting,
    today: NaiveDate,
) -> Result<NaiveDate> {
    let conn = tx.conn();
    let row = Entity::find_by_id(id.0)
        .filter(Column::Name.eq(setting.code()))
        .one(&conn)
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    withdrawable(row.started_on, today)?;
    // Of two at once one finds it gone.
    if Entity::delete_by_id(id.0)
        .exec(&conn)
        .await
        .map_err(broken)?
        .rows_affected
        == 0
    {
        return Err(Error::NotFound);
    }
    Ok(row.started_on)
}

/// A value from a day on.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn put<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, EditSettings>,
    id: Uuid,
    (setting, value, from): (Setting, i64, NaiveDate),
    by: String,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(id),
        name: Set(setting.code().to_owned()),
        value: Set(value),
        started_on: Set(from),
        set_by: Set(by),
        created_at: Set(now),
    };
    Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
