//! Tablets of a unit and the cards of its members: the secretary's page, and the cards on paper.
//!
//! Invariant: what stands on a card or a slip stands in the answer that prints it, and nowhere later.

use crate::ui::{
    ActionButton, BackLink, Checkboxes, Choice, Field, Form, Look, Notice, Page, PageTitle, PrintButton, Qr, Row, Rows,
    Sheet, Shell, Submit, Tone, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::ids::UnitId;
use domain::tablet::{CardLine, CardState, NewCard, TabletLine, TabletsView};
use leptos::prelude::*;

/// `GET /units/{id}/tablets`, and after a refused form.
///
/// # Errors
/// As [`domain::ports::Tablets::list`].
pub async fn show(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = rq.ports.tablets.list(&rq.caller, unit).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let parts = (devices(&view), cards(&view), revoking(&view));
        view! {
            <Page title=t.tablets_title()>
                <BackLink href=format!("/units/{unit}") label=view.unit_name />
                <PageTitle title=t.tablets_title() sub=t.tablets_sub() />
                <Notice>{t.tablets_how()}</Notice>
                {parts}
            </Page>
        }
    }))
}

fn devices(view: &TabletsView) -> AnyView {
    let t = t();
    let base = format!("/units/{}/tablets", view.unit);
    let rows = view.tablets.iter().map(|line| device(&base, line)).collect_view();
    let none = view.tablets.is_empty();
    view! {
        <Sheet title=t.tablets_here()>
            {if none {
                view! { <p class="soft">{t.tablets_none()}</p> }.into_any()
            } else {
                view! { <Rows>{rows}</Rows> }.into_any()
            }}
        </Sheet>
        <Sheet title=t.tablets_register()>
            <p>{t.tablets_register_how()}</p>
            <Form name="register" action=base>
                <Field name="name" label=t.tablets_name() hint=t.tablets_name_hint() autocomplete="off" />
                <Submit label=t.tablets_register_do() look=Look::Plain />
            </Form>
        </Sheet>
    }
    .into_any()
}

fn device(base: &str, line: &TabletLine) -> AnyView {
    let t = t();
    let since = t.tablets_since(&line.by, &dates::date(line.since));
    let spoken = t.tablets_retire_spoken(&line.name);
    let (action, name) = (format!("{base}/retire"), line.name.clone());
    let tablet = vec![("tablet".to_owned(), line.id.to_string())];
    view! {
        <Row title=name sub=since>
            <ActionButton action=action label=t.tablets_retire() look=Look::Small fields=tablet spoken=spoken />
        </Row>
    }
    .into_any()
}

/// The name as it is told apart from another one's.
fn called(name: &str, year: Option<i32>) -> String {
    year.map_or_else(|| name.to_owned(), |year| format!("{name} ({year})"))
}

fn state(line: &CardLine) -> String {
    let t = t();
    match line.card {
        CardState::None => t.cards_none(),
        CardState::Issued(at) => t.cards_since(&dates::date(at)),
        CardState::Locked => t.cards_locked(),
    }
}

fn cards(view: &TabletsView) -> AnyView {
    let t = t();
    if view.people.is_empty() {
        return view! { <Sheet title=t.cards_title()><p class="soft">{t.cards_nobody()}</p></Sheet> }.into_any();
    }
    let action = format!("/units/{}/tablets/cards", view.unit);
    let choices = view
        .people
        .iter()
        .map(|line| Choice::new(line.person.to_string(), called(&line.name, line.year)).hint(state(line)))
        .collect();
    let missing = view.people.iter().any(|line| line.card == CardState::None);
    view! {
        <Sheet title=t.cards_title()>
            <Form name="cards" action=action>
                <Checkboxes name="person" legend=t.cards_legend() hint=t.cards_hint() choices=choices />
                <Submit label=t.cards_print() />
                {missing.then(|| view! {
                    <Submit name="who" value="missing" label=t.cards_print_missing() look=Look::Plain />
                })}
            </Form>
        </Sheet>
    }
    .into_any()
}

fn revoking(view: &TabletsView) -> AnyView {
    let t = t();
    let base = format!("/units/{}/tablets/revoke", view.unit);
    let rows: Vec<_> = view
        .people
        .iter()
        .filter(|line| line.card != CardState::None)
        .map(|line| {
            let name = called(&line.name, line.year);
            let (sub, spoken) = (state(line), t.cards_revoke_spoken(&name));
            let (action, person) = (base.clone(), vec![("person".to_owned(), line.person.to_string())]);
            view! {
                <Row title=name sub=sub>
                    <ActionButton action=action label=t.cards_revoke_do() look=Look::Small fields=person spoken=spoken />
                </Row>
            }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <Sheet title=t.cards_revoke()><Rows>{rows}</Rows></Sheet> })
        .into_any()
}

/// Answers `POST /units/{id}/tablets/cards`: the cards to be printed, with their slips to be cut off.
#[must_use]
pub fn print(rq: &Request, unit: UnitId, unit_name: &str, cards: &[NewCard]) -> Html {
    let t = rq.t();
    rq.render(|| {
        let back = format!("/units/{unit}/tablets");
        let cards: Vec<_> = cards.iter().map(|card| on_paper(unit_name, card)).collect();
        view! {
            <Shell title=t.cards_sheet() body_class="paper-page">
                <main class="main wide" id="main">
                    <div class="no-print">
                        <BackLink href=back label=t.cards_sheet_back() />
                        <PageTitle title=t.cards_sheet() />
                        <Notice>{t.cards_sheet_how()}</Notice>
                        <Notice tone=Tone::Warning>{t.cards_sheet_give()}</Notice>
                        <PrintButton />
                    </div>
                    <div class="cards">{cards}</div>
                </main>
            </Shell>
        }
    })
}

/// Official papers are Vietnamese, whatever the reader chose.
fn on_paper(unit: &str, card: &NewCard) -> AnyView {
    let t = text::Text::vietnamese();
    let (code, pin) = (grouped(&card.code, &[4, 3, 3]), grouped(&card.pin, &[3, 3]));
    let name = called(&card.name, card.year);
    view! {
        <section class="card-row" lang="vi">
            <div class="card">
                <Qr text=card.qr() label=t.card_qr(&name) />
                <div>
                    <p class="card-unit">{unit.to_owned()}</p>
                    <p class="card-head">{t.card_head()}</p>
                    <p class="card-name"><b>{card.name.clone()}</b></p>
                    {card.year.map(|year| view! { <p>{t.card_born(year)}</p> })}
                    <p class="card-code">{t.card_code()}": "<b class="num">{code}</b></p>
                </div>
            </div>
            <div class="slip">
                <p>{name}</p>
                <p class="slip-head">{t.slip_head()}</p>
                <p class="slip-pin num"><b>{pin}</b></p>
                <p>{t.slip_keep()}</p>
            </div>
        </section>
    }
    .into_any()
}

/// Digits in groups, as they are read and typed.
fn grouped(digits: &str, groups: &[usize]) -> String {
    let mut rest = digits;
    let mut parts = Vec::new();
    for size in groups {
        let (part, after) = rest.split_at_checked(*size).unwrap_or((rest, ""));
        parts.push(part);
        rest = after;
    }
    parts.join(" ")
}
