//! What of a meeting's page is the reader's own, and what changes with every reply: in one statement, for it is read
//! for every page.
//!
//! Invariant: nothing here is kept between two readers.

use crate::{Tx, broken};
use domain::attendance::Tally;
use domain::ids::{DocumentId, MeetingId, PersonId};
use domain::meeting::{OwnPart, Presence, Reply};
use domain::member::Status;
use domain::policy::MeetingRole;
use domain::{Error, Result};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TryGetable};
use std::collections::HashSet;
use uuid::Uuid;

/// Groups of participants who are alike, then the reader's own row, then what he has opened.
const FIGURES: &str = "SELECT 0, role, status, reply, presence, '', COUNT(person_id), CAST(NULL AS uuid) \
    FROM participant WHERE meeting_id = $1 GROUP BY role, status, reply, presence \
    UNION ALL \
    SELECT 1, role, status, reply, presence, reason, 1, CAST(NULL AS uuid) \
    FROM participant WHERE meeting_id = $1 AND person_id = $2 \
    UNION ALL \
    SELECT 2, '', '', '', '', '', 1, r.document_id \
    FROM document_reading r JOIN document d ON d.id = r.document_id WHERE d.meeting_id = $1 AND r.person_id = $2";

/// See the module.
#[derive(Debug, Default)]
pub struct Figures {
    pub tally: Vec<Tally>,
    /// Nothing for whoever has no row in the meeting.
    pub own: Option<OwnPart>,
    /// Documents of the meeting that the reader has opened.
    pub opened: HashSet<DocumentId>,
}

fn at<T: TryGetable>(row: &QueryResult, place: usize) -> Result<T> {
    T::try_get_by(row, place).map_err(|cause| broken(cause.into()))
}

fn code<T>(row: &QueryResult, place: usize, from: impl Fn(&str) -> Option<T>) -> Result<T> {
    from(&at::<String>(row, place)?).ok_or_else(|| Error::internal("unknown code in a participant's row"))
}

/// The figures of a meeting as they are now, for one reader.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn figures(tx: &Tx<'_>, meeting: MeetingId, reader: Option<PersonId>) -> Result<Figures> {
    let conn = tx.conn();
    let reader = reader.map_or(Uuid::nil(), |reader| reader.0);
    let values = [meeting.0.into(), reader.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), FIGURES, values);
    let mut figures = Figures::default();
    for row in conn.query_all_raw(statement).await.map_err(broken)? {
        let kind = at::<i32>(&row, 0)?;
        if kind == 2 {
            figures.opened.insert(DocumentId(at(&row, 7)?));
            continue;
        }
        let (role, status) = (
            code(&row, 1, MeetingRole::from_code)?,
            code(&row, 2, Status::from_code)?,
        );
        let (reply, presence) = (code(&row, 3, Reply::from_code)?, code(&row, 4, Presence::from_code)?);
        if kind == 0 {
            figures.tally.push(Tally {
                role,
                status,
                reply,
                presence,
                people: u32::try_from(at::<i64>(&row, 6)?).unwrap_or(u32::MAX),
            });
        } else {
            figures.own = Some(OwnPart {
                role,
                status,
                reply,
                reason: at(&row, 5)?,
                presence,
            });
        }
    }
    Ok(figures)
}
