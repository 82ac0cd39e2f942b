//! A unit's page: who leads it, its bodies, its members, what is below it.
//!
//! Invariant: each button stands there only if the view says that the reader can; the one red button
//! prepares a meeting.

use super::parts::coming;
use super::units;
use crate::ui::{BackLink, ButtonLink, Fact, Facts, Look, Page, PageTitle, Row, Rows, Sheet, dates};
use crate::{Html, Request};
use domain::Result;
use domain::change::ComingWhat;
use domain::ids::UnitId;
use domain::policy::Role;
use domain::unit::{Body, BodyKind, Office, UnitKind, UnitView};
use leptos::prelude::*;
use text::Text;

/// `GET /units/{id}`
///
/// # Errors
/// As [`domain::ports::Organisation::unit`].
pub async fn show(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        let (back, label) = match view.ancestors.last() {
            Some(above) => (format!("/units/{}", above.id), above.name.clone()),
            None => ("/units".to_owned(), t.units_title()),
        };
        let sheets = [
            offices(t, &view),
            bodies(t, &view),
            coming_rows(t, &view),
            members(t, &view),
            children(t, &view),
            data(t, &view),
        ];
        let sub = subtitle(t, &view);
        let (unit, can) = (view.unit, view.can);
        view! {
            <Page title=unit.name.clone()>
                <BackLink href=back label=label />
                <PageTitle eyebrow=t.unit_kind(unit.kind) title=unit.name sub=sub />
                {can.create_meeting.then(|| view! {
                    <ButtonLink href=format!("/meetings/new?unit={}", unit.id) label=t.unit_new_meeting() />
                })}
                {sheets}
            </Page>
        }
    }))
}

fn subtitle(t: Text, view: &UnitView) -> String {
    let mut words = Vec::new();
    if view.unit.members > 0 {
        words.push(t.units_members(view.unit.members));
    }
    if let Some(day) = view.unit.ended_on {
        words.push(t.units_closed_on(&dates::day(day)));
    }
    words.join(" · ")
}

/// The office that a unit of this kind is never without.
const fn leading(kind: UnitKind) -> Role {
    match kind {
        UnitKind::Province | UnitKind::Committee | UnitKind::Cell => Role::Secretary,
        UnitKind::Group => Role::GroupLeader,
    }
}

fn offices(t: Text, view: &UnitView) -> AnyView {
    let role = leading(view.unit.kind);
    let vacant = view.unit.ended_on.is_none() && view.offices.iter().all(|office| office.role != role);
    let (id, can) = (view.unit.id, view.can);
    let mut rows: Vec<AnyView> = view.offices.iter().map(|office| office_row(t, view, office)).collect();
    if vacant {
        rows.insert(0, vacant_row(t, view, role));
    }
    let empty = rows.is_empty();
    view! {
        <Sheet title=t.unit_offices()>
            {empty.then(|| view! { <p class="soft">{t.unit_offices_empty()}</p> })}
            <Rows>{rows}</Rows>
            {can.assign.then(|| view! {
                <ButtonLink href=format!("/units/{id}/hand-over") label=t.unit_give_other() look=Look::Plain />
            })}
        </Sheet>
    }
    .into_any()
}

/// Offices and bodies that change on a day to come.
fn coming_rows(t: Text, view: &UnitView) -> AnyView {
    let id = view.unit.id;
    let rows = view.coming.iter().map(|change| {
        let (name, path, may) = match change.what {
            ComingWhat::Office(role) => (t.role(role), "offices", view.can.assign),
            ComingWhat::Body(kind) => (t.body_kind(kind), "bodies", view.can.edit_body),
        };
        let mut sub = Vec::new();
        if !change.coming.is_empty() {
            sub.push(t.coming_in(&change.coming.join(", ")));
        }
        if !change.leaving.is_empty() {
            sub.push(t.coming_out(&change.leaving.join(", ")));
        }
        let action = may.then(|| format!("/units/{id}/{path}/withdraw"));
        (
            t.coming_part(&name, &dates::day(change.on)),
            sub.join(" · "),
            action,
            change.change,
        )
    });
    coming(rows.collect())
}

fn vacant_row(t: Text, view: &UnitView, role: Role) -> AnyView {
    let word = t.role(role);
    let title = t.unit_office_vacant(&word.to_lowercase());
    if !view.can.assign {
        return view! { <Row title=title /> }.into_any();
    }
    let href = hand_over(view.unit.id, role);
    view! {
        <Row title=title>
            <a class="btn small-btn" href=href aria-label=t.unit_give_spoken(&word)>{t.unit_give()}</a>
        </Row>
    }
    .into_any()
}

fn office_row(t: Text, view: &UnitView, office: &Office) -> AnyView {
    let role = t.role(office.role);
    let sub = t.unit_office_since(&role, &dates::day(office.from));
    let title = office.person_name.clone();
    if view.can.assign {
        let spoken = t.unit_hand_over_spoken(&role, &title);
        let href = hand_over(view.unit.id, office.role);
        view! {
            <Row title=title sub=sub>
                <a class="btn small-btn" href=href aria-label=spoken>{t.unit_hand_over()}</a>
            </Row>
        }
        .into_any()
    } else if view.can.see_members {
        view! { <Row title=title sub=sub href=format!("/members/{}", office.person) /> }.into_any()
    } else {
        view! { <Row title=title sub=sub /> }.into_any()
    }
}

fn hand_over(unit: UnitId, role: Role) -> String {
    format!("/units/{unit}/hand-over?role={}", role.code())
}

