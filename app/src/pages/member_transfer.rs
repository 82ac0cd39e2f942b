//! A member moves to another cell: from where, where to, from which day, by which paper.
//!
//! Invariant: what ends with the move is said before it is done, and all of it is read once more; only cells that the
//! reader may fill are offered.

use super::people::today;
use crate::ui::{
    ActionButton, BackLink, EmptyState, Fact, Facts, Field, Form, Hidden, Kind, Look, Notice, Page, PageTitle, Row,
    Rows, Select, Sheet, Submit, Tone, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::{PersonId, UnitId};
use domain::member::MembershipRow;
use domain::transfer::{TransferForm, TransferView};
use domain::{Error, Fault, Result};
use leptos::prelude::*;
use text::Text;

/// `GET /members/{id}/transfer?unit=`
///
/// # Errors
/// As [`domain::ports::Organisation::transfers`].
pub async fn show(rq: &Request, id: PersonId) -> Result<Html> {
    let view = rq.ports.organisation.transfers(&rq.caller, id).await?;
    Ok(first(rq, view))
}

/// `POST /members/{id}/transfer/review`: what will be recorded, once more; nothing has been recorded yet.
///
/// # Errors
/// As [`show`]; [`Error::Invalid`] for what cannot be recorded.
pub async fn review(rq: &Request, id: PersonId) -> Result<Html> {
    let view = rq.ports.organisation.transfers(&rq.caller, id).await?;
    if !rq.typed("back").is_empty() {
        return Ok(first(rq, view));
    }
    let typed = |name: &str| rq.typed(name).to_owned();
    let form = TransferForm {
        unit: typed("unit"),
        to: typed("to"),
        on: typed("on"),
        reason: typed("reason"),
        paper: typed("paper"),
    };
    let (t, today) = (rq.t(), today(rq));
    let wanted = form.read(today)?;
    let to = view.to.iter().find(|unit| unit.id == wanted.to);
    let to = to.ok_or(Error::field("to", Fault::NotAChoice))?.name.clone();
    let from = view.from.iter().find(|row| row.unit == wanted.from);
    let from = from
        .ok_or(Error::field("unit", Fault::NotAMemberHere))?
        .unit_name
        .clone();
    Ok(rq.render(move || {
        let page = format!("/members/{id}/transfer");
        let fields: Vec<_> = FIELDS
            .into_iter()
            .zip([form.unit, form.to, form.on, form.reason, form.paper])
            .collect();
        let mut back: Vec<_> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        back.push(("back".to_owned(), "yes".to_owned()));
        let ends = ends(t, &view, wanted.from);
        // A day to come can be withdrawn until it is there; any other stands at once.
        let final_now = wanted.on <= today;
        view! {
            <Page title=t.transfer_review()>
                <BackLink href=format!("/members/{id}") label=view.name.clone() />
                <PageTitle title=t.transfer_review() sub=view.name.clone() />
                <Sheet>
                    <Facts>
                        <Fact name=t.transfer_from() value=from />
                        <Fact name=t.transfer_to() value=to />
                        <Fact name=t.transfer_on() value=dates::day(wanted.on) />
                        {(!wanted.why.paper.is_empty()).then(|| view! {
                            <Fact name=t.transfer_paper() value=wanted.why.paper.clone() />
                        })}
                        <Fact name=t.transfer_reason() value=wanted.why.reason.clone() />
                    </Facts>
                </Sheet>
                {ends}
                {if final_now {
                    view! { <Notice tone=Tone::Warning><p>{t.transfer_at_once()}</p></Notice> }.into_any()
                } else {
                    view! { <Notice><p>{t.transfer_later(&dates::day(wanted.on))}</p></Notice> }.into_any()
                }}
                <Form name=TRANSFER action=page.clone()>
                    {fields.into_iter().map(|(name, value)| view! { <Hidden name=name value=value /> }).collect_view()}
                    <Submit label=t.transfer_do() />
                </Form>
                <ActionButton name=TRANSFER action=format!("{page}/review") label=t.transfer_change() look=Look::Plain
                    fields=back />
            </Page>
        }
    }))
}

/// The form of a transfer, and its fields.
const TRANSFER: &str = "transfer";
const FIELDS: [&str; 5] = ["unit", "to", "on", "reason", "paper"];

fn first(rq: &Request, view: TransferView) -> Html {
    let id = view.person;
    let (t, today, asked) = (rq.t(), today(rq), asked_unit(rq));
    rq.render(move || {
        let name = view.name.clone();
        let row = view
            .from
            .iter()
            .find(|row| Some(row.unit) == asked)
            .or_else(|| view.from.first());
        let change = match row {
            Some(_) if view.office_first => {
                view! { <Notice tone=Tone::Warning><p>{t.fault(&Fault::OfficeFirst)}</p></Notice> }.into_any()
            }
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
    })
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
            <Form action=format!("/members/{id}/transfer/review") name=TRANSFER>
                <Hidden name="unit" value=unit />
                <Select name="to" label=t.transfer_to() options=cells />
                <Field name="on" label=t.transfer_on() hint=t.transfer_on_hint() kind=Kind::Date
                    value=dates::input_date(today) />
                <Field name="paper" label=t.transfer_paper() hint=t.transfer_paper_hint() optional=true />
                <Field name="reason" label=t.transfer_reason() hint=t.transfer_reason_hint() />
                <p class="soft">{t.transfer_explained()}</p>
                <Submit label=t.transfer_look() />
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
    rq.asked("unit").parse().or_else(|_| rq.typed("unit").parse()).ok()
}
