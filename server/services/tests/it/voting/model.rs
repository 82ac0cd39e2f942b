//! Voting against a model of it: whatever comes in whatever order, every answer and every figure is the model's.
//!
//! The model knows no database, no key and no batch. Its seeds are fixed, so a case that fails fails again.

use crate::evening::{come, counted, in_session, mark, name_tellers, officials, paper, phones_in_secret, secretly};
use crate::world::{World, who};
use domain::ballot::Tally;
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::meeting::ReasonForm;
use domain::policy::Caller;
use domain::ports::Voting;
use domain::rule::{Channel, Matter};
use domain::vote::{BallotForm, Cast, DraftForm, State, StateKind, VoteForm};
use domain::{Error, Fault, Result};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::collections::BTreeMap;
use tokio::runtime::Runtime;

const VOTERS: usize = 7;

#[derive(Debug, Clone)]
enum Step {
    Open,
    Cast {
        voter: usize,
        key: u8,
        mark: u8,
    },
    Leave {
        voter: usize,
    },
    Return {
        voter: usize,
    },
    Give {
        voter: usize,
        teller: usize,
    },
    TakeBack {
        voter: usize,
    },
    Close,
    /// A teller's figures: right, wrong but possible, or more papers than were given out.
    Count {
        teller: usize,
        figures: u8,
    },
    Declare,
    Annul,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let voter = 0..VOTERS;
    prop_oneof![
        4 => Just(Step::Open),
        24 => (voter.clone(), 0..3_u8, 1..=3_u8).prop_map(|(voter, key, mark)| Step::Cast { voter, key, mark }),
        2 => voter.clone().prop_map(|voter| Step::Leave { voter }),
        2 => voter.clone().prop_map(|voter| Step::Return { voter }),
        6 => (voter.clone(), 0..2_usize).prop_map(|(voter, teller)| Step::Give { voter, teller }),
        2 => voter.prop_map(|voter| Step::TakeBack { voter }),
        3 => Just(Step::Close),
        5 => (0..2_usize, 0..6_u8).prop_map(|(teller, figures)| Step::Count { teller, figures }),
        4 => Just(Step::Declare),
        1 => Just(Step::Annul),
        3 => Just(Step::Restart),
    ]
}

/// What stands on a line of the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Phone { key: u8, mark: u8 },
    Paper,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Done,
    Recorded,
    Again,
    Refused(Fault),
    /// Something typed was wrong.
    Invalid,
    Unknown,
}

impl From<Result<()>> for Answer {
    fn from(result: Result<()>) -> Self {
        result.map_or_else(Self::refused, |()| Self::Done)
    }
}

impl From<Result<Cast>> for Answer {
    fn from(result: Result<Cast>) -> Self {
        match result {
            Ok(Cast::Recorded) => Self::Recorded,
            Ok(Cast::AlreadyRecorded) => Self::Again,
            Err(error) => Self::refused(error),
        }
    }
}

impl Answer {
    fn refused(error: Error) -> Self {
        match error {
            Error::Refused(fault) => Self::Refused(fault),
            Error::Invalid(_) => Self::Invalid,
            Error::NotFound => Self::Unknown,
            other => panic!("no step may end so: {other:?}"),
        }
    }
}

/// The whole of voting in a few lines.
struct Model {
    secret: bool,
    /// `None` once a draft was thrown away.
    state: StateKind,
    lines: BTreeMap<usize, Line>,
    here: [bool; VOTERS],
    figures: [Option<Tally>; 2],
    declared: Option<Tally>,
    absent: u32,
}

impl Model {
    const fn new(secret: bool) -> Self {
        Self {
            secret,
            state: StateKind::Draft,
            lines: BTreeMap::new(),
            here: [true; VOTERS],
            figures: [None, None],
            declared: None,
            absent: 0,
        }
    }

    fn on_paper(&self) -> u32 {
        count(self.lines.values().filter(|line| **line == Line::Paper))
    }

