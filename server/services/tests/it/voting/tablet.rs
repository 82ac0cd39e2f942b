//! Voting on the cell's tablet: with card and PIN, once, and nothing else.

use crate::evening::{
    CELL, ballot_key, cast, come, declaration, fault, in_session, make_and_open, marks, name_tellers, officials, paper,
    question, screens_in_secret, secretly, state_kind,
};
use crate::world::{World, who};
use chrono::Duration;
use domain::ballot::Choice;
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::meeting::PersonRef;
use domain::policy::Caller;
use domain::ports::{Archive, Documents, Meetings, Organisation, Tablets, Voting};
use domain::rule::{Channel, Matter};
use domain::tablet::{CardForm, CardState, CardsForm, NewCard, TRIES, TabletForm, TabletRef, TabletsView};
use domain::vote::{BallotForm, Cast, OwnBallot, StateKind, VoteForm};
use domain::{Error, Fault, Result};
use sea_orm::EntityTrait;
use std::fmt::Debug;
use store::Tx;
use store::entity::{card, roll_line, tablet};

/// A device of the cell, as its cookies make it.
struct Device {
    token: String,
    seat: String,
}

impl Device {
    async fn of(world: &World, secretary: &str, cell: &str) -> Self {
        let form = TabletForm {
            name: "Máy nhà văn hóa".into(),
        };
        let token = world
            .services
            .register(&world.caller(secretary), world.unit(cell), form)
            .await;
        Self {
            token: token.unwrap(),
            seat: String::new(),
        }
    }

    async fn caller(&self, world: &World) -> Result<Caller> {
        let known = world.services.recognise(&self.token, &self.seat).await?;
        Ok(Caller::Tablet(known.tablet))
    }

    async fn enter(&mut self, world: &World, card: &str, pin: &str) -> Result<Caller> {
        let caller = self.caller(world).await?;
        let form = CardForm {
            card: card.into(),
            pin: pin.into(),
        };
        self.seat = world.services.enter(&caller, form).await?;
        self.caller(world).await
    }
}

async fn card_of(world: &World, person: PersonId) -> NewCard {
    let form = CardsForm {
        person: vec![person.to_string()],
        ..CardsForm::default()
    };
    let cards = world
        .services
        .issue(&world.caller(who::SECRETARY), world.unit(CELL), form)
        .await;
    cards.unwrap().remove(0)
}

async fn kept(world: &World) -> TabletsView {
    let secretary = world.caller(who::SECRETARY);
    Tablets::list(&world.services, &secretary, world.unit(CELL))
        .await
        .unwrap()
}

fn on(channels: &[Channel]) -> VoteForm {
    VoteForm {
        secrecy: "open".into(),
        ..secretly("ordinary_resolution", channels)
    }
}

async fn open(world: &World, item: AgendaItemId, form: VoteForm) -> Result<VoteId> {
    make_and_open(world, &world.caller(who::SECRETARY), item, form).await
}

/// A meeting with all official members, and a tablet.
async fn evening(world: &World) -> (MeetingId, AgendaItemId, Vec<PersonId>, Device) {
    let device = Device::of(world, who::SECRETARY, CELL).await;
    let (meeting, [_, item]) = in_session(world).await;
    let people = officials(world);
    come(world, meeting, &people).await;
    (meeting, item, people, device)
}

async fn vote_as(world: &World, caller: &Caller, meeting: MeetingId, vote: VoteId, key: &str) -> Result<Cast> {
    let form = BallotForm {
        key: key.into(),
        fields: marks("yes"),
    };
    world.services.cast(caller, meeting, vote, form).await
}

async fn channel_of(world: &World, vote: VoteId, person: PersonId) -> Option<String> {
    let tx = Tx::read(&world.db);
    let line = roll_line::Entity::find_by_id((vote.0, person.0)).one(&tx.conn()).await;
    line.unwrap().unwrap().channel
}

/// Not there, or nobody known: in any case nothing.
fn closed<T: Debug>(answer: Result<T>) {
    assert!(
        matches!(answer, Err(Error::NotFound | Error::Unauthenticated)),
        "{answer:?}"
    );
}

fn wrong_card<T: Debug>(answer: Result<T>) {
    assert_eq!(fault(answer), Fault::WrongCard { tries: TRIES });
}

