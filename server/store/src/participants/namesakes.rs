//! Who bears the same name in a meeting. Invariant: whoever shares his name is called the same, with what tells him
//! apart, wherever the meeting names him.

use crate::entity::{participant, person};
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::{MeetingId, PersonId};
use domain::member::told_apart;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Whose namesakes are looked for.
pub enum Among<'a> {
    Everybody,
    /// These few, among everybody.
    These(&'a [PersonId]),
}

/// Name keys that more than one participant of the meeting bears.
fn shared(meeting: MeetingId) -> SelectStatement {
    Query::select()
        .column((person::Entity, person::Column::NameKey))
        .from(participant::Entity)
        .inner_join(
            person::Entity,
            Expr::col((participant::Entity, participant::Column::PersonId))
                .equals((person::Entity, person::Column::Id)),
        )
        .and_where(Expr::col((participant::Entity, participant::Column::MeetingId)).eq(meeting.0))
        .group_by_col((person::Entity, person::Column::NameKey))
        .and_having(
            Expr::col((participant::Entity, participant::Column::PersonId))
                .count()
                .gt(1),
        )
        .to_owned()
}

/// What those participants are called who share their name with another one of the meeting.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn namesakes(tx: &Tx<'_>, meeting: MeetingId, among: Among<'_>) -> Result<BTreeMap<PersonId, String>> {
    let keys = match among {
        Among::These([]) => return Ok(BTreeMap::new()),
        Among::Everybody => shared(meeting),
        Among::These(people) => Query::select()
            .column(person::Column::NameKey)
            .from(person::Entity)
            .and_where(person::Column::Id.is_in(people.iter().map(|person| person.0)))
            .to_owned(),
    };
    let bearers: Vec<(Uuid, String, Option<NaiveDate>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::Born])
        .filter(person::Column::NameKey.in_subquery(keys))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    // Nobody in the whole installation shares a name with them: the usual case.
    let names: BTreeSet<&str> = bearers.iter().map(|(_, name, _)| name.as_str()).collect();
    if names.len() == bearers.len() {
        return Ok(BTreeMap::new());
    }
    let here: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::PersonId)
        .filter(participant::Column::MeetingId.eq(meeting.0))
        .filter(participant::Column::PersonId.is_in(bearers.iter().map(|(id, ..)| *id)))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let here: BTreeSet<Uuid> = here.into_iter().collect();
    let here = bearers.into_iter().filter(|(id, ..)| here.contains(id));
    Ok(told_apart(here.map(|(id, name, born)| (PersonId(id), name, born))))
}
