//! A member's page: general data, history, offices, account.
//!
//! Invariant: it shows what the port answers and no more; the red button stands there only while the
//! member has no way to sign in.

use super::members::phone_groups;
use super::parts::coming;
use super::people::{status_tag, today};
use crate::ui::{
    BackLink, ButtonLink, EmptyState, Fact, Facts, Form, Look, Notice, Page, PageTitle, Row, Rows, Sheet, Submit, Tag,
    TagKind, Tags, Tone, dates,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::Result;
use domain::ids::PersonId;
use domain::member::{MemberView, MembershipRow, Status};
use leptos::prelude::*;
use text::Text;

/// `GET /members/{id}`
///
/// # Errors
/// As [`domain::ports::Organisation::member`].
pub async fn show(rq: &Request, person: PersonId) -> Result<Html> {
    let member = rq.ports.organisation.member(&rq.caller, person).await?;
    let own = rq.viewer()?.person == person;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let eyebrow = if own { t.member_own_title() } else { t.member_title() };
        let back = (!own).then(|| back(t, &member, today));
        let parts = [tags(t, &member, today), coming_rows(t, &member), general(t, &member)];
        let more = [
            edit_buttons(t, &member),
            offices(t, &member),
            history(t, &member, today),
            account(t, &member),
        ];
        let tell = own && !member.can_edit;
        view! {
            <Page title=member.name.clone()>
                {back}
                <PageTitle eyebrow=eyebrow title=member.name />
                {parts}
                {tell.then(|| view! { <p class="soft">{t.member_own_wrong()}</p> })}
                {more}
            </Page>
        }
    }))
}

/// Back to the list of the unit.
fn back(t: Text, member: &MemberView, today: NaiveDate) -> AnyView {
    let (href, label) = match open_rows(member, today).next() {
        Some(row) => (format!("/members?unit={}", row.unit), row.unit_name.clone()),
        None => ("/members".to_owned(), t.members_title()),
    };
    view! { <BackLink href=href label=label /> }.into_any()
}

/// Memberships that last today; of somebody who is still to come those that will.
pub(super) fn open_rows(member: &MemberView, today: NaiveDate) -> impl Iterator<Item = &MembershipRow> {
    let here = member.memberships.iter().any(|row| row.holds(today));
    member
        .memberships
        .iter()
        .filter(move |row| if here { row.holds(today) } else { row.to.is_none() })
}

/// Another cell or another status, set for a day to come.
fn coming_rows(t: Text, member: &MemberView) -> AnyView {
    let rows = member.coming.iter().map(|coming| {
        let on = dates::day(coming.on);
        let (title, path) = if coming.moves {
            (t.coming_move(&coming.unit_name, &on), "transfer")
        } else {
            (t.coming_status(&t.status(coming.status), &on), "status")
        };
        let action = format!("/members/{}/{path}/withdraw", member.person);
        (
            title,
            String::new(),
            coming.can_withdraw.then_some(action),
            coming.change,
        )
    });
    coming(rows.collect())
}

fn tags(t: Text, member: &MemberView, today: NaiveDate) -> AnyView {
    let statuses: Vec<Status> = open_rows(member, today).map(|row| row.status).collect();
    let in_party = statuses
        .iter()
        .any(|status| !matches!(status, Status::Candidate | Status::Left));
    let years = member
        .joined_on
        .filter(|_| in_party)
        .and_then(|day| today.years_since(day))
        .filter(|years| *years > 0);
    let statuses: Vec<_> = statuses.into_iter().map(status_tag).collect();
    view! {
        <Tags>
            {statuses}
            {years.map(|years| view! { <Tag kind=TagKind::Calm label=t.member_years(years) /> })}
        </Tags>
    }
    .into_any()
}

fn general(t: Text, member: &MemberView) -> AnyView {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| t.members_unknown(), dates::day);
    let text = |text: &str| {
        if text.is_empty() {
            t.members_unknown()
        } else {
            text.to_owned()
        }
    };
    let facts: Vec<_> = [
        (t.member_born(), day(member.born)),
        (t.member_sex(), t.sex(member.sex)),
        (t.member_phone(), phone_groups(&text(&member.phone))),
        (t.member_email(), text(&member.email)),
        (t.member_card(), text(&member.card_number)),
        (t.member_joined(), day(member.joined_on)),
        (t.member_official(), day(member.official_on)),
    ]
    .into_iter()
    .map(|(name, value)| view! { <Fact name=name value=value /> })
    .collect();
    view! {
        <Sheet title=t.member_data()><Facts>{facts}</Facts></Sheet>
    }
    .into_any()
}

