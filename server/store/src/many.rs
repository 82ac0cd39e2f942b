//! Many rows as one parameter, for what happens hundreds of times a second.
//!
//! Invariant: the text of a statement does not tell how many rows it is about, so each database prepares it once; with
//! a placeholder a value, preparing cost more than the work. The rows bring every column of the key they are joined by:
//! with a part of it as a parameter of its own, SQLite reads all lines of that part and scans the rows once for each of
//! them, and PostgreSQL reads all lines as well.

use domain::audit::hex;
use sea_orm::{DbBackend, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a column of the rows holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Id,
    Text,
    Bytes,
}

/// `many` as something to select from; its rows are the parameter `$1`, see [`rows`].
pub(crate) fn many(backend: DbBackend, columns: &[(&str, Kind)]) -> String {
    if backend == DbBackend::Postgres {
        let columns: Vec<String> = columns
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Id => format!("{name} uuid"),
                Kind::Text => format!("{name} text"),
                Kind::Bytes => format!("{name} bytea"),
            })
            .collect();
        return format!("json_to_recordset($1::json) AS many({})", columns.join(", "));
    }
    let columns: Vec<String> = columns
        .iter()
        .map(|(name, kind)| match kind {
            Kind::Text => format!("value ->> '{name}' AS {name}"),
            Kind::Id | Kind::Bytes => format!("unhex(value ->> '{name}') AS {name}"),
        })
        .collect();
    format!("(SELECT {} FROM json_each($1)) AS many", columns.join(", "))
}

/// The rows of [`many`], objects by column.
pub(crate) fn rows(rows: impl IntoIterator<Item = Json>) -> Value {
    rows.into_iter().collect::<Json>().to_string().into()
}

pub(crate) fn id(id: Uuid) -> Json {
    id.simple().to_string().into()
}

pub(crate) fn bytes(backend: DbBackend, bytes: &[u8]) -> Json {
    let prefix = if backend == DbBackend::Postgres { "\\x" } else { "" };
    format!("{prefix}{}", hex(bytes)).into()
}
