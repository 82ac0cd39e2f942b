//! The organisation tree: units of free depth, bodies, dated offices.
//!
//! Invariant: a unit is never below itself; offices and body seats are dated rows that end, never rows that vanish.

use crate::ids::{BodyId, OfficeId, PersonId, UnitId};
use crate::policy::Role;
use crate::{Result, codes, form::Reading};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Kinds of unit. Source of the levels: 20-QĐ/TW and 208-QĐ/TW (2026), three levels; groups inside cells.
    pub enum UnitKind {
        Province => "province",
        Committee => "committee",
        Cell => "cell",
        Group => "group",
    }
}

codes! {
    /// Elected bodies of a unit.
    pub enum BodyKind {
        CellCommittee => "cell_committee",
        Executive => "executive",
        Standing => "standing",
    }
}

/// One unit as lists and headings need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub kind: UnitKind,
    pub name: String,
    pub code: String,
    pub started_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    /// Steps below the installation's top unit.
    pub depth: u16,
    /// People whose membership is in this unit today.
    pub members: u32,
}

/// A dated role of a person in a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    pub id: OfficeId,
    pub unit: UnitId,
    pub unit_name: String,
    pub person: PersonId,
    pub person_name: String,
    pub role: Role,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// An elected body with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    pub id: BodyId,
    pub kind: BodyKind,
    pub name: String,
    pub members: Vec<Seat>,
}

/// A seat in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub person: PersonId,
    pub name: String,
    pub from: NaiveDate,
}

/// A unit with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    pub unit: UnitLine,
    pub ancestors: Vec<UnitLine>,
    pub children: Vec<UnitLine>,
    pub offices: Vec<Office>,
    pub bodies: Vec<Body>,
    pub can: UnitCan,
}

/// What the reader of a unit's page may do there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCan {
    pub edit: bool,
    pub see_members: bool,
    pub add_member: bool,
    pub assign: bool,
    pub edit_body: bool,
    pub create_meeting: bool,
    pub see_audit: bool,
}

/// Form: a new unit below the target, or new data of the target.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UnitForm {
    pub name: String,
    pub kind: String,
    pub code: String,
    pub from: String,
}

/// What [`UnitForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitData {
    pub name: String,
    pub kind: UnitKind,
    pub code: String,
    pub from: NaiveDate,
}

impl UnitForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<UnitData> {
        let mut r = Reading::new();
        let name = r.line("name", &self.name, 2..=120);
        let kind = r.choice("kind", &self.kind, UnitKind::from_code(&self.kind));
        let code = r.line("code", &self.code, 0..=30);
        let from = r.date("from", &self.from);
        let value = kind.zip(from).map(|(kind, from)| UnitData { name, kind, code, from });
        r.done(value)
    }
}

/// Form: close a unit on a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CloseUnitForm {
    pub on: String,
}

/// Form: give an office to a person, ending the present holder's if there is one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HandOverForm {
    pub role: String,
    pub person: String,
    pub on: String,
}

/// What [`HandOverForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    pub role: Role,
    pub person: PersonId,
    pub on: NaiveDate,
}

impl HandOverForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<HandOver> {
        let mut r = Reading::new();
        let role = r.choice("role", &self.role, Role::from_code(&self.role));
        let person = r.choice("person", &self.person, self.person.parse().ok());
        let on = r.date("on", &self.on);
        let value = match (role, person, on) {
            (Some(role), Some(person), Some(on)) => Some(HandOver { role, person, on }),
            _ => None,
        };
        r.done(value)
    }
}

/// Form: end an office without a successor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EndOfficeForm {
    pub office: String,
    pub on: String,
}

/// Form: who sits in a body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BodyForm {
    pub kind: String,
    pub name: String,
    pub person: Vec<String>,
    pub on: String,
}

/// What [`BodyForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyData {
    pub kind: BodyKind,
    pub name: String,
    pub people: Vec<PersonId>,
    pub on: NaiveDate,
}

impl BodyForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self) -> Result<BodyData> {
        let mut r = Reading::new();
        let kind = r.choice("kind", &self.kind, BodyKind::from_code(&self.kind));
        let name = r.line("name", &self.name, 2..=120);
        let people: Vec<PersonId> = self.person.iter().filter_map(|id| id.parse().ok()).collect();
        if people.is_empty() || people.len() != self.person.len() {
            r.problem("person", crate::Fault::Missing);
        }
        let on = r.date("on", &self.on);
        let value = kind.zip(on).map(|(kind, on)| BodyData { kind, name, people, on });
        r.done(value)
    }
}
