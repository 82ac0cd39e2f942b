//! The signed record of a vote: whole as it leaves, and each change of it named.

use crate::evening::{cast, come, in_session, officials, open_vote};
use crate::world::{World, is_signed, who};
use domain::ids::PersonId;
use domain::policy::Caller;
use domain::ports::Voting;
use domain::record::{File, Record, Wrong, check, message};
use domain::rule::Channel;
use domain::{Error, Fault};

/// The record of a vote in which 15 of 20 were in favour, one of the 17 who were here did not vote.
async fn record() -> (World, File, Record) {
    let world = World::new().await;
    let (meeting, [_, item]) = in_session(&world).await;
    let here = officials(&world)[..17].to_vec();
    come(&world, meeting, &here).await;
    let vote = open_vote(&world, item, "admission").await.unwrap();
    let secretary = world.caller(who::SECRETARY);
    let early = Voting::record(&world.services, &secretary, vote).await;
    assert!(matches!(early, Err(Error::Refused(Fault::VoteStillRunning))));
    for (place, person) in here[..16].iter().enumerate() {
        let choice = if place < 15 { "yes" } else { "no" };
        cast(&world, vote, *person, choice, &format!("key-of-{person}"))
            .await
            .unwrap();
    }
    Voting::close(&world.services, &secretary, vote).await.unwrap();
    let member = Caller::Person(here[4]);
    let refused = Voting::record(&world.services, &member, vote).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "for whoever runs the vote");
    let text = Voting::record(&world.services, &secretary, vote).await.unwrap();
    let file: File = serde_json::from_str(&text).unwrap();
    let record: Record = serde_json::from_str(&file.record).unwrap();
    (world, file, record)
}

#[tokio::test]
async fn a_record_is_whole_and_names_nobody() {
    let (world, file, record) = record().await;
    assert_eq!(check(&file, &record, is_signed), Ok(()));
    assert_eq!((record.roll.len(), record.declaration.parts.base()), (20, 20));
    for person in &world.organisation.people {
        assert!(!file.record.contains(&person.name()), "{}", person.name());
    }
    assert!(!file.record.contains("key-of-"), "no key of a ballot");
}

#[tokio::test]
async fn every_change_of_a_record_is_named() {
    let (_world, file, good) = record().await;
    type Change = (&'static str, fn(&mut Record), Wrong);
    let changes: Vec<Change> = vec![
        (
            "another format",
            |r| r.format = "chibo vote 9".into(),
            Wrong::Unreadable,
        ),
        (
            "an event's detail",
            |r| r.events[0].entry.detail.push('x'),
            Wrong::Event(1),
        ),
        (
            "an event's actor",
            |r| r.events[1].entry.actor.push('x'),
            Wrong::Event(2),
        ),
        (
            "an event's hash",
            |r| r.events[1].hash = "00".repeat(32),
            Wrong::Event(2),
        ),
        ("an event is dropped", |r| _ = r.events.remove(0), Wrong::Event(1)),
        ("the last event is dropped", |r| _ = r.events.pop(), Wrong::Story),
        ("a line leaves the base", |r| r.roll[3].in_base = false, Wrong::Roll),
        ("a line is dropped", |r| r.roll.truncate(19), Wrong::Roll),
        (
            "a line of somebody else",
            |r| r.roll[0].person = PersonId(uuid()),
            Wrong::Roll,
        ),
        ("the rule's threshold", |r| r.rule.threshold.numerator = 1, Wrong::Rule),
        ("another rule", |r| r.rule.id = domain::ids::RuleId(uuid()), Wrong::Rule),
        ("the question", |r| r.terms.question.push('x'), Wrong::Terms),
        ("names are shown", |r| r.terms.names_shown ^= true, Wrong::Terms),
        ("a vote is taken away", |r| unuse(r), Wrong::Cast),
        ("a vote is added", |r| use_another(r), Wrong::Cast),
        ("a ballot too many", |r| r.declaration.tally.valid += 1, Wrong::Ballots),
        (
            "more ballots than a number can hold",
            |r| r.declaration.tally.invalid = u32::MAX,
            Wrong::Ballots,
        ),
        (
            "an absent member more",
            |r| r.declaration.parts.official_absent = 21,
            Wrong::Base,
        ),
        ("a smaller base", |r| r.declaration.parts.official = 17, Wrong::Base),
        ("a total moved", |r| move_one(r), Wrong::Figures),
        (
            "an absent member less",
            |r| r.declaration.parts.official_absent = 2,
            Wrong::Figures,
        ),
        (
            "the outcome",
            |r| r.declaration.outcome = domain::vote::Outcome::Failed,
            Wrong::Result,
        ),
        ("what is needed", |r| r.declaration.needed = 3, Wrong::Result),
    ];
    for (what, change, wrong) in changes {
        let mut record = good.clone();
        change(&mut record);
        assert_ne!(record, good, "{what}");
        assert_eq!(check(&file, &record, is_signed), Err(wrong), "{what}");
    }
    // What nothing else notices, the signature does.
    let mut other = file.clone();
    other.record.push(' ');
    assert_eq!(check(&other, &good, is_signed), Err(Wrong::Signature));
    assert!(message(&file.record).starts_with(b"chibo vote 1 "));
    for broken in [String::new(), "zz".repeat(64), "00".repeat(64)] {
        let mut other = file.clone();
        other.signature = broken;
        assert_eq!(check(&other, &good, is_signed), Err(Wrong::Signature));
    }
}

fn uuid() -> uuid::Uuid {
    uuid::Uuid::from_u128(7)
}

fn unuse(record: &mut Record) {
    let used = record.roll.iter_mut().find(|line| line.channel.is_some());
    used.expect("somebody voted").channel = None;
}

fn use_another(record: &mut Record) {
    let free = record.roll.iter_mut().find(|line| line.channel.is_none());
    free.expect("somebody did not").channel = Some(Channel::Phone);
}

/// One ballot less against, one more in favour: the sums still add up.
fn move_one(record: &mut Record) {
    record.declaration.tally.marks[0][0] += 1;
    record.declaration.tally.marks[0][1] -= 1;
}
