//! The first schema. Invariant: the same statements make it on SQLite and on PostgreSQL.

mod accounts;
mod machine_room;
mod meetings;
mod minutes;
mod organisation;
mod tablets;
mod votes;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Characters of a one-line text at most.
const LINE: u32 = 1000;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_first"
    }
}

fn table(
    name: &'static str,
    columns: &mut [ColumnDef],
    key: &[&'static str],
    foreign: &[(&'static str, &'static str, &'static str)],
) -> TableCreateStatement {
    let mut statement = Table::create();
    statement.table(name);
    for column in columns {
        statement.col(column);
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    statement.primary_key(&mut primary);
    for (column, target, target_column) in foreign {
        statement.foreign_key(ForeignKey::create().from(name, *column).to(*target, *target_column));
    }
    statement
}

fn index(name: &'static str, columns: &[&'static str], unique: bool) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("{name}_{}", columns.join("_"))).table(name);
    for column in columns {
        statement.col(*column);
    }
    if unique {
        statement.unique();
    }
    statement
}

fn tables() -> Vec<TableCreateStatement> {
    [
        organisation::tables(),
        accounts::tables(),
        tablets::tables(),
        meetings::tables(),
        votes::tables(),
        minutes::tables(),
        machine_room::tables(),
    ]
    .concat()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut statement in tables() {
            // Rows lie in the order of their key, in one tree instead of two, and none has a number that tells when
            // it came. PostgreSQL has only its heap.
            if manager.get_database_backend() == DbBackend::Sqlite {
                statement.extra("WITHOUT ROWID");
            }
            manager.create_table(statement).await?;
        }
        for statement in [
            organisation::indexes(),
            accounts::indexes(),
            tablets::indexes(),
            meetings::indexes(),
            votes::indexes(),
            minutes::indexes(),
            machine_room::indexes(),
        ]
        .concat()
        {
            manager.create_index(statement).await?;
        }
        Ok(())
    }
}
