//! Casting, many at a time.
//!
//! Invariant: each ballot is written in the statement's own transaction with the line it takes, a line is taken by
//! one key only, and every cast has a grant of its own. Sealed ballots enter in the order of their random ids.

use crate::entity::vote;
use crate::many::{self, Kind, many};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ballot::{Layout, Marks};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::meeting::Presence;
use domain::policy::{Capacity, CastBallot, Facts, Granted, MeetingRole, Place, Relation};
use domain::rule::{Channel, Channels};
use domain::vote::{RollStanding, State, StateKind};
use domain::{Error, Result};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Statement, Value};
use serde_json::json;
use std::collections::HashMap;
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
struct HeldRow {
    meeting_id: Uuid,
    state: String,
    state_data: String,
    unit_id: Uuid,
}

#[derive(FromQueryResult)]
struct VoterRow {
    person_id: Uuid,
    role: Option<String>,
    presence: Option<String>,
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
    let backend = conn.get_database_backend();
    let statement = |sql: String, values: Vec<Value>| Statement::from_sql_and_values(backend, sql, values);
    // SQLite has one writer, who holds everything.
    let hold = match backend {
        DbBackend::Postgres if tx.writes() => "FOR SHARE OF v",
        _ => "",
    };
    let sql = format!(
        "SELECT v.meeting_id, v.state, v.state_data, m.unit_id FROM vote v JOIN meeting m ON m.id = v.meeting_id \
         WHERE v.id = $1 {hold}"
    );
    let held = HeldRow::find_by_statement(statement(sql, vec![id.0.into()]));
    let held = held.one(&conn).await.map_err(broken)?.ok_or(Error::NotFound)?;
    let (meeting, unit) = (held.meeting_id, held.unit_id);
    let state = StateKind::from_code(&held.state).ok_or_else(|| Error::internal("unknown state of a vote"))?;
    let closes_at = match state {
        StateKind::Open => match serde_json::from_str(&held.state_data).map_err(Error::internal)? {
            State::Open { closes_at, .. } => closes_at,
            _ => None,
        },
        _ => None,
    };
    let sql = format!(
        "SELECT many.person AS person_id, p.role, p.presence, l.may_vote, l.ballot_key FROM {} \
         LEFT JOIN participant p ON p.meeting_id = many.meeting AND p.person_id = many.person \
         LEFT JOIN roll_line l ON l.vote_id = many.vote AND l.person_id = many.person",
        many(
            backend,
            &[("vote", Kind::Id), ("meeting", Kind::Id), ("person", Kind::Id)]
        )
    );
    let (vote, of_meeting) = (many::id(id.0), many::id(meeting));
    let asked = many::rows(
        people
            .iter()
            .map(|person| json!({ "vote": vote, "meeting": of_meeting, "person": many::id(person.0) })),
    );
    let rows = VoterRow::find_by_statement(statement(sql, vec![asked]))
        .all(&conn)
        .await
        .map_err(broken)?;
    let place = Place {
        unit: Some(domain::ids::UnitId(unit)),
        meeting: Some(MeetingId(meeting)),
    };
    let voters = rows.into_iter().filter_map(|row| {
        let role = MeetingRole::from_code(row.role.as_deref()?)?;
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
            here: row
                .presence
                .as_deref()
                .and_then(Presence::from_code)
                .is_some_and(Presence::is_here),
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
    let backend = conn.get_database_backend();
    let taken = take(&conn, id, lines).await?;
    let (mut named, mut sealed) = (Vec::new(), Vec::new());
    for line in lines {
        let person = line.granted.actor().voter()?;
        if !taken.contains(&person) {
            continue;
        }
        match &line.ballot {
            Ballot::Open(marks) => {
                named.push(json!({ "person": many::id(person.0), "marks": marks.encode() }));
            }
            Ballot::Sealed(row, ballot) => sealed.push((*row, ballot)),
        }
    }
    let insert = async |sql: String, rows: Value| {
        let statement = Statement::from_sql_and_values(backend, sql, [rows, id.0.into()]);
        conn.execute_raw(statement).await.map_err(broken)
    };
    if !named.is_empty() {
        let from = many(backend, &[("person", Kind::Id), ("marks", Kind::Text)]);
        let sql = format!("INSERT INTO open_ballot (vote_id, person_id, marks) SELECT $2, person, marks FROM {from}");
        insert(sql, many::rows(named)).await?;
    }
    if !sealed.is_empty() {
        sealed.sort_unstable_by_key(|(row, _)| *row);
        let from = many(backend, &[("id", Kind::Id), ("sealed", Kind::Bytes)]);
        let sql =
            format!("INSERT INTO sealed_ballot (vote_id, id, sealed) SELECT $2, id, sealed FROM {from} ORDER BY id");
        let rows = sealed
            .iter()
            .map(|(row, ballot)| json!({ "id": many::id(*row), "sealed": many::bytes(backend, ballot) }));
        insert(sql, many::rows(rows)).await?;
    }
    Ok(taken)
}

/// Sets the keys in one statement. The vote stands in every row: were it a parameter, SQLite would go through the whole
/// roll and look through the rows for each of its lines.
async fn take<C: ConnectionTrait>(conn: &C, id: VoteId, lines: &[CastLine<'_>]) -> Result<Vec<PersonId>> {
    let backend = conn.get_database_backend();
    let columns = [
        ("vote", Kind::Id),
        ("person", Kind::Id),
        ("k", Kind::Text),
        ("c", Kind::Text),
    ];
    let sql = format!(
        "UPDATE roll_line SET ballot_key = many.k, channel = many.c FROM {} \
         WHERE roll_line.vote_id = many.vote AND roll_line.person_id = many.person AND roll_line.may_vote = TRUE \
         AND roll_line.ballot_key IS NULL RETURNING person_id",
        many(backend, &columns)
    );
    let vote = many::id(id.0);
    let rows = lines
        .iter()
        .map(|line| {
            let person = many::id(line.granted.actor().voter()?.0);
            Ok(json!({ "vote": vote, "person": person, "k": line.key, "c": line.channel.code() }))
        })
        .collect::<Result<Vec<_>>>()?;
    let values = [many::rows(rows)];
    let taken = conn
        .query_all_raw(Statement::from_sql_and_values(backend, sql, values))
        .await
        .map_err(broken)?;
    taken
        .iter()
        .map(|row| row.try_get_by_index::<Uuid>(0).map(PersonId).map_err(broken))
        .collect()
}
