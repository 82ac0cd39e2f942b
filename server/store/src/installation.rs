//! What the processes of one installation must agree on. Invariant: a value is written once; the first one stays.

use crate::entity::installation::{ActiveModel, Column, Entity};
use crate::{Tx, broken};
use domain::policy::{Granted, SetUp};
use domain::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect};

/// The mark of the directory of ballot keys.
pub const VOTE_KEYS: &str = "vote_keys";

/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn value(tx: &Tx<'_>, name: &str) -> Result<Option<String>> {
    Entity::find_by_id(name)
        .select_only()
        .column(Column::Value)
        .into_tuple()
        .one(&tx.conn())
        .await
        .map_err(broken)
}

/// Writes a value unless there is one; answers the one that stays.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn first<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, SetUp>, name: &str, new: &str) -> Result<String> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        value: Set(new.to_owned()),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    value(tx, name)
        .await?
        .ok_or_else(|| Error::internal("a value that was just written is not there"))
}
