//! Tables of: accounts. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "account",
            &mut [
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("password_hash").string_len(LINE).null().take(),
                ColumnDef::new("totp_secret").string_len(LINE).null().take(),
                ColumnDef::new("totp_pending").string_len(LINE).null().take(),
                ColumnDef::new("totp_last_step").big_integer().not_null().take(),
                ColumnDef::new("last_signed_in")
                    .timestamp_with_time_zone()
                    .null()
                    .take(),
            ],
            &["person_id"],
            &[("person_id", "person", "id")],
        ),
        // Names that nobody bears are counted too; so the name is a hash and refers to no person.
        table(
            "sign_in_tries",
            &mut [
                ColumnDef::new("name_hash").binary().not_null().take(),
                ColumnDef::new("failures").integer().not_null().take(),
                ColumnDef::new("wait_until").timestamp_with_time_zone().null().take(),
                ColumnDef::new("last_at").timestamp_with_time_zone().not_null().take(),
            ],
            &["name_hash"],
            &[],
        ),
        table(
            "password_link",
            &mut [
                ColumnDef::new("token_hash").binary().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("issued_by").string_len(LINE).not_null().take(),
                ColumnDef::new("expires_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("used_at").timestamp_with_time_zone().null().take(),
            ],
            &["token_hash"],
            &[("person_id", "person", "id")],
        ),
        table(
            "session",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("device").string_len(LINE).not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("last_seen").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("expires_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
                ColumnDef::new("revoked_at").timestamp_with_time_zone().null().take(),
            ],
            &["id"],
            &[("person_id", "person", "id")],
        ),
        table(
            "refresh_token",
            &mut [
                ColumnDef::new("token_hash").binary().not_null().take(),
                ColumnDef::new("session_id").uuid().not_null().take(),
                ColumnDef::new("issued_at").timestamp_with_time_zone().not_null().take(),
                ColumnDef::new("rotated_at").timestamp_with_time_zone().null().take(),
            ],
            &["token_hash"],
            &[("session_id", "session", "id")],
        ),
        table(
            "passkey",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("credential_id")
                    .string_len(LINE)
                    .not_null()
                    .unique_key()
                    .take(),
                ColumnDef::new("name").string_len(LINE).not_null().take(),
                ColumnDef::new("credential").text().not_null().take(),
                ColumnDef::new("created_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
            ],
            &["id"],
            &[("person_id", "person", "id")],
        ),
        table(
            "ceremony",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().null().take(),
                ColumnDef::new("kind").string_len(LINE).not_null().take(),
                ColumnDef::new("state").text().not_null().take(),
                ColumnDef::new("expires_at")
                    .timestamp_with_time_zone()
                    .not_null()
                    .take(),
            ],
            &["id"],
            &[("person_id", "person", "id")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("sign_in_tries", &["last_at"], false),
        index("password_link", &["person_id"], false),
        index("session", &["person_id"], false),
        index("refresh_token", &["session_id"], false),
        index("passkey", &["person_id"], false),
    ]
}
