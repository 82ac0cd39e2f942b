//! A new member, and new data of one.
//!
//! Invariant: status and first day are asked for a new member only; later they change on their own page,
//! because a membership is a history.

use super::people::today;
use crate::ui::{
    BackLink, Choice, EmptyState, Field, Form, Kind, Page, PageTitle, Radios, Row, Rows, Sheet, Submit, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::{PersonId, UnitId};
use domain::member::{MemberView, Sex, Status};
use domain::unit::UnitView;
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// Statuses with which a membership may begin.
const FIRST: &[Status] = &[
    Status::Official,
    Status::Probationary,
    Status::TemporaryIn,
    Status::Exempt,
    Status::Candidate,
];

/// `GET /units/{id}/members/new`
///
/// # Errors
/// As [`domain::ports::Organisation::unit`]; [`Error::Forbidden`] for whoever may not add members.
pub async fn new(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    if view.can.add_below {
        return Ok(where_to(rq, view));
    }
    if !view.can.add_member {
        return Err(Error::Forbidden);
    }
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let unit = view.unit;
        view! {
            <Page title=t.member_new_title()>
                <BackLink href=format!("/members?unit={}", unit.id) label=t.members_title() />
                <PageTitle title=t.member_new_title() sub=t.member_new_unit(&unit.name) />
                <Form action=format!("/units/{}/members/new", unit.id) name="member">
                    {person(t, None)}
                    {contact(t, None)}
                    <Sheet title=t.member_part_party()>
                        <Radios name="status" legend=t.member_status() choices=statuses(t, FIRST)
                            value=Status::Official.code() />
                        <Field name="from" label=t.member_from() kind=Kind::Date value=dates::input_date(today) />
                        {party(t, None)}
                    </Sheet>
                    <Submit label=t.member_add_do() />
                </Form>
            </Page>
        }
    }))
}

/// Nobody joins a committee itself: the cell comes first.
fn where_to(rq: &Request, view: UnitView) -> Html {
    let t = rq.t();
    rq.render(move || {
        let unit = view.unit;
        let open = view.children.into_iter().filter(|below| below.ended_on.is_none());
        let rows: Vec<_> = open
            .map(|below| view! { <Row title=below.name href=format!("/units/{}/members/new", below.id) /> })
            .collect();
        let none = rows.is_empty();
        view! {
            <Page title=t.member_new_title()>
                <BackLink href=format!("/members?unit={}", unit.id) label=t.members_title() />
                <PageTitle title=t.member_new_title() sub=unit.name />
                {if none {
                    view! { <Sheet><EmptyState sentence=t.member_new_nowhere() /></Sheet> }.into_any()
                } else {
                    view! { <Sheet title=t.member_new_where()><Rows>{rows}</Rows></Sheet> }.into_any()
                }}
            </Page>
        }
    })
}

/// `GET /members/{id}/edit`
///
/// # Errors
/// As [`domain::ports::Organisation::member`]; [`Error::Forbidden`] for whoever may only look.
pub async fn edit(rq: &Request, id: PersonId) -> Result<Html> {
    let member = rq.ports.organisation.member(&rq.caller, id).await?;
    if !member.can_edit {
        return Err(Error::Forbidden);
    }
    let (t, name) = (rq.t(), member.name.clone());
    Ok(rq.render(move || {
        view! {
            <Page title=t.member_edit_title()>
                <BackLink href=format!("/members/{id}") label=name />
                <PageTitle title=t.member_edit_title() />
                <Form action=format!("/members/{id}/edit") name="member">
                    {person(t, Some(&member))}
                    {contact(t, Some(&member))}
                    <Sheet title=t.member_part_party()>{party(t, Some(&member))}</Sheet>
                    <Submit label=t.member_save_do() />
                </Form>
            </Page>
        }
    }))
}

/// Statuses to choose from, each with what it means.
pub(super) fn statuses(t: Text, statuses: &[Status]) -> Vec<Choice> {
    statuses
        .iter()
        .map(|status| Choice::new(status.code(), t.status(*status)).hint(t.member_status_hint(*status)))
        .collect()
}

fn date_value(day: Option<NaiveDate>) -> String {
    day.map(dates::input_date).unwrap_or_default()
}

// The parts are called inside the form: fields find their refused values by the form around them.

fn person(t: Text, member: Option<&MemberView>) -> AnyView {
    let sexes = Sex::ALL
        .iter()
        .map(|sex| Choice::new(sex.code(), t.sex(*sex)))
        .collect();
    let sex = member.map_or("", |member| member.sex.code());
    let name = member.map(|member| member.name.clone()).unwrap_or_default();
    let born = date_value(member.and_then(|member| member.born));
    view! {
        <Sheet title=t.member_part_person()>
            // Not the autofill of the reader's own name.
            <Field name="name" label=t.member_name() hint=t.member_name_hint() autocomplete="off" value=name />
            <Radios name="sex" legend=t.member_sex() choices=sexes value=sex inline=true />
            <Field name="born" label=t.member_born() kind=Kind::Date optional=true value=born />
        </Sheet>
    }
    .into_any()
}

fn contact(t: Text, member: Option<&MemberView>) -> AnyView {
    let (phone, email) = member.map_or_else(Default::default, |member| (member.phone.clone(), member.email.clone()));
    view! {
        <Sheet title=t.member_part_contact()>
            <Field name="phone" label=t.member_phone() hint=t.member_phone_hint() kind=Kind::Tel value=phone
                optional=true autocomplete="off" />
            <Field name="email" label=t.member_email() kind=Kind::Email value=email optional=true autocomplete="off" />
        </Sheet>
    }
    .into_any()
}

fn party(t: Text, member: Option<&MemberView>) -> AnyView {
    let card = member.map(|member| member.card_number.clone()).unwrap_or_default();
    view! {
        <Field name="card_number" label=t.member_card() value=card optional=true autocomplete="off" />
        <Field name="joined_on" label=t.member_joined() kind=Kind::Date optional=true
            value=date_value(member.and_then(|member| member.joined_on)) />
        <Field name="official_on" label=t.member_official() kind=Kind::Date optional=true
            value=date_value(member.and_then(|member| member.official_on)) />
    }
    .into_any()
}
