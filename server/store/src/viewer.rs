//! Whoever a session belongs to, with all that the frame of a page needs.
//!
//! Invariant: one statement, whatever the person is and holds: this is read for every page.

use crate::{Tx, broken};
use chrono::{DateTime, NaiveDate, Utc};
use domain::account::{Viewer, ViewerUnit};
use domain::ids::{PersonId, SessionId, UnitId};
use domain::member::Status;
use domain::policy::{ActionKind, Capacity, Relation, Role, allowed};
use domain::unit::UnitKind;
use domain::{Error, Result};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TryGetable, Value};
use uuid::Uuid;

/// One row for each thing held, offices before memberships, each in the order of their beginning; one row without any
/// for somebody who holds nothing.
const VIEWER: &str = "SELECT s.person_id, p.name, s.expires_at, s.revoked_at, \
    (SELECT COUNT(*) FROM notice n WHERE n.person_id = s.person_id AND n.read_at IS NULL), \
    h.kind, h.unit_id, h.code, u.name, a.name, u.kind \
    FROM session s JOIN person p ON p.id = s.person_id \
    LEFT JOIN (\
    SELECT 0 AS kind, unit_id, role AS code, started_on FROM office \
    WHERE person_id = (SELECT person_id FROM session WHERE id = $1) \
    AND started_on <= $2 AND (ended_on IS NULL OR ended_on > $2) \
    UNION ALL \
    SELECT 1, unit_id, status, started_on FROM membership \
    WHERE person_id = (SELECT person_id FROM session WHERE id = $1) \
    AND started_on <= $2 AND (ended_on IS NULL OR ended_on > $2)) h ON TRUE \
    LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN unit a ON a.id = u.parent_id \
    WHERE s.id = $1 ORDER BY h.kind, h.started_on";

async fn rows(tx: &Tx<'_>, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<QueryResult>> {
    let conn = tx.conn();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    conn.query_all_raw(statement).await.map_err(broken)
}

fn at<T: TryGetable>(row: &QueryResult, place: usize) -> Result<T> {
    T::try_get_by(row, place).map_err(|cause| broken(cause.into()))
}

/// The viewer of a living session, in the unit asked for if it is one of his.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn of(
    tx: &Tx<'_>,
    session: SessionId,
    asked: Option<UnitId>,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<Viewer>> {
    let found = rows(tx, VIEWER, [session.0.into(), today.into()]).await?;
    let Some(row) = found.first() else {
        return Ok(None);
    };
    let ends: DateTime<Utc> = at(row, 2)?;
    let revoked: Option<DateTime<Utc>> = at(row, 3)?;
    if revoked.is_some() || ends <= now {
        return Ok(None);
    }
    let person: Uuid = at(row, 0)?;
    let unread: i64 = at(row, 4)?;
    let mut viewer = Viewer {
        person: PersonId(person),
        session,
        name: at(row, 1)?,
        memberships: Vec::new(),
        offices: Vec::new(),
        units: Vec::new(),
        unread_notices: u32::try_from(unread).unwrap_or(u32::MAX),
    };
    for row in &found {
        let Some(kind) = at::<Option<i32>>(row, 5)? else { break };
        let unit = UnitId(at(row, 6)?);
        let code: String = at(row, 7)?;
        let acts = if kind == 0 {
            let Some(role) = Role::from_code(&code) else { continue };
            viewer.offices.push((unit, role));
            true
        } else {
            let Some(status) = Status::from_code(&code).filter(|status| *status != Status::Left) else {
                continue;
            };
            viewer.memberships.push((unit, status));
            allowed(ActionKind::ViewUnit, Capacity::Member(status), Relation::Own)
        };
        if acts && viewer.units.iter().all(|known| known.id != unit) {
            viewer.units.push(ViewerUnit {
                id: unit,
                name: at(row, 8)?,
                parent: at(row, 9)?,
                kind: UnitKind::from_code(&at::<String>(row, 10)?)
                    .ok_or_else(|| Error::internal("a unit of unknown kind"))?,
            });
        }
    }
    if let Some(place) = asked.and_then(|asked| viewer.units.iter().position(|unit| unit.id == asked)) {
        viewer.units[..=place].rotate_right(1);
    }
    Ok(Some(viewer))
}
