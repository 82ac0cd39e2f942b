//! Data of members: what a form says and what it leaves out.

use crate::world::{World, first_day, who};
use domain::member::MemberForm;
use domain::ports::Organisation;

#[tokio::test]
async fn a_field_that_does_not_come_keeps_what_is_known_and_an_empty_one_erases_it() {
    let world = World::new().await;
    let (services, secretary) = (&world.services, world.caller(who::SECRETARY));
    let full = MemberForm {
        name: "Cà Văn Hai".into(),
        sex: "male".into(),
        born: Some("1980-02-03".into()),
        phone: "0977000222".into(),
        card_number: Some("38.000123".into()),
        joined_on: Some("2010-05-19".into()),
        official_on: Some("2011-05-19".into()),
        status: "official".into(),
        from: first_day().to_string(),
        ..MemberForm::default()
    };
    let cell = world.unit(demo::CELL);
    let person = services.add_member(&secretary, cell, full.clone()).await.unwrap();
    let before = services.member(&secretary, person).await.unwrap();
    let short = MemberForm {
        name: full.name.clone(),
        sex: full.sex.clone(),
        phone: full.phone.clone(),
        ..MemberForm::default()
    };
    services.edit_member(&secretary, person, short.clone()).await.unwrap();
    let after = services.member(&secretary, person).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.card_number, "38.000123");
    assert!(after.born.is_some() && after.joined_on.is_some() && after.official_on.is_some());

    // What stays is held against what comes.
    let too_early = MemberForm {
        official_on: Some("2009-01-01".into()),
        ..short.clone()
    };
    let refused = services.edit_member(&secretary, person, too_early).await;
    assert_eq!(crate::evening::fields(refused), ["official_on"]);

    let emptied = MemberForm {
        born: Some(String::new()),
        ..short
    };
    services.edit_member(&secretary, person, emptied).await.unwrap();
    let after = services.member(&secretary, person).await.unwrap();
    assert!(after.born.is_none() && after.joined_on.is_some());
}
