//! What is set for a day to come is shown as to come, and withdrawn until that day.

use crate::evening::{CELL, announced, fault};
use crate::world::{World, first_day, who};
use chrono::{Duration, NaiveDate};
use domain::change::{ComingWhat, WithdrawForm};
use domain::member::{Status, StatusForm};
use domain::policy::Role;
use domain::ports::{Administration, Meetings, Organisation};
use domain::rule::{Matter, RuleForm};
use domain::settings::{Setting, SettingForm};
use domain::transfer::TransferForm;
use domain::unit::{BodyForm, EndOfficeForm, HandOverForm};
use domain::{Error, Fault};

/// The deputy of the cell, who sits in its committee.
const DEPUTY: &str = "ha-thi-lien";

fn soon() -> NaiveDate {
    first_day() + Duration::days(3)
}

fn of(change: domain::ids::ChangeId) -> WithdrawForm {
    WithdrawForm {
        change: change.to_string(),
    }
}

fn transfer(world: &World) -> TransferForm {
    TransferForm {
        unit: world.unit(CELL).to_string(),
        to: world.unit("na-tan").to_string(),
        on: soon().to_string(),
        reason: "Chuyển nơi cư trú".into(),
        paper: String::new(),
    }
}

#[tokio::test]
async fn a_coming_transfer_is_shown_as_to_come_and_withdrawn_with_all_it_took() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let (officer, secretary) = (world.caller(who::COMMITTEE_SECRETARY), world.caller(who::SECRETARY));
    let (deputy, cell) = (world.person(DEPUTY), world.unit(CELL));
    let called = async || {
        let people = services.participants(&secretary, meeting).await.unwrap();
        people.iter().any(|one| one.person == deputy)
    };
    assert!(called().await);
    let before = services.member(&officer, deputy).await.unwrap();
    services.transfer(&officer, deputy, transfer(&world)).await.unwrap();

    let view = services.member(&officer, deputy).await.unwrap();
    let today: Vec<_> = view.memberships.iter().filter(|row| row.holds(first_day())).collect();
    assert!(matches!(today.as_slice(), [row] if row.unit == cell && row.to == Some(soon())));
    let [coming] = view.coming.as_slice() else {
        panic!("{:?}", view.coming)
    };
    assert_eq!(
        (coming.unit, coming.on, coming.moves),
        (world.unit("na-tan"), soon(), true)
    );
    assert!(coming.can_withdraw);
    assert!(!services.member(&secretary, deputy).await.unwrap().coming[0].can_withdraw);
    let here = services.members(&officer, cell, "").await.unwrap();
    assert!(here.iter().any(|line| line.person == deputy), "today she is still here");
    assert!(!called().await, "the meeting is after that day");
    // What moves a member is not withdrawn from the unit's page.
    let records = world.caller(who::RECORDS_OFFICER);
    let unit = services.unit(&records, cell).await.unwrap();
    assert_eq!(unit.coming, []);
    // Her office would come back with her: not by somebody who has no say in it.
    assert!(!services.member(&records, deputy).await.unwrap().coming[0].can_withdraw);
    let refused = services.withdraw_transfer(&records, deputy, of(coming.change)).await;
    assert!(matches!(refused, Err(Error::Forbidden)));

    let (form, id) = (of(coming.change), deputy);
    let other = services.withdraw_transfer(&secretary, id, form.clone()).await;
    assert!(matches!(other, Err(Error::Forbidden)));
    let status = services.withdraw_status(&officer, id, form.clone()).await;
    assert!(matches!(status, Err(Error::NotFound)));
    let somebody = services
        .withdraw_transfer(&officer, world.person(who::MEMBER), form.clone())
        .await;
    assert!(matches!(somebody, Err(Error::NotFound)));
    services.withdraw_transfer(&officer, id, form.clone()).await.unwrap();
    let after = services.member(&officer, deputy).await.unwrap();
    assert_eq!((after.memberships, after.offices), (before.memberships, before.offices));
    assert_eq!(after.coming, []);
    let unit = services.unit(&officer, cell).await.unwrap();
    assert!(unit.bodies[0].members.iter().any(|seat| seat.person == deputy));
    assert!(called().await, "she is called again");
    let again = services.withdraw_transfer(&officer, id, form).await;
    assert!(matches!(again, Err(Error::NotFound)));

    // From its day on it is history.
    services.transfer(&officer, deputy, transfer(&world)).await.unwrap();
    let coming = services.member(&officer, deputy).await.unwrap().coming.remove(0);
    world.clock.advance(Duration::days(3));
    let late = services.withdraw_transfer(&officer, id, of(coming.change)).await;
    assert_eq!(fault(late), Fault::TookEffect { on: soon() });
    assert_eq!(services.member(&officer, deputy).await.unwrap().coming, []);
}

