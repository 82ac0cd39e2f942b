//! Open votes.
//!
//! Invariant: the roll and the rule are fixed when a vote opens; a cast and the closing hold the vote against each
//! other, so a ballot is either counted or refused; a cast's only trace is its line on the roll and its ballot.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::attendance::{has_seat, turnout};
use domain::ids::{AgendaItemId, PersonId, VoteId};
use domain::meeting::{ReasonForm, State as MeetingState};
use domain::policy::{ActionKind, Caller, CastBallot, CloseVote, Granted, OpenVote, ViewVote};
use domain::ports::Voting;
use domain::vote::{
    self, BallotForm, BaseParts, Cast, Choice, OpenVoteData, OpenVoteForm, OwnBallot, RollLine, State, StateKind,
    VoteView,
};
use domain::{Error, Fault, Result};
use store::votes::{OwnLine, RollSums};
use store::{Lock, agenda, meetings, minutes, participants, rules, votes};

#[async_trait]
impl Voting for Services {
    async fn open(&self, caller: &Caller, item: AgendaItemId, form: OpenVoteForm) -> Result<VoteId> {
        let data = form.read()?;
        self.make(caller, item, &Open { data }).await
    }

    async fn view(&self, caller: &Caller, vote: VoteId) -> Result<VoteView> {
        let look = self.look::<ViewVote>(caller, vote).await?;
        let tx = &look.tx;
        let found = votes::find(tx, vote).await?;
        let meeting = meetings::find(tx, found.meeting).await?;
        let number = agenda::numbered(tx, found.meeting)
            .await?
            .into_iter()
            .find(|(_, item)| item.node.id == found.item)
            .map(|(number, _)| number)
            .unwrap_or_default();
        let sums = sums_of(tx, vote).await?;
        let own = match caller.person() {
            Ok(person) => own_ballot(&votes::own_line(tx, vote, person).await?),
            Err(_) => OwnBallot::NoVote,
        };
        let open = matches!(found.state, State::Open { .. });
        let can_close = open && look.may(ActionKind::CloseVote);
        let (parts, needed) = match &found.state {
            State::Declared { declaration, .. } => (declaration.parts, declaration.needed),
            State::Open { .. } | State::Annulled { .. } => {
                let parts = parts(sums);
                (parts, found.rule.threshold.needed(parts.base()))
            }
        };
        let declared = matches!(found.state, State::Declared { .. });
        Ok(VoteView {
            id: vote,
            meeting: found.meeting,
            meeting_title: meeting.title,
            item: found.item,
            item_number: number,
            question: found.question,
            matter: found.matter,
            names_shown: found.names_shown,
            parts,
            cast: sums.cast,
            needed,
            waiting: if can_close {
                votes::waiting(tx, vote).await?
            } else {
                Vec::new()
            },
            named: if declared && found.names_shown {
                votes::named(tx, vote).await?
            } else {
                Vec::new()
            },
            can_close,
            key: match own {
                OwnBallot::Waiting => self.on.rng.id(self.now()).to_string(),
                OwnBallot::NoVote | OwnBallot::NotCheckedIn | OwnBallot::Recorded => String::new(),
            },
            own,
            rule: found.rule,
            state: found.state,
        })
    }

    async fn cast(&self, caller: &Caller, vote: VoteId, form: BallotForm) -> Result<Cast> {
        let (choice, key) = form.read()?;
        self.run(caller, vote, &CastOne { choice, key }).await
    }

    async fn close(&self, caller: &Caller, vote: VoteId) -> Result<()> {
        self.run(caller, vote, &Close).await
    }

