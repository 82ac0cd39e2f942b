//! Reading what was typed: every field is cleaned and checked in one way.
//!
//! Invariant: text that leaves here is NFC, trimmed, within its length and free of control characters
//! (line breaks only where a field has lines) and of marks that turn the direction of what is read.

use crate::audit::hex;
use crate::{Error, Fault, Problem, Result, fold};
use chrono::{Days, NaiveDate, NaiveTime, Timelike};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;

/// Stands for one form as it was typed on one page: the page carries something fresh, and what was typed is bound to it.
/// The same form sent twice has the same key; the page typed anew after going back has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormKey(pub [u8; 32]);

/// The field with what is fresh.
pub const FRESH: &str = "_fresh";

/// A short mark of what stood in a form when it was read, by which it tells what its writer had before him.
#[must_use]
pub fn mark_of(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // With its length, so that no text can run into the next.
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    let mut mark = hex(&hash.finalize());
    mark.truncate(16);
    mark
}

/// Marks that nobody sees, but that make a name or a title read otherwise than it is written.
const fn misleads(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFF}'
    )
}

/// What takes no ink: spaces, joiners, fillers, variants of a sign that is not there.
const fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Collects the problems of one form; [`Reading::done`] tells whether it can be used.
#[derive(Debug, Default)]
pub struct Reading {
    problems: Vec<Problem>,
}

impl Reading {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn problem(&mut self, field: &'static str, fault: Fault) {
        self.problems.push(Problem { field, fault });
    }

    /// One line of text; the range is its length in characters.
    pub fn line(&mut self, field: &'static str, typed: &str, length: RangeInclusive<usize>) -> String {
        let text = fold::clean(typed);
        if text.chars().any(|c| c.is_control() || misleads(c)) {
            self.problem(field, Fault::ControlCharacters);
        }
        self.length(field, &text, length);
        text
    }

    /// Text of several lines; the range is its length in characters.
    pub fn lines(&mut self, field: &'static str, typed: &str, length: RangeInclusive<usize>) -> String {
        let text = fold::clean(&typed.replace("\r\n", "\n").replace('\r', "\n"));
        if text
            .chars()
            .any(|c| (c.is_control() && c != '\n' && c != '\t') || misleads(c))
        {
            self.problem(field, Fault::ControlCharacters);
        }
        self.length(field, &text, length);
        text
    }

    fn length(&mut self, field: &'static str, text: &str, length: RangeInclusive<usize>) {
        let count = text.chars().count();
        if *length.start() > 0 && text.chars().all(is_blank) {
            self.problem(field, Fault::Missing);
        } else if count > *length.end() {
            self.problem(field, Fault::TooLong { most: *length.end() });
        } else if count > 0 && count < *length.start() {
            self.problem(field, Fault::TooShort { least: *length.start() });
        }
    }

    /// A day: `2026-12-03` as browsers send it, or `03/12/2026` as people write it.
    pub fn date(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        let typed = typed.trim();
        if typed.is_empty() {
            self.problem(field, Fault::Missing);
            return None;
        }
        match read_date(typed) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.problem(field, fault);
                None
            }
        }
    }

    /// A day, or nothing typed.
    pub fn date_if_any(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        if typed.trim().is_empty() {
            None
        } else {
            self.date(field, typed)
        }
    }

    /// A day on which something begins or ends: within [`furthest`], for what lies far ahead stands in the way of all that
    /// comes before it until somebody withdraws it.
    pub fn coming(&mut self, field: &'static str, typed: &str, today: NaiveDate) -> Option<NaiveDate> {
        let most = furthest(today);
        let day = self.date(field, typed);
        if day.is_some_and(|day| day > most) {
            self.problem(field, Fault::DateTooFar { most });
        }
        day
    }

    /// A time of day: `19:30`, `19h30` or `19:30:00`.
    pub fn time(&mut self, field: &'static str, typed: &str) -> Option<NaiveTime> {
        let typed = typed.trim().to_lowercase().replace('h', ":");
        if typed.is_empty() {
            self.problem(field, Fault::Missing);
            return None;
        }
        let time = ["%H:%M", "%H:%M:%S"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(&typed, form).ok())
            // No evening has a second after the last.
            .filter(|time| time.nanosecond() < 1_000_000_000);
        if time.is_none() {
            self.problem(field, Fault::NotATime);
        }
        time
    }

    /// A whole number in a range.
    pub fn number(&mut self, field: &'static str, typed: &str, range: RangeInclusive<i64>) -> i64 {
        let number = typed.trim().parse::<i64>().ok().filter(|n| range.contains(n));
        if number.is_none() {
            let fault = if typed.trim().is_empty() {
                Fault::Missing
            } else {
                Fault::NotANumber {
                    least: *range.start(),
                    most: *range.end(),
                }
            };
            self.problem(field, fault);
        }
        number.unwrap_or(*range.start())
    }

    /// One of a list; `found` is what the typed code stands for.
    pub fn choice<T>(&mut self, field: &'static str, typed: &str, found: Option<T>) -> Option<T> {
        if found.is_none() {
            let fault = if typed.trim().is_empty() {
                Fault::Missing
            } else {
                Fault::NotAChoice
            };
            self.problem(field, fault);
        }
        found
    }

    /// An https or http address, or nothing.
    pub fn link(&mut self, field: &'static str, typed: &str) -> String {
        let link = self.line(field, typed, 0..=500);
        let plain = link.starts_with("https://") || link.starts_with("http://");
        if !link.is_empty() && (!plain || link.chars().any(|c| c.is_whitespace() || "\"<>".contains(c))) {
            self.problem(field, Fault::NotALink);
        }
        link
    }

    /// The value if nothing was wrong, every problem otherwise.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all problems found so far.
    pub fn done<T>(self, value: Option<T>) -> Result<T> {
        match (self.problems.is_empty(), value) {
            (true, Some(value)) => Ok(value),
            (true, None) => Err(Error::internal("a field was refused without a problem")),
            (false, _) => Err(Error::Invalid(self.problems)),
        }
    }

    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }
}

