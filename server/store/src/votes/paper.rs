//! Paper ballots: who was given one, and what two tellers counted.
//!
//! Invariant: a paper takes the voter's line on the one roll, so nobody votes on paper and on a screen.

use super::joins::{line_to_participant, line_to_person, line_to_vote};
use crate::entity::{paper_count, participant, person, roll_line, vote};
use crate::{Tx, broken};
use domain::ballot::Tally;
use domain::ids::{PersonId, VoteId};
use domain::meeting::{Presence, Reply};
use domain::policy::{CountPaper, GivePaper, Granted, RunSession};
use domain::rule::Channel;
use domain::vote::{RollEntry, StateKind};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef,
};
use uuid::Uuid;

/// Gives a paper ballot: takes the line of somebody who has not voted; answers whether it was free.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn give<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, GivePaper>, to: PersonId, key: String) -> Result<bool> {
    let taken = roll_line::Entity::update_many()
        .col_expr(roll_line::Column::BallotKey, Expr::value(key))
        .col_expr(roll_line::Column::Channel, Expr::value(Channel::Paper.code()))
        .filter(roll_line::Column::VoteId.eq(granted.target().0))
        .filter(roll_line::Column::PersonId.eq(to.0))
        .filter(roll_line::Column::MayVote.eq(true))
        .filter(roll_line::Column::BallotKey.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(taken.rows_affected > 0)
}

/// Takes an unused paper ballot back; answers whether there was one.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn take_back<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, GivePaper>, from: PersonId) -> Result<bool> {
    let freed = roll_line::Entity::update_many()
        .col_expr(roll_line::Column::BallotKey, Expr::value(Option::<String>::None))
        .col_expr(roll_line::Column::Channel, Expr::value(Option::<String>::None))
        .filter(roll_line::Column::VoteId.eq(granted.target().0))
        .filter(roll_line::Column::PersonId.eq(from.0))
        .filter(roll_line::Column::Channel.eq(Channel::Paper.code()))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(freed.rows_affected > 0)
}

/// The roll as tellers read it: by name, with presence and channel.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn roll(tx: &Tx<'_>, id: VoteId) -> Result<Vec<RollEntry>> {
    type Line = (Uuid, String, Option<String>, Option<String>, Option<String>);
    let rows: Vec<Line> = roll_line::Entity::find()
        .select_only()
        .column(roll_line::Column::PersonId)
        .column(person::Column::Name)
        .column(participant::Column::Presence)
        .column(participant::Column::Reply)
        .column(roll_line::Column::Channel)
        .join(JoinType::InnerJoin, line_to_person())
        .join(JoinType::InnerJoin, line_to_vote())
        .join(JoinType::LeftJoin, line_to_participant())
        .filter(roll_line::Column::VoteId.eq(id.0))
        .filter(roll_line::Column::MayVote.eq(true))
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|(person, name, presence, reply, channel)| {
            let excused = reply.as_deref().and_then(Reply::from_code) == Some(Reply::Excused);
            let presence = presence
                .as_deref()
                .and_then(Presence::from_code)
                .unwrap_or(Presence::Unknown);
            RollEntry {
                person: PersonId(person),
                name,
                here: presence.is_here(),
                absent: match presence {
                    Presence::Excused | Presence::Unexcused => true,
                    Presence::Unknown => excused,
                    Presence::Room | Presence::Online => false,
                },
                channel: channel.as_deref().and_then(Channel::from_code),
            }
        })
        .collect())
}

/// Writes the grant's actor's figures, over those he entered before.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn enter<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, CountPaper>, tally: &Tally) -> Result<()> {
    let row = paper_count::ActiveModel {
        vote_id: Set(granted.target().0),
        person_id: Set(granted.actor().person()?.0),
        tally: Set(serde_json::to_string(tally).map_err(Error::internal)?),
    };
    paper_count::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([paper_count::Column::VoteId, paper_count::Column::PersonId])
                .update_column(paper_count::Column::Tally)
                .to_owned(),
        )
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Drops figures of whoever is no longer a teller of the grant's meeting, where they are still to be agreed on: nobody
/// can enter them anew, and two others have to agree.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn keep_figures_of<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, RunSession>,
    tellers: &[PersonId],
) -> Result<()> {
    let counting = vote::Entity::find()
        .select_only()
        .column(vote::Column::Id)
        .filter(vote::Column::MeetingId.eq(granted.target().0))
        .filter(vote::Column::State.eq(StateKind::Closed.code()))
        .into_query();
    paper_count::Entity::delete_many()
        .filter(paper_count::Column::VoteId.in_subquery(counting))
        .filter(paper_count::Column::PersonId.is_not_in(tellers.iter().map(|teller| teller.0)))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// All tellers' figures, by name.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn counts(tx: &Tx<'_>, id: VoteId) -> Result<Vec<(PersonId, String, Tally)>> {
    let to_person: RelationDef = paper_count::Entity::belongs_to(person::Entity)
        .from(paper_count::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows: Vec<(Uuid, String, String)> = paper_count::Entity::find()
        .select_only()
        .column(paper_count::Column::PersonId)
        .column(person::Column::Name)
        .column(paper_count::Column::Tally)
        .join(JoinType::InnerJoin, to_person)
        .filter(paper_count::Column::VoteId.eq(id.0))
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter()
        .map(|(person, name, tally)| {
            let tally = serde_json::from_str(&tally).map_err(Error::internal)?;
            Ok((PersonId(person), name, tally))
        })
        .collect()
}
