//! The list of members of a unit and of the units below it.
//!
//! Invariant: the order is the port's (given name; exact hits before folded ones); whoever may not see the
//! list is shown the own record instead, so that the place "Hồ sơ" leads everybody somewhere.

use super::member;
use super::people::{born, status_tag};
use crate::ui::{
    ButtonLink, Column, EmptyState, Hidden, Look, Page, PageTitle, Pagination, SearchBox, Sheet, Table, cell,
};
use crate::{Html, Request};
use domain::Result;
use domain::ids::UnitId;
use domain::member::{MemberLine, Status};
use domain::unit::UnitView;
use leptos::prelude::*;
use std::fmt::Write as _;
use text::Text;

/// People on one page of the list.
const PAGE: usize = 50;

/// `GET /members?unit=&q=&page=`
///
/// # Errors
/// As [`domain::ports::Organisation::unit`] and [`domain::ports::Organisation::members`].
pub async fn show(rq: &Request) -> Result<Html> {
    let viewer = rq.viewer()?;
    let own = viewer.person;
    let asked: Option<UnitId> = rq.asked("unit").parse().ok();
    let Some(unit) = asked.or_else(|| viewer.units.first().map(|unit| unit.id)) else {
        return member::show(rq, own).await;
    };
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    if !view.can.see_members {
        return member::show(rq, own).await;
    }
    let words = rq.asked("q").trim().to_owned();
    let people = rq.ports.organisation.members(&rq.caller, unit, &words).await?;
    let list = List {
        t: rq.t(),
        page: rq.asked("page").parse().unwrap_or(1),
        words,
        people,
        view,
    };
    Ok(rq.render(move || list.render()))
}

struct List {
    t: Text,
    view: UnitView,
    words: String,
    people: Vec<MemberLine>,
    page: usize,
}

impl List {
    fn render(&self) -> AnyView {
        let t = self.t;
        let unit = self.view.unit.clone();
        let id = unit.id;
        let last = self.people.len().div_ceil(PAGE).max(1);
        let current = self.page.clamp(1, last);
        let words = self.words.clone();
        let (sub, found, add) = (
            self.summary(),
            self.found(),
            self.view.can.add_member || self.view.can.add_below,
        );
        let list = if self.people.is_empty() {
            self.empty()
        } else {
            self.table(current)
        };
        view! {
            <Page title=t.members_title() wide=true>
                <PageTitle eyebrow=unit.name title=t.members_title() sub=sub>
                    {add.then(|| view! {
                        <ButtonLink href=format!("/units/{id}/members/new") label=t.unit_member_add() look=Look::Plain />
                    })}
                    <ButtonLink href="/units" label=t.members_other_unit() look=Look::Plain />
                </PageTitle>
                <SearchBox action="/members" label=t.members_search() value=words.clone() hint=t.members_search_hint()>
                    <Hidden name="unit" value=id.to_string() />
                </SearchBox>
                {found}
                {list}
                <Pagination current=current last=last link=move |page| address(id, &words, page) />
            </Page>
        }
        .into_any()
    }

