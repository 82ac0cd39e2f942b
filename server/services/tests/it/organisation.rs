//! Units, offices, bodies and members through their port.

use crate::world::{World, first_day, who};
use chrono::{Days, NaiveDate};
use domain::member::{MemberForm, MemberLine, Status, StatusForm};
use domain::policy::{Caller, Role};
use domain::ports::Organisation;
use domain::unit::{BodyForm, BodyKind, CloseUnitForm, EndOfficeForm, HandOverForm, UnitForm};
use domain::{Error, Fault};

fn days(days: u64) -> String {
    first_day().checked_add_days(Days::new(days)).unwrap().to_string()
}

fn today() -> String {
    days(0)
}

fn unit_form(name: &str, kind: &str) -> UnitForm {
    UnitForm {
        name: name.to_owned(),
        kind: kind.to_owned(),
        code: "38.168.053.000.099".to_owned(),
        from: today(),
    }
}

fn member_form(name: &str, phone: &str, email: &str) -> MemberForm {
    MemberForm {
        name: name.to_owned(),
        sex: "female".to_owned(),
        phone: phone.to_owned(),
        email: email.to_owned(),
        status: "official".to_owned(),
        from: today(),
        ..MemberForm::default()
    }
}

fn status_form(world: &World, cell: &str, status: &str, on: String) -> StatusForm {
    StatusForm {
        unit: world.unit(cell).to_string(),
        status: status.to_owned(),
        on,
    }
}

fn hand_over_form(world: &World, role: &str, person: &str, on: String) -> HandOverForm {
    HandOverForm {
        role: role.to_owned(),
        person: world.person(person).to_string(),
        on,
        beside: String::new(),
        holders: None,
    }
}

fn field_of<T: std::fmt::Debug>(result: domain::Result<T>) -> (&'static str, Fault) {
    match result {
        Err(Error::Invalid(problems)) => (problems[0].field, problems[0].fault.clone()),
        other => panic!("one field should be refused: {other:?}"),
    }
}

fn names(lines: &[MemberLine]) -> Vec<&str> {
    lines.iter().map(|line| line.name.as_str()).collect()
}

#[tokio::test]
async fn everybody_sees_the_part_of_the_tree_that_is_his() {
    let world = World::new().await;
    let seen = async |who: &str| {
        let units = world.services.units(&world.caller(who)).await.unwrap();
        units.into_iter().map(|unit| unit.id).collect::<Vec<_>>()
    };
    let path = [demo::PROVINCE, demo::COMMITTEE, demo::CELL].map(|key| world.unit(key));
    assert_eq!(
        seen(who::MEMBER).await,
        path,
        "own cell and what stands above, parents first"
    );
    assert_eq!(seen(who::SECRETARY).await, path);
    for officer in [
        who::ADMINISTRATOR,
        who::COMMITTEE_SECRETARY,
        who::CLERK,
        who::RECORDS_OFFICER,
    ] {
        assert_eq!(seen(officer).await.len(), world.organisation.units.len(), "{officer}");
    }
    assert!(matches!(
        world.services.units(&Caller::Anonymous).await,
        Err(Error::Unauthenticated)
    ));
}

