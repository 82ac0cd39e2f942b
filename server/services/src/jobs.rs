//! Jobs from the outbox, one at a time.
//!
//! Invariant: at least once: a job is done only when its result is written, and what it does twice does no harm
//! (a letter may come twice, a notice may not).

use crate::anchors::DropAnchor;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use domain::clock::{at, local_date};
use domain::ids::{JobId, MeetingId, NoticeId};
use domain::job::{JobKind, Mail, Task};
use domain::policy::{Caller, Granted, Installation, RunJobs};
use domain::{Error, Result};
use std::sync::Arc;
use store::outbox::{self, Next};
use store::{made, reminders, sweep, votes};
use text::Text;
use text::mail::MeetingWords;

impl Services {
    /// Takes the next job that is due and does it; answers when to come again, or nothing if nothing waits.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] if the outbox cannot be reached; a job that fails is no error here, it waits for
    /// its next try.
    pub async fn run_next_job(&self) -> Result<Option<DateTime<Utc>>> {
        let now = self.now();
        match outbox::next(&self.read(), now).await? {
            Next::Nothing => Ok(None),
            Next::At(at) => Ok(Some(at)),
            Next::Unreadable(job, cause) => {
                self.finish(JobKind::Sweep, job, Some(cause)).await?;
                Ok(Some(now))
            }
            Next::Due(job, task) => {
                let kind = task.kind();
                if !self.run(&Caller::System(kind), Installation, &Claim { job }).await? {
                    // Another process was quicker.
                    return Ok(Some(now));
                }
                let done = self.perform(job, task).await;
                if let Err(error) = &done {
                    tracing::warn!(%error, %job, kind = kind.code(), "a job failed");
                }
                if !matches!(done, Ok(Recorded::Yes)) {
                    self.finish(kind, job, done.err().map(|error| error.to_string()))
                        .await?;
                }
                Ok(Some(now))
            }
        }
    }

    /// Sees to it that files without a row are swept once a day, and that the audit is anchored, today for the
    /// first time; to be called at every start.
    ///
    /// # Errors
    /// [`domain::Error::Internal`] if the database fails.
    pub async fn keep_daily_jobs(&self) -> Result<()> {
        self.plan(Task::Sweep, self.now() + Duration::days(1), None).await?;
        self.plan(Task::Anchor, self.now(), None).await
    }

    /// Writes a daily job, once for its day however often it is asked for.
    async fn plan(&self, task: Task, due_at: DateTime<Utc>, after: Option<JobId>) -> Result<()> {
        let caller = Caller::System(task.kind());
        self.run(&caller, Installation, &Plan { task, due_at, after }).await
    }

    async fn perform(&self, job: JobId, task: Task) -> Result<Recorded> {
        match task {
            Task::Mail(mail) => {
                self.on.post.send(job, &mail).await?;
                Ok(Recorded::No)
            }
            Task::Remind { meeting } => {
                let remind = Remind {
                    job,
                    meeting,
                    public_url: Arc::clone(&self.on.public_url),
                };
                self.run(&Caller::System(JobKind::Remind), Installation, &remind)
                    .await?;
                Ok(Recorded::Yes)
            }
            Task::CloseVote { vote } => {
                let caller = Caller::System(JobKind::CloseVote);
                match self.close_vote(&caller, vote).await {
                    // The chair was quicker, or has to settle something first and sees it on the vote's page.
                    Err(Error::Refused(_)) | Ok(()) => Ok(Recorded::No),
                    Err(error) => Err(error),
                }
            }
            Task::Sweep => {
                let stale = self.on.files.stale("").await?;
                let known = sweep::known(&self.read(), &stale).await?;
                for key in stale.iter().filter(|key| !known.contains(*key)) {
                    self.on.files.delete(key).await?;
                }
                for vote in self.on.keys.kept().await? {
                    if !votes::needs_key(&self.read(), vote).await? {
                        self.on.keys.destroy(vote).await?;
                    }
                }
                self.plan(Task::Sweep, self.now() + Duration::days(1), Some(job))
                    .await?;
                Ok(Recorded::Yes)
            }
            Task::Anchor => {
                // Planned first: if the anchor fails for good, the next day's is tried all the same.
                self.plan(Task::Anchor, self.next_midnight(), None).await?;
                let signer = Arc::clone(&self.on.signer);
                self.run(
                    &Caller::System(JobKind::Anchor),
                    Installation,
                    &DropAnchor { job, signer },
                )
                .await?;
                Ok(Recorded::Yes)
            }
        }
    }

