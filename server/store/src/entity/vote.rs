//! A vote with its copied rule.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vote")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub meeting_id: Uuid,
    pub item_id: Uuid,
    pub question: String,
    pub matter: String,
    #[sea_orm(column_type = "Text")]
    pub layout: String,
    pub secret: bool,
    pub channels: String,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    pub names_shown: bool,
    pub minutes: Option<i32>,
    pub public_key: Option<Vec<u8>>,
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub state_data: String,
    pub made_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
