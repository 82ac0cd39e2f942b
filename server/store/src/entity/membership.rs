//! A dated membership; a change of status is a new row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub unit_id: Uuid,
    pub status: String,
    pub started_on: Date,
    pub ended_on: Option<Date>,
    /// The change that began this row, and the one that ended it.
    pub begun_by: Option<Uuid>,
    pub ended_by: Option<Uuid>,
    /// Of a transfer: why, and by which paper.
    pub reason: String,
    pub paper: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