    fn by_phone(&self) -> Tally {
        let mut tally = blank();
        for line in self.lines.values() {
            if let Line::Phone { mark, .. } = line {
                tally.valid += 1;
                tally.marks[0][usize::from(*mark) - 1] += 1;
            }
        }
        tally
    }

    fn declare(&mut self, paper: Tally) {
        let mut tally = self.by_phone();
        tally.valid += paper.valid;
        tally.invalid += paper.invalid;
        for (sum, more) in tally.marks[0].iter_mut().zip(&paper.marks[0]) {
            *sum += more;
        }
        self.state = StateKind::Declared;
        self.absent = count((0..VOTERS).filter(|voter| !self.here[*voter] && !self.lines.contains_key(voter)));
        self.declared = Some(tally);
    }

    /// The figures that a step enters.
    fn figures(&self, figures: u8) -> Tally {
        let issued = self.on_paper();
        let (yes, invalid) = match figures {
            0..4 => (issued, 0),
            4 => (issued.saturating_sub(1), issued.min(1)),
            _ => (issued + 1, 0),
        };
        Tally {
            valid: yes,
            blank: 0,
            invalid,
            marks: vec![vec![yes, 0, 0]],
        }
    }

    fn answer(&mut self, step: &Step) -> Answer {
        use Fault::*;
        let refused = Answer::Refused;
        let state = self.state;
        match (step, state) {
            (Step::Restart, _) => Answer::Done,
            (Step::Leave { voter } | Step::Return { voter }, _) => self.moves(step, *voter),
            (Step::Open, StateKind::Draft) => {
                self.state = StateKind::Open;
                Answer::Done
            }
            (Step::Open, StateKind::Open | StateKind::Closed) => refused(VoteStillOpen),
            (Step::Open, StateKind::Declared | StateKind::Annulled) => refused(VoteNotDraft),
            (Step::Cast { .. }, StateKind::Draft) => refused(NotOnRoll),
            (Step::Cast { voter, key, mark }, _) => match (self.lines.get(voter), state) {
                (Some(Line::Phone { key: used, .. }), _) if used == key => Answer::Again,
                (Some(_), StateKind::Open) => refused(AlreadyVoted),
                (None, StateKind::Open) if !self.here[*voter] => refused(NotCheckedIn),
                (None, StateKind::Open) => {
                    let (key, mark) = (*key, *mark);
                    self.lines.insert(*voter, Line::Phone { key, mark });
                    Answer::Recorded
                }
                _ => refused(VoteClosed),
            },
            (Step::Give { voter, .. }, StateKind::Open) => match self.lines.get(voter) {
                _ if !self.here[*voter] => refused(NotHereYet),
                Some(Line::Paper) => Answer::Done,
                Some(Line::Phone { .. }) => refused(VotedOnScreen),
                None => {
                    self.lines.insert(*voter, Line::Paper);
                    Answer::Done
                }
            },
            (Step::TakeBack { voter }, StateKind::Open) => {
                if self.lines.get(voter) == Some(&Line::Paper) {
                    self.lines.remove(voter);
                }
                Answer::Done
            }
            (Step::Give { .. } | Step::TakeBack { .. }, _) => refused(VoteClosed),
            (Step::Close, StateKind::Draft) => refused(VoteNotOpen),
            (Step::Close, StateKind::Open) => {
                let small = [self.by_phone().valid, self.on_paper()]
                    .into_iter()
                    .find(|ballots| self.secret && (1..3).contains(ballots));
                if let Some(ballots) = small {
                    return refused(ChannelTooSmall { ballots, least: 3 });
                }
                if self.on_paper() > 0 {
                    self.state = StateKind::Closed;
                } else {
                    self.declare(blank());
                }
                Answer::Done
            }
            (Step::Count { .. } | Step::Declare, StateKind::Draft | StateKind::Open) => refused(VoteStillRunning),
            (Step::Count { teller, figures }, StateKind::Closed) => {
                let figures = self.figures(*figures);
                if figures.ballots() > self.on_paper() {
                    return Answer::Invalid;
                }
                self.figures[*teller] = Some(figures);
                Answer::Done
            }
            (Step::Declare, StateKind::Closed) => match self.figures.clone() {
                [Some(one), Some(other)] if one == other => {
                    self.declare(one);
                    Answer::Done
                }
                [Some(_), Some(_)] => refused(CountsDiffer),
                _ => refused(CountsMissing),
            },
            (Step::Annul, StateKind::Draft) => refused(VoteNotOpen),
            // Pressed twice, with the same reason.
            (Step::Annul, StateKind::Annulled) => Answer::Done,
            (Step::Annul, StateKind::Open | StateKind::Closed | StateKind::Declared) => {
                self.state = StateKind::Annulled;
                self.declared = None;
                Answer::Done
            }
            (Step::Close | Step::Count { .. } | Step::Declare, _) => refused(VoteClosed),
        }
    }

