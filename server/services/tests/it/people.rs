//! Who else comes to a meeting, and what of the agenda still changes while it runs.

use crate::evening::{
    CELL, announced, cast, come, deliver, draft, evening, fault, fields, frame, in_session, item, make_and_open,
    name_tellers, officials, question,
};
use crate::world::{World, first_day, who};
use chrono::Duration;
use domain::Error;
use domain::clock::{Clock, local_date};
use domain::ids::{MeetingId, PersonId};
use domain::meeting::{
    AttendanceForm, CheckInForm, Direction, InviteForm, ItemRef, MeetingForm, MoveItemForm, NoteForm, NoticeKind,
    OpenForm, PersonRef, ReplyForm, TellersForm,
};
use domain::member::{MemberForm, StatusForm};
use domain::policy::{Caller, MeetingRole};
use domain::ports::{Archive, Meetings, Organisation, Voting};
use domain::transfer::TransferForm;
use domain::unit::UnitForm;
use domain::vote::VoteForm;
use domain::{Fault, Result};

async fn invite(world: &World, by: &str, meeting: MeetingId, person: PersonId, role: &str) -> Result<()> {
    let form = InviteForm {
        person: person.to_string(),
        role: role.into(),
    };
    world.services.invite(&world.caller(by), meeting, form).await
}

fn person(id: PersonId) -> PersonRef {
    PersonRef { person: id.to_string() }
}