#[tokio::test]
async fn whoever_votes_by_card_has_voted() {
    let world = World::new().await;
    let (meeting, item, people, mut device) = evening(&world).await;
    let channels = [Channel::Phone, Channel::Assisted, Channel::Paper];
    name_tellers(&world, meeting, [people[18], people[19]]).await;
    let vote = open(&world, item, on(&channels)).await.unwrap();
    let member = people[1];
    let card = card_of(&world, member).await;

    let start = device.caller(&world).await.unwrap();
    let first = world.services.start(&start).await.unwrap();
    assert_eq!(
        (first.questions.len(), first.meeting.as_deref()),
        (1, Some("Họp thường kỳ"))
    );
    closed(world.services.votes(&start).await);

    // By the digits, as somebody may type them.
    let spaced = format!("{} {}", &card.code[..4], &card.code[4..]);
    let seated = device.enter(&world, &spaced, &card.pin).await.unwrap();
    let mine = world.services.votes(&seated).await.unwrap();
    assert_eq!((mine.len(), mine[0].id, &mine[0].own), (1, vote, &OwnBallot::Waiting));
    let view = Voting::view(&world.services, &seated, vote).await.unwrap();
    assert!(!view.key.is_empty() && view.waiting.is_empty() && view.paper.is_none() && !view.can_close);
    assert_eq!(
        vote_as(&world, &seated, meeting, vote, "the-first-key").await.unwrap(),
        Cast::Recorded
    );
    assert_eq!(channel_of(&world, vote, member).await.as_deref(), Some("assisted"));
    // A lost answer is asked for again; another ballot is not taken, from wherever it comes.
    assert_eq!(
        vote_as(&world, &seated, meeting, vote, "the-first-key").await.unwrap(),
        Cast::AlreadyRecorded
    );
    assert_eq!(
        fault(vote_as(&world, &seated, meeting, vote, "the-second-key").await),
        Fault::AlreadyVoted
    );
    assert_eq!(
        fault(cast(&world, vote, member, "no", "the-third-key").await),
        Fault::AlreadyVoted
    );
    assert_eq!(
        fault(paper(&world, people[18], vote, member, "given").await),
        Fault::VotedOnScreen
    );

    // The other way round, and from the QR code.
    cast(&world, vote, people[2], "no", &ballot_key(people[2]))
        .await
        .unwrap();
    paper(&world, people[18], vote, people[3], "given").await.unwrap();
    for (person, own) in [(people[2], OwnBallot::Recorded), (people[3], OwnBallot::OnPaper)] {
        let card = card_of(&world, person).await;
        let seated = device.enter(&world, &card.qr(), &card.pin).await.unwrap();
        assert_eq!(world.services.votes(&seated).await.unwrap()[0].own, own);
        let late = vote_as(&world, &seated, meeting, vote, "another-key").await;
        assert_eq!(fault(late), Fault::AlreadyVoted);
    }
    paper(&world, people[18], vote, people[3], "back").await.unwrap();
    world.services.close(&world.caller(who::SECRETARY), vote).await.unwrap();
    let result = declaration(&world, vote).await;
    assert_eq!((result.tally.of(Choice::Yes), result.tally.of(Choice::No)), (1, 1));
    closed(Voting::view(&world.services, &device.caller(&world).await.unwrap(), vote).await);
    assert!(world.broken().await.is_empty());
}

#[tokio::test]
async fn the_rule_and_the_small_number_hold_for_tablets_too() {
    let world = World::new().await;
    let (meeting, item, people, mut device) = evening(&world).await;
    name_tellers(&world, meeting, [people[18], people[19]]).await;
    let all = [Channel::Phone, Channel::Assisted, Channel::Paper];
    let refused = open(&world, item, secretly("admission", &all)).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    screens_in_secret(&world, Matter::Admission, &[Channel::Phone, Channel::Assisted]).await;
    let vote = open(&world, item, secretly("admission", &all)).await.unwrap();

    let secretary = world.caller(who::SECRETARY);
    for (place, person) in people[..3].iter().enumerate() {
        if place == 1 {
            // One by phone among those by card: all screens are one sum.
            cast(&world, vote, *person, "yes", &ballot_key(*person)).await.unwrap();
            continue;
        }
        assert!(
            place == 0
                || matches!(
                    fault(world.services.close(&secretary, vote).await),
                    Fault::ChannelTooSmall { ballots: 2, .. }
                )
        );
        let card = card_of(&world, *person).await;
        let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
        vote_as(&world, &seated, meeting, vote, &ballot_key(*person))
            .await
            .unwrap();
    }
    world.services.close(&secretary, vote).await.unwrap();
    assert_eq!(state_kind(&world, vote).await, StateKind::Declared);
    assert_eq!(declaration(&world, vote).await.tally.valid, 3);
    assert!(world.broken().await.is_empty());
}