#[tokio::test]
async fn a_unit_shows_its_people_and_what_may_be_done_there() {
    let world = World::new().await;
    let cell = world.unit(demo::CELL);
    let view = world.services.unit(&world.caller(who::SECRETARY), cell).await.unwrap();
    assert_eq!(view.unit.members, 22, "neither guests nor candidates");
    assert_eq!(view.unit.depth, 2);
    assert_eq!(view.ancestors.len(), 2);
    assert_eq!(view.offices[0].role, Role::Secretary);
    assert_eq!(view.offices[0].person, world.person(who::SECRETARY));
    assert_eq!(
        view.offices
            .iter()
            .filter(|office| office.role == Role::Secretary)
            .count(),
        1,
        "the secretary before him is history"
    );
    assert_eq!(view.bodies[0].kind, BodyKind::CellCommittee);
    assert_eq!(view.bodies[0].members.len(), 3);
    assert!(view.can.assign && view.can.add_member && view.can.create_meeting && view.can.see_audit && !view.can.edit);

    let committee = world.unit(demo::COMMITTEE);
    let view = world
        .services
        .unit(&world.caller(who::MEMBER), committee)
        .await
        .unwrap();
    assert_eq!(view.can, domain::unit::UnitCan::default());
    assert_eq!(view.children.len(), 1, "no sister cell");
    let total = world
        .organisation
        .people
        .iter()
        .filter(|p| p.status.is_counted())
        .count();
    assert_eq!(view.unit.members as usize, total);

    let other = world
        .services
        .unit(&world.caller(who::MEMBER), world.unit("na-tan"))
        .await;
    assert!(matches!(other, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_unit_begins_below_another_and_ends_empty() {
    let world = World::new().await;
    let (services, admin) = (&world.services, world.caller(who::ADMINISTRATOR));
    let committee = world.unit(demo::COMMITTEE);
    let id = services
        .add_unit(&admin, committee, unit_form("Chi bộ Chợ", "cell"))
        .await
        .unwrap();
    assert_eq!(
        field_of(
            services
                .add_unit(&admin, id, unit_form("Đảng bộ trong chi bộ", "committee"))
                .await
        ),
        ("kind", Fault::NotAChoice)
    );
    services
        .edit_unit(&admin, id, unit_form("Chi bộ Chợ Mới", "cell"))
        .await
        .unwrap();
    assert_eq!(services.unit(&admin, id).await.unwrap().unit.name, "Chi bộ Chợ Mới");

    // People join the cell, not the committee above it.
    assert!(services.unit(&admin, id).await.unwrap().can.add_member);
    assert!(!services.unit(&admin, committee).await.unwrap().can.add_member);
    let member = services
        .add_member(&admin, id, member_form("Lò Thị Mai", "", ""))
        .await
        .unwrap();
    let close = |on| CloseUnitForm { on };
    for used in [id, committee] {
        let refused = services.close_unit(&admin, used, close(today())).await;
        assert!(matches!(refused, Err(Error::Refused(Fault::UnitInUse))), "{refused:?}");
    }
    let left = StatusForm {
        unit: id.to_string(),
        status: "left".to_owned(),
        on: today(),
    };
    services.change_status(&admin, member, left).await.unwrap();
    services.close_unit(&admin, id, close(today())).await.unwrap();
    let again = services.close_unit(&admin, id, close(today())).await;
    assert!(matches!(again, Err(Error::Refused(Fault::UnitClosed))));
    let late = services
        .add_member(&admin, id, member_form("Vì Văn Muộn", "", ""))
        .await;
    assert!(matches!(late, Err(Error::Refused(Fault::UnitClosed))));
    let lines = services.units(&admin).await.unwrap();
    assert!(lines.iter().any(|line| line.id == id && line.ended_on.is_some()));

    let secretary = services
        .add_unit(
            &world.caller(who::SECRETARY),
            world.unit(demo::CELL),
            unit_form("Tổ đảng 1", "group"),
        )
        .await;
    assert!(matches!(secretary, Err(Error::Forbidden)));
}

#[tokio::test]
async fn an_office_passes_from_one_to_the_next() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let cell = world.unit(demo::CELL);
    let secretary_of = async |day: NaiveDate| {
        world.clock.set(domain::clock::at(day, chrono::NaiveTime::MIN));
        let view = services.unit(&above, cell).await.unwrap();
        let held: Vec<_> = view.offices.into_iter().filter(|o| o.role == Role::Secretary).collect();
        assert_eq!(held.len(), 1, "one secretary on every day");
        held[0].person
    };
    let form = |person, on| hand_over_form(&world, "secretary", person, on);
    services
        .hand_over(&above, cell, form(who::MEMBER, days(10)))
        .await
        .unwrap();
    assert_eq!(secretary_of(first_day()).await, world.person(who::SECRETARY));
    assert_eq!(
        secretary_of(first_day() + Days::new(9)).await,
        world.person(who::SECRETARY)
    );
    assert_eq!(
        secretary_of(first_day() + Days::new(10)).await,
        world.person(who::MEMBER)
    );
    assert!(
        services.members(&world.caller(who::SECRETARY), cell, "").await.is_err(),
        "who hands over loses the powers"
    );

    let again = services.hand_over(&above, cell, form(who::MEMBER, days(11))).await;
    assert!(matches!(again, Err(Error::Refused(Fault::OfficeAlreadyHeld))));
    let early = services.hand_over(&above, cell, form(who::MEMBER2, days(1))).await;
    let began = first_day() + Days::new(10);
    assert_eq!(field_of(early), ("on", Fault::BeforeBeginning { began }));
    let stranger = services
        .hand_over(&above, cell, form(who::OTHER_SECRETARY, days(11)))
        .await;
    assert_eq!(field_of(stranger), ("person", Fault::NotAMemberHere));
    let before_the_cell = form(who::MEMBER2, "1900-01-01".to_owned());
    let founded = services.unit(&above, cell).await.unwrap().unit.started_on;
    assert_eq!(
        field_of(services.hand_over(&above, cell, before_the_cell).await),
        ("on", Fault::BeforeBeginning { began: founded })
    );
    let records = world.caller(who::RECORDS_OFFICER);
    for (status, on) in [("exempt", days(1)), ("official", days(2))] {
        let changed = status_form(&world, demo::CELL, status, on);
        let person = world.person(who::MEMBER3);
        services.change_status(&records, person, changed).await.unwrap();
    }
    assert_eq!(
        field_of(services.hand_over(&above, cell, form(who::MEMBER3, days(1))).await),
        ("on", Fault::NotOfficialOnThatDay)
    );
    let clerk = hand_over_form(&world, "clerk", who::OTHER_SECRETARY, days(11));
    let from_below = services.hand_over(&above, cell, clerk.clone()).await;
    assert_eq!(
        field_of(from_below),
        ("role", Fault::NotAChoice),
        "a clerk is the committee's"
    );
    services
        .hand_over(
            &above,
            world.unit(demo::COMMITTEE),
            HandOverForm {
                beside: "no".to_owned(),
                ..clerk
            },
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn an_office_that_another_window_gave_meanwhile_is_not_given_once_more() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let cell = world.unit(demo::CELL);
    let holders = async || {
        let view = services.unit(&above, cell).await.unwrap();
        let held = view.offices.iter().filter(|office| office.role == Role::Secretary);
        held.map(|office| office.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    let read = holders().await;
    let form = |person, read: &str| HandOverForm {
        holders: Some(read.to_owned()),
        ..hand_over_form(&world, "secretary", person, today())
    };
    services
        .hand_over(&above, cell, form(who::MEMBER2, &read))
        .await
        .unwrap();
    let late = services.hand_over(&above, cell, form(who::MEMBER3, &read)).await;
    assert!(
        matches!(late, Err(Error::Refused(Fault::OfficeGivenMeanwhile))),
        "{late:?}"
    );
    // Whoever reads it again is told nothing of the kind.
    let again = services
        .hand_over(&above, cell, form(who::MEMBER3, &holders().await))
        .await;
    assert!(
        !matches!(again, Err(Error::Refused(Fault::OfficeGivenMeanwhile))),
        "{again:?}"
    );
}

#[tokio::test]
async fn of_two_who_give_an_office_on_the_same_day_to_come_the_second_is_told_of_the_first() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let cell = world.unit(demo::CELL);
    // Today's holder is the same for both, so what either has read is right.
    let form = |person| hand_over_form(&world, "secretary", person, days(9));
    services.hand_over(&above, cell, form(who::MEMBER2)).await.unwrap();
    let late = services.hand_over(&above, cell, form(who::MEMBER3)).await;
    assert!(matches!(late, Err(Error::Refused(Fault::ChangeComing))), "{late:?}");
    // Nor is it ended on that very day: what is to come is withdrawn.
    world
        .clock
        .set(domain::clock::at(first_day() + Days::new(9), chrono::NaiveTime::MIN));
    let offices = services.unit(&above, cell).await.unwrap().offices;
    let office = offices
        .iter()
        .find(|held| held.person == world.person(who::MEMBER2))
        .unwrap();
    let end = EndOfficeForm {
        office: office.id.to_string(),
        on: days(9),
    };
    world.clock.set(domain::clock::at(first_day(), chrono::NaiveTime::MIN));
    let ended = services.end_office(&above, cell, end).await;
    assert!(matches!(ended, Err(Error::Refused(Fault::ChangeComing))), "{ended:?}");
}

#[tokio::test]
async fn a_shared_office_takes_one_more_and_loses_one() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let committee = world.unit(demo::COMMITTEE);
    let deputies = async || {
        let view = services.unit(&above, committee).await.unwrap();
        view.offices
            .into_iter()
            .filter(|o| o.role == Role::Deputy)
            .collect::<Vec<_>>()
    };
    let third = hand_over_form(&world, "deputy", who::INSPECTOR, today());
    let unsaid = services.hand_over(&above, committee, third.clone()).await;
    assert_eq!(
        field_of(unsaid),
        ("beside", Fault::Missing),
        "who stays is never guessed"
    );
    let third = HandOverForm {
        beside: "yes".to_owned(),
        ..third
    };
    services.hand_over(&above, committee, third).await.unwrap();
    let held = deputies().await;
    assert_eq!(held.len(), 3);
    let end = |id: String| EndOfficeForm {
        office: id,
        on: today(),
    };
    services
        .end_office(&above, committee, end(held[0].id.to_string()))
        .await
        .unwrap();
    assert_eq!(deputies().await.len(), 2);
    let twice = services
        .end_office(&above, committee, end(held[0].id.to_string()))
        .await;
    assert!(matches!(twice, Err(Error::NotFound)));
    let elsewhere = services
        .end_office(&above, world.unit(demo::CELL), end(held[1].id.to_string()))
        .await;
    assert!(matches!(elsewhere, Err(Error::NotFound)), "another unit's office");
    let denied = services
        .end_office(&world.caller(who::MEMBER), committee, end(held[1].id.to_string()))
        .await;
    assert!(matches!(denied, Err(Error::Forbidden)));
}

#[tokio::test]
async fn a_body_keeps_those_who_stay() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let cell = world.unit(demo::CELL);
    let form = |kind: &str, people: &[&str]| BodyForm {
        kind: kind.to_owned(),
        name: "Chi ủy bản Phiêng Đón".to_owned(),
        person: people.iter().map(|key| world.person(key).to_string()).collect(),
        on: today(),
    };
    let seats = [who::SECRETARY, who::MEMBER];
    services
        .set_body(&secretary, cell, form("cell_committee", &seats))
        .await
        .unwrap();
    let view = services.unit(&secretary, cell).await.unwrap();
    let body = &view.bodies[0];
    assert_eq!(body.members.len(), 2);
    let since = |key| {
        body.members
            .iter()
            .find(|seat| seat.person == world.person(key))
            .unwrap()
            .from
    };
    assert!(since(who::SECRETARY) < first_day());
    assert_eq!(since(who::MEMBER), first_day());

    let wrong = services.set_body(&secretary, cell, form("standing", &seats)).await;
    assert_eq!(field_of(wrong), ("kind", Fault::NotAChoice));
    let stranger = services
        .set_body(&secretary, cell, form("cell_committee", &[who::OTHER_SECRETARY]))
        .await;
    assert_eq!(field_of(stranger), ("person", Fault::NotAMemberHere));
    let view = services.unit(&secretary, cell).await.unwrap();
    assert_eq!(view.bodies[0].members.len(), 2, "a refusal changes nothing");
}

#[tokio::test]
async fn members_are_found_by_every_word_and_exact_marks_come_first() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let cell = world.unit(demo::CELL);
    for name in ["Hoà Thị Bình", "Hòa Thị Bịnh", "Hóa Thị Binh"] {
        services
            .add_member(&secretary, cell, member_form(name, "", ""))
            .await
            .unwrap();
    }
    let find = async |words: &str| services.members(&secretary, cell, words).await.unwrap();
    assert_eq!(names(&find("binh hoa").await).len(), 3, "in any order, without marks");
    assert_eq!(
        names(&find("hòa thị bình").await)[0],
        "Hoà Thị Bình",
        "the tone's place does not matter"
    );
    assert!(find("bình xyz").await.is_empty());
    assert!(
        find("%").await.is_empty(),
        "a sign of the database is a letter like any other"
    );

    let all = find("").await;
    let mut sorted = all.clone();
    sorted.sort_by_cached_key(|line| domain::fold::name_key(&line.name));
    assert_eq!(names(&all), names(&sorted));

    let member = world.organisation.person(who::MEMBER).unwrap();
    let phone = member.phone.as_deref().unwrap();
    let spaced = format!("{} {}", &phone[..4], &phone[4..]);
    assert_eq!(names(&find(&spaced).await), [member.name()]);
    assert_eq!(names(&find(&format!("+84 {}", &phone[1..])).await), [member.name()]);
    assert_eq!(names(&find(member.card.as_deref().unwrap()).await), [member.name()]);
}

#[tokio::test]
async fn a_list_ends_where_the_matrix_ends() {
    let world = World::new().await;
    let services = &world.services;
    let committee = world.unit(demo::COMMITTEE);
    let all = services
        .members(&world.caller(who::RECORDS_OFFICER), committee, "")
        .await
        .unwrap();
    assert_eq!(all.len(), world.organisation.people.len());
    let clerk = services
        .members(&world.caller(who::CLERK), committee, "")
        .await
        .unwrap();
    assert!(clerk.is_empty(), "the clerk leads in the committee itself only");
    let member = services
        .members(&world.caller(who::MEMBER), world.unit(demo::CELL), "")
        .await;
    assert!(matches!(member, Err(Error::Forbidden)));
    let other = services
        .members(&world.caller(who::OTHER_SECRETARY), world.unit(demo::CELL), "")
        .await;
    assert!(matches!(other, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_member_is_shown_to_himself_and_to_those_above() {
    let world = World::new().await;
    let services = &world.services;
    let person = world.person(who::MEMBER);
    let own = services.member(&world.caller(who::MEMBER), person).await.unwrap();
    assert!(!own.can_edit && !own.can_issue_link);
    assert_eq!(own.memberships[0].status, Status::Official);
    assert_eq!(own.memberships[1].status, Status::Probationary);
    assert_eq!(own.memberships[1].to, Some(own.memberships[0].from));
    let seen = services.member(&world.caller(who::SECRETARY), person).await.unwrap();
    assert!(seen.can_edit && seen.can_issue_link);
    for stranger in [who::MEMBER2, who::OTHER_SECRETARY] {
        let view = services.member(&world.caller(stranger), person).await;
        assert!(matches!(view, Err(Error::NotFound)), "{stranger}");
    }
}

#[tokio::test]
async fn a_phone_and_an_address_belong_to_one_person() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let cell = world.unit(demo::CELL);
    let form = member_form("Cà Văn Một", "0977 000 111", "Mot@Example.vn");
    let first = services.add_member(&secretary, cell, form.clone()).await.unwrap();
    let second = services.add_member(&secretary, cell, form.clone()).await;
    let Err(Error::Invalid(problems)) = second else {
        panic!("taken: {second:?}")
    };
    let faults: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field, problem.fault.clone()))
        .collect();
    assert_eq!(faults, [("phone", Fault::PhoneTaken), ("email", Fault::EmailTaken)]);
    services.edit_member(&secretary, first, form).await.unwrap();
    let view = services.member(&secretary, first).await.unwrap();
    assert_eq!(
        (view.phone.as_str(), view.email.as_str()),
        ("0977000111", "mot@example.vn")
    );
}

#[tokio::test]
async fn of_two_who_take_one_phone_at_once_one_is_told() {
    let world = World::new().await;
    let (services, cell) = (&world.services, world.unit(demo::CELL));
    let other = world.unit("na-tan");
    let secretary = world.caller(who::SECRETARY);
    let second = world.caller(who::OTHER_SECRETARY);
    let form = |name| member_form(name, "0977000222", "");
    let (a, b) = tokio::join!(
        services.add_member(&secretary, cell, form("Cà Văn Hai")),
        services.add_member(&second, other, form("Cà Văn Ba")),
    );
    let (taken, made) = if a.is_err() { (a, b) } else { (b, a) };
    made.unwrap();
    assert_eq!(field_of(taken), ("phone", Fault::PhoneTaken));
}

#[tokio::test]
async fn a_status_passes_only_where_it_may_and_leaves_its_trace() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let person = world.person(who::MEMBER);
    let form = |status, on| status_form(&world, demo::CELL, status, on);
    let back = services
        .change_status(&secretary, person, form("probationary", today()))
        .await;
    assert!(matches!(back, Err(Error::Refused(Fault::StatusNotReachable))));
    let early = services
        .change_status(&secretary, person, form("exempt", "1950-01-01".to_owned()))
        .await;
    assert!(matches!(field_of(early), ("on", Fault::BeforeBeginning { .. })));
    services
        .change_status(&secretary, person, form("exempt", today()))
        .await
        .unwrap();
    let view = services.member(&secretary, person).await.unwrap();
    assert_eq!(view.memberships[0].status, Status::Exempt);
    assert_eq!(view.memberships[1].to, Some(first_day()));
    let elsewhere = services
        .change_status(&secretary, person, status_form(&world, "na-tan", "left", today()))
        .await;
    assert_eq!(field_of(elsewhere), ("unit", Fault::NotAMemberHere));
    let stranger = services
        .change_status(&world.caller(who::OTHER_SECRETARY), person, form("left", today()))
        .await;
    assert!(matches!(stranger, Err(Error::NotFound)));
}

