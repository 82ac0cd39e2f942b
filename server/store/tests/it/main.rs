//! Tests of the queries, each on a database of its own: on SQLite, and on PostgreSQL when a cluster is named.

mod fresh;
mod outbox;
