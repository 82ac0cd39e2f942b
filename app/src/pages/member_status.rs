//! A membership passes to another status on a day.
//!
//! Invariant: only states that the present one may become are offered; the history stays.

use super::member::open_rows;
use super::member_edit::statuses;
use super::people::today;
use crate::ui::{
    BackLink, EmptyState, Field, Form, Hidden, Kind, Page, PageTitle, Radios, Row, Rows, Sheet, Submit, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::{PersonId, UnitId};
use domain::member::{MemberView, MembershipRow, Status};
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// `GET /members/{id}/status?unit=`
///
/// # Errors
/// As [`domain::ports::Organisation::member`]; [`Error::Forbidden`] for whoever may only look.
pub async fn show(rq: &Request, id: PersonId) -> Result<Html> {
    let member = rq.ports.organisation.member(&rq.caller, id).await?;
    if !member.can_edit {
        return Err(Error::Forbidden);
    }
    let (t, today, asked, name) = (rq.t(), today(rq), asked_unit(rq), member.name.clone());
    Ok(rq.render(move || {
        let (row, others) = changing(&member, asked, today);
        let change = match row {
            Some(row) => form(t, id, row, today),
            None => view! { <Sheet><EmptyState sentence=t.status_closed() /></Sheet> }.into_any(),
        };
        let others: Vec<_> = others
            .into_iter()
            .map(|row| {
                let href = format!("/members/{id}/status?unit={}", row.unit);
                view! { <Row title=t.status_other(&row.unit_name) sub=t.status(row.status) href=href /> }
            })
            .collect();
        view! {
            <Page title=t.status_title()>
                <BackLink href=format!("/members/{id}") label=name.clone() />
                <PageTitle title=t.status_title() sub=name />
                {change}
                {(!others.is_empty()).then(|| view! { <Sheet><Rows>{others}</Rows></Sheet> })}
            </Page>
        }
    }))
}

/// Where the member stands now, and where he passes to.
fn form(t: Text, id: PersonId, row: &MembershipRow, today: NaiveDate) -> AnyView {
    let (title, unit) = (row.unit_name.clone(), row.unit.to_string());
    let since = t.status_since(&t.status(row.status), &dates::day(row.from));
    let choices = statuses(t, &next(row.status));
    view! {
        <Sheet eyebrow=t.status_present()>
            <Rows><Row title=title sub=since /></Rows>
        </Sheet>
        <Sheet>
            <Form action=format!("/members/{id}/status") name="status">
                <Hidden name="unit" value=unit />
                <Radios name="status" legend=t.status_new() choices=choices />
                <Field name="on" label=t.status_on() hint=t.status_on_hint() kind=Kind::Date
                    value=dates::input_date(today) />
                <p class="soft">{t.status_explained()}</p>
                <Submit label=t.status_do() />
            </Form>
        </Sheet>
    }
    .into_any()
}

/// The unit in the address, else the one in the refused form.
fn asked_unit(rq: &Request) -> Option<UnitId> {
    rq.asked("unit").parse().ok().or_else(|| {
        let form = rq.form.as_ref()?;
        let (_, id) = form.values.iter().find(|(name, _)| name == "unit")?;
        id.parse().ok()
    })
}

/// The membership that the form is about, and the others that could be changed too.
fn changing(
    member: &MemberView,
    asked: Option<UnitId>,
    today: NaiveDate,
) -> (Option<&MembershipRow>, Vec<&MembershipRow>) {
    let mut rows: Vec<_> = open_rows(member, today)
        .filter(|row| !next(row.status).is_empty())
        .collect();
    if rows.is_empty() {
        return (None, rows);
    }
    let chosen = rows.iter().position(|row| Some(row.unit) == asked).unwrap_or(0);
    let row = rows.remove(chosen);
    (Some(row), rows)
}

fn next(status: Status) -> Vec<Status> {
    Status::ALL
        .iter()
        .copied()
        .filter(|next| *next != status && status.may_become(*next))
        .collect()
}
