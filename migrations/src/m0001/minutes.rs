//! Tables of: minutes. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "minutes",
            &mut [
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("state").string_len(LINE).not_null().take(),
                ColumnDef::new("content").text().not_null().take(),
                ColumnDef::new("version").big_integer().not_null().take(),
                ColumnDef::new("sha256").string_len(LINE).not_null().take(),
                ColumnDef::new("sealed_at").timestamp_with_time_zone().null().take(),
                ColumnDef::new("sealed_by").uuid().null().take(),
            ],
            &["meeting_id"],
            &[("meeting_id", "meeting", "id"), ("sealed_by", "person", "id")],
        ),
        table(
            "addendum",
            &mut [
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("number").integer().not_null().take(),
                ColumnDef::new("text").text().not_null().take(),
                ColumnDef::new("written_by").uuid().not_null().take(),
                ColumnDef::new("written_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("sha256").string_len(LINE).not_null().take(),
            ],
            &["meeting_id", "number"],
            &[("meeting_id", "meeting", "id"), ("written_by", "person", "id")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![]
}
