//! Casting in batches: many casts in one transaction, each with its own facts, grant and answer.
//!
//! Invariant: an answer is given after the commit that holds the ballot, or after a rollback that holds none; a cast
//! is withdrawn from nobody else's, and whoever goes away takes no ballot of others with him.

use super::keys;
use super::turnout::Turnout;
use crate::Services;
use crate::run::{Wiring, asks};
use chrono::{DateTime, Utc};
use domain::ballot::{Marks, sealed_text};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::policy::{ActionKind, Caller, CastBallot, grant};
use domain::rule::Channel;
use domain::vote::{BallotForm, Cast, StateKind, receive};
use domain::{Error, Fault, Problem, Result};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use store::Tx;
use store::votes::{self, Ballot, Card, CastLine};
use tokio::sync::{mpsc, oneshot};

/// Casts in one transaction at most.
const MOST: usize = 512;
/// Casts that may wait; beyond it callers wait to be let in.
const QUEUE: usize = 4096;
/// Cards kept; more votes are not open at once in one commune.
const CARDS: usize = 256;

/// The queue of one process; its worker starts with the first cast.
#[derive(Clone, Default)]
pub(crate) struct Casting {
    queue: Arc<OnceLock<mpsc::Sender<Waiting>>>,
    cards: Arc<Mutex<HashMap<VoteId, Arc<Card>>>>,
    pub(super) turnout: Turnout,
}

/// A cast on its way.
struct Waiting {
    meeting: MeetingId,
    vote: VoteId,
    caller: Caller,
    /// Whose ballot it is.
    person: PersonId,
    /// Key and ballot; what is wrong with them is said only to somebody who may cast.
    typed: std::result::Result<(String, Ballot), Problem>,
    secret: bool,
    answer: oneshot::Sender<Result<Cast>>,
}

