//! What the audit can be held against: minutes, addenda and declared votes as they stand in the database.
//!
//! Invariant: only read here; a row that cannot be read any more counts as changed.

use crate::entity::{addendum, audit_entry, minutes, open_ballot, roll_line, vote};
use crate::{Tx, broken};
use domain::Result;
use domain::audit::{Chain, hex};
use domain::ballot::{Layout, Marks, Tally};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::minutes::{Content, MinutesState, addendum_sha256};
use domain::policy::ActionKind;
use domain::rule::{Channel, Rule};
use domain::vote::{RollLine, State, StateKind, agreed, cast_sha256, declare, paper_sha256, roll_sha256, terms_sha256};
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

/// All votes that have been opened, by their rows or by the audit.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn opened(tx: &Tx<'_>) -> Result<BTreeSet<VoteId>> {
    let conn = tx.conn();
    let votes: Vec<Uuid> = vote::Entity::find()
        .select_only()
        .column(vote::Column::Id)
        .filter(vote::Column::State.ne(StateKind::Draft.code()))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let told: Vec<String> = audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::Target)
        .filter(audit_entry::Column::Action.eq(ActionKind::OpenVote.name()))
        .into_tuple()
        .all(&conn)
        .await
        .map_err(broken)?;
    let told = told
        .iter()
        .filter_map(|target| target.strip_prefix("vote:")?.parse::<VoteId>().ok());
    Ok(votes.into_iter().map(VoteId).chain(told).collect())
}

/// Whether an opened vote is the one that the audit tells of: what was put to the vote, how far it has come, and the
/// result if it has one. A vote that moves on at this very moment is asked about once more.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn vote_stands(tx: &Tx<'_>, id: VoteId) -> Result<bool> {
    Ok(vote_stands_now(tx, id).await? || vote_stands_now(tx, id).await?)
}

async fn vote_stands_now(tx: &Tx<'_>, id: VoteId) -> Result<bool> {
    let row = vote::Entity::find_by_id(id.0).one(&tx.conn()).await.map_err(broken)?;
    let Some(row) = row else { return Ok(false) };
    let kind = StateKind::from_code(&row.state);
    let Ok(found) = crate::votes::read(row) else {
        return Ok(false);
    };
    let chain = Chain::Vote(id);
    let opened = said(tx, chain, ActionKind::OpenVote).await?;
    let closed = said(tx, chain, ActionKind::CloseVote).await?;
    let declared = said(tx, chain, ActionKind::DeclareVote).await?;
    let annulled = said(tx, chain, ActionKind::AnnulVote).await?;
    let told = match (closed.as_slice(), declared.is_empty(), annulled.is_empty()) {
        (_, _, false) => StateKind::Annulled,
        (_, false, true) => StateKind::Declared,
        // Without paper the result is told with the closing.
        ([closed], ..) if closed.contains(" valid=") => StateKind::Declared,
        ([], ..) => StateKind::Open,
        _ => StateKind::Closed,
    };
    let terms = format!(" terms_sha256={} ", terms_sha256(&found.terms));
    let as_opened = matches!(opened.as_slice(), [opened] if opened.contains(&terms));
    if !as_opened || kind != Some(told) || found.state.kind() != told {
        return Ok(false);
    }
    Ok(told != StateKind::Declared || result_stands(tx, id).await?)
}

