//! The administrator's view of the outbox.
//!
//! Invariant: what has failed stands first and can be run again; what is merely waiting asks for nothing.

use crate::ui::{
    ActionButton, Column, EmptyState, Look, Notice, Page, PageTitle, Row, Rows, Sheet, Stat, Stats, Table, Tone, cell,
    dates,
};
use crate::{Html, Request};
use domain::Result;
use domain::job::{JobLine, JobsPage};
use leptos::prelude::*;
use text::Text;

/// `GET /jobs`
///
/// # Errors
/// As [`domain::ports::Administration::jobs`].
pub async fn show(rq: &Request) -> Result<Html> {
    let jobs = rq.ports.administration.jobs(&rq.caller).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let (dead, waiting) = (dead(t, &jobs), waiting(t, &jobs));
        view! {
            <Page title=t.jobs_title() wide=true>
                <PageTitle title=t.jobs_title() sub=t.jobs_sub() />
                {jobs.mail_to_files.then(|| view! { <Notice tone=Tone::Warning>{t.jobs_files()}</Notice> })}
                {dead}
                <Stats>
                    <Stat label=t.jobs_waiting() value=jobs.waiting.len().to_string() />
                    <Stat label=t.jobs_number_done() value=jobs.done.to_string() />
                </Stats>
                {waiting}
            </Page>
        }
    }))
}

fn dead(t: Text, jobs: &JobsPage) -> AnyView {
    if jobs.dead.is_empty() {
        return view! { <Notice tone=Tone::Good>{t.jobs_dead_none()}</Notice> }.into_any();
    }
    let rows: Vec<_> = jobs.dead.iter().map(|job| dead_row(t, job)).collect();
    view! {
        <Sheet now=true title=t.jobs_dead(rows.len())>
            <p class="soft">{t.jobs_dead_hint()}</p>
            <Rows>{rows}</Rows>
        </Sheet>
    }
    .into_any()
}

fn dead_row(t: Text, job: &JobLine) -> AnyView {
    let kind = t.job_kind(job.kind);
    let mut sub = format!("{} · {}", t.jobs_attempts(job.attempts), dates::date_time(job.due_at));
    if !job.last_error.is_empty() {
        sub = format!("{sub} · {}: {}", t.jobs_error(), job.last_error);
    }
    let id = job.id;
    let spoken = t.jobs_retry_spoken(&kind, &job.about);
    let title = if job.about.is_empty() {
        kind
    } else {
        format!("{kind}: {}", job.about)
    };
    view! {
        <Row title=title sub=sub>
            <ActionButton action=format!("/jobs/{id}/retry") name=format!("retry-{id}")
                label=t.jobs_retry() spoken=spoken look=Look::Small />
        </Row>
    }
    .into_any()
}

fn waiting(t: Text, jobs: &JobsPage) -> AnyView {
    if jobs.waiting.is_empty() {
        return view! { <Sheet title=t.jobs_waiting()><EmptyState sentence=t.jobs_waiting_none() /></Sheet> }
            .into_any();
    }
    let columns = vec![
        Column::text(t.jobs_kind()),
        Column::text(t.jobs_about()),
        Column::text(t.jobs_due()),
        Column::number(t.jobs_tries()),
    ];
    let rows = jobs
        .waiting
        .iter()
        .map(|job| {
            vec![
                cell(t.job_kind(job.kind)),
                cell(job.about.clone()),
                cell(dates::date_time(job.due_at)),
                cell(job.attempts),
            ]
        })
        .collect();
    view! { <Table caption=t.jobs_waiting() columns=columns rows=rows /> }.into_any()
}
