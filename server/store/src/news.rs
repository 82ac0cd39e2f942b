//! Word from process to process of one PostgreSQL database. SQLite has one process.
//!
//! Invariant: a word is told after the commit it speaks of and may get lost; whoever hears that the line was broken
//! reads anew what he has on the screen.

use crate::{Db, broken};
use domain::Result;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, Statement};

const CHANNEL: &str = "chibo";

/// A connection of its own that hears every word, its own process's too.
#[derive(Debug)]
pub struct Listener(PgListener);

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Word(String),
    /// The line was broken and is there again: words may have been missed.
    Broken,
}

/// Begins to listen; nothing where there is nobody else to hear.
///
/// # Errors
/// [`domain::Error::Internal`] if the database does not answer.
pub async fn listen(db: &Db) -> Result<Option<Listener>> {
    if db.is_sqlite() {
        return Ok(None);
    }
    let pool = db.writer.get_postgres_connection_pool();
    let mut listener = PgListener::connect_with(pool).await.map_err(domain::Error::internal)?;
    listener.listen(CHANNEL).await.map_err(domain::Error::internal)?;
    Ok(Some(Listener(listener)))
}

impl Listener {
    /// Waits for the next word.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] while the database does not answer; asking again tries again.
    pub async fn next(&mut self) -> Result<Heard> {
        let heard = self.0.try_recv().await.map_err(domain::Error::internal)?;
        Ok(heard.map_or(Heard::Broken, |word| Heard::Word(word.payload().to_owned())))
    }
}

/// Tells all processes that listen, this one too. PostgreSQL takes 8,000 bytes.
///
/// # Errors
/// [`domain::Error::Internal`] if the database does not answer.
pub async fn tell(db: &Db, word: &str) -> Result<()> {
    let sql = "SELECT pg_notify($1, $2)";
    let values = [CHANNEL.into(), word.into()];
    let statement = Statement::from_sql_and_values(db.writer.get_database_backend(), sql, values);
    db.writer.execute_raw(statement).await.map_err(broken)?;
    Ok(())
}
