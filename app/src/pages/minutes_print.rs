//! The minutes on paper: A4, Times, the head and the signatures of official papers.
//!
//! Invariant: always Vietnamese; minutes that are not sealed say so on their head. Layout: domain.md §5.

use super::minutes_parts::{Line, lines};
use crate::ui::{BackLink, Paper, PaperTitle, PrintButton, PrintHeader, Shell, Signatures, dates};
use crate::{Html, Request};
use domain::Result;
use domain::ids::MeetingId;
use domain::minutes::{MinutesState, MinutesView};
use leptos::prelude::*;
use text::Text;

/// `GET /meetings/{id}/minutes/print`.
///
/// # Errors
/// As [`domain::ports::Archive::minutes`].
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.archive.minutes(&rq.caller, meeting).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let paper = paper(&view);
        view! {
            <Shell title=t.minutes_of(&view.content.title) body_class="paper-page">
                <main class="main wide">
                    <div class="no-print">
                        <BackLink href=format!("/meetings/{meeting}/minutes") label=t.minutes_back() />
                        <p class="soft">{t.minutes_print_how()}</p>
                        <PrintButton />
                    </div>
                    {paper}
                </main>
            </Shell>
        }
    }))
}

fn paper(view: &MinutesView) -> AnyView {
    let t = Text::vietnamese();
    let content = view.content.clone();
    let day = dates::paper(dates::local(content.starts_at).date());
    // "Nà Pản, ngày 03 tháng 12 năm 2026"
    let place_and_date = [content.written_in, day]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let number = match content.number.as_str() {
        "" => String::new(),
        number => t.paper_number(number),
    };
    let body = paragraphs(&content.body);
    let signed = [
        (t.paper_taker(), content.minute_taker),
        (t.paper_chair(), content.chair),
    ];
    // What is confirmed is printed to be signed: no stamp over the signatures.
    let draft = view.state == MinutesState::Draft;
    let foot = (view.state == MinutesState::Sealed).then(|| foot(view));
    let addenda = addenda(view);
    view! {
        <Paper>
            <PrintHeader above=content.unit_above issuer=content.unit number=number place_and_date=place_and_date />
            {draft.then(|| view! { <p class="paper-draft"><b>{t.paper_draft()}</b></p> })}
            <PaperTitle kind=t.paper_minutes() summary=content.title />
            {body}
            <Signatures signed=signed />
            {addenda}
            {foot}
        </Paper>
    }
    .into_any()
}

fn paragraphs(text: &str) -> AnyView {
    lines(text)
        .map(|line| match line {
            Line::Section(text) => view! { <h2>{text.to_owned()}</h2> }.into_any(),
            Line::Item(text) => view! { <p><b>{text.to_owned()}</b></p> }.into_any(),
            Line::Entry(text) => view! { <p>"- "{text.to_owned()}</p> }.into_any(),
            Line::Text(text) => view! { <p>{text.to_owned()}</p> }.into_any(),
        })
        .collect_view()
        .into_any()
}

fn addenda(view: &MinutesView) -> AnyView {
    let t = Text::vietnamese();
    view.addenda
        .iter()
        .map(|addendum| {
            let head = t.paper_addendum(addendum.number);
            let by = t.minutes_addendum_by(&addendum.by, &dates::date_time(addendum.at));
            let text = paragraphs(&addendum.text);
            view! { <h2>{head}</h2>{text}<p><i>{by}</i></p> }
        })
        .collect_view()
        .into_any()
}

/// Who sealed it and when, and the check sum: so that a changed copy is found.
fn foot(view: &MinutesView) -> AnyView {
    let t = Text::vietnamese();
    let sealed = view
        .sealed_at
        .map(|at| t.minutes_sealed_at(&dates::date_time(at), &view.sealed_by));
    let sum = view.sha256.clone();
    view! { <p class="paper-sum">{sealed}" SHA-256: "<code class="sum">{sum}</code></p> }.into_any()
}
