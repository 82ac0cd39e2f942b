//! Making, changing and opening a vote.
//!
//! Invariant: a secret vote opens only after its key lies synced on the disk that all processes share.

use super::keys::BallotKeys;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use chrono::{Duration, NaiveDate};
use domain::attendance::{Tally, has_seat, turnout};
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::job::Task;
use domain::meeting::State as MeetingState;
use domain::policy::{Caller, EditVote, Granted, MakeVote, MeetingRole, OpenVote};
use domain::rule::{Matter, Rule};
use domain::vote::{self, RollLine, StateKind, Terms, There, VoteData};
use domain::{Error, Fault, Result};
use store::votes::Vote;
use store::{agenda as items, installation, meetings, participants, rules, tablets, votes};

impl Services {
    pub(super) async fn open_vote(&self, caller: &Caller, vote: VoteId, read: String) -> Result<()> {
        let keys = self.on.keys.clone();
        self.run(caller, vote, &Open { keys, read }).await
    }
}

/// Writes a draft under the rule of today.
pub(super) struct Make {
    pub data: VoteData,
}

#[async_trait]
impl UseCase for Make {
    type Action = MakeVote;
    type Output = VoteId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, MakeVote>, work: &mut Work<'tx>) -> Result<VoteId> {
        let meeting = granted.meeting()?;
        still_prepared(work, meeting).await?;
        let (rule, terms) = settled(work, granted.target(), &self.data).await?;
        let vote: VoteId = work.id();
        votes::make(&work.tx, granted, vote, &terms, self.data.minutes, &rule, work.now).await?;
        work.detail(format!("vote={vote} matter={}", self.data.matter.code()));
        work.live(meeting);
        Ok(vote)
    }
}

/// Changes a draft; what stands on a ballot that somebody may have seen never changes.
pub(super) struct Edit {
    pub data: VoteData,
    /// Of the draft as it was read.
    pub read: String,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditVote>, work: &mut Work<'tx>) -> Result<()> {
        let found = votes::find(&work.tx, granted.target()).await?;
        still_prepared(work, found.meeting).await?;
        if found.state.kind() != StateKind::Draft {
            return Err(Error::Refused(Fault::VoteNotDraft));
        }
        let (rule, terms) = settled(work, found.item, &self.data).await?;
        // A form that was sent twice changes nothing the second time.
        if terms == found.terms && self.data.minutes == found.minutes {
            work.unchanged();
            return Ok(());
        }
        as_read(&found, &self.read)?;
        votes::edit(&work.tx, granted, &terms, self.data.minutes, &rule).await?;
        let sha256 = vote::terms_sha256(&terms);
        work.detail(format!("matter={} terms_sha256={sha256}", self.data.matter.code()));
        work.live(found.meeting);
        Ok(())
    }
}

/// Removes a draft: nothing has happened under it, so there is nothing to keep. What another window has opened
/// meanwhile is not thrown away with it.
pub(super) struct Discard;

#[async_trait]
impl UseCase for Discard {
    type Action = EditVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditVote>, work: &mut Work<'tx>) -> Result<()> {
        let found = votes::find(&work.tx, granted.target()).await?;
        if found.state.kind() != StateKind::Draft {
            return Err(Error::Refused(Fault::VoteNotDraft));
        }
        votes::remove_draft(&work.tx, granted).await?;
        work.detail("removed");
        work.live(found.meeting);
        Ok(())
    }
}

/// Votes are made ready until the session ends.
async fn still_prepared(work: &Work<'_>, meeting: MeetingId) -> Result<()> {
    match meetings::find(&work.tx, meeting).await?.state {
        MeetingState::Draft | MeetingState::Announced { .. } | MeetingState::InSession { .. } => Ok(()),
        _ => Err(Error::Refused(Fault::MeetingNotChangeable)),
    }
}

/// Nobody opens or overwrites a question that he has not read.
fn as_read(found: &Vote, read: &str) -> Result<()> {
    if read.is_empty() || read == vote::terms_sha256(&found.terms) {
        return Ok(());
    }
    Err(Error::Refused(Fault::ChangedMeanwhile))
}

/// The rule of today, and the terms under it.
async fn settled(work: &Work<'_>, item: AgendaItemId, data: &VoteData) -> Result<(Rule, Terms)> {
    if let Some(fault) = another_matter(work, item, data.matter).await? {
        return Err(Error::field("matter", fault));
    }
    let rule = rule_of_today(work, data.matter).await?;
    if data.secret.is_none() && rule.matter.manner_is_chosen(rule.secrecy) {
        return Err(Error::field("secrecy", Fault::SecrecyNotChosen));
    }
    let terms = data.terms(&rule);
    terms.under(&rule).map_err(|fault| {
        let field = match fault {
            Fault::SecretBallotNeeded | Fault::OpenVoteNeeded => "secrecy",
            Fault::KindNotForMatter => "ballot",
            _ => "phone",
        };
        Error::field(field, fault)
    })?;
    Ok((rule, terms))
}

