//! What pages about people share: their status as a tag, lists to choose from, today.
//!
//! Invariant: a person is named once on a line; what tells two people of one name apart stands beside it.

use crate::Request;
use crate::ui::{Choice, Tag, TagKind, dates, t};
use chrono::NaiveDate;
use domain::ids::{PersonId, UnitId};
use domain::member::{MemberLine, Status, told_apart};
use domain::unit::{UnitKind, UnitView};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Today as calendars in Vietnam show it.
pub(super) fn today(rq: &Request) -> NaiveDate {
    dates::local(rq.page.now).date()
}

/// A status with its colour: green for full membership, red only for what is taken away.
pub(super) fn status_tag(status: Status) -> AnyView {
    let kind = match status {
        Status::Official => TagKind::Yes,
        Status::Probationary | Status::TemporaryIn => TagKind::Calm,
        Status::Suspended => TagKind::No,
        Status::TemporaryOut | Status::Exempt | Status::Candidate | Status::Left => TagKind::Plain,
    };
    view! { <Tag kind=kind label=t().status(status) /> }.into_any()
}

/// The unit whose people a list or an office is filled from: those of a group belong to its cell.
pub(super) fn pool(view: &UnitView) -> UnitId {
    match (view.unit.kind, view.unit.parent) {
        (UnitKind::Group, Some(cell)) => cell,
        _ => view.unit.id,
    }
}

/// Whoever can hold an office or sit in a body.
pub(super) fn can_serve(member: &MemberLine) -> bool {
    !matches!(member.status, Status::Left | Status::Candidate | Status::Suspended)
}

/// People for a select: the name, the unit where there is more than one.
pub(super) fn options(people: &[MemberLine]) -> Vec<(String, String)> {
    let many = units_of(people) > 1;
    let apart = apart(people);
    people
        .iter()
        .map(|member| {
            let mut label = called(member, &apart);
            if many {
                label = format!("{label} · {}", member.unit_name);
            }
            (member.person.to_string(), label)
        })
        .collect()
}

/// People for a long choice, by unit; the order of units and of people is the list's own.
pub(super) fn by_unit(people: &[MemberLine]) -> Vec<(String, Vec<Choice>)> {
    let apart = apart(people);
    let mut place = BTreeMap::new();
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for member in people {
        let index = *place.entry(member.unit).or_insert_with(|| {
            groups.push((member.unit_name.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[index]
            .1
            .push(Choice::new(member.person.to_string(), called(member, &apart)));
    }
    groups
}

/// What those are called who share their name with another one of the list.
pub(super) fn apart(people: &[MemberLine]) -> BTreeMap<PersonId, String> {
    told_apart(
        people
            .iter()
            .map(|member| (member.person, member.name.clone(), member.born)),
    )
}

/// The name, with what tells it apart.
pub(super) fn called(member: &MemberLine, apart: &BTreeMap<PersonId, String>) -> String {
    apart.get(&member.person).unwrap_or(&member.name).clone()
}

/// "Sinh ngày 12/04/1958", where it is known.
pub(super) fn born(member: &MemberLine) -> String {
    member
        .born
        .map(|day| t().members_born(&dates::day(day)))
        .unwrap_or_default()
}

pub(super) fn units_of(people: &[MemberLine]) -> usize {
    people.iter().map(|member| member.unit).collect::<BTreeSet<_>>().len()
}

/// The words as they begin a line.
pub(super) fn begin(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