#[tokio::test]
async fn a_vote_without_tablets_takes_no_card() {
    let world = World::new().await;
    let (meeting, item, people, mut device) = evening(&world).await;
    let vote = open(&world, item, on(&[Channel::Phone])).await.unwrap();
    let card = card_of(&world, people[1]).await;
    let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
    assert!(world.services.votes(&seated).await.unwrap().is_empty());
    let ballot = vote_as(&world, &seated, meeting, vote, "one-key-only").await;
    assert!(matches!(ballot, Err(Error::Invalid(_))), "{ballot:?}");
    world.services.close(&world.caller(who::SECRETARY), vote).await.unwrap();

    // And none opens for tablets where there is none.
    let secretary = world.caller(who::SECRETARY);
    let line = kept(&world).await.tablets.remove(0);
    let form = TabletRef {
        tablet: line.id.to_string(),
    };
    world.services.retire(&secretary, world.unit(CELL), form).await.unwrap();
    assert_eq!(
        fault(open(&world, item, on(&[Channel::Assisted])).await),
        Fault::TabletMissing
    );
}

#[tokio::test]
async fn five_wrong_pins_lock_a_card_and_tell_nothing() {
    let world = World::new().await;
    let (_, _, people, mut device) = evening(&world).await;
    let (secretary, unit) = (world.caller(who::SECRETARY), world.unit(CELL));
    let card = card_of(&world, people[1]).await;
    let other = if card.pin == "000000" { "111111" } else { "000000" };
    for nothing in ["0000000000", "chibo-card:nobody", "a card?"] {
        wrong_card(device.enter(&world, nothing, &card.pin).await);
    }
    for try_ in 1..=TRIES {
        wrong_card(device.enter(&world, &card.code, other).await);
        let view = kept(&world).await;
        let line = view.people.iter().find(|line| line.person == people[1]).unwrap();
        assert_eq!(line.card == CardState::Locked, try_ == TRIES, "after {try_}");
    }
    // Locked even for its owner, by either side of the card.
    wrong_card(device.enter(&world, &card.code, &card.pin).await);
    wrong_card(device.enter(&world, &card.qr(), &card.pin).await);

    let renewed = card_of(&world, people[1]).await;
    wrong_card(device.enter(&world, &card.qr(), &card.pin).await);
    // Four wrong ones and the right one begin anew.
    for _ in 0..2 {
        for _ in 1..TRIES {
            wrong_card(device.enter(&world, &renewed.code, "no PIN").await);
        }
        device.enter(&world, &renewed.code, &renewed.pin).await.unwrap();
    }
    let form = PersonRef {
        person: people[1].to_string(),
    };
    world.services.revoke(&secretary, unit, form.clone()).await.unwrap();
    wrong_card(device.enter(&world, &renewed.code, &renewed.pin).await);
    closed(world.services.revoke(&secretary, unit, form).await);
}

#[tokio::test]
async fn tries_at_once_are_all_counted() {
    let world = World::new().await;
    let (_, _, people, device) = evening(&world).await;
    let card = card_of(&world, people[1]).await;
    let caller = device.caller(&world).await.unwrap();
    let guess = |pin: u32| {
        let form = CardForm {
            card: card.code.clone(),
            pin: format!("{pin:06}"),
        };
        world.services.enter(&caller, form)
    };
    let right: u32 = card.pin.parse().unwrap();
    let wrong = (0..12).map(|n| guess((right + 1 + n) % 1_000_000));
    let answers = futures_util::future::join_all(wrong).await;
    assert!(answers.iter().all(Result::is_err));
    assert!(guess(right).await.is_err(), "twelve at once are no twelve tries");
}

