//! How votes and lines of the roll lead to other tables. Invariant: each way is declared once, here.

use crate::entity::{meeting, participant, person, roll_line, vote};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{EntityTrait, RelationDef};

pub(crate) fn to_meeting() -> RelationDef {
    vote::Entity::belongs_to(meeting::Entity)
        .from(vote::Column::MeetingId)
        .to(meeting::Column::Id)
        .into()
}

pub(super) fn line_to_vote() -> RelationDef {
    roll_line::Entity::belongs_to(vote::Entity)
        .from(roll_line::Column::VoteId)
        .to(vote::Column::Id)
        .into()
}

pub(super) fn line_to_person() -> RelationDef {
    roll_line::Entity::belongs_to(person::Entity)
        .from(roll_line::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

/// The row of the line's person in the meeting of its vote, which is joined already.
pub(super) fn line_to_participant() -> RelationDef {
    let relation: RelationDef = roll_line::Entity::belongs_to(participant::Entity)
        .from(roll_line::Column::PersonId)
        .to(participant::Column::PersonId)
        .into();
    relation.on_condition(|_, participant| {
        Expr::col((participant, participant::Column::MeetingId))
            .equals((vote::Entity, vote::Column::MeetingId))
            .into_condition()
    })
}
