//! A meeting.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub kind: String,
    pub title: String,
    pub starts_at: DateTimeUtc,
    pub minutes: i32,
    pub place: String,
    pub link: String,
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub state_data: String,
    pub code_secret: Vec<u8>,
    pub calendar_sequence: i32,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub documents_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
