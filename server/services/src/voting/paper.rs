//! Paper: two tellers give ballots out and count them, each by himself.
//!
//! Invariant: paper takes the line on the one roll; figures enter as one teller's own, and never beyond what was
//! given out.

use crate::{UseCase, Work};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::policy::{CountPaper, GivePaper, Granted};
use domain::rule::Channel;
use domain::vote::{self, CountForm, PAPER_KEY, StateKind};
use domain::{Error, Fault, Result};
use store::votes;

use super::sums_of;

/// Marks on the roll that somebody was given a paper ballot, or gave it back unused.
pub(super) struct Give {
    pub person: PersonId,
    pub given: bool,
}

#[async_trait]
impl UseCase for Give {
    type Action = GivePaper;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, GivePaper>, work: &mut Work<'tx>) -> Result<()> {
        let vote = granted.target();
        let found = votes::find(&work.tx, vote).await?;
        // An unused paper may still come back when the time is over; none is given any more.
        if self.given {
            takes_paper(&found, work.now)?;
        } else if found.state.kind() != StateKind::Open {
            return Err(Error::Refused(Fault::VoteClosed));
        }
        let own = votes::own_line(&work.tx, vote, self.person).await?;
        let line = own.line.filter(|line| line.may_vote);
        let line = line.ok_or(Error::Refused(Fault::NotOnRoll))?;
        if self.given {
            if !own.here {
                return Err(Error::Refused(Fault::NotHereYet));
            }
            match (own.channel, line.ballot_key) {
                // Both tellers tapped the same name.
                (Some(Channel::Paper), _) => {
                    work.unchanged();
                    return Ok(());
                }
                (_, Some(_)) => return Err(Error::Refused(Fault::VotedOnScreen)),
                (_, None) => {}
            }
            if !votes::give(&work.tx, granted, self.person, key_of(self.person)).await? {
                return Err(Error::Refused(Fault::VotedOnScreen));
            }
        } else if !votes::take_back(&work.tx, granted, self.person).await? {
            work.unchanged();
            return Ok(());
        }
        work.detail(format!("person={} given={}", self.person, self.given));
        work.turnout(granted.meeting()?);
        Ok(())
    }
}

/// Marks that everybody here was given a paper ballot who has neither voted nor one already.
pub(super) struct GiveRest;

#[async_trait]
impl UseCase for GiveRest {
    type Action = GivePaper;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, GivePaper>, work: &mut Work<'tx>) -> Result<()> {
        let vote = granted.target();
        takes_paper(&votes::find(&work.tx, vote).await?, work.now)?;
        let mut people = 0_u32;
        for entry in votes::paper_roll(&work.tx, vote).await? {
            // Whoever sends his ballot from a screen meanwhile keeps his line: it is given only while it is free.
            if entry.here
                && entry.channel.is_none()
                && votes::give(&work.tx, granted, entry.person, key_of(entry.person)).await?
            {
                people += 1;
            }
        }
        if people == 0 {
            work.unchanged();
            return Ok(());
        }
        work.detail(format!("people={people} given=true"));
        work.turnout(granted.meeting()?);
        Ok(())
    }
}

/// Whether paper is given out in a vote at this moment.
fn takes_paper(found: &votes::Vote, now: DateTime<Utc>) -> Result<()> {
    if found.state.kind() != StateKind::Open || !found.state.takes_ballots(now) {
        return Err(Error::Refused(Fault::VoteClosed));
    }
    if !found.terms.channels.has(Channel::Paper) {
        return Err(Error::Refused(Fault::ChannelNotAllowed));
    }
    Ok(())
}

fn key_of(person: PersonId) -> String {
    format!("{PAPER_KEY}{person}")
}

/// Enters the figures of one teller.
pub(super) struct Count {
    pub form: CountForm,
}

#[async_trait]
impl UseCase for Count {
    type Action = CountPaper;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CountPaper>, work: &mut Work<'tx>) -> Result<()> {
        let vote = granted.target();
        let found = votes::find(&work.tx, vote).await?;
        match found.state.kind() {
            StateKind::Closed => {}
            StateKind::Draft | StateKind::Open => return Err(Error::Refused(Fault::VoteStillRunning)),
            StateKind::Declared | StateKind::Annulled => return Err(Error::Refused(Fault::VoteClosed)),
        }
        let tally = self.form.read(&found.terms.layout)?;
        let issued = sums_of(&work.tx, vote).await?.on_paper;
        vote::paper_sound(&found.terms.layout, &tally, issued).map_err(|fault| Error::field("returned", fault))?;
        votes::enter(&work.tx, granted, &tally).await?;
        work.detail(format!("returned={} valid={}", tally.ballots(), tally.valid));
        work.live(granted.meeting()?);
        Ok(())
    }
}