    fn moves(&mut self, step: &Step, voter: usize) -> Answer {
        self.here[voter] = matches!(step, Step::Return { .. });
        Answer::Done
    }
}

fn blank() -> Tally {
    Tally {
        valid: 0,
        blank: 0,
        invalid: 0,
        marks: vec![vec![0; 3]],
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap()
}

/// The real thing.
struct Real {
    world: World,
    meeting: MeetingId,
    item: AgendaItemId,
    people: Vec<PersonId>,
    tellers: [PersonId; 2],
}

impl Real {
    async fn new() -> Self {
        let world = World::new().await;
        phones_in_secret(&world, Matter::Admission).await;
        let (meeting, [_, item]) = in_session(&world).await;
        let people = officials(&world);
        come(&world, meeting, &people).await;
        let tellers = [people[18], people[19]];
        name_tellers(&world, meeting, tellers).await;
        Self {
            world,
            meeting,
            item,
            people,
            tellers,
        }
    }

    async fn draft(&self, secret: bool) -> VoteId {
        let form = VoteForm {
            secrecy: if secret { "secret" } else { "open" }.into(),
            ..secretly("admission", &[Channel::Phone, Channel::Paper])
        };
        let secretary = self.world.caller(who::SECRETARY);
        self.world.services.prepare(&secretary, self.item, form).await.unwrap()
    }

    async fn answer(&mut self, vote: VoteId, step: &Step, model: &Model) -> Answer {
        let secretary = self.world.caller(who::SECRETARY);
        let services = &self.world.services;
        match step {
            Step::Open => services.open(&secretary, vote, DraftForm::default()).await.into(),
            Step::Cast { voter, key, mark } => {
                let person = self.people[*voter];
                let form = BallotForm::of(format!("key-{key}-of-{person}"), &[*mark]);
                let caller = Caller::Person(person);
                services.cast(&caller, self.meeting, vote, form).await.into()
            }
            Step::Leave { voter } | Step::Return { voter } => {
                let presence = if matches!(step, Step::Leave { .. }) {
                    "unexcused"
                } else {
                    "room"
                };
                mark(&self.world, self.meeting, self.people[*voter], presence)
                    .await
                    .into()
            }
            Step::Give { voter, teller } => {
                let teller = self.tellers[*teller];
                paper(&self.world, teller, vote, self.people[*voter], "given")
                    .await
                    .into()
            }
            Step::TakeBack { voter } => {
                let teller = self.tellers[0];
                paper(&self.world, teller, vote, self.people[*voter], "back")
                    .await
                    .into()
            }
            Step::Close => services.close(&secretary, vote).await.into(),
            Step::Count { teller, figures } => {
                let tally = model.figures(*figures);
                let form = counted(tally.valid, 0, tally.invalid, &[&tally.marks[0]]);
                let caller = Caller::Person(self.tellers[*teller]);
                services.count(&caller, vote, form).await.into()
            }
            Step::Declare => services.declare(&secretary, vote).await.into(),
            Step::Annul => services.annul(&secretary, vote, reason()).await.into(),
            Step::Restart => {
                self.world.restart();
                Answer::Done
            }
        }
    }

    /// Everybody is back and nothing is under way, however the case has ended.
    async fn clean_up(&self, vote: VoteId) {
        let secretary = self.world.caller(who::SECRETARY);
        for voter in &self.people[..VOTERS] {
            mark(&self.world, self.meeting, *voter, "room").await.unwrap();
        }
        let view = Voting::view(&self.world.services, &secretary, vote).await;
        if view.is_ok_and(|view| !view.state.kind().rests()) {
            self.world.services.annul(&secretary, vote, reason()).await.unwrap();
        }
    }
}

fn reason() -> ReasonForm {
    ReasonForm {
        reason: "Làm lại".into(),
    }
}

/// Runs the steps on both and compares after each.
async fn agree(real: &mut Real, vote: VoteId, secret: bool, steps: &[Step]) -> std::result::Result<(), TestCaseError> {
    let mut model = Model::new(secret);
    for (number, step) in steps.iter().enumerate() {
        // The figures of a count depend on what was given out before it.
        let was = real.answer(vote, step, &model).await;
        let is = model.answer(step);
        prop_assert_eq!(was, is, "step {}: {:?}", number, step);
        let secretary = real.world.caller(who::SECRETARY);
        if secret {
            // Until then pages show it as it was.
            real.world.clock.advance(chrono::Duration::seconds(5));
        }
        let view = Voting::view(&real.world.services, &secretary, vote).await;
        let state = model.state;
        let view = view.unwrap();
        prop_assert_eq!(view.state.kind(), state, "after step {}: {:?}", number, step);
        prop_assert_eq!(view.cast, count(model.lines.iter()), "after step {}", number);
        let key = real.world.key_file(format!("{vote}.key"));
        prop_assert_eq!(
            key.exists(),
            secret && state == StateKind::Open,
            "the key after step {}",
            number
        );
        match (&view.state, &model.declared) {
            (State::Declared { declaration, .. }, Some(tally)) => {
                prop_assert_eq!(&declaration.tally, tally);
                prop_assert_eq!(declaration.parts.official, 20);
                prop_assert_eq!(declaration.parts.official_absent, model.absent);
            }
            (State::Declared { .. }, None) | (_, Some(_)) => prop_assert!(false, "only one has declared"),
            (_, None) => {}
        }
    }
    Ok(())
}

#[test]
fn whatever_comes_in_whatever_order_is_answered_as_the_model_does() {
    let runtime = Runtime::new().unwrap();
    let real = std::cell::RefCell::new(runtime.block_on(Real::new()));
    let config = Config {
        cases: 20,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    // Most begin with a vote that opens; some try what comes before.
    let steps = (
        any::<bool>(),
        prop::bool::weighted(0.8),
        prop::collection::vec(step(), 10..60),
    )
        .prop_map(|(secret, opens, mut steps)| {
            if opens {
                steps.insert(0, Step::Open);
            }
            (secret, steps)
        });
    let seen = std::cell::RefCell::new(BTreeMap::<&str, u32>::new());
    let outcome = runner.run(&steps, |(secret, steps)| {
        let mut real = real.borrow_mut();
        for step in &steps {
            *seen.borrow_mut().entry(name(step)).or_default() += 1;
        }
        runtime.block_on(async {
            let vote = real.draft(secret).await;
            let agreed = agree(&mut real, vote, secret, &steps).await;
            real.clean_up(vote).await;
            agreed
        })
    });
    outcome.unwrap();
    assert_eq!(seen.borrow().len(), 11, "every step was tried");
    assert!(runtime.block_on(real.borrow().world.broken()).is_empty());
}

const fn name(step: &Step) -> &'static str {
    match step {
        Step::Open => "open",
        Step::Cast { .. } => "cast",
        Step::Leave { .. } => "leave",
        Step::Return { .. } => "return",
        Step::Give { .. } => "give",
        Step::TakeBack { .. } => "take back",
        Step::Close => "close",
        Step::Count { .. } => "count",
        Step::Declare => "declare",
        Step::Annul => "annul",
        Step::Restart => "restart",
    }
}
