//! The HTML document around every page.
//!
//! Invariant: the page is whole without script; the loader fetches WASM only if the page holds an
//! island, and only when the browser is idle.

use domain::meeting::MeetingKind;
use leptos::{nonce::use_nonce, prelude::*};

use super::{
    Frame,
    context::page,
    form::unsaid,
    page_parts::{Notice, Tone},
};

/// The islands' loader. leptos' own one asks for `/pkg/.js` without cargo-leptos and preloads the
/// WASM on every page; this one costs a page without islands nothing. Our islands have no children,
/// so document order is enough. `chiboIslands` wakes islands in a part that `Live` replaced. A page that is left before
/// its islands have come has nothing to warn of.
const LOADER: &str = r#"(d=>{let m,left;const run=r=>{for(const e of r.querySelectorAll("leptos-island"))if(!e.dataset.on){const f=m[e.dataset.component];if(f){e.dataset.on="1";f(e)}}};if(!d.querySelector("leptos-island"))return;const go=()=>{addEventListener("pagehide",()=>{left=1});import(JS).then(async x=>{await x.default({module_or_path:WASM});m=x;m.hydrate();window.chiboIslands=run;run(d)}).catch(e=>left||console.warn(e))};"requestIdleCallback"in window?requestIdleCallback(go,{timeout:2000}):setTimeout(go,1)})(document)"#;

/// The document: head, stylesheet, loader, body. Pages use [`Page`], the projector [`Screen`];
/// other pages without the frame use this directly.
#[component]
pub fn Shell(
    /// The page's own title; the product's name is added.
    #[prop(into)]
    title: String,
    /// A class on the body, for pages without the frame (`screen`).
    #[prop(optional, into)]
    body_class: String,
    children: Children,
) -> impl IntoView {
    // Nothing outside an island hydrates: no markers are written into the rest of the page.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let context = page();
    let t = text::Text::new(context.lang);
    let title = if title.is_empty() {
        t.product()
    } else {
        format!("{title} · {}", t.product())
    };
    let assets = &context.assets;
    let script = (!assets.js.is_empty()).then(|| {
        LOADER
            .replace("JS", &format!("{:?}", assets.js))
            .replace("WASM", &format!("{:?}", assets.wasm))
    });
    view! {
        <!DOCTYPE html>
        <html lang=context.lang.tag() class=context.size.class()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#9d1c20" />
                <meta name="format-detection" content="telephone=no" />
                <title>{title}</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=assets.css.clone() />
                {script.map(|script| view! {
                    <script type="module" nonce=use_nonce()>{script}</script>
                })}
            </head>
            <body class=(!body_class.is_empty()).then_some(body_class)>{children()}</body>
        </html>
    }
    .into_any()
}

/// For the page that answers a form: it stands in the browser's history under an address that can be read again, so
/// that coming back to it neither sends the form once more nor shows what was typed. Nothing of the form travels in
/// the address. Without script the browser asks before it sends again.
#[component]
pub fn AtAddress(#[prop(into)] path: String) -> impl IntoView {
    // A page that the browser kept whole would show what was typed: it is read again.
    let script = format!(
        "history.replaceState(null,\"\",{path:?});addEventListener(\"pageshow\",e=>{{if(e.persisted)location.reload()}})"
    );
    view! { <script nonce=use_nonce()>{script}</script> }.into_any()
}

/// Within a form: leaving the page is asked about while something typed has not been sent. Once the form is on its way
/// nothing is asked; what comes back refused counts as typed. Without script nothing asks.
#[component]
pub fn AskBeforeLeaving(typed: bool) -> impl IntoView {
    let script = format!(
        "(f=>{{let typed={typed};f.addEventListener(\"input\",()=>typed=true);f.addEventListener(\"submit\",()=>typed=typed&&!navigator.onLine);addEventListener(\"beforeunload\",e=>{{if(typed){{e.preventDefault();e.returnValue=\"\"}}}})}})(document.currentScript.closest(\"form\"))"
    );
    view! { <script nonce=use_nonce()>{script}</script> }.into_any()
}

/// Within the form of a meeting whose title is still the one that was proposed (`proposed`): it follows the kind and the
/// day while they are chosen, until somebody writes another. Without script the server does the same.
#[component]
pub fn TitleFollows() -> impl IntoView {
    let papers = text::Text::vietnamese();
    let kinds: Vec<String> = MeetingKind::ALL
        .iter()
        .map(|kind| format!("{:?}:{:?}", kind.code(), papers.meeting_kind(*kind)))
        .collect();
    let title = papers.meeting_title_of("§k", "§m", "§y");
    let script = format!(
        "(f=>{{const e=f.elements,k={{{}}};f.addEventListener(\"change\",c=>{{const d=/^(\\d+)-(\\d+)-/.exec(e.date.value),n=k[e.kind.value];if((c.target.name==\"kind\"||c.target.name==\"date\")&&e.title.value==e.proposed.value&&d&&n)e.title.value=e.proposed.value={title:?}.replace(\"§k\",n).replace(\"§m\",+d[2]).replace(\"§y\",d[1])}})}})(document.currentScript.closest(\"form\"))",
        kinds.join(",")
    );
    view! { <script nonce=use_nonce()>{script}</script> }.into_any()
}

/// Behind the field of a password: a button that shows what was typed. It is hidden again before it is sent, so that no
/// browser keeps it as ordinary text. Without script there is no button.
#[component]
pub fn ShowPassword(
    /// The id of the field.
    field: String,
) -> impl IntoView {
    let t = text::Text::new(page().lang);
    let (show, hide) = (t.password_show(), t.password_hide());
    let script = format!(
        "(b=>{{const i=document.getElementById({field:?});const set=on=>{{i.type=on?\"text\":\"password\";b.textContent=on?{hide:?}:{show:?}}};b.hidden=false;b.addEventListener(\"click\",()=>{{set(i.type==\"password\");i.focus()}});i.form.addEventListener(\"submit\",()=>set(false))}})(document.currentScript.previousElementSibling)"
    );
    view! {
        <button type="button" class="btn small-btn" hidden aria-controls=field>{show}</button>
        <script nonce=use_nonce()>{script}</script>
    }
    .into_any()
}

/// Once a page: a form that is sent while the device has no network stays where it is, with everything in it, and says
/// so; the browser would put its own error page in its place. A ballot's island, which sends by itself, goes first.
#[component]
pub(super) fn KeepOffline() -> impl IntoView {
    let t = text::Text::new(page().lang);
    let script = "addEventListener(\"submit\",e=>{const said=document.querySelector(\".offline\");if(said)said.remove();if(navigator.onLine||e.defaultPrevented||e.target.method!=\"post\")return;e.preventDefault();(e.submitter||e.target.lastElementChild).before(document.getElementById(\"offline\").content.cloneNode(true))})";
    view! {
        <template id="offline">
            <div class="offline" role="alert"><Notice tone=Tone::Warning>{t.offline()}</Notice></div>
        </template>
        <script nonce=use_nonce()>{script}</script>
    }
    .into_any()
}

/// A page in the frame: what nearly every page is.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    /// Wide pages only where a table or the chair's console needs them.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <Shell title=title>
            {
                // Which form says what was wrong is known once all of them are built.
                let body = children();
                let unsaid = unsaid();
                view! { <Frame wide=wide>{unsaid}{body}</Frame> }
            }
            <KeepOffline />
        </Shell>
    }
    .into_any()
}

/// The projector: no frame, letters by the width of the screen.
#[component]
pub fn Screen(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <Shell title=title body_class="screen">
            <main id="main">{children()}</main>
        </Shell>
    }
    .into_any()
}