#[tokio::test]
async fn a_coming_status_is_withdrawn_before_what_was_built_upon_it() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let (member, cell) = (world.person(who::MEMBER), world.unit(CELL));
    let pass = async |status: &str, days: i64| {
        let form = StatusForm {
            unit: cell.to_string(),
            status: status.into(),
            on: (first_day() + Duration::days(days)).to_string(),
        };
        services.change_status(&secretary, member, form).await
    };
    let before = services.member(&secretary, member).await.unwrap();
    pass("exempt", 2).await.unwrap();
    let first = services.member(&secretary, member).await.unwrap().coming.remove(0);
    assert_eq!((first.status, first.moves), (Status::Exempt, false));
    pass("left", 5).await.unwrap();
    let second = services.member(&secretary, member).await.unwrap().coming.remove(0);
    let refused = services.withdraw_status(&secretary, member, of(first.change)).await;
    assert_eq!(fault(refused), Fault::NewerChange);
    for change in [second.change, first.change] {
        services.withdraw_status(&secretary, member, of(change)).await.unwrap();
    }
    let view = services.member(&secretary, member).await.unwrap();
    assert_eq!(view.coming, []);
    assert_eq!(view.memberships, before.memberships);
}

#[tokio::test]
async fn coming_offices_and_bodies_are_withdrawn() {
    let world = World::new().await;
    let (services, above) = (&world.services, world.caller(who::COMMITTEE_SECRETARY));
    let (cell, member, deputy) = (world.unit(CELL), world.person(who::MEMBER), world.person(DEPUTY));
    let before = services.unit(&above, cell).await.unwrap();
    let secretary = before
        .offices
        .iter()
        .find(|office| office.role == Role::Secretary)
        .unwrap();
    let end = EndOfficeForm {
        office: secretary.id.to_string(),
        on: soon().to_string(),
    };
    let give = HandOverForm {
        role: "secretary".into(),
        person: deputy.to_string(),
        on: soon().to_string(),
        beside: String::new(),
        holders: None,
    };
    let body = BodyForm {
        kind: "cell_committee".into(),
        name: before.bodies[0].name.clone(),
        person: vec![member.to_string()],
        on: soon().to_string(),
    };
    // Ended by one change, given to another person by a second: the first must not bring two secretaries.
    services.end_office(&above, cell, end).await.unwrap();
    services.hand_over(&above, cell, give.clone()).await.unwrap();
    services.set_body(&above, cell, body).await.unwrap();
    let view = services.unit(&above, cell).await.unwrap();
    assert_eq!(
        (&view.offices.len(), &view.bodies[0].members.len()),
        (&before.offices.len(), &before.bodies[0].members.len())
    );
    let coming = |what: ComingWhat, comes: bool| {
        let found = view
            .coming
            .iter()
            .find(|one| one.what == what && one.coming.is_empty() != comes);
        found.unwrap_or_else(|| panic!("{:?}", view.coming)).change
    };
    let (office, body) = (
        ComingWhat::Office(Role::Secretary),
        ComingWhat::Body(before.bodies[0].kind),
    );
    let (ends, begins, seats) = (coming(office, false), coming(office, true), coming(body, true));
    assert_eq!(view.coming.len(), 3);
    let refused = services.withdraw_office(&above, cell, of(ends)).await;
    assert_eq!(fault(refused), Fault::NewerChange);
    let one_of_many = services
        .withdraw_office(&world.caller(who::MEMBER), cell, of(begins))
        .await;
    assert!(matches!(one_of_many, Err(Error::Forbidden)));
    let elsewhere = services.withdraw_office(&above, world.unit("na-tan"), of(begins)).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    let mixed = services.withdraw_body(&above, cell, of(begins)).await;
    assert!(matches!(mixed, Err(Error::NotFound)));
    for change in [begins, ends] {
        services.withdraw_office(&above, cell, of(change)).await.unwrap();
    }
    services.withdraw_body(&above, cell, of(seats)).await.unwrap();
    // At once with its predecessor, as one change.
    services.hand_over(&above, cell, give).await.unwrap();
    let view = services.unit(&above, cell).await.unwrap();
    let [one] = view.coming.as_slice() else {
        panic!("{:?}", view.coming)
    };
    assert_eq!((one.leaving.len(), one.coming.len()), (1, 1));
    services.withdraw_office(&above, cell, of(one.change)).await.unwrap();
    let after = services.unit(&above, cell).await.unwrap();
    assert_eq!(
        (after.offices, after.bodies, after.coming),
        (before.offices, before.bodies, vec![])
    );
}

