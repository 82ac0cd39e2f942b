//! What pages about people share: their status as a tag, lists to choose from, today.
//!
//! Invariant: a person is named once on a line; what tells two people of one name apart stands beside it.

use crate::Request;
use crate::ui::{Choice, Tag, TagKind, dates, t};
use chrono::NaiveDate;
use domain::member::{MemberLine, Status};
use leptos::prelude::*;
use std::collections::BTreeMap;

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

/// Whoever can hold an office or sit in a body.
pub(super) fn can_serve(member: &MemberLine) -> bool {
    !matches!(member.status, Status::Left | Status::Candidate | Status::Suspended)
}

/// People for a select: the name, and the unit where there is more than one.
pub(super) fn options(people: &[MemberLine]) -> Vec<(String, String)> {
    let many = units_of(people) > 1;
    people
        .iter()
        .map(|member| {
            let label = if many {
                format!("{} · {}", member.name, member.unit_name)
            } else {
                member.name.clone()
            };
            (member.person.to_string(), label)
        })
        .collect()
}

/// People for a long choice, by unit; the order of units and of people is the list's own.
pub(super) fn by_unit(people: &[MemberLine]) -> Vec<(String, Vec<Choice>)> {
    let mut place = BTreeMap::new();
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for member in people {
        let index = *place.entry(member.unit).or_insert_with(|| {
            groups.push((member.unit_name.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[index]
            .1
            .push(Choice::new(member.person.to_string(), member.name.clone()).hint(born(member)));
    }
    groups
}

/// "Sinh ngày 12/04/1958", where it is known.
pub(super) fn born(member: &MemberLine) -> String {
    member
        .born
        .map(|day| t().members_born(&dates::day(day)))
        .unwrap_or_default()
}

pub(super) fn units_of(people: &[MemberLine]) -> usize {
    people
        .iter()
        .map(|member| member.unit)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}
