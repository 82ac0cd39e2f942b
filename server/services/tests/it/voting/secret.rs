//! Secret ballots from end to end: the figures are right, and key and ballots are gone.

use crate::evening::{
    CELL, ballot_key, cast, cast_marks, come, declaration, fault, in_session, make_and_open, name_tellers, officials,
    open_vote, paper, phones_in_secret, secretly, state_kind,
};
use crate::world::{World, who};
use chrono::Duration;
use domain::ballot::Choice;
use domain::ids::{AgendaItemId, MeetingId, PersonId, VoteId};
use domain::meeting::ReasonForm;
use domain::member::StatusForm;
use domain::policy::Caller;
use domain::ports::{Meetings, Organisation, Voting};
use domain::rule::{Channel, Matter};
use domain::vote::{Cast, DraftForm, Outcome, OwnBallot, StateKind};
use domain::{Fault, Result};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::os::unix::fs::PermissionsExt;
use store::Tx;
use store::entity::{open_ballot, sealed_ballot};

/// A meeting with all twenty official members in a commune that lets phones into secret ballots on admissions.
async fn all_here(world: &World) -> (MeetingId, AgendaItemId, Vec<PersonId>) {
    phones_in_secret(world, Matter::Admission).await;
    let (meeting, [_, item]) = in_session(world).await;
    let people = officials(world);
    come(world, meeting, &people).await;
    (meeting, item, people)
}

async fn open(world: &World, item: AgendaItemId, channels: &[Channel]) -> Result<VoteId> {
    make_and_open(
        world,
        &world.caller(who::SECRETARY),
        item,
        secretly("admission", channels),
    )
    .await
}

async fn sealed(world: &World, vote: VoteId) -> u64 {
    let tx = Tx::read(&world.db);
    let rows = sealed_ballot::Entity::find().filter(sealed_ballot::Column::VoteId.eq(vote.0));
    rows.count(&tx.conn()).await.unwrap()
}

fn reason() -> ReasonForm {
    ReasonForm {
        reason: "Mất khóa phiếu kín".into(),
    }
}

#[tokio::test]
async fn twenty_secret_ballots_are_counted_and_only_their_sums_stay() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (_, item, people) = all_here(&world).await;
    assert_eq!(people.len(), 20);
    let vote = open(&world, item, &[Channel::Phone]).await.unwrap();

    let key = world.key_file(format!("{vote}.key"));
    let kept = std::fs::metadata(&key).unwrap();
    assert_eq!((kept.len(), kept.permissions().mode() & 0o777), (32, 0o600));
    let directory = std::fs::metadata(key.parent().unwrap()).unwrap();
    assert_eq!(directory.permissions().mode() & 0o777, 0o700);

    for (place, person) in people.iter().enumerate() {
        let choice = ["yes", "no", "abstain"][usize::from(place >= 13) + usize::from(place >= 17)];
        let answer = cast(&world, vote, *person, choice, &ballot_key(*person)).await;
        assert_eq!(answer.unwrap(), Cast::Recorded);
    }
    // Another answer under the same key changes nothing, another key is refused.
    let again = cast(&world, vote, people[0], "no", &ballot_key(people[0])).await;
    assert_eq!(again.unwrap(), Cast::AlreadyRecorded);
    let other = cast(&world, vote, people[0], "no", "another-key").await;
    assert_eq!(fault(other), Fault::AlreadyVoted);
    assert_eq!(sealed(&world, vote).await, 20);

    services.close(&secretary, vote).await.unwrap();
    let result = declaration(&world, vote).await;
    let counts = Choice::ALL.iter().map(|choice| result.tally.of(*choice));
    assert_eq!(counts.collect::<Vec<_>>(), [13, 4, 3]);
    assert_eq!(
        (result.tally.valid, result.tally.blank, result.tally.invalid),
        (20, 0, 0)
    );
    assert_eq!(
        (result.parts.base(), result.needed, result.outcome),
        (20, 14, Outcome::Failed)
    );
    assert_eq!(sealed(&world, vote).await, 0);
    assert!(!key.exists());
    let tx = Tx::read(&world.db);
    assert_eq!(open_ballot::Entity::find().count(&tx.conn()).await.unwrap(), 0);

    // Whoever lost the answer still learns that his ballot counts, and nothing of what it says.
    let late = cast(&world, vote, people[0], "no", &ballot_key(people[0])).await;
    assert_eq!(late.unwrap(), Cast::AlreadyRecorded);
    let view = Voting::view(services, &Caller::Person(people[0]), vote).await.unwrap();
    assert_eq!((view.own, view.named.len()), (OwnBallot::Recorded, 0));
    assert!(world.broken().await.is_empty());
}

