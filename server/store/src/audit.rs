//! Appending to the audit's chains, reading and verifying them.
//!
//! Invariant: the chain's head is locked from reading to writing, so a chain never forks.

use crate::entity::{agenda_item, audit_entry, audit_head, document, meeting, person, tablet, unit, vote};
use crate::{Tx, broken};
use domain::audit::{Chain, Entry, GENESIS, Thing, link};
use domain::ids::UnitId;
use domain::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Appends an entry; its chain, sequence and unit are set here.
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
    entry.unit = unit.map(|unit| unit.to_string()).unwrap_or_default();
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

/// Entries that are verified at a time.
const BATCH: u64 = 2000;

/// Entries of units, newest first, and how many there are in all. `installation` adds those of no unit.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn page(
    tx: &Tx<'_>,
    units: &BTreeSet<Uuid>,
    installation: bool,
    (offset, limit): (u64, u64),
) -> Result<(Vec<(Entry, Vec<u8>)>, u64)> {
    let mut wanted = Condition::any().add(audit_entry::Column::UnitId.is_in(units.iter().copied()));
    if installation {
        wanted = wanted.add(audit_entry::Column::Chain.eq(Chain::Installation.name()));
    }
    let select = audit_entry::Entity::find().filter(wanted);
    let count = select.clone().count(&tx.conn()).await.map_err(broken)?;
    let rows = select
        .order_by_desc(audit_entry::Column::At)
        .order_by_asc(audit_entry::Column::Chain)
        .order_by_desc(audit_entry::Column::Sequence)
        .offset(offset)
        .limit(limit)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok((rows.into_iter().map(entry).collect(), count))
}

/// All entries of one chain with their hashes, oldest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_chain(tx: &Tx<'_>, chain: &str) -> Result<Vec<(Entry, Vec<u8>)>> {
    let rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::Chain.eq(chain))
        .order_by_asc(audit_entry::Column::Sequence)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().map(entry).collect())
}

fn entry(row: audit_entry::Model) -> (Entry, Vec<u8>) {
    let entry = Entry {
        chain: row.chain,
        sequence: row.sequence,
        at: row.at,
        actor: row.actor,
        action: row.action,
        target: row.target,
        unit: row.unit_id.map(|unit| UnitId(unit).to_string()).unwrap_or_default(),
        detail: row.detail,
    };
    (entry, row.hash)
}

/// The names of all chains: those that have a head, and those that lost it.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn chains(tx: &Tx<'_>) -> Result<BTreeSet<String>> {
    let heads: Vec<String> = audit_head::Entity::find()
        .select_only()
        .column(audit_head::Column::Chain)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let entries: Vec<String> = audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Chain)
        .distinct()
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(heads.into_iter().chain(entries).collect())
}

/// Whether every hash of a chain follows from its entry and the one before, up to the head.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn is_intact(tx: &Tx<'_>, chain: &str) -> Result<bool> {
    // The head first: what is appended meanwhile lies behind it and is left for the next time.
    let head = audit_head::Entity::find_by_id(chain.to_owned())
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    let Some(head) = head else { return Ok(false) };
    let mut hash = GENESIS.to_vec();
    let mut sequence = 0;
    while sequence < head.sequence {
        let rows = audit_entry::Entity::find()
            .filter(audit_entry::Column::Chain.eq(chain))
            .filter(audit_entry::Column::Sequence.gt(sequence))
            .filter(audit_entry::Column::Sequence.lte(head.sequence))
            .order_by_asc(audit_entry::Column::Sequence)
            .limit(BATCH)
            .all(&tx.conn())
            .await
            .map_err(broken)?;
        if rows.is_empty() {
            return Ok(false);
        }
        for (entry, stored) in rows.into_iter().map(entry) {
            sequence += 1;
            hash = link(&hash, &entry).to_vec();
            if entry.sequence != sequence || hash != stored {
                return Ok(false);
            }
        }
    }
    Ok(hash == head.hash)
}

/// What these ids stand for, as far as it is still there.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn things(tx: &Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Thing>> {
    let conn = tx.conn();
    let ids = || ids.iter().copied();
    let people = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(ids()));
    let units = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name])
        .filter(unit::Column::Id.is_in(ids()));
    let screens = tablet::Entity::find()
        .select_only()
        .columns([tablet::Column::Id, tablet::Column::Name])
        .filter(tablet::Column::Id.is_in(ids()));
    let items = agenda_item::Entity::find()
        .select_only()
        .columns([
            agenda_item::Column::Id,
            agenda_item::Column::Title,
            agenda_item::Column::MeetingId,
        ])
        .filter(agenda_item::Column::Id.is_in(ids()));
    let votes = vote::Entity::find()
        .select_only()
        .columns([vote::Column::Id, vote::Column::Question, vote::Column::MeetingId])
        .filter(vote::Column::Id.is_in(ids()));
    let documents = document::Entity::find()
        .select_only()
        .columns([
            document::Column::Id,
            document::Column::Title,
            document::Column::MeetingId,
        ])
        .filter(document::Column::Id.is_in(ids()));
    type Named = (Uuid, String);
    type OfMeeting = (Uuid, String, Uuid);
    let mut things = HashMap::new();
    let people: Vec<Named> = people.into_tuple().all(&conn).await.map_err(broken)?;
    things.extend(people.into_iter().map(|(id, name)| (id, Thing::Person(name))));
    let units: Vec<Named> = units.into_tuple().all(&conn).await.map_err(broken)?;
    things.extend(units.into_iter().map(|(id, name)| (id, Thing::Unit(name))));
    let screens: Vec<Named> = screens.into_tuple().all(&conn).await.map_err(broken)?;
    things.extend(screens.into_iter().map(|(id, name)| (id, Thing::Tablet(name))));
    let mut of_meetings: Vec<Uuid> = ids().collect();
    let items: Vec<OfMeeting> = items.into_tuple().all(&conn).await.map_err(broken)?;
    let votes: Vec<OfMeeting> = votes.into_tuple().all(&conn).await.map_err(broken)?;
    let documents: Vec<OfMeeting> = documents.into_tuple().all(&conn).await.map_err(broken)?;
    of_meetings.extend(
        items
            .iter()
            .chain(&votes)
            .chain(&documents)
            .map(|(.., meeting)| *meeting),
    );
    let meetings = meeting::Entity::find()
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Title])
        .filter(meeting::Column::Id.is_in(of_meetings));
    let meetings: Vec<Named> = meetings.into_tuple().all(&conn).await.map_err(broken)?;
    things.extend(meetings.into_iter().map(|(id, title)| (id, Thing::Meeting(title))));
    things.extend(
        items
            .into_iter()
            .map(|(id, title, meeting)| (id, Thing::Item { title, meeting })),
    );
    things.extend(
        votes
            .into_iter()
            .map(|(id, question, meeting)| (id, Thing::Vote { question, meeting })),
    );
    things.extend(
        documents
            .into_iter()
            .map(|(id, title, meeting)| (id, Thing::Document { title, meeting })),
    );
    Ok(things)
}
