//! The machine's time and randomness. Invariant: nothing else reads them.

use chrono::{DateTime, Duration, DurationRound, Utc};
use domain::clock::{Clock, Rng};
use rand::Rng as _;
use std::path::PathBuf;

/// The machine's clock, to the microsecond.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
    }
}

/// A clock that a file moves: a moment (`2026-12-03T19:20:00+07:00`) stands still, a number of minutes (`90`) is
/// added to the machine's clock. Rehearsals and tests move time with it.
#[derive(Debug)]
pub struct FileClock(pub PathBuf);

impl Clock for FileClock {
    fn now(&self) -> DateTime<Utc> {
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        if let Ok(moment) = DateTime::parse_from_rfc3339(text.trim()) {
            return moment.with_timezone(&Utc);
        }
        SystemClock.now() + Duration::minutes(text.trim().parse().unwrap_or(0))
    }
}

/// The machine's cryptographic randomness.
#[derive(Debug, Default)]
pub struct MachineRng;

impl Rng for MachineRng {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for randomness"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
