//! A new unit, new data of one, and its end.
//!
//! Invariant: whoever cannot edit a unit does not see its forms either.

use super::people::today;
use crate::ui::{
    BackLink, ButtonLink, Choice, Field, Form, Kind, Look, Notice, Page, PageTitle, Radios, Sheet, Submit, Tone, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::unit::{UnitKind, UnitLine, UnitView};
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// The unit, if the reader may edit it.
async fn editable(rq: &Request, unit: UnitId) -> Result<UnitView> {
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    if view.can.edit { Ok(view) } else { Err(Error::Forbidden) }
}

/// `GET /units/{id}/new`: a unit below `above`.
///
/// # Errors
/// As [`domain::ports::Organisation::unit`]; [`Error::Forbidden`] for whoever may only look.
pub async fn new(rq: &Request, above: UnitId) -> Result<Html> {
    let view = editable(rq, above).await?;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let above = view.unit;
        let kinds = below(above.kind);
        let chosen = if kinds.len() == 1 { Some(kinds[0]) } else { None };
        view! {
            <Page title=t.unit_new_title()>
                <BackLink href=format!("/units/{}", above.id) label=above.name.clone() />
                <PageTitle title=t.unit_new_title() sub=t.unit_new_below(&above.name) />
                <Sheet>
                    <Form action=format!("/units/{}/new", above.id) name="unit">
                        {fields(t, None, kinds, chosen, today)}
                        <Submit label=t.unit_add_do() />
                    </Form>
                </Sheet>
            </Page>
        }
    }))
}

/// `GET /units/{id}/edit`
///
/// # Errors
/// As [`new`].
pub async fn edit(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = editable(rq, unit).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let kinds = view.ancestors.last().map_or(UnitKind::ALL, |above| below(above.kind));
        let unit = view.unit;
        let (back, name) = (format!("/units/{}", unit.id), unit.name.clone());
        let action = format!("/units/{}/edit", unit.id);
        view! {
            <Page title=t.unit_edit_title()>
                <BackLink href=back label=name />
                <PageTitle title=t.unit_edit_title() />
                <Sheet>
                    <Form action=action name="unit">
                        {fields(t, Some(&unit), kinds, Some(unit.kind), unit.started_on)}
                        <Submit label=t.unit_save_do() />
                    </Form>
                </Sheet>
            </Page>
        }
    }))
}

/// Kinds that can stand below a kind.
const fn below(above: UnitKind) -> &'static [UnitKind] {
    match above {
        UnitKind::Province | UnitKind::Committee => &[UnitKind::Committee, UnitKind::Cell],
        UnitKind::Cell | UnitKind::Group => &[UnitKind::Group],
    }
}

/// Called inside the form: fields find their refused values by the form around them.
fn fields(t: Text, unit: Option<&UnitLine>, kinds: &[UnitKind], chosen: Option<UnitKind>, from: NaiveDate) -> AnyView {
    // A kind that the tree would not offer today is kept, so that saving a name does not change it.
    let mut kinds = kinds.to_vec();
    if let Some(kind) = chosen.filter(|kind| !kinds.contains(kind)) {
        kinds.insert(0, kind);
    }
    let choices = kinds
        .into_iter()
        .map(|kind| Choice::new(kind.code(), t.unit_kind(kind)))
        .collect();
    let (name, code) = unit.map_or_else(Default::default, |unit| (unit.name.clone(), unit.code.clone()));
    view! {
        <Field name="name" label=t.unit_name() hint=t.unit_name_hint() value=name />
        <Radios name="kind" legend=t.unit_kind_label() choices=choices value=chosen.map_or("", UnitKind::code) />
        <Field name="code" label=t.unit_code() hint=t.unit_code_hint() value=code optional=true />
        <Field name="from" label=t.unit_started() kind=Kind::Date value=dates::input_date(from) />
    }
    .into_any()
}

/// `GET /units/{id}/close`
///
/// # Errors
/// As [`new`].
pub async fn close(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = editable(rq, unit).await?;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let children = view.children.iter().filter(|child| child.ended_on.is_none()).count();
        let unit = view.unit;
        let back = format!("/units/{}", unit.id);
        let in_use = unit.members > 0 || children > 0;
        let title = t.unit_close_title(&unit.name);
        view! {
            <Page title=title.clone()>
                <BackLink href=back.clone() label=unit.name.clone() />
                <PageTitle title=title />
                {in_use.then(|| view! {
                    <Notice tone=Tone::Warning>{t.unit_close_in_use(unit.members, children)}</Notice>
                })}
                {(!in_use).then(|| view! {
                    <Sheet>
                        <p>{t.unit_close_explained()}</p>
                        <Form action=format!("/units/{}/close", unit.id) name="close">
                            <Field name="on" label=t.unit_close_on() kind=Kind::Date value=dates::input_date(today) />
                            <Submit label=t.unit_close_do() look=Look::Warning />
                        </Form>
                    </Sheet>
                })}
                <ButtonLink href=back label=t.unit_cancel() look=Look::Plain />
            </Page>
        }
    }))
}
