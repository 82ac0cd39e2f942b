//! What every page knows about its request, and what a refused form brings back.
//!
//! Invariant: components read the request only through [`page`] and [`form_state`]; nothing here
//! reads a clock, a cookie or a store, so a view renders the same from the same context.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use domain::done::Done;
use leptos::prelude::{expect_context, use_context};
use text::{Lang, Text};

/// One of the three text sizes a reader can choose: 100, 125 or 150 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    #[default]
    Normal,
    Large,
    Largest,
}

impl TextSize {
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Largest];

    /// The value as it stands in the cookie and in the form.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Normal => "1",
            Self::Large => "2",
            Self::Largest => "3",
        }
    }

    /// Reads a cookie or form value; anything unknown is the normal size.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|size| size.key() == key).unwrap_or_default()
    }

    /// The class on `<html>`.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Normal => "size-1",
            Self::Large => "size-2",
            Self::Largest => "size-3",
        }
    }

    /// The size that one more tap on "A+" gives.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Largest,
            Self::Largest => Self::Normal,
        }
    }
}

/// Addresses of the built files, with their hashes in them.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub wasm: String,
}

/// The person in front of the screen, as the frame shows him.
#[derive(Debug, Clone, Default)]
pub struct SignedIn {
    pub name: String,
    pub unit_id: String,
    pub unit_name: String,
    pub unit_parent: Option<String>,
    /// Units in which he holds a role: id and name. Shown only if there are at least two.
    pub units: Vec<(String, String)>,
    /// Notices not read yet; the count beside the menu.
    pub unread: u32,
    /// Entries of the account menu by role: address and label.
    pub menu: Vec<(String, String)>,
}

/// The tablet on which a page is shown.
#[derive(Debug, Clone, Default)]
pub struct AtTablet {
    pub unit_name: String,
    /// Whoever sits at it.
    pub voter: Option<String>,
}

/// One request, as far as a view may know it.
#[derive(Clone)]
pub struct PageContext {
    pub lang: Lang,
    pub size: TextSize,
    /// Path and query, as asked for; used to highlight the place and to come back.
    pub path: String,
    pub now: DateTime<Utc>,
    pub signed_in: Option<SignedIn>,
    /// On a tablet that a unit has registered.
    pub tablet: Option<AtTablet>,
    pub assets: Arc<Assets>,
    /// A sentence to show once, after a change that went through.
    pub notice: Option<Done>,
    /// Something fresh for the forms of this page: one that is sent twice makes one thing.
    pub fresh: Arc<str>,
}

/// The request's context. The server provides it for every page.
#[must_use]
pub fn page() -> PageContext {
    expect_context::<PageContext>()
}

/// The sentences in the reader's language.
#[must_use]
pub fn t() -> Text {
    Text::new(page().lang)
}

/// One thing that is wrong with a form. An empty field means the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub field: String,
    pub sentence: String,
}

/// A refused form: what was typed and what is wrong. Provided when a page is rendered with 422.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormState {
    /// The `name` of the [`super::Form`]; also posted as the hidden field `_form`.
    pub form: String,
    pub values: Vec<(String, String)>,
    pub errors: Vec<Problem>,
}

/// The refused form of this request, if any.
#[must_use]
pub fn form_state() -> Option<FormState> {
    use_context::<FormState>()
}

/// The form around a field. Provided by [`super::Form`].
#[derive(Debug, Clone, Default)]
pub(super) struct CurrentForm {
    pub name: String,
    /// What each field inside is called on the page, as the fields themselves said when they were built: the error
    /// summary names them so, and no second list of labels can go astray.
    pub labels: Arc<Mutex<BTreeMap<String, String>>>,
}

