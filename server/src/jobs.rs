//! The job runner: takes jobs from the outbox one by one, until the process stops.
//!
//! Invariant: a job that is running when the process stops is finished or runs again after the next start.

use chrono::{DateTime, Utc};
use services::Services;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Looks again after so long even if nobody calls, for jobs written by another process.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Runs until `stopping` becomes true.
pub async fn run(services: Services, wake: Arc<Notify>, mut stopping: watch::Receiver<bool>) {
    loop {
        if *stopping.borrow() {
            return;
        }
        let pause = match services.run_next_job().await {
            Ok(next) => pause(services.now(), next),
            Err(error) => {
                tracing::error!(%error, "the job runner cannot reach the outbox");
                LOOK_AGAIN
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = wake.notified() => {}
            _ = stopping.changed() => {}
        }
    }
}

fn pause(now: DateTime<Utc>, next: Option<DateTime<Utc>>) -> Duration {
    next.map_or(LOOK_AGAIN, |at| {
        (at - now).to_std().unwrap_or(Duration::ZERO).min(LOOK_AGAIN)
    })
}
