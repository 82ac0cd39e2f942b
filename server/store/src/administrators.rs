//! Where the administrator of the whole installation has his office.
//!
//! Invariant: there is one unit above all others; whoever administers it administers everything.

use crate::entity::{office, unit};
use crate::scope::on_day;
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::{PersonId, UnitId};
use domain::policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// The unit above all others, if there is one.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn top_unit(tx: &Tx<'_>, today: NaiveDate) -> Result<Option<UnitId>> {
    let row = unit::Entity::find()
        .filter(unit::Column::ParentId.is_null())
        .filter(on_day(unit::Column::StartedOn, unit::Column::EndedOn, today))
        .order_by_asc(unit::Column::StartedOn)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.map(|row| UnitId(row.id)))
}

/// Whether somebody administers a unit today.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn administers(tx: &Tx<'_>, person: PersonId, unit: UnitId, today: NaiveDate) -> Result<bool> {
    let held = office::Entity::find()
        .filter(office::Column::UnitId.eq(unit.0))
        .filter(office::Column::PersonId.eq(person.0))
        .filter(office::Column::Role.eq(Role::Administrator.code()))
        .filter(on_day(office::Column::StartedOn, office::Column::EndedOn, today))
        .count(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(held > 0)
}