#[tokio::test]
async fn a_secret_vote_never_shows_names() {
    let world = World::new().await;
    let (_, item, people) = all_here(&world).await;
    // `secretly` asks for names all the same.
    let vote = open(&world, item, &[Channel::Phone]).await.unwrap();
    for person in &people[..3] {
        cast_marks(&world, vote, *person, &[1]).await.unwrap();
    }
    let secretary = world.caller(who::SECRETARY);
    world.services.close(&secretary, vote).await.unwrap();
    let view = Voting::view(&world.services, &secretary, vote).await.unwrap();
    assert!(!view.terms.names_shown && view.named.is_empty());
}

#[tokio::test]
async fn without_its_key_a_vote_can_only_be_annulled() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (_, item, people) = all_here(&world).await;
    let vote = open(&world, item, &[Channel::Phone]).await.unwrap();
    for person in &people[..5] {
        cast_marks(&world, vote, *person, &[1]).await.unwrap();
    }
    std::fs::remove_file(world.key_file(format!("{vote}.key"))).unwrap();
    assert_eq!(fault(services.close(&secretary, vote).await), Fault::VoteKeyLost);
    assert_eq!(
        (state_kind(&world, vote).await, sealed(&world, vote).await),
        (StateKind::Open, 5),
        "nothing is half closed"
    );
    // Half a key is none.
    std::fs::write(world.key_file(format!("{vote}.key")), [1; 16]).unwrap();
    assert_eq!(fault(services.close(&secretary, vote).await), Fault::VoteKeyLost);

    services.annul(&secretary, vote, reason()).await.unwrap();
    assert_eq!(
        (state_kind(&world, vote).await, sealed(&world, vote).await),
        (StateKind::Annulled, 0)
    );
    assert!(!world.key_file(format!("{vote}.key")).exists());
    let again = open(&world, item, &[Channel::Phone]).await.unwrap();
    assert_ne!(again, vote);
}

#[tokio::test]
async fn an_annulled_vote_leaves_neither_ballots_nor_key() {
    let world = World::new().await;
    let secretary = world.caller(who::SECRETARY);
    let (_, item, people) = all_here(&world).await;
    let vote = open(&world, item, &[Channel::Phone]).await.unwrap();
    for person in &people {
        cast_marks(&world, vote, *person, &[2]).await.unwrap();
    }
    world.services.annul(&secretary, vote, reason()).await.unwrap();
    assert_eq!(sealed(&world, vote).await, 0);
    assert!(!world.key_file(format!("{vote}.key")).exists());
}

#[tokio::test]
async fn a_directory_of_keys_that_is_another_one_is_found_before_a_vote_opens() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (_, item, _) = all_here(&world).await;
    let mark = std::fs::read_to_string(world.key_file("mark")).unwrap();
    services.agree_on_ballot_keys().await.unwrap();
    for tamper in ["another", ""] {
        if tamper.is_empty() {
            std::fs::remove_file(world.key_file("mark")).unwrap();
        } else {
            std::fs::write(world.key_file("mark"), tamper).unwrap();
        }
        assert_eq!(
            fault(services.agree_on_ballot_keys().await),
            Fault::VoteKeysUnusable,
            "at start"
        );
        let vote = Voting::prepare(services, &secretary, item, secretly("admission", &[Channel::Phone]))
            .await
            .unwrap();
        assert_eq!(
            fault(services.open(&secretary, vote, DraftForm::default()).await),
            Fault::VoteKeysUnusable,
            "and before a vote opens"
        );
        assert_eq!(state_kind(&world, vote).await, StateKind::Draft);
        assert!(!world.key_file(format!("{vote}.key")).exists());
    }
    // An open vote needs no key.
    let openly = open_vote(&world, item, "admission").await.unwrap();
    services.annul(&secretary, openly, reason()).await.unwrap();

    // Whoever runs the machine says that this is the directory from now on.
    services.renew_ballot_keys().await.unwrap();
    assert_eq!(std::fs::read_to_string(world.key_file("mark")).unwrap(), mark);
    services.agree_on_ballot_keys().await.unwrap();
    open(&world, item, &[Channel::Phone]).await.unwrap();
}

#[tokio::test]
async fn two_voters_have_no_secret_ballot() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    phones_in_secret(&world, Matter::Admission).await;
    let people = officials(&world);
    for person in &people[3..] {
        let form = StatusForm {
            unit: world.unit(CELL).to_string(),
            status: "exempt".into(),
            on: world.clock.today().to_string(),
        };
        services.change_status(&secretary, *person, form).await.unwrap();
    }
    let (meeting, [_, item]) = in_session(&world).await;
    come(&world, meeting, &people[..2]).await;
    let too_few = Fault::TooFewForSecret { present: 2, least: 3 };
    assert_eq!(fault(open(&world, item, &[Channel::Phone]).await), too_few);
    // An exempt member who has come votes as well.
    come(&world, meeting, &people[5..6]).await;
    let vote = open(&world, item, &[Channel::Phone]).await.unwrap();
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    assert!(view.shows_unanimity, "three who agree have told each other");
}

