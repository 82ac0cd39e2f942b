//! Choosing several people out of many, without script: a checkbox each, folded by unit.
//!
//! Invariant: whoever is chosen is never folded away, and all boxes post under one name.

use leptos::prelude::*;

use super::{
    choice::Choice,
    context::{FieldState, t},
    field::error_message,
};

/// Groups of people: heading and one choice a person. One group alone is not folded.
#[component]
pub fn PickPeople(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: String,
    groups: Vec<(String, Vec<Choice>)>,
    #[prop(optional)] values: Vec<String>,
) -> impl IntoView {
    let state = FieldState::of(&name, &legend);
    let chosen = state.typed.clone().unwrap_or(values);
    let single = groups.len() == 1;
    let mut number = 0;
    let groups = groups
        .into_iter()
        .enumerate()
        .map(|(index, (heading, people))| {
            let inside = people.iter().filter(|choice| chosen.contains(&choice.value)).count();
            let all = people.len();
            let boxes = people
                .into_iter()
                .map(|choice| {
                    number += 1;
                    // The first box has the field's own id: the error summary links to it.
                    let id = if number == 1 {
                        state.id.clone()
                    } else {
                        format!("{}-{number}", state.id)
                    };
                    let checked = chosen.contains(&choice.value);
                    one(&name, id, choice, checked)
                })
                .collect::<Vec<_>>();
            let boxes = view! { <div class="govuk-checkboxes">{boxes}</div> };
            if single {
                boxes.into_any()
            } else {
                view! {
                    <details class="details" open={index == 0 || inside > 0}>
                        <summary><span>{heading}" "<span class="soft num">{t().pick_count(inside, all)}</span></span></summary>
                        <div class="details-text">{boxes}</div>
                    </details>
                }
                .into_any()
            }
        })
        .collect_view();
    let described_by = state.described_by(!hint.is_empty());
    view! {
        <div class=state.group_class()>
            <fieldset class="govuk-fieldset" aria-describedby=described_by>
                <legend class="govuk-fieldset__legend">{legend}</legend>
                {(!hint.is_empty()).then(|| view! { <div class="govuk-hint" id=format!("{}-hint", state.id)>{hint}</div> })}
                {state.error.clone().map(|sentence| error_message(&state.id, sentence))}
                {groups}
            </fieldset>
        </div>
    }
    .into_any()
}

fn one(name: &str, id: String, choice: Choice, checked: bool) -> impl IntoView + use<> {
    let hint_id = format!("{id}-item-hint");
    let hinted = !choice.hint.is_empty();
    view! {
        <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" id=id.clone() name=name.to_owned() type="checkbox"
                value=choice.value checked=checked aria-describedby=hinted.then(|| hint_id.clone()) />
            <label class="govuk-label govuk-checkboxes__label" for=id>{choice.label}</label>
            {hinted.then(|| view! { <div class="govuk-hint govuk-checkboxes__hint" id=hint_id>{choice.hint}</div> })}
        </div>
    }
}