#[tokio::test]
async fn a_guest_is_told_when_the_members_are_or_at_once() {
    let world = World::new().await;
    let (meeting, _) = draft(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let guest = world.person(who::OTHER_SECRETARY);
    let follower = world.person(who::COMMITTEE_SECRETARY);

    // A draft has guests who do not know it.
    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    let unknown = Meetings::view(services, &world.caller(who::OTHER_SECRETARY), meeting).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    assert!(
        Meetings::list(services, &world.caller(who::OTHER_SECRETARY))
            .await
            .unwrap()
            .is_empty()
    );
    deliver(&world).await;
    world.post.take();

    services.announce(&secretary, meeting).await.unwrap();
    deliver(&world).await;
    let told = |letters: Vec<domain::job::Mail>| letters.into_iter().map(|mail| mail.person).collect::<Vec<_>>();
    let letters = told(world.post.take());
    assert!(letters.contains(&guest) && !letters.contains(&follower));

    invite(&world, who::SECRETARY, meeting, follower, "follower")
        .await
        .unwrap();
    deliver(&world).await;
    // Whoever has no address is told in the application.
    assert!(
        told(world.post.take()).iter().all(|person| *person == follower),
        "only who is new is told"
    );
    let notices = services.notices(&world.caller(who::COMMITTEE_SECRETARY)).await.unwrap();
    assert_eq!(notices.iter().filter(|notice| notice.meeting == meeting).count(), 1);
    let member = services.notices(&world.caller(who::MEMBER)).await.unwrap();
    assert_eq!(member.iter().filter(|notice| notice.meeting == meeting).count(), 1);
    let view = Meetings::view(services, &world.caller(who::COMMITTEE_SECRETARY), meeting)
        .await
        .unwrap();
    assert_eq!((view.guests.len(), view.followers.len()), (1, 1));
    assert_eq!(view.own.unwrap().role, MeetingRole::Follower);

    // Another role is no second invitation.
    invite(&world, who::SECRETARY, meeting, guest, "follower")
        .await
        .unwrap();
    deliver(&world).await;
    assert!(world.post.take().is_empty());

    // The evening is over, and it never began: nobody is called to it.
    world.clock.advance(Duration::days(30));
    let late = invite(&world, who::SECRETARY, meeting, world.person(who::INSPECTOR), "guest").await;
    assert!(matches!(late, Err(Error::Refused(Fault::MeetingHourOver))), "{late:?}");
    deliver(&world).await;
    assert!(world.post.take().is_empty());
}

#[tokio::test]
async fn who_takes_the_minutes_has_a_seat_of_his_own_and_counts_nothing() {
    let world = World::new().await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let (meeting, _) = draft(&world).await;
    let guest = world.person(who::OTHER_SECRETARY);
    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    services.announce(&secretary, meeting).await.unwrap();
    for nobody in [guest, world.person(who::SECRETARY)] {
        let refused = services.set_minute_taker(&secretary, meeting, person(nobody)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    let view = Meetings::view(services, &world.caller(who::OTHER_SECRETARY), meeting)
        .await
        .unwrap();
    assert_eq!(view.own.unwrap().role, MeetingRole::Guest);
}

#[tokio::test]
async fn who_has_moved_to_another_cell_is_on_no_roll_that_is_made_afterwards() {
    let world = World::new().await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let (meeting, [_, item]) = in_session(&world).await;
    let officials = officials(&world);
    come(&world, meeting, &officials[..18]).await;
    let mover = officials[17];
    let away = TransferForm {
        unit: world.unit(CELL).to_string(),
        to: world.unit("na-tan").to_string(),
        on: local_date(world.clock.now()).to_string(),
        reason: "Chuyển nơi cư trú".into(),
        paper: String::new(),
    };
    services
        .transfer(&world.caller(who::RECORDS_OFFICER), mover, away)
        .await
        .unwrap();
    let vote = make_and_open(&world, &secretary, item, question("admission"))
        .await
        .unwrap();
    assert!(matches!(
        cast(&world, vote, mover, "yes", "key").await,
        Err(Error::NotFound | Error::Refused(_))
    ));
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    assert_eq!(view.parts.base() as usize, officials.len() - 1);
}

#[tokio::test]
async fn a_meeting_on_another_day_begins_with_those_of_that_day() {
    let world = World::new().await;
    let services = &world.services;
    let secretary = world.caller(who::SECRETARY);
    let (meeting, [_, item]) = announced(&world).await;
    let officials = officials(&world);
    evening(&world);
    come(&world, meeting, &officials).await;
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.turnout.present as usize, officials.len());

    // It is put off: nobody has come on the other day yet.
    let later = view.starts_at + Duration::days(7);
    let moved = MeetingForm {
        date: local_date(later).to_string(),
        ..frame()
    };
    Meetings::edit(services, &secretary, meeting, moved).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!((view.turnout.present, view.starts_at), (0, later));

    // It is opened a day late, and somebody has moved away on that very day.
    world.clock.set(later + Duration::days(1));
    let mover = officials[17];
    let away = TransferForm {
        unit: world.unit(CELL).to_string(),
        to: world.unit("na-tan").to_string(),
        on: local_date(world.clock.now()).to_string(),
        reason: "Chuyển nơi cư trú".into(),
        paper: String::new(),
    };
    let records = world.caller(who::RECORDS_OFFICER);
    services.transfer(&records, mover, away).await.unwrap();
    come(&world, meeting, &officials[..17]).await;
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    let vote = make_and_open(&world, &secretary, item, question("admission"))
        .await
        .unwrap();
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    assert_eq!(view.parts.base() as usize, officials.len() - 1);
}

#[tokio::test]
async fn a_guest_is_no_member_and_a_member_no_guest() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let member = world.person(who::MEMBER);
    let guest = world.person(who::OTHER_SECRETARY);
    assert_eq!(
        fault(invite(&world, who::SECRETARY, meeting, member, "guest").await),
        Fault::AlreadyInvited
    );
    assert_eq!(
        fields(invite(&world, who::SECRETARY, meeting, guest, "chair").await),
        ["role"]
    );
    let by_member = invite(&world, who::MEMBER, meeting, guest, "guest").await;
    assert!(matches!(by_member, Err(Error::Forbidden)));
    assert_eq!(
        fault(services.uninvite(&secretary, meeting, person(member)).await),
        Fault::NotInvited
    );

    // Found by name without marks; neither who is called already nor anybody by one letter.
    let found = services.invitable(&secretary, meeting, "quang on").await.unwrap();
    assert!(found.iter().any(|line| line.person == guest));
    assert!(
        found.iter().all(|line| line.phone.is_empty()),
        "names and cells, nothing more"
    );
    assert!(services.invitable(&secretary, meeting, "o").await.unwrap().is_empty());
    let own = services.invitable(&secretary, meeting, "Lò Thị Hạnh").await.unwrap();
    assert!(own.iter().all(|line| line.person != member));
    let asked = services
        .invitable(&world.caller(who::MEMBER), meeting, "quang on")
        .await;
    assert!(matches!(asked, Err(Error::Forbidden)));

    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    let turnout = Meetings::view(services, &secretary, meeting).await.unwrap().turnout;
    services.uninvite(&secretary, meeting, person(guest)).await.unwrap();
    assert_eq!(
        Meetings::view(services, &secretary, meeting).await.unwrap().turnout,
        turnout
    );

    // During the session too; who is here stays until he is marked otherwise.
    evening(&world);
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    let other = world.caller(who::OTHER_SECRETARY);
    services
        .check_in(&other, meeting, CheckInForm::default())
        .await
        .unwrap();
    assert_eq!(
        fault(services.uninvite(&secretary, meeting, person(guest)).await),
        Fault::GuestIsHere
    );
    let lines = services.participants(&secretary, meeting).await.unwrap();
    let line = lines.iter().find(|line| line.person == guest).unwrap();
    assert!(line.from.contains("Nà Tân"), "{}", line.from);
    let gone = AttendanceForm {
        person: guest.to_string(),
        presence: "unknown".into(),
        ..Default::default()
    };
    services.mark_attendance(&secretary, meeting, gone).await.unwrap();
    services.uninvite(&secretary, meeting, person(guest)).await.unwrap();
}

#[tokio::test]
async fn a_guest_who_is_no_longer_asked_has_no_notice_that_leads_nowhere() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (guest, other) = (world.person(who::OTHER_SECRETARY), world.caller(who::OTHER_SECRETARY));
    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    deliver(&world).await;
    services.uninvite(&secretary, meeting, person(guest)).await.unwrap();
    deliver(&world).await;
    assert!(matches!(
        Meetings::view(services, &other, meeting).await,
        Err(Error::NotFound)
    ));
    let told: Vec<NoticeKind> = services
        .notices(&other)
        .await
        .unwrap()
        .into_iter()
        .filter(|notice| notice.meeting == meeting)
        .map(|notice| notice.kind)
        .collect();
    assert_eq!(told, [NoticeKind::Uninvited]);

    // The entry goes from his calendar, and comes back if he is asked once more.
    invite(&world, who::SECRETARY, meeting, guest, "guest").await.unwrap();
    deliver(&world).await;
    let letters = world.post.take();
    let cancelled: Vec<bool> = letters
        .iter()
        .filter(|mail| mail.person == guest)
        .map(|mail| mail.calendar.as_ref().unwrap().cancelled)
        .collect();
    assert_eq!(cancelled, [false, true, false]);
}

