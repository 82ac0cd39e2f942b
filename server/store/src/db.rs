//! Connections. Invariant: on SQLite there is exactly one writing connection, so that writers queue instead of
//! failing, and every commit is on the disk (`synchronous=FULL`, WAL) before anybody is told of it.

use crate::broken;
use domain::Result;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend};
use std::time::Duration;

/// Where the data is and how many may read it at once.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// `sqlite:///path/chibo.db?mode=rwc` or `postgres://…`.
    pub url: String,
    /// Reading connections on SQLite, all connections on PostgreSQL.
    pub connections: u32,
}

/// The database: one writer and several readers on SQLite, one pool on PostgreSQL.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

impl Db {
    /// Connects and brings the schema up to date.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] if the database cannot be reached or migrated.
    pub async fn connect(config: &DbConfig) -> Result<Self> {
        let sqlite = config.url.starts_with("sqlite:");
        let writer = Database::connect(options(config, if sqlite { 1 } else { config.connections }))
            .await
            .map_err(broken)?;
        Migrator::up(&writer, None).await.map_err(broken)?;
        let reader = if sqlite {
            Database::connect(options(config, config.connections))
                .await
                .map_err(broken)?
        } else {
            writer.clone()
        };
        Ok(Self { writer, reader })
    }

    /// Whether the database answers and the schema is the one of this program.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] with the cause.
    pub async fn ping(&self) -> Result<()> {
        self.reader.execute_unprepared("SELECT 1").await.map_err(broken)?;
        Ok(())
    }

    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// Closes all connections; SQLite folds its log into the file.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] with the cause.
    pub async fn close(self) -> Result<()> {
        if self.is_sqlite() {
            self.writer
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await
                .map_err(broken)?;
            self.reader.close().await.map_err(broken)?;
        }
        self.writer.close().await.map_err(broken)
    }
}

fn options(config: &DbConfig, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(config.url.clone());
    options
        .max_connections(connections.max(1))
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(20))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma("busy_timeout", "10000")
        });
    options
}