#[tokio::test]
async fn a_channel_with_one_or_two_ballots_keeps_a_secret_vote_from_closing() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (meeting, item, people) = all_here(&world).await;
    let tellers = [people[18], people[19]];
    name_tellers(&world, meeting, tellers).await;
    let vote = open(&world, item, &[Channel::Phone, Channel::Paper]).await.unwrap();
    let small = |ballots| Fault::ChannelTooSmall { ballots, least: 3 };
    for count in 1..=2 {
        cast_marks(&world, vote, people[count as usize], &[1]).await.unwrap();
        assert_eq!(fault(services.close(&secretary, vote).await), small(count));
    }
    cast_marks(&world, vote, people[3], &[1]).await.unwrap();
    for count in 1..=2 {
        paper(&world, tellers[0], vote, people[5 + count as usize], "given")
            .await
            .unwrap();
        assert_eq!(fault(services.close(&secretary, vote).await), small(count));
    }
    assert_eq!(sealed(&world, vote).await, 3, "nothing was opened");
    // They give the papers back and take their phones.
    for person in &people[6..8] {
        paper(&world, tellers[1], vote, *person, "back").await.unwrap();
        cast_marks(&world, vote, *person, &[2]).await.unwrap();
    }
    services.close(&secretary, vote).await.unwrap();
    let result = declaration(&world, vote).await;
    assert_eq!((result.tally.of(Choice::Yes), result.tally.of(Choice::No)), (3, 2));
}

/// What the page of a vote, the tellers' page and the meeting's page say of who has voted: how many, who is waited for,
/// who is marked as having voted on a screen.
async fn seen(world: &World, vote: VoteId, teller: PersonId) -> (u32, usize, usize) {
    let secretary = world.caller(who::SECRETARY);
    let view = Voting::view(&world.services, &secretary, vote).await.unwrap();
    let meeting = Meetings::view(&world.services, &secretary, view.meeting).await.unwrap();
    let line = meeting
        .items
        .iter()
        .flat_map(|item| &item.votes)
        .find(|line| line.id == vote);
    assert_eq!(line.unwrap().cast, view.cast, "all pages say the same");
    let counting = Voting::view(&world.services, &Caller::Person(teller), vote)
        .await
        .unwrap();
    let roll = counting.paper.unwrap().roll;
    let on_screen = roll
        .iter()
        .filter(|entry| entry.channel == Some(Channel::Phone))
        .count();
    (view.cast, view.waiting.len(), on_screen)
}

#[tokio::test]
async fn reading_a_page_again_does_not_tell_who_has_just_voted() {
    let world = World::new().await;
    let (meeting, item, people) = all_here(&world).await;
    let tellers = [people[18], people[19]];
    name_tellers(&world, meeting, tellers).await;
    let vote = open(&world, item, &[Channel::Phone, Channel::Paper]).await.unwrap();
    let voters = people.len();
    assert_eq!(seen(&world, vote, tellers[0]).await, (0, voters, 0));
    for (place, person) in people[..3].iter().enumerate() {
        cast_marks(&world, vote, *person, &[1]).await.unwrap();
        let own = Voting::view(&world.services, &Caller::Person(*person), vote)
            .await
            .unwrap();
        assert_eq!(own.own, OwnBallot::Recorded, "his own page says so at once");
        assert_eq!(seen(&world, vote, tellers[0]).await, (0, voters, 0), "after {place}");
        world.clock.advance(Duration::milliseconds(1500));
    }
    // Paper goes over the table before all eyes.
    paper(&world, tellers[0], vote, people[3], "given").await.unwrap();
    assert_eq!(seen(&world, vote, tellers[0]).await, (1, voters - 1, 0));
    world.clock.advance(Duration::milliseconds(500));
    assert_eq!(
        seen(&world, vote, tellers[0]).await,
        (4, voters - 4, 3),
        "five seconds later all of them"
    );
    cast_marks(&world, vote, people[4], &[1]).await.unwrap();
    assert_eq!(seen(&world, vote, tellers[0]).await, (4, voters - 4, 3));
    // What is closed is no secret: as many as there are.
    cast_marks(&world, vote, people[5], &[1]).await.unwrap();
    paper(&world, tellers[0], vote, people[3], "back").await.unwrap();
    world.services.close(&world.caller(who::SECRETARY), vote).await.unwrap();
    let closed = Voting::view(&world.services, &world.caller(who::SECRETARY), vote)
        .await
        .unwrap();
    assert_eq!(closed.cast, 5);
}