#[tokio::test]
async fn a_seat_ends_and_belongs_to_one_tablet() {
    let world = World::new().await;
    let (meeting, item, people, mut device) = evening(&world).await;
    let vote = open(&world, item, on(&[Channel::Assisted])).await.unwrap();
    let card = card_of(&world, people[1]).await;

    // Forgotten at once by the button.
    let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
    world.services.leave(&seated, true).await.unwrap();
    assert!(device.caller(&world).await.unwrap().voter().is_err());
    // By the clock.
    device.enter(&world, &card.code, &card.pin).await.unwrap();
    world.clock.advance(Duration::minutes(10));
    assert!(device.caller(&world).await.unwrap().voter().is_err());
    // After the vote, when no lost answer is asked for any more.
    let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
    vote_as(&world, &seated, meeting, vote, "one-key-only").await.unwrap();
    world.services.leave(&seated, false).await.unwrap();
    assert!(device.caller(&world).await.unwrap().voter().is_ok());
    world.clock.advance(Duration::seconds(60));
    let gone = device.caller(&world).await.unwrap();
    closed(Voting::view(&world.services, &gone, vote).await);
    closed(vote_as(&world, &gone, meeting, vote, "one-key-only").await);

    // The next card takes the place: another window of the tablet knows the first no more.
    let window = device.enter(&world, &card.code, &card.pin).await.unwrap();
    let before = device.seat.clone();
    let next = card_of(&world, people[2]).await;
    device.enter(&world, &next.code, &next.pin).await.unwrap();
    let old = world.services.recognise(&device.token, &before).await.unwrap();
    assert_eq!(old.tablet.voter, None);
    // The first one's late farewell does not send the next away.
    world.services.leave(&window, true).await.unwrap();
    assert_eq!(device.caller(&world).await.unwrap().voter().unwrap(), people[2]);

    // A second tablet does not know who sits at the first.
    let mut second = Device::of(&world, who::SECRETARY, CELL).await;
    second.seat = device.seat.clone();
    assert!(second.caller(&world).await.unwrap().voter().is_err());
}

#[tokio::test]
async fn a_tablet_of_another_cell_or_none_any_more_does_nothing() {
    let world = World::new().await;
    let (meeting, item, people, mut device) = evening(&world).await;
    let vote = open(&world, item, on(&[Channel::Assisted])).await.unwrap();
    let card = card_of(&world, people[1]).await;
    let mut foreign = Device::of(&world, who::OTHER_SECRETARY, "na-tan").await;
    let start = foreign.caller(&world).await.unwrap();
    assert!(world.services.start(&start).await.unwrap().questions.is_empty());
    wrong_card(foreign.enter(&world, &card.qr(), &card.pin).await);
    wrong_card(foreign.enter(&world, &card.code, &card.pin).await);

    // Even a member of this cell who sits, by whatever accident, at the other tablet.
    let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
    let (Caller::Tablet(mut here), Caller::Tablet(there)) = (seated.clone(), start) else {
        panic!("both are tablets")
    };
    here.unit = there.unit;
    let there = Caller::Tablet(here);
    closed(Voting::view(&world.services, &there, vote).await);
    closed(vote_as(&world, &there, meeting, vote, "one-key-only").await);

    let secretary = world.caller(who::SECRETARY);
    let line = kept(&world).await.tablets.remove(0);
    let form = TabletRef {
        tablet: line.id.to_string(),
    };
    // Another cell's secretary cannot take it away, nor print cards.
    let stranger = world.caller(who::OTHER_SECRETARY);
    closed(
        world
            .services
            .retire(&stranger, world.unit("na-tan"), form.clone())
            .await,
    );
    let cards = CardsForm {
        who: "missing".into(),
        ..CardsForm::default()
    };
    closed(
        world
            .services
            .issue(&stranger, world.unit(CELL), cards.clone())
            .await
            .map(|cards| cards.len()),
    );
    let member = Caller::Person(people[1]);
    let asked = world.services.issue(&member, world.unit(CELL), cards).await;
    assert!(matches!(asked.map(|cards| cards.len()), Err(Error::Forbidden)));
    world.services.retire(&secretary, world.unit(CELL), form).await.unwrap();
    assert!(matches!(device.caller(&world).await, Err(Error::Unauthenticated)));
    // Who asked before it was taken away, and comes in after.
    let late = CardForm {
        card: card.code,
        pin: card.pin,
    };
    assert!(matches!(
        world.services.enter(&seated, late).await,
        Err(Error::Unauthenticated)
    ));
}

