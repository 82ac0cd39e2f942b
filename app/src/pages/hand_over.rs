//! Handing over an office in one screen: who holds it, who takes it, from which day.
//!
//! Invariant: the page shows the present holder before anybody is chosen; without a role in the address
//! the form asks for it first.

use super::people::{can_serve, options, today};
use crate::ui::{
    BackLink, Choice, Details, EmptyState, Field, Form, Hidden, Kind, Look, Page, PageTitle, Radios, Row, Rows,
    SearchBox, Select, Sheet, Submit, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::member::MemberLine;
use domain::policy::Role;
use domain::unit::{Office, UnitKind, UnitView};
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
    let all = rq.ports.organisation.members(&rq.caller, unit, "").await?;
    let words = rq.asked("q").trim().to_owned();
    let people = if words.is_empty() {
        all.clone()
    } else {
        rq.ports.organisation.members(&rq.caller, unit, &words).await?
    };
    let page = HandOver {
        t: rq.t(),
        today: today(rq),
        role: asked_role(rq, &view),
        long: all.len() > LONG,
        people: people.into_iter().filter(can_serve).collect(),
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
        let present = self.role.map(|_| self.present(&holders));
        let search = self.long.then(|| self.search());
        let form = self.form(!holders.is_empty());
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

    fn search(&self) -> AnyView {
        let t = self.t;
        let hint = if self.words.is_empty() {
            String::new()
        } else {
            t.hand_found(self.people.len())
        };
        let role = self.role.map(Role::code);
        view! {
            <SearchBox action=format!("/units/{}/hand-over", self.view.unit.id) label=t.hand_find() value=self.words.clone() hint=hint>
                {role.map(|role| view! { <Hidden name="role" value=role /> })}
            </SearchBox>
        }
        .into_any()
    }

    fn form(&self, held: bool) -> AnyView {
        let t = self.t;
        if self.people.is_empty() {
            return view! { <EmptyState sentence=t.hand_person_nobody() /> }.into_any();
        }
        let mut people = vec![(String::new(), t.hand_person_none())];
        people.extend(options(&self.people));
        // A search that found one person has answered the question.
        let only = (self.people.len() == 1).then(|| self.people[0].person.to_string());
        let choices = roles(self.view.unit.kind)
            .iter()
            .map(|role| Choice::new(role.code(), t.role(*role)))
            .collect::<Vec<_>>();
        let (action, role, today) = (self.action(), self.role, dates::input_date(self.today));
        view! {
            <Sheet>
                <Form action=action name="hand_over">
                    {match role {
                        Some(role) => view! { <Hidden name="role" value=role.code() /> }.into_any(),
                        None => view! { <Radios name="role" legend=t.hand_role() choices=choices /> }.into_any(),
                    }}
                    <Select name="person" label=t.hand_person() options=people value=only.unwrap_or_default() />
                    <Field name="on" label=t.hand_on() kind=Kind::Date value=today hint=t.hand_explained() />
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

/// Offices that a unit of this kind has.
fn roles(kind: UnitKind) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| kind.has(*role)).collect()
}
