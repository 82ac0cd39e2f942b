//! Tables of: votes. Invariant: a table that is released is changed by a later migration, never here.

use super::{LINE, index, table};
use sea_orm_migration::prelude::*;

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "vote",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("meeting_id").uuid().not_null().take(),
                ColumnDef::new("item_id").uuid().not_null().take(),
                ColumnDef::new("question").string_len(LINE).not_null().take(),
                ColumnDef::new("matter").string_len(LINE).not_null().take(),
                ColumnDef::new("layout").text().not_null().take(),
                ColumnDef::new("secret").boolean().not_null().take(),
                ColumnDef::new("channels").string_len(LINE).not_null().take(),
                ColumnDef::new("rule").text().not_null().take(),
                ColumnDef::new("names_shown").boolean().not_null().take(),
                ColumnDef::new("minutes").integer().null().take(),
                ColumnDef::new("public_key").binary().null().take(),
                ColumnDef::new("state").string_len(LINE).not_null().take(),
                ColumnDef::new("state_data").text().not_null().take(),
                ColumnDef::new("made_at").timestamp_with_time_zone().not_null().take(),
            ],
            &["id"],
            &[("meeting_id", "meeting", "id"), ("item_id", "agenda_item", "id")],
        ),
        table(
            "roll_line",
            &mut [
                ColumnDef::new("vote_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("in_base").boolean().not_null().take(),
                ColumnDef::new("may_vote").boolean().not_null().take(),
                ColumnDef::new("ballot_key").string_len(LINE).null().take(),
                ColumnDef::new("channel").string_len(LINE).null().take(),
            ],
            &["vote_id", "person_id"],
            &[("vote_id", "vote", "id"), ("person_id", "person", "id")],
        ),
        table(
            "open_ballot",
            &mut [
                ColumnDef::new("vote_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("marks").string_len(LINE).not_null().take(),
            ],
            &["vote_id", "person_id"],
            &[("vote_id", "vote", "id"), ("person_id", "person", "id")],
        ),
        // Nothing in common with the roll but the vote: no person, no time, a random id.
        table(
            "sealed_ballot",
            &mut [
                ColumnDef::new("vote_id").uuid().not_null().take(),
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("sealed").binary().not_null().take(),
            ],
            &["vote_id", "id"],
            &[("vote_id", "vote", "id")],
        ),
        table(
            "paper_count",
            &mut [
                ColumnDef::new("vote_id").uuid().not_null().take(),
                ColumnDef::new("person_id").uuid().not_null().take(),
                ColumnDef::new("tally").text().not_null().take(),
            ],
            &["vote_id", "person_id"],
            &[("vote_id", "vote", "id"), ("person_id", "person", "id")],
        ),
        table(
            "rule",
            &mut [
                ColumnDef::new("id").uuid().not_null().take(),
                ColumnDef::new("matter").string_len(LINE).not_null().take(),
                ColumnDef::new("base").string_len(LINE).not_null().take(),
                ColumnDef::new("numerator").integer().not_null().take(),
                ColumnDef::new("denominator").integer().not_null().take(),
                ColumnDef::new("strict").boolean().not_null().take(),
                ColumnDef::new("quorum_numerator").integer().not_null().take(),
                ColumnDef::new("quorum_denominator").integer().not_null().take(),
                ColumnDef::new("quorum_strict").boolean().not_null().take(),
                ColumnDef::new("secrecy").string_len(LINE).not_null().take(),
                ColumnDef::new("secret_channels").string_len(LINE).not_null().take(),
                ColumnDef::new("surplus").string_len(LINE).null().take(),
                ColumnDef::new("cap").string_len(LINE).null().take(),
                ColumnDef::new("source").string_len(LINE).not_null().take(),
                ColumnDef::new("confirmed_by").string_len(LINE).null().take(),
                ColumnDef::new("valid_from").date().not_null().take(),
                ColumnDef::new("valid_to").date().null().take(),
            ],
            &["id"],
            &[],
        ),
    ]
}

pub(super) fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("vote", &["meeting_id"], false),
        index("vote", &["item_id"], false),
        index("rule", &["matter"], false),
    ]
}