fn edit_buttons(t: Text, member: &MemberView) -> AnyView {
    let id = member.person;
    let links = [
        (member.can_edit, "edit", t.member_edit()),
        (member.can_edit, "status", t.member_change_status()),
        (member.can_transfer, "transfer", t.member_transfer()),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, path, label)| view! { <ButtonLink href=format!("/members/{id}/{path}") label=label look=Look::Plain /> })
        .collect();
    (!links.is_empty())
        .then(|| view! { <div class="pair in-page">{links}</div> })
        .into_any()
}

fn period(t: Text, from: NaiveDate, to: Option<NaiveDate>) -> String {
    t.member_period(&dates::day(from), &to.map_or_else(|| t.member_now(), dates::day))
}

fn offices(t: Text, member: &MemberView) -> AnyView {
    (!member.offices.is_empty())
        .then(|| {
            let rows = member.offices.iter().map(|office| {
                let sub = format!("{} · {}", office.unit_name, period(t, office.from, office.to));
                view! { <Row title=t.role(office.role) sub=sub href=format!("/units/{}", office.unit) /> }
            });
            let rows: Vec<_> = rows.collect();
            view! { <Sheet title=t.member_offices()><Rows>{rows}</Rows></Sheet> }
        })
        .into_any()
}

fn history(t: Text, member: &MemberView, today: NaiveDate) -> AnyView {
    // What is to come stands above, unless nothing was before it.
    let here = member.memberships.iter().any(|row| row.from <= today);
    let rows = member.memberships.iter().filter(|row| !here || row.from <= today);
    let rows = rows.map(|row| {
        let mut sub = format!("{} · {}", t.status(row.status), period(t, row.from, row.to));
        if !row.why.reason.is_empty() {
            let why = match row.why.paper.as_str() {
                "" => t.member_why(&row.why.reason),
                paper => t.member_why_paper(&row.why.reason, paper),
            };
            sub = format!("{sub} · {why}");
        }
        view! { <Row title=row.unit_name.clone() sub=sub /> }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <Sheet title=t.member_history()>
            {if rows.is_empty() {
                view! { <EmptyState sentence=t.member_history_empty() /> }.into_any()
            } else {
                view! { <Rows>{rows}</Rows> }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

/// Password and last sign-in, and the link with which a member begins.
fn account(t: Text, member: &MemberView) -> AnyView {
    let ready = member.account.as_ref().is_some_and(|account| account.has_password);
    if member.account.is_none() && !member.can_issue_link {
        return ().into_any();
    }
    let seen = member.account.as_ref().and_then(|account| account.last_signed_in);
    let link = member.can_issue_link.then(|| link(t, member, ready));
    view! {
        <Sheet title=t.member_account()>
            <Tags>
                {if ready {
                    view! { <Tag kind=TagKind::Yes label=t.member_account_ready() /> }
                } else {
                    view! { <Tag kind=TagKind::Plain label=t.member_account_none() /> }
                }}
            </Tags>
            <p class="soft num">{seen.map_or_else(|| t.member_never_seen(), |at| t.member_last_seen(&dates::date_time(at)))}</p>
            {link}
        </Sheet>
    }
    .into_any()
}

fn link(t: Text, member: &MemberView, ready: bool) -> AnyView {
    // Without a phone number or an address there is no name to sign in with.
    if member.phone.is_empty() && member.email.is_empty() {
        return view! { <Notice tone=Tone::Warning>{t.member_link_contact()}</Notice> }.into_any();
    }
    let (label, look) = if ready {
        (t.member_link_again(), Look::Plain)
    } else {
        (t.member_link_new(), Look::Main)
    };
    view! {
        <p>{t.member_link_explained()}</p>
        // A form, so that it carries something fresh: the page that answers it can be reloaded without harm.
        <Form action=format!("/members/{}/password-link", member.person) name="password_link">
            <Submit label=label look=look />
        </Form>
    }
    .into_any()
}
