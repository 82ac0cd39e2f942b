//! Refresh tokens whose answer was lost. Invariant: what was rotated before counts as spent.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_lost_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("spent").boolean().not_null().default(false).take();
        let statement = Table::alter().table("refresh_token").add_column(column).take();
        manager.alter_table(statement).await?;
        let spent = Query::update()
            .table("refresh_token")
            .value("spent", true)
            .and_where(Expr::col("rotated_at").is_not_null())
            .take();
        manager.execute(spent).await
    }
}
