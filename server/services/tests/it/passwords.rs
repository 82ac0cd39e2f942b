//! One's own password, and what of it keyboards may change.

use crate::accounts::PASSWORD;
use crate::evening::{deliver, fields};
use crate::world::{World, who};
use chrono::Duration;
use domain::account::OwnPasswordForm;
use domain::ports::Accounts;
use domain::{Error, Fault, Result};

const NEW: &str = "ba con trâu đen";

fn change(old: &str, new: &str) -> OwnPasswordForm {
    OwnPasswordForm {
        old: old.into(),
        password: new.into(),
        again: new.into(),
    }
}

#[tokio::test]
async fn ones_own_password_is_changed_with_the_old_one_and_every_session_ends() {
    let world = World::new().await;
    let services = &world.services;
    let here = world.signed_in(who::MEMBER).await;
    let (phone, member) = (world.phone(who::MEMBER), world.caller(who::MEMBER));
    let elsewhere = world.sign_in(&phone, PASSWORD, "").await.unwrap();
    let other = world.signed_in(who::SECRETARY).await;
    let link = services
        .issue_link(&world.caller(who::SECRETARY), here.person)
        .await
        .unwrap();
    deliver(&world).await;
    world.post.take();

    let own = services.own(&member, here.id).await.unwrap();
    assert!(own.has_password);
    for (form, wrong) in [
        (change("", NEW), "old"),
        (change("sai rồi đấy", NEW), "old"),
        (change(PASSWORD, "ngắn"), "password"),
        (change(PASSWORD, "matkhau123"), "password"),
        (
            OwnPasswordForm {
                again: "khác".into(),
                ..change(PASSWORD, NEW)
            },
            "again",
        ),
    ] {
        assert_eq!(fields(services.change_password(&member, here.id, form).await), [wrong]);
    }
    assert!(
        services.viewer(elsewhere.id, None).await.is_ok(),
        "nothing has changed yet"
    );

    let anew = services
        .change_password(&member, here.id, change(PASSWORD, NEW))
        .await
        .unwrap();
    assert!(services.viewer(anew.id, None).await.is_ok());
    assert!(
        services.viewer(here.id, None).await.is_err(),
        "somebody may have a copy of it"
    );
    assert!(services.renew(&here.refresh.unwrap()).await.is_err());
    assert!(services.viewer(elsewhere.id, None).await.is_err());
    assert!(services.viewer(other.id, None).await.is_ok());
    assert!(
        services.link_owner(&link.token).await.is_err(),
        "the link could set another"
    );
    assert!(world.sign_in(&phone, PASSWORD, "").await.is_err());
    world.sign_in(&phone, NEW, "").await.unwrap();
    deliver(&world).await;
    let letters = world.post.take();
    let [letter] = letters.as_slice() else {
        panic!("one letter tells of it: {letters:?}")
    };
    assert_eq!(letter.person, here.person);
    assert!(letter.text.contains("đã được đổi") && !letter.text.contains(NEW));
}

#[tokio::test]
async fn wrong_old_passwords_wait_as_those_of_signing_in_do() {
    let world = World::new().await;
    let services = &world.services;
    let here = world.signed_in(who::MEMBER).await;
    let member = world.caller(who::MEMBER);
    let guess = async |old: &str| services.change_password(&member, here.id, change(old, NEW)).await;
    let waits = |answer: Result<()>| matches!(answer, Err(Error::TooMany { seconds: 5 }));
    for _ in 0..4 {
        let Err(Error::Invalid(problems)) = guess("sai rồi đấy").await else {
            panic!("wrong")
        };
        assert_eq!(problems[0].fault, Fault::WrongPassword);
    }
    assert!(
        waits(guess(PASSWORD).await.map(drop)),
        "even the right one is not looked at"
    );
    let signing_in = world.sign_in(&world.phone(who::MEMBER), PASSWORD, "").await.map(drop);
    assert!(waits(signing_in));
    world.clock.advance(Duration::seconds(5));
    guess(PASSWORD).await.unwrap();
}

#[tokio::test]
async fn what_a_keyboard_adds_around_a_password_does_not_matter() {
    let world = World::new().await;
    let person = world.person(who::MEMBER2);
    let link = world
        .services
        .issue_link(&world.caller(who::ADMINISTRATOR), person)
        .await
        .unwrap();
    // Set with a blank behind it, once composed and once in parts, as two keyboards write.
    let (composed, parts) = ("tr\u{e2}u \u{111}en b\u{1ea3}n", "tra\u{302}u \u{111}en ba\u{309}n");
    let form = domain::account::PasswordForm {
        password: format!("{composed} ba con "),
        again: format!("{parts} ba con"),
    };
    world.services.use_link(&link.token, form).await.unwrap();
    let phone = world.phone(who::MEMBER2);
    for typed in [
        format!("{composed} ba con"),
        format!(" {parts} ba con\u{a0}"),
        format!("\t{composed} ba con \n"),
    ] {
        world.sign_in(&format!(" {phone} "), &typed, "").await.unwrap();
    }
    for other in [format!("{composed}  ba con"), format!("Tr{} ba con", &composed[2..])] {
        assert!(world.sign_in(&phone, &other, "").await.is_err(), "{other}");
    }
}
