//! The organisation tree as lists in lists.
//!
//! Invariant: every unit that the reader may see stands there once, below the nearest one above it that he
//! may see too; closed units stand apart.

use crate::ui::{BackLink, Details, EmptyState, Page, PageTitle, Sheet, dates};
use crate::{Html, Request};
use domain::Result;
use domain::ids::UnitId;
use domain::unit::UnitLine;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use text::Text;

/// `GET /units`
///
/// # Errors
/// As [`domain::ports::Organisation::units`].
pub async fn show(rq: &Request) -> Result<Html> {
    let units = rq.ports.organisation.units(&rq.caller).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let (closed, open): (Vec<_>, Vec<_>) = units.into_iter().partition(|unit| unit.ended_on.is_some());
        let count = open.len();
        let tree = if count == 0 {
            view! { <EmptyState sentence=t.units_empty() /> }.into_any()
        } else {
            Tree::new(open).below(t, None)
        };
        let closed: Vec<_> = closed.iter().map(|unit| view! { <li>{line(t, unit)}</li> }).collect();
        view! {
            <Page title=t.units_title()>
                <BackLink href="/members" label=t.members_title() />
                <PageTitle title=t.units_title() sub=t.units_sub(count) />
                <Sheet>{tree}</Sheet>
                {(!closed.is_empty()).then(|| view! {
                    <Details summary=t.units_closed()>
                        <ul class="tree">{closed}</ul>
                    </Details>
                })}
            </Page>
        }
    }))
}

/// Units by what is above them.
struct Tree(BTreeMap<Option<UnitId>, Vec<UnitLine>>);

impl Tree {
    fn new(units: Vec<UnitLine>) -> Self {
        let known: BTreeSet<UnitId> = units.iter().map(|unit| unit.id).collect();
        let mut above: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for unit in units {
            let parent = unit.parent.filter(|parent| known.contains(parent));
            above.entry(parent).or_default().push(unit);
        }
        Self(above)
    }

    fn below(&self, t: Text, parent: Option<UnitId>) -> AnyView {
        let units = self.0.get(&parent);
        units
            .map(|units| {
                view! {
                    <ul class="tree">
                        {units.iter().map(|unit| view! {
                            <li>{line(t, unit)}{self.below(t, Some(unit.id))}</li>
                        }).collect_view()}
                    </ul>
                }
            })
            .into_any()
    }
}

fn line(t: Text, unit: &UnitLine) -> AnyView {
    view! {
        <a class="tree-line" href=format!("/units/{}", unit.id)>
            <b>{unit.name.clone()}</b>
            <span class="row-sub num">{sub(t, unit)}</span>
        </a>
    }
    .into_any()
}

/// Kind, members, end: what a line says below the name.
pub(super) fn sub(t: Text, unit: &UnitLine) -> String {
    let mut words = vec![t.unit_kind(unit.kind)];
    if unit.members > 0 {
        words.push(t.units_members(unit.members));
    }
    if let Some(day) = unit.ended_on {
        words.push(t.units_closed_on(&dates::day(day)));
    }
    words.join(" · ")
}
