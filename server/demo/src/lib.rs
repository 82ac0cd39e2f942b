//! The demo organisation: one invented commune committee, its cells, people, meetings and papers.
//!
//! Invariant: everything here is a pure function of a seed and a day; nothing reads a clock, a database or the
//! network, and whoever loads it needs no knowledge beyond the keys that link the parts. People, places, numbers and
//! papers are invented; rates and articles of Party rules are never stated.

mod build;
mod calendar;
#[cfg(feature = "import")]
mod import;
mod meetings;
mod model;
mod names;
mod offices;
mod papers;
mod people;
mod phieng_don;
mod units;

#[cfg(feature = "import")]
pub use import::{Keys, import};
pub use meetings::model::*;
pub use model::*;
pub use papers::{Paper, PaperKind, paper, papers};

use chrono::NaiveDate;

/// The seed with which the published demo is made.
pub const SEED: u64 = 20_250_701;

/// The cell whose meeting is tonight.
pub const CELL: &str = "phieng-don";
/// The grassroots committee above all cells.
pub const COMMITTEE: &str = "na-pan";
/// The province above the committee.
pub const PROVINCE: &str = "muong-lai";

/// The whole organisation as it stands on `today`, the day of the demo's first start.
pub fn organisation(seed: u64, today: NaiveDate) -> Organisation {
    let people = people::all(seed, today);
    let offices = offices::all(&people, today);
    let meetings = meetings::all(&people, &offices, today);
    let tasks = meetings::tasks(today);
    let circulations = meetings::circulations(today);
    Organisation {
        units: units::all(),
        accounts: offices::accounts(&people),
        people,
        roles: offices.roles,
        bodies: offices.bodies,
        followings: offices.followings,
        meetings,
        tasks,
        circulations,
    }
}