#[tokio::test]
async fn a_card_does_nothing_but_vote() {
    let world = World::new().await;
    let (meeting, item, _, mut device) = evening(&world).await;
    let vote = open(&world, item, on(&[Channel::Phone, Channel::Assisted]))
        .await
        .unwrap();
    // The secretary himself, with all that he may do elsewhere.
    let secretary = world.person(who::SECRETARY);
    let card = card_of(&world, secretary).await;
    let seated = device.enter(&world, &card.code, &card.pin).await.unwrap();
    let (services, unit) = (&world.services, world.unit(CELL));
    closed(services.home(&seated).await);
    closed(Meetings::list(services, &seated).await);
    closed(Meetings::view(services, &seated, meeting).await);
    closed(services.end_session(&seated, meeting).await);
    closed(services.notices(&seated).await);
    closed(services.live_version(&seated, meeting).await);
    closed(Documents::list(services, &seated).await);
    closed(services.units(&seated).await);
    closed(services.unit(&seated, unit).await);
    closed(services.members(&seated, unit, "").await);
    closed(services.member(&seated, secretary).await);
    closed(services.minutes(&seated, meeting).await);
    closed(services.search(&seated, "", 5).await);
    closed(Tablets::list(services, &seated, unit).await);
    closed(Tablets::register(services, &seated, unit, TabletForm { name: "Máy".into() }).await);
    let another = make_and_open(&world, &seated, item, question("ordinary_resolution")).await;
    closed(another);
    // He sees the vote as a voter, and closes nothing.
    let view = Voting::view(services, &seated, vote).await.unwrap();
    assert!(!view.can_close && view.waiting.is_empty());
    let close = services.close(&seated, vote).await;
    assert!(matches!(close, Err(Error::Forbidden)), "{close:?}");
    // A vote of another address is not there.
    let (elsewhere, _) = crate::evening::draft(&world).await;
    closed(vote_as(&world, &seated, elsewhere, vote, "one-key-only").await);
}

#[tokio::test]
async fn nothing_that_opens_a_vote_stands_in_the_rows() {
    let world = World::new().await;
    let (_, _, people, mut device) = evening(&world).await;
    let card = card_of(&world, people[1]).await;
    device.enter(&world, &card.code, &card.pin).await.unwrap();
    let tx = Tx::read(&world.db);
    let rows = format!(
        "{:?} {:?}",
        card::Entity::find().all(&tx.conn()).await.unwrap(),
        tablet::Entity::find().all(&tx.conn()).await.unwrap()
    );
    for secret in [&card.secret, &card.code, &card.pin, &device.token, &device.seat] {
        assert!(!rows.contains(secret.as_str()), "{secret}");
        let hashed = format!(
            "{:?}",
            <sha2::Sha256 as sha2::Digest>::digest(secret.as_bytes()).to_vec()
        );
        let long = secret.len() > 20;
        assert_eq!(rows.contains(&hashed), long, "short ones are bound to a key: {secret}");
    }
}

#[tokio::test]
async fn cards_are_for_those_with_a_vote() {
    let world = World::new().await;
    let (secretary, unit) = (world.caller(who::SECRETARY), world.unit(CELL));
    let missing = || CardsForm {
        who: "missing".into(),
        ..CardsForm::default()
    };
    let view = kept(&world).await;
    let all = world.services.issue(&secretary, unit, missing()).await.unwrap();
    assert_eq!(all.len(), view.people.len());
    assert!(all.len() >= officials(&world).len());
    let codes: std::collections::BTreeSet<_> = all.iter().map(|card| &card.code).collect();
    assert_eq!(codes.len(), all.len());
    assert!(
        all.iter()
            .all(|card| card.pin.len() == 6 && card.code.len() == 10 && card.secret.len() >= 22)
    );
    let nobody = world.services.issue(&secretary, unit, missing()).await;
    assert!(matches!(nobody.map(|cards| cards.len()), Err(Error::Invalid(_))));
    let probationary = world.members(CELL, demo::Status::Probationary);
    let form = CardsForm {
        person: vec![probationary.first().unwrap().to_string()],
        ..CardsForm::default()
    };
    let refused = world.services.issue(&secretary, unit, form).await;
    assert!(matches!(refused.map(|cards| cards.len()), Err(Error::Invalid(_))));
}
