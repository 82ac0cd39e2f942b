//! Votes: making, opening, casting, closing, declaring.
//!
//! Invariant: the roll and the rule are fixed when a vote opens; a cast and the closing hold the vote against each
//! other, so a ballot is either counted or refused; a cast's only trace is its line on the roll and its ballot.

pub(crate) mod casting;
mod closing;
pub(crate) mod keys;
mod making;
mod paper;
mod record;
mod turnout;
mod view;

pub(crate) use view::own_ballot;

use crate::Services;
use async_trait::async_trait;
use domain::Result;
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::meeting::ReasonForm;
use domain::policy::Caller;
use domain::ports::Voting;
use domain::vote::{BallotForm, BaseParts, Cast, CountForm, DraftForm, Handing, Marking, VoteForm, VoteView};
use store::votes;
use store::votes::RollSums;

#[async_trait]
impl Voting for Services {
    async fn prepare(&self, caller: &Caller, item: AgendaItemId, form: VoteForm) -> Result<VoteId> {
        let data = form.read()?;
        self.make(caller, item, &making::Make { data }).await
    }

    async fn edit(&self, caller: &Caller, vote: VoteId, form: VoteForm) -> Result<()> {
        let data = form.read()?;
        self.run(caller, vote, &making::Edit { data, read: form.terms }).await
    }

    async fn open(&self, caller: &Caller, vote: VoteId, form: DraftForm) -> Result<()> {
        self.open_vote(caller, vote, form.terms).await
    }

    async fn discard(&self, caller: &Caller, vote: VoteId) -> Result<()> {
        self.run(caller, vote, &making::Discard).await
    }

    async fn view(&self, caller: &Caller, vote: VoteId) -> Result<VoteView> {
        self.vote_view(caller, vote).await
    }

    async fn cast(&self, caller: &Caller, meeting: MeetingId, vote: VoteId, form: BallotForm) -> Result<Cast> {
        self.cast_ballot(caller, (meeting, vote), &form).await
    }

    async fn close(&self, caller: &Caller, vote: VoteId) -> Result<()> {
        self.close_vote(caller, vote).await
    }

    async fn declare(&self, caller: &Caller, vote: VoteId) -> Result<()> {
        self.run(caller, vote, &closing::Declare).await
    }

    async fn record(&self, caller: &Caller, vote: VoteId) -> Result<String> {
        self.vote_record(caller, vote).await
    }

    async fn annul(&self, caller: &Caller, vote: VoteId, form: ReasonForm) -> Result<()> {
        self.annul_vote(caller, vote, &form).await
    }

    async fn mark(&self, caller: &Caller, vote: VoteId, form: Marking) -> Result<()> {
        match form.read()? {
            Handing::Given(person) => self.run(caller, vote, &paper::Give { person, given: true }).await,
            Handing::Back(person) => self.run(caller, vote, &paper::Give { person, given: false }).await,
            Handing::Rest => self.run(caller, vote, &paper::GiveRest).await,
        }
    }

    async fn count(&self, caller: &Caller, vote: VoteId, form: CountForm) -> Result<()> {
        self.run(caller, vote, &paper::Count { form }).await
    }
}

async fn sums_of(tx: &store::Tx<'_>, vote: VoteId) -> Result<RollSums> {
    Ok(votes::sums(tx, &[vote], None).await?.remove(&vote).unwrap_or_default())
}

fn parts(sums: RollSums) -> BaseParts {
    BaseParts {
        official: sums.official,
        official_absent: sums.official.saturating_sub(sums.official_present),
        joined: sums.joined,
    }
}
