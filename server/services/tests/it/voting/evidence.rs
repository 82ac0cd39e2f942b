//! `chibo verify` finds what was changed under a declared vote.

use crate::evening::{
    cast_marks, come, counted, in_session, make_and_open, name_tellers, officials, paper, phones_in_secret, question,
    secretly,
};
use crate::world::{World, who};
use domain::ids::{MeetingId, PersonId, VoteId};
use domain::policy::Caller;
use domain::ports::Voting;
use domain::rule::{Channel, Matter};
use domain::vote::VoteForm;
use domain::{Error, Fault};
use sea_orm::{ConnectionTrait, Database};

/// A declared vote on both channels: ten by phone (8 for, 2 against), five on paper (4 for, 1 abstention).
async fn declared(form: VoteForm) -> (World, VoteId, Vec<PersonId>) {
    let world = World::new().await;
    let secretary = world.caller(who::SECRETARY);
    phones_in_secret(&world, Matter::Admission).await;
    let (meeting, [_, item]): (MeetingId, _) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people).await;
    let tellers = [people[18], people[19]];
    name_tellers(&world, meeting, tellers).await;
    let vote = make_and_open(&world, &secretary, item, form).await.unwrap();
    for (place, person) in people[..10].iter().enumerate() {
        let mark = if place < 8 { 1 } else { 2 };
        cast_marks(&world, vote, *person, &[mark]).await.unwrap();
    }
    for person in &people[10..15] {
        paper(&world, tellers[0], vote, *person, "given").await.unwrap();
    }
    world.services.close(&secretary, vote).await.unwrap();
    for teller in tellers {
        let figures = counted(5, 0, 0, &[&[4, 0, 1]]);
        world
            .services
            .count(&Caller::Person(teller), vote, figures)
            .await
            .unwrap();
    }
    world.services.declare(&secretary, vote).await.unwrap();
    (world, vote, people)
}

/// Each change is found and, taken back, leaves nothing to find.
async fn each_is_found(world: &World, vote: VoteId, changes: &[(String, String)]) {
    let conn = Database::connect(&world.url).await.unwrap();
    assert!(world.broken().await.is_empty());
    for (change, back) in changes {
        let changed = conn.execute_unprepared(change).await.unwrap();
        assert!(changed.rows_affected() > 0, "{change} changes nothing");
        assert_eq!(world.broken().await, [format!("biểu quyết {vote}")], "{change}");
        conn.execute_unprepared(back).await.unwrap();
        assert!(world.broken().await.is_empty(), "{back}");
    }
}

fn swap(table: &str, column: &str, was: &str, is: &str) -> (String, String) {
    let sql = |from: &str, to: &str| {
        format!("UPDATE {table} SET {column} = REPLACE({column}, '{from}', '{to}') WHERE {column} LIKE '%{from}%'")
    };
    (sql(was, is), sql(is, was))
}

/// An id as SQL writes it.
fn id(world: &World, id: uuid::Uuid) -> String {
    if world.db.is_sqlite() {
        format!("X'{}'", id.simple())
    } else {
        format!("'{id}'")
    }
}

/// What holds of every vote: its totals, its rule, its roll.
fn of_every_vote(world: &World, people: &[PersonId]) -> Vec<(String, String)> {
    let line = |set: &str, place: usize| {
        let person = id(world, people[place].0);
        format!("UPDATE roll_line SET {set} WHERE person_id = {person}")
    };
    vec![
        // The total, and the outcome that does not follow from it.
        swap("vote", "state_data", "[[12,2,1]]", "[[13,1,1]]"),
        swap("vote", "state_data", "\"outcome\":\"failed\"", "\"outcome\":\"passed\""),
        swap("vote", "state_data", "\"needed\":14", "\"needed\":12"),
        swap("vote", "state_data", "\"official\":20", "\"official\":19"),
        // What was put to the vote.
        swap("vote", "question", "ồ", "ò"),
        swap("vote", "matter", "admission", "election"),
        (
            "UPDATE vote SET names_shown = NOT names_shown".to_owned(),
            "UPDATE vote SET names_shown = NOT names_shown".to_owned(),
        ),
        // How far it came.
        swap("vote", "state", "declared", "annulled"),
        swap("vote", "state", "declared", "open"),
        // The rule under which it was declared.
        swap("vote", "rule", "\"numerator\":2", "\"numerator\":1"),
        // The roll: who voted, where, and who was in the base.
        (
            line("ballot_key = NULL, channel = NULL", 3),
            line(&format!("ballot_key = 'key-of-{}', channel = 'phone'", people[3]), 3),
        ),
        (
            line("ballot_key = 'stuffed-in', channel = 'phone'", 17),
            line("ballot_key = NULL, channel = NULL", 17),
        ),
        (line("channel = 'paper'", 3), line("channel = 'phone'", 3)),
        (line("channel = 'phone'", 12), line("channel = 'paper'", 12)),
        (line("in_base = FALSE", 17), line("in_base = TRUE", 17)),
        (line("may_vote = FALSE", 17), line("may_vote = TRUE", 17)),
        // Papers, as one teller counted them and as both did.
        swap("paper_count", "tally", "[[4,0,1]]", "[[5,0,0]]"),
        swap("paper_count", "tally", "\"valid\":5", "\"valid\":4"),
    ]
}

