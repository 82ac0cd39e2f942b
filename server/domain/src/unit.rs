//! The organisation tree: units of free depth, bodies, dated offices.
//!
//! Invariant: a unit is never below itself; offices and body seats are dated rows that end, never rows that vanish.

use crate::change::ComingInUnit;
use crate::ids::{BodyId, OfficeId, PersonId, UnitId};
use crate::member::Status;
use crate::policy::Role;
use crate::{Error, Fault, Result, codes, form::Reading};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

codes! {
    /// Kinds of unit. Source of the levels: 20-QĐ/TW and 208-QĐ/TW (2026), three levels; groups inside cells.
    pub enum UnitKind {
        Province => "province",
        Committee => "committee",
        Cell => "cell",
        Group => "group",
    }
}

impl UnitKind {
    /// Kinds that stand below a unit of this kind; free depth.
    #[must_use]
    pub const fn may_contain(self, below: Self) -> bool {
        match self {
            Self::Province | Self::Committee => matches!(below, Self::Committee | Self::Cell),
            Self::Cell | Self::Group => matches!(below, Self::Group),
        }
    }

    /// Roles that a unit of this kind has. The offices that reach over the whole installation are a committee's to give,
    /// so no cell makes itself an administrator.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        match self {
            Self::Province | Self::Committee => !matches!(role, Role::GroupLeader),
            Self::Cell => matches!(role, Role::Secretary | Role::Deputy),
            Self::Group => matches!(role, Role::GroupLeader | Role::Deputy),
        }
    }

    /// Bodies that a unit of this kind has: committees elect theirs; the people of a group belong to its cell, so the
    /// group has a list of them. Source: domain.md §1.
    #[must_use]
    pub const fn elects(self, body: BodyKind) -> bool {
        match self {
            Self::Province | Self::Committee => matches!(body, BodyKind::Executive | BodyKind::Standing),
            Self::Cell => matches!(body, BodyKind::CellCommittee),
            Self::Group => matches!(body, BodyKind::Group),
        }
    }
}

/// Whether somebody with these statuses in the unit or below it may hold a role there: leaders are elected from the
/// official members, the others may come from anywhere in the installation.
#[must_use]
pub fn may_hold(role: Role, statuses: &[Status]) -> bool {
    match role {
        Role::Secretary | Role::Deputy | Role::GroupLeader => statuses.contains(&Status::Official),
        Role::Clerk | Role::RecordsOfficer | Role::Inspector | Role::Administrator => true,
    }
}

/// Whether a role may have several holders in one unit at a time.
#[must_use]
pub const fn may_be_shared(role: Role) -> bool {
    match role {
        Role::Secretary | Role::GroupLeader => false,
        Role::Deputy | Role::Clerk | Role::RecordsOfficer | Role::Inspector | Role::Administrator => true,
    }
}

/// A row that began on `from` may end on `on`.
///
/// # Errors
/// [`Fault::BeforeBeginning`] at the field `on` for a day before it began.
pub fn ends(from: NaiveDate, on: NaiveDate) -> Result<NaiveDate> {
    if on < from {
        return Err(Error::field("on", Fault::BeforeBeginning { began: from }));
    }
    Ok(on)
}

/// Closing needs an empty unit: nobody and nothing is left without a place in the tree.
///
/// # Errors
/// [`Fault::UnitInUse`] while a unit below is open or somebody belongs to it; [`Fault::UnitClosed`] the second time.
pub fn close(
    started: NaiveDate,
    ended: Option<NaiveDate>,
    open_children: u64,
    members: u64,
    on: NaiveDate,
) -> Result<NaiveDate> {
    if ended.is_some() {
        return Err(Error::Refused(Fault::UnitClosed));
    }
    if open_children > 0 || members > 0 {
        return Err(Error::Refused(Fault::UnitInUse));
    }
    ends(started, on)
}

codes! {
    /// Bodies of a unit: elected, or the list of a group.
    pub enum BodyKind {
        CellCommittee => "cell_committee",
        Executive => "executive",
        Standing => "standing",
        Group => "group",
    }
}

