//! Votes: their rows, the roll, the ballots.
//!
//! Invariant: the roll is written once, when the vote opens; a line is cast on only while its key is empty, and the
//! ballot is written with it.

mod casting;
mod joins;
mod paper;
mod read;
mod roll;
mod sealed;

pub(crate) use joins::to_meeting;

pub use casting::{Ballot, Card, CastLine, Voter, card, cast, voters};
pub use paper::{counts, enter, give, keep_figures_of, roll as paper_roll, take_back};
pub use read::{lines, named, open_for, to_count, voters_here};
pub(crate) use roll::voters_in;
pub use roll::{OwnLine, RollSums, cast_sha256, count, freeze, own_line, sums, used, voted_in};
pub use sealed::{discard, sealed};

use crate::entity::vote;
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ballot::Layout;
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::policy::{Action, AnnulVote, CloseVote, DeclareVote, EditVote, Granted, MakeVote, OpenVote};
use domain::rule::{Channels, Matter, Rule};
use domain::vote::{State, StateKind, Terms};
use domain::{Error, Result};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ActiveValue::Unchanged, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
};

/// A vote's row, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub item: AgendaItemId,
    pub terms: Terms,
    /// Minutes until it closes by itself.
    pub minutes: Option<u32>,
    /// The rule of the day on which it opened; of the day on which it was made while it is a draft.
    pub rule: Rule,
    pub state: State,
}

pub(crate) fn read(row: vote::Model) -> Result<Vote> {
    let layout: Layout = serde_json::from_str(&row.layout).map_err(Error::internal)?;
    Ok(Vote {
        id: VoteId(row.id),
        meeting: MeetingId(row.meeting_id),
        item: AgendaItemId(row.item_id),
        terms: Terms {
            question: row.question,
            matter: Matter::from_code(&row.matter).ok_or_else(|| Error::internal("unknown matter"))?,
            layout,
            secret: row.secret,
            channels: Channels::from_codes(&row.channels).ok_or_else(|| Error::internal("unknown channel"))?,
            names_shown: row.names_shown,
        },
        minutes: row.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        rule: serde_json::from_str(&row.rule).map_err(Error::internal)?,
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

/// Writes a draft on the grant's item.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn make<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, MakeVote>,
    id: VoteId,
    terms: &Terms,
    minutes: Option<u32>,
    rule: &Rule,
    now: DateTime<Utc>,
) -> Result<()> {
    let state = State::Draft;
    let row = vote::ActiveModel {
        id: Set(id.0),
        meeting_id: Set(granted.meeting()?.0),
        item_id: Set(granted.target().0),
        public_key: Set(None),
        state: Set(state.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(&state).map_err(Error::internal)?),
        made_at: Set(now),
        ..asked(terms, minutes, rule)?
    };
    vote::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Changes the terms of the grant's vote, which is a draft.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn edit<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, EditVote>,
    terms: &Terms,
    minutes: Option<u32>,
    rule: &Rule,
) -> Result<()> {
    let row = vote::ActiveModel {
        id: Unchanged(granted.target().0),
        ..asked(terms, minutes, rule)?
    };
    row.update(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// What is asked, and under which rule.
fn asked(terms: &Terms, minutes: Option<u32>, rule: &Rule) -> Result<vote::ActiveModel> {
    Ok(vote::ActiveModel {
        question: Set(terms.question.clone()),
        matter: Set(terms.matter.code().to_owned()),
        layout: Set(serde_json::to_string(&terms.layout).map_err(Error::internal)?),
        secret: Set(terms.secret),
        channels: Set(terms.channels.codes()),
        rule: Set(serde_json::to_string(rule).map_err(Error::internal)?),
        names_shown: Set(terms.names_shown),
        minutes: Set(minutes.and_then(|minutes| i32::try_from(minutes).ok())),
        ..Default::default()
    })
}

/// Opens the grant's vote, with the rule as it is today and the key to which ballots are sealed.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, OpenVote>,
    rule: &Rule,
    state: &State,
    public_key: Option<[u8; 32]>,
) -> Result<()> {
    let row = vote::ActiveModel {
        rule: Set(serde_json::to_string(rule).map_err(Error::internal)?),
        public_key: Set(public_key.map(|key| key.to_vec())),
        ..moved(granted.target(), state)?
    };
    row.update(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// Removes the grant's vote, which is still a draft: nothing has happened under it.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn remove_draft<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditVote>) -> Result<()> {
    vote::Entity::delete_many()
        .filter(vote::Column::Id.eq(granted.target().0))
        .filter(vote::Column::State.eq(StateKind::Draft.code()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The actions that move an open vote on.
pub trait MovesVote: Action<Target = VoteId> {}
impl MovesVote for CloseVote {}
impl MovesVote for DeclareVote {}
impl MovesVote for AnnulVote {}

/// Moves the grant's vote to a state.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn set_state<'tx, A: MovesVote>(tx: &Tx<'tx>, granted: &Granted<'tx, A>, state: &State) -> Result<()> {
    moved(granted.target(), state)?
        .update(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

fn moved(id: VoteId, state: &State) -> Result<vote::ActiveModel> {
    Ok(vote::ActiveModel {
        id: Unchanged(id.0),
        state: Set(state.kind().code().to_owned()),
        state_data: Set(serde_json::to_string(state).map_err(Error::internal)?),
        ..Default::default()
    })
}

/// Whether a vote's key may still be needed: it is open, or it may be about to open.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn needs_key(tx: &Tx<'_>, id: VoteId) -> Result<bool> {
    match find(tx, id).await {
        Ok(vote) => Ok(matches!(vote.state.kind(), StateKind::Draft | StateKind::Open)),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// How many votes of a meeting, or of one of its items, are still under way.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn running_in(tx: &Tx<'_>, meeting: MeetingId, item: Option<AgendaItemId>) -> Result<u64> {
    let running = StateKind::ALL
        .iter()
        .filter(|state| !state.rests())
        .map(|state| state.code());
    let mut votes = vote::Entity::find()
        .filter(vote::Column::MeetingId.eq(meeting.0))
        .filter(vote::Column::State.is_in(running));
    if let Some(item) = item {
        votes = votes.filter(vote::Column::ItemId.eq(item.0));
    }
    votes.count(&tx.conn()).await.map_err(broken)
}
