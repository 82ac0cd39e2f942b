//! The organisation as the set-up of an installation takes it.
//!
//! Invariant: nothing is added and nothing lost that the set-up knows; what follows (accounts, meetings) finds its
//! people and units through [`Keys`].

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::{BodyId, PersonId, UnitId};
use domain::member::{self, PersonData};
use domain::policy;
use domain::set_up::{Import, NewBody, NewMembership, NewOffice, NewPerson, NewUnit};
use domain::unit;
use uuid::Uuid;

use crate::model::{BodyKind, Organisation, Person, Role, Sex, Status, UnitKind};

/// Which id each key of the organisation was given.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub units: HashMap<String, UnitId>,
    pub people: HashMap<String, PersonId>,
    pub bodies: HashMap<String, BodyId>,
}

/// Turns keys into ids.
///
/// # Panics
/// If a key of the organisation leads nowhere: its invariant is broken then.
pub fn import(organisation: &Organisation, mut ids: impl FnMut() -> Uuid) -> (Import, Keys) {
    let keys = Keys {
        units: organisation
            .units
            .iter()
            .map(|u| (u.key.to_owned(), UnitId(ids())))
            .collect(),
        people: organisation
            .people
            .iter()
            .map(|p| (p.key.clone(), PersonId(ids())))
            .collect(),
        bodies: organisation
            .bodies
            .iter()
            .map(|b| (b.key.clone(), BodyId(ids())))
            .collect(),
    };
    let mails: HashMap<&str, &str> = organisation
        .accounts
        .iter()
        .map(|account| (account.person.as_str(), account.mail.as_str()))
        .collect();
    let import = Import {
        units: organisation
            .units
            .iter()
            .map(|u| NewUnit {
                id: keys.units[u.key],
                parent: u.parent.map(|parent| keys.units[parent]),
                kind: unit_kind(u.kind),
                name: u.name.to_owned(),
                code: u.code.clone(),
                from: u.since,
            })
            .collect(),
        people: organisation
            .people
            .iter()
            .map(|p| NewPerson {
                id: keys.people[&p.key],
                data: data(p, mails.get(p.key.as_str()).copied()),
            })
            .collect(),
        memberships: organisation
            .people
            .iter()
            .flat_map(|p| {
                let since = keys_since(organisation, p);
                memberships(p, keys.people[&p.key], keys.units[p.cell], since)
            })
            .collect(),
        offices: organisation
            .roles
            .iter()
            .map(|grant| NewOffice {
                person: keys.people[&grant.person],
                unit: keys.units[grant.unit],
                role: role(grant.role),
                from: grant.since,
                to: grant.until,
            })
            .collect(),
        bodies: organisation
            .bodies
            .iter()
            .map(|b| NewBody {
                id: keys.bodies[&b.key],
                unit: keys.units[b.unit],
                kind: body_kind(b.kind),
                name: b.name.clone(),
                members: b.members.iter().map(|key| keys.people[key]).collect(),
                from: b.since,
            })
            .collect(),
    };
    (import, keys)
}

/// The first day of a person's cell: what a membership begins with where nothing else is known.
fn keys_since(organisation: &Organisation, person: &Person) -> NaiveDate {
    organisation
        .units
        .iter()
        .find(|unit| unit.key == person.cell)
        .map(|unit| unit.since)
        .expect("every person belongs to a cell of the organisation")
}

fn data(person: &Person, mail: Option<&str>) -> PersonData {
    PersonData {
        name: person.name(),
        sex: match person.sex {
            Sex::Male => member::Sex::Male,
            Sex::Female => member::Sex::Female,
        },
        born: Some(person.born),
        phone: person.phone.clone(),
        email: mail.map(str::to_owned),
        card_number: person.card.clone().unwrap_or_default(),
        joined_on: person.admitted_on,
        official_on: person.official_on,
    }
}

/// The rows of a person's way through the cell; each ends on the day on which the next begins.
fn memberships(person: &Person, id: PersonId, unit: UnitId, cell_since: NaiveDate) -> Vec<NewMembership> {
    let mut steps: Vec<(member::Status, NaiveDate)> = Vec::new();
    if person.status != Status::TemporaryIn {
        steps.extend(person.admitted_on.map(|day| (member::Status::Probationary, day)));
        steps.extend(person.official_on.map(|day| (member::Status::Official, day)));
    }
    let last = steps.last().map(|(_, day)| *day);
    let today = status(person.status);
    if steps.last().map(|(status, _)| *status) != Some(today) {
        let from = person.status_since.or(last).unwrap_or(cell_since);
        steps.push((today, last.map_or(from, |last| from.max(last))));
    }
    let ends: Vec<Option<NaiveDate>> = steps.iter().skip(1).map(|(_, day)| Some(*day)).chain([None]).collect();
    steps
        .into_iter()
        .zip(ends)
        .map(|((status, from), to)| NewMembership {
            person: id,
            unit,
            status,
            from,
            to,
        })
        .filter(|row| row.to != Some(row.from))
        .collect()
}

fn unit_kind(kind: UnitKind) -> unit::UnitKind {
    match kind {
        UnitKind::Province => unit::UnitKind::Province,
        UnitKind::Committee => unit::UnitKind::Committee,
        UnitKind::Cell => unit::UnitKind::Cell,
        UnitKind::Group => unit::UnitKind::Group,
    }
}

fn body_kind(kind: BodyKind) -> unit::BodyKind {
    match kind {
        BodyKind::Executive => unit::BodyKind::Executive,
        BodyKind::Standing => unit::BodyKind::Standing,
        BodyKind::CellCommittee => unit::BodyKind::CellCommittee,
        BodyKind::Group => unit::BodyKind::Group,
    }
}

fn role(role: Role) -> policy::Role {
    match role {
        Role::Secretary => policy::Role::Secretary,
        Role::Deputy => policy::Role::Deputy,
        Role::GroupLeader => policy::Role::GroupLeader,
        Role::Clerk => policy::Role::Clerk,
        Role::RecordsOfficer => policy::Role::RecordsOfficer,
        Role::Inspector => policy::Role::Inspector,
        Role::Administrator => policy::Role::Administrator,
    }
}

fn status(status: Status) -> member::Status {
    match status {
        Status::Official => member::Status::Official,
        Status::Probationary => member::Status::Probationary,
        Status::TemporaryIn => member::Status::TemporaryIn,
        Status::TemporaryOut => member::Status::TemporaryOut,
        Status::Exempt => member::Status::Exempt,
        Status::Suspended => member::Status::Suspended,
        Status::Candidate => member::Status::Candidate,
    }
}