impl BodyKind {
    /// Whether only official members sit in it.
    #[must_use]
    pub const fn is_elected(self) -> bool {
        !matches!(self, Self::Group)
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
    /// People who are counted in this unit or below it today.
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
    pub coming: Vec<ComingInUnit>,
    pub can: UnitCan,
}

/// What the reader of a unit's page may do there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCan {
    pub edit: bool,
    pub see_members: bool,
    pub add_member: bool,
    /// People join a cell: here they are added to one below.
    pub add_below: bool,
    pub assign: bool,
    pub edit_body: bool,
    pub create_meeting: bool,
    pub see_audit: bool,
    pub manage_tablets: bool,
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
    pub fn read(&self, today: NaiveDate) -> Result<UnitData> {
        let mut r = Reading::new();
        let name = r.line("name", &self.name, 2..=120);
        let kind = r.choice("kind", &self.kind, UnitKind::from_code(&self.kind));
        let code = r.line("code", &self.code, 0..=30);
        let from = r.coming("from", &self.from, today);
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

impl CloseUnitForm {
    /// # Errors
    /// [`crate::Error::Invalid`] without a day.
    pub fn read(&self, today: NaiveDate) -> Result<NaiveDate> {
        let mut r = Reading::new();
        let on = r.coming("on", &self.on, today);
        r.done(on)
    }
}

/// Form: give an office to a person, ending the present holder's if there is one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HandOverForm {
    pub role: String,
    pub person: String,
    pub on: String,
    /// Of a role that may be shared and is held: `yes`, the present holders stay and the new one joins them, or `no`.
    pub beside: String,
    /// Who held it when the form was read: ids of offices, with spaces between. Without it nothing is compared.
    pub holders: Option<String>,
}

/// What [`HandOverForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    pub role: Role,
    pub person: PersonId,
    pub on: NaiveDate,
    /// Whether present holders stay, of a role that may be shared; `None` if nobody said.
    pub beside: Option<bool>,
    /// The offices of this role that were held when the form was read, if it says so.
    pub holders: Option<BTreeSet<OfficeId>>,
}

impl HandOverForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self, today: NaiveDate) -> Result<HandOver> {
        let mut r = Reading::new();
        let role = r.choice("role", &self.role, Role::from_code(&self.role));
        let person = r.choice("person", &self.person, self.person.parse().ok());
        let on = r.coming("on", &self.on, today);
        let value = match (role, person, on) {
            (Some(role), Some(person), Some(on)) => Some(HandOver {
                role,
                person,
                on,
                beside: match self.beside.as_str() {
                    _ if !may_be_shared(role) => Some(false),
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                // What is no id was held by nobody.
                holders: self
                    .holders
                    .as_ref()
                    .map(|ids| ids.split_whitespace().filter_map(|id| id.parse().ok()).collect()),
            }),
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

/// What [`EndOfficeForm`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndOffice {
    pub office: OfficeId,
    pub on: NaiveDate,
}

impl EndOfficeForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self, today: NaiveDate) -> Result<EndOffice> {
        let mut r = Reading::new();
        let office = r.choice("office", &self.office, self.office.parse().ok());
        let on = r.coming("on", &self.on, today);
        r.done(office.zip(on).map(|(office, on)| EndOffice { office, on }))
    }
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
    pub fn read(&self, today: NaiveDate) -> Result<BodyData> {
        let mut r = Reading::new();
        let kind = r.choice("kind", &self.kind, BodyKind::from_code(&self.kind));
        let name = r.line("name", &self.name, 2..=120);
        let mut people: Vec<PersonId> = self.person.iter().filter_map(|id| id.parse().ok()).collect();
        let sound = people.len() == self.person.len();
        people.sort_unstable();
        people.dedup();
        if people.is_empty() || !sound {
            r.problem("person", crate::Fault::Missing);
        }
        let on = r.coming("on", &self.on, today);
        let value = kind.zip(on).map(|(kind, on)| BodyData { kind, name, people, on });
        r.done(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, d).unwrap()
    }

    #[test]
    fn a_unit_closes_once_and_empty() {
        assert_eq!(close(day(1), None, 0, 0, day(3)).unwrap(), day(3));
        for (ended, children, members, fault) in [
            (None, 1, 0, Fault::UnitInUse),
            (None, 0, 1, Fault::UnitInUse),
            (Some(day(2)), 0, 0, Fault::UnitClosed),
        ] {
            let refused = close(day(1), ended, children, members, day(3));
            assert!(matches!(refused, Err(Error::Refused(f)) if f == fault));
        }
        assert!(matches!(close(day(2), None, 0, 0, day(1)), Err(Error::Invalid(_))));
    }

    #[test]
    fn leaders_are_official_members_and_the_secretary_stands_alone() {
        for role in Role::ALL {
            let elected = matches!(role, Role::Secretary | Role::Deputy | Role::GroupLeader);
            assert_eq!(may_hold(*role, &[Status::Probationary]), !elected, "{role:?}");
            assert!(may_hold(*role, &[Status::Official]));
        }
        let form = HandOverForm {
            role: "secretary".to_owned(),
            person: uuid::Uuid::nil().to_string(),
            on: "2026-12-03".to_owned(),
            beside: "yes".to_owned(),
            holders: None,
        };
        assert_eq!(form.read(day(1)).unwrap().beside, Some(false));
    }

    #[test]
    fn nobody_sits_twice_in_a_body() {
        let id = uuid::Uuid::nil().to_string();
        let form = BodyForm {
            kind: "cell_committee".to_owned(),
            name: "Chi ủy".to_owned(),
            person: vec![id.clone(), id],
            on: "2026-12-03".to_owned(),
        };
        assert_eq!(form.read(day(1)).unwrap().people.len(), 1);
    }
}
