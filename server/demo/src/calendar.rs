//! Days and months around a given day. Invariant: no function here fails for a day of this or the last century.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

const IN_RANGE: &str = "chrono reaches 260,000 years around any day of the demo";

/// A day that is written in the source and therefore exists.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("days written in the source exist")
}

pub(crate) fn at(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).expect("times written in the source exist"))
}

pub(crate) fn days_after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).expect(IN_RANGE)
}

pub(crate) fn days_before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).expect(IN_RANGE)
}

pub(crate) fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).expect(IN_RANGE)
}

pub(crate) fn months_before(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months)).expect(IN_RANGE)
}

/// A day in the middle month of the quarter before, so that it is never in the month of the last regular meeting.
pub(crate) fn in_last_quarter(today: NaiveDate) -> NaiveDate {
    let first_month = today.month0() / 3 * 3 + 1;
    let quarter = today
        .with_day(1)
        .and_then(|first| first.with_month(first_month))
        .expect("every month has a first");
    days_before(quarter, 40)
}

/// "I" to "IV"
pub(crate) fn quarter(date: NaiveDate) -> &'static str {
    ["I", "II", "III", "IV"][(date.month0() / 3) as usize]
}

/// Wednesday of the calendar week after.
pub(crate) fn wednesday_next_week(today: NaiveDate) -> NaiveDate {
    let monday = days_before(today, u64::from(today.weekday().num_days_from_monday()));
    days_after(monday, 9)
}

/// dd/mm/yyyy
pub(crate) fn written(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