/// Bodies that a unit of this kind elects.
const fn elected(kind: UnitKind) -> &'static [BodyKind] {
    match kind {
        UnitKind::Cell => &[BodyKind::CellCommittee],
        UnitKind::Province | UnitKind::Committee => &[BodyKind::Standing, BodyKind::Executive],
        UnitKind::Group => &[BodyKind::Group],
    }
}

fn bodies(t: Text, view: &UnitView) -> AnyView {
    let missing: Vec<_> = elected(view.unit.kind)
        .iter()
        .filter(|kind| view.can.edit_body && view.bodies.iter().all(|body| body.kind != **kind))
        .collect();
    let add: Vec<_> = missing
        .into_iter()
        .map(|kind| body_link(t, view, *kind, None))
        .collect();
    let mut sheets: Vec<AnyView> = view.bodies.iter().map(|body| body_sheet(t, view, body)).collect();
    if !add.is_empty() {
        let small = view.unit.kind == UnitKind::Cell;
        let group = view.unit.kind == UnitKind::Group;
        sheets.push(
            view! {
                <Sheet title=if group { t.body_kind(BodyKind::Group) } else { t.unit_bodies() }>
                    {small.then(|| view! { <p class="soft">{t.unit_bodies_empty()}</p> })}
                    {add}
                </Sheet>
            }
            .into_any(),
        );
    }
    sheets.into_any()
}

fn body_sheet(t: Text, view: &UnitView, body: &Body) -> AnyView {
    let seats = body.members.iter().map(|seat| {
        let sub = t.unit_seat_since(&dates::day(seat.from));
        let href = if view.can.see_members {
            format!("/members/{}", seat.person)
        } else {
            String::new()
        };
        view! { <Row title=seat.name.clone() sub=sub href=href /> }
    });
    let seats: Vec<_> = seats.collect();
    let edit = view
        .can
        .edit_body
        .then(|| body_link(t, view, body.kind, Some(t.unit_body_edit())));
    view! {
        <Sheet title=body.name.clone()>
            <Rows>{seats}</Rows>
            {edit}
        </Sheet>
    }
    .into_any()
}

/// To the list of a body; without a label, to the list that is still to be made.
fn body_link(t: Text, view: &UnitView, kind: BodyKind, label: Option<String>) -> AnyView {
    let href = format!("/units/{}/bodies?kind={}", view.unit.id, kind.code());
    let label = label.unwrap_or_else(|| t.unit_body_add(&t.body_kind(kind).to_lowercase()));
    view! { <ButtonLink href=href label=label look=Look::Plain /> }.into_any()
}

fn members(t: Text, view: &UnitView) -> AnyView {
    let (id, can) = (view.unit.id, view.can);
    // The list of a group stands on its page.
    (can.see_members && view.unit.kind != UnitKind::Group)
        .then(|| {
            view! {
                <Sheet>
                    <Rows><Row title=t.unit_members() sub=t.unit_members_see() href=format!("/members?unit={id}") /></Rows>
                    {can.add_member.then(|| view! {
                        <ButtonLink href=format!("/units/{id}/members/new") label=t.unit_member_add() look=Look::Plain />
                    })}
                    {can.manage_tablets.then(|| view! {
                        <ButtonLink href=format!("/units/{id}/tablets") label=t.tablets_title() look=Look::Plain />
                    })}
                </Sheet>
            }
        })
        .into_any()
}

fn children(t: Text, view: &UnitView) -> AnyView {
    let add = view.can.edit && view.unit.ended_on.is_none();
    let id = view.unit.id;
    let shown = !view.children.is_empty() || (view.can.edit && view.unit.kind != UnitKind::Group);
    let rows: Vec<_> = view
        .children
        .iter()
        .map(|child| {
            let href = format!("/units/{}", child.id);
            view! { <Row title=child.name.clone() sub=units::sub(t, child) href=href /> }
        })
        .collect();
    shown
        .then(|| {
            view! {
                <Sheet title=t.unit_children()>
                    {if rows.is_empty() {
                        view! { <p class="soft">{t.unit_children_empty()}</p> }.into_any()
                    } else {
                        view! { <Rows>{rows}</Rows> }.into_any()
                    }}
                    {add.then(|| view! {
                        <ButtonLink href=format!("/units/{id}/new") label=t.unit_child_add() look=Look::Plain />
                    })}
                </Sheet>
            }
        })
        .into_any()
}

fn data(t: Text, view: &UnitView) -> AnyView {
    let (unit, can) = (view.unit.clone(), view.can);
    let id = unit.id;
    let closable = can.edit && unit.ended_on.is_none();
    let above = view
        .ancestors
        .last()
        .map(|above| (format!("/units/{}", above.id), above.name.clone()));
    view! {
        <Sheet title=t.unit_data()>
            <Facts>
                {above.map(|(href, name)| view! { <Fact name=t.unit_above()><a href=href>{name}</a></Fact> })}
                <Fact name=t.unit_kind_label() value=t.unit_kind(unit.kind) />
                {(!unit.code.is_empty()).then(|| view! { <Fact name=t.unit_code() value=unit.code /> })}
                <Fact name=t.unit_started() value=dates::day(unit.started_on) />
                {unit.ended_on.map(|day| view! { <Fact name=t.unit_ended() value=dates::day(day) /> })}
            </Facts>
        </Sheet>
        {can.edit.then(|| view! {
            <ButtonLink href=format!("/units/{id}/edit") label=t.unit_edit() look=Look::Plain />
        })}
        {can.see_audit.then(|| view! {
            <ButtonLink href=format!("/units/{id}/audit") label=t.unit_audit() look=Look::Plain />
        })}
        {closable.then(|| view! {
            <ButtonLink href=format!("/units/{id}/close") label=t.unit_close() look=Look::Warning />
        })}
    }
    .into_any()
}
