//! The agenda: items added, changed, moved, taken off.
//!
//! Invariant: during the session only what has not come up yet changes, so notes and votes keep their numbers.

use crate::{UseCase, Work};
use async_trait::async_trait;
use domain::ids::AgendaItemId;
use domain::meeting::{Direction, ItemData, State};
use domain::policy::{EditMeeting, Granted};
use domain::{Error, Fault, Result, agenda};
use store::{agenda as items, meetings, votes};

/// A new item at the end of its level.
pub struct AddItem {
    pub data: ItemData,
}

#[async_trait]
impl UseCase for AddItem {
    type Action = EditMeeting;
    type Output = AgendaItemId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<AgendaItemId> {
        let (nodes, _) = open_agenda(work, granted).await?;
        agenda::may_stand_below(&nodes, None, self.data.parent)?;
        let id: AgendaItemId = work.id();
        let position = agenda::last(&nodes, self.data.parent);
        items::add(&work.tx, granted, id, &self.data, position).await?;
        work.detail(format!("item={id} added"));
        work.live(granted.target());
        Ok(id)
    }
}

/// An item's new data; below another parent it goes to the end.
pub struct EditItem {
    pub item: AgendaItemId,
    pub data: ItemData,
    /// [`ItemData::mark`] of what its writer had before him; other programs need not say.
    pub was: Option<String>,
}

#[async_trait]
impl UseCase for EditItem {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let (nodes, settled) = open_agenda(work, granted).await?;
        let node = agenda::find(&nodes, self.item)?;
        agenda::all_ahead(&settled, &[self.item])?;
        agenda::may_stand_below(&nodes, Some(self.item), self.data.parent)?;
        let present = data_of(items::find(&work.tx, self.item).await?);
        // A form that was sent twice changes nothing the second time.
        if present == self.data {
            work.unchanged();
            return Ok(());
        }
        if self.was.as_ref().is_some_and(|was| *was != present.mark()) {
            return Err(Error::field("title", Fault::WrittenMeanwhile));
        }
        let position = if node.parent == self.data.parent {
            node.position
        } else {
            agenda::last(&nodes, self.data.parent)
        };
        items::edit(&work.tx, granted, self.item, &self.data, position).await?;
        work.detail(format!("item={} edited", self.item));
        work.live(granted.target());
        Ok(())
    }
}

/// An item changes places with its neighbour.
pub struct MoveItem {
    pub item: AgendaItemId,
    pub direction: Direction,
    /// The number that it had for whoever moves it; nothing if he did not say.
    pub at: String,
}

#[async_trait]
impl UseCase for MoveItem {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let (nodes, settled) = open_agenda(work, granted).await?;
        // Pressed twice: it has moved from there.
        let numbered = agenda::numbered(&nodes);
        let there = numbered.iter().find(|(_, node)| node.id == self.item);
        if !self.at.is_empty() && there.is_some_and(|(number, _)| *number != self.at) {
            work.unchanged();
            return Ok(());
        }
        let order = agenda::moved_among(&nodes, &settled, self.item, self.direction)?;
        items::arrange(&work.tx, granted, &order).await?;
        work.detail(format!("item={} {}", self.item, self.direction.code()));
        work.live(granted.target());
        Ok(())
    }
}

/// An item goes, with those below it.
pub struct RemoveItem {
    pub item: AgendaItemId,
}

#[async_trait]
impl UseCase for RemoveItem {
    type Action = EditMeeting;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMeeting>, work: &mut Work<'tx>) -> Result<()> {
        let (nodes, settled) = open_agenda(work, granted).await?;
        agenda::find(&nodes, self.item)?;
        let gone: Vec<AgendaItemId> = std::iter::once(self.item)
            .chain(
                agenda::siblings(&nodes, Some(self.item))
                    .into_iter()
                    .map(|node| node.id),
            )
            .collect();
        agenda::all_ahead(&settled, &gone)?;
        items::remove(&work.tx, granted, &gone).await?;
        work.detail(format!("item={} removed", self.item));
        work.live(granted.target());
        Ok(())
    }
}

fn data_of(item: items::Item) -> ItemData {
    ItemData {
        title: item.title,
        kind: item.kind,
        presenter: item.presenter,
        minutes: item.minutes,
        parent: item.node.parent,
        matter: item.matter,
    }
}

/// The agenda while it may be changed, and those of its items that have come up in the session.
async fn open_agenda<'tx>(
    work: &Work<'tx>,
    granted: &Granted<'tx, EditMeeting>,
) -> Result<(Vec<agenda::Node>, Vec<AgendaItemId>)> {
    let meeting = meetings::find(&work.tx, granted.target()).await?;
    meeting.state.arrange()?;
    let all = items::of(&work.tx, meeting.id).await?;
    let voted: Vec<AgendaItemId> = match meeting.state {
        State::InSession { .. } => votes::lines(&work.tx, meeting.id)
            .await?
            .iter()
            .map(|vote| vote.item)
            .collect(),
        _ => Vec::new(),
    };
    let settled = all
        .iter()
        .filter(|item| is_settled(&meeting.state, item, voted.contains(&item.node.id)))
        .map(|item| item.node.id)
        .collect();
    Ok((items::nodes(&all), settled))
}

/// Whether an item has come up: it is on the table, it is done, or there is a vote on it.
pub fn is_settled(state: &State, item: &items::Item, has_vote: bool) -> bool {
    matches!(state, State::InSession { .. }) && (item.done || has_vote || state.on_table() == Some(item.node.id))
}