/// Whether a declared result follows from roll, ballots and rule, and is the one that the audit tells of. Who of the
/// base was away is not counted again: the attendance may be corrected after the vote. Of a secret vote the ballots
/// are gone; its figures are held against the roll and the audit.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
async fn result_stands(tx: &Tx<'_>, id: VoteId) -> Result<bool> {
    let conn = tx.conn();
    let row = vote::Entity::find_by_id(id.0).one(&conn).await.map_err(broken)?;
    let Some(row) = row else { return Ok(false) };
    let (Ok(State::Declared { declaration, .. }), Ok(rule), Ok(layout)) = (
        serde_json::from_str::<State>(&row.state_data),
        serde_json::from_str::<Rule>(&row.rule),
        serde_json::from_str::<Layout>(&row.layout),
    ) else {
        return Ok(false);
    };
    let roll = roll_line::Entity::find()
        .filter(roll_line::Column::VoteId.eq(id.0))
        .all(&conn)
        .await
        .map_err(broken)?;
    let lines: Vec<RollLine> = roll
        .iter()
        .map(|line| RollLine {
            person: PersonId(line.person_id),
            in_base: line.in_base,
            may_vote: line.may_vote,
        })
        .collect();
    let mut used = Vec::new();
    for line in roll.iter().filter(|line| line.ballot_key.is_some()) {
        match line.channel.as_deref().and_then(Channel::from_code) {
            Some(channel) if line.may_vote => used.push((PersonId(line.person_id), channel)),
            _ => return Ok(false),
        }
    }
    let counted: Vec<(PersonId, String, Tally)> = crate::votes::counts(tx, id).await?;
    let tallies: Vec<Tally> = counted.into_iter().map(|(.., tally)| tally).collect();
    let on_paper = used.iter().filter(|(_, channel)| *channel == Channel::Paper).count();
    let paper = match agreed(&tallies) {
        Ok(tally) => tally.clone(),
        Err(_) if on_paper == 0 => Tally::empty(&layout),
        Err(_) => return Ok(false),
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let by_screen = count(used.len() - on_paper);
    let tally = if row.secret {
        declaration.tally.clone()
    } else {
        let Some(electronic) = electronic(tx, id, &layout, &used).await? else {
            return Ok(false);
        };
        electronic.and(&paper)
    };
    if tally.ballots() != by_screen + paper.ballots() || paper.ballots() > count(on_paper) {
        return Ok(false);
    }
    let mut parts = declaration.parts;
    parts.official = count(lines.iter().filter(|line| line.in_base).count());
    let cast: BTreeSet<PersonId> = used.iter().map(|(person, _)| *person).collect();
    parts.joined = count(
        lines
            .iter()
            .filter(|line| !line.in_base && cast.contains(&line.person))
            .count(),
    );
    if declare(layout, tally, parts, rule) != *declaration {
        return Ok(false);
    }
    let chain = Chain::Vote(id);
    let opened = said(tx, chain, ActionKind::OpenVote).await?;
    let closed = said(tx, chain, ActionKind::CloseVote).await?;
    let declared = said(tx, chain, ActionKind::DeclareVote).await?;
    let ([opened], [closed]) = (opened.as_slice(), closed.as_slice()) else {
        return Ok(false);
    };
    // The figures on paper of a secret vote stand nowhere else: open ones are in the sum of the ballots.
    if let (true, Some(said)) = (row.secret, declared.last()) {
        let key = row.public_key.unwrap_or_default();
        if !said.contains(&format!("paper_sha256={}", paper_sha256(&key, &paper))) {
            return Ok(false);
        }
    }
    let declared = declared.last().unwrap_or(closed);
    Ok(opened.ends_with(&format!("roll_sha256={}", roll_sha256(&lines)))
        && closed.contains(&format!("cast_sha256={}", cast_sha256(&used)))
        && declared.ends_with(&declaration.line()))
}

/// The ballots of an open vote, added up; `None` if they are not those of the lines that were used on a screen.
async fn electronic(tx: &Tx<'_>, id: VoteId, layout: &Layout, used: &[(PersonId, Channel)]) -> Result<Option<Tally>> {
    let ballots = open_ballot::Entity::find()
        .filter(open_ballot::Column::VoteId.eq(id.0))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let given: BTreeSet<PersonId> = ballots.iter().map(|ballot| PersonId(ballot.person_id)).collect();
    let sent: BTreeSet<PersonId> = used
        .iter()
        .filter(|(_, channel)| *channel != Channel::Paper)
        .map(|(person, _)| *person)
        .collect();
    let mut tally = Tally::empty(layout);
    for ballot in &ballots {
        let Ok(marks) = Marks::decode(&ballot.marks, layout) else {
            return Ok(None);
        };
        tally.add(&marks, 1);
    }
    Ok((given == sent).then_some(tally))
}