    async fn annul(&self, caller: &Caller, vote: VoteId, form: ReasonForm) -> Result<()> {
        let reason = form.read()?;
        self.run(caller, vote, &Annul { reason }).await
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

fn own_ballot(own: &OwnLine) -> OwnBallot {
    match &own.line {
        Some(line) if line.ballot_key.is_some() => OwnBallot::Recorded,
        Some(line) if line.may_vote && own.state == StateKind::Open => {
            if own.here {
                OwnBallot::Waiting
            } else {
                OwnBallot::NotCheckedIn
            }
        }
        Some(_) | None => OwnBallot::NoVote,
    }
}

/// Opens a vote: rule of today, roll of this moment.
struct Open {
    data: OpenVoteData,
}

#[async_trait]
impl UseCase for Open {
    type Action = OpenVote;
    type Output = VoteId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, OpenVote>, work: &mut Work<'tx>) -> Result<VoteId> {
        let id = granted.meeting()?;
        let tx = &work.tx;
        if !matches!(meetings::find(tx, id).await?.state, MeetingState::InSession { .. }) {
            return Err(Error::Refused(Fault::MeetingNotInSession));
        }
        if votes::open_in(tx, id, Some(granted.target())).await? > 0 {
            return Err(Error::Refused(Fault::VoteStillOpen));
        }
        let rule = rules::valid(tx, self.data.matter, work.today())
            .await?
            .ok_or(Error::Refused(Fault::NoRule))?;
        let turnout = turnout(&participants::tally(tx, id).await?);
        vote::may_open(&rule, turnout.official, turnout.official_present).map_err(Error::Refused)?;
        let roll: Vec<RollLine> = participants::seats(tx, id)
            .await?
            .into_iter()
            .filter(|(seat, _)| has_seat(seat.role))
            .filter_map(|(seat, _)| vote::roll_line(seat.person, seat.status))
            .collect();
        let vote: VoteId = work.id();
        votes::open(tx, granted, vote, &self.data, &rule, work.now).await?;
        votes::freeze(tx, granted, vote, &roll).await?;
        work.detail(format!(
            "vote={vote} matter={} rule={} roll={}",
            self.data.matter.code(),
            rule.id,
            roll.len()
        ));
        work.live(id);
        Ok(vote)
    }
}

/// One ballot.
struct CastOne {
    choice: Choice,
    key: String,
}

#[async_trait]
impl UseCase for CastOne {
    type Action = CastBallot;
    type Output = Cast;
    // Casts do not wait for each other; closing waits for them, and they for closing.
    const LOCK: Lock = Lock::Shared;
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, CastBallot>, work: &mut Work<'tx>) -> Result<Cast> {
        let (vote, person) = (granted.target(), granted.actor().person()?);
        if let Some(answer) = self.answer(work, vote, person).await? {
            return Ok(answer);
        }
        if votes::cast(&work.tx, granted, self.choice, self.key.clone()).await? {
            work.turnout(granted.meeting()?);
            return Ok(Cast::Recorded);
        }
        // Another device took the line between the question and the writing: ask again.
        match self.answer(work, vote, person).await? {
            Some(answer) => Ok(answer),
            None => Err(Error::internal("a free line on the roll could not be taken")),
        }
    }
}

impl CastOne {
    async fn answer(&self, work: &Work<'_>, vote: VoteId, person: PersonId) -> Result<Option<Cast>> {
        let own = votes::own_line(&work.tx, vote, person).await?;
        vote::receive(own.state, own.line.as_ref(), own.here, &self.key).map_err(Error::Refused)
    }
}

/// Counts and declares.
struct Close;

#[async_trait]
impl UseCase for Close {
    type Action = CloseVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CloseVote>, work: &mut Work<'tx>) -> Result<()> {
        let found = votes::find(&work.tx, granted.target()).await?;
        let counts = votes::count(&work.tx, granted).await?;
        let sums = sums_of(&work.tx, found.id).await?;
        if counts.cast() != sums.cast {
            return Err(Error::internal("ballots and roll do not agree"));
        }
        let declaration = vote::declare(counts, parts(sums), found.rule);
        work.detail(format!(
            "yes={} no={} abstain={} base={} needed={} {}",
            counts.yes,
            counts.no,
            counts.abstain,
            declaration.parts.base(),
            declaration.needed,
            declaration.outcome.code()
        ));
        let state = found.state.declare(work.now, declaration)?;
        votes::set_state(&work.tx, granted, &state).await?;
        work.live(granted.meeting()?);
        Ok(())
    }
}

/// Sets a vote aside, with the reason; it is repeated as a new one.
struct Annul {
    reason: String,
}

#[async_trait]
impl UseCase for Annul {
    type Action = CloseVote;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, CloseVote>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = granted.meeting()?;
        // Sealed minutes tell this vote's result: nobody may seal them meanwhile.
        meetings::hold(&work.tx, meeting).await?.note()?;
        let found = votes::find(&work.tx, granted.target()).await?;
        let was = found.state.kind();
        let state = found.state.annul(work.now, self.reason.clone())?;
        votes::set_state(&work.tx, granted, &state).await?;
        minutes::unconfirm(&work.tx, granted).await?;
        work.detail(format!("was={}", was.code()));
        work.live(meeting);
        Ok(())
    }
}