#[tokio::test]
async fn whatever_is_changed_under_an_open_vote_is_found() {
    let form = VoteForm {
        phone: "yes".into(),
        paper: "yes".into(),
        ..question("admission")
    };
    let (world, vote, people) = declared(form).await;
    let mut changes = of_every_vote(&world, &people);
    let ballot = |marks: &str, person: usize| {
        let person = id(&world, people[person].0);
        format!("UPDATE open_ballot SET marks = '{marks}' WHERE person_id = {person}")
    };
    changes.push((ballot("2", 0), ballot("1", 0)));
    changes.push((ballot("x", 0), ballot("1", 0)));
    let (vote_id, person) = (id(&world, vote.0), id(&world, people[0].0));
    changes.push((
        format!("DELETE FROM open_ballot WHERE person_id = {person}"),
        format!("INSERT INTO open_ballot (vote_id, person_id, marks) VALUES ({vote_id}, {person}, '1')"),
    ));
    each_is_found(&world, vote, &changes).await;
}

#[tokio::test]
async fn whatever_is_changed_under_a_secret_vote_is_found() {
    let form = secretly("admission", &[Channel::Phone, Channel::Paper]);
    let (world, vote, people) = declared(form).await;
    each_is_found(&world, vote, &of_every_vote(&world, &people)).await;
}

#[tokio::test]
async fn a_vote_that_is_gone_is_found_and_no_record_is_signed_against_the_audit() {
    let (world, vote, _) = declared(secretly("admission", &[Channel::Phone, Channel::Paper])).await;
    let secretary = world.caller(who::SECRETARY);
    assert!(world.services.record(&secretary, vote).await.is_ok());
    let conn = Database::connect(&world.url).await.unwrap();
    conn.execute_unprepared("UPDATE vote SET question = 'Khai trừ?'")
        .await
        .unwrap();
    let refused = world.services.record(&secretary, vote).await;
    assert!(
        matches!(refused, Err(Error::Refused(Fault::VoteWasTampered))),
        "{refused:?}"
    );
    for table in ["paper_count", "roll_line", "vote"] {
        let column = if table == "vote" { "id" } else { "vote_id" };
        let vote = id(&world, vote.0);
        let gone = conn
            .execute_unprepared(&format!("DELETE FROM {table} WHERE {column} = {vote}"))
            .await;
        assert!(gone.unwrap().rows_affected() > 0, "{table}");
    }
    assert_eq!(world.broken().await, [format!("biểu quyết {vote}")]);
}

#[tokio::test]
async fn a_declared_vote_without_its_entries_is_found() {
    let (world, vote, _) = declared(secretly("admission", &[Channel::Phone, Channel::Paper])).await;
    let conn = Database::connect(&world.url).await.unwrap();
    // Its whole chain is gone: no chain is broken, but the result has nothing to stand on.
    for table in ["audit_entry", "audit_head"] {
        conn.execute_unprepared(&format!("DELETE FROM {table} WHERE chain = 'vote:{vote}'"))
            .await
            .unwrap();
    }
    assert_eq!(world.broken().await, [format!("biểu quyết {vote}")]);
}
