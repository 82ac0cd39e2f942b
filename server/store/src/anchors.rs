//! Anchors over the audit's chains.
//!
//! Invariant: a day has one anchor, and none is ever changed; each row holds what moved since the one before, so that
//! the heads of any day can be put together again and held against its root.

use crate::entity::{anchor, audit_entry, audit_head};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::anchor::{Anchor, Anchored, Head, Heads, PublicKey, Signature};
use domain::audit::{Chain, hex};
use domain::policy::{ActionKind, Granted, RunJobs};
use domain::{Error, Result};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// An anchor as it was stored, with the heads that had moved; nothing where the row cannot be read any more.
pub struct Stored {
    pub day: NaiveDate,
    pub anchor: Option<(Anchor, Heads)>,
}

/// The heads of all chains as they are now, in one statement.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn heads(tx: &Tx<'_>) -> Result<Heads> {
    let rows = audit_head::Entity::find().all(&tx.conn()).await.map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.chain, head(row.sequence, &row.hash)))
        .collect())
}

fn head(sequence: i64, hash: &[u8]) -> Head {
    Head {
        sequence,
        hash: hex(hash),
    }
}

/// All anchors, the oldest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Stored>> {
    let rows = anchor::Entity::find()
        .order_by_asc(anchor::Column::Day)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|row| Stored {
            day: row.day,
            anchor: anchor_of(&row).zip(serde_json::from_str(&row.moved).ok()),
        })
        .collect())
}

/// The day of the newest anchor.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn newest_day(tx: &Tx<'_>) -> Result<Option<NaiveDate>> {
    let row = anchor::Entity::find()
        .order_by_desc(anchor::Column::Day)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.map(|row| row.day))
}

fn anchor_of(row: &anchor::Model) -> Option<Anchor> {
    Some(Anchor {
        says: Anchored {
            day: row.day,
            chains: u64::try_from(row.chains).ok()?,
            root: row.root.as_slice().try_into().ok()?,
        },
        signature: Signature(row.signature.as_slice().try_into().ok()?),
        key: PublicKey(row.public_key.as_slice().try_into().ok()?),
    })
}

/// Writes a day's anchor.
///
/// # Errors
/// [`Error::Internal`] if the database fails, or if the day has one.
pub async fn put<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, RunJobs>, anchor: &Anchor, moved: &Heads) -> Result<()> {
    let row = anchor::ActiveModel {
        day: Set(anchor.says.day),
        chains: Set(i64::try_from(anchor.says.chains).map_err(Error::internal)?),
        root: Set(anchor.says.root.to_vec()),
        moved: Set(serde_json::to_string(moved).map_err(Error::internal)?),
        signature: Set(anchor.signature.0.to_vec()),
        public_key: Set(anchor.key.0.to_vec()),
    };
    anchor::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// How an anchor stands in the audit.
#[must_use]
pub fn told(says: &Anchored) -> String {
    format!("anchor={} chains={} root={}", says.day, says.chains, hex(&says.root))
}

/// The anchors that the audit tells of, so that a dropped row is missed.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn in_audit(tx: &Tx<'_>) -> Result<Vec<String>> {
    audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Detail)
        .filter(audit_entry::Column::Chain.eq(Chain::Installation.name()))
        .filter(audit_entry::Column::Action.eq(ActionKind::RunJobs.name()))
        .filter(audit_entry::Column::Detail.starts_with("anchor="))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)
}

/// Entries that are looked up at a time.
const BATCH: usize = 200;

/// The chains that no longer hold the entries with which these heads were anchored: cut off, rewritten or gone.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lost(tx: &Tx<'_>, anchored: &Heads) -> Result<Vec<String>> {
    let now = heads(tx).await?;
    let mut lost = Vec::new();
    let mut behind = Vec::new();
    for (chain, head) in anchored {
        match now.get(chain) {
            Some(here) if here == head => {}
            Some(here) if here.sequence > head.sequence => behind.push((chain, head)),
            Some(_) | None => lost.push(chain.clone()),
        }
    }
    for batch in behind.chunks(BATCH) {
        let wanted = batch.iter().fold(Condition::any(), |any, (chain, head)| {
            let entry = Condition::all()
                .add(audit_entry::Column::Chain.eq(chain.as_str()))
                .add(audit_entry::Column::Sequence.eq(head.sequence));
            any.add(entry)
        });
        let found: Heads = audit_entry::Entity::find()
            .filter(wanted)
            .all(&tx.conn())
            .await
            .map_err(broken)?
            .into_iter()
            .map(|row| (row.chain, head(row.sequence, &row.hash)))
            .collect();
        lost.extend(
            batch
                .iter()
                .filter(|(chain, head)| found.get(chain.as_str()) != Some(*head))
                .map(|(chain, _)| (*chain).clone()),
        );
    }
    Ok(lost)
}
