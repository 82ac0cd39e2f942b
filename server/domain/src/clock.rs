//! Time and randomness are injected. Invariant: nothing else in Chibo asks the machine for either.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use uuid::Uuid;

/// Vietnam keeps UTC+7 all year; the zone Asia/Ho_Chi_Minh has had no change since 1975.
pub const OFFSET_SECONDS: i32 = 7 * 3600;

/// Says what time it is, to the microsecond (the finest that both databases keep).
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

/// Gives bytes that nobody can foresee.
pub trait Rng: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);

    /// A new version 7 id for the given moment.
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// The offset of Vietnam.
#[must_use]
pub fn vietnam() -> FixedOffset {
    FixedOffset::east_opt(OFFSET_SECONDS).expect("seven hours is within a day")
}

/// The moment as the wall clock in Vietnam shows it.
#[must_use]
pub fn local(moment: DateTime<Utc>) -> DateTime<FixedOffset> {
    moment.with_timezone(&vietnam())
}

/// The calendar day in Vietnam.
#[must_use]
pub fn local_date(moment: DateTime<Utc>) -> NaiveDate {
    local(moment).date_naive()
}

/// A day and a wall-clock time in Vietnam as a moment.
#[must_use]
pub fn at(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    vietnam()
        .from_local_datetime(&date.and_time(time))
        .single()
        .expect("a fixed offset has no gaps and no doubles")
        .with_timezone(&Utc)
}

/// Month and year of a moment in Vietnam.
#[must_use]
pub fn local_month(moment: DateTime<Utc>) -> (u32, i32) {
    let date = local_date(moment);
    (date.month(), date.year())
}
