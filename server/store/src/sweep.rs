//! Which files have a row.
//!
//! Invariant: a removed document keeps its row, and so its file.

use crate::entity::document;
use crate::{Tx, broken};
use domain::Result;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;

/// Those of the keys that a document stands on.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn known(tx: &Tx<'_>, keys: &[String]) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for keys in keys.chunks(500) {
        let rows: Vec<String> = document::Entity::find()
            .select_only()
            .column(document::Column::StorageKey)
            .filter(document::Column::StorageKey.is_in(keys.iter().map(String::as_str)))
            .into_tuple()
            .all(&tx.conn())
            .await
            .map_err(broken)?;
        known.extend(rows);
    }
    Ok(known)
}
