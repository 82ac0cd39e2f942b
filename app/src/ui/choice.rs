//! Fields in which one or several of few are chosen: radios, checkboxes, the big vote choices.
//!
//! Invariant: a group is a fieldset whose legend, hint and error are read with it; its first
//! control has the id to which the error summary links.

use leptos::prelude::*;

use super::{
    context::{FieldState, t},
    field::error_message,
};

/// One entry of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

fn fieldset<C: IntoView + 'static>(
    state: &FieldState,
    legend: String,
    optional: bool,
    hint: String,
    items: C,
) -> impl IntoView + use<C> {
    let described_by = state.described_by(!hint.is_empty());
    view! {
        <div class=state.group_class()>
            <fieldset class="govuk-fieldset" aria-describedby=described_by>
                <legend class="govuk-fieldset__legend">
                    {legend}
                    {optional.then(|| view! { <span class="soft">" "{t().form_optional()}</span> })}
                </legend>
                {(!hint.is_empty()).then(|| view! { <div class="govuk-hint" id=format!("{}-hint", state.id)>{hint}</div> })}
                {state.error.clone().map(|sentence| error_message(&state.id, sentence))}
                {items}
            </fieldset>
        </div>
    }
}

/// The id of the nth control: the first has the field's own.
fn item_id(id: &str, index: usize) -> String {
    if index == 0 {
        id.to_owned()
    } else {
        format!("{id}-{}", index + 1)
    }
}

/// Fields that are asked, and refused, together: what is wrong with all of them is said above the first.
#[component]
pub fn Group(#[prop(into)] name: String, #[prop(into)] legend: String, children: Children) -> impl IntoView {
    let state = FieldState::of(&name, &legend);
    let items = view! { <div id=state.id.clone() tabindex="-1">{children()}</div> };
    fieldset(&state, legend, false, String::new(), items).into_any()
}

/// One of few, all visible.
#[component]
pub fn Radios(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    /// Side by side where there is room; only for two or three short words.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let state = FieldState::of(&name, &legend);
    let chosen = state.value(value);
    let items = view! {
        <div class=if inline { "govuk-radios govuk-radios--inline" } else { "govuk-radios" }>
            {choices.into_iter().enumerate().map(|(index, choice)| {
                let id = item_id(&state.id, index);
                let hint_id = format!("{id}-item-hint");
                let hinted = !choice.hint.is_empty();
                let checked = choice.value == chosen;
                view! {
                    <div class="govuk-radios__item">
                        <input class="govuk-radios__input" id=id.clone() name=name.clone() type="radio"
                            value=choice.value checked=checked
                            aria-describedby=hinted.then(|| hint_id.clone()) />
                        <label class="govuk-label govuk-radios__label" for=id>{choice.label}</label>
                        {hinted.then(|| view! { <div class="govuk-hint govuk-radios__hint" id=hint_id>{choice.hint}</div> })}
                    </div>
                }
            }).collect_view()}
        </div>
    };
    fieldset(&state, legend, optional, hint, items).into_any()
}

/// Several of few. A single yes-or-no is a group of one.
#[component]
pub fn Checkboxes(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    #[prop(optional)] values: Vec<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let state = FieldState::of(&name, &legend);
    let chosen = state.typed.clone().unwrap_or(values);
    let items = view! {
        <div class="govuk-checkboxes">
            {choices.into_iter().enumerate().map(|(index, choice)| {
                let id = item_id(&state.id, index);
                let hint_id = format!("{id}-item-hint");
                let hinted = !choice.hint.is_empty();
                let checked = chosen.contains(&choice.value);
                view! {
                    <div class="govuk-checkboxes__item">
                        <input class="govuk-checkboxes__input" id=id.clone() name=name.clone() type="checkbox"
                            value=choice.value checked=checked
                            aria-describedby=hinted.then(|| hint_id.clone()) />
                        <label class="govuk-label govuk-checkboxes__label" for=id>{choice.label}</label>
                        {hinted.then(|| view! { <div class="govuk-hint govuk-checkboxes__hint" id=hint_id>{choice.hint}</div> })}
                    </div>
                }
            }).collect_view()}
        </div>
    };
    fieldset(&state, legend, optional, hint, items).into_any()
}

/// One checkbox for a statement ("Tôi đã kiểm tra danh sách").
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = "yes".to_owned(), into)] value: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let state = FieldState::of(&name, &label);
    let checked = match &state.typed {
        Some(typed) => typed.contains(&value),
        None => checked,
    };
    let hinted = !hint.is_empty();
    view! {
        <div class=state.group_class()>
            {state.error.clone().map(|sentence| error_message(&state.id, sentence))}
            <div class="govuk-checkboxes">
                <div class="govuk-checkboxes__item">
                    <input class="govuk-checkboxes__input" id=state.id.clone() name=name type="checkbox"
                        value=value checked=checked aria-describedby=state.described_by(hinted) />
                    <label class="govuk-label govuk-checkboxes__label" for=state.id.clone()>{label}</label>
                    {hinted.then(|| view! { <div class="govuk-hint govuk-checkboxes__hint" id=format!("{}-hint", state.id)>{hint}</div> })}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What a vote choice means: decides sign and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    Yes,
    No,
    Abstain,
    /// A person or a level in a ballot with several entries.
    Neutral,
}

impl Sense {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Yes => "choice yes",
            Self::No => "choice no",
            Self::Abstain => "choice abstain",
            Self::Neutral => "choice neutral",
        }
    }

    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Yes => "✓",
            Self::No => "✕",
            Self::Abstain => "–",
            Self::Neutral => "•",
        }
    }
}

/// The big buttons of a vote: one tap sends. They stand inside a [`super::Form`].
#[component]
pub fn Choices(
    #[prop(into)] name: String,
    /// Value, label, sense.
    choices: Vec<(String, String, Sense)>,
) -> impl IntoView {
    let state = FieldState::of(&name, "");
    view! {
        {state.error.clone().map(|sentence| error_message(&state.id, sentence))}
        <div class="choices" id=state.id.clone() role="group">
            {choices.into_iter().map(|(value, label, sense)| view! {
                <button type="submit" class=sense.class() name=name.clone() value=value>
                    <i aria-hidden="true">{sense.sign()}</i>
                    <span>{label}</span>
                </button>
            }).collect_view()}
        </div>
    }
    .into_any()
}

/// What was chosen, big, before it is sent.
#[component]
pub fn Chosen(#[prop(into)] label: String, sense: Sense) -> impl IntoView {
    view! {
        <p class=format!("{} chosen", sense.class())>
            <i aria-hidden="true">{sense.sign()}</i>
            <span>{label}</span>
        </p>
    }
    .into_any()
}
