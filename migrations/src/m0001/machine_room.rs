//! Tables of: machine room. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "outbox",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("task").text().not_null().take(),
                ColumnDef::new("about").string_len(LINE).not_null().take(),
                ColumnDef::new("state").string_len(LINE).not_null().take(),
                ColumnDef::new("attempts").integer().not_null().take(),
                ColumnDef::new("due_at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("last_error").string_len(LINE).not_null().take(),
                ColumnDef::new("unique_key").string_len(LINE).null().unique_key().take(),
            ],
            &["id"],
            &[],
        ),
        // What a form has made, so that the same form sent again leads there; forgotten after a day or two.
        table(
            "made",
            &mut [
                ColumnDef::new("form_key").binary().not_null().take(),
                ColumnDef::new("thing").uuid().not_null().take(),
                ColumnDef::new("made_at").timestamp_with_time_zone().not_null().take(),
            ],
            &["form_key"],
            &[],
        ),
        table(
            "audit_entry",
            &mut [
                ColumnDef::new("chain").string_len(LINE).not_null().take(),
                ColumnDef::new("sequence").big_integer().not_null().take(),
                ColumnDef::new("at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("actor").string_len(LINE).not_null().take(),
                ColumnDef::new("action").string_len(LINE).not_null().take(),
                ColumnDef::new("target").string_len(LINE).not_null().take(),
                ColumnDef::new("detail").string_len(LINE).not_null().take(),
                ColumnDef::new("unit_id").uuid().null().take(),
                ColumnDef::new("hash").binary().not_null().take(),
            ],
            &["chain", "sequence"],
            &[],
        ),
        table(
            "audit_head",
            &mut [
                ColumnDef::new("chain").string_len(LINE).not_null().take(),
                ColumnDef::new("sequence").big_integer().not_null().take(),
                ColumnDef::new("hash").binary().not_null().take(),
            ],
            &["chain"],
            &[],
        ),
        // `moved` holds the heads that have changed since the anchor before; all rows together hold all heads.
        table(
            "anchor",
            &mut [
                ColumnDef::new("day").date().not_null().take(),
                ColumnDef::new("chains").big_integer().not_null().take(),
                ColumnDef::new("root").binary().not_null().take(),
                ColumnDef::new("moved").text().not_null().take(),
                ColumnDef::new("signature").binary().not_null().take(),
                ColumnDef::new("public_key").binary().not_null().take(),
            ],
            &["day"],
            &[],
        ),
        table(
            "setting",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
                ColumnDef::new("value").big_integer().not_null().take(),
                ColumnDef::new("started_on").date().not_null().take(),
                ColumnDef::new("set_by").string_len(LINE).not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
            ],
            &["id"],
            &[],
        ),
        table(
            "search_entry",
            &mut [
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("title").string_len(LINE).not_null().take(),
                ColumnDef::new("exact").text().not_null().take(),
                ColumnDef::new("folded").text().not_null().take(),
                ColumnDef::new("happened_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
            ],
            &["kind", "id"],
            &[("unit_id", "unit", "id")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("outbox", &["state", "due_at"], false),
        index("audit_entry", &["unit_id", "at"], false),
        index("search_entry", &["kind", "unit_id"], false),
    ]
}
