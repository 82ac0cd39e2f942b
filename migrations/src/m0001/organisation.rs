//! Tables of: organisation. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "unit",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("parent_id").uuid().null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
                ColumnDef::new("code").string_len(LINE).not_null().take(),
                ColumnDef::new("folded").string_len(LINE).not_null().take(),
                ColumnDef::new("started_on").date().not_null().take(),
                ColumnDef::new("ended_on").date().null().take(),
            ],
            &["id"],
            &[("parent_id", "unit", "id")],
        ),
        table(
            "person",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
                ColumnDef::new("name_key").string_len(LINE).not_null().take(),
                ColumnDef::new("folded").string_len(LINE).not_null().take(),
                ColumnDef::new("sex").string_len(LINE).not_null().take(),
                ColumnDef::new("born").date().null().take(),
                ColumnDef::new("phone").string_len(LINE).null().unique_key().take(),
                ColumnDef::new("email").string_len(LINE).null().unique_key().take(),
                ColumnDef::new("card_number").string_len(LINE).not_null().take(),
                ColumnDef::new("joined_on").date().null().take(),
                ColumnDef::new("official_on").date().null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
            ],
            &["id"],
            &[],
        ),
        table(
            "membership",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("status").string_len(LINE).not_null().take(),
                ColumnDef::new("started_on").date().not_null().take(),
                ColumnDef::new("ended_on").date().null().take(),
                ColumnDef::new("begun_by").uuid().null().take(),
                ColumnDef::new("ended_by").uuid().null().take(),
                ColumnDef::new("reason").string_len(LINE).not_null().default("").take(),
                ColumnDef::new("paper").string_len(LINE).not_null().default("").take(),
            ],
            &["id"],
            &[("person_id", "person", "id"), ("unit_id", "unit", "id")],
        ),
        table(
            "office",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("role").string_len(LINE).not_null().take(),
                ColumnDef::new("started_on").date().not_null().take(),
                ColumnDef::new("ended_on").date().null().take(),
                ColumnDef::new("begun_by").uuid().null().take(),
                ColumnDef::new("ended_by").uuid().null().take(),
            ],
            &["id"],
            &[("unit_id", "unit", "id"), ("person_id", "person", "id")],
        ),
        table(
            "body",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
            ],
            &["id"],
            &[("unit_id", "unit", "id")],
        ),
        table(
            "body_seat",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("body_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("started_on").date().not_null().take(),
                ColumnDef::new("ended_on").date().null().take(),
                ColumnDef::new("begun_by").uuid().null().take(),
                ColumnDef::new("ended_by").uuid().null().take(),
            ],
            &["id"],
            &[("body_id", "body", "id"), ("person_id", "person", "id")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("unit", &["parent_id"], false),
        index("person", &["name_key"], false),
        index("membership", &["unit_id"], false),
        index("membership", &["person_id"], false),
        index("office", &["unit_id"], false),
        index("office", &["person_id"], false),
        index("membership", &["begun_by"], false),
        index("membership", &["ended_by"], false),
        index("office", &["begun_by"], false),
        index("office", &["ended_by"], false),
        index("body_seat", &["begun_by"], false),
        index("body_seat", &["ended_by"], false),
        index("body", &["unit_id", "kind"], true),
        index("body_seat", &["body_id"], false),
    ]
}
