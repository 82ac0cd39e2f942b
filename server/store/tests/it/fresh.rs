//! A fresh database for every test: a file of its own on SQLite, a database of its own on PostgreSQL.

use sea_orm::{ConnectionTrait, Database};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Db, DbConfig};
use tempfile::TempDir;

/// The variable that names a PostgreSQL cluster in which databases may be made.
pub const CLUSTER: &str = "CHIBO_TEST_DATABASE_URL";

/// A migrated, empty database; the directory lives as long as the test.
pub struct Fresh {
    pub db: Db,
    pub url: String,
    pub dir: TempDir,
}

/// # Panics
/// If there is no database to be had: no test can go on then.
pub async fn fresh() -> Fresh {
    copy_of(None).await
}

/// A copy of a database that nobody is connected to: its file on SQLite, its name on PostgreSQL.
pub async fn copy_of(template: Option<&str>) -> Fresh {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let url = match std::env::var(CLUSTER) {
        Ok(cluster) => database_in(&cluster, template).await,
        Err(_) => {
            let file = dir.path().join("chibo.db");
            if let Some(template) = template {
                std::fs::copy(template, &file).expect("a file can be copied");
            }
            format!("sqlite://{}?mode=rwc", file.display())
        }
    };
    let config = DbConfig {
        url: url.clone(),
        connections: 4,
    };
    let db = Db::connect(&config).await.expect("the database answers and migrates");
    Fresh { db, url, dir }
}

/// Makes a database of a name that no other test has: process and count.
async fn database_in(cluster: &str, template: Option<&str>) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("chibo_{}_{count}", std::process::id());
    let conn = Database::connect(cluster).await.expect("the cluster answers");
    // A process of an earlier run may have had the same number.
    for sql in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE {}", template.unwrap_or("template1")),
    ] {
        conn.execute_unprepared(&sql)
            .await
            .expect("the cluster lets us make databases");
    }
    conn.close().await.expect("the connection closes");
    let (before, options) = cluster.split_once('?').unwrap_or((cluster, ""));
    let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
    if options.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{options}")
    }
}
