//! Jobs wait for their hour and are put once.

use crate::fresh::fresh;
use chrono::{DateTime, Duration, Utc};
use domain::job::Task;
use store::Tx;
use store::outbox::{NewJob, Next, next, put};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-12-03T01:00:00Z".parse().unwrap()
}

fn sweep(n: u128, due_at: DateTime<Utc>) -> NewJob {
    NewJob {
        id: Uuid::from_u128(n).into(),
        task: Task::Sweep,
        about: String::new(),
        due_at,
        unique_key: Some("sweep".to_owned()),
    }
}

#[tokio::test]
async fn a_job_of_a_known_key_is_dropped_and_the_first_waits_for_its_hour() {
    let fresh = fresh().await;
    let later = now() + Duration::hours(2);
    let tx = Tx::begin(&fresh.db).await.unwrap();
    put(&tx, sweep(1, later), now()).await.unwrap();
    put(&tx, sweep(2, now()), now()).await.unwrap();
    tx.commit().await.unwrap();

    let tx = Tx::read(&fresh.db);
    assert!(matches!(next(&tx, now()).await.unwrap(), Next::At(at) if at == later));
    assert!(matches!(next(&tx, later).await.unwrap(), Next::Due(id, Task::Sweep) if id.0 == Uuid::from_u128(1)));
    assert!(fresh.dir.path().exists());
    assert_eq!(fresh.url.starts_with("sqlite:"), fresh.db.is_sqlite());
}

#[tokio::test]
async fn what_is_not_committed_leaves_nothing() {
    let fresh = fresh().await;
    let tx = Tx::begin(&fresh.db).await.unwrap();
    put(&tx, sweep(1, now()), now()).await.unwrap();
    drop(tx);
    assert!(matches!(
        next(&Tx::read(&fresh.db), now()).await.unwrap(),
        Next::Nothing
    ));
}