#[tokio::test]
async fn namesakes_are_told_apart_wherever_the_meeting_names_them() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let member = MemberForm {
        name: "Lò Thị Hạnh".into(),
        sex: "female".into(),
        born: Some("1971-02-03".into()),
        phone: "0977000222".into(),
        joined_on: Some("2010-05-19".into()),
        official_on: Some("2011-05-19".into()),
        status: "official".into(),
        from: first_day().to_string(),
        ..MemberForm::default()
    };
    let second = services.add_member(&secretary, world.unit(CELL), member).await.unwrap();
    let first = world.person(who::MEMBER);
    let both = ["Lò Thị Hạnh (1958)", "Lò Thị Hạnh (1971)"];
    let (meeting, [_, item]) = in_session(&world).await;

    let lines = services.participants(&secretary, meeting).await.unwrap();
    let name_of = |person: PersonId| &lines.iter().find(|line| line.person == person).unwrap().name;
    assert_eq!([name_of(first), name_of(second)], both);
    assert!(
        !name_of(world.person(who::SECRETARY)).contains('('),
        "nobody shares his name"
    );

    // Named alone, still told from the one who is not on the list.
    services
        .set_minute_taker(&secretary, meeting, person(first))
        .await
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.minute_taker, both[0]);

    let officials = officials(&world);
    come(&world, meeting, &officials[..18]).await;
    come(&world, meeting, &[second]).await;
    name_tellers(&world, meeting, [officials[16], second]).await;
    let form = VoteForm {
        phone: "yes".into(),
        paper: "yes".into(),
        ..question("admission")
    };
    let vote = make_and_open(&world, &secretary, item, form).await.unwrap();
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    let waiting: Vec<&str> = view.waiting.iter().map(|voter| voter.name.as_str()).collect();
    assert!(both.iter().all(|name| waiting.contains(name)), "{waiting:?}");
    let paper = Voting::view(services, &Caller::Person(second), vote)
        .await
        .unwrap()
        .paper
        .unwrap();
    let roll: Vec<&str> = paper.roll.iter().map(|entry| entry.name.as_str()).collect();
    assert!(both.iter().all(|name| roll.contains(name)), "{roll:?}");
    cast(&world, vote, first, "yes", "key-first").await.unwrap();
    cast(&world, vote, second, "no", "key-second").await.unwrap();
    services.close(&secretary, vote).await.unwrap();
    let view = Voting::view(services, &secretary, vote).await.unwrap();
    let named: Vec<&str> = view.named.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, both);

    services.end_session(&secretary, meeting).await.unwrap();
    let minutes = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert_eq!(minutes.content.minute_taker, both[0]);
    assert!(
        minutes.content.body.contains("Lò Thị Hạnh (1971)"),
        "{}",
        minutes.content.body
    );
}