#[tokio::test]
async fn coming_settings_and_rules_are_withdrawn() {
    let world = World::new().await;
    let services = &world.services;
    let (admin, above) = (world.caller(who::ADMINISTRATOR), world.caller(who::COMMITTEE_SECRETARY));
    let setting = |on: NaiveDate| SettingForm {
        value: "3".into(),
        from: on.to_string(),
    };
    services
        .set(&admin, Setting::DocumentDays, setting(first_day()))
        .await
        .unwrap();
    services
        .set(&admin, Setting::DocumentDays, setting(soon()))
        .await
        .unwrap();
    let rows = async || {
        let all = services.settings(&admin).await.unwrap();
        all.into_iter()
            .find(|view| view.setting == Setting::DocumentDays)
            .unwrap()
            .history
    };
    let [coming, holds] = rows().await.try_into().unwrap();
    let other = services
        .withdraw_setting(&admin, Setting::CodeSeconds, of(coming.change))
        .await;
    assert!(matches!(other, Err(Error::NotFound)));
    let late = services
        .withdraw_setting(&admin, Setting::DocumentDays, of(holds.change))
        .await;
    assert_eq!(fault(late), Fault::TookEffect { on: first_day() });
    services
        .withdraw_setting(&admin, Setting::DocumentDays, of(coming.change))
        .await
        .unwrap();
    assert_eq!(rows().await, [holds]);

    let of_matter = async || {
        let all = services.rules(&above).await.unwrap().rules;
        all.into_iter()
            .filter(|rule| rule.matter == Matter::Admission)
            .collect::<Vec<_>>()
    };
    let before = of_matter().await;
    let revise = |days: i64| RuleForm {
        numerator: "3".into(),
        denominator: "4".into(),
        secrecy: "secret".into(),
        valid_from: (first_day() + Duration::days(days)).to_string(),
        ..RuleForm::default()
    };
    services.revise_rule(&above, before[0].id, revise(3)).await.unwrap();
    let first = of_matter().await[0].id;
    services.revise_rule(&above, first, revise(5)).await.unwrap();
    let second = of_matter().await[0].id;
    assert_eq!(fault(services.withdraw_rule(&above, first).await), Fault::NewerChange);
    let holds = services.withdraw_rule(&above, before[0].id).await;
    assert!(matches!(fault(holds), Fault::TookEffect { .. }));
    assert!(services.withdraw_rule(&admin, second).await.is_err());
    for rule in [second, first] {
        services.withdraw_rule(&above, rule).await.unwrap();
    }
    assert_eq!(of_matter().await, before);
}

