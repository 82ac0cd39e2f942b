//! Tests of the queries, each on a database of its own: on SQLite, and on PostgreSQL when a cluster is named.

#![cfg(test)]

mod fresh;
mod outbox;
