//! The evening: coming, the item on the table, the end.

use crate::evening::{CELL, announced, come, evening, fault, fields, in_session, mark, officials};
use crate::world::{World, who};
use chrono::Duration;
use domain::clock::Clock;
use domain::ids::MeetingId;
use domain::meeting::{CheckInForm, ItemRef, NoteForm, OpenForm, PersonRef, Presence, ReplyForm, State};
use domain::policy::Caller;
use domain::ports::{Administration, Meetings};
use domain::{Error, Fault};
use store::{Tx, audit};

fn with(code: &str) -> CheckInForm {
    CheckInForm {
        code: code.into(),
        presence: String::new(),
    }
}

async fn presence_of(world: &World, meeting: MeetingId, key: &str) -> Presence {
    let lines = world
        .services
        .participants(&world.caller(who::SECRETARY), meeting)
        .await
        .unwrap();
    let person = world.person(key);
    lines.iter().find(|line| line.person == person).unwrap().presence
}

#[tokio::test]
async fn opening_early_or_almost_alone_is_asked_about_first() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let open = |form: OpenForm| services.open_session(&secretary, meeting, form);
    evening(&world);
    assert_eq!(fault(open(OpenForm::default()).await), Fault::OpeningUnusual);
    let people = officials(&world);
    come(&world, meeting, &people[..13]).await;
    assert_eq!(
        fault(open(OpenForm::default()).await),
        Fault::OpeningUnusual,
        "13 of 20"
    );
    come(&world, meeting, &people[13..14]).await;
    world.clock.set(world.clock.now() - Duration::minutes(6));
    assert_eq!(
        fault(open(OpenForm::default()).await),
        Fault::OpeningUnusual,
        "16 minutes early"
    );
    evening(&world);
    open(OpenForm::default()).await.unwrap();
}

#[tokio::test]
async fn one_checks_in_by_the_code_of_now_or_just_before() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let (secretary, member) = (world.caller(who::SECRETARY), world.caller(who::MEMBER));
    assert_eq!(
        fault(services.check_in(&member, meeting, with("")).await),
        Fault::MeetingNotInSession,
        "four days before"
    );
    assert_eq!(
        fault(services.code(&secretary, meeting).await),
        Fault::MeetingNotInSession
    );

    evening(&world);
    let shown = services.code(&secretary, meeting).await.unwrap();
    assert_eq!(shown.path, format!("/meetings/{meeting}/check-in?code={}", shown.code));
    assert_eq!(
        fault(services.check_in(&member, meeting, with("WRONGONE")).await),
        Fault::CodeExpired
    );
    assert_eq!(presence_of(&world, meeting, who::MEMBER).await, Presence::Unknown);

    world.clock.advance(Duration::seconds(60));
    let version = services.live_version(&member, meeting).await.unwrap();
    world.live.take();
    services
        .check_in(&member, meeting, with(&shown.code.to_lowercase()))
        .await
        .unwrap();
    services.check_in(&member, meeting, with(&shown.code)).await.unwrap();
    assert_eq!(presence_of(&world, meeting, who::MEMBER).await, Presence::Room);
    // Told, and whoever was away meanwhile finds a newer version.
    assert_eq!(world.live.take().len(), 2);
    assert!(services.live_version(&member, meeting).await.unwrap() > version);
    world.clock.advance(Duration::seconds(30));
    let late = world.caller(who::MEMBER2);
    assert_eq!(
        fault(services.check_in(&late, meeting, with(&shown.code)).await),
        Fault::CodeExpired
    );
    // By button, online.
    let online = CheckInForm {
        presence: "online".into(),
        ..Default::default()
    };
    services.check_in(&late, meeting, online).await.unwrap();
    let stranger = world.caller(who::OTHER_SECRETARY);
    assert!(matches!(
        services.check_in(&stranger, meeting, with("")).await,
        Err(Error::NotFound)
    ));
    let view = services.view_of(&late, meeting).await;
    assert_eq!((view.turnout.present, view.turnout.official_present), (2, 2));
}