#[tokio::test]
async fn who_leaves_keeps_no_office_and_his_record_stays_readable() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let person = world.person(who::SECRETARY);
    let form = status_form(&world, demo::CELL, "left", today());
    services.change_status(&above, person, form).await.unwrap();
    let view = services.member(&above, person).await.unwrap();
    assert_eq!(view.memberships[0].status, Status::Left);
    assert!(view.offices.is_empty());
    let cell = services.unit(&above, world.unit(demo::CELL)).await.unwrap();
    assert!(cell.bodies[0].members.iter().all(|seat| seat.person != person));
    let denied = services
        .members(&world.caller(who::SECRETARY), world.unit(demo::CELL), "")
        .await;
    assert!(matches!(denied, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_cell_makes_nobody_master_of_the_installation() {
    let world = World::new().await;
    let secretary = world.caller(who::SECRETARY);
    for role in ["administrator", "records_officer", "inspector", "clerk", "group_leader"] {
        let form = HandOverForm {
            beside: "yes".to_owned(),
            ..hand_over_form(&world, role, who::SECRETARY, today())
        };
        let given = world.services.hand_over(&secretary, world.unit(demo::CELL), form).await;
        assert_eq!(field_of(given), ("role", Fault::NotAChoice), "{role}");
    }
    let edit = unit_form("Chi bộ bản Phiêng Đón", "committee");
    let edited = world.services.edit_unit(&secretary, world.unit(demo::CELL), edit).await;
    assert!(matches!(edited, Err(Error::Forbidden)), "{edited:?}");
}

#[tokio::test]
async fn the_contact_of_an_officer_is_not_changed_from_below() {
    let world = World::new().await;
    let officer = world.caller(who::RECORDS_OFFICER);
    let target = world.person(who::COMMITTEE_SECRETARY);
    let form = member_form("Cầm Ngọc Tuấn", "0950999888", "khac@evil.test");
    let edited = world.services.edit_member(&officer, target, form).await;
    assert_eq!(field_of(edited), ("phone", Fault::ContactOfOfficer));
    let member = world.person(who::MEMBER);
    let form = member_form("Lò Thị Hạnh", "0950999777", "");
    world.services.edit_member(&officer, member, form).await.unwrap();
}
