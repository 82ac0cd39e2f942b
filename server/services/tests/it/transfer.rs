//! A member moves to another cell; a group lists people who belong to its cell.

use crate::evening::{CELL, announced, declaration, evening, fault, fields, in_session, open_vote};
use crate::world::{World, first_day, who};
use chrono::Days;

use domain::Error;
use domain::Fault;
use domain::document::DocumentList;
use domain::ids::PersonId;
use domain::meeting::OpenForm;
use domain::member::{MemberForm, Status, StatusForm};
use domain::minutes::ConfirmForm;
use domain::policy::Role;
use domain::ports::{Archive, Documents, Meetings, Organisation, Voting};
use domain::transfer::TransferForm;
use domain::unit::{BodyForm, BodyKind, HandOverForm};

/// The deputy of the cell, who sits in its committee.
const DEPUTY: &str = "ha-thi-lien";

fn move_to(world: &World, to: &str, days: u64) -> TransferForm {
    TransferForm {
        unit: world.unit(CELL).to_string(),
        to: world.unit(to).to_string(),
        on: first_day().checked_add_days(Days::new(days)).unwrap().to_string(),
        reason: "Chuyển nơi cư trú".into(),
        paper: "Giấy giới thiệu số 12".into(),
    }
}

#[tokio::test]
async fn a_member_moves_with_his_status_and_leaves_offices_and_meetings_behind() {
    let world = World::new().await;
    let (meeting, _) = announced(&world).await;
    let services = &world.services;
    let (officer, secretary) = (world.caller(who::COMMITTEE_SECRETARY), world.caller(who::SECRETARY));
    let (deputy, moving) = (world.person(DEPUTY), world.caller(DEPUTY));
    assert!(Meetings::view(services, &moving, meeting).await.is_ok());

    // The cell's own secretary does not place people in another cell.
    let below = services
        .transfer(&secretary, deputy, move_to(&world, "na-tan", 1))
        .await;
    assert!(matches!(below, Err(Error::Forbidden)));
    assert!(matches!(
        services.transfers(&secretary, deputy).await,
        Err(Error::Forbidden)
    ));
    assert!(!services.member(&secretary, deputy).await.unwrap().can_transfer);

    // Her office is not the records officer's to end.
    let records = world.caller(who::RECORDS_OFFICER);
    assert!(services.transfers(&records, deputy).await.unwrap().office_first);
    let refused = services.transfer(&records, deputy, move_to(&world, "na-tan", 1)).await;
    assert_eq!(fault(refused), Fault::OfficeFirst);
    let leaves = StatusForm {
        unit: world.unit(CELL).to_string(),
        status: "left".into(),
        on: first_day().to_string(),
    };
    let administrator = world.person(who::ADMINISTRATOR);
    let his = services.member(&records, administrator).await.unwrap().memberships[0].unit;
    let away = StatusForm {
        unit: his.to_string(),
        ..leaves.clone()
    };
    let refused = services.change_status(&records, administrator, away).await;
    assert_eq!(
        fields(refused),
        ["status"],
        "nor is the machine without whoever runs it"
    );
    let refused = services
        .change_status(&moving, world.person(who::SECRETARY), leaves)
        .await;
    assert_eq!(fields(refused), ["status"]);

    let choices = services.transfers(&officer, deputy).await.unwrap();
    assert_eq!(choices.from.len(), 1);
    assert!(choices.to.iter().any(|unit| unit.id == world.unit("na-tan")));
    assert!(choices.to.iter().all(|unit| unit.id != world.unit(CELL)));
    for (wrong, field) in [
        (move_to(&world, CELL, 1), "to"),
        (move_to(&world, demo::COMMITTEE, 1), "to"),
        (
            TransferForm {
                reason: String::new(),
                ..move_to(&world, "na-tan", 1)
            },
            "reason",
        ),
    ] {
        assert_eq!(fields(services.transfer(&officer, deputy, wrong).await), [field]);
    }

    services
        .transfer(&officer, deputy, move_to(&world, "na-tan", 0))
        .await
        .unwrap();
    let record = services.member(&officer, deputy).await.unwrap();
    let newest = &record.memberships[0];
    assert_eq!((newest.unit, newest.status), (world.unit("na-tan"), Status::Official));
    assert_eq!(newest.why.paper, "Giấy giới thiệu số 12");
    assert_eq!(record.memberships[1].to, Some(first_day()), "the history stays");
    assert!(record.offices.is_empty(), "{:?}", record.offices);
    let cell = services.unit(&officer, world.unit(CELL)).await.unwrap();
    assert!(cell.bodies[0].members.iter().all(|seat| seat.person != deputy));
    assert!(cell.offices.iter().all(|office| office.role != Role::Deputy));

    // The old cell's meeting is no longer hers, neither now nor once it has opened.
    assert!(matches!(
        Meetings::view(services, &moving, meeting).await,
        Err(Error::NotFound)
    ));
    evening(&world);
    services
        .open_session(&secretary, meeting, OpenForm::all_the_same())
        .await
        .unwrap();
    assert!(matches!(
        Meetings::view(services, &moving, meeting).await,
        Err(Error::NotFound)
    ));
    let again = services.transfer(&officer, deputy, move_to(&world, "na-tan", 5)).await;
    assert_eq!(fields(again), ["unit"]);
}

