//! Parts of a page around its content: title, way back, notices, empty and failed pages.
//!
//! Invariant: a page has exactly one h1, and whatever is said in colour is said in words.

use leptos::prelude::*;

use super::{
    context::{page, t},
    form::{ButtonLink, Look},
    icons::{Drawing, Icon},
};

/// Eyebrow, the page's h1, a line under it; actions stand beside it on a laptop.
#[component]
pub fn PageTitle(
    #[prop(into)] title: String,
    #[prop(optional, into)] eyebrow: String,
    /// Gold dot before the eyebrow: this is happening now.
    #[prop(optional)]
    now: bool,
    #[prop(optional, into)] sub: String,
    /// Buttons or tags that belong to the whole page.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-title">
            <div class="page-title-words">
                {(!eyebrow.is_empty()).then(|| view! {
                    <p class="eyebrow">{now.then(|| view! { <span class="dot" aria-hidden="true"></span> })}{eyebrow}</p>
                })}
                <h1>{title}</h1>
                {(!sub.is_empty()).then(|| view! { <p class="sub num">{sub}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}

#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <a class="back" href=href>
            <Drawing icon=Icon::Back />
            <span>{label}</span>
        </a>
    }
    .into_any()
}

/// How a box in the text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Note,
    Warning,
    Good,
}

/// A box beside the text: an explanation, a warning or a good result.
#[component]
pub fn Notice(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    let t = t();
    let (class, sign, spoken) = match tone {
        Tone::Note => ("note", None, None),
        Tone::Warning => ("note warn", Some("!"), Some(t.box_warning())),
        Tone::Good => ("note good", Some("✓"), None),
    };
    view! {
        <div class=class>
            {sign.map(|sign| view! { <span class="note-sign" aria-hidden="true">{sign}</span> })}
            {spoken.map(|word| view! { <span class="govuk-visually-hidden">{word}" "</span> })}
            <div class="note-text">{children()}</div>
        </div>
    }
    .into_any()
}

/// Says that there is nothing and what to do next.
#[component]
pub fn EmptyState(#[prop(into)] sentence: String, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// Something that most readers may leave closed.
#[component]
pub fn Details(#[prop(into)] summary: String, #[prop(optional)] open: bool, children: Children) -> impl IntoView {
    view! {
        <details class="details" open=open>
            <summary>{summary}</summary>
            <div class="details-text">{children()}</div>
        </details>
    }
    .into_any()
}

/// Pages of a long list. `link` makes the address of a page, counted from 1.
#[component]
pub fn Pagination<F>(current: usize, last: usize, link: F) -> impl IntoView
where
    F: Fn(usize) -> String + Send + 'static,
{
    let t = t();
    (last > 1).then(|| {
        view! {
            <nav class="pages" aria-label=t.pages_label()>
                {match current > 1 {
                    true => view! { <a class="btn plain" rel="prev" href=link(current - 1)>{t.pages_previous()}</a> }.into_any(),
                    false => view! { <span></span> }.into_any(),
                }}
                <span class="pages-here num">{t.pages_here(current, last)}</span>
                {match current < last {
                    true => view! { <a class="btn plain" rel="next" href=link(current + 1)>{t.pages_next()}</a> }.into_any(),
                    false => view! { <span></span> }.into_any(),
                }}
            </nav>
        }
    })
    .into_any()
}

/// Waiting pages without script: fetch again every five seconds, or by the link. A page that many look at for long, and
/// where less depends on the moment, does so every half minute.
///
/// The only place with `<noscript>`; its content is constant, because leptos does not escape it.
/// Never on a page with an input: the refresh would take away what is being typed.
#[component]
pub fn RefreshWithoutScript(#[prop(optional)] seldom: bool) -> impl IntoView {
    let context = page();
    let refresh = match seldom {
        true => "<meta http-equiv=\"refresh\" content=\"30\">",
        false => "<meta http-equiv=\"refresh\" content=\"5\">",
    };
    view! {
        <noscript inner_html=refresh></noscript>
        <p class="reload"><a href=context.path>{t().reload()}</a></p>
    }
    .into_any()
}

/// The same for a page of whoever sits at a tablet: without script nobody sees that he has gone, so the page ends
/// after three minutes, long enough for a ballot to be filled in.
#[component]
pub fn ForgetWithoutScript() -> impl IntoView {
    view! { <noscript inner_html="<meta http-equiv=\"refresh\" content=\"180;url=/tablet\">"></noscript> }.into_any()
}

/// A page that says what went wrong and what to do.
#[component]
pub fn ErrorPage(
    /// 401, 403, 404, 409, 413, 415, 422, 429, 500 or 503.
    status: u16,
    /// What happened, if more is known than the status says.
    #[prop(optional, into)]
    sentence: String,
    /// The number under which the log tells more.
    #[prop(optional, into)]
    request_id: String,
    /// Where to sign in, for whoever is signed out.
    #[prop(default = None)]
    door: Option<String>,
    /// What stands before the way on: what was written.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = t();
    let (title, usual) = match status {
        401 => (t.error_401(), t.error_401_next()),
        403 => (t.error_403(), t.error_403_next()),
        404 => (t.error_404(), t.error_404_next()),
        409 => (t.error_409(), t.error_409_next()),
        413 => (t.error_413(), t.error_413_next()),
        415 => (t.error_415(), t.error_415_next()),
        422 => (t.error_422(), t.error_422_next()),
        429 => (t.error_429(), t.error_429_next()),
        503 => (t.error_503(), t.error_503_next()),
        _ => (t.error_500(), t.error_500_next()),
    };
    let signed_out = door.is_some();
    let (href, label) = if let Some(door) = door {
        (door, t.sign_in())
    } else if page().tablet.is_some() {
        ("/tablet".to_owned(), t.tablet_title())
    } else {
        ("/".to_owned(), t.error_home())
    };
    view! {
        <div class="failed">
            <h1>{title}</h1>
            {(!sentence.is_empty()).then(|| view! { <p>{sentence}</p> })}
            <p>{usual}</p>
            {children.map(|children| children())}
            <ButtonLink href=href label=label look=if signed_out { Look::Main } else { Look::Plain } />
            {(!request_id.is_empty()).then(|| view! {
                <p class="soft small">{t.error_request()}" "<code>{request_id}</code></p>
            })}
        </div>
    }
    .into_any()
}
