//! Settings of the installation: the value in force, a new one from a day on, the history.
//!
//! Invariant: the page of a setting never offers to change the past.

use super::parts::coming;
use super::people::today;
use crate::ui::{
    BackLink, Column, EmptyState, Field, Form, Kind, Page, PageTitle, Row, Rows, Sheet, Stat, Stats, Submit, Table,
    cell, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::settings::{Setting, SettingView};
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// `GET /settings`
///
/// # Errors
/// As [`domain::ports::Administration::settings`].
pub async fn show(rq: &Request) -> Result<Html> {
    let settings = rq.ports.administration.settings(&rq.caller).await?;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let rows: Vec<_> = settings.iter().map(|view| row(t, view, today)).collect();
        view! {
            <Page title=t.settings_title()>
                <PageTitle title=t.settings_title() sub=t.settings_sub() />
                <Sheet>
                    <Rows>{rows}</Rows>
                </Sheet>
            </Page>
        }
    }))
}

fn row(t: Text, view: &SettingView, today: NaiveDate) -> AnyView {
    let sub = format!("{} · {}", since(t, view, today), source(t, view.setting));
    let value = view.value;
    view! {
        <Row title=t.setting(view.setting) sub=sub href=format!("/settings/{}", view.setting.code())>
            <b class="num">{value}</b>
        </Row>
    }
    .into_any()
}

/// Since when the present value holds.
fn since(t: Text, view: &SettingView, today: NaiveDate) -> String {
    view.history
        .iter()
        .filter(|row| row.from <= today)
        .map(|row| row.from)
        .max()
        .map_or_else(|| t.settings_default(), |day| t.settings_since(&dates::day(day)))
}

fn source(t: Text, setting: Setting) -> String {
    match setting.source() {
        "" => t.settings_own_choice(),
        source => t.settings_source(source),
    }
}

/// `GET /settings/{setting}`
///
/// # Errors
/// As [`domain::ports::Administration::settings`].
pub async fn edit(rq: &Request, setting: Setting) -> Result<Html> {
    let settings = rq.ports.administration.settings(&rq.caller).await?;
    let view = settings
        .into_iter()
        .find(|view| view.setting == setting)
        .ok_or(Error::NotFound)?;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let title = t.setting(setting);
        let (least, most) = setting.range();
        let (since, ahead, history) = (since(t, &view, today), ahead(t, &view, today), history(t, &view));
        view! {
            <Page title=title.clone()>
                <BackLink href="/settings" label=t.settings_title() />
                <PageTitle title=title sub=source(t, setting) />
                <Stats><Stat label=t.settings_present() value=view.value.to_string() of=since /></Stats>
                {ahead}
                <Sheet>
                    <Form action=format!("/settings/{}", setting.code()) name="setting">
                        <Field name="value" label=t.settings_value() hint=t.settings_value_hint(least, most) kind=Kind::Number />
                        <Field name="from" label=t.settings_from() kind=Kind::Date value=dates::input_date(today)
                            min=dates::input_date(today) />
                        <Submit label=t.settings_do() />
                    </Form>
                </Sheet>
                {history}
            </Page>
        }
    }))
}

/// Values that hold from a day to come.
fn ahead(t: Text, view: &SettingView, today: NaiveDate) -> AnyView {
    let action = format!("/settings/{}/withdraw", view.setting.code());
    let rows = view.history.iter().filter(|row| row.from > today).map(|row| {
        let title = t.coming_value(row.value, &dates::day(row.from));
        (title, row.by.clone(), Some(action.clone()), row.change)
    });
    coming(rows.collect())
}

fn history(t: Text, view: &SettingView) -> AnyView {
    if view.history.is_empty() {
        return view! { <Sheet title=t.settings_history()><EmptyState sentence=t.settings_history_none() /></Sheet> }
            .into_any();
    }
    let columns = vec![
        Column::text(t.settings_from()),
        Column::number(t.settings_was()),
        Column::text(t.settings_by()),
    ];
    let rows = view
        .history
        .iter()
        .map(|row| vec![cell(dates::day(row.from)), cell(row.value), cell(row.by.clone())])
        .collect();
    view! { <Table caption=t.settings_history() columns=columns rows=rows /> }.into_any()
}
