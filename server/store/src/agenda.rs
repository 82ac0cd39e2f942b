//! Items of an agenda.
//!
//! Invariant: an item is written only for the meeting that the grant names; `domain::agenda` decides where it stands.

use crate::entity::{agenda_item, document};
use crate::{Tx, broken};
use domain::agenda::Node;
use domain::ids::{AgendaItemId, MeetingId};
use domain::meeting::{ItemData, ItemKind};
use domain::policy::{Action, CreateMeeting, EditMeeting, Granted, NoteItem, RunSession};
use domain::rule::Matter;
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// An item's row, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub node: Node,
    pub title: String,
    pub kind: ItemKind,
    pub presenter: String,
    pub minutes: u32,
    pub matter: Option<Matter>,
    pub opinions: String,
    pub conclusion: String,
    pub done: bool,
}

/// All items of a meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Item>> {
    let rows = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(meeting.0))
        .order_by_asc(agenda_item::Column::Position)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter().map(read).collect()
}

/// All items with their numbers, in the order in which they are read.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn numbered(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<(String, Item)>> {
    let items = of(tx, meeting).await?;
    let nodes = nodes(&items);
    Ok(domain::agenda::numbered(&nodes)
        .into_iter()
        .filter_map(|(number, node)| {
            let item = items.iter().find(|item| item.node.id == node.id)?;
            Some((number, item.clone()))
        })
        .collect())
}

#[must_use]
pub fn nodes(items: &[Item]) -> Vec<Node> {
    items.iter().map(|item| item.node).collect()
}

fn read(row: agenda_item::Model) -> Result<Item> {
    Ok(Item {
        node: Node {
            id: AgendaItemId(row.id),
            parent: row.parent_id.map(AgendaItemId),
            position: row.position,
        },
        title: row.title,
        kind: ItemKind::from_code(&row.kind).ok_or_else(|| Error::internal("unknown kind of item"))?,
        presenter: row.presenter,
        minutes: u32::try_from(row.minutes).unwrap_or(0),
        matter: row.matter.as_deref().and_then(Matter::from_code),
        opinions: row.opinions,
        conclusion: row.conclusion,
        done: row.done,
    })
}

fn new_row(meeting: MeetingId, id: AgendaItemId, data: &ItemData, position: i32) -> agenda_item::ActiveModel {
    agenda_item::ActiveModel {
        id: Set(id.0),
        meeting_id: Set(meeting.0),
        parent_id: Set(data.parent.map(|parent| parent.0)),
        position: Set(position),
        title: Set(data.title.clone()),
        kind: Set(data.kind.code().to_owned()),
        presenter: Set(data.presenter.clone()),
        minutes: Set(whole(data.minutes)),
        matter: Set(data.matter.map(|matter| matter.code().to_owned())),
        opinions: Set(String::new()),
        conclusion: Set(String::new()),
        done: Set(false),
    }
}

/// Adds an item.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn add<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditMeeting>,
    id: AgendaItemId,
    data: &ItemData,
    position: i32,
) -> Result<()> {
    agenda_item::Entity::insert(new_row(granted.target(), id, data, position))
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The agenda of a meeting that is being created in the unit of the grant; items that bear others come first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn fill<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, CreateMeeting>,
    meeting: MeetingId,
    items: &[(AgendaItemId, ItemData)],
) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let rows = items
        .iter()
        .zip(1..)
        .map(|((id, data), position)| new_row(meeting, *id, data, position));
    agenda_item::Entity::insert_many(rows)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Writes an item anew; what was noted on it stays.
///
/// # Errors
/// [`Fault::ItemNotHere`] if the meeting of the grant has no such item.
pub async fn edit<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditMeeting>,
    id: AgendaItemId,
    data: &ItemData,
    position: i32,
) -> Result<()> {
    let change = agenda_item::ActiveModel {
        parent_id: Set(data.parent.map(|parent| parent.0)),
        position: Set(position),
        title: Set(data.title.clone()),
        kind: Set(data.kind.code().to_owned()),
        presenter: Set(data.presenter.clone()),
        minutes: Set(whole(data.minutes)),
        matter: Set(data.matter.map(|matter| matter.code().to_owned())),
        ..Default::default()
    };
    update(tx, granted, id, change).await
}

async fn update<'tx, A: Action<Target = MeetingId>>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    id: AgendaItemId,
    change: agenda_item::ActiveModel,
) -> Result<()> {
    let written = agenda_item::Entity::update_many()
        .set(change)
        .filter(agenda_item::Column::Id.eq(id.0))
        .filter(agenda_item::Column::MeetingId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    if written.rows_affected == 0 {
        return Err(Error::Refused(Fault::ItemNotHere));
    }
    Ok(())
}

/// Puts siblings into this order.
///
/// # Errors
/// [`Fault::ItemNotHere`] if one of them is not an item of the grant's meeting.
pub async fn arrange<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>, order: &[AgendaItemId]) -> Result<()> {
    for (id, position) in order.iter().zip(1..) {
        let change = agenda_item::ActiveModel {
            position: Set(position),
            ..Default::default()
        };
        update(tx, granted, *id, change).await?;
    }
    Ok(())
}

/// Removes an item with the items below it; their documents become documents of the whole meeting.
///
/// # Errors
/// [`Fault::ItemNotHere`] if the meeting of the grant has no such item.
pub async fn remove<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMeeting>, gone: &[AgendaItemId]) -> Result<()> {
    let conn = tx.conn();
    let meeting = granted.target().0;
    document::Entity::update_many()
        .col_expr(document::Column::ItemId, Expr::value(None::<uuid::Uuid>))
        .filter(document::Column::MeetingId.eq(meeting))
        .filter(document::Column::ItemId.is_in(gone.iter().map(|id| id.0)))
        .exec(&conn)
        .await
        .map_err(broken)?;
    // Items below others go first: the rows point upwards.
    for below in [true, false] {
        let delete = agenda_item::Entity::delete_many()
            .filter(agenda_item::Column::MeetingId.eq(meeting))
            .filter(agenda_item::Column::Id.is_in(gone.iter().map(|id| id.0)));
        let delete = if below {
            delete.filter(agenda_item::Column::ParentId.is_not_null())
        } else {
            delete
        };
        delete.exec(&conn).await.map_err(broken)?;
    }
    Ok(())
}

/// Says whether an item has been dealt with.
///
/// # Errors
/// [`Fault::ItemNotHere`] if the meeting of the grant has no such item.
pub async fn set_done<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, RunSession>,
    id: AgendaItemId,
    done: bool,
) -> Result<()> {
    let change = agenda_item::ActiveModel {
        done: Set(done),
        ..Default::default()
    };
    update(tx, granted, id, change).await
}

/// Writes the notes on the grant's item.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn note<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, NoteItem>,
    opinions: String,
    conclusion: String,
) -> Result<()> {
    agenda_item::Entity::update_many()
        .set(agenda_item::ActiveModel {
            opinions: Set(opinions),
            conclusion: Set(conclusion),
            ..Default::default()
        })
        .filter(agenda_item::Column::Id.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// One item.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn find(tx: &Tx<'_>, id: AgendaItemId) -> Result<Item> {
    let row = agenda_item::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    read(row)
}

fn whole(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
