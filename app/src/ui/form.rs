//! Forms: the form itself, its error summary, its buttons.
//!
//! Invariant: every form is an ordinary POST that works without script, carries its own name as
//! `_form`, and shows what was typed again when the server refused it.

use leptos::{context::Provider, prelude::*};

use super::AskBeforeLeaving;
use super::context::{CurrentForm, field_id, form_state, is_unsaid, page, said, t};

/// A form that changes something. Fields inside find their own refused values and errors.
#[component]
pub fn Form(
    #[prop(into)] action: String,
    /// Unique on the page; begins the ids of the fields. A form repeated in a list needs the row's id in it.
    #[prop(into)]
    name: String,
    /// Needed as soon as there is a [`super::FileField`].
    #[prop(optional)]
    multipart: bool,
    #[prop(optional, into)] class: String,
    /// For long texts: the browser asks before a page is left on which something was typed and not sent.
    #[prop(optional)]
    asks_before_leaving: bool,
    children: Children,
) -> impl IntoView {
    let refused = form_state().is_some_and(|state| state.form == name);
    let id = format!("form-{name}");
    let current = CurrentForm::named(&name);
    let inside = current.clone();
    view! {
        // The server's sentences are better than the browser's bubbles, which vanish.
        <form
            id=id
            class=format!("form {class}")
            method="post"
            action=action
            enctype=multipart.then_some("multipart/form-data")
            novalidate
        >
            <input type="hidden" name="_form" value=name />
            <input type="hidden" name="_fresh" value=page().fresh.to_string() />
            <Provider value=current>
                {
                    // The fields say what they are called before the summary names them.
                    let fields = children();
                    (refused.then(|| summary(&inside, true)), fields)
                }
            </Provider>
            {asks_before_leaving.then(|| view! { <AskBeforeLeaving typed=refused /> })}
        </form>
    }
    .into_any()
}

/// What is wrong with a form: each line names its field and, if the form stands there, links to it.
fn summary(form: &CurrentForm, linked: bool) -> AnyView {
    let state = form_state().filter(|state| !state.errors.is_empty());
    state
        .map(|state| {
            said();
            let t = t();
            let title_id = format!("{}-problems", state.form);
            let labelled_by = title_id.clone();
            // Nothing typed is wrong where the state of things does not allow it.
            let title = match state.errors.iter().all(|problem| problem.field.is_empty()) {
                true => t.form_refused(),
                false => t.form_problems(),
            };
            view! {
                <div class="govuk-error-summary" role="alert" tabindex="-1" autofocus aria-labelledby=labelled_by>
                    <h2 class="govuk-error-summary__title" id=title_id>{title}</h2>
                    <ul class="govuk-error-summary__list">
                        {state.errors.into_iter().map(|problem| {
                            let link = (linked && !problem.field.is_empty())
                                .then(|| format!("#{}", field_id(&state.form, &problem.field)));
                            view! {
                                <li>
                                    {match link {
                                        Some(href) => view! { <a href=href>{form.summed_up(&problem)}</a> }.into_any(),
                                        None => problem.sentence.into_any(),
                                    }}
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                </div>
            }
        })
        .into_any()
}

/// What went wrong with a form that does not say it itself: a small one in a list, or one that is no longer on the page.
/// Built after the page's own forms, and shown above them.
pub(super) fn unsaid() -> AnyView {
    is_unsaid().then(|| summary(&CurrentForm::default(), false)).into_any()
}

/// Whether somebody else has saved since the refused form was read: it carried another version in its hidden field
/// than the one that is there now. The page then shows what was saved beside what was typed; the form carries the
/// version that is there now, so sending it again replaces that one knowingly.
#[must_use]
pub fn overtaken(form: &str, field: &str, present: &str) -> bool {
    form_state().filter(|state| state.form == form).is_some_and(|state| {
        let carried = state.values.iter().find(|(name, _)| name == field);
        carried.is_some_and(|(_, version)| version != present)
    })
}

/// How loud a button or a link that looks like one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The page's one red button.
    #[default]
    Main,
    Plain,
    /// Cannot be undone. White with a red edge and a sign, so it never looks like the main action.
    Warning,
    /// A text-sized button inside rows and tables.
    Small,
}

impl Look {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Main => "btn",
            Self::Plain => "btn plain",
            Self::Warning => "btn warning",
            Self::Small => "btn small-btn",
        }
    }
}

/// The button that sends the form around it.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    /// For forms with several buttons.
    #[prop(optional, into)]
    name: String,
    #[prop(optional, into)] value: String,
    /// Spoken instead of the label where many buttons have the same word ("Xóa Lò Văn Dũng").
    #[prop(optional, into)]
    spoken: String,
) -> impl IntoView {
    let named = !name.is_empty();
    view! {
        <button
            type="submit"
            class=look.class()
            name=named.then_some(name)
            value=named.then_some(value)
            aria-label=(!spoken.is_empty()).then_some(spoken)
        >
            {(look == Look::Warning).then(|| view! { <span aria-hidden="true">"⚠"</span> })}
            {label}
        </button>
    }
    .into_any()
}

/// A one-button form: everything it sends is known beforehand.
#[component]
pub fn ActionButton(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    /// Hidden fields: name and value.
    #[prop(optional)]
    fields: Vec<(String, String)>,
    #[prop(optional, into)] spoken: String,
    /// The form's name, if a refusal shall come back to this page.
    #[prop(optional, into)]
    name: String,
) -> impl IntoView {
    let refused = !name.is_empty() && form_state().is_some_and(|state| state.form == name);
    view! {
        <form class="action" method="post" action=action>
            {refused.then(|| summary(&CurrentForm::named(&name), true))}
            {(!name.is_empty()).then(|| view! { <input type="hidden" name="_form" value=name /> })}
            {fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
            <Submit label=label look=look spoken=spoken />
        </form>
    }
    .into_any()
}

/// A link that looks like a button: it opens something and changes nothing.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    /// Download instead of opening.
    #[prop(optional)]
    download: bool,
    /// Spoken instead of the label where many links have the same word; begins with the label's words.
    #[prop(optional, into)]
    spoken: String,
) -> impl IntoView {
    let spoken = (!spoken.is_empty()).then_some(spoken);
    view! { <a class=look.class() href=href download=download aria-label=spoken>{label}</a> }.into_any()
}

/// Buttons side by side where there is room.
#[component]
pub fn Pair(children: Children) -> impl IntoView {
    view! { <div class="pair">{children()}</div> }.into_any()
}

/// A value that the form sends and nobody sees.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }.into_any()
}

/// A search: a GET form whose words stand in the address.
#[component]
pub fn SearchBox(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    /// What was searched for.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: String,
    /// More fields of the same GET form (filters), else nothing.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = t();
    view! {
        <form class="search" method="get" action=action role="search">
            <label class="govuk-label" for="q">{label}</label>
            {(!hint.is_empty()).then(|| view! { <div class="govuk-hint" id="q-hint">{hint.clone()}</div> })}
            {children.map(|children| children())}
            <div class="search-row">
                <input class="govuk-input" id="q" name="q" type="search" value=value autocomplete="off"
                    aria-describedby=(!hint.is_empty()).then_some("q-hint") />
                <button class="btn plain" type="submit">{t.search_do()}</button>
            </div>
        </form>
    }
    .into_any()
}
