//! Documents of meetings, and who has opened them.
//!
//! Invariant: a removed document keeps its row, so that the audit and the readers stay understandable; lists leave
//! it out.

use crate::entity::{agenda_item, document, document_reading, meeting, participant, person};
use crate::participants::{Among, namesakes};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::document::{DocumentLine, DocumentView, FileKind, Reader, Received};
use domain::ids::{AgendaItemId, DocumentId, MeetingId, PersonId};
use domain::meeting::StateKind;
use domain::policy::{AddDocument, Granted, ReadDocument, RemoveDocument, SeeReaders};
use domain::{Error, Result, fold};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// As many documents as a list shows.
pub const MOST: u64 = 200;

/// A document to be written.
#[derive(Debug, Clone)]
pub struct NewDocument {
    pub id: DocumentId,
    pub item: Option<AgendaItemId>,
    pub title: String,
    pub received: Received,
    /// Where the file lies after it was taken from staging.
    pub key: String,
}

/// A document as lists show it.
#[derive(FromQueryResult)]
struct LineRow {
    id: Uuid,
    meeting_id: Uuid,
    meeting_title: String,
    item_id: Option<Uuid>,
    title: String,
    kind: String,
    bytes: i64,
    added_at: DateTime<Utc>,
    opened_by: Option<Uuid>,
}

/// The lines of documents that are there, with their meetings, and whether the reader has opened each.
fn lines(reader: Option<PersonId>) -> Select<document::Entity> {
    let reader = reader.map_or(Uuid::nil(), |reader| reader.0);
    let to_meeting: RelationDef = document::Entity::belongs_to(meeting::Entity)
        .from(document::Column::MeetingId)
        .to(meeting::Column::Id)
        .into();
    let to_reading: RelationDef = document::Entity::belongs_to(document_reading::Entity)
        .from(document::Column::Id)
        .to(document_reading::Column::DocumentId)
        .into();
    let by_reader = to_reading.on_condition(move |_, reading| {
        Expr::col((reading, document_reading::Column::PersonId))
            .eq(reader)
            .into_condition()
    });
    document::Entity::find()
        .select_only()
        .columns([
            document::Column::Id,
            document::Column::MeetingId,
            document::Column::ItemId,
            document::Column::Title,
            document::Column::Kind,
            document::Column::Bytes,
            document::Column::AddedAt,
        ])
        .column_as(meeting::Column::Title, "meeting_title")
        .column_as(document_reading::Column::PersonId, "opened_by")
        .join(JoinType::InnerJoin, to_meeting)
        .join(JoinType::LeftJoin, by_reader)
        .filter(document::Column::RemovedAt.is_null())
}

async fn read(tx: &Tx<'_>, lines: Select<document::Entity>) -> Result<Vec<DocumentLine>> {
    let rows: Vec<LineRow> = lines.into_model().all(&tx.conn()).await.map_err(broken)?;
    Ok(rows.into_iter().filter_map(line).collect())
}

fn line(row: LineRow) -> Option<DocumentLine> {
    Some(DocumentLine {
        id: DocumentId(row.id),
        meeting: MeetingId(row.meeting_id),
        meeting_title: row.meeting_title,
        item: row.item_id.map(AgendaItemId),
        title: row.title,
        kind: FileKind::from_code(&row.kind)?,
        bytes: u64::try_from(row.bytes).unwrap_or(0),
        added_at: row.added_at,
        opened: row.opened_by.is_some(),
    })
}

/// The documents of a meeting, in the order in which they came.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_meeting(tx: &Tx<'_>, meeting: MeetingId, reader: Option<PersonId>) -> Result<Vec<DocumentLine>> {
    let lines = lines(reader)
        .filter(document::Column::MeetingId.eq(meeting.0))
        .order_by_asc(document::Column::AddedAt)
        .order_by_asc(document::Column::Id);
    read(tx, lines).await
}

/// Documents of the meetings that a person takes part in or sees by his offices in `units`; newest first, at most
/// [`MOST`].
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn visible_to(tx: &Tx<'_>, person: PersonId, units: &BTreeSet<Uuid>) -> Result<Vec<DocumentLine>> {
    let mut taking_part = participant::Entity::find()
        .select_only()
        .column(participant::Column::MeetingId)
        .filter(participant::Column::PersonId.eq(person.0))
        .into_query();
    let seen = Condition::any()
        // Guests of a draft have not been asked yet.
        .add(
            Condition::all()
                .add(document::Column::MeetingId.in_subquery(taking_part.take()))
                .add(meeting::Column::State.ne(StateKind::Draft.code())),
        )
        .add_option((!units.is_empty()).then(|| meeting::Column::UnitId.is_in(units.iter().copied())));
    let newest = lines(Some(person))
        .filter(seen)
        .order_by_desc(document::Column::AddedAt)
        .order_by_asc(document::Column::Id)
        .limit(MOST);
    read(tx, newest).await
}

async fn one(tx: &Tx<'_>, id: DocumentId) -> Result<document::Model> {
    document::Entity::find_by_id(id.0)
        .filter(document::Column::RemovedAt.is_null())
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)
}

/// A document for its page.
///
/// # Errors
/// [`Error::NotFound`] if it was removed meanwhile.
pub async fn view(
    tx: &Tx<'_>,
    granted: &Granted<'_, ReadDocument>,
    reader: Option<PersonId>,
    can_remove: bool,
) -> Result<DocumentView> {
    let row = one(tx, granted.target()).await?;
    let added_by = person::Entity::find_by_id(row.added_by)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    let sha256 = row.sha256.clone();
    let one = lines(reader).filter(document::Column::Id.eq(row.id));
    let line = read(tx, one).await?.pop().ok_or(Error::NotFound)?;
    Ok(DocumentView {
        line,
        sha256,
        added_by: added_by.map(|person| person.name).unwrap_or_default(),
        can_remove,
    })
}

