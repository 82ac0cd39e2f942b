//! Tables of: meetings. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "meeting",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("title").string_len(LINE).not_null().take(),
                ColumnDef::new("starts_at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("minutes").integer().not_null().take(),
                ColumnDef::new("place").string_len(LINE).not_null().take(),
                ColumnDef::new("link").string_len(LINE).not_null().take(),
                ColumnDef::new("state").string_len(LINE).not_null().take(),
                ColumnDef::new("state_data").text().not_null().take(),
                ColumnDef::new("code_secret").binary().not_null().take(),
                ColumnDef::new("calendar_sequence").integer().not_null().take(),
                ColumnDef::new("version").big_integer().not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("documents_at").timestamp_with_time_zone().null().take(),
            ],
            &["id"],
            &[("unit_id", "unit", "id")],
        ),
        table(
            "agenda_item",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("parent_id").uuid().null().take(),
                ColumnDef::new("position").integer().not_null().take(),
                ColumnDef::new("title").string_len(LINE).not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("presenter").string_len(LINE).not_null().take(),
                ColumnDef::new("minutes").integer().not_null().take(),
                ColumnDef::new("matter").string_len(LINE).null().take(),
                ColumnDef::new("opinions").text().not_null().take(),
                ColumnDef::new("conclusion").text().not_null().take(),
                ColumnDef::new("done").boolean().not_null().take(),
            ],
            &["id"],
            &[("meeting_id", "meeting", "id"), ("parent_id", "agenda_item", "id")],
        ),
        table(
            "participant",
            &mut [
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("status").string_len(LINE).not_null().take(),
                ColumnDef::new("role").string_len(LINE).not_null().take(),
                ColumnDef::new("reply").string_len(LINE).not_null().take(),
                ColumnDef::new("reason").string_len(LINE).not_null().take(),
                ColumnDef::new("presence").string_len(LINE).not_null().take(),
                ColumnDef::new("present_at").timestamp_with_time_zone().null().take(),
            ],
            &["meeting_id", "person_id"],
            &[("meeting_id", "meeting", "id"), ("person_id", "person", "id")],
        ),
        table(
            "document",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("item_id").uuid().null().take(),
                ColumnDef::new("title").string_len(LINE).not_null().take(),
                ColumnDef::new("folded").string_len(LINE).not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("bytes").big_integer().not_null().take(),
                ColumnDef::new("sha256").string_len(LINE).not_null().take(),
                ColumnDef::new("storage_key")
                    .string_len(LINE)
                    .not_null()
                    .unique_key()
                    .take(),
                ColumnDef::new("added_by").uuid().not_null().take(),
                ColumnDef::new("added_at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("removed_at").timestamp_with_time_zone().null().take(),
            ],
            &["id"],
            &[
                ("meeting_id", "meeting", "id"),
                ("item_id", "agenda_item", "id"),
                ("added_by", "person", "id"),
            ],
        ),
        table(
            "document_reading",
            &mut [
                ColumnDef::new("document_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("opened_at").timestamp_with_time_zone().not_null().take(),
            ],
            &["document_id", "person_id"],
            &[("document_id", "document", "id"), ("person_id", "person", "id")],
        ),
        table(
            "notice",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("detail").string_len(LINE).not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("read_at").timestamp_with_time_zone().null().take(),
            ],
            &["id"],
            &[("person_id", "person", "id"), ("meeting_id", "meeting", "id")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("meeting", &["unit_id", "starts_at"], false),
        index("agenda_item", &["meeting_id"], false),
        index("participant", &["person_id"], false),
        index("document", &["meeting_id"], false),
        index("notice", &["person_id"], false),
    ]
}
