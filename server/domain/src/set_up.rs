//! What an installation begins with: units, people and who is what, all at once.
//!
//! Invariant: ids are made by the caller, so that whoever loads more (accounts, meetings) can name what was imported;
//! every link is an id of the same import.

use crate::ids::{BodyId, PersonId, UnitId};
use crate::member::{PersonData, Status};
use crate::policy::Role;
use crate::unit::{BodyKind, UnitKind};
use chrono::NaiveDate;

/// A whole organisation.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// Parents stand before their children.
    pub units: Vec<NewUnit>,
    pub people: Vec<NewPerson>,
    pub memberships: Vec<NewMembership>,
    pub offices: Vec<NewOffice>,
    pub bodies: Vec<NewBody>,
}

#[derive(Debug, Clone)]
pub struct NewUnit {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub kind: UnitKind,
    pub name: String,
    pub code: String,
    pub from: NaiveDate,
}

#[derive(Debug, Clone)]
pub struct NewPerson {
    pub id: PersonId,
    pub data: PersonData,
}

#[derive(Debug, Clone, Copy)]
pub struct NewMembership {
    pub person: PersonId,
    pub unit: UnitId,
    pub status: Status,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy)]
pub struct NewOffice {
    pub person: PersonId,
    pub unit: UnitId,
    pub role: Role,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct NewBody {
    pub id: BodyId,
    pub unit: UnitId,
    pub kind: BodyKind,
    pub name: String,
    pub members: Vec<PersonId>,
    pub from: NaiveDate,
}
