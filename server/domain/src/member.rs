//! Members: people, their memberships with status and dates.
//!
//! Invariant: a membership row ends and another begins; none is overwritten.

use crate::change::ComingMembership;
use crate::ids::{PersonId, UnitId};
use crate::transfer::Why;
use crate::unit::Office;
use crate::{Fault, Result, codes, form::Reading};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// The status of a membership. `Left` closes a history (transfer out, death, removal).
    pub enum Status {
        Official => "official",
        Probationary => "probationary",
        TemporaryIn => "temporary_in",
        TemporaryOut => "temporary_out",
        Exempt => "exempt",
        Suspended => "suspended",
        Candidate => "candidate",
        Left => "left",
    }
}

impl Status {
    /// States that a membership may pass to. Source: design §4; domain.md §4.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use Status::{Candidate, Exempt, Left, Official, Probationary, Suspended, TemporaryIn, TemporaryOut};
        match self {
            Candidate => matches!(next, Probationary | Left),
            Probationary => matches!(next, Official | TemporaryOut | Suspended | Left),
            Official => matches!(next, Exempt | TemporaryOut | Suspended | Left),
            Exempt | TemporaryOut | Suspended => {
                matches!(next, Official | Probationary | Exempt | TemporaryOut | Suspended | Left)
            }
            TemporaryIn => matches!(next, Left),
            Left => false,
        }
    }

    /// With which somebody may join a unit: any but the one that closes a history.
    #[must_use]
    pub const fn may_begin(self) -> bool {
        !matches!(self, Self::Left)
    }

    /// Counted among the unit's own members: neither candidates nor those who are here only for a time.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        match self {
            Self::Official | Self::Probationary | Self::TemporaryOut | Self::Exempt | Self::Suspended => true,
            Self::TemporaryIn | Self::Candidate | Self::Left => false,
        }
    }

    /// Summoned to the meetings of the cell.
    #[must_use]
    pub const fn is_summoned(self) -> bool {
        matches!(self, Self::Official | Self::Probationary | Self::TemporaryIn)
    }
}

codes! {
    pub enum Sex { Female => "female", Male => "male" }
}

/// A line of a list of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLine {
    pub person: PersonId,
    pub name: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub status: Status,
    pub born: Option<NaiveDate>,
    pub phone: String,
    pub has_account: bool,
}

/// One row of a membership's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipRow {
    pub unit: UnitId,
    pub unit_name: String,
    pub status: Status,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// Why it began, where it was written down: a transfer.
    pub why: Why,
}

/// A member with all that the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    pub person: PersonId,
    pub name: String,
    pub sex: Sex,
    pub born: Option<NaiveDate>,
    pub phone: String,
    pub email: String,
    pub card_number: String,
    pub joined_on: Option<NaiveDate>,
    pub official_on: Option<NaiveDate>,
    pub memberships: Vec<MembershipRow>,
    pub coming: Vec<ComingMembership>,
    pub offices: Vec<Office>,
    pub account: Option<AccountLine>,
    pub can_edit: bool,
    pub can_transfer: bool,
    pub can_issue_link: bool,
}

/// What others may know of somebody's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    pub has_password: bool,
    pub last_signed_in: Option<DateTime<Utc>>,
}

/// Form: a new member of a unit, or new data of one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    pub name: String,
    pub sex: String,
    /// A field that may be empty and does not come at all keeps what is known: absent is not empty.
    pub born: Option<String>,
    pub phone: String,
    pub email: String,
    pub card_number: Option<String>,
    pub joined_on: Option<String>,
    pub official_on: Option<String>,
    /// Only for a new member.
    pub status: String,
    /// Only for a new member: first day of the membership.
    pub from: String,
}

/// What [`MemberForm`] means, without the membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonData {
    pub name: String,
    pub sex: Sex,
    pub born: Option<NaiveDate>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub card_number: String,
    pub joined_on: Option<NaiveDate>,
    pub official_on: Option<NaiveDate>,
}

/// The beginning of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    pub status: Status,
    pub from: NaiveDate,
}

impl MembershipRow {
    /// Whether it lasts on a day.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| to > day)
    }
}

