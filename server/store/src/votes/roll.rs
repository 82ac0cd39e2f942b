//! The roll and the ballots. Invariant: `ballot_key` goes from empty to a key once, in one statement that says
//! whether it was the one to do so.

use super::joins::{line_to_participant, line_to_vote};
use crate::entity::{open_ballot, participant, roll_line, vote};
use crate::{Tx, broken, insert_all};
use domain::ballot::{Layout, Marks, Tally};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::meeting::Presence;
use domain::policy::{CloseVote, Granted, OpenVote};
use domain::rule::Channel;
use domain::vote::{RollLine, RollStanding, StateKind};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, Select,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Writes the roll of a vote that is being opened.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn freeze<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, OpenVote>, lines: &[RollLine]) -> Result<()> {
    let rows = lines.iter().map(|line| roll_line::Model {
        vote_id: granted.target().0,
        person_id: line.person.0,
        in_base: line.in_base,
        may_vote: line.may_vote,
        ballot_key: None,
        channel: None,
    });
    insert_all(tx, rows.collect()).await
}

/// A vote as it stands for one person.
#[derive(Debug, Clone)]
pub struct OwnLine {
    pub line: Option<RollStanding>,
    /// Where the line was used.
    pub channel: Option<Channel>,
    pub here: bool,
}

#[derive(FromQueryResult)]
struct OwnRow {
    may_vote: Option<bool>,
    ballot_key: Option<String>,
    channel: Option<String>,
    presence: Option<String>,
}

/// State of the vote, line on the roll and presence of one person, in one round trip.
///
/// # Errors
/// [`Error::NotFound`] if there is no such vote.
pub async fn own_line(tx: &Tx<'_>, id: VoteId, person: PersonId) -> Result<OwnLine> {
    let to_line: RelationDef = vote::Entity::belongs_to(roll_line::Entity)
        .from(vote::Column::Id)
        .to(roll_line::Column::VoteId)
        .into();
    let to_presence: RelationDef = vote::Entity::belongs_to(participant::Entity)
        .from(vote::Column::MeetingId)
        .to(participant::Column::MeetingId)
        .into();
    let row = vote::Entity::find_by_id(id.0)
        .select_only()
        .column(roll_line::Column::MayVote)
        .column(roll_line::Column::BallotKey)
        .column(roll_line::Column::Channel)
        .column(participant::Column::Presence)
        .join(
            JoinType::LeftJoin,
            to_line.on_condition(move |_, line| {
                Expr::col((line, roll_line::Column::PersonId))
                    .eq(person.0)
                    .into_condition()
            }),
        )
        .join(
            JoinType::LeftJoin,
            to_presence.on_condition(move |_, participant| {
                Expr::col((participant, participant::Column::PersonId))
                    .eq(person.0)
                    .into_condition()
            }),
        )
        .into_model::<OwnRow>()
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    Ok(OwnLine {
        line: row.may_vote.map(|may_vote| RollStanding {
            may_vote,
            ballot_key: row.ballot_key,
        }),
        channel: row.channel.as_deref().and_then(Channel::from_code),
        here: row
            .presence
            .as_deref()
            .and_then(Presence::from_code)
            .is_some_and(Presence::is_here),
    })
}

/// Counts the ballots of the grant's open vote.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn count<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, CloseVote>, layout: &Layout) -> Result<Tally> {
    let rows: Vec<(String, i64)> = open_ballot::Entity::find()
        .select_only()
        .column(open_ballot::Column::Marks)
        .column_as(open_ballot::Column::PersonId.count(), "ballots")
        .filter(open_ballot::Column::VoteId.eq(granted.target().0))
        .group_by(open_ballot::Column::Marks)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut tally = Tally::empty(layout);
    for (marks, ballots) in rows {
        let marks = Marks::decode(&marks, layout).map_err(|_| Error::internal("a ballot that cannot be read"))?;
        tally.add(&marks, u32::try_from(ballots).map_err(Error::internal)?);
    }
    Ok(tally)
}

/// The whole roll, by person, and where each line was used.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn used(tx: &Tx<'_>, id: VoteId) -> Result<Vec<(RollLine, Option<Channel>)>> {
    let rows = roll_line::Entity::find()
        .filter(roll_line::Column::VoteId.eq(id.0))
        .order_by_asc(roll_line::Column::PersonId)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let line = RollLine {
                person: PersonId(row.person_id),
                in_base: row.in_base,
                may_vote: row.may_vote,
            };
            (line, row.channel.as_deref().and_then(Channel::from_code))
        })
        .collect())
}

/// Who has cast and on which channel, as one hash.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn cast_sha256(tx: &Tx<'_>, id: VoteId) -> Result<String> {
    let rows: Vec<(Uuid, String)> = roll_line::Entity::find()
        .select_only()
        .column(roll_line::Column::PersonId)
        .column(roll_line::Column::Channel)
        .filter(roll_line::Column::VoteId.eq(id.0))
        .filter(roll_line::Column::Channel.is_not_null())
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let used: Vec<(PersonId, Channel)> = rows
        .into_iter()
        .map(|(person, channel)| {
            let channel = Channel::from_code(&channel).ok_or_else(|| Error::internal("unknown channel"))?;
            Ok((PersonId(person), channel))
        })
        .collect::<Result<_>>()?;
    Ok(domain::vote::cast_sha256(&used))
}