    /// When the next day begins in Vietnam.
    fn next_midnight(&self) -> DateTime<Utc> {
        at(self.today() + Days::new(1), NaiveTime::MIN)
    }

    async fn finish(&self, kind: JobKind, job: JobId, failure: Option<String>) -> Result<()> {
        self.run(&Caller::System(kind), Installation, &Finish { job, failure })
            .await
    }
}

/// Whether the result was written together with what the job did.
enum Recorded {
    Yes,
    No,
}

struct Claim {
    job: JobId,
}

#[async_trait]
impl UseCase for Claim {
    type Action = RunJobs;
    type Output = bool;
    // The outbox is its own record.
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunJobs>, work: &mut Work<'tx>) -> Result<bool> {
        outbox::claim(&work.tx, granted, self.job, work.now).await
    }
}

struct Finish {
    job: JobId,
    failure: Option<String>,
}

#[async_trait]
impl UseCase for Finish {
    type Action = RunJobs;
    type Output = ();
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunJobs>, work: &mut Work<'tx>) -> Result<()> {
        if outbox::finish(&work.tx, granted, self.job, self.failure.clone(), work.now).await? {
            tracing::error!(job = %self.job, "a job is dead and waits for the administrator");
        }
        Ok(())
    }
}

struct Remind {
    job: JobId,
    meeting: MeetingId,
    public_url: Arc<str>,
}

#[async_trait]
impl UseCase for Remind {
    type Action = RunJobs;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunJobs>, work: &mut Work<'tx>) -> Result<()> {
        let meeting = self.meeting;
        if let Some((upcoming, silent)) = reminders::pending(&work.tx, meeting, work.now).await? {
            let notices: Vec<(NoticeId, _)> = silent.iter().map(|silent| (work.id(), silent.person)).collect();
            reminders::put(&work.tx, granted, meeting, &notices, work.now).await?;
            for silent in &silent {
                let Some(to) = silent.email.clone() else { continue };
                let letter = Text::vietnamese().mail_reminder(&MeetingWords {
                    name: &silent.name,
                    unit: &upcoming.unit,
                    title: &upcoming.title,
                    starts_at: upcoming.starts_at,
                    place: &upcoming.place,
                    link: &upcoming.link,
                    url: &format!("{}/meetings/{meeting}", self.public_url),
                });
                let mail = Mail {
                    to,
                    person: silent.person,
                    subject: letter.subject,
                    text: letter.text,
                    calendar: None,
                };
                let key = format!("remind:{}:{}", self.job, silent.person);
                work.job(Task::Mail(Box::new(mail)), silent.name.clone(), work.now, Some(key));
            }
            work.detail(format!("meeting={meeting} reminded={}", silent.len()));
        }
        // In the same transaction, so that nobody is reminded twice.
        outbox::finish(&work.tx, granted, self.job, None, work.now).await?;
        Ok(())
    }
}

/// The next of a job that comes every day.
struct Plan {
    task: Task,
    due_at: DateTime<Utc>,
    /// The sweep that is done now; forms sent long ago are forgotten with it.
    after: Option<JobId>,
}

#[async_trait]
impl UseCase for Plan {
    type Action = RunJobs;
    type Output = ();
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunJobs>, work: &mut Work<'tx>) -> Result<()> {
        if let Some(job) = self.after {
            made::forget(&work.tx, granted, work.now).await?;
            outbox::finish(&work.tx, granted, job, None, work.now).await?;
        }
        let key = format!("{}:{}", self.task.kind().code(), local_date(self.due_at));
        work.job(self.task.clone(), "", self.due_at, Some(key));
        Ok(())
    }
}
