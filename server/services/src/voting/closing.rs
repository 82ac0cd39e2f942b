//! Closing, declaring, annulling.
//!
//! Invariant: a secret ballot is opened once, when the vote closes, and only added up; the figures, and not the
//! ballots, stay. The key is destroyed after the commit that holds the figures, never before.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::ballot::{Tally, read_sealed};
use domain::ids::VoteId;
use domain::meeting::ReasonForm;
use domain::policy::{AnnulVote, Caller, CloseVote, DeclareVote, Granted};
use domain::rule::Channel;
use domain::vote::{self, State, StateKind, channels_keep_secret};
use domain::{Error, Fault, Result};
use store::votes::Vote;
use store::{meetings, minutes, votes};

use super::keys::BallotKeys;
use super::{parts, sums_of};

impl Services {
    pub(crate) async fn close_vote(&self, caller: &Caller, vote: VoteId) -> Result<()> {
        let keys = self.on.keys.clone();
        self.run(caller, vote, &Close { keys }).await?;
        self.forget_key(vote).await;
        Ok(())
    }

    pub(super) async fn annul_vote(&self, caller: &Caller, vote: VoteId, form: &ReasonForm) -> Result<()> {
        let reason = form.read()?;
        self.run(caller, vote, &Annul { reason }).await?;
        self.forget_key(vote).await;
        Ok(())
    }

    /// A key that cannot be destroyed now is swept later; the result stands either way.
    async fn forget_key(&self, vote: VoteId) {
        if let Err(error) = self.on.keys.destroy(vote).await {
            tracing::warn!(%error, "the key of a closed vote is still there");
        }
    }
}

/// Counts what phones and tablets brought; declares where nothing else is to come.
struct Close {
    keys: BallotKeys,
}

#[async_trait]
impl UseCase for Close {
    type Action = CloseVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CloseVote>, work: &mut Work<'tx>) -> Result<()> {
        let found = votes::find(&work.tx, granted.target()).await?;
        if !matches!(found.state, State::Open { .. }) {
            // Says why, without opening anything.
            found.state.close(work.now, Tally::empty(&found.terms.layout))?;
            return Err(Error::internal("a vote that is not open was closed"));
        }
        let sums = sums_of(&work.tx, found.id).await?;
        let by_screen = sums.cast - sums.on_paper;
        channels_keep_secret(found.terms.secret, [by_screen, sums.on_paper]).map_err(Error::Refused)?;
        let electronic = if found.terms.secret {
            self.opened(&found, granted, work).await?
        } else {
            votes::count(&work.tx, granted, &found.terms.layout).await?
        };
        if electronic.valid != by_screen {
            return Err(Error::internal("ballots and roll do not agree"));
        }
        if found.terms.secret {
            votes::discard(&work.tx, granted).await?;
        }
        let closed = found.state.clone().close(work.now, electronic.clone())?;
        let mut detail = format!(
            "cast={} on_paper={} cast_sha256={}",
            sums.cast,
            sums.on_paper,
            votes::cast_sha256(&work.tx, found.id).await?
        );
        // Nobody was given paper: nothing to wait for.
        let state = if found.terms.channels.has(Channel::Paper) && sums.on_paper > 0 {
            closed
        } else {
            let declaration = vote::declare(found.terms.layout, electronic, parts(sums), found.rule);
            detail.push(' ');
            detail.push_str(&declaration.line());
            closed.declare(work.now, declaration)?
        };
        work.detail(detail);
        votes::set_state(&work.tx, granted, &state).await?;
        work.home(granted.meeting()?);
        Ok(())
    }
}

impl Close {
    /// Opens the sealed ballots and adds them up.
    async fn opened<'tx>(&self, found: &Vote, granted: &Granted<'tx, CloseVote>, work: &Work<'tx>) -> Result<Tally> {
        let layout = &found.terms.layout;
        let mut tally = Tally::empty(layout);
        let sealed = votes::sealed(&work.tx, granted).await?;
        if sealed.is_empty() {
            return Ok(tally);
        }
        for text in self.keys.open(found.id, sealed).await? {
            let ballot = read_sealed(found.id, layout, &text)
                .ok_or_else(|| Error::internal("a sealed ballot that is none of this vote"))?;
            tally.add(&ballot, 1);
        }
        Ok(tally)
    }
}

/// Adds what the tellers agree on, and declares.
pub(super) struct Declare;

#[async_trait]
impl UseCase for Declare {
    type Action = DeclareVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, DeclareVote>, work: &mut Work<'tx>) -> Result<()> {
        let found = votes::find(&work.tx, granted.target()).await?;
        let counts = votes::counts(&work.tx, found.id).await?;
        let sums = sums_of(&work.tx, found.id).await?;
        let electronic = match &found.state {
            State::Closed { electronic, .. } => electronic.clone(),
            State::Draft | State::Open { .. } => return Err(Error::Refused(Fault::VoteStillRunning)),
            State::Declared { .. } | State::Annulled { .. } => return Err(Error::Refused(Fault::VoteClosed)),
        };
        let tallies: Vec<Tally> = counts.into_iter().map(|(.., tally)| tally).collect();
        let paper = vote::agreed(&tallies).map_err(Error::Refused)?;
        vote::paper_sound(&found.terms.layout, paper, sums.on_paper).map_err(Error::Refused)?;
        let declaration = vote::declare(found.terms.layout, electronic.and(paper), parts(sums), found.rule);
        let (issued, returned) = (sums.on_paper, paper.ballots());
        let mut detail = format!("on_paper={issued} returned={returned} ");
        if found.terms.secret {
            let (_, card) = votes::card(&work.tx, found.id).await?;
            let hash = vote::paper_sha256(&card.public_key.unwrap_or_default(), paper);
            detail.push_str(&format!("paper_sha256={hash} "));
        }
        detail.push_str(&declaration.line());
        work.detail(detail);
        let state = found.state.declare(work.now, declaration)?;
        votes::set_state(&work.tx, granted, &state).await?;
        work.home(granted.meeting()?);
        Ok(())
    }
}

/// Sets a vote aside, with the reason; it is repeated as a new one.
struct Annul {
    reason: String,
}

#[async_trait]
impl UseCase for Annul {
    type Action = AnnulVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AnnulVote>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = granted.meeting()?;
        // Sealed minutes tell this vote's result: nobody may seal them meanwhile.
        meetings::hold(&work.tx, meeting).await?.note()?;
        let found = votes::find(&work.tx, granted.target()).await?;
        if matches!(&found.state, State::Annulled { reason, .. } if *reason == self.reason) {
            work.unchanged();
            return Ok(());
        }
        let was = found.state.kind();
        if was == StateKind::Draft {
            return Err(Error::Refused(Fault::VoteNotOpen));
        }
        let state = found.state.annul(work.now, self.reason.clone())?;
        votes::discard(&work.tx, granted).await?;
        votes::set_state(&work.tx, granted, &state).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        work.detail(format!("was={}", was.code()));
        work.home(meeting);
        Ok(())
    }
}
