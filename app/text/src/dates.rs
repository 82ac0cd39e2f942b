//! Dates as people in Vietnam write them.
//!
//! Invariant: every moment is shown in Vietnam's time (UTC+7 all year), whatever the machine's zone.

use crate::Lang;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use domain::clock;

/// The moment as clocks in Vietnam show it.
#[must_use]
pub fn local(moment: DateTime<Utc>) -> NaiveDateTime {
    clock::local(moment).naive_local()
}

/// `03/12/2026`
#[must_use]
pub fn date(moment: DateTime<Utc>) -> String {
    day(local(moment).date())
}

/// `03/12/2026` of a calendar day.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `03/12`
#[must_use]
pub fn short_day(date: NaiveDate) -> String {
    date.format("%d/%m").to_string()
}

/// `19:30`
#[must_use]
pub fn time(moment: DateTime<Utc>) -> String {
    local(moment).format("%H:%M").to_string()
}

/// `19:30 03/12/2026`
#[must_use]
pub fn date_time(moment: DateTime<Utc>) -> String {
    local(moment).format("%H:%M %d/%m/%Y").to_string()
}

/// `Thứ Năm 03/12/2026`
#[must_use]
pub fn long(moment: DateTime<Utc>, lang: Lang) -> String {
    let date = local(moment).date();
    format!("{} {}", weekday(date, lang), day(date))
}

/// `Thứ Năm`
#[must_use]
pub fn weekday(date: NaiveDate, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::Vi => [
            "Thứ Hai",
            "Thứ Ba",
            "Thứ Tư",
            "Thứ Năm",
            "Thứ Sáu",
            "Thứ Bảy",
            "Chủ nhật",
        ],
        Lang::En => [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ],
    };
    names[date.weekday().num_days_from_monday() as usize]
}

/// `tháng 12`
#[must_use]
pub fn month(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("tháng {}", date.month()),
        Lang::En => date.format("%b").to_string(),
    }
}

/// `ngày 03 tháng 12 năm 2026`, as papers write it: a zero before days under 10 and months 1 and 2.
#[must_use]
pub fn paper(date: NaiveDate) -> String {
    let month = date.month();
    let month = if month < 3 {
        format!("0{month}")
    } else {
        month.to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// The value of `<input type="date">`.
#[must_use]
pub fn input_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// The value of `<input type="time">`.
#[must_use]
pub fn input_time(moment: DateTime<Utc>) -> String {
    time(moment)
}

/// `datetime` of `<time>`, for machines.
#[must_use]
pub fn machine(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn evening_in_vietnam_is_noon_in_greenwich() {
        let start = moment("2026-12-03T12:30:00Z");
        assert_eq!(date_time(start), "19:30 03/12/2026");
        assert_eq!(long(start, Lang::Vi), "Thứ Năm 03/12/2026");
    }

    #[test]
    fn day_changes_at_five_in_the_afternoon_utc() {
        assert_eq!(date(moment("2026-12-03T16:59:59Z")), "03/12/2026");
        assert_eq!(date(moment("2026-12-03T17:00:00Z")), "04/12/2026");
    }

    #[test]
    fn papers_write_zeros_by_the_rule() {
        let first = NaiveDate::from_ymd_opt(2026, 2, 3).expect("a day");
        let second = NaiveDate::from_ymd_opt(2026, 3, 12).expect("a day");
        assert_eq!(paper(first), "ngày 03 tháng 02 năm 2026");
        assert_eq!(paper(second), "ngày 12 tháng 3 năm 2026");
    }
}
