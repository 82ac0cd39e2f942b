//! No form sets a day further ahead than a year: it would lock what comes before it until somebody withdraws it.

use crate::evening::{CELL, frame};
use crate::world::{World, first_day, who};
use chrono::Days;
use domain::form::furthest;
use domain::meeting::MeetingForm;
use domain::member::{MemberForm, StatusForm};
use domain::policy::Caller;
use domain::ports::{Administration, Meetings, Organisation};
use domain::rule::{Matter, RuleForm};
use domain::settings::{Setting, SettingForm};
use domain::transfer::TransferForm;
use domain::unit::{BodyForm, CloseUnitForm, EndOfficeForm, HandOverForm, UnitForm};
use domain::{Error, Fault, Problem, Result};

/// Sends every form that sets a day with this one, and tells what came of each.
async fn all(world: &World, day: &str) -> Vec<(&'static str, Result<()>)> {
    let (services, cell) = (&world.services, world.unit(CELL));
    let by = |who: &str| -> Caller { world.caller(who) };
    let (admin, above) = (by(who::ADMINISTRATOR), by(who::COMMITTEE_SECRETARY));
    let (officer, secretary) = (by(who::RECORDS_OFFICER), by(who::SECRETARY));
    let (member, on) = (world.person(who::MEMBER), day.to_owned());
    let office = services.unit(&above, cell).await.unwrap().offices[0].id;
    let rules = services.rules(&above).await.unwrap().rules;
    let rule = rules.iter().find(|rule| rule.matter == Matter::Admission).unwrap().id;
    let unit = UnitForm {
        name: "Chi bộ bản Mới".into(),
        kind: "cell".into(),
        from: on.clone(),
        ..UnitForm::default()
    };
    let body = BodyForm {
        kind: "cell_committee".into(),
        name: "Chi ủy".into(),
        person: vec![member.to_string()],
        on: on.clone(),
    };
    let give = HandOverForm {
        role: "deputy".into(),
        person: member.to_string(),
        on: on.clone(),
        beside: String::new(),
        holders: None,
    };
    let end = EndOfficeForm {
        office: office.to_string(),
        on: on.clone(),
    };
    let newcomer = MemberForm {
        name: "Cà Văn Hai".into(),
        sex: "male".into(),
        phone: "0977000222".into(),
        status: "official".into(),
        from: on.clone(),
        ..MemberForm::default()
    };
    let status = StatusForm {
        unit: cell.to_string(),
        status: "exempt".into(),
        on: on.clone(),
    };
    let moving = TransferForm {
        unit: cell.to_string(),
        to: world.unit("na-tan").to_string(),
        on: on.clone(),
        reason: "Chuyển nơi cư trú".into(),
        paper: String::new(),
    };
    let version = RuleForm {
        numerator: "3".into(),
        denominator: "4".into(),
        secrecy: "secret".into(),
        valid_from: on.clone(),
        ..RuleForm::default()
    };
    let setting = SettingForm {
        value: "3".into(),
        from: on.clone(),
    };
    let meeting = MeetingForm {
        date: on.clone(),
        ..frame()
    };
    vec![
        (
            "unit",
            services
                .add_unit(&admin, world.unit(demo::COMMITTEE), unit)
                .await
                .map(drop),
        ),
        ("close", services.close_unit(&admin, cell, CloseUnitForm { on }).await),
        ("hand over", services.hand_over(&above, cell, give).await),
        ("end", services.end_office(&above, cell, end).await),
        ("body", services.set_body(&above, cell, body).await),
        (
            "newcomer",
            services.add_member(&secretary, cell, newcomer).await.map(drop),
        ),
        ("status", services.change_status(&secretary, member, status).await),
        ("transfer", services.transfer(&officer, member, moving).await),
        ("rule", services.revise_rule(&above, rule, version).await),
        ("setting", services.set(&admin, Setting::DocumentDays, setting).await),
        (
            "meeting",
            Meetings::create(services, &secretary, cell, meeting).await.map(drop),
        ),
    ]
}

fn is_too_far(result: &Result<()>) -> bool {
    let most = furthest(first_day());
    let far = |problem: &Problem| problem.fault == Fault::DateTooFar { most };
    matches!(result, Err(Error::Invalid(problems)) if problems.iter().any(far))
}

#[tokio::test]
async fn no_form_sets_a_day_more_than_a_year_ahead() {
    let world = World::new().await;
    let most = furthest(first_day());
    let beyond = most.checked_add_days(Days::new(1)).unwrap().to_string();
    for day in [beyond.as_str(), "2099-01-01", "31/12/2200"] {
        for (form, result) in all(&world, day).await {
            assert!(is_too_far(&result), "{form} {day}: {result:?}");
        }
    }
    for (form, result) in all(&world, &most.to_string()).await {
        assert!(!is_too_far(&result), "{form}: {result:?}");
    }
}
