//! What is set for a day to come, and how it is withdrawn until that day.
//!
//! Invariant: what has taken effect is history and stays; withdrawing leaves the rows as if the change had never been
//! entered, and the audit tells of both.

use crate::ids::{ChangeId, UnitId};
use crate::member::Status;
use crate::policy::Role;
use crate::unit::BodyKind;
use crate::{Error, Fault, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Form: this change is withdrawn.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    pub change: String,
}

impl WithdrawForm {
    /// # Errors
    /// [`Error::NotFound`] for what names no change.
    pub fn read(&self) -> Result<ChangeId> {
        self.change.trim().parse().map_err(|_| Error::NotFound)
    }
}

/// A change that begins on `on` may still be withdrawn today.
///
/// # Errors
/// [`Fault::TookEffect`] from its day on.
pub fn withdrawable(on: NaiveDate, today: NaiveDate) -> Result<()> {
    if on > today {
        Ok(())
    } else {
        Err(Error::Refused(Fault::TookEffect { on }))
    }
}

/// A membership that will change: another cell, or another status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingMembership {
    pub change: ChangeId,
    pub on: NaiveDate,
    pub unit: UnitId,
    pub unit_name: String,
    pub status: Status,
    /// From another cell.
    pub moves: bool,
    pub can_withdraw: bool,
}

/// What will change in a unit's offices and bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingInUnit {
    pub change: ChangeId,
    pub on: NaiveDate,
    pub what: ComingWhat,
    /// Names of those who leave the office or the body, and of those who come.
    pub leaving: Vec<String>,
    pub coming: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComingWhat {
    Office(Role),
    Body(BodyKind),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn until_its_day() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 12, d).unwrap();
        assert!(withdrawable(day(4), day(3)).is_ok());
        for today in [4, 5] {
            let refused = withdrawable(day(4), day(today));
            assert!(matches!(refused, Err(Error::Refused(Fault::TookEffect { on })) if on == day(4)));
        }
    }
}