    /// "402 đồng chí: 390 chính thức, 12 dự bị; ngoài ra 9 quần chúng ưu tú", of the whole list only: whoever is no
    /// member of this unit's own is counted apart, so that the figure is the one that the unit's page gives.
    fn summary(&self) -> String {
        if !self.words.is_empty() {
            return String::new();
        }
        let t = self.t;
        let count = |status: Status| self.people.iter().filter(|member| member.status == status).count();
        let named = |status: Status| t.members_count_of(count(status), &t.status(status).to_lowercase());
        let there = Status::ALL.iter().copied().filter(|status| count(*status) > 0);
        let (own, apart): (Vec<Status>, Vec<Status>) = there.partition(|status| status.is_counted());
        let list = |statuses: &[Status]| statuses.iter().copied().map(named).collect::<Vec<_>>().join(", ");
        let members = own.iter().copied().map(count).sum();
        let mut summary = if own.len() > 1 {
            t.members_count_with(members, &list(&own))
        } else {
            t.members_count(members)
        };
        if !apart.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(summary, "; {}", t.members_apart(&list(&apart)));
        }
        summary
    }

    fn found(&self) -> AnyView {
        let t = self.t;
        (!self.words.is_empty() && !self.people.is_empty())
            .then(|| {
                view! {
                    <p class="found" role="status">
                        {t.members_found(self.people.len(), &self.words)}" "
                        <a href=address(self.view.unit.id, "", 1)>{t.members_all()}</a>
                    </p>
                }
            })
            .into_any()
    }

    fn empty(&self) -> AnyView {
        let t = self.t;
        let id = self.view.unit.id;
        let add = self.view.can.add_member;
        let searched = !self.words.is_empty();
        let sentence = if searched {
            t.members_none_found(&self.words)
        } else {
            t.members_none()
        };
        view! {
            <Sheet>
                <EmptyState sentence=sentence>
                    {if searched {
                        view! { <ButtonLink href=address(id, "", 1) label=t.members_all() look=Look::Plain /> }.into_any()
                    } else {
                        add.then(|| view! {
                            <ButtonLink href=format!("/units/{id}/members/new") label=t.unit_member_add() />
                        }).into_any()
                    }}
                </EmptyState>
            </Sheet>
        }
        .into_any()
    }

    fn table(&self, current: usize) -> AnyView {
        let t = self.t;
        // Whoever belongs to the unit itself needs no column; a search that finds one cell of many does.
        let many = self.people.iter().any(|member| member.unit != self.view.unit.id);
        let mut columns = vec![
            Column::text(t.members_name()),
            Column::text(t.members_status()),
            Column::text(t.members_phone()),
        ];
        if many {
            columns.push(Column::text(t.members_unit()));
        }
        columns.push(Column::text(t.members_account()));
        let shown = self.people.iter().skip((current - 1) * PAGE).take(PAGE);
        let rows = shown.map(|member| row(t, member, many)).collect();
        view! {
            <div class="people">
                <Table caption=t.members_title() quiet_caption=true columns=columns rows=rows />
            </div>
        }
        .into_any()
    }
}

fn row(t: Text, member: &MemberLine, many: bool) -> Vec<AnyView> {
    let born = born(member);
    let phone = if member.phone.is_empty() {
        t.members_unknown()
    } else {
        phone_groups(&member.phone)
    };
    let mut cells = vec![
        cell(view! {
            <a href=format!("/members/{}", member.person)>{member.name.clone()}</a>
            {(!born.is_empty()).then(|| view! { <span class="row-sub num">{born}</span> })}
        }),
        cell(status_tag(member.status)),
        cell(phone),
    ];
    if many {
        cells.push(cell(member.unit_name.clone()));
    }
    cells.push(cell(if member.has_account {
        t.members_account_yes()
    } else {
        t.members_account_no()
    }));
    cells
}

/// `0912 345 678`: groups that an eye can follow.
pub(super) fn phone_groups(phone: &str) -> String {
    match (phone.get(..4), phone.get(4..7), phone.get(7..)) {
        (Some(first), Some(second), Some(third)) if phone.len() == 10 => format!("{first} {second} {third}"),
        _ => phone.to_owned(),
    }
}

/// The address of one page of the list.
fn address(unit: UnitId, words: &str, page: usize) -> String {
    let mut address = format!("/members?unit={unit}");
    if !words.is_empty() {
        address.push_str("&q=");
        address.push_str(&encoded(words));
    }
    if page > 1 {
        let _ = write!(address, "&page={page}");
    }
    address
}

/// Percent-encodes a value for a query.
pub(super) fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encoded, phone_groups};

    #[test]
    fn words_travel_in_an_address() {
        assert_eq!(encoded("Lò Văn & Co"), "L%C3%B2%20V%C4%83n%20%26%20Co");
    }

    #[test]
    fn phones_are_grouped() {
        assert_eq!(phone_groups("0912345678"), "0912 345 678");
        assert_eq!(phone_groups("áéíóú"), "áéíóú");
    }
}
