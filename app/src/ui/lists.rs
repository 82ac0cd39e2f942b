//! Sheets and what stands on them: rows, tags, facts, figures, agenda, steps.
//!
//! Invariant: gold means now; colour never speaks without a sign and a word.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{context::page, dates};

/// A card. `now` is the one with the gold edge, at most one a page.
#[component]
pub fn Sheet(
    #[prop(optional, into)] title: String,
    #[prop(optional, into)] eyebrow: String,
    #[prop(optional)] now: bool,
    /// Lets `Live` replace this sheet; unique on the page.
    #[prop(optional, into)]
    live: String,
    children: Children,
) -> impl IntoView {
    let is_live = !live.is_empty();
    view! {
        <section
            class=if now { "sheet now" } else { "sheet" }
            id=is_live.then_some(live)
            data-live=is_live.then_some("")
        >
            {(!eyebrow.is_empty()).then(|| view! {
                <p class="eyebrow">{now.then(|| view! { <span class="dot" aria-hidden="true"></span> })}{eyebrow}</p>
            })}
            {(!title.is_empty()).then(|| view! { <h2>{title}</h2> })}
            {children()}
        </section>
    }
    .into_any()
}

/// A part of the page that `Live` replaces when its HTML changed.
#[component]
pub fn LivePart(
    #[prop(into)] id: String,
    /// Holds a ballot: it stays as it is while it can be cast and while it is being sent, and goes with all that was
    /// marked once it cannot be cast any more.
    #[prop(optional)]
    ballot: bool,
    children: Children,
) -> impl IntoView {
    view! { <div id=id data-live="" data-ballot=ballot.then_some("")>{children()}</div> }.into_any()
}

/// A list of [`Row`]s.
#[component]
pub fn Rows(children: Children) -> impl IntoView {
    view! { <ul class="rows">{children()}</ul> }.into_any()
}

/// One line of a list: a link with a chevron if there is an address.
#[component]
pub fn Row(
    #[prop(into)] title: String,
    #[prop(optional, into)] sub: String,
    #[prop(optional, into)] href: String,
    /// Where a form in this line leads back to.
    #[prop(optional, into)]
    id: String,
    /// A tag, a number or a small button at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = view! {
        <span class="grow">
            <b>{title}</b>
            {(!sub.is_empty()).then(|| view! { <span class="row-sub num">{sub}</span> })}
        </span>
        {children.map(|children| view! { <span class="row-end">{children()}</span> })}
    };
    let here = !id.is_empty();
    view! {
        <li id=here.then_some(id) class=here.then_some("person")>
            {if href.is_empty() {
                view! { <div class="row">{words}</div> }.into_any()
            } else {
                view! { <a class="row" href=href>{words}<span class="chev" aria-hidden="true">"›"</span></a> }.into_any()
            }}
        </li>
    }
    .into_any()
}

/// What a [`Tag`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagKind {
    /// Kept, present, passed.
    Yes,
    /// Missing, overdue, refused.
    No,
    /// Now, urgent, waiting for somebody.
    Gold,
    /// Information.
    Calm,
    #[default]
    Plain,
}

/// A short state: a sign and a word.
#[component]
pub fn Tag(#[prop(optional)] kind: TagKind, #[prop(into)] label: String) -> impl IntoView {
    let (class, sign) = match kind {
        TagKind::Yes => ("tag yes", Some("✓")),
        TagKind::No => ("tag no", Some("✕")),
        TagKind::Gold => ("tag gold", Some("●")),
        TagKind::Calm => ("tag calm", None),
        TagKind::Plain => ("tag", None),
    };
    view! {
        <span class=class>
            {sign.map(|sign| view! { <span class="tag-sign" aria-hidden="true">{sign}</span> })}
            {label}
        </span>
    }
    .into_any()
}

#[component]
pub fn Tags(children: Children) -> impl IntoView {
    view! { <p class="tags">{children()}</p> }.into_any()
}

/// Names and values. Children are [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One name and its value, as text or as children.
#[component]
pub fn Fact(
    #[prop(into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="num">{value}{children.map(|children| children())}</dd>
        </div>
    }
    .into_any()
}

/// How much of how many; `mark` is where it is enough.
#[component]
pub fn Meter(
    value: u32,
    of: u32,
    #[prop(optional)] mark: Option<u32>,
    /// Read aloud: "14 trên 20 đã bỏ phiếu".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    // Drawn in 1000 units, because the content policy forbids style attributes.
    let part = |n: u32| (u64::from(n.min(of)) * 1000).checked_div(u64::from(of)).unwrap_or(0);
    let width = part(value);
    view! {
        <svg class="meter" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=label>
            <rect class="meter-bed" width="1000" height="12" />
            <rect class="meter-fill" width=width.to_string() height="12" />
            {mark.map(|mark| view! {
                <rect class="meter-mark" x=part(mark).saturating_sub(4).to_string() width="8" height="12" />
            })}
        </svg>
    }
    .into_any()
}