/// The last day that may be set ahead: a year, whether or not it leaps.
#[must_use]
pub fn furthest(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(366)).unwrap_or(today)
}

/// Years that people of today write about.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// `2026-12-03`, `03/12/2026` or `03-12-2026`.
fn read_date(typed: &str) -> std::result::Result<NaiveDate, Fault> {
    let parts: Vec<&str> = typed.split(['-', '/']).map(str::trim).collect();
    let &[first, month, last] = parts.as_slice() else {
        return Err(Fault::NotADate);
    };
    // Browsers send the year first, people write it last.
    let (year, day) = match typed.contains('-') && first.len() >= 4 {
        true => (first, last),
        false => (last, first),
    };
    let number = |text: &str| match text.bytes().all(|c| c.is_ascii_digit()) {
        true => text.parse::<u32>().map_err(|_| Fault::NotADate),
        false => Err(Fault::NotADate),
    };
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    if !YEARS.contains(&year) {
        let (least, most) = (*YEARS.start(), *YEARS.end());
        return Err(Fault::YearOutOfRange { least, most });
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Fault::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_refuses_breaks_and_counts_characters_not_bytes() {
        let mut reading = Reading::new();
        assert_eq!(reading.line("title", "  Họp  ", 1..=3), "Họp");
        assert!(reading.is_clean());
        reading.line("title", "a\nb", 1..=10);
        reading.line("title", "dài quá", 1..=3);
        let Err(Error::Invalid(problems)) = reading.done(Some(())) else {
            panic!("must be refused");
        };
        assert_eq!(problems[0].fault, Fault::ControlCharacters);
        assert_eq!(problems[1].fault, Fault::TooLong { most: 3 });
    }

    #[test]
    fn what_takes_no_ink_is_nothing() {
        for blank in [
            "\u{200B}\u{200B}",
            "\u{3164}",
            "\u{AD}\u{FEFF}",
            "\u{2060} \u{2800}",
            "\u{E0041}",
        ] {
            let mut reading = Reading::new();
            reading.line("title", blank, 1..=100);
            assert!(!reading.is_clean(), "{blank:?}");
            let mut reading = Reading::new();
            reading.line("title", &format!("Họp{blank}"), 1..=100);
            assert!(reading.is_clean(), "beside letters it does no harm: {blank:?}");
        }
        let mut reading = Reading::new();
        assert_eq!(reading.time("time", "23:59:60"), None);
        assert!(reading.time("time", "23:59").is_some());
    }

    #[test]
    fn marks_that_turn_the_reading_are_refused() {
        for mark in [
            '\u{61C}', '\u{206A}', '\u{FFF9}', '\u{FFFF}', '\u{200E}', '\u{200F}', '\u{2028}', '\u{2029}', '\u{202A}',
            '\u{202E}', '\u{2066}', '\u{2069}',
        ] {
            let mut reading = Reading::new();
            reading.line("title", &format!("a{mark}b"), 1..=10);
            reading.lines("body", &format!("a\n{mark}b"), 1..=10);
            let Err(Error::Invalid(problems)) = reading.done(Some(())) else {
                panic!("{mark:?} must be refused");
            };
            let faults: Vec<_> = problems.iter().map(|problem| (problem.field, &problem.fault)).collect();
            let wanted = &Fault::ControlCharacters;
            assert_eq!(faults, [("title", wanted), ("body", wanted)], "{mark:?}");
        }
    }

    #[test]
    fn dates_and_times_are_read_as_people_write_them() {
        let mut reading = Reading::new();
        let day = NaiveDate::from_ymd_opt(2026, 12, 3);
        assert_eq!(reading.date("d", "03/12/2026"), day);
        assert_eq!(reading.date("d", "2026-12-03"), day);
        assert_eq!(reading.time("t", "19h30"), NaiveTime::from_hms_opt(19, 30, 0));
        assert!(reading.is_clean());
        assert_eq!(reading.time("t", "25:00"), None);
        assert!(!reading.is_clean());
        let years = Fault::YearOutOfRange {
            least: 1900,
            most: 2200,
        };
        for (typed, fault) in [
            ("31/02/2026", Fault::NoSuchDay),
            ("2026-02-31", Fault::NoSuchDay),
            ("12/13/2026", Fault::NoSuchDay),
            ("01/01/9999", years.clone()),
            ("9999-12-31", years.clone()),
            ("0001-01-01", years.clone()),
            ("03/12/26", years.clone()),
            ("275760-09-13", years),
            ("mai", Fault::NotADate),
            ("3/12", Fault::NotADate),
            ("+3/12/2026", Fault::NotADate),
            ("99999999999/1/2026", Fault::NotADate),
        ] {
            let mut reading = Reading::new();
            assert_eq!(reading.date("d", typed), None, "{typed}");
            assert_eq!(reading.problems[0].fault, fault, "{typed}");
        }
    }

    #[test]
    fn a_link_carries_no_script() {
        let mut reading = Reading::new();
        reading.link("link", "javascript:alert(1)");
        assert!(!reading.is_clean());
    }
}
