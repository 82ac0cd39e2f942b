//! A voting rule, dated.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub matter: String,
    pub base: String,
    pub numerator: i32,
    pub denominator: i32,
    pub strict: bool,
    pub quorum_numerator: i32,
    pub quorum_denominator: i32,
    pub quorum_strict: bool,
    pub secrecy: String,
    pub secret_channels: String,
    pub surplus: Option<String>,
    pub cap: Option<String>,
    pub source: String,
    pub confirmed_by: Option<String>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
