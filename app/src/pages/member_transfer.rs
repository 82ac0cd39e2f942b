//! A member moves to another cell: from where, where to, from which day, by which paper.
//!
//! Invariant: what ends with the move is said before it is done; only cells that the reader may fill are offered.

use super::people::today;
use crate::ui::{
    BackLink, EmptyState, Field, Form, Hidden, Kind, Notice, Page, PageTitle, Row, Rows, Select, Sheet, Submit, Tone,
    dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::{PersonId, UnitId};
use domain::member::MembershipRow;
use domain::transfer::TransferView;
use leptos::prelude::*;
use text::Text;

/// `GET /members/{id}/transfer?unit=`
///
/// # Errors
/// As [`domain::ports::Organisation::transfers`].
pub async fn show(rq: &Request, id: PersonId) -> Result<Html> {
    let view = rq.ports.organisation.transfers(&rq.caller, id).await?;
    let (t, today, asked) = (rq.t(), today(rq), asked_unit(rq));
    Ok(rq.render(move || {
        let name = view.name.clone();
        let row = view
            .from
            .iter()
            .find(|row| Some(row.unit) == asked)
            .or_else(|| view.from.first());
        let change = match row {
            Some(row) if !view.to.is_empty() => form(t, &view, row, today),
            Some(_) => view! { <Sheet><EmptyState sentence=t.transfer_nowhere() /></Sheet> }.into_any(),
            None => view! { <Sheet><EmptyState sentence=t.transfer_none() /></Sheet> }.into_any(),
        };
        view! {
            <Page title=t.transfer_title()>
                <BackLink href=format!("/members/{id}") label=name.clone() />
                <PageTitle title=t.transfer_title() sub=name />
                {change}
            </Page>
        }
    }))
}

fn form(t: Text, view: &TransferView, row: &MembershipRow, today: NaiveDate) -> AnyView {
    let id = view.person;
    let since = t.status_since(&t.status(row.status), &dates::day(row.from));
    let mut cells = vec![(String::new(), t.transfer_to_none())];
    cells.extend(view.to.iter().map(|unit| (unit.id.to_string(), unit.name.clone())));
    let others: Vec<_> = view
        .from
        .iter()
        .filter(|other| other.unit != row.unit)
        .map(|other| {
            let href = format!("/members/{id}/transfer?unit={}", other.unit);
            view! { <Row title=t.transfer_other(&other.unit_name) href=href /> }
        })
        .collect();
    let ends = ends(t, view, row.unit);
    let (unit, unit_name) = (row.unit.to_string(), row.unit_name.clone());
    view! {
        <Sheet eyebrow=t.transfer_from()>
            <Rows><Row title=unit_name sub=since /></Rows>
        </Sheet>
        {ends}
        <Sheet>
            <Form action=format!("/members/{id}/transfer") name="transfer">
                <Hidden name="unit" value=unit />
                <Select name="to" label=t.transfer_to() options=cells />
                <Field name="on" label=t.transfer_on() hint=t.transfer_on_hint() kind=Kind::Date
                    value=dates::input_date(today) />
                <Field name="paper" label=t.transfer_paper() hint=t.transfer_paper_hint() optional=true />
                <Field name="reason" label=t.transfer_reason() hint=t.transfer_reason_hint() />
                <p class="soft">{t.transfer_explained()}</p>
                <Submit label=t.transfer_do() />
            </Form>
        </Sheet>
        {(!others.is_empty()).then(|| view! { <Sheet><Rows>{others}</Rows></Sheet> })}
    }
    .into_any()
}

/// Offices that end with the membership.
fn ends(t: Text, view: &TransferView, unit: UnitId) -> AnyView {
    let offices: Vec<String> = view
        .offices
        .iter()
        .filter(|office| office.unit == unit)
        .map(|office| t.role(office.role).to_lowercase())
        .collect();
    (!offices.is_empty())
        .then(|| view! { <Notice tone=Tone::Warning><p>{t.transfer_ends(&offices.join(", "))}</p></Notice> })
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