#[tokio::test]
async fn nothing_is_withdrawn_that_another_change_depends_on_or_the_removed_himself_would_undo() {
    let world = World::new().await;
    let services = &world.services;
    let (officer, above) = (
        world.caller(who::COMMITTEE_SECRETARY),
        world.caller(who::COMMITTEE_SECRETARY),
    );
    let secretary = world.caller(who::SECRETARY);
    let (cell, other) = (world.unit(CELL), world.unit("na-tan"));
    let (member, deputy) = (world.person(who::MEMBER), world.person(DEPUTY));
    let day = |days: i64| (first_day() + Duration::days(days)).to_string();
    let give = |role: &str, person, days| HandOverForm {
        role: role.into(),
        person: format!("{person}"),
        on: day(days),
        beside: "no".into(),
        holders: None,
    };
    let coming_of = async |person| services.member(&officer, person).await.unwrap().coming.remove(0).change;
    let moves = |days: i64| TransferForm {
        on: day(days),
        ..transfer(&world)
    };

    // An office in the new cell stands on the transfer.
    services.transfer(&officer, member, moves(5)).await.unwrap();
    let change = coming_of(member).await;
    services
        .hand_over(&above, other, give("deputy", member, 6))
        .await
        .unwrap();
    let refused = services.withdraw_transfer(&officer, member, of(change)).await;
    assert_eq!(fault(refused), Fault::NewerChange);
    let office = services.unit(&above, other).await.unwrap().coming.remove(0).change;
    services.withdraw_office(&above, other, of(office)).await.unwrap();
    // Nor is an office given to whoever is to leave before it ends.
    let refused = services.hand_over(&above, cell, give("deputy", member, 2)).await;
    assert_eq!(fault(refused), Fault::ChangeComing);
    services.withdraw_transfer(&officer, member, of(change)).await.unwrap();

    // The deputy is to leave: her office ends by that, and by nothing else; handing it over earlier comes first.
    services.transfer(&officer, deputy, moves(5)).await.unwrap();
    let change = coming_of(deputy).await;
    let refused = services.hand_over(&above, cell, give("deputy", member, 2)).await;
    assert_eq!(fault(refused), Fault::ChangeComing);
    services.withdraw_transfer(&officer, deputy, of(change)).await.unwrap();
    services
        .hand_over(&above, cell, give("deputy", member, 2))
        .await
        .unwrap();
    services.transfer(&officer, deputy, moves(5)).await.unwrap();
    let view = services.unit(&above, cell).await.unwrap();
    let given = view.coming.iter().find(|one| !one.coming.is_empty()).unwrap().change;
    let refused = services.withdraw_office(&above, cell, of(given)).await;
    assert_eq!(
        fault(refused),
        Fault::NewerChange,
        "she would keep an office in the cell that she leaves"
    );
    let seen = services.unit(&world.caller(who::MEMBER2), cell).await.unwrap();
    assert_eq!(seen.coming, [], "who comes and goes is for those who decide it");
    let change = coming_of(deputy).await;
    services.withdraw_transfer(&officer, deputy, of(change)).await.unwrap();
    services.withdraw_office(&above, cell, of(given)).await.unwrap();

    // Nobody undoes his own removal.
    let holder = world.person(who::SECRETARY);
    let end = services.unit(&above, cell).await.unwrap();
    let office = end.offices.iter().find(|office| office.person == holder).unwrap();
    let end = EndOfficeForm {
        office: office.id.to_string(),
        on: day(3),
    };
    services.end_office(&above, cell, end).await.unwrap();
    let ended = services.unit(&above, cell).await.unwrap().coming.remove(0).change;
    let own = services.withdraw_office(&secretary, cell, of(ended)).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    // What one change ends no other one ends a second time.
    let refused = services.transfer(&officer, holder, moves(1)).await;
    assert_eq!(fault(refused), Fault::ChangeComing);
    services.withdraw_office(&above, cell, of(ended)).await.unwrap();
}