/// What is wrong with a vote on `matter` where its item is about people and names another: it would pass under another
/// rule, and openly.
async fn another_matter(work: &Work<'_>, item: AgendaItemId, matter: Matter) -> Result<Option<Fault>> {
    let named = items::find(&work.tx, item).await?.matter;
    let named = named.filter(|named| named.concerns_persons() && *named != matter);
    Ok(named.map(|matter| Fault::MatterOfItem { matter }))
}

async fn rule_of_today(work: &Work<'_>, matter: Matter) -> Result<Rule> {
    rules::valid(&work.tx, matter, work.today())
        .await?
        .ok_or(Error::Refused(Fault::NoRule))
}

/// Opens a draft: rule of today, roll of this moment.
struct Open {
    keys: BallotKeys,
    /// Of the draft as it was read.
    read: String,
}

#[async_trait]
impl UseCase for Open {
    type Action = OpenVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, OpenVote>, work: &mut Work<'tx>) -> Result<()> {
        let (id, vote) = (granted.meeting()?, granted.target());
        // Two votes are not opened on one item at once.
        meetings::hold(&work.tx, id).await?;
        let tx = &work.tx;
        if !matches!(meetings::find(tx, id).await?.state, MeetingState::InSession { .. }) {
            return Err(Error::Refused(Fault::MeetingNotInSession));
        }
        let found = votes::find(tx, vote).await?;
        let as_it_was_read = as_read(&found, &self.read);
        if found.state.kind() == StateKind::Draft {
            as_it_was_read?;
        } else if found.state.kind() == StateKind::Open && !self.read.is_empty() && as_it_was_read.is_ok() {
            // Pressed twice: it is open, as whoever pressed has read it.
            work.unchanged();
            return Ok(());
        }
        if votes::running_in(tx, id, Some(found.item)).await? > 0 {
            return Err(Error::Refused(Fault::VoteStillOpen));
        }
        // The item may have changed since the draft was written.
        if let Some(fault) = another_matter(work, found.item, found.terms.matter).await? {
            return Err(Error::Refused(fault));
        }
        let rule = rule_of_today(work, found.terms.matter).await?;
        vote::may_open(&found.terms, &rule, there(tx, &found).await?).map_err(Error::Refused)?;
        let closes_at = found
            .minutes
            .map(|minutes| work.now + Duration::minutes(minutes.into()));
        let state = found.state.open(work.now, closes_at)?;
        let public_key = if found.terms.secret {
            let mark = installation::value(tx, installation::VOTE_KEYS).await?;
            Some(self.keys.create(vote, mark.as_deref()).await?)
        } else {
            None
        };
        let roll = roll(tx, id, work.today()).await?;
        votes::open(tx, granted, &rule, &state, public_key).await?;
        votes::freeze(tx, granted, &roll).await?;
        let detail = format!(
            "matter={} kind={} secret={} channels={} rule={} terms_sha256={} roll={} roll_sha256={}",
            found.terms.matter.code(),
            found.terms.layout.kind.code(),
            found.terms.secret,
            found.terms.channels.codes(),
            rule.id,
            vote::terms_sha256(&found.terms),
            roll.len(),
            vote::roll_sha256(&roll),
        );
        work.detail(detail);
        if let Some(at) = closes_at {
            work.job(
                Task::CloseVote { vote },
                found.terms.question,
                at,
                Some(format!("close:{vote}")),
            );
        }
        work.home(id);
        Ok(())
    }
}

/// Who is called to vote on this meeting's items at this moment: whoever has left, or has moved to another cell, since
/// he was summoned is not.
async fn roll(tx: &store::Tx<'_>, meeting: MeetingId, today: NaiveDate) -> Result<Vec<RollLine>> {
    let seats = participants::seats(tx, meeting).await?;
    let belong = crate::meetings::seats(tx, &meetings::find(tx, meeting).await?, today).await?;
    Ok(seats
        .into_iter()
        .filter(|(seat, _)| has_seat(seat.role))
        .filter_map(|(seat, _)| belong.iter().find(|other| other.person == seat.person))
        .filter_map(|seat| vote::roll_line(seat.person, seat.status))
        .collect())
}

/// Who is there, as opening asks.
pub(super) async fn there(tx: &store::Tx<'_>, found: &Vote) -> Result<There> {
    let tallies = participants::tally(tx, found.meeting).await?;
    let turnout = turnout(&tallies);
    let people = |of: fn(&Tally) -> bool| tallies.iter().filter(|tally| of(tally)).map(|tally| tally.people).sum();
    Ok(There {
        official: turnout.official,
        official_present: turnout.official_present,
        voters_present: people(|tally| {
            has_seat(tally.role) && tally.presence.is_here() && vote::has_vote(tally.status)
        }),
        tablets: tablets::of_meeting(tx, found.meeting).await?,
        tellers: people(|tally| tally.role == MeetingRole::Teller),
    })
}
