//! Casting, many at a time.
//!
//! Invariant: each ballot is written in the statement's own transaction with the line it takes, a line is taken by
//! one key only, and every cast has a grant of its own. Sealed ballots enter in the order of their random ids.

use crate::entity::{meeting, open_ballot, participant, roll_line, sealed_ballot, vote};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ballot::{Layout, Marks};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::meeting::Presence;
use domain::policy::{Capacity, CastBallot, Facts, Granted, MeetingRole, Place, Relation};
use domain::rule::{Channel, Channels};
use domain::vote::{RollStanding, State, StateKind};
use domain::{Error, Result};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationDef, Statement, Value,
};
use std::collections::HashMap;
use std::fmt::Write;
use uuid::Uuid;

/// What a ballot must fit: nothing of it changes once the vote has opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub layout: Layout,
    pub channels: Channels,
    /// The key to which ballots of a secret vote are sealed.
    pub public_key: Option<[u8; 32]>,
    pub secret: bool,
}

/// The card of a vote, and its state at this moment.
///
/// # Errors
/// [`Error::NotFound`] if there is no such vote.
pub async fn card(tx: &Tx<'_>, id: VoteId) -> Result<(StateKind, Card)> {
    let row = vote::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    let state = StateKind::from_code(&row.state).ok_or_else(|| Error::internal("unknown state of a vote"))?;
    let public_key = row.public_key.map(<[u8; 32]>::try_from).transpose();
    Ok((
        state,
        Card {
            layout: serde_json::from_str(&row.layout).map_err(Error::internal)?,
            channels: Channels::from_codes(&row.channels).ok_or_else(|| Error::internal("unknown channel"))?,
            public_key: public_key.map_err(|_| Error::internal("a public key of another length"))?,
            secret: row.secret,
        },
    ))
}

/// Somebody who casts: what he is in the meeting, his line, whether he is here.
#[derive(Debug)]
pub struct Voter<'tx> {
    pub facts: Facts<'tx>,
    pub line: Option<RollStanding>,
    pub here: bool,
}

#[derive(FromQueryResult)]
struct VoterRow {
    person_id: Uuid,
    role: String,
    presence: String,
    may_vote: Option<bool>,
    ballot_key: Option<String>,
}

/// The state of a vote, held shared until the transaction ends, and those of `people` who take part in its meeting.
/// Only what they are in the meeting is loaded: it is what casting is granted for. With the state comes the moment at
/// which an open vote closes by itself.
///
/// # Errors
/// [`Error::NotFound`] if there is no such vote.
pub async fn voters<'tx>(
    tx: &Tx<'tx>,
    id: VoteId,
    people: &[PersonId],
) -> Result<(StateKind, Option<DateTime<Utc>>, HashMap<PersonId, Voter<'tx>>)> {
    let conn = tx.conn();
    let select = vote::Entity::find_by_id(id.0)
        .select_only()
        .column(vote::Column::MeetingId)
        .column(vote::Column::State)
        .column(vote::Column::StateData);
    let select = if tx.writes() { select.lock_shared() } else { select };
    let held: Option<(Uuid, String, String)> = select.into_tuple().one(&conn).await.map_err(broken)?;
    let (meeting, state, data) = held.ok_or(Error::NotFound)?;
    let state = StateKind::from_code(&state).ok_or_else(|| Error::internal("unknown state of a vote"))?;
    let closes_at = match state {
        StateKind::Open => match serde_json::from_str(&data).map_err(Error::internal)? {
            State::Open { closes_at, .. } => closes_at,
            _ => None,
        },
        _ => None,
    };
    let unit: Option<Uuid> = meeting::Entity::find_by_id(meeting)
        .select_only()
        .column(meeting::Column::UnitId)
        .into_tuple()
        .one(&conn)
        .await
        .map_err(broken)?;
    let to_line: RelationDef = participant::Entity::belongs_to(roll_line::Entity)
        .from(participant::Column::PersonId)
        .to(roll_line::Column::PersonId)
        .into();
    let rows = participant::Entity::find()
        .select_only()
        .column(participant::Column::PersonId)
        .column(participant::Column::Role)
        .column(participant::Column::Presence)
        .column(roll_line::Column::MayVote)
        .column(roll_line::Column::BallotKey)
        .join(
            JoinType::LeftJoin,
            to_line.on_condition(move |_, line| Expr::col((line, roll_line::Column::VoteId)).eq(id.0).into_condition()),
        )
        .filter(participant::Column::MeetingId.eq(meeting))
        .filter(participant::Column::PersonId.is_in(people.iter().map(|person| person.0)))
        .into_model::<VoterRow>()
        .all(&conn)
        .await
        .map_err(broken)?;
    let place = Place {
        unit: unit.map(domain::ids::UnitId),
        meeting: Some(MeetingId(meeting)),
    };
    let voters = rows.into_iter().filter_map(|row| {
        let role = MeetingRole::from_code(&row.role)?;
        let voter = Voter {
            facts: Facts {
                standing: crate::facts::in_role(role)
                    .map(|role| (Capacity::Meeting(role), Relation::Own))
                    .collect(),
                place,
                scope: tx.scope(),
            },
            line: row.may_vote.map(|may_vote| RollStanding {
                may_vote,
                ballot_key: row.ballot_key,
            }),
            here: Presence::from_code(&row.presence).is_some_and(Presence::is_here),
        };
        Some((PersonId(row.person_id), voter))
    });
    Ok((state, closes_at, voters.collect()))
}

