//! Entities and queries on SQLite and PostgreSQL.
//!
//! Invariant: every write takes a [`Granted`](domain::policy::Granted) of its own action and takes its ids only
//! from it; every list starts from [`scope`] (what the viewer may see).

pub mod accounts;
pub mod administrators;
pub mod agenda;
pub mod anchors;
pub mod audit;
pub mod cards;
pub mod changes;
mod db;
pub mod documents;
pub mod entity;
pub mod evidence;
mod facts;
pub mod installation;
mod look;
pub mod made;
mod many;
pub mod meetings;
pub mod members;
pub mod minutes;
pub mod news;
pub mod notices;
pub mod offices;
pub mod outbox;
pub mod participants;
pub mod passkeys;
pub mod password_links;
pub mod reminders;
pub mod rules;
pub mod scope;
pub mod sessions;
pub mod set_up;
pub mod settings;
pub mod sweep;
pub mod tablets;
mod tx;
pub mod units;
pub mod viewer;
pub mod votes;

pub use audit::append as append_audit;
pub use db::{Db, DbConfig};
pub use facts::{Lock, facts, facts_of_meeting};
pub use look::{Own, Stamp};
pub use tx::{Tx, touch_meeting};

use domain::Error;
use domain::Result;
use domain::fold::fold;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel};

/// A fault of the database as the internal error it is.
pub fn broken(cause: DbErr) -> Error {
    Error::internal(cause)
}

/// Whether a write failed because somebody else wrote the same unique value first.
#[must_use]
pub fn is_taken(cause: &DbErr) -> bool {
    matches!(cause.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// The words of a search, folded; none for an empty search. `None` where something was typed that no text holds: only
/// marks, or a control character, which is refused wherever text is stored.
pub(crate) fn wanted(typed: &str) -> Option<Vec<String>> {
    let folded = fold(typed);
    let holds_nothing = folded.is_empty() && !typed.trim().is_empty();
    if holds_nothing || folded.contains(char::is_control) {
        return None;
    }
    Some(folded.split_whitespace().map(str::to_owned).collect())
}

/// The pattern of whatever contains this text, taken as it is: `%` and `_` are letters like others.
pub(crate) fn containing(text: &str) -> LikeExpr {
    let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{plain}%")).escape('\\')
}

/// Rows a statement; the widest row has 16 columns, and SQLite takes 32,766 values a statement.
const ROWS: usize = 1000;

/// Inserts rows, however many: a committee may summon thousands.
pub(crate) async fn insert_all<M, A>(tx: &Tx<'_>, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows
            .by_ref()
            .take(ROWS)
            .map(|row| row.into_active_model().reset_all())
            .collect();
        A::Entity::insert_many(chunk)
            .exec_without_returning(&tx.conn())
            .await
            .map_err(broken)?;
    }
    Ok(())
}