#[tokio::test]
async fn two_tellers_and_they_stay_when_the_session_opens() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let [one, two, three] = [who::MEMBER, who::MEMBER2, who::MEMBER3].map(|key| world.person(key));
    let pair = |first: PersonId, second: PersonId| TellersForm {
        first: first.to_string(),
        second: second.to_string(),
    };
    assert_eq!(
        fields(services.set_tellers(&secretary, meeting, pair(one, one)).await),
        ["second"]
    );
    let chair = world.person(who::SECRETARY);
    assert_eq!(
        fields(services.set_tellers(&secretary, meeting, pair(chair, one)).await),
        ["first"]
    );
    services.set_tellers(&secretary, meeting, pair(one, two)).await.unwrap();
    services
        .set_tellers(&secretary, meeting, pair(two, three))
        .await
        .unwrap();
    evening(&world);
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert_eq!(view.tellers.len(), 2);
    assert!(!view.tellers.iter().any(|name| name.contains("Hạnh")));
    let nobody = TellersForm::default();
    services.set_tellers(&secretary, meeting, nobody).await.unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    assert!(view.tellers.is_empty());
    // Whoever has counted stands in the minutes: after the session nobody takes his place.
    services.end_session(&secretary, meeting).await.unwrap();
    let late = services.set_tellers(&secretary, meeting, pair(one, two)).await;
    assert_eq!(fault(late), Fault::MeetingNotInSession);
}

#[tokio::test]
async fn what_has_not_come_up_may_still_change_during_the_session() {
    let world = World::new().await;
    let (meeting, [first, second]) = in_session(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    world.live.take();
    let urgent = services
        .add_item(&secretary, meeting, item("Việc đột xuất"))
        .await
        .unwrap();
    assert!(!world.live.take().is_empty(), "those who follow the meeting see it");
    let move_up = |item: domain::ids::AgendaItemId| MoveItemForm {
        at: String::new(),
        item: item.to_string(),
        direction: Direction::Up.code().into(),
    };
    services.move_item(&secretary, meeting, move_up(urgent)).await.unwrap();
    // The first is on the table: it stays, and nothing passes it.
    assert_eq!(
        fault(services.move_item(&secretary, meeting, move_up(urgent)).await),
        Fault::ItemSettled
    );
    assert_eq!(
        fault(services.edit_item(&secretary, meeting, first, item("Khác")).await),
        Fault::ItemSettled
    );
    let removed = services
        .remove_item(
            &secretary,
            meeting,
            ItemRef {
                item: first.to_string(),
            },
        )
        .await;
    assert_eq!(fault(removed), Fault::ItemSettled);
    services
        .edit_item(&secretary, meeting, second, item("Xét kết nạp hai người"))
        .await
        .unwrap();
    let by_member = services
        .add_item(&world.caller(who::MEMBER), meeting, item("Khác"))
        .await;
    assert!(matches!(by_member, Err(Error::Forbidden)));

    services
        .put_on_table(
            &secretary,
            meeting,
            ItemRef {
                item: urgent.to_string(),
            },
        )
        .await
        .unwrap();
    let view = Meetings::view(services, &secretary, meeting).await.unwrap();
    let settled: Vec<_> = view
        .items
        .iter()
        .map(|item| (item.number.as_str(), item.settled))
        .collect();
    assert_eq!(settled, [("1", true), ("2", true), ("3", false)]);
    let note = NoteForm {
        conclusion: Some("Cử người đi ngay.".into()),
        ..Default::default()
    };
    services.note(&secretary, urgent, note).await.unwrap();
    services.end_session(&secretary, meeting).await.unwrap();
    assert_eq!(
        fault(services.add_item(&secretary, meeting, item("Muộn rồi")).await),
        Fault::MeetingNotChangeable
    );
    let minutes = Archive::minutes(services, &secretary, meeting).await.unwrap();
    assert!(
        minutes
            .content
            .body
            .contains("2. Việc đột xuất\nKết luận của chủ trì: Cử người đi ngay.")
    );
    assert!(minutes.content.body.contains("3. Xét kết nạp hai người"));
    assert_eq!(
        (minutes.content.number.as_str(), minutes.content.written_in.as_str()),
        ("……-BB/CB", "Nà Pản")
    );
}

#[tokio::test]
async fn a_page_that_is_known_follows_names_units_and_who_leaves() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (reader, admin) = (world.caller(who::MEMBER), world.caller(who::ADMINISTRATOR));
    let (taker, records) = (world.person(who::MEMBER2), world.caller(who::RECORDS_OFFICER));
    services
        .set_minute_taker(&secretary, meeting, person(taker))
        .await
        .unwrap();
    let seen = async || Meetings::view(services, &reader, meeting).await.unwrap();
    let before = seen().await;
    assert_eq!(before.minute_taker, "Cầm Văn Thịnh");

    let line = services.member(&secretary, taker).await.unwrap();
    let renamed = MemberForm {
        name: "Cầm Văn Thành".into(),
        sex: "male".into(),
        phone: line.phone,
        email: line.email,
        ..MemberForm::default()
    };
    services.edit_member(&secretary, taker, renamed).await.unwrap();
    assert_eq!(seen().await.minute_taker, "Cầm Văn Thành");

    let unit = UnitForm {
        name: "Chi bộ bản Phiêng Đón Mới".into(),
        kind: "cell".into(),
        code: String::new(),
        from: first_day().to_string(),
    };
    services.edit_unit(&admin, world.unit(CELL), unit).await.unwrap();
    assert_eq!(seen().await.unit_name, "Chi bộ bản Phiêng Đón Mới");

    let away = TransferForm {
        unit: world.unit(CELL).to_string(),
        to: world.unit("na-tan").to_string(),
        on: first_day().to_string(),
        reason: "Chuyển nơi cư trú".into(),
        paper: String::new(),
    };
    services.transfer(&records, taker, away).await.unwrap();
    let after = seen().await;
    assert_ne!(after.minute_taker, "Cầm Văn Thành");
    assert_eq!(after.turnout.summoned + 1, before.turnout.summoned);
}