/// Big numbers side by side. Children are [`Stat`]s.
#[component]
pub fn Stats(children: Children) -> impl IntoView {
    view! { <dl class="stats num">{children()}</dl> }.into_any()
}

/// One big number; `of` stands small beside it ("/ 23", "%").
#[component]
pub fn Stat(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] of: String,
    #[prop(optional)] kind: TagKind,
) -> impl IntoView {
    let class = match kind {
        TagKind::Yes => "big yes",
        TagKind::No => "big no",
        TagKind::Gold | TagKind::Calm | TagKind::Plain => "big",
    };
    view! {
        <div>
            <dt>{label}</dt>
            <dd><span class=class>{value}</span>{(!of.is_empty()).then(|| view! { <span class="of">{of}</span> })}</dd>
        </div>
    }
    .into_any()
}

/// A date card with the words beside it.
#[component]
pub fn DayBlock(date: NaiveDate, children: Children) -> impl IntoView {
    let lang = page().lang;
    view! {
        <div class="when">
            <time class="day" datetime=dates::input_date(date)>
                <b class="num">{date.format("%d").to_string()}</b>
                <span>{dates::month(date, lang)}</span>
            </time>
            <div class="when-words">{children()}</div>
        </div>
    }
    .into_any()
}

/// Where an agenda item or a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Progress {
    Done,
    /// On the table now.
    Current,
    #[default]
    Ahead,
}

impl Progress {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Done => Some("done"),
            Self::Current => Some("cur"),
            Self::Ahead => None,
        }
    }
}

/// The agenda. Children are [`AgendaLine`]s.
#[component]
pub fn Agenda(children: Children) -> impl IntoView {
    view! { <ol class="agenda">{children()}</ol> }.into_any()
}

#[component]
pub fn AgendaLine(
    #[prop(into)] title: String,
    /// `4` or `4.1`; without it the lines are counted.
    #[prop(optional, into)]
    number: String,
    /// "10 phút", or a state.
    #[prop(optional, into)]
    time: String,
    /// Who presents, how many documents.
    #[prop(optional, into)]
    sub: String,
    #[prop(optional)] progress: Progress,
    #[prop(optional, into)] href: String,
    /// The line's own, for links within the page.
    #[prop(optional, into)]
    id: String,
    /// Buttons or documents of this item.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = super::context::t();
    let under = number.contains('.').then_some("under");
    let class = match (progress.class(), under) {
        (Some(progress), Some(under)) => Some(format!("{progress} {under}")),
        (one, other) => one.or(other).map(str::to_owned),
    };
    view! {
        <li id=(!id.is_empty()).then_some(id) class=class data-number=(!number.is_empty()).then_some(number)
            aria-current=(progress == Progress::Current).then_some("step")>
            <span class="agenda-title">
                {(progress == Progress::Done).then(|| view! { <span class="govuk-visually-hidden">{t.agenda_done()}" "</span> })}
                {if href.is_empty() { title.into_any() } else { view! { <a href=href>{title}</a> }.into_any() }}
            </span>
            {match progress {
                Progress::Current => view! { <Tag kind=TagKind::Gold label=t.agenda_now() /> }.into_any(),
                Progress::Done | Progress::Ahead => (!time.is_empty()).then(|| view! { <span class="agenda-time num">{time}</span> }).into_any(),
            }}
            {(!sub.is_empty()).then(|| view! { <span class="who">{sub}</span> })}
            {children.map(|children| view! { <div class="agenda-more">{children()}</div> })}
        </li>
    }
    .into_any()
}

/// The steps of a longer task, with the current one marked: label and state.
#[component]
pub fn Steps(steps: Vec<(String, Progress)>) -> impl IntoView {
    view! {
        <ol class="steps">
            {steps.into_iter().map(|(label, progress)| view! {
                <li class=progress.class() aria-current=(progress == Progress::Current).then_some("step")>
                    <span>{label}</span>
                </li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

/// The page after something was received: a big sign, a sentence, what happens next.
#[component]
pub fn Receipt(#[prop(into)] title: String, #[prop(optional, into)] sub: String, children: Children) -> impl IntoView {
    view! {
        <div class="receipt">
            <div class="receipt-sign" aria-hidden="true">"✓"</div>
            <h1>{title}</h1>
            {(!sub.is_empty()).then(|| view! { <p class="sub num">{sub}</p> })}
        </div>
        {children()}
    }
    .into_any()
}
