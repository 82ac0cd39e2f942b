//! Votes: their rows, the roll, the ballots.
//!
//! Invariant: the roll is written once, when the vote opens; a line is cast on only while its key is empty, and the
//! ballot is written with it.

mod read;
mod roll;

pub use read::{lines, named, open_for, waiting};
pub use roll::{OwnLine, RollSums, cast, count, freeze, own_line, sums};

use crate::entity::vote;
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::policy::{CloseVote, Granted, OpenVote};
use domain::rule::{Matter, Rule};
use domain::vote::{OpenVoteData, State, StateKind};
use domain::{Error, Result};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ActiveValue::Unchanged, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
};

/// A vote's row, read.
#[derive(Debug, Clone)]
pub struct Vote {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub item: AgendaItemId,
    pub question: String,
    pub matter: Matter,
    pub rule: Rule,
    pub names_shown: bool,
    pub state: State,
}

fn read(row: vote::Model) -> Result<Vote> {
    Ok(Vote {
        id: VoteId(row.id),
        meeting: MeetingId(row.meeting_id),
        item: AgendaItemId(row.item_id),
        question: row.question,
        matter: Matter::from_code(&row.matter).ok_or_else(|| Error::internal("unknown matter"))?,
        rule: serde_json::from_str(&row.rule).map_err(Error::internal)?,
        names_shown: row.names_shown,
        state: serde_json::from_str(&row.state_data).map_err(Error::internal)?,
    })
}

/// # Errors
/// [`Error::NotFound`] if there is no such vote.
pub async fn find(tx: &Tx<'_>, id: VoteId) -> Result<Vote> {
    let row = vote::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    read(row)
}

/// Opens a vote on the grant's item, with the rule as it is today.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, OpenVote>,
    id: VoteId,
    data: &OpenVoteData,
    rule: &Rule,
    now: DateTime<Utc>,
) -> Result<()> {
    let state = State::Open { since: now };
    let row = vote::ActiveModel {
        id: Set(id.0),
        meeting_id: Set(granted.meeting()?.0),
        item_id: Set(granted.target().0),
        question: Set(data.question.clone()),
        matter: Set(data.matter.code().to_owned()),
        rule: Set(serde_json::to_string(rule).map_err(Error::internal)?),
        names_shown: Set(data.names_shown),
        state: Set(state.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(&state).map_err(Error::internal)?),
        opened_at: Set(now),
    };
    vote::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Moves the grant's vote to a state.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn set_state<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, CloseVote>, state: &State) -> Result<()> {
    vote::ActiveModel {
        id: Unchanged(granted.target().0),
        state: Set(state.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(state).map_err(Error::internal)?),
        ..Default::default()
    }
    .update(&tx.conn())
    .await
    .map_err(broken)?;
    Ok(())
}

/// How many votes are open in a meeting, or on one of its items.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_in(tx: &Tx<'_>, meeting: MeetingId, item: Option<AgendaItemId>) -> Result<u64> {
    let mut open = vote::Entity::find()
        .filter(vote::Column::MeetingId.eq(meeting.0))
        .filter(vote::Column::State.eq(StateKind::Open.code()));
    if let Some(item) = item {
        open = open.filter(vote::Column::ItemId.eq(item.0));
    }
    open.count(&tx.conn()).await.map_err(broken)
}