/// The roll of one vote in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RollSums {
    pub official: u32,
    pub official_present: u32,
    /// Outside the base, but cast.
    pub joined: u32,
    pub cast: u32,
    /// Of these, given out as paper.
    pub on_paper: u32,
    /// May vote and are here.
    pub voters_present: u32,
    /// The reader has cast, or was given paper.
    pub recorded: Option<Channel>,
}

#[derive(FromQueryResult)]
struct SumRow {
    vote_id: Uuid,
    official: i64,
    official_present: i64,
    joined: i64,
    cast_lines: i64,
    on_paper: i64,
    voters_present: i64,
    recorded: Option<String>,
}

/// The rolls of all votes of a meeting, or of one vote, in figures; one round trip.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn sums(tx: &Tx<'_>, votes: &[VoteId], reader: Option<PersonId>) -> Result<HashMap<VoteId, RollSums>> {
    if votes.is_empty() {
        return Ok(HashMap::new());
    }
    let has_cast = roll_line::Column::BallotKey.is_not_null();
    let in_base = roll_line::Column::InBase.eq(true);
    let here = participant::Column::Presence.is_in([Presence::Room.code(), Presence::Online.code()]);
    let own = roll_line::Column::PersonId.eq(reader.map_or(Uuid::nil(), |reader| reader.0));
    // Neither database sums truth values, so each becomes 1 or 0.
    let total = |condition: Expr| Expr::Case(Box::new(Expr::case(condition, 1).finally(0))).sum();
    let channel = Expr::col((roll_line::Entity, roll_line::Column::Channel));
    let own_channel = Expr::Case(Box::new(Expr::case(own.and(has_cast.clone()), channel))).max();
    let rows = roll_line::Entity::find()
        .select_only()
        .column(roll_line::Column::VoteId)
        .column_as(total(in_base.clone()), "official")
        // Whoever has cast was here, whatever the attendance says since.
        .column_as(
            total(in_base.and(here.clone().or(has_cast.clone()))),
            "official_present",
        )
        .column_as(total(roll_line::Column::Channel.eq(Channel::Paper.code())), "on_paper")
        .column_as(total(roll_line::Column::MayVote.eq(true).and(here)), "voters_present")
        .column_as(
            total(roll_line::Column::InBase.eq(false).and(has_cast.clone())),
            "joined",
        )
        .column_as(total(has_cast.clone()), "cast_lines")
        .column_as(own_channel, "recorded")
        .join(JoinType::InnerJoin, line_to_vote())
        .join(JoinType::LeftJoin, line_to_participant())
        .filter(roll_line::Column::VoteId.is_in(votes.iter().map(|vote| vote.0)))
        .group_by(roll_line::Column::VoteId)
        .into_model::<SumRow>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let figure = |sum: i64| u32::try_from(sum).map_err(Error::internal);
    rows.into_iter()
        .map(|row| {
            let sums = RollSums {
                official: figure(row.official)?,
                official_present: figure(row.official_present)?,
                joined: figure(row.joined)?,
                cast: figure(row.cast_lines)?,
                on_paper: figure(row.on_paper)?,
                voters_present: figure(row.voters_present)?,
                recorded: row.recorded.as_deref().and_then(Channel::from_code),
            };
            Ok((VoteId(row.vote_id), sums))
        })
        .collect()
}

/// The lines of whoever has voted in a meeting: on a screen in a vote that is not annulled, or on paper in a declared
/// one (a paper that was given out may still come back unused).
fn used_in(meeting: MeetingId) -> Select<roll_line::Entity> {
    let screens = [Channel::Phone, Channel::Assisted].map(Channel::code);
    let counts = [StateKind::Open, StateKind::Closed, StateKind::Declared].map(StateKind::code);
    let on_screen = Condition::all()
        .add(roll_line::Column::Channel.is_in(screens))
        .add(vote::Column::State.is_in(counts));
    let declared = Condition::all()
        .add(roll_line::Column::Channel.is_not_null())
        .add(vote::Column::State.eq(StateKind::Declared.code()));
    roll_line::Entity::find()
        .join(JoinType::InnerJoin, line_to_vote())
        .filter(vote::Column::MeetingId.eq(meeting.0))
        .filter(Condition::any().add(on_screen).add(declared))
}

/// Whether somebody has voted in a meeting.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn voted_in(tx: &Tx<'_>, meeting: MeetingId, person: PersonId) -> Result<bool> {
    let lines = used_in(meeting).filter(roll_line::Column::PersonId.eq(person.0));
    Ok(lines.count(&tx.conn()).await.map_err(broken)? > 0)
}

/// Those who have voted in a meeting, to be asked within another question.
pub(crate) fn voters_in(meeting: MeetingId) -> SelectStatement {
    used_in(meeting)
        .select_only()
        .column(roll_line::Column::PersonId)
        .into_query()
}