impl CurrentForm {
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            labels: Arc::default(),
        }
    }

    fn calls(&self, field: &str, label: &str) {
        if let Ok(mut labels) = self.labels.lock()
            && !label.is_empty()
        {
            labels.insert(field.to_owned(), label.to_owned());
        }
    }

    /// The problem as it stands in a summary: which field, and what is wrong with it. What to do about it stands
    /// at the field.
    pub fn summed_up(&self, problem: &Problem) -> String {
        let labels = self.labels.lock().ok();
        let Some(label) = labels.as_ref().and_then(|labels| labels.get(&problem.field)) else {
            return problem.sentence.clone();
        };
        let what = problem.sentence.split(". ").next().unwrap_or_default();
        let what = what.trim_end_matches('.');
        if what.to_lowercase().starts_with(&label.to_lowercase()) {
            what.to_owned()
        } else {
            format!("{}: {}", label.trim_end_matches(['?', ':', '.']), begin_small(what))
        }
    }
}

/// After a colon a sentence goes on in small letters; abbreviations and names of people stay: of a name the second
/// word is capital as well.
fn begin_small(sentence: &str) -> String {
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let mut chars = sentence.chars();
    let second_word = sentence.split_once(' ').map_or("", |(_, rest)| rest);
    match chars.next() {
        Some(first) if !capital(chars.as_str()) && !capital(second_word) => first.to_lowercase().chain(chars).collect(),
        _ => sentence.to_owned(),
    }
}

impl FormState {
    /// What somebody wrote, as far as it is words: no ids, choices or figures.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        let words = |value: &str| value.chars().any(|c| c.is_whitespace() || !c.is_ascii());
        let values = self.values.iter().filter(|(name, _)| !name.starts_with('_'));
        values
            .map(|(_, value)| value.as_str())
            .filter(move |value| words(value))
    }
}

/// Whether what was wrong with the refused form has been said: its own form says it, or else the top of the page.
#[derive(Clone, Default)]
pub struct Said(Arc<AtomicBool>);

/// Notes that the page says what was wrong.
pub fn said() {
    if let Some(Said(said)) = use_context() {
        said.store(true, Ordering::Relaxed);
    }
}

/// Whether nothing on the page that has been built so far says it.
pub(super) fn is_unsaid() -> bool {
    use_context::<Said>().is_some_and(|Said(said)| !said.load(Ordering::Relaxed))
}

/// What a field component needs to know about itself.
pub(super) struct FieldState {
    pub id: String,
    pub error: Option<String>,
    /// All values that were typed under this name; `None` if the form was not refused.
    pub typed: Option<Vec<String>>,
}

impl FieldState {
    /// The field `name`, which the page calls `label`.
    pub fn of(name: &str, label: &str) -> Self {
        let form = use_context::<CurrentForm>().unwrap_or_default();
        form.calls(name, label);
        let form = form.name;
        let id = field_id(&form, name);
        match form_state().filter(|state| state.form == form) {
            None => Self {
                id,
                error: None,
                typed: None,
            },
            Some(state) => Self {
                id,
                error: state
                    .errors
                    .into_iter()
                    .find(|problem| problem.field == name)
                    .map(|problem| problem.sentence),
                typed: Some(
                    state
                        .values
                        .into_iter()
                        .filter(|(field, _)| field == name)
                        .map(|(_, value)| value)
                        .collect(),
                ),
            },
        }
    }

    /// What was typed, else the value that the page gives.
    pub fn value(&self, given: String) -> String {
        match &self.typed {
            Some(typed) => typed.first().cloned().unwrap_or_default(),
            None => given,
        }
    }

    /// `aria-describedby`: the hint and the error, as far as they are there.
    pub fn described_by(&self, has_hint: bool) -> Option<String> {
        let hint = has_hint.then(|| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (one, other) => one.or(other),
        }
    }

    pub fn group_class(&self) -> &'static str {
        if self.error.is_some() {
            "govuk-form-group govuk-form-group--error"
        } else {
            "govuk-form-group"
        }
    }
}

/// The id of a field, to which the error summary links.
pub(super) fn field_id(form: &str, field: &str) -> String {
    if form.is_empty() {
        field.to_owned()
    } else {
        format!("{form}-{field}")
    }
}