#[tokio::test]
async fn who_joins_after_the_announcement_is_called_as_well() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let summoned = async || {
        let view = Meetings::view(services, &secretary, meeting).await.unwrap();
        (view.turnout.summoned, view.turnout.official)
    };
    let (all, official) = summoned().await;
    let member = MemberForm {
        name: "Lò Văn Mới".into(),
        sex: "male".into(),
        phone: "0977000333".into(),
        joined_on: Some("2010-05-19".into()),
        official_on: Some("2011-05-19".into()),
        status: "official".into(),
        from: first_day().to_string(),
        ..MemberForm::default()
    };
    let new = services.add_member(&secretary, world.unit(CELL), member).await.unwrap();
    assert_eq!(summoned().await, (all + 1, official + 1));
    let own = Meetings::view(services, &Caller::Person(new), meeting).await.unwrap();
    assert!(own.own.is_some());
}

#[tokio::test]
async fn a_status_that_changes_after_the_announcement_changes_who_is_called() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let (secretary, member) = (world.caller(who::SECRETARY), world.caller(who::MEMBER));
    let called = async || {
        let turnout = Meetings::view(services, &secretary, meeting).await.unwrap().turnout;
        (turnout.summoned, turnout.official)
    };
    let becomes = async |status: &str| {
        world.clock.advance(Duration::days(1));
        let form = StatusForm {
            unit: world.unit(CELL).to_string(),
            status: status.into(),
            on: local_date(world.clock.now()).to_string(),
        };
        let person = world.person(who::MEMBER);
        services.change_status(&secretary, person, form).await.unwrap();
    };
    let (all, official) = called().await;
    assert!(Meetings::view(services, &member, meeting).await.is_ok());

    becomes("suspended").await;
    assert_eq!(called().await, (all - 1, official - 1));
    assert!(matches!(
        Meetings::view(services, &member, meeting).await,
        Err(Error::NotFound)
    ));
    becomes("official").await;
    assert_eq!(called().await, (all, official));
    let view = Meetings::view(services, &member, meeting).await.unwrap();
    assert!(view.own.is_some(), "he has a seat again");
    // Whoever is exempt is called to none, and may come all the same.
    becomes("exempt").await;
    assert_eq!(called().await, (all - 1, official - 1));
    assert!(Meetings::view(services, &member, meeting).await.is_ok());
}

#[tokio::test]
async fn whoever_replies_or_comes_has_seen_what_he_was_told() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let unread = async |who: &str| {
        let notices = services.notices(&world.caller(who)).await.unwrap();
        notices.iter().filter(|one| one.meeting == meeting && !one.read).count()
    };
    let coming = ReplyForm {
        reply: "coming".into(),
        reason: String::new(),
    };
    assert_eq!((unread(who::MEMBER).await, unread(who::MEMBER2).await), (1, 1));
    services
        .reply(&world.caller(who::MEMBER), meeting, coming)
        .await
        .unwrap();
    assert_eq!((unread(who::MEMBER).await, unread(who::MEMBER2).await), (0, 1));
    evening(&world);
    let here = world.caller(who::MEMBER2);
    services.check_in(&here, meeting, CheckInForm::default()).await.unwrap();
    assert_eq!(unread(who::MEMBER2).await, 0);
}
