//! What the audit can be held against: minutes, addenda and declared votes as they stand in the database.
//!
//! Invariant: only read here; a row that cannot be read any more counts as changed.

use crate::entity::{addendum, audit_entry, minutes, open_ballot, roll_line, vote};
use crate::{Tx, broken};
use domain::Result;
use domain::audit::{Chain, hex};
use domain::ids::{MeetingId, VoteId};
use domain::minutes::{Content, MinutesState, addendum_sha256};
use domain::policy::ActionKind;
use domain::rule::Rule;
use domain::vote::{Choice, Counts, State, StateKind, declare};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// All meetings that have minutes or an addendum, or whose audit says that minutes were sealed.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn minuted(tx: &Tx<'_>) -> Result<BTreeSet<MeetingId>> {
    let conn = tx.conn();
    let written: Vec<Uuid> = minutes::Entity::find()
        .select_only()
        .column(minutes::Column::MeetingId)
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let added: Vec<Uuid> = addendum::Entity::find()
        .select_only()
        .column(addendum::Column::MeetingId)
        .distinct()
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let sealed: Vec<String> = audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Target)
        .filter(audit_entry::Column::Action.eq(ActionKind::SealMinutes.name()))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let sealed = sealed
        .iter()
        .filter_map(|target| target.strip_prefix("meeting:")?.parse::<MeetingId>().ok());
    Ok(written.into_iter().chain(added).map(MeetingId).chain(sealed).collect())
}

/// What the audit says of an action in a chain, oldest first.
async fn said(tx: &Tx<'_>, chain: Chain, action: ActionKind) -> Result<Vec<String>> {
    audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Detail)
        .filter(audit_entry::Column::Chain.eq(chain.name()))
        .filter(audit_entry::Column::Action.eq(action.name()))
        .order_by_asc(audit_entry::Column::Sequence)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)
}

/// Whether a meeting's minutes and addenda are those that their hashes and the audit tell of.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn minutes_stand(tx: &Tx<'_>, meeting: MeetingId) -> Result<bool> {
    let conn = tx.conn();
    let chain = Chain::Meeting(meeting);
    let sealed = said(tx, chain, ActionKind::SealMinutes).await?;
    let row = minutes::Entity::find_by_id(meeting.0)
        .one(&conn)
        .await
        .map_err(broken)?;
    // An addendum without minutes, or minutes that were sealed and are gone.
    let Some(row) = row else { return Ok(false) };
    let Ok(content) = serde_json::from_str::<Content>(&row.content) else {
        return Ok(false);
    };
    let is_sealed = MinutesState::from_code(&row.state) == Some(MinutesState::Sealed);
    let as_sealed = match sealed.as_slice() {
        [] => !is_sealed,
        [detail] => is_sealed && *detail == format!("sha256={}", row.sha256),
        _ => false,
    };
    if !as_sealed || content.meeting != meeting || hex(&content.sha256()) != row.sha256 {
        return Ok(false);
    }
    let rows = addendum::Entity::find()
        .filter(addendum::Column::MeetingId.eq(meeting.0))
        .order_by_asc(addendum::Column::Number)
        .all(&conn)
        .await
        .map_err(broken)?;
    let sound = rows.iter().all(|added| {
        u32::try_from(added.number)
            .is_ok_and(|number| hex(&addendum_sha256(&row.sha256, number, &added.text)) == added.sha256)
    });
    let told: Vec<String> = rows
        .iter()
        .map(|added| format!("number={} sha256={}", added.number, added.sha256))
        .collect();
    Ok(sound && told == said(tx, chain, ActionKind::AddAddendum).await?)
}

/// All votes whose result was declared and holds.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn declared(tx: &Tx<'_>) -> Result<Vec<VoteId>> {
    let votes: Vec<Uuid> = vote::Entity::find()
        .select_only()
        .column(vote::Column::Id)
        .filter(vote::Column::State.eq(StateKind::Declared.code()))
        .order_by_asc(vote::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(votes.into_iter().map(VoteId).collect())
}

/// Whether a declared result follows from roll, ballots and rule. Who of the base was away is not counted again:
/// the attendance may be corrected after the vote.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn result_stands(tx: &Tx<'_>, id: VoteId) -> Result<bool> {
    let conn = tx.conn();
    let row = vote::Entity::find_by_id(id.0).one(&conn).await.map_err(broken)?;
    let Some(row) = row else { return Ok(false) };
    let (Ok(State::Declared { declaration, .. }), Ok(rule)) = (
        serde_json::from_str::<State>(&row.state_data),
        serde_json::from_str::<Rule>(&row.rule),
    ) else {
        return Ok(false);
    };
    let roll = roll_line::Entity::find()
        .filter(roll_line::Column::VoteId.eq(id.0))
        .all(&conn)
        .await
        .map_err(broken)?;
    let ballots = open_ballot::Entity::find()
        .filter(open_ballot::Column::VoteId.eq(id.0))
        .all(&conn)
        .await
        .map_err(broken)?;
    let mut counts = Counts::default();
    let mut given = BTreeSet::new();
    for ballot in &ballots {
        let Some(choice) = Choice::from_code(&ballot.choice) else {
            return Ok(false);
        };
        counts.add(choice);
        given.insert(ballot.person_id);
    }
    let cast: BTreeSet<Uuid> = roll
        .iter()
        .filter(|line| line.may_vote && line.ballot_key.is_some())
        .map(|line| line.person_id)
        .collect();
    let mut parts = declaration.parts;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    parts.official = count(roll.iter().filter(|line| line.in_base).count());
    parts.joined = count(
        roll.iter()
            .filter(|line| !line.in_base && line.ballot_key.is_some())
            .count(),
    );
    let told = format!(
        "yes={} no={} abstain={} base={} needed={} {}",
        declaration.counts.yes,
        declaration.counts.no,
        declaration.counts.abstain,
        declaration.parts.base(),
        declaration.needed,
        declaration.outcome.code()
    );
    Ok(cast == given
        && declare(counts, parts, rule) == declaration
        && said(tx, Chain::Vote(id), ActionKind::CloseVote).await? == [told])
}
