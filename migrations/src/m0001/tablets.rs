//! Tables of: tablets and cards. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        // Whoever sits at a tablet stands in its row: there is never more than one.
        table(
            "tablet",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
                ColumnDef::new("token_hash").binary().not_null().unique_key().take(),
                ColumnDef::new("registered_by").uuid().not_null().take(),
                ColumnDef::new("registered_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("revoked_at").timestamp_with_time_zone().null().take(),
                ColumnDef::new("voter_id").uuid().null().take(),
                ColumnDef::new("voter_hash").binary().null().take(),
                ColumnDef::new("voter_until").timestamp_with_time_zone().null().take(),
            ],
            &["id"],
            &[
                ("unit_id", "unit", "id"),
                ("registered_by", "person", "id"),
                ("voter_id", "person", "id"),
            ],
        ),
        table(
            "card",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("unit_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("secret_hash").binary().not_null().take(),
                ColumnDef::new("code_hash").binary().not_null().take(),
                ColumnDef::new("pin_hash").string_len(LINE).not_null().take(),
                ColumnDef::new("issued_by").uuid().not_null().take(),
                ColumnDef::new("issued_at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("revoked_at").timestamp_with_time_zone().null().take(),
                ColumnDef::new("failures").integer().not_null().take(),
            ],
            &["id"],
            &[
                ("unit_id", "unit", "id"),
                ("person_id", "person", "id"),
                ("issued_by", "person", "id"),
            ],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("tablet", &["unit_id"], false),
        index("card", &["unit_id", "person_id"], false),
        index("card", &["secret_hash"], true),
        // The unit is part of what is hashed.
        index("card", &["code_hash"], true),
    ]
}