#[tokio::test]
async fn a_group_lists_people_of_its_cell() {
    let world = World::new().await;
    let services = &world.services;
    let above = world.caller(who::COMMITTEE_SECRETARY);
    let group = world.unit("na-tan-1");
    let view = services.unit(&above, group).await.unwrap();
    let listed = services.members(&above, group, "").await.unwrap();
    assert!(view.unit.members > 0);
    assert_eq!(listed.len(), view.bodies[0].members.len());
    assert!(listed.iter().all(|line| line.unit == world.unit("na-tan")));
    assert!(!view.can.add_member);
    let cell = services.unit(&above, world.unit("na-tan")).await.unwrap();
    let in_groups: u32 = cell.children.iter().map(|child| child.members).sum();
    assert!(cell.unit.members <= in_groups, "nobody is counted twice above");

    let join = MemberForm {
        name: "Cà Văn Hai".into(),
        sex: "male".into(),
        phone: "0977000222".into(),
        status: "official".into(),
        from: first_day().to_string(),
        ..MemberForm::default()
    };
    assert_eq!(
        fault(services.add_member(&above, group, join).await),
        Fault::GroupListsOnly
    );

    let list = |people: &[PersonId]| BodyForm {
        kind: BodyKind::Group.code().into(),
        name: "Tổ viên".into(),
        person: people.iter().map(ToString::to_string).collect(),
        on: first_day().to_string(),
    };
    let one = listed[0].person;
    services.set_body(&above, group, list(&[one])).await.unwrap();
    assert_eq!(services.members(&above, group, "").await.unwrap().len(), 1);
    let stranger = world.person(who::MEMBER);
    assert_eq!(
        fields(services.set_body(&above, group, list(&[stranger])).await),
        ["person"]
    );
}

#[tokio::test]
async fn an_office_given_while_its_holder_moves_away_does_not_stay_behind() {
    let world = World::new().await;
    let services = &world.services;
    let (above, officer) = (
        world.caller(who::COMMITTEE_SECRETARY),
        world.caller(who::COMMITTEE_SECRETARY),
    );
    for name in [who::MEMBER, who::MEMBER2, who::MEMBER3] {
        let person = world.person(name);
        let give = HandOverForm {
            role: "secretary".into(),
            person: person.to_string(),
            on: first_day().to_string(),
            beside: "yes".into(),
            holders: None,
        };
        let (given, moved) = tokio::join!(
            services.hand_over(&above, world.unit(CELL), give),
            services.transfer(&officer, person, move_to(&world, "na-tan", 1)),
        );
        moved.unwrap();
        assert!(given.is_ok() || fault(given) == Fault::ChangeComing);
        let record = services.member(&officer, person).await.unwrap();
        let stays = record.offices.iter().filter(|office| office.to.is_none()).count();
        assert_eq!(stays, 0, "{:?}", record.offices);
    }
}

#[tokio::test]
async fn whoever_moves_away_runs_the_old_meetings_no_more_and_whoever_leaves_sees_none_of_them() {
    let world = World::new().await;
    let services = &world.services;
    let (meeting, items) = in_session(&world).await;
    let (secretary, gone) = (world.caller(who::SECRETARY), world.caller(who::MEMBER2));
    let (above, officer) = (
        world.caller(who::COMMITTEE_SECRETARY),
        world.caller(who::COMMITTEE_SECRETARY),
    );
    services.mark_rest(&secretary, meeting).await.unwrap();
    let left = StatusForm {
        unit: world.unit(CELL).to_string(),
        status: "left".into(),
        on: first_day().to_string(),
    };
    let before = open_vote(&world, items[0], "ordinary_resolution").await.unwrap();
    Voting::close(services, &secretary, before).await.unwrap();
    services
        .change_status(&above, world.person(who::MEMBER2), left)
        .await
        .unwrap();
    let vote = open_vote(&world, items[0], "ordinary_resolution").await.unwrap();
    Voting::close(services, &secretary, vote).await.unwrap();
    let base = async |vote| declaration(&world, vote).await.parts.base();
    assert_eq!((base(before).await, base(vote).await), (20, 19));

    services.end_session(&secretary, meeting).await.unwrap();
    assert!(matches!(
        Meetings::view(services, &gone, meeting).await,
        Err(Error::NotFound)
    ));
    assert!(Meetings::list(services, &gone).await.unwrap().is_empty());
    assert_eq!(Documents::list(services, &gone).await.unwrap(), DocumentList::default());
    let home = services.home(&gone).await.unwrap();
    assert!(home.next.is_none() && home.unread.is_empty() && home.open_votes.is_empty());
    assert!(Archive::search(services, &gone, "", 10).await.unwrap().is_empty());

    let moving = move_to(&world, "na-tan", 0);
    services
        .transfer(&officer, world.person(who::SECRETARY), moving)
        .await
        .unwrap();
    assert!(Meetings::view(services, &secretary, meeting).await.is_ok());
    for refused in [
        Archive::confirm(services, &secretary, meeting, ConfirmForm::default()).await,
        Archive::seal(services, &secretary, meeting, ConfirmForm::default()).await,
        services.mark_rest(&secretary, meeting).await,
    ] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
}
