//! Fields in which something is written or chosen from a list.
//!
//! Invariant: every field has a visible label, and its hint and its error are linked to it by
//! `aria-describedby`; whatever was typed comes back escaped.

use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;

use super::ShowPassword;
use super::context::{FieldState, t};

/// What kind of line a [`Field`] is. Decides keyboard, autofill and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Text,
    /// A person's own name.
    Name,
    Tel,
    Email,
    /// By what somebody signs in: a number or an address.
    SignInName,
    /// The password of an existing account.
    Password,
    /// A password that is being chosen.
    NewPassword,
    /// A PIN or one-time code.
    Code,
    /// A whole number.
    Number,
    /// Native date input; its value is `2026-12-03`.
    Date,
    /// Native time input; its value is `19:30`.
    Time,
    Url,
}

struct Input {
    kind: &'static str,
    mode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    class: &'static str,
    /// Typed as it is, not as a keyboard would correct it: no first letter made big, no word completed.
    literal: bool,
}

impl Kind {
    const fn input(self) -> Input {
        let (kind, mode, autocomplete, class) = match self {
            Self::Text => ("text", None, None, "govuk-input"),
            Self::Name => ("text", None, Some("name"), "govuk-input"),
            Self::Tel => ("tel", Some("tel"), Some("tel"), "govuk-input"),
            Self::Email => ("email", Some("email"), Some("email"), "govuk-input"),
            Self::SignInName => ("text", None, Some("username"), "govuk-input"),
            Self::Password => ("password", None, Some("current-password"), "govuk-input"),
            Self::NewPassword => ("password", None, Some("new-password"), "govuk-input"),
            Self::Code => ("text", Some("numeric"), Some("one-time-code"), "govuk-input short"),
            // type=number scrolls away and drops what it does not understand.
            Self::Number => ("text", Some("numeric"), Some("off"), "govuk-input short"),
            Self::Date => ("date", None, None, "govuk-input date"),
            Self::Time => ("time", None, None, "govuk-input date"),
            Self::Url => ("url", Some("url"), None, "govuk-input"),
        };
        Input {
            kind,
            mode,
            autocomplete,
            class,
            literal: matches!(
                self,
                Self::Email | Self::SignInName | Self::Password | Self::NewPassword | Self::Url
            ),
        }
    }

    const fn is_password(self) -> bool {
        matches!(self, Self::Password | Self::NewPassword)
    }

    /// A password is never sent back to the browser.
    const fn comes_back(self) -> bool {
        !matches!(self, Self::Password | Self::NewPassword | Self::Code)
    }
}

/// Label, hint and error around a control.
fn group<C: IntoView + 'static>(
    state: &FieldState,
    label: String,
    optional: bool,
    hint: String,
    control: C,
) -> impl IntoView + use<C> {
    let t = t();
    view! {
        <div class=state.group_class()>
            <label class="govuk-label" for=state.id.clone()>
                {label}
                {optional.then(|| view! { <span class="soft">" "{t.form_optional()}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <div class="govuk-hint" id=format!("{}-hint", state.id)>{hint}</div> })}
            {state.error.clone().map(|sentence| error_message(&state.id, sentence))}
            {control}
        </div>
    }
}

pub(super) fn error_message(id: &str, sentence: String) -> impl IntoView + use<> {
    view! {
        <p class="govuk-error-message" id=format!("{id}-error")>
            <span class="govuk-visually-hidden">{t().form_error()}" "</span>
            {sentence}
        </p>
    }
}

/// One line to write on.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] kind: Kind,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// Adds "(không bắt buộc)" to the label; everything else is required.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] min: String,
    #[prop(optional, into)] max: String,
    /// Suggestions that do not bind.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// Overrides the kind's autofill.
    #[prop(optional, into)]
    autocomplete: String,
    /// What the error summary calls it, where the label alone does not say which it is.
    #[prop(optional, into)]
    called: String,
) -> impl IntoView {
    let state = FieldState::of(&name, if called.is_empty() { &label } else { &called });
    let value = if kind.comes_back() {
        state.value(value)
    } else {
        String::new()
    };
    let input = kind.input();
    let autocomplete = if autocomplete.is_empty() {
        input.autocomplete.map(str::to_owned)
    } else {
        Some(autocomplete)
    };
    let list = (!suggestions.is_empty()).then(|| format!("{}-list", state.id));
    let failed = state.error.is_some();
    let class = if failed {
        format!("{} govuk-input--error", input.class)
    } else {
        input.class.to_owned()
    };
    let literal = input.literal;
    let line = view! {
        <input
            class=class
            id=state.id.clone()
            name=name
            type=input.kind
            inputmode=input.mode
            autocomplete=autocomplete
            autocapitalize=literal.then_some("none")
            spellcheck=literal.then_some("false")
            value=(!value.is_empty()).then_some(value)
            min=(!min.is_empty()).then_some(min)
            max=(!max.is_empty()).then_some(max)
            list=list.clone()
            autofocus=autofocus
            aria-invalid=failed.then_some("true")
            aria-describedby=state.described_by(!hint.is_empty())
            // Safari's own; leptos does not know its name.
            {..custom_attribute("autocorrect", literal.then_some("off"))}
        />
        {list.map(|id| view! {
            <datalist id=id>
                {suggestions.into_iter().map(|value| view! { <option value=value></option> }).collect_view()}
            </datalist>
        })}
    };
    let control = if kind.is_password() {
        let field = state.id.clone();
        view! { <div class="password">{line}<ShowPassword field=field /></div> }.into_any()
    } else {
        line.into_any()
    };
    group(&state, label, optional, hint, control).into_any()
}

