//! What a look at a meeting asks: what its reader is towards it, of which version it is, and what of its page is the
//! reader's own; in one statement, for it is asked for every page.
//!
//! Invariant: nothing here is kept between two readers, and nothing of it is shown before the look is granted.

use crate::scope::{HELD, Held};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::ids::{DocumentId, MeetingId, PersonId, UnitId};
use domain::meeting::{OwnPart, Presence, Reply, StateKind};
use domain::member::Status;
use domain::policy::MeetingRole;
use domain::unit::UnitKind;
use domain::{Error, Result};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TryGetable};
use std::collections::HashSet;
use std::sync::LazyLock;
use uuid::Uuid;

/// What the reader holds; the meeting itself; the reader's row in it; what he has opened. All in nine columns: what it
/// is, an id, a code or role, a day, a name or status, a number, and the state or the reply, presence and reason. In no
/// order: decisions need none.
static LOOK: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT h.*, '', CAST(0 AS bigint), '', '', '' FROM ({HELD}) h \
        UNION ALL \
        SELECT 2, m.unit_id, u.kind, $2, u.name, m.version, m.state, '', '' \
        FROM meeting m JOIN unit u ON u.id = m.unit_id WHERE m.id = $3 \
        UNION ALL \
        SELECT 3, meeting_id, role, $2, status, 0, reply, presence, reason \
        FROM participant WHERE meeting_id = $3 AND person_id = $1 \
        UNION ALL \
        SELECT 4, r.document_id, '', $2, '', 0, '', '', '' \
        FROM document_reading r JOIN document d ON d.id = r.document_id WHERE d.meeting_id = $3 AND r.person_id = $1"
    )
});

/// Of which unit a meeting is, and how often it has changed: whatever else its page shows of it is the same for all
/// readers as long as its version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub unit: UnitId,
    pub unit_name: String,
    pub unit_kind: UnitKind,
    pub version: i64,
}

/// What of a meeting's page is the reader's own.
#[derive(Debug, Default)]
pub struct Own {
    /// Nothing for whoever has no row in the meeting.
    pub part: Option<OwnPart>,
    /// Documents of the meeting that the reader has opened.
    pub opened: HashSet<DocumentId>,
}

/// A meeting as one reader finds it.
pub(crate) struct Look {
    pub held: Held,
    /// The role in the meeting. Before the announcement nobody has been asked to come.
    pub part: Option<MeetingRole>,
    pub stamp: Stamp,
    pub own: Own,
}

fn at<T: TryGetable>(row: &QueryResult, place: usize) -> Result<T> {
    T::try_get_by(row, place).map_err(|cause| broken(cause.into()))
}

fn code<T>(row: &QueryResult, place: usize, from: impl Fn(&str) -> Option<T>) -> Result<T> {
    from(&at::<String>(row, place)?).ok_or_else(|| Error::internal("unknown code in a look at a meeting"))
}

/// Looks at a meeting for a reader, or for nobody in particular.
///
/// # Errors
/// [`Error::NotFound`] without such a meeting; [`Error::Internal`] if the database fails.
pub(crate) async fn look(tx: &Tx<'_>, reader: Option<PersonId>, meeting: MeetingId, today: NaiveDate) -> Result<Look> {
    let conn = tx.conn();
    let reader = reader.map_or(Uuid::nil(), |reader| reader.0);
    let values = [reader.into(), today.into(), meeting.0.into()];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), LOOK.as_str(), values);
    let (mut held, mut own) = (Held::default(), Own::default());
    let mut found = None;
    for row in conn.query_all_raw(statement).await.map_err(broken)? {
        match at::<i32>(&row, 0)? {
            2 => {
                let stamp = Stamp {
                    unit: UnitId(at(&row, 1)?),
                    unit_name: at(&row, 4)?,
                    unit_kind: code(&row, 2, UnitKind::from_code)?,
                    version: at(&row, 5)?,
                };
                found = Some((stamp, at::<String>(&row, 6)? == StateKind::Draft.code()));
            }
            3 => {
                own.part = Some(OwnPart {
                    role: code(&row, 2, MeetingRole::from_code)?,
                    status: code(&row, 4, Status::from_code)?,
                    reply: code(&row, 6, Reply::from_code)?,
                    presence: code(&row, 7, Presence::from_code)?,
                    reason: at(&row, 8)?,
                });
            }
            4 => {
                own.opened.insert(DocumentId(at(&row, 1)?));
            }
            kind => held.take(kind, UnitId(at(&row, 1)?), &at::<String>(&row, 2)?),
        }
    }
    let (stamp, is_draft) = found.ok_or(Error::NotFound)?;
    let part = own.part.as_ref().filter(|_| !is_draft).map(|part| part.role);
    Ok(Look { held, part, stamp, own })
}
