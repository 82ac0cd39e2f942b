//! The forms of voting. Invariant: what leaves here is clean; whether it fits the vote at hand its use case says.

use super::Terms;
use crate::ballot::{Kind, Layout, MOST_OPTIONS, Marks, Tally};
use crate::ids::PersonId;
use crate::rule::{Channel, Channels, Matter, Rule, Secrecy};
use crate::{Error, Fault, Result, form::Reading};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Form: a ballot. Its places are the fields `m0`, `m1`, … with their marks; a place without a field is not marked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BallotForm {
    /// Made with the page; the same key again is the same ballot.
    pub key: String,
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

/// How the key of a line begins that was used on paper.
pub const PAPER_KEY: &str = "paper-";

impl BallotForm {
    /// A ballot as a program fills it in.
    #[must_use]
    pub fn of(key: impl Into<String>, marks: &[u8]) -> Self {
        let fields = marks
            .iter()
            .enumerate()
            .map(|(place, mark)| (format!("m{place}"), mark.to_string()));
        Self {
            key: key.into(),
            fields: fields.collect(),
        }
    }

    /// # Errors
    /// [`Error::Invalid`] for a key that is none.
    pub fn key(&self) -> Result<String> {
        let mut r = Reading::new();
        let key = r.line("key", &self.key, 8..=64);
        // No page makes such a key: a paper's line is no ballot of whoever guesses it.
        if key.starts_with(PAPER_KEY) {
            r.problem("key", Fault::NotAChoice);
        }
        r.done(Some(key))
    }

    /// The marks, if they fit the layout.
    ///
    /// # Errors
    /// [`Error::Invalid`] at the field that stands for the whole ballot on its page.
    pub fn marks(&self, layout: &Layout) -> Result<Marks> {
        let field = match layout.kind {
            Kind::ChooseOne => "pick",
            Kind::Choose | Kind::Election => "marks",
            Kind::Motion | Kind::Confidence | Kind::Rating => "m0",
        };
        let refused = |fault| Error::field(field, fault);
        let mut marks = vec![0; layout.places()];
        // One of a list comes as the number of its line.
        if let Some(picked) = self.fields.get("pick").filter(|picked| !picked.trim().is_empty()) {
            if layout.kind != Kind::ChooseOne {
                return Err(refused(Fault::NotAChoice));
            }
            let place = picked.trim().parse::<usize>().ok();
            let place = place.and_then(|place| marks.get_mut(place));
            *place.ok_or_else(|| refused(Fault::NotAChoice))? = 1;
        }
        for (name, value) in &self.fields {
            let digits = |place: &&str| !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit());
            let Some(place) = name.strip_prefix('m').filter(digits) else {
                continue;
            };
            // A place that is no number at all is none of this ballot's either, nor is one under a second name (`m00`):
            // the two could say different things.
            let number = place.parse::<usize>().ok().filter(|number| number.to_string() == place);
            let place = number.and_then(|number| marks.get_mut(number));
            let place = place.ok_or_else(|| refused(Fault::NotAChoice))?;
            *place = match value.trim() {
                "" => 0,
                mark => mark.parse().map_err(|_| refused(Fault::NotAChoice))?,
            };
        }
        Marks::new(marks, layout).map_err(refused)
    }
}

/// Form: a draft is opened, as it was read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    /// [`super::terms_sha256`] of what was read; empty for who has just written it.
    pub terms: String,
}

/// Form: a vote on an agenda item.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct VoteForm {
    pub question: String,
    pub matter: String,
    /// The kind of ballot; nothing: the usual one of the matter.
    pub ballot: String,
    /// One option a line.
    pub options: String,
    /// Seats, or how many may be chosen.
    pub most: String,
    /// `open` or `secret`; anything else: as the rule of the matter says. Where it leaves the choice, an ordinary matter
    /// is voted on openly, and one that concerns persons is refused.
    pub secrecy: String,
    pub names_shown: String,
    /// Nothing ticked: the phone in an open vote, what the rule allows in a secret one.
    pub phone: String,
    pub assisted: String,
    pub paper: String,
    /// Minutes until it closes by itself, or nothing.
    pub minutes: String,
    /// `draft` keeps it; anything else opens it at once.
    pub then: String,
    /// Of a draft that is changed: [`super::terms_sha256`] of what was read.
    pub terms: String,
}