/// Escapes text that stands inside a raw-text element.
///
/// leptos 0.8.23 writes the children of `<textarea>` unescaped, so a typed `</textarea><script>`
/// would run. This is the only module with the raw tag.
fn escape_raw(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// What a raw text area needs to know, beside its text.
#[derive(Default)]
pub(super) struct RawTextArea {
    pub id: String,
    pub name: Option<String>,
    pub class: &'static str,
    pub rows: u8,
    pub readonly: bool,
    pub failed: bool,
    pub described_by: Option<String>,
}

/// The raw element, shared by [`TextArea`] and [`super::CopyText`].
pub(super) fn raw_text_area(area: RawTextArea, text: &str) -> impl IntoView + use<> {
    // HTML drops one newline right after the tag: one more keeps the text's own.
    let text = format!("\n{}", escape_raw(text));
    view! {
        <textarea class=area.class id=area.id name=area.name rows=area.rows.to_string() readonly=area.readonly
            aria-invalid=area.failed.then_some("true") aria-describedby=area.described_by inner_html=text></textarea>
    }
}

/// Several lines to write on.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(default = 5)] rows: u8,
) -> impl IntoView {
    let state = FieldState::of(&name, &label);
    let value = state.value(value);
    let class = if state.error.is_some() {
        "govuk-textarea govuk-textarea--error"
    } else {
        "govuk-textarea"
    };
    let area = RawTextArea {
        id: state.id.clone(),
        name: Some(name),
        class,
        rows,
        readonly: false,
        failed: state.error.is_some(),
        described_by: state.described_by(!hint.is_empty()),
    };
    let control = raw_text_area(area, &value);
    group(&state, label, optional, hint, control).into_any()
}

/// One of many. For up to six, [`super::Radios`] are easier to use.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Value and label; an empty value for "choose".
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let state = FieldState::of(&name, &label);
    let chosen = state.value(value);
    let failed = state.error.is_some();
    let control = view! {
        <select
            class=if failed { "govuk-select govuk-select--error" } else { "govuk-select" }
            id=state.id.clone()
            name=name
            aria-invalid=failed.then_some("true")
            aria-describedby=state.described_by(!hint.is_empty())
        >
            {options.into_iter().map(|(value, label)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{label}</option> }
            }).collect_view()}
        </select>
    };
    group(&state, label, optional, hint, control).into_any()
}

/// A file to send. The form needs `multipart`.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// As in the `accept` attribute: `.pdf,.docx,image/*`.
    #[prop(into)]
    accept: String,
    /// The limit in words, e.g. "PDF, DOCX hoặc ảnh, tối đa 20 MB".
    #[prop(into)]
    limit: String,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] optional: bool,
    /// Opens the camera on a phone.
    #[prop(optional)]
    camera: bool,
) -> impl IntoView {
    let state = FieldState::of(&name, &label);
    // Browsers do not let a page fill a file field again.
    let again = state.typed.is_some().then(|| t().form_file_again());
    let hint = match again {
        Some(again) => format!("{limit}. {again}"),
        None => limit,
    };
    let failed = state.error.is_some();
    let control = view! {
        <input
            class=if failed { "govuk-file-upload govuk-file-upload--error" } else { "govuk-file-upload" }
            id=state.id.clone()
            name=name
            type="file"
            accept=accept
            multiple=multiple
            capture=camera.then_some("environment")
            aria-invalid=failed.then_some("true")
            aria-describedby=state.described_by(true)
        />
    };
    group(&state, label, optional, hint, control).into_any()
}
