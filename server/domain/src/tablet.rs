//! Voting on the cell's tablet: whoever has no phone puts his printed card before it and types his PIN.
//!
//! Invariant: a PIN stands on no card, and nothing that opens a vote has a `Debug` output: no token, code or PIN.

use crate::ids::{MeetingId, PersonId, TabletId, UnitId, VoteId};
use crate::policy::Tablet;
use crate::vote::OwnBallot;
use crate::{Fault, Result, form::Reading};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

/// Digits of the code beside the QR code, for typing. Together with a PIN, on a registered tablet only.
pub const CODE_DIGITS: u32 = 10;
pub const PIN_DIGITS: u32 = 6;
/// Wrong PINs in a row until a card is locked; only a new card helps then.
pub const TRIES: u32 = 5;
/// Cards printed at once: a hash each, and nobody else signs in meanwhile.
pub const CARDS_MOST: usize = 100;
/// A browser keeps no cookie longer; taking a card renews it.
pub const TABLET_DAYS: i64 = 400;
/// What the QR code of a card begins with.
pub const CARD_MARK: &str = "chibo-card:";

/// Until when a tablet knows whoever put his card before it, at most.
#[must_use]
pub fn seat_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::minutes(10)
}

/// Until when it knows him once he has voted: as long as a lost answer may be asked for again.
#[must_use]
pub fn voted_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::minutes(1)
}

/// Who comes with a tablet's cookies, as the frame of its pages shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    pub tablet: Tablet,
    pub unit_name: String,
    pub voter_name: Option<String>,
}

/// Form: this device becomes a tablet of the unit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TabletForm {
    pub name: String,
}

impl TabletForm {
    /// # Errors
    /// [`crate::Error::Invalid`] for a name that cannot be used.
    pub fn read(&self) -> Result<String> {
        let mut r = Reading::new();
        let name = r.line("name", &self.name, 2..=60);
        r.done(Some(name))
    }
}

/// Form: which cards to print.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CardsForm {
    /// `missing`: for everybody without a card; else for those chosen.
    pub who: String,
    pub person: Vec<String>,
}

/// What [`CardsForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForWhom {
    Missing,
    Chosen(Vec<PersonId>),
}

impl CardsForm {
    /// # Errors
    /// [`crate::Error::Invalid`] if nobody was chosen.
    pub fn read(&self) -> Result<ForWhom> {
        if self.who == "missing" {
            return Ok(ForWhom::Missing);
        }
        let mut r = Reading::new();
        let mut people: Vec<PersonId> = self.person.iter().filter_map(|id| id.parse().ok()).collect();
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            r.problem("person", Fault::Missing);
        }
        r.done(Some(ForWhom::Chosen(people)))
    }
}

/// Form: a card and its PIN, at the tablet.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CardForm {
    /// What the QR code holds, or the digits beside it.
    pub card: String,
    pub pin: String,
}

/// How a card was shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Shown {
    Secret(String),
    Code(String),
    /// No card looks so.
    Nothing,
}

impl CardForm {
    /// The card and the PIN. What looks like neither is no fault of the form: it gets the answer of a wrong card.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a field that is empty.
    pub fn read(&self) -> Result<(Shown, String)> {
        let mut r = Reading::new();
        for (field, typed) in [("card", &self.card), ("pin", &self.pin)] {
            if typed.trim().is_empty() {
                r.problem(field, Fault::Missing);
            }
        }
        let bare = |typed: &str| -> String {
            typed
                .chars()
                .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
                .collect()
        };
        let code = bare(&self.card);
        let shown = if let Some(secret) = self.card.trim().strip_prefix(CARD_MARK) {
            Shown::Secret(secret.to_owned())
        } else if code.len() == CODE_DIGITS as usize && code.bytes().all(|b| b.is_ascii_digit()) {
            Shown::Code(code)
        } else {
            Shown::Nothing
        };
        r.done(Some((shown, bare(&self.pin))))
    }
}

/// A card as it is printed: the only moment at which its secrets exist in the clear.
#[derive(Clone)]
pub struct NewCard {
    pub name: String,
    /// Year of birth, where two of the unit's members bear the same name.
    pub year: Option<i32>,
    pub secret: String,
    pub code: String,
    pub pin: String,
}

impl NewCard {
    /// What its QR code holds.
    #[must_use]
    pub fn qr(&self) -> String {
        format!("{CARD_MARK}{}", self.secret)
    }
}

/// What a unit keeps: its tablets and its members' cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabletsView {
    pub unit: UnitId,
    pub unit_name: String,
    pub tablets: Vec<TabletLine>,
    pub people: Vec<CardLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabletLine {
    pub id: TabletId,
    pub name: String,
    pub since: DateTime<Utc>,
    pub by: String,
}

/// A member with a vote, and his card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    pub person: PersonId,
    pub name: String,
    /// Year of birth, where two of the unit's members bear the same name.
    pub year: Option<i32>,
    pub card: CardState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    None,
    Issued(DateTime<Utc>),
    /// Too many wrong PINs.
    Locked,
}

/// The tablet's first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartView {
    /// The meeting that is in session.
    pub meeting: Option<String>,
    /// The questions that are open on tablets.
    pub questions: Vec<String>,
}

/// An open vote as it stands for whoever put his card before the tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatVote {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub question: String,
    pub secret: bool,
    pub own: OwnBallot,
}

/// Form: one of the unit's tablets.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TabletRef {
    pub tablet: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(card: &str) -> Shown {
        let form = CardForm {
            card: card.into(),
            pin: "123 456".into(),
        };
        let (shown, pin) = form.read().unwrap();
        assert_eq!(pin, "123456");
        shown
    }

    #[test]
    fn a_card_is_shown_in_two_ways() {
        assert!(shown(" 1234 567-890 ") == Shown::Code("1234567890".into()));
        assert!(shown("chibo-card:Abc_-9\n") == Shown::Secret("Abc_-9".into()));
        for nothing in [
            "123456789",
            "12345678901",
            "１２３４５６７８９０",
            "https://a.test",
            "x",
        ] {
            assert!(shown(nothing) == Shown::Nothing, "{nothing}");
        }
    }

    #[test]
    fn what_is_empty_is_named() {
        let empty = CardForm::default().read();
        assert!(matches!(empty, Err(crate::Error::Invalid(problems)) if problems.len() == 2));
        let nobody = CardsForm::default().read();
        assert!(matches!(nobody, Err(crate::Error::Invalid(problems)) if problems[0].field == "person"));
    }
}