/// What [`VoteForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteData {
    pub question: String,
    pub matter: Matter,
    pub layout: Layout,
    pub secret: Option<bool>,
    pub channels: Channels,
    pub names_shown: bool,
    /// Until it closes by itself.
    pub minutes: Option<u32>,
    pub opens: bool,
}

impl VoteData {
    /// What the vote is under a rule: what was left open is settled by it.
    #[must_use]
    pub fn terms(&self, rule: &Rule) -> Terms {
        let secret = self.secret.unwrap_or(rule.secrecy == Secrecy::Secret);
        let channels = match (self.channels.0.is_empty(), secret) {
            (false, _) => self.channels.clone(),
            (true, true) => rule.secret_channels.clone(),
            (true, false) => Channels::of(&[Channel::Phone]),
        };
        Terms {
            question: self.question.clone(),
            matter: self.matter,
            layout: self.layout.clone(),
            secret,
            channels,
            names_shown: self.names_shown && !secret,
        }
    }
}

/// Seats, or how many may be chosen.
const MOST: RangeInclusive<i64> = 1..=100;
/// The longest that a vote stays open by itself: a day.
const MOST_MINUTES: i64 = 24 * 60;

impl VoteForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<VoteData> {
        // In the order of the page, so that what is wrong is told from top to bottom.
        let mut r = Reading::new();
        let question = r.line("question", &self.question, 3..=300);
        let matter = r.choice("matter", &self.matter, Matter::from_code(&self.matter));
        let minutes = match self.minutes.trim() {
            "" => None,
            typed => u32::try_from(r.number("minutes", typed, 1..=MOST_MINUTES)).ok(),
        };
        // Nobody who chose no kind is asked twice: the matter has a usual one.
        let kind = match (self.ballot.trim(), matter) {
            ("", Some(matter)) => Some(super::usual_kind(matter)),
            // Without a matter there is no usual kind, and the missing matter is said already.
            ("", None) => None,
            (code, _) => r.choice("ballot", code, Kind::from_code(code)),
        };
        if let (Some(matter), Some(kind)) = (matter, kind)
            && !matter.kinds().contains(&kind)
        {
            r.problem("ballot", Fault::KindNotForMatter);
        }
        let options: Vec<String> = self
            .options
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| r.line("options", line, 1..=200))
            .collect();
        // What is typed for another ballot than the one chosen is asked about: one of the two was not meant.
        if let Some(kind @ Kind::Motion) = kind
            && !options.is_empty()
        {
            r.problem("options", Fault::ListNotUsed { kind });
        }
        let most = match kind {
            Some(Kind::Choose | Kind::Election) => self.most.trim().parse().ok().filter(|most| MOST.contains(most)),
            _ => None,
        };
        let layout = kind.and_then(|kind| {
            let layout = Layout::new(
                kind,
                options,
                most.and_then(|most| u32::try_from(most).ok()).unwrap_or(1),
            );
            match layout {
                Ok(layout) => Some(layout),
                Err(fault) => {
                    let field = match fault {
                        Fault::SeatsBeyondOptions { .. } => "most",
                        _ => "options",
                    };
                    r.problem(field, fault);
                    None
                }
            }
        });
        match kind {
            Some(Kind::Choose | Kind::Election) => {
                r.number("most", &self.most, MOST);
            }
            Some(kind) if !matches!(self.most.trim(), "" | "1") => r.problem("most", Fault::MostNotUsed { kind }),
            _ => {}
        }
        let secret = match self.secrecy.as_str() {
            "open" => Some(false),
            "secret" => Some(true),
            _ => None,
        };
        let typed = [
            (&self.phone, Channel::Phone),
            (&self.assisted, Channel::Assisted),
            (&self.paper, Channel::Paper),
        ];
        let channels = Channels(
            typed
                .iter()
                .filter(|(typed, _)| *typed == "yes")
                .map(|(_, channel)| *channel)
                .collect(),
        );
        let value = matter.zip(layout).map(|(matter, layout)| VoteData {
            question,
            matter,
            layout,
            secret,
            channels,
            names_shown: self.names_shown == "yes",
            minutes,
            opens: self.then != "draft",
        });
        r.done(value)
    }
}

/// Form: who was given a paper ballot.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Marking {
    /// Empty for `rest`.
    pub person: String,
    /// `given`, `back` if it came back unused, or `rest` for everybody here who has neither voted nor paper.
    pub what: String,
}

