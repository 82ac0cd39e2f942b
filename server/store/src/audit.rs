//! Appending to the audit's chains.
//!
//! Invariant: the chain's head is locked from reading to writing, so a chain never forks.

use crate::entity::{audit_entry, audit_head};
use crate::{Tx, broken};
use domain::audit::{Chain, Entry, GENESIS, link};
use domain::ids::UnitId;
use domain::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QuerySelect};

/// Appends an entry; its sequence is set here.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn append(tx: &Tx<'_>, chain: Chain, unit: Option<UnitId>, mut entry: Entry) -> Result<()> {
    let conn = tx.conn();
    let name = chain.name();
    let first = audit_head::ActiveModel {
        chain: Set(name.clone()),
        sequence: Set(0),
        hash: Set(GENESIS.to_vec()),
    };
    audit_head::Entity::insert(first)
        .on_conflict(OnConflict::column(audit_head::Column::Chain).do_nothing().to_owned())
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    let head = audit_head::Entity::find_by_id(name.clone());
    let head = if tx.writes() { head.lock_exclusive() } else { head };
    let head = head
        .one(&conn)
        .await
        .map_err(broken)?
        .ok_or_else(|| Error::internal("the chain's head is gone"))?;

    entry.chain.clone_from(&name);
    entry.sequence = head.sequence + 1;
    let hash = link(&head.hash, &entry).to_vec();
    audit_head::ActiveModel {
        chain: Set(name),
        sequence: Set(entry.sequence),
        hash: Set(hash.clone()),
    }
    .update(&conn)
    .await
    .map_err(broken)?;
    let row = audit_entry::ActiveModel {
        chain: Set(entry.chain),
        sequence: Set(entry.sequence),
        at: Set(entry.at),
        actor: Set(entry.actor),
        action: Set(entry.action),
        target: Set(entry.target),
        detail: Set(entry.detail),
        unit_id: Set(unit.map(|unit| unit.0)),
        hash: Set(hash),
    };
    audit_entry::Entity::insert(row)
        .exec_without_returning(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}
