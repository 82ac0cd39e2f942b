//! Attendance that agrees with what happened: votes, replies, the day of the meeting and who leads it.

use crate::evening::{
    announced, cast_marks, come, evening, fault, in_session, make_and_open, mark, officials, question,
};
use crate::world::{World, first_day, who};
use chrono::Duration;
use domain::Fault;
use domain::change::WithdrawForm;
use domain::clock::Clock;
use domain::ids::{MeetingId, PersonId};
use domain::meeting::{OpenForm, ParticipantLine, Presence, Reply, ReplyForm};
use domain::policy::{Caller, MeetingRole};
use domain::ports::{Meetings, Organisation, Voting};
use domain::unit::HandOverForm;

async fn line(world: &World, meeting: MeetingId, person: PersonId) -> ParticipantLine {
    let today = domain::clock::local_date(world.clock.now());
    let lines = store::participants::lines(&store::Tx::read(&world.db), meeting, today).await;
    lines.unwrap().into_iter().find(|line| line.person == person).unwrap()
}

#[tokio::test]
async fn whoever_has_voted_was_there_whatever_is_marked() {
    let world = World::new().await;
    let (meeting, [item, _]) = in_session(&world).await;
    let people = officials(&world);
    come(&world, meeting, &people[..18]).await;
    let secretary = world.caller(who::SECRETARY);
    let vote = make_and_open(&world, &secretary, item, question("admission"))
        .await
        .unwrap();
    for voter in &people[3..6] {
        cast_marks(&world, vote, *voter, &[1]).await.unwrap();
    }
    // Two leave early, and one who has not voted.
    mark(&world, meeting, people[3], "unexcused").await.unwrap();
    mark(&world, meeting, people[4], "unknown").await.unwrap();
    mark(&world, meeting, people[6], "excused").await.unwrap();
    world.services.close(&secretary, vote).await.unwrap();
    world.services.end_session(&secretary, meeting).await.unwrap();
    let presence = async |person| line(&world, meeting, person).await.presence;
    for came in &people[3..6] {
        assert_eq!(presence(*came).await, Presence::Room);
    }
    assert_eq!(
        (presence(people[6]).await, presence(people[18]).await),
        (Presence::Excused, Presence::Unexcused)
    );
    for away in ["excused", "unexcused"] {
        assert_eq!(fault(mark(&world, meeting, people[5], away).await), Fault::VotedHere);
    }
    assert_eq!(
        fault(mark(&world, meeting, people[6], "unknown").await),
        Fault::MeetingNotInSession,
        "the minutes need to know"
    );
    mark(&world, meeting, people[5], "online").await.unwrap();
    mark(&world, meeting, people[7], "unexcused").await.unwrap();
}

#[tokio::test]
async fn whoever_comes_after_all_has_no_excuse_left() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (person, services) = (officials(&world)[3], &world.services);
    let reply = async |reply: &str, reason: &str| {
        let form = ReplyForm {
            reply: reply.into(),
            reason: reason.into(),
        };
        services.reply(&Caller::Person(person), meeting, form).await.unwrap();
        let line = line(&world, meeting, person).await;
        (line.reply, line.presence, line.reason)
    };
    reply("excused", "ốm").await;
    // The secretary has noted it as well.
    mark(&world, meeting, person, "excused").await.unwrap();
    let came = reply("coming", "ốm").await;
    assert_eq!(came, (Reply::Coming, Presence::Unknown, String::new()));
}

#[tokio::test]
async fn a_meeting_that_was_not_held_is_left_to_whoever_prepares_it() {
    let world = World::new().await;
    let services = &world.services;
    let (secretary, member) = (world.caller(who::SECRETARY), world.caller(who::MEMBER));
    let (meeting, _) = announced(&world).await;
    let starts_at = Meetings::view(services, &secretary, meeting).await.unwrap().starts_at;
    let left = async |caller: &Caller| -> bool {
        let home = services.home(caller).await.unwrap();
        home.to_finish.iter().any(|line| line.id == meeting)
    };
    world.clock.set(starts_at + Duration::hours(3));
    assert!(!left(&secretary).await, "the evening is not over");
    world.clock.set(starts_at + Duration::hours(24));
    assert!(left(&secretary).await && !left(&member).await);
    come(&world, meeting, &officials(&world)).await;
    let asked = services.open_session(&secretary, meeting, OpenForm::default()).await;
    assert_eq!(fault(asked), Fault::OpeningUnusual);
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    assert!(!left(&secretary).await);
}

#[tokio::test]
async fn no_session_opens_before_its_day() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let secretary = world.caller(who::SECRETARY);
    let early = world
        .services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await;
    assert_eq!(fault(early), Fault::MeetingDayNotCome);
    evening(&world);
    world
        .services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_hands_over_leads_no_meeting_that_is_ahead() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let (old, next) = (world.person(who::SECRETARY), officials(&world)[5]);
    let role = async |person| line(&world, meeting, person).await.role;
    assert_eq!(role(old).await, MeetingRole::Chair);
    let form = |day: chrono::NaiveDate| HandOverForm {
        role: "secretary".into(),
        person: next.to_string(),
        on: day.to_string(),
        beside: String::new(),
        holders: None,
    };
    let after = first_day() + chrono::Duration::days(9);
    let cell = world.unit(demo::CELL);
    services.hand_over(&above, cell, form(after)).await.unwrap();
    assert_eq!(role(old).await, MeetingRole::Chair, "on its day he leads still");
    let coming = services.unit(&above, cell).await.unwrap().coming;
    let back = WithdrawForm {
        change: coming[0].change.to_string(),
    };
    services.withdraw_office(&above, cell, back).await.unwrap();

    services.hand_over(&above, cell, form(first_day())).await.unwrap();
    assert_eq!(
        (role(old).await, role(next).await),
        (MeetingRole::Participant, MeetingRole::Chair)
    );
    evening(&world);
    let late = services
        .open_session(&world.caller(who::SECRETARY), meeting, OpenForm::all_the_same())
        .await;
    assert!(late.is_err(), "{late:?}");
    services
        .open_session(&Caller::Person(next), meeting, OpenForm::all_the_same())
        .await
        .unwrap();
}