/// What [`Marking`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handing {
    Given(PersonId),
    Back(PersonId),
    Rest,
}

impl Marking {
    /// # Errors
    /// [`Error::Invalid`] for a person or an act that is none.
    pub fn read(&self) -> Result<Handing> {
        if self.what == "rest" {
            return Ok(Handing::Rest);
        }
        let mut r = Reading::new();
        let person = r.choice("person", &self.person, self.person.parse::<PersonId>().ok());
        let what: Option<fn(PersonId) -> Handing> = match self.what.as_str() {
            "given" => Some(Handing::Given),
            "back" => Some(Handing::Back),
            _ => None,
        };
        let what = r.choice("what", &self.what, what);
        r.done(person.zip(what).map(|(person, what)| what(person)))
    }
}

/// Form: a teller's figures. Fields `m{place}_{mark}` hold how many ballots bear that mark there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CountForm {
    /// Ballots that came back.
    pub returned: String,
    pub valid: String,
    pub invalid: String,
    pub blank: String,
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

/// The fields of one place.
struct Figures {
    /// All its levels together.
    line: String,
    levels: [String; 4],
}

/// The fields of all places that a ballot can have: a problem names its field for good.
static FIGURES: LazyLock<Vec<Figures>> = LazyLock::new(|| {
    let figures = |place| Figures {
        line: format!("line{place}"),
        levels: [1, 2, 3, 4].map(|level| format!("m{place}_{level}")),
    };
    (0..MOST_OPTIONS).map(figures).collect()
});

/// Whether a field's name is made as that of a figure.
fn is_figure(name: &str) -> bool {
    name.strip_prefix('m')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a ballot of this layout has the place and the mark that a figure is of.
fn stands_on(layout: &Layout, name: &str) -> bool {
    let places = Tally::empty(layout).marks;
    places
        .iter()
        .zip(FIGURES.iter())
        .any(|(marks, fields)| fields.levels.iter().take(marks.len()).any(|field| field == name))
}

impl CountForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that is no number, or figures that do not add up.
    pub fn read(&self, layout: &Layout) -> Result<Tally> {
        let mut r = Reading::new();
        // A form that was sent empty is no count of nothing.
        let mut counted =
            |field: &'static str, typed: &str| u32::try_from(r.number(field, typed, 0..=100_000)).unwrap_or(0);
        let (returned, valid) = (counted("returned", &self.returned), counted("valid", &self.valid));
        let mut number =
            |field: &'static str, typed: &str| counted(field, if typed.trim().is_empty() { "0" } else { typed });
        let mut tally = Tally {
            valid,
            invalid: number("invalid", &self.invalid),
            blank: number("blank", &self.blank),
            marks: Tally::empty(layout).marks,
        };
        for (marks, fields) in tally.marks.iter_mut().zip(FIGURES.iter()) {
            for (count, field) in marks.iter_mut().zip(&fields.levels) {
                let typed = self.fields.get(field);
                *count = number(field, typed.map_or("", String::as_str));
            }
        }
        // Figures for places that this ballot does not have would be lost without a word.
        if self
            .fields
            .keys()
            .any(|name| is_figure(name) && !stands_on(layout, name))
        {
            r.problem("marks", Fault::NotAChoice);
        }
        if r.is_clean() {
            if returned != tally.ballots() {
                let (valid, invalid) = (tally.valid, tally.invalid);
                let fault = Fault::ReturnedNotTheSum {
                    returned,
                    valid,
                    invalid,
                };
                r.problem("returned", fault);
            }
            match tally.sound(layout) {
                Ok(()) => {}
                Err(fault @ Fault::BlankBeyondValid { .. }) => r.problem("blank", fault),
                // Each of them by its name: whoever counts knows which to count again.
                Err(Fault::PlaceBeyondBallots { .. }) => {
                    for (place, fault) in tally.beyond(layout) {
                        let fields = FIGURES.get(place);
                        let field = fields.map_or("marks", |fields| match layout.kind.picks() {
                            true => fields.levels[0].as_str(),
                            false => fields.line.as_str(),
                        });
                        r.problem(field, fault);
                    }
                }
                Err(fault) => r.problem("marks", fault),
            }
        }
        r.done(Some(tally))
    }
}
