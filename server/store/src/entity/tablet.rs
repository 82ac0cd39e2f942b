//! A device on which members of a unit vote with their cards, and whoever sits at it now.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tablet")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub name: String,
    pub token_hash: Vec<u8>,
    pub registered_by: Uuid,
    pub registered_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    pub voter_id: Option<Uuid>,
    pub voter_hash: Option<Vec<u8>>,
    pub voter_until: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
