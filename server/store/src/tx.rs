//! One transaction, or a view for reading, with the brand that grants must match.
//!
//! Invariant: a write transaction that is dropped without [`Tx::commit`] leaves nothing behind.

use crate::entity::meeting;
use crate::{Db, broken};
use domain::Result;
use domain::ids::MeetingId;
use domain::policy::Scope;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, EntityTrait, QueryFilter,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
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

/// Raises a meeting's version, by which the live streams know what they have missed. For the runner alone.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn touch_meeting(tx: &Tx<'_>, meeting: MeetingId, version: i64) -> Result<()> {
    meeting::Entity::update_many()
        .col_expr(meeting::Column::Version, Expr::value(version))
        .filter(meeting::Column::Id.eq(meeting.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
