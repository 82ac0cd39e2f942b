//! A unit's audit: who did what, when, and whether the chain is whole.
//!
//! Invariant: the verdict on the chain stands above the entries, in words; nothing here can be changed; codes stand
//! only where they are asked for, or where there are no words.

use super::people::begin;
use crate::ui::{
    BackLink, ButtonLink, Column, Details, EmptyState, Look, Notice, Page, PageTitle, Pagination, Sheet, Table, Tone,
    cell, dates,
};
use crate::{Html, Request};
use domain::Result;
use domain::audit::{AuditPage, EntryLine, Event};
use domain::ids::UnitId;
use leptos::prelude::*;
use text::Text;

/// `GET /units/{id}/audit?page=&codes=yes`
///
/// # Errors
/// As [`domain::ports::Administration::audit`].
pub async fn show(rq: &Request, unit: UnitId) -> Result<Html> {
    let page = rq.asked("page").parse().unwrap_or(1).max(1);
    let audit = rq.ports.administration.audit(&rq.caller, unit, page).await?;
    let codes = rq.asked("codes") == "yes";
    let name = rq.ports.organisation.unit(&rq.caller, unit).await?.unit.name;
    let t = rq.t();
    Ok(rq.render(move || {
        let (current, last) = (audit.page as usize, audit.pages.max(1) as usize);
        let (verdict, some) = (verdict(t, &audit), !audit.lines.is_empty());
        let anchor = audit.anchor.clone().map(|(day, root)| {
            view! {
                <Details summary=t.audit_anchor(&dates::day(day))>
                    <p>{t.audit_anchor_text()}</p>
                    <p><code>{root}</code></p>
                </Details>
            }
        });
        let list = if audit.lines.is_empty() {
            view! { <Sheet><EmptyState sentence=t.audit_empty() /></Sheet> }.into_any()
        } else {
            table(t, &audit.lines, codes)
        };
        view! {
            <Page title=t.audit_title() wide=true>
                <BackLink href=format!("/units/{unit}") label=name.clone() />
                <PageTitle title=t.audit_title() sub=t.audit_sub(&name) />
                {verdict}
                {anchor}
                {list}
                <Pagination current=current last=last link=move |page| address(unit, page, codes) />
                {some.then(|| view! {
                    <ButtonLink href=address(unit, current, !codes) look=Look::Plain
                        label=if codes { t.audit_codes_hide() } else { t.audit_codes_show() } />
                })}
            </Page>
        }
    }))
}

fn address(unit: UnitId, page: usize, codes: bool) -> String {
    let codes = if codes { "&codes=yes" } else { "" };
    format!("/units/{unit}/audit?page={page}{codes}")
}

fn verdict(t: Text, audit: &AuditPage) -> AnyView {
    if audit.intact {
        return view! { <Notice tone=Tone::Good>{t.audit_intact()}</Notice> }.into_any();
    }
    let broken = audit.broken.as_deref().unwrap_or_default();
    // The name in the database stands beside the words: whoever looks into it needs it.
    let chain = format!("{} ({broken})", chain(t, broken));
    view! { <Notice tone=Tone::Warning>{t.audit_broken(&chain)}</Notice> }.into_any()
}

/// What a chain is about, by its name in the database.
fn chain(t: Text, name: &str) -> String {
    match name.split(':').next().unwrap_or_default() {
        "unit" => t.audit_chain_unit(),
        "person" => t.audit_chain_person(),
        "meeting" => t.audit_chain_meeting(),
        "vote" => t.audit_chain_vote(),
        anchor if anchor.starts_with("mốc ký") => t.audit_broken_anchor(),
        _ => t.audit_chain_installation(),
    }
}

fn table(t: Text, lines: &[EntryLine], codes: bool) -> AnyView {
    let columns = vec![
        Column::text(t.audit_what()),
        Column::text(t.audit_when()),
        Column::text(t.audit_where()),
    ];
    let rows = lines.iter().map(|line| row(t, line, codes)).collect();
    view! { <Table caption=t.audit_caption() quiet_caption=true columns=columns rows=rows /> }.into_any()
}

fn row(t: Text, line: &EntryLine, codes: bool) -> Vec<AnyView> {
    let entry = &line.entry;
    let unknown = Event::of(&entry.action, &entry.detail).is_none();
    // For whoever compares with the database.
    let code = (codes || unknown).then(|| {
        let detail = if line.readable { entry.detail.as_str() } else { "" };
        let code = [entry.action.as_str(), &entry.target, detail].join(" ");
        let code = code.trim_end().to_owned();
        view! { <span class="row-sub">{t.audit_code()} " " <code>{code}</code></span> }
    });
    vec![
        cell(view! {
            {t.audit_sentence(line)}
            {code}
        }),
        cell(view! { <time class="num" datetime=dates::machine(entry.at)>{dates::date_time(entry.at)}</time> }),
        cell(begin(&chain(t, &entry.chain))),
    ]
}
