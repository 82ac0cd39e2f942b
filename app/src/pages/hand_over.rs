//! Handing over an office in one screen: who holds it, who takes it, from which day.
//!
//! Invariant: the page shows the present holders before anybody is chosen and says who of them leaves and who stays;
//! without a role in the address the office is chosen first.

use super::people::{can_serve, options, pool, today};
use crate::ui::{
    BackLink, Choice, Details, EmptyState, Field, Form, Hidden, Kind, Look, Page, PageTitle, Radios, Row, Rows,
    SearchBox, Select, Sheet, Submit, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::member::MemberLine;
use domain::policy::Role;
use domain::unit::{Office, UnitKind, UnitView, may_be_shared, may_hold};
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// A list longer than this is searched before it is chosen from.
const LONG: usize = 40;

/// `GET /units/{id}/hand-over?role=&q=`; also shown again for a refused `/units/{id}/end-office`.
///
/// # Errors
/// As [`domain::ports::Organisation::unit`] and [`domain::ports::Organisation::members`];
/// [`Error::Forbidden`] for whoever may not assign.
pub async fn show(rq: &Request, unit: UnitId) -> Result<Html> {
    let view = rq.ports.organisation.unit(&rq.caller, unit).await?;
    if !view.can.assign {
        return Err(Error::Forbidden);
    }
    let all = rq.ports.organisation.members(&rq.caller, pool(&view), "").await?;
    let words = rq.asked("q").trim().to_owned();
    let people = if words.is_empty() {
        all.clone()
    } else {
        rq.ports.organisation.members(&rq.caller, pool(&view), &words).await?
    };
    let asked_for = asked_role(rq, &view);
    let page = HandOver {
        t: rq.t(),
        today: today(rq),
        role: asked_for,
        long: all.len() > LONG,
        people: people
            .into_iter()
            .filter(|member| can_serve(member) && asked_for.is_none_or(|role| may_hold(role, &[member.status])))
            .filter(|member| {
                !view
                    .offices
                    .iter()
                    .any(|held| Some(held.role) == asked_for && held.person == member.person)
            })
            .collect(),
        words,
        view,
    };
    Ok(rq.render(move || page.render()))
}

/// The role in the address; after a refused end of an office, that office's role.
fn asked_role(rq: &Request, view: &UnitView) -> Option<Role> {
    Role::from_code(rq.asked("role")).or_else(|| {
        let form = rq.form.as_ref()?;
        let (_, id) = form.values.iter().find(|(name, _)| name == "office")?;
        let office = view.offices.iter().find(|office| office.id.to_string() == *id)?;
        Some(office.role)
    })
}

struct HandOver {
    t: Text,
    today: NaiveDate,
    view: UnitView,
    role: Option<Role>,
    people: Vec<MemberLine>,
    /// More people than one likes to scroll through.
    long: bool,
    words: String,
}

impl HandOver {
    fn render(&self) -> AnyView {
        let t = self.t;
        let unit = &self.view.unit;
        let title = match self.role {
            Some(role) => t.hand_title_of(&t.role(role).to_lowercase()),
            None => t.hand_title(),
        };
        let holders: Vec<&Office> = self
            .view
            .offices
            .iter()
            .filter(|office| Some(office.role) == self.role)
            .collect();
        let (present, search, form) = match self.role {
            Some(role) => (
                self.present(&holders),
                (self.long).then(|| self.search(role)).into_any(),
                self.form(role, &holders),
            ),
            // Who is replaced depends on the office, so it is chosen first.
            None => (self.offices(), ().into_any(), ().into_any()),
        };
        let ends: Vec<_> = holders.into_iter().map(|office| self.end(office)).collect();
        let (back, name) = (format!("/units/{}", unit.id), unit.name.clone());
        view! {
            <Page title=title.clone()>
                <BackLink href=back label=name.clone() />
                <PageTitle title=title sub=name />
                {present}
                {search}
                {form}
                {ends}
            </Page>
        }
        .into_any()
    }

    fn present(&self, holders: &[&Office]) -> AnyView {
        let t = self.t;
        let rows: Vec<_> = holders
            .iter()
            .map(|office| {
                let since = t.unit_seat_since(&dates::day(office.from));
                view! { <Row title=office.person_name.clone() sub=since /> }
            })
            .collect();
        view! {
            <Sheet eyebrow=t.hand_present()>
                {if rows.is_empty() {
                    view! { <p>{t.hand_nobody()}</p> }.into_any()
                } else {
                    view! { <Rows>{rows}</Rows> }.into_any()
                }}
            </Sheet>
        }
        .into_any()
    }

    /// The offices of the unit, each with those who hold it: the first step without a role in the address.
    fn offices(&self) -> AnyView {
        let t = self.t;
        let id = self.view.unit.id;
        let rows: Vec<_> = roles(self.view.unit.kind)
            .into_iter()
            .map(|role| {
                let names = names(self.view.offices.iter().filter(|office| office.role == role));
                let sub = if names.is_empty() { t.hand_vacant() } else { names };
                let href = format!("/units/{id}/hand-over?role={}", role.code());
                view! { <Row title=t.role(role) sub=sub href=href /> }
            })
            .collect();
        view! { <Sheet title=t.hand_role()><Rows>{rows}</Rows></Sheet> }.into_any()
    }

    fn search(&self, role: Role) -> AnyView {
        let t = self.t;
        let hint = if self.words.is_empty() {
            String::new()
        } else {
            t.hand_found(self.people.len())
        };
        view! {
            <SearchBox action=format!("/units/{}/hand-over", self.view.unit.id) label=t.hand_find() value=self.words.clone() hint=hint>
                <Hidden name="role" value=role.code() />
            </SearchBox>
        }
        .into_any()
    }

    fn form(&self, role: Role, holders: &[&Office]) -> AnyView {
        let t = self.t;
        if self.people.is_empty() {
            return view! { <EmptyState sentence=t.hand_person_nobody() /> }.into_any();
        }
        let mut people = vec![(String::new(), t.hand_person_none())];
        people.extend(options(&self.people));
        // A search that found one person has answered the question.
        let only = (self.people.len() == 1).then(|| self.people[0].person.to_string());
        let held = names(holders.iter().copied());
        // Where several may hold an office, who leaves and who stays is asked and never guessed.
        let beside = (!holders.is_empty() && may_be_shared(role)).then(|| {
            vec![
                Choice::new("yes", t.hand_beside()).hint(t.hand_beside_hint(&held)),
                Choice::new("no", t.hand_instead()).hint(t.hand_instead_hint(&held)),
            ]
        });
        let explained = match (holders.is_empty(), may_be_shared(role)) {
            (true, _) => t.hand_explained_vacant(),
            (false, true) => t.hand_explained_shared(),
            (false, false) => t.hand_explained(&held),
        };
        let (action, today) = (self.action(), dates::input_date(self.today));
        let read = holders
            .iter()
            .map(|office| office.id.to_string())
            .collect::<Vec<_>>()
            .join(" ");
        let held = !holders.is_empty();
        view! {
            <Sheet>
                <Form action=action name="hand_over">
                    <Hidden name="role" value=role.code() />
                    <Hidden name="holders" value=read />
                    <Select name="person" label=t.hand_person() options=people value=only.unwrap_or_default() />
                    {beside.map(|choices| view! { <Radios name="beside" legend=t.hand_how() choices=choices /> })}
                    <Field name="on" label=t.hand_on() kind=Kind::Date value=today hint=explained />
                    <Submit label=if held { t.hand_do() } else { t.hand_give_do() } />
                </Form>
            </Sheet>
        }
        .into_any()
    }

    /// The role and the search stand in the address, so that a refused form shows the same page.
    fn action(&self) -> String {
        let mut action = format!("/units/{}/hand-over", self.view.unit.id);
        if let Some(role) = self.role {
            action.push_str("?role=");
            action.push_str(role.code());
        }
        action
    }

    fn end(&self, office: &Office) -> AnyView {
        let t = self.t;
        let name = format!("end_office-{}", office.id);
        let (id, today) = (office.id.to_string(), dates::input_date(self.today));
        let label = t.hand_end_on(&office.person_name);
        let action = format!("/units/{}/end-office", office.unit);
        let refused = crate::ui::form_state().is_some_and(|state| state.form == name);
        view! {
            <Details summary=t.hand_end() open=refused>
                <Form action=action name=name>
                    <Hidden name="office" value=id />
                    <Field name="on" label=label kind=Kind::Date value=today />
                    <Submit label=t.hand_end_do() look=Look::Warning />
                </Form>
            </Details>
        }
        .into_any()
    }
}

fn names<'a>(offices: impl Iterator<Item = &'a Office>) -> String {
    offices
        .map(|office| office.person_name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Offices that a unit of this kind has.
fn roles(kind: UnitKind) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| kind.has(*role)).collect()
}
