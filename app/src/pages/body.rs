//! The list of an elected body, or of a group.
//!
//! Invariant: whoever sits in the body now is chosen beforehand, so that saving without a change changes nothing.

use super::people::{by_unit, can_serve, pool, today};
use crate::ui::{BackLink, EmptyState, Field, Form, Hidden, Kind, Page, PageTitle, PickPeople, Sheet, Submit, dates};
use crate::{Html, Request};
use domain::ids::UnitId;
use domain::member::Status;
use domain::unit::{Body, BodyKind, UnitKind};
use domain::{Error, Result};
use leptos::prelude::*;

/// `GET /units/{id}/bodies?kind=`
///
/// # Errors
/// As [`domain::ports::Organisation::unit`] and [`domain::ports::Organisation::members`];
/// [`Error::Forbidden`] for whoever may not edit bodies.
pub async fn show(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    if !view.can.edit_body {
        return Err(Error::Forbidden);
    }
    let mut people = rq.ports.organisation.members(&rq.caller, pool(&view), "").await?;
    let kind = asked_kind(rq, view.unit.kind);
    // Whoever is elected is an official member; a group has everybody.
    let seated_now = seated(view.bodies.iter().find(|body| body.kind == kind));
    people.retain(|member| {
        let sits = seated_now.contains(&member.person.to_string());
        can_serve(member) && (sits || member.status == Status::Official || !kind.is_elected())
    });
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let unit = view.unit;
        let body = view.bodies.iter().find(|body| body.kind == kind);
        let word = t.body_kind(kind);
        let title = t.body_title(&word.to_lowercase());
        let name = body.map_or(word, |body| body.name.clone());
        let seated = seated(body);
        let groups = by_unit(&people);
        view! {
            <Page title=title.clone()>
                <BackLink href=format!("/units/{}", unit.id) label=unit.name.clone() />
                <PageTitle title=title sub=unit.name.clone() />
                {if groups.is_empty() {
                    view! { <Sheet><EmptyState sentence=t.body_people_none() /></Sheet> }.into_any()
                } else {
                    view! {
                        <Sheet>
                            <Form action=format!("/units/{}/bodies?kind={}", unit.id, kind.code()) name="body">
                                <Hidden name="kind" value=kind.code() />
                                <Field name="name" label=t.body_name() hint=t.body_name_hint() value=name />
                                <PickPeople name="person" legend=t.body_people() hint=t.body_people_hint()
                                    groups=groups values=seated />
                                <Field name="on" label=t.body_on() kind=Kind::Date value=dates::input_date(today) />
                                <Submit label=t.body_do() />
                            </Form>
                        </Sheet>
                    }.into_any()
                }}
            </Page>
        }
    }))
}

/// The body in the address or in the refused form, else the usual one of the kind of unit.
fn asked_kind(rq: &Request, unit: UnitKind) -> BodyKind {
    let typed = rq
        .form
        .as_ref()
        .and_then(|form| form.values.iter().find(|(name, _)| name == "kind"));
    let usual = match unit {
        UnitKind::Cell => BodyKind::CellCommittee,
        UnitKind::Group => BodyKind::Group,
        UnitKind::Province | UnitKind::Committee => BodyKind::Executive,
    };
    BodyKind::from_code(rq.asked("kind"))
        .or_else(|| typed.and_then(|(_, code)| BodyKind::from_code(code)))
        .unwrap_or(usual)
}

fn seated(body: Option<&Body>) -> Vec<String> {
    body.map(|body| body.members.iter().map(|seat| seat.person.to_string()).collect())
        .unwrap_or_default()
}
