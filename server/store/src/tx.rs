//! One transaction, or a view for reading, with the brand that grants must match.
//!
//! Invariant: a write transaction that is dropped without [`Tx::commit`] leaves nothing behind.

use crate::{Db, broken};
use domain::Result;
use domain::ids::MeetingId;
use domain::policy::Scope;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

#[derive(Debug)]
enum Connection {
    Write(DatabaseTransaction),
    Read(DatabaseConnection),
}

/// See the module.
#[derive(Debug)]
pub struct Tx<'tx> {
    connection: Connection,
    scope: Scope<'tx>,
}

impl<'tx> Tx<'tx> {
    /// Begins a write. For the runner alone (the layer check looks for other callers).
    ///
    /// # Errors
    /// [`domain::Error::Internal`] if the database does not answer.
    pub async fn begin(db: &Db) -> Result<Self> {
        let options = TransactionOptions {
            sqlite_transaction_mode: db.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let transaction = db.writer.begin_with_options(options).await.map_err(broken)?;
        Ok(Self {
            connection: Connection::Write(transaction),
            scope: Scope::open(),
        })
    }

    /// A view for reading: each statement sees the newest committed state.
    #[must_use]
    pub fn read(db: &Db) -> Self {
        Self {
            connection: Connection::Read(db.reader.clone()),
            scope: Scope::open(),
        }
    }

    /// # Errors
    /// [`domain::Error::Internal`] if the commit fails; nothing has been written then.
    pub async fn commit(self) -> Result<()> {
        match self.connection {
            Connection::Write(transaction) => transaction.commit().await.map_err(broken),
            Connection::Read(_) => Ok(()),
        }
    }

    /// What queries run on.
    #[must_use]
    pub fn conn(&self) -> DatabaseExecutor<'_> {
        match &self.connection {
            Connection::Write(transaction) => DatabaseExecutor::Transaction(transaction),
            Connection::Read(connection) => DatabaseExecutor::Connection(connection),
        }
    }

    pub(crate) const fn scope(&self) -> Scope<'tx> {
        self.scope
    }

    /// Locks make sense in a write only.
    pub(crate) const fn writes(&self) -> bool {
        matches!(self.connection, Connection::Write(_))
    }
}

/// Each change has a version of its own, also where two fall into one microsecond or the clock was set back.
const TOUCH: &str = "UPDATE meeting SET version = CASE WHEN version >= $1 THEN version + 1 ELSE $1 END WHERE id = $2 \
    RETURNING version";

/// Raises a meeting's version to `version`, or by one if it is as high already, and answers it. By it live streams know
/// what they have missed, and pages whether what they have read before still holds. For the runner alone.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn touch_meeting(tx: &Tx<'_>, meeting: MeetingId, version: i64) -> Result<i64> {
    let conn = tx.conn();
    let values = [version.into(), meeting.0.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), TOUCH, values);
    let row = conn.query_one_raw(statement).await.map_err(broken)?;
    row.map_or(Ok(version), |row| row.try_get_by_index(0).map_err(broken))
}
