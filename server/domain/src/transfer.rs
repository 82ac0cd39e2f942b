//! A member moves to another cell (chuyển sinh hoạt đảng, chính thức).
//!
//! Invariant: one membership ends on the day on which the other begins, with the same status; both stay in the history,
//! the new one with its paper and reason. Source: domain.md §4.

use crate::ids::{PersonId, UnitId};
use crate::member::{Joining, MembershipRow};
use crate::unit::{Office, UnitKind, UnitLine, ends};
use crate::{Error, Fault, Result, form::Reading};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Form: the membership in one cell passes to another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TransferForm {
    /// The unit that he leaves.
    pub unit: String,
    pub to: String,
    pub on: String,
    pub reason: String,
    /// Number of the letter of introduction or of the decision; it may follow later.
    pub paper: String,
}

/// What [`TransferForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub from: UnitId,
    pub to: UnitId,
    pub on: NaiveDate,
    pub why: Why,
}

/// Why a membership began, where it was written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub reason: String,
    pub paper: String,
}

impl TransferForm {
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be used; the same unit twice is one of them.
    pub fn read(&self, today: NaiveDate) -> Result<Transfer> {
        let mut r = Reading::new();
        let from = r.choice("unit", &self.unit, self.unit.parse().ok());
        let to = r.choice("to", &self.to, self.to.parse().ok());
        if to.is_some() && to == from {
            r.problem("to", Fault::SameUnit);
        }
        let on = r.coming("on", &self.on, today);
        let reason = r.line("reason", &self.reason, 3..=200);
        let paper = r.line("paper", &self.paper, 0..=100);
        let value = match (from, to, on) {
            (Some(from), Some(to), Some(on)) => Some(Transfer {
                from,
                to,
                on,
                why: Why { reason, paper },
            }),
            _ => None,
        };
        r.done(value)
    }
}

/// The membership that begins when `now` ends. Whoever is somewhere for a time only goes home instead.
///
/// # Errors
/// [`Fault::StatusNotReachable`] for whoever is not the cell's own member, [`Fault::NotAChoice`] at `to` unless a cell
/// takes him, [`Fault::BeforeBeginning`] for a day before `now` began.
pub fn moves(now: Joining, to: UnitKind, on: NaiveDate) -> Result<Joining> {
    if !now.status.is_counted() {
        return Err(Error::Refused(Fault::StatusNotReachable));
    }
    if to != UnitKind::Cell {
        return Err(Error::field("to", Fault::NotAChoice));
    }
    Ok(Joining {
        status: now.status,
        from: ends(now.from, on)?,
    })
}

/// What the page of a transfer shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    pub person: PersonId,
    pub name: String,
    /// Memberships that can pass to another cell.
    pub from: Vec<MembershipRow>,
    /// Cells that the reader may put somebody into.
    pub to: Vec<UnitLine>,
    /// Offices that he holds today.
    pub offices: Vec<Office>,
    /// One of them is not the reader's to give: it has to be handed over first.
    pub office_first: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::Status;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, d).unwrap()
    }

    #[test]
    fn a_cells_own_member_moves_to_a_cell_with_his_status() {
        let now = |status| Joining { status, from: day(3) };
        let probationary = moves(now(Status::Probationary), UnitKind::Cell, day(10)).unwrap();
        assert_eq!(
            probationary,
            Joining {
                status: Status::Probationary,
                from: day(10)
            }
        );
        for refused in [
            moves(now(Status::TemporaryIn), UnitKind::Cell, day(10)),
            moves(now(Status::Official), UnitKind::Committee, day(10)),
            moves(now(Status::Official), UnitKind::Group, day(10)),
            moves(now(Status::Official), UnitKind::Cell, day(2)),
        ] {
            assert!(refused.is_err());
        }
    }

    #[test]
    fn nobody_moves_to_where_he_is() {
        let id = uuid::Uuid::nil().to_string();
        let form = TransferForm {
            unit: id.clone(),
            to: id,
            on: "2026-12-10".into(),
            reason: "Chuyển nơi cư trú".into(),
            paper: String::new(),
        };
        assert!(matches!(form.read(day(1)), Err(Error::Invalid(problems)) if problems[0].fault == Fault::SameUnit));
    }
}