/// What goes into the box.
#[derive(Debug, Clone)]
pub enum Ballot {
    Open(Marks),
    /// With the random id of its row.
    Sealed(Uuid, Vec<u8>),
}

/// One cast that is allowed.
#[derive(Debug)]
pub struct CastLine<'tx> {
    pub granted: Granted<'tx, CastBallot>,
    pub key: String,
    pub channel: Channel,
    pub ballot: Ballot,
}

/// Casts on one vote: takes the lines and writes the ballots of those whose line was still free; answers who they are.
/// A person stands among the lines once.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn cast<'tx>(tx: &Tx<'tx>, id: VoteId, lines: &[CastLine<'tx>]) -> Result<Vec<PersonId>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let conn = tx.conn();
    let taken = take(&conn, id, lines).await?;
    let (mut named, mut sealed) = (Vec::new(), Vec::new());
    for line in lines {
        let person = line.granted.actor().voter()?;
        if !taken.contains(&person) {
            continue;
        }
        match &line.ballot {
            Ballot::Open(marks) => named.push(open_ballot::ActiveModel {
                vote_id: Set(id.0),
                person_id: Set(person.0),
                marks: Set(marks.encode()),
            }),
            Ballot::Sealed(row, ballot) => sealed.push((*row, ballot.clone())),
        }
    }
    if !named.is_empty() {
        open_ballot::Entity::insert_many(named)
            .exec_without_returning(&conn)
            .await
            .map_err(broken)?;
    }
    if !sealed.is_empty() {
        sealed.sort_unstable_by_key(|(row, _)| *row);
        let rows = sealed.into_iter().map(|(row, ballot)| sealed_ballot::ActiveModel {
            id: Set(row),
            vote_id: Set(id.0),
            sealed: Set(ballot),
        });
        sealed_ballot::Entity::insert_many(rows)
            .exec_without_returning(&conn)
            .await
            .map_err(broken)?;
    }
    Ok(taken)
}

/// Sets the keys in one statement. sea-query has no `UPDATE … FROM (VALUES …)`, and one statement a line would cost a
/// round trip each.
async fn take<C: ConnectionTrait>(conn: &C, id: VoteId, lines: &[CastLine<'_>]) -> Result<Vec<PersonId>> {
    let backend = conn.get_database_backend();
    let mut values: Vec<Value> = Vec::with_capacity(lines.len() * 3 + 1);
    let mut sql = String::from("WITH cast_line(p, k, c) AS (VALUES ");
    let numbered = backend == sea_orm::DbBackend::Postgres;
    let place = |n: usize| if numbered { format!("${n}") } else { "?".to_owned() };
    for (index, line) in lines.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let n = index * 3;
        // Writing into a String cannot fail.
        let _ = write!(sql, "{comma}({},{},{})", place(n + 1), place(n + 2), place(n + 3));
        values.push(line.granted.actor().voter()?.0.into());
        values.push(line.key.clone().into());
        values.push(line.channel.code().into());
    }
    let _ = write!(
        sql,
        ") UPDATE roll_line SET ballot_key = cast_line.k, channel = cast_line.c FROM cast_line \
         WHERE roll_line.vote_id = {} AND roll_line.person_id = cast_line.p AND roll_line.may_vote = TRUE \
         AND roll_line.ballot_key IS NULL RETURNING person_id",
        place(values.len() + 1)
    );
    values.push(id.0.into());
    let rows = conn
        .query_all_raw(Statement::from_sql_and_values(backend, sql, values))
        .await
        .map_err(broken)?;
    rows.iter()
        .map(|row| row.try_get_by_index::<Uuid>(0).map(PersonId).map_err(broken))
        .collect()
}
