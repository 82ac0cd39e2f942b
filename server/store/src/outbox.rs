//! The outbox: jobs written with the change that calls for them, and taken one by one.
//!
//! Invariant: a job is done or waits; a crash between taking and finishing leaves it waiting.

use crate::entity::outbox::{ActiveModel, Column, Entity, Model};
use crate::{Tx, broken};
use chrono::{DateTime, Utc};
use domain::ids::JobId;
use domain::job::{JobKind, JobLine, JobState, MOST_ATTEMPTS, Task, back_off};
use domain::policy::{Granted, RetryJob, RunJobs};
use domain::{Error, Fault, Result};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A job to be written.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub id: JobId,
    pub task: Task,
    /// Whom or what it is for, without content.
    pub about: String,
    pub due_at: DateTime<Utc>,
    /// A second job of the same key is not written.
    pub unique_key: Option<String>,
}

/// Writes a job; one with a known key is dropped.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn put(tx: &Tx<'_>, job: NewJob, now: DateTime<Utc>) -> Result<()> {
    let task = serde_json::to_string(&job.task).map_err(Error::internal)?;
    let row = ActiveModel {
        id: Set(job.id.0),
        kind: Set(job.task.kind().code().to_owned()),
        task: Set(task),
        about: Set(job.about),
        state: Set(JobState::Waiting.code().to_owned()),
        attempts: Set(0),
        due_at: Set(job.due_at),
        created_at: Set(now),
        last_error: Set(String::new()),
        unique_key: Set(job.unique_key),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::UniqueKey).do_nothing().to_owned())
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// The next job that is due, or the moment when one will be.
#[derive(Debug)]
pub enum Next {
    Due(JobId, Task),
    /// Due, but nobody can read what it is: it goes the way of a failure, and the others go on.
    Unreadable(JobId, String),
    At(DateTime<Utc>),
    Nothing,
}

/// Looks for the next job.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn next(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<Next> {
    let row = Entity::find()
        .filter(Column::State.eq(JobState::Waiting.code()))
        .order_by_asc(Column::DueAt)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    match row {
        None => Ok(Next::Nothing),
        Some(row) if row.due_at > now => Ok(Next::At(row.due_at)),
        Some(row) => Ok(match serde_json::from_str(&row.task) {
            Ok(task) => Next::Due(JobId(row.id), task),
            Err(cause) => Next::Unreadable(JobId(row.id), cause.to_string()),
        }),
    }
}

/// How long a job that was taken is left alone; whoever took it has crashed if it is still waiting then.
const LEASE_MINUTES: i64 = 5;

/// Takes a job that is due, so that another process leaves it alone; answers whether it was there to be taken.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn claim<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, RunJobs>, id: JobId, now: DateTime<Utc>) -> Result<bool> {
    let until = now + chrono::Duration::minutes(LEASE_MINUTES);
    let taken = Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(until))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(JobState::Waiting.code()))
        .filter(Column::DueAt.lte(now))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(taken.rows_affected == 1)
}

async fn find(tx: &Tx<'_>, id: JobId) -> Result<Model> {
    let select = Entity::find_by_id(id.0);
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    select.one(&tx.conn()).await.map_err(broken)?.ok_or(Error::NotFound)
}

/// Records how a job went; answers whether it is dead now.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn finish<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, RunJobs>,
    id: JobId,
    failure: Option<String>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = find(tx, id).await?;
    let attempts = row.attempts + 1;
    let dead = failure.is_some() && u32::try_from(attempts).is_ok_and(|tries| tries >= MOST_ATTEMPTS);
    let state = match (&failure, dead) {
        (None, _) => JobState::Done,
        (Some(_), true) => JobState::Dead,
        (Some(_), false) => JobState::Waiting,
    };
    let mut change: ActiveModel = row.clone().into();
    change.attempts = Set(attempts);
    change.state = Set(state.code().to_owned());
    if state == JobState::Done {
        let task: Task = serde_json::from_str(&row.task).map_err(Error::internal)?;
        change.task = Set(serde_json::to_string(&task.kept()).map_err(Error::internal)?);
    }
    if let Some(failure) = failure {
        change.last_error = Set(failure.chars().take(500).collect());
        change.due_at = Set(now + back_off(u32::try_from(attempts).unwrap_or(0)));
    }
    change.update(&tx.conn()).await.map_err(broken)?;
    Ok(dead)
}

/// Puts a dead job back in the queue.
///
/// # Errors
/// [`Fault::JobNotDead`] for any other.
pub async fn retry<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, RetryJob>, id: JobId, now: DateTime<Utc>) -> Result<()> {
    let row = find(tx, id).await?;
    if row.state != JobState::Dead.code() {
        return Err(Error::Refused(Fault::JobNotDead));
    }
    let mut change: ActiveModel = row.into();
    change.state = Set(JobState::Waiting.code().to_owned());
    change.attempts = Set(0);
    change.due_at = Set(now);
    change.update(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// Jobs in a state, at most 200: what waits by its time, what is over the last one first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn list(tx: &Tx<'_>, state: JobState) -> Result<Vec<JobLine>> {
    let order = match state {
        JobState::Waiting => Order::Asc,
        JobState::Done | JobState::Dead => Order::Desc,
    };
    let rows = Entity::find()
        .filter(Column::State.eq(state.code()))
        .order_by(Column::DueAt, order.clone())
        .order_by(Column::Id, order)
        .limit(200)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(JobLine {
                id: JobId(row.id),
                kind: JobKind::from_code(&row.kind)?,
                state,
                about: row.about,
                attempts: u32::try_from(row.attempts).unwrap_or(0),
                due_at: row.due_at,
                last_error: row.last_error,
            })
        })
        .collect())
}

/// How many jobs are done.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn done(tx: &Tx<'_>) -> Result<u64> {
    Entity::find()
        .filter(Column::State.eq(JobState::Done.code()))
        .count(&tx.conn())
        .await
        .map_err(broken)
}
