//! Connections. Invariant: on SQLite there is exactly one writing connection, so that writers queue instead of
//! failing, and every commit is on the disk (`synchronous=FULL`, WAL) before anybody is told of it.

use crate::broken;
use domain::{Error, Result};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
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

    /// Opens a database without changing a byte of it, its schema included.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] if it is not there, or if its schema is not the one of this program.
    pub async fn open_to_read(config: &DbConfig) -> Result<Self> {
        let url = config.url.replace("?mode=rwc", "?mode=ro");
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(config.connections.max(1))
            .connect_timeout(Duration::from_secs(10))
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| sqlite.read_only(true).pragma("busy_timeout", "10000"))
            .map_sqlx_postgres_opts(|postgres| postgres.options([("default_transaction_read_only", "on")]));
        let reader = Database::connect(options).await.map_err(broken)?;
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|step| step.name().to_owned())
            .collect();
        let found: Vec<String> = match reader.query_all_raw(versions(&reader)).await {
            Ok(rows) => rows
                .iter()
                .map(|row| row.try_get_by_index(0))
                .collect::<std::result::Result<_, _>>()
                .map_err(broken)?,
            Err(_) => Vec::new(),
        };
        if found != known {
            let found = if found.is_empty() {
                "none".to_owned()
            } else {
                found.join(", ")
            };
            return Err(Error::internal(format!(
                "the schema of this database ({found}) is not the one of this program ({}); \
                 chibo serve brings an older one up to date",
                known.join(", ")
            )));
        }
        Ok(Self {
            writer: reader.clone(),
            reader,
        })
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

fn versions(conn: &DatabaseConnection) -> Statement {
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    Statement::from_string(conn.get_database_backend(), sql)
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
                // Deleted ballots are overwritten, not merely forgotten.
                .pragma("secure_delete", "ON")
                .pragma("busy_timeout", "10000")
        });
    options
}
