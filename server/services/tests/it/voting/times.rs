//! Votes that close by themselves: at their time, late, twice.

use crate::evening::{
    ballot_key, cast, cast_marks, come, declaration, deliver, fault, in_session, make_and_open, name_tellers,
    officials, paper, phones_in_secret, question, secretly, state_kind,
};
use crate::world::{World, who};
use chrono::Duration;
use domain::clock::{Clock, Rng};
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::job::Task;
use domain::meeting::ReasonForm;
use domain::policy::Caller;
use domain::ports::Voting;
use domain::rule::{Channel, Matter};
use domain::vote::{Cast, OwnBallot, StateKind, VoteForm};
use domain::{Fault, Result};
use store::Tx;
use store::outbox::{self, NewJob};

async fn all_here(world: &World) -> (MeetingId, AgendaItemId, Vec<PersonId>) {
    let (meeting, [_, item]) = in_session(world).await;
    let people = officials(world);
    come(world, meeting, &people).await;
    (meeting, item, people)
}

async fn open_for(world: &World, item: AgendaItemId, minutes: u32, form: VoteForm) -> Result<VoteId> {
    let form = VoteForm {
        minutes: minutes.to_string(),
        ..form
    };
    make_and_open(world, &world.caller(who::SECRETARY), item, form).await
}

/// The job comes once more, as after a crash.
async fn again(world: &World, vote: VoteId) {
    let now = world.clock.now();
    let tx = Tx::begin(&world.db).await.unwrap();
    let job = NewJob {
        id: world.rng.id(now).into(),
        task: Task::CloseVote { vote },
        about: "…".to_owned(),
        due_at: now,
        unique_key: None,
    };
    outbox::put(&tx, job, now).await.unwrap();
    tx.commit().await.unwrap();
    deliver(world).await;
}

#[tokio::test]
async fn a_vote_closes_at_its_time_and_takes_nothing_after_it() {
    let world = World::new().await;
    let (_, item, people) = all_here(&world).await;
    let vote = open_for(&world, item, 5, question("admission")).await.unwrap();
    cast_marks(&world, vote, people[1], &[1]).await.unwrap();
    world.clock.advance(Duration::minutes(5) - Duration::seconds(1));
    deliver(&world).await;
    assert_eq!(state_kind(&world, vote).await, StateKind::Open, "a second is left");
    cast_marks(&world, vote, people[2], &[1]).await.unwrap();

    world.clock.advance(Duration::seconds(1));
    assert_eq!(state_kind(&world, vote).await, StateKind::Open, "the job is late");
    let page = Voting::view(&world.services, &Caller::Person(people[3]), vote)
        .await
        .unwrap();
    assert_eq!(
        page.own,
        OwnBallot::TimeOver,
        "no ballot is offered that would not count"
    );
    let late = cast_marks(&world, vote, people[3], &[1]).await;
    assert_eq!(fault(late), Fault::VoteClosed);
    let lost = cast(&world, vote, people[2], "no", &ballot_key(people[2])).await;
    assert_eq!(lost.unwrap(), Cast::AlreadyRecorded, "a lost answer is still answered");
    deliver(&world).await;
    let first = declaration(&world, vote).await;
    assert_eq!((first.tally.valid, first.parts.base()), (2, 20));

    again(&world, vote).await;
    assert_eq!(declaration(&world, vote).await, first);
    assert_eq!(
        fault(world.services.close(&world.caller(who::SECRETARY), vote).await),
        Fault::VoteClosed
    );
    assert!(world.broken().await.is_empty());
}

#[tokio::test]
async fn the_chair_may_be_quicker_or_annul() {
    let world = World::new().await;
    let secretary = world.caller(who::SECRETARY);
    let (_, item, people) = all_here(&world).await;
    let closed = open_for(&world, item, 5, question("admission")).await.unwrap();
    cast_marks(&world, closed, people[1], &[1]).await.unwrap();
    world.services.close(&secretary, closed).await.unwrap();
    let annulled = open_for(&world, item, 5, question("admission")).await.unwrap();
    let reason = ReasonForm {
        reason: "Nhầm câu hỏi".into(),
    };
    world.services.annul(&secretary, annulled, reason).await.unwrap();
    world.clock.advance(Duration::minutes(6));
    deliver(&world).await;
    assert_eq!(declaration(&world, closed).await.tally.valid, 1);
    assert_eq!(state_kind(&world, annulled).await, StateKind::Annulled);
}

#[tokio::test]
async fn papers_are_not_given_out_after_the_time_but_may_come_back() {
    let world = World::new().await;
    let (meeting, item, people) = all_here(&world).await;
    let tellers = [people[18], people[19]];
    name_tellers(&world, meeting, tellers).await;
    let form = VoteForm {
        phone: "yes".into(),
        paper: "yes".into(),
        ..question("admission")
    };
    let vote = open_for(&world, item, 10, form).await.unwrap();
    paper(&world, tellers[0], vote, people[1], "given").await.unwrap();
    paper(&world, tellers[0], vote, people[2], "given").await.unwrap();
    world.clock.advance(Duration::minutes(10));
    let late = paper(&world, tellers[0], vote, people[3], "given").await;
    assert_eq!(fault(late), Fault::VoteClosed);
    paper(&world, tellers[0], vote, people[1], "back").await.unwrap();
    deliver(&world).await;
    assert_eq!(
        state_kind(&world, vote).await,
        StateKind::Closed,
        "the tellers' figures are awaited"
    );
}

#[tokio::test]
async fn a_secret_vote_closes_by_itself_unless_that_would_betray_somebody() {
    let world = World::new().await;
    let secretary = world.caller(who::SECRETARY);
    phones_in_secret(&world, Matter::Admission).await;
    let (_, item, people) = all_here(&world).await;
    let form = || secretly("admission", &[Channel::Phone]);
    let vote = open_for(&world, item, 5, form()).await.unwrap();
    for person in &people[..4] {
        cast_marks(&world, vote, *person, &[1]).await.unwrap();
    }
    world.clock.advance(Duration::minutes(5));
    deliver(&world).await;
    assert_eq!(declaration(&world, vote).await.tally.valid, 4);
    assert!(!world.key_file(format!("{vote}.key")).exists());

    let vote = open_for(&world, item, 5, form()).await.unwrap();
    for person in &people[..2] {
        cast_marks(&world, vote, *person, &[1]).await.unwrap();
    }
    world.clock.advance(Duration::minutes(5));
    deliver(&world).await;
    // It waits for the chair; ballots it takes none.
    assert_eq!(state_kind(&world, vote).await, StateKind::Open);
    assert_eq!(
        fault(cast_marks(&world, vote, people[2], &[1]).await),
        Fault::VoteClosed
    );
    assert_eq!(
        fault(world.services.close(&secretary, vote).await),
        Fault::ChannelTooSmall { ballots: 2, least: 3 }
    );
    let reason = ReasonForm {
        reason: "Quá ít phiếu".into(),
    };
    world.services.annul(&secretary, vote, reason).await.unwrap();
    assert!(!world.key_file(format!("{vote}.key")).exists());
}
