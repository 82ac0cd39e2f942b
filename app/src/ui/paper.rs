//! Official papers on the screen, and what is printed of a page.
//!
//! Invariant: a paper is Vietnamese whatever the reader chose, and looks on the screen as it prints.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use super::{
    context::t,
    field::{RawTextArea, raw_text_area},
    form::Look,
};
use crate::islands::CopyButton;

/// A sheet of official paper: A4, Times New Roman 14 in print.
#[component]
pub fn Paper(children: Children) -> impl IntoView {
    view! { <article class="paper" lang="vi">{children()}</article> }.into_any()
}

/// The head in two columns: who issues it, under whom, its number; the Party's name, place and date.
#[component]
pub fn PrintHeader(
    /// "ĐẢNG BỘ XÃ NÀ PẢN"
    #[prop(into)]
    above: String,
    /// "CHI BỘ BẢN PHIÊNG ĐÓN"
    #[prop(into)]
    issuer: String,
    /// "Số 05-NQ/CB"
    #[prop(optional, into)]
    number: String,
    /// "Nà Pản, ngày 03 tháng 12 năm 2026"
    #[prop(optional, into)]
    place_and_date: String,
) -> impl IntoView {
    view! {
        <header class="paper-head">
            <div>
                <p class="caps">{above}</p>
                <p class="caps"><b>{issuer}</b></p>
                <p aria-hidden="true">"*"</p>
                {(!number.is_empty()).then(|| view! { <p class="num">{number}</p> })}
            </div>
            <div>
                <p class="caps party"><b>"ĐẢNG CỘNG SẢN VIỆT NAM"</b></p>
                {(!place_and_date.is_empty()).then(|| view! { <p class="num"><i>{place_and_date}</i></p> })}
            </div>
        </header>
    }
    .into_any()
}

/// Opens the browser's print dialog. Without script it is not there: the browser's own menu prints.
#[component]
pub fn PrintButton() -> impl IntoView {
    let script = "(b=>{b.hidden=false;b.addEventListener(\"click\",()=>print())})(document.currentScript.previousElementSibling)";
    view! {
        <p>
            <button type="button" class=Look::Main.class() hidden>{t().print_do()}</button>
            <script nonce=use_nonce()>{script}</script>
        </p>
    }
    .into_any()
}

/// Kind, summary and the rule under them.
#[component]
pub fn PaperTitle(
    /// "NGHỊ QUYẾT"
    #[prop(into)]
    kind: String,
    #[prop(optional, into)] summary: String,
) -> impl IntoView {
    view! {
        <div class="paper-title">
            <h1>{kind}</h1>
            {(!summary.is_empty()).then(|| view! { <p><b>{summary}</b></p> })}
            <p aria-hidden="true">"-----"</p>
        </div>
    }
    .into_any()
}

/// Recipients on the left, the signature on the right.
#[component]
pub fn Signature(
    /// "Nơi nhận" lines; the last begins with "Lưu".
    #[prop(optional)]
    recipients: Vec<String>,
    /// "T/M CHI BỘ"
    #[prop(into)]
    on_behalf: String,
    /// "BÍ THƯ"
    #[prop(into)]
    office: String,
    /// Empty while it is not signed.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! {
        <footer class="paper-sign">
            <div>
                {(!recipients.is_empty()).then(|| view! {
                    <p><u>"Nơi nhận"</u>":"</p>
                    <ul>{recipients.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                })}
            </div>
            <div class="signed">
                <p>{on_behalf}</p>
                <p><b>{office}</b></p>
                <p class="signed-name"><b>{name}</b></p>
            </div>
        </footer>
    }
    .into_any()
}

/// Two who sign side by side: the minute-taker on the left, the chair on the right.
#[component]
pub fn Signatures(
    /// Office and name, from left to right.
    signed: [(String, String); 2],
) -> impl IntoView {
    view! {
        <footer class="paper-sign">
            {signed.map(|(office, name)| view! {
                <div class="signed">
                    <p><b>{office}</b></p>
                    <p class="signed-name"><b>{name}</b></p>
                </div>
            })}
        </footer>
    }
    .into_any()
}

/// Text to take elsewhere: selectable without script, one tap with it.
#[component]
pub fn CopyText(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(into)] text: String,
    #[prop(default = 4)] rows: u8,
) -> impl IntoView {
    let t = t();
    let area = RawTextArea {
        id: id.clone(),
        class: "govuk-textarea copy-text",
        rows,
        readonly: true,
        ..RawTextArea::default()
    };
    let area = raw_text_area(area, &text);
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for=id.clone()>{label}</label>
            {area}
            <CopyButton target=id label=t.copy_do() done=t.copy_done() failed=t.copy_failed() />
        </div>
    }
    .into_any()
}
