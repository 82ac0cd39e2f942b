//! Settings as dated rows.
//!
//! Invariant: a value is never overwritten; a later row holds from its day on.

use crate::ids::ChangeId;
use crate::{Result, codes, form::Reading};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Settings of the installation, each a whole number.
    pub enum Setting {
        /// Days before a meeting on which its documents must be out. Source: 42-HD/BTCTW (28/10/2025).
        DocumentDays => "document_days",
        /// Minutes that a regular meeting lasts at least. Source: 42-HD/BTCTW (28/10/2025).
        RegularMinutes => "regular_minutes",
        /// Seconds that one check-in code is shown.
        CodeSeconds => "code_seconds",
    }
}

impl Setting {
    /// The value that holds until somebody enters another.
    #[must_use]
    pub const fn default_value(self) -> i64 {
        match self {
            Self::DocumentDays => 1,
            Self::RegularMinutes => 90,
            Self::CodeSeconds => 30,
        }
    }

    /// Least and most.
    #[must_use]
    pub const fn range(self) -> (i64, i64) {
        match self {
            Self::DocumentDays => (0, 30),
            Self::RegularMinutes => (15, 480),
            Self::CodeSeconds => (10, 300),
        }
    }

    /// Where the default is written; empty for a choice of our own.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::DocumentDays | Self::RegularMinutes => "42-HD/BTCTW (28/10/2025)",
            Self::CodeSeconds => "",
        }
    }
}

/// A setting with its history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingView {
    pub setting: Setting,
    pub value: i64,
    pub history: Vec<SettingRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingRow {
    pub change: ChangeId,
    pub value: i64,
    pub from: NaiveDate,
    pub by: String,
}

/// Form: a value from a day on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingForm {
    pub value: String,
    pub from: String,
}

impl SettingForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self, setting: Setting, today: NaiveDate) -> Result<(i64, NaiveDate)> {
        let mut r = Reading::new();
        let (least, most) = setting.range();
        let value = r.number("value", &self.value, least..=most);
        let from = r.coming("from", &self.from, today);
        r.done(from.map(|from| (value, from)))
    }
}