impl MemberForm {
    /// New data of somebody of whom `present` is known.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read_change(&self, present: &PersonData, today: NaiveDate) -> Result<PersonData> {
        let mut r = Reading::new();
        let value = self.person(&mut r, Some(present), today);
        r.done(value)
    }

    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read_new(&self, today: NaiveDate) -> Result<(PersonData, Joining)> {
        let mut r = Reading::new();
        let person = self.person(&mut r, None, today);
        let status = r.choice("status", &self.status, Status::from_code(&self.status));
        if status.is_some_and(|status| !status.may_begin()) {
            r.problem("status", Fault::NotAChoice);
        }
        let from = r.coming("from", &self.from, today);
        let born = person.as_ref().and_then(|person| person.born);
        if from.zip(born).is_some_and(|(from, born)| from < born) {
            r.problem("from", Fault::BeforeBirth);
        }
        let joining = status.zip(from).map(|(status, from)| Joining { status, from });
        r.done(person.zip(joining))
    }

    fn person(&self, r: &mut Reading, present: Option<&PersonData>, today: NaiveDate) -> Option<PersonData> {
        let name = r.line("name", &self.name, 2..=80);
        let sex = r.choice("sex", &self.sex, Sex::from_code(&self.sex));
        let born = day(
            r,
            "born",
            self.born.as_deref(),
            present.and_then(|present| present.born),
        );
        if born.is_some_and(|day| day > today) {
            r.problem("born", Fault::DateInFuture);
        }
        let phone = crate::account::phone("phone", &self.phone, r);
        let email = crate::account::email("email", &self.email, r);
        let card_number = match &self.card_number {
            Some(typed) => r.line("card_number", typed, 0..=20),
            None => present.map(|present| present.card_number.clone()).unwrap_or_default(),
        };
        let joined_on = day(
            r,
            "joined_on",
            self.joined_on.as_deref(),
            present.and_then(|present| present.joined_on),
        );
        let official_on = day(
            r,
            "official_on",
            self.official_on.as_deref(),
            present.and_then(|present| present.official_on),
        );
        Career {
            born,
            joined_on,
            official_on,
        }
        .hold_together(r, today);
        sex.map(|sex| PersonData {
            name,
            sex,
            born,
            phone,
            email,
            card_number,
            joined_on,
            official_on,
        })
    }
}

/// The days of a member's life that follow each other.
struct Career {
    born: Option<NaiveDate>,
    joined_on: Option<NaiveDate>,
    official_on: Option<NaiveDate>,
}

/// Source: 294-QĐ/TW, by domain.md §4, a secondary one: held against nobody who joined before it, when wars and other
/// rules let younger people in. Its upper age is left to the committee, which may make exceptions.
const LEAST_AGE: u32 = 18;
const LEAST_AGE_SINCE: (i32, u32, u32) = (2025, 5, 26);

impl Career {
    /// Each fault at the later of the two days.
    fn hold_together(&self, r: &mut Reading, today: NaiveDate) {
        for (field, day) in [("joined_on", self.joined_on), ("official_on", self.official_on)] {
            if day.is_some_and(|day| day > today) {
                r.problem(field, Fault::DateInFuture);
            } else if self.born.zip(day).is_some_and(|(born, day)| day <= born) {
                r.problem(field, Fault::BeforeBirth);
            }
        }
        if let Some((born, joined)) = self.born.zip(self.joined_on)
            && (joined.year(), joined.month(), joined.day()) >= LEAST_AGE_SINCE
            && joined > born
            && months(joined) < months(born) + i64::from(LEAST_AGE) * 12
        {
            r.problem("joined_on", Fault::TooYoung { least: LEAST_AGE });
        }
        if self
            .joined_on
            .zip(self.official_on)
            .is_some_and(|(joined, official)| official < joined)
        {
            r.problem("official_on", Fault::OfficialBeforeJoining);
        }
    }
}

/// An age is counted by the month: who is born in March is a year older on the first of March.
fn months(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

fn day(r: &mut Reading, field: &'static str, typed: Option<&str>, present: Option<NaiveDate>) -> Option<NaiveDate> {
    match typed {
        Some(typed) => r.date_if_any(field, typed),
        None => present,
    }
}

/// The row that holds ends and another begins: the day that both share.
///
/// # Errors
/// [`Fault::StatusNotReachable`] for a status that does not follow; [`Fault::BeforeBeginning`] for a day before the
/// row that holds began.
pub fn pass(now: Joining, to: StatusChange) -> Result<Joining> {
    if !now.status.may_become(to.status) {
        return Err(crate::Error::Refused(Fault::StatusNotReachable));
    }
    let from = crate::unit::ends(now.from, to.on)?;
    Ok(Joining {
        status: to.status,
        from,
    })
}

/// Form: the membership passes to another status on a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    pub unit: String,
    pub status: String,
    pub on: String,
}

/// What [`StatusForm`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    pub unit: UnitId,
    pub status: Status,
    pub on: NaiveDate,
}

impl StatusForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self, today: NaiveDate) -> Result<StatusChange> {
        let mut r = Reading::new();
        let unit = r.choice("unit", &self.unit, self.unit.parse().ok());
        let status = r.choice("status", &self.status, Status::from_code(&self.status));
        let on = r.coming("on", &self.on, today);
        let value = match (unit, status, on) {
            (Some(unit), Some(status), Some(on)) => Some(StatusChange { unit, status, on }),
            _ => None,
        };
        r.done(value)
    }
}