impl Services {
    pub(crate) async fn cast_ballot(
        &self,
        caller: &Caller,
        (meeting, vote): (MeetingId, VoteId),
        form: &BallotForm,
    ) -> Result<Cast> {
        let person = caller.voter()?;
        let card = self.card(vote).await?;
        let secret = card.as_ref().is_some_and(|card| card.secret);
        let typed = match card {
            Some(card) => self.typed(vote, &card, caller.channel(), form)?,
            None => Err(Problem {
                field: "m0",
                fault: Fault::VoteNotOpen,
            }),
        };
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting {
            meeting,
            vote,
            caller: caller.clone(),
            person,
            typed,
            secret,
            answer,
        };
        // Asked by the worker for each cast; said here, where the request is known.
        asks(ActionKind::CastBallot);
        let queue = self
            .casting
            .queue
            .get_or_init(|| start(self.on.clone(), self.casting.turnout.clone()));
        let gone = || Error::internal("the casting queue has stopped");
        queue.send(waiting).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// What a ballot must fit; nothing while the vote is a draft, whose terms may change before the ballot has its turn.
    /// Only the card of an open vote is kept: it changes no more.
    async fn card(&self, vote: VoteId) -> Result<Option<Arc<Card>>> {
        let cards = || self.casting.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(card) = cards().get(&vote) {
            return Ok(Some(Arc::clone(card)));
        }
        let (state, card) = votes::card(&self.read(), vote).await?;
        let card = Arc::new(card);
        if state == StateKind::Open {
            let mut cards = cards();
            if cards.len() >= CARDS {
                cards.clear();
            }
            cards.insert(vote, Arc::clone(&card));
        }
        Ok((state != StateKind::Draft).then_some(card))
    }

    /// Key and ballot as they go into the box: sealed here, so that the marks go no further in a secret vote.
    fn typed(
        &self,
        vote: VoteId,
        card: &Card,
        channel: Channel,
        form: &BallotForm,
    ) -> Result<std::result::Result<(String, Ballot), Problem>> {
        let wrong = |field, fault| Ok(Err(Problem { field, fault }));
        if !card.channels.has(channel) {
            return wrong("m0", Fault::ChannelNotAllowed);
        }
        let read = form.key().and_then(|key| Ok((key, form.marks(&card.layout)?)));
        let (key, marks) = match read {
            Ok(read) => read,
            Err(Error::Invalid(problems)) => {
                let problem = problems.into_iter().next();
                return problem.map_or_else(|| wrong("m0", Fault::NotAChoice), |problem| Ok(Err(problem)));
            }
            Err(other) => return Err(other),
        };
        let ballot = match card.public_key {
            Some(public) if card.secret => seal(&*self.on.rng, vote, public, &marks)?,
            // A secret vote that is no longer a draft has a key.
            _ if card.secret => return wrong("m0", Fault::VoteNotOpen),
            _ => Ballot::Open(marks),
        };
        Ok(Ok((key, ballot)))
    }
}

fn seal(rng: &dyn domain::clock::Rng, vote: VoteId, public: [u8; 32], marks: &Marks) -> Result<Ballot> {
    let mut id = [0; 16];
    rng.fill(&mut id);
    let sealed = keys::seal(public, &sealed_text(vote, marks))?;
    // Version 4: nothing of time in it.
    Ok(Ballot::Sealed(uuid::Builder::from_random_bytes(id).into_uuid(), sealed))
}

fn start(on: Wiring, turnout: Turnout) -> mpsc::Sender<Waiting> {
    let (sender, receiver) = mpsc::channel(QUEUE);
    tokio::spawn(work(on, turnout, receiver));
    sender
}

/// Takes what waits, commits it together, answers; ends when nobody can cast any more.
async fn work(on: Wiring, turnout: Turnout, mut queue: mpsc::Receiver<Waiting>) {
    let mut waiting: Vec<Waiting> = Vec::new();
    loop {
        if waiting.is_empty() && queue.recv_many(&mut waiting, MOST).await == 0 {
            return;
        }
        let (batch, rest) = first_of_each(std::mem::take(&mut waiting));
        waiting = rest;
        let answers = match run_batch(&on, &batch).await {
            Ok(answers) => answers,
            // One bad cast must not cost the others theirs: each by itself. It also ends a deadlock with another
            // process, for a single line cannot be half of one.
            Err(error) if batch.len() > 1 => {
                tracing::warn!(%error, casts = batch.len(), "a batch of casts failed; each is tried by itself");
                let mut answers = Vec::with_capacity(batch.len());
                for one in batch.chunks(1) {
                    answers.push(match run_batch(&on, one).await {
                        Ok(mut answer) => answer.pop().unwrap_or_else(|| Err(Error::internal("no answer"))),
                        Err(error) => Err(error),
                    });
                }
                answers
            }
            Err(error) => vec![Err(error)],
        };
        let told: BTreeSet<(VoteId, bool)> = batch
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| matches!(answer, Ok((Cast::Recorded, _))))
            .map(|(cast, _)| (cast.vote, cast.secret))
            .collect();
        let meetings: BTreeMap<VoteId, MeetingId> = batch
            .iter()
            .zip(&answers)
            .filter_map(|(cast, answer)| Some((cast.vote, answer.as_ref().ok()?.1)))
            .collect();
        for (cast, answer) in batch.into_iter().zip(answers) {
            // Whoever has gone asks again with the same key.
            let _ = cast.answer.send(answer.map(|(cast, _)| cast));
        }
        for (vote, secret) in told {
            if let Some(meeting) = meetings.get(&vote) {
                turnout.tell(&on, vote, *meeting, secret);
            }
        }
    }
}

/// Splits off a second cast of the same person on the same vote: it is decided after the first.
fn first_of_each(waiting: Vec<Waiting>) -> (Vec<Waiting>, Vec<Waiting>) {
    let mut seen = HashSet::new();
    waiting
        .into_iter()
        .partition(|cast| seen.insert((cast.vote, cast.person)))
}

type Answer = Result<(Cast, MeetingId)>;

