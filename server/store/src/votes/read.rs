//! Reading votes: of a meeting, waiting for somebody, by name. Invariant: no choice leaves here but by [`named`],
//! whose caller has made sure that the vote shows names and is declared.

use super::joins::{line_to_participant, line_to_person, line_to_vote, to_meeting};
use super::{Vote, read};
use crate::entity::{meeting, open_ballot, participant, person, roll_line, vote};
use crate::{Tx, broken};
use domain::ballot::{Layout, Marks};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::meeting::{OpenVoteLine, PaperVoteLine, Presence};
use domain::policy::MeetingRole;
use domain::rule::{Channel, Channels};
use domain::vote::StateKind;
use domain::{Error, Result};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};
use uuid::Uuid;

/// The votes of a meeting, oldest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, meeting: MeetingId) -> Result<Vec<Vote>> {
    let rows = vote::Entity::find()
        .filter(vote::Column::MeetingId.eq(meeting.0))
        .order_by_asc(vote::Column::MadeAt)
        .order_by_asc(vote::Column::Id)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter().map(read).collect()
}

/// The open votes on whose roll a person is and has not cast.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_for(tx: &Tx<'_>, person: PersonId) -> Result<Vec<OpenVoteLine>> {
    let rows: Vec<(Uuid, Uuid, String, String, String, Option<String>)> = roll_line::Entity::find()
        .select_only()
        .column(vote::Column::Id)
        .column(vote::Column::MeetingId)
        .column(meeting::Column::Title)
        .column(vote::Column::Question)
        .column(vote::Column::Channels)
        .column(participant::Column::Presence)
        .join(JoinType::InnerJoin, line_to_vote())
        .join(JoinType::InnerJoin, to_meeting())
        .join(JoinType::LeftJoin, line_to_participant())
        .filter(roll_line::Column::PersonId.eq(person.0))
        .filter(roll_line::Column::MayVote.eq(true))
        .filter(roll_line::Column::BallotKey.is_null())
        .filter(vote::Column::State.eq(StateKind::Open.code()))
        .order_by_asc(vote::Column::MadeAt)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(
            |(id, meeting, meeting_title, question, channels, presence)| OpenVoteLine {
                id: VoteId(id),
                meeting: MeetingId(meeting),
                meeting_title,
                question,
                channels: Channels::from_codes(&channels).unwrap_or_default(),
                checked_in: presence
                    .as_deref()
                    .and_then(Presence::from_code)
                    .is_some_and(Presence::is_here),
            },
        )
        .collect())
}

/// The votes on paper, open or still to be counted, of the meetings in which a person is a teller.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn to_count(tx: &Tx<'_>, person: PersonId) -> Result<Vec<PaperVoteLine>> {
    let to_participant: RelationDef = vote::Entity::belongs_to(participant::Entity)
        .from(vote::Column::MeetingId)
        .to(participant::Column::MeetingId)
        .into();
    let rows: Vec<(Uuid, Uuid, String, String, String)> = vote::Entity::find()
        .select_only()
        .columns([vote::Column::Id, vote::Column::MeetingId])
        .column(meeting::Column::Title)
        .columns([vote::Column::Question, vote::Column::Channels])
        .join(JoinType::InnerJoin, to_meeting())
        .join(JoinType::InnerJoin, to_participant)
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::Role.eq(MeetingRole::Teller.code()))
        .filter(vote::Column::State.is_in([StateKind::Open.code(), StateKind::Closed.code()]))
        .order_by_asc(vote::Column::MadeAt)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter(|(.., channels)| Channels::from_codes(channels).is_some_and(|channels| channels.has(Channel::Paper)))
        .map(|(id, meeting, meeting_title, question, _)| PaperVoteLine {
            id: VoteId(id),
            meeting: MeetingId(meeting),
            meeting_title,
            question,
        })
        .collect())
}

/// Who may vote and is here, and where he has cast.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn voters_here(tx: &Tx<'_>, id: VoteId) -> Result<Vec<(PersonId, String, Option<Channel>)>> {
    let rows: Vec<(Uuid, String, Option<String>)> = roll_line::Entity::find()
        .select_only()
        .column(roll_line::Column::PersonId)
        .column(person::Column::Name)
        .column(roll_line::Column::Channel)
        .join(JoinType::InnerJoin, line_to_vote())
        .join(JoinType::InnerJoin, line_to_person())
        .join(JoinType::InnerJoin, line_to_participant())
        .filter(roll_line::Column::VoteId.eq(id.0))
        .filter(roll_line::Column::MayVote.eq(true))
        .filter(participant::Column::Presence.is_in([Presence::Room.code(), Presence::Online.code()]))
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|(person, name, channel)| {
            let channel = channel.as_deref().and_then(Channel::from_code);
            (PersonId(person), name, channel)
        })
        .collect())
}

/// Ballots by name.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn named(tx: &Tx<'_>, id: VoteId, layout: &Layout) -> Result<Vec<(PersonId, String, Marks)>> {
    let to_person: RelationDef = open_ballot::Entity::belongs_to(person::Entity)
        .from(open_ballot::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows: Vec<(Uuid, String, String)> = open_ballot::Entity::find()
        .select_only()
        .column(open_ballot::Column::PersonId)
        .column(person::Column::Name)
        .column(open_ballot::Column::Marks)
        .join(JoinType::InnerJoin, to_person)
        .filter(open_ballot::Column::VoteId.eq(id.0))
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    rows.into_iter()
        .map(|(person, name, marks)| {
            let marks = Marks::decode(&marks, layout).map_err(|_| Error::internal("a ballot that cannot be read"))?;
            Ok((PersonId(person), name, marks))
        })
        .collect()
}