/// Where a document's file lies.
///
/// # Errors
/// [`Error::NotFound`] if it was removed meanwhile.
pub async fn storage_key(tx: &Tx<'_>, granted: &Granted<'_, ReadDocument>) -> Result<String> {
    Ok(one(tx, granted.target()).await?.storage_key)
}

/// Whether an agenda item belongs to the meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn item_is_here(tx: &Tx<'_>, granted: &Granted<'_, AddDocument>, item: AgendaItemId) -> Result<bool> {
    let row = agenda_item::Entity::find_by_id(item.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.is_some_and(|row| row.meeting_id == granted.target().0))
}

/// Writes a document's row and notes on the meeting that documents came.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn add<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AddDocument>,
    new: NewDocument,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let meeting = granted.target();
    let row = document::ActiveModel {
        id: Set(new.id.0),
        meeting_id: Set(meeting.0),
        item_id: Set(new.item.map(|item| item.0)),
        folded: Set(fold::fold(&new.title)),
        title: Set(new.title),
        kind: Set(new.received.kind.code().to_owned()),
        bytes: Set(i64::try_from(new.received.bytes).map_err(Error::internal)?),
        sha256: Set(new.received.sha256),
        storage_key: Set(new.key),
        added_by: Set(by.0),
        added_at: Set(now),
        removed_at: Set(None),
    };
    document::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    meeting::Entity::update_many()
        .col_expr(meeting::Column::DocumentsAt, Expr::value(now))
        .filter(meeting::Column::Id.eq(meeting.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Takes a document out of all lists.
///
/// # Errors
/// [`Error::NotFound`] if somebody else did so before.
pub async fn remove<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, RemoveDocument>, now: DateTime<Utc>) -> Result<()> {
    let row = one(tx, granted.target()).await?;
    let mut change: document::ActiveModel = row.into();
    change.removed_at = Set(Some(now));
    change.update(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// Notes that somebody opened a document; the first time counts.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn note_reading<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ReadDocument>,
    reader: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = document_reading::ActiveModel {
        document_id: Set(granted.target().0),
        person_id: Set(reader.0),
        opened_at: Set(now),
    };
    let known = OnConflict::columns([document_reading::Column::DocumentId, document_reading::Column::PersonId])
        .do_nothing()
        .to_owned();
    document_reading::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Who has opened which document of a meeting, by name.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn readers(tx: &Tx<'_>, granted: &Granted<'_, SeeReaders>) -> Result<Vec<(DocumentLine, Vec<Reader>)>> {
    let documents = of_meeting(tx, granted.target(), None).await?;
    let rows = document_reading::Entity::find()
        .select_only()
        .column(document_reading::Column::DocumentId)
        .column(person::Column::Id)
        .column(person::Column::Name)
        .column(document_reading::Column::OpenedAt)
        .join(
            JoinType::InnerJoin,
            document_reading::Entity::belongs_to(person::Entity)
                .from(document_reading::Column::PersonId)
                .to(person::Column::Id)
                .into(),
        )
        .filter(document_reading::Column::DocumentId.is_in(documents.iter().map(|line| line.id.0)))
        .order_by_asc(person::Column::NameKey)
        .into_tuple::<(Uuid, Uuid, String, DateTime<Utc>)>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let apart = namesakes(tx, granted.target(), Among::Everybody).await?;
    let mut by_document: HashMap<Uuid, Vec<Reader>> = HashMap::new();
    for (document, person, name, opened_at) in rows {
        let person = PersonId(person);
        by_document.entry(document).or_default().push(Reader {
            name: apart.get(&person).cloned().unwrap_or(name),
            person,
            opened_at,
        });
    }
    Ok(documents
        .into_iter()
        .map(|line| {
            let readers = by_document.remove(&line.id.0).unwrap_or_default();
            (line, readers)
        })
        .collect())
}

/// The keys of all files that have a row, for the sweep.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn keys(tx: &Tx<'_>) -> Result<HashSet<String>> {
    let keys = document::Entity::find()
        .select_only()
        .column(document::Column::StorageKey)
        .into_tuple::<String>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(keys.into_iter().collect())
}

/// The documents that a person has not opened, of meetings that he is called to and that are not over and done with:
/// those of the next meeting first, those of meetings that have been held or whose day is past (before `from`) last.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn unread(tx: &Tx<'_>, reader: PersonId, from: DateTime<Utc>, most: u64) -> Result<Vec<DocumentLine>> {
    let alive = [StateKind::Announced, StateKind::InSession, StateKind::Ended].map(StateKind::code);
    let to_participant = document::Entity::belongs_to(participant::Entity)
        .from(document::Column::MeetingId)
        .to(participant::Column::MeetingId)
        .into();
    let not_held = meeting::Column::State.eq(StateKind::Announced.code());
    let past = Condition::any()
        .add(meeting::Column::State.eq(StateKind::Ended.code()))
        .add(not_held.and(meeting::Column::StartsAt.lt(from)));
    let unread = lines(Some(reader))
        .join(JoinType::InnerJoin, to_participant)
        .filter(participant::Column::PersonId.eq(reader.0))
        .filter(meeting::Column::State.is_in(alive))
        .filter(document_reading::Column::PersonId.is_null())
        .order_by_asc(Expr::Case(Box::new(Expr::case(past, 1).finally(0))))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_desc(document::Column::AddedAt)
        .order_by_desc(document::Column::Id)
        .limit(most);
    read(tx, unread).await
}