/// One transaction for all casts; each vote's facts are loaded at once, each cast is granted and refused by itself.
async fn run_batch(on: &Wiring, batch: &[Waiting]) -> Result<Vec<Answer>> {
    let now = on.clock.now();
    let tx = Tx::begin(&on.db).await?;
    let mut answers: Vec<Option<Answer>> = batch.iter().map(|_| None).collect();
    let votes: BTreeSet<VoteId> = batch.iter().map(|cast| cast.vote).collect();
    for vote in votes {
        let places: Vec<usize> = (0..batch.len()).filter(|place| batch[*place].vote == vote).collect();
        let casts: Vec<&Waiting> = places.iter().map(|place| &batch[*place]).collect();
        for (place, answer) in places.into_iter().zip(cast_on(&tx, vote, &casts, now).await?) {
            answers[place] = Some(answer);
        }
    }
    tx.commit().await?;
    let none = || Err(Error::internal("a cast was left without an answer"));
    Ok(answers.into_iter().map(|answer| answer.unwrap_or_else(none)).collect())
}

/// Decides and writes the casts on one vote.
async fn cast_on(tx: &Tx<'_>, vote: VoteId, casts: &[&Waiting], now: DateTime<Utc>) -> Result<Vec<Answer>> {
    let people: Vec<PersonId> = casts.iter().map(|cast| cast.person).collect();
    let (state, closes_at, mut voters) = match votes::voters(tx, vote, &people).await {
        Err(Error::NotFound) => return Ok(casts.iter().map(|_| Err(Error::NotFound)).collect()),
        found => found?,
    };
    // Its time is over, even if the job that closes it is late.
    let state = match closes_at {
        Some(at) if state == StateKind::Open && now >= at => StateKind::Closed,
        _ => state,
    };
    let mut answers: Vec<Answer> = Vec::with_capacity(casts.len());
    let mut lines = Vec::new();
    for cast in casts {
        answers.push(match decide(vote, state, cast, voters.remove(&cast.person)) {
            Ok(Decided::Already(meeting)) => Ok((Cast::AlreadyRecorded, meeting)),
            Ok(Decided::Takes(line, meeting)) => {
                lines.push(line);
                Ok((Cast::Recorded, meeting))
            }
            Err(error) => Err(error),
        });
    }
    let wanted = lines.len();
    let taken: HashSet<PersonId> = votes::cast(tx, vote, &lines).await?.into_iter().collect();
    if taken.len() < wanted {
        // Another process took a line between the question and the writing: that ballot is the one that counts,
        // and it may be this very one, sent there first.
        let (_, _, mut again) = votes::voters(tx, vote, &people).await?;
        for (cast, answer) in casts.iter().zip(&mut answers) {
            if matches!(answer, Ok((Cast::Recorded, _))) && !taken.contains(&cast.person) {
                *answer = match decide(vote, state, cast, again.remove(&cast.person)) {
                    Ok(Decided::Already(meeting)) => Ok((Cast::AlreadyRecorded, meeting)),
                    Ok(Decided::Takes(..)) => Err(Error::internal("a free line on the roll could not be taken")),
                    Err(error) => Err(error),
                };
            }
        }
    }
    Ok(answers)
}

enum Decided<'tx> {
    Already(MeetingId),
    Takes(CastLine<'tx>, MeetingId),
}

fn decide<'tx>(
    vote: VoteId,
    state: StateKind,
    cast: &Waiting,
    voter: Option<votes::Voter<'tx>>,
) -> Result<Decided<'tx>> {
    let voter = voter.ok_or(Error::NotFound)?;
    let mut facts = voter.facts;
    if let Caller::Tablet(tablet) = &cast.caller {
        facts.standing = tablet.standing(facts.place, &facts.standing);
    }
    let granted = grant::<CastBallot>(&cast.caller, vote, &facts)?;
    let meeting = granted.meeting()?;
    if meeting != cast.meeting {
        return Err(Error::NotFound);
    }
    // A key that is none is nobody's: the vote's state is said first all the same.
    let key = cast.typed.as_ref().map_or("", |(key, _)| key.as_str());
    let before = receive(state, voter.line.as_ref(), voter.here, key).map_err(Error::Refused)?;
    if before.is_some() {
        return Ok(Decided::Already(meeting));
    }
    let (key, ballot) = cast.typed.clone().map_err(|problem| Error::Invalid(vec![problem]))?;
    let line = CastLine {
        granted,
        key,
        channel: cast.caller.channel(),
        ballot,
    };
    Ok(Decided::Takes(line, meeting))
}
