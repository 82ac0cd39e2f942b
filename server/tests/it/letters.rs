//! Letters without a mail server, and jobs that failed for good.

use crate::story::tonight;
use crate::world::World;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// The database of a server that stands still, or is only asked.
async fn database(world: &World) -> DatabaseConnection {
    let file = world.config.data.join("chibo.db");
    Database::connect(format!("sqlite://{}", file.display())).await.unwrap()
}

#[tokio::test]
async fn without_a_mail_server_letters_are_files_that_a_mail_program_opens() {
    let mut world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let before = world.letters().len();
    secretary
        .act(&format!("{meeting}/cancel"), &[("reason", "Mưa lũ chia cắt bản")])
        .await;
    world.stop().await;
    world.run_jobs().await;
    let letters = world.letters();
    assert!(letters.len() > before, "{} and {before}", letters.len());
    let told: Vec<&String> = letters
        .iter()
        .filter(|letter| letter.contains("To: ") && letter.contains("dangvien1@demo.test"))
        .collect();
    assert!(
        told.iter().any(|letter| letter.contains("Subject: ")
            && letter.contains("From: ")
            && letter.contains("text/calendar")
            && letter.contains("STATUS:CANCELLED")),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_job_that_failed_for_good_is_seen_by_the_administrator_and_run_again() {
    let mut world = World::new().await;
    let secretary = world.sign_in("bithu").await;
    let meeting = tonight(&secretary).await;
    let reason = [("reason", "Mưa lũ chia cắt bản")];
    secretary.act(&format!("{meeting}/cancel"), &reason).await;
    world.stop().await;
    let db = database(&world).await;
    let dying = "UPDATE outbox SET state = 'dead', last_error = 'máy chủ thư không trả lời' \
        WHERE id = (SELECT id FROM outbox WHERE kind = 'mail' AND state = 'waiting' ORDER BY id LIMIT 1)";
    assert_eq!(db.execute_unprepared(dying).await.unwrap().rows_affected(), 1);
    db.close().await.unwrap();

    world.start_again().await;
    let (administrator, secretary) = (world.sign_in("quantri").await, world.sign_in("bithu").await);
    let page = administrator.get("/jobs").await;
    assert!(page.body.contains("máy chủ thư không trả lời"), "{}", page.body);
    let retry = page
        .links("/jobs/")
        .into_iter()
        .find(|link| link.ends_with("/retry"))
        .expect("a way to run it again");
    assert_eq!(
        secretary.post(&retry, &[]).await.status,
        404,
        "not for who does not see jobs"
    );
    assert_eq!(administrator.act(&retry, &[]).await, "/jobs");
    // Whether it has run meanwhile or not: it is dead no more.
    let page = administrator.get("/jobs").await;
    assert!(!page.body.contains(&retry), "{}", page.body);
    let again = administrator.post(&retry, &[]).await;
    assert_ne!(again.status, 500, "{}", again.body);
}
