//! Second factors: what lies in the table, and what a stranger is told.

use crate::accounts::PASSWORD;
use crate::world::{World, who};
use chrono::Duration;
use domain::ports::Accounts;
use domain::sign_in::TRIES_HOURS;
use domain::{Error, Result};
use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, QueryFilter};
use serde_json::Value;
use store::entity::account;

async fn row(world: &World, key: &str) -> account::Model {
    let conn = Database::connect(&world.url).await.unwrap();
    account::Entity::find_by_id(world.person(key).0)
        .one(&conn)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn a_codes_secret_lies_sealed_in_the_table_and_opens_for_its_owner_only() {
    let world = World::new().await;
    world.with_password(who::SECRETARY).await;
    let caller = world.caller(who::SECRETARY);
    let pending = world.services.begin_code(&caller).await.unwrap().secret;
    let lies = row(&world, who::SECRETARY).await.totp_pending.unwrap();
    assert!(!lies.contains(&pending) && lies.starts_with("x1."), "{lies}");
    let secret = world.enrolled(who::SECRETARY).await;
    let sealed = row(&world, who::SECRETARY).await.totp_secret.unwrap();
    assert!(!sealed.contains(&secret) && sealed.starts_with("x1."), "{sealed}");

    // Put into another's row it lets nobody in: with the right code it is a wrong one.
    world.with_password(who::OTHER_SECRETARY).await;
    let conn = Database::connect(&world.url).await.unwrap();
    account::Entity::update_many()
        .col_expr(account::Column::TotpSecret, sealed.into())
        .filter(account::Column::PersonId.eq(world.person(who::OTHER_SECRETARY).0))
        .exec(&conn)
        .await
        .unwrap();
    world.clock.advance(Duration::seconds(30));
    let (phone, code) = (world.phone(who::OTHER_SECRETARY), world.code(&secret));
    assert!(matches!(
        world.sign_in(&phone, PASSWORD, &code).await,
        Err(Error::Invalid(problems)) if problems[0].field == "code"
    ));
    world
        .sign_in(&world.phone(who::SECRETARY), PASSWORD, &code)
        .await
        .unwrap();
}

async fn begin(world: &World, name: &str) -> Result<Value> {
    let asked = world.services.begin_passkey_sign_in(name).await?;
    Ok(serde_json::from_str(&asked).unwrap())
}

#[tokio::test]
async fn a_stranger_is_asked_for_a_passkey_whoever_he_names() {
    let world = World::new().await;
    world.with_password(who::SECRETARY).await;
    let phone = world.phone(who::SECRETARY);
    let mut seen = Vec::new();
    for name in [phone.as_str(), "0999999999", "nobody@demo.test", ""] {
        let (one, two) = (begin(&world, name).await.unwrap(), begin(&world, name).await.unwrap());
        let (one, two) = (&one["publicKey"], &two["publicKey"]);
        assert_ne!(one["challenge"], two["challenge"]);
        assert_eq!(
            one["allowCredentials"], two["allowCredentials"],
            "{name}: the same again"
        );
        assert_eq!(one["allowCredentials"].as_array().unwrap().len(), 1);
        seen.push(one["allowCredentials"][0]["id"].clone());
    }
    seen.sort_by_key(ToString::to_string);
    seen.dedup();
    assert_eq!(seen.len(), 4, "each name has its own");
}

#[tokio::test]
async fn asking_for_passkeys_is_counted_like_passwords() {
    let world = World::new().await;
    world.with_password(who::SECRETARY).await;
    for name in [world.phone(who::SECRETARY).as_str(), "0999999999"] {
        for _ in 0..4 {
            begin(&world, name).await.unwrap();
        }
        assert!(
            matches!(begin(&world, name).await, Err(Error::TooMany { seconds: 5 })),
            "{name}"
        );
        let password = world.sign_in(name, PASSWORD, "").await;
        assert!(matches!(password, Err(Error::TooMany { .. })), "one count for both");
    }
    world.clock.advance(Duration::hours(TRIES_HOURS));
    world.sign_in(&world.phone(who::SECRETARY), PASSWORD, "").await.unwrap();
}

#[tokio::test]
async fn ceremonies_of_nobody_are_never_finished() {
    let world = World::new().await;
    begin(&world, "0999999999").await.unwrap();
    let conn = Database::connect(&world.url).await.unwrap();
    let of = conn
        .query_all_raw(sea_orm::Statement::from_string(
            conn.get_database_backend(),
            "SELECT person_id FROM ceremony",
        ))
        .await
        .unwrap();
    let of: Option<uuid::Uuid> = of[0].try_get_by_index(0).unwrap();
    assert_eq!(of, None);
}