/// Shorter than naming the port each time.
trait View {
    async fn view_of(&self, caller: &Caller, meeting: MeetingId) -> domain::meeting::MeetingView;
}
impl View for services::Services {
    async fn view_of(&self, caller: &Caller, meeting: MeetingId) -> domain::meeting::MeetingView {
        Meetings::view(self, caller, meeting).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everybody_may_come_through_the_door_at_once() {
    let world = World::new().await;
    let (meeting, _) = in_session(&world).await;
    let people = crate::evening::officials(&world);
    let arrivals = people.iter().flat_map(|person| [*person, *person]).map(|person| {
        let services = world.services.clone();
        tokio::spawn(async move { services.check_in(&Caller::Person(person), meeting, with("")).await })
    });
    for arrival in arrivals.collect::<Vec<_>>() {
        arrival.await.unwrap().unwrap();
    }
    let view = world.services.view_of(&world.caller(who::MEMBER), meeting).await;
    assert_eq!(view.turnout.official_present, 20);
    let tx = Tx::read(&world.db);
    assert!(
        audit::is_intact(&tx, &domain::audit::Chain::Meeting(meeting).name())
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn all_who_are_left_are_marked_present_at_once() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    assert_eq!(
        fault(services.mark_rest(&secretary, meeting).await),
        Fault::MeetingNotInSession,
        "days before nobody is there"
    );
    let people = officials(&world);
    let excuse = ReplyForm {
        reply: "excused".into(),
        reason: "đi viện".into(),
    };
    services
        .reply(&Caller::Person(people[1]), meeting, excuse)
        .await
        .unwrap();
    evening(&world);
    come(&world, meeting, &people[2..4]).await;
    mark(&world, meeting, people[4], "unexcused").await.unwrap();
    let before = Meetings::view(services, &secretary, meeting).await.unwrap().turnout;
    assert!(before.unknown > 0);
    let member = Caller::Person(people[5]);
    let refused = services.mark_rest(&member, meeting).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let above = world.caller(who::COMMITTEE_SECRETARY);
    let told = async || services.audit(&above, world.unit(CELL), 1).await.unwrap().lines.len();
    let quiet = told().await;
    for _ in 0..2 {
        services.mark_rest(&secretary, meeting).await.unwrap();
        assert_eq!(told().await, quiet + 1, "the second time nobody is left");
        let after = Meetings::view(services, &secretary, meeting).await.unwrap().turnout;
        assert_eq!(
            (after.unknown, after.present, after.excused, after.unexcused),
            (0, before.present + before.unknown, before.excused, before.unexcused)
        );
        // Nobody is called who was not before: exempt members and guests come by themselves.
        assert_eq!(after.summoned, before.summoned);
    }
    let lines = services.participants(&secretary, meeting).await.unwrap();
    let presence = |person| lines.iter().find(|line| line.person == person).unwrap().presence;
    assert_eq!(
        [1, 2, 4, 5].map(|n: usize| presence(people[n])),
        [Presence::Unknown, Presence::Room, Presence::Unexcused, Presence::Room]
    );
}

#[tokio::test]
async fn an_evening_goes_from_item_to_item_and_names_every_absence() {
    let world = World::new().await;
    let (meeting, [first, second]) = announced(&world).await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let item = |item: &dyn ToString| ItemRef { item: item.to_string() };
    let excuse = ReplyForm {
        reply: "excused".into(),
        reason: "Đi viện".into(),
    };
    services
        .reply(&world.caller(who::MEMBER2), meeting, excuse)
        .await
        .unwrap();
    assert_eq!(
        fields(
            services
                .reply(
                    &secretary,
                    meeting,
                    ReplyForm {
                        reply: "excused".into(),
                        reason: String::new()
                    }
                )
                .await
        ),
        ["reason"]
    );
    assert_eq!(
        fault(services.put_on_table(&secretary, meeting, item(&first)).await),
        Fault::MeetingNotInSession
    );
    let note = NoteForm {
        opinions: Some("Đồng chí Hạnh: nhất trí.".into()),
        conclusion: Some("Thông qua.".into()),
        ..NoteForm::default()
    };
    assert_eq!(
        fault(services.note(&secretary, first, note.clone()).await),
        Fault::MeetingNotInSession
    );

    evening(&world);
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    assert_eq!(
        fault(
            services
                .open_session(&secretary, meeting, OpenForm::all_the_same())
                .await
        ),
        Fault::MeetingBegun
    );
    let view = services.view_of(&secretary, meeting).await;
    assert!(view.items[0].on_table && view.can.run && view.can.take_notes && !view.can.edit);
    come(
        &world,
        meeting,
        &[world.person(who::SECRETARY), world.person(who::MEMBER)],
    )
    .await;
    mark(&world, meeting, world.person(who::MEMBER3), "online")
        .await
        .unwrap();
    assert_eq!(
        fault(mark(&world, meeting, world.person(who::OTHER_SECRETARY), "room").await),
        Fault::NotInvited
    );

    // The minutes are for anybody but the chair; whoever takes them may note.
    let taker = |key: &str| PersonRef {
        person: world.person(key).to_string(),
    };
    assert_eq!(
        fields(
            services
                .set_minute_taker(&secretary, meeting, taker(who::SECRETARY))
                .await
        ),
        ["person"]
    );
    let writer = world.caller(who::MEMBER);
    assert!(matches!(
        services.note(&writer, first, note.clone()).await,
        Err(Error::Forbidden)
    ));
    services
        .set_minute_taker(&secretary, meeting, taker(who::MEMBER))
        .await
        .unwrap();
    assert_eq!(services.note(&writer, first, note).await.unwrap(), meeting);

    services.put_on_table(&secretary, meeting, item(&second)).await.unwrap();
    let view = services.view_of(&writer, meeting).await;
    assert!(view.items[0].done && !view.items[0].on_table && view.items[1].on_table);
    assert_eq!(view.items[0].conclusion, "Thông qua.");
    assert_eq!(view.minute_taker, "Lò Thị Hạnh");

    world.clock.advance(Duration::minutes(95));
    services.end_session(&secretary, meeting).await.unwrap();
    let view = services.view_of(&secretary, meeting).await;
    assert!(matches!(view.state, State::Ended { until, .. } if until == world.clock.now()));
    assert!(view.items.iter().all(|item| item.done) && view.can.edit_minutes);
    assert_eq!(presence_of(&world, meeting, who::MEMBER2).await, Presence::Excused);
    let turnout = view.turnout;
    assert_eq!(
        (turnout.present, turnout.excused, turnout.unexcused, turnout.unknown),
        (3, 1, 18, 0)
    );
    let late = services.check_in(&world.caller(who::MEMBER2), meeting, with("")).await;
    assert_eq!(fault(late), Fault::MeetingNotInSession);
    // The secretary may still put it right.
    mark(&world, meeting, world.person(who::MEMBER2), "unexcused")
        .await
        .unwrap();
    let tx = Tx::read(&world.db);
    assert!(
        audit::is_intact(&tx, &domain::audit::Chain::Meeting(meeting).name())
            .await
            .unwrap()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_opens_first_opens() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    evening(&world);
    let tries: Vec<_> = (0..4)
        .map(|_| {
            let (services, secretary) = (world.services.clone(), world.caller(who::SECRETARY));
            tokio::spawn(async move {
                services
                    .open_session(&secretary, meeting, OpenForm::all_the_same())
                    .await
            })
        })
        .collect();
    let mut opened = 0;
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(()) => opened += 1,
            refused => assert_eq!(fault(refused), Fault::MeetingBegun),
        }
    }
    assert_eq!(opened, 1);
}