/// Those among people of one list who share a name, by what tells them apart: "Lò Thị Hoa (1961)", or the whole
/// birthday where the year does not either. Whoever's birthday is not known keeps the bare name.
pub fn told_apart<K: Ord>(people: impl IntoIterator<Item = (K, String, Option<NaiveDate>)>) -> BTreeMap<K, String> {
    let mut by_name: BTreeMap<String, Vec<(K, Option<NaiveDate>)>> = BTreeMap::new();
    for (key, name, born) in people {
        by_name.entry(name).or_default().push((key, born));
    }
    let mut told = BTreeMap::new();
    for (name, bearers) in by_name.into_iter().filter(|(_, bearers)| bearers.len() > 1) {
        let years: Vec<i32> = bearers
            .iter()
            .filter_map(|(_, born)| Some(born.as_ref()?.year()))
            .collect();
        for (key, born) in bearers {
            let Some(born) = born else { continue };
            let alone = years.iter().filter(|year| **year == born.year()).count() == 1;
            let form = if alone { "%Y" } else { "%d/%m/%Y" };
            told.insert(key, format!("{name} ({})", born.format(form)));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_told_apart_by_year_or_by_birthday() {
        let people = [
            (1, "Lò Thị Hoa", Some("1961-03-04")),
            (2, "Lò Thị Hoa", Some("1975-03-04")),
            (3, "Hà Văn Nam", Some("1961-03-04")),
            (4, "Cà Thị Lả", Some("1980-01-02")),
            (5, "Cà Thị Lả", Some("1980-11-12")),
            (6, "Cà Thị Lả", None),
        ];
        let told =
            told_apart(people.map(|(key, name, born)| (key, name.to_owned(), born.map(|day| day.parse().unwrap()))));
        let told: Vec<_> = told.iter().map(|(key, name)| (*key, name.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "Lò Thị Hoa (1961)"),
                (2, "Lò Thị Hoa (1975)"),
                (4, "Cà Thị Lả (02/01/1980)"),
                (5, "Cà Thị Lả (12/11/1980)"),
            ]
        );
    }

    #[test]
    fn the_days_of_a_life_follow_each_other() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        let faults = |born: &str, joined: &str, official: &str, from: &str| {
            let form = MemberForm {
                name: "Lò Thị Lan".into(),
                sex: "female".into(),
                born: Some(born.into()),
                joined_on: Some(joined.into()),
                official_on: Some(official.into()),
                status: "official".into(),
                from: from.into(),
                ..MemberForm::default()
            };
            match form.read_new(today) {
                Ok(_) => Vec::new(),
                Err(crate::Error::Invalid(problems)) => {
                    problems.into_iter().map(|one| (one.field, one.fault)).collect()
                }
                Err(other) => panic!("{other}"),
            }
        };
        let young = Fault::TooYoung { least: 18 };
        for (born, joined, official, from, wanted) in [
            ("1961-03-04", "1982-02-03", "1983-08-03", "1990-01-01", vec![]),
            ("", "1982-02-03", "1982-02-03", "2026-12-10", vec![]),
            ("1961-03-04", "", "", "2026-12-03", vec![]),
            (
                "1961-03-04",
                "1961-03-04",
                "",
                "1990-01-01",
                vec![("joined_on", Fault::BeforeBirth)],
            ),
            (
                "1961-03-04",
                "1960-01-01",
                "1960-06-01",
                "1990-01-01",
                vec![("joined_on", Fault::BeforeBirth), ("official_on", Fault::BeforeBirth)],
            ),
            (
                "",
                "1983-08-03",
                "1982-02-03",
                "1990-01-01",
                vec![("official_on", Fault::OfficialBeforeJoining)],
            ),
            (
                "",
                "2026-12-04",
                "",
                "1990-01-01",
                vec![("joined_on", Fault::DateInFuture)],
            ),
            (
                "",
                "2026-01-04",
                "2027-01-04",
                "1990-01-01",
                vec![("official_on", Fault::DateInFuture)],
            ),
            ("1961-03-04", "", "", "1960-01-01", vec![("from", Fault::BeforeBirth)]),
            // By the month, and only since the rule asks it.
            ("2008-03-31", "2026-03-01", "", "2026-03-01", vec![]),
            ("2008-04-01", "2026-03-31", "", "2026-03-31", vec![("joined_on", young)]),
            ("1955-04-01", "1972-02-03", "", "1990-01-01", vec![]),
        ] {
            assert_eq!(
                faults(born, joined, official, from),
                wanted,
                "{born} {joined} {official} {from}"
            );
        }
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let form = MemberForm {
            name: "Lò Thị Lan".into(),
            sex: "female".into(),
            born: Some("2026-12-03".into()),
            status: "official".into(),
            from: "2026-12-03".into(),
            ..MemberForm::default()
        };
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        assert!(form.read_new(day(3)).is_ok());
        let refused = form.read_new(day(2));
        assert!(matches!(refused, Err(crate::Error::Invalid(problems))
            if problems[0].field == "born" && problems[0].fault == Fault::DateInFuture));
    }
}
