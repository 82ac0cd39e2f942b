//! The table of voting rules, and one rule: its confirmation and its revision.
//!
//! Invariant: a rule that nobody has checked against its text says so wherever it is shown; confirming and
//! revising make a new version from a day on.

use super::people::{begin, today};
use crate::ui::{
    ActionButton, BackLink, Checkbox, Choice, Column, Details, EmptyState, Fact, Facts, Field, Form, Hidden, Kind,
    Look, Notice, Page, PageTitle, Radios, Row, Rows, Sheet, Submit, Table, Tag, TagKind, Tone, cell, dates,
    form_state,
};
use crate::{Html, Request};
use chrono::NaiveDate;
use domain::ballot::Kind as BallotKind;
use domain::ids::RuleId;
use domain::rule::{Channel, Part, Rule, Secrecy};
use domain::{Error, Result};
use leptos::prelude::*;
use text::Text;

/// `GET /rules`
///
/// # Errors
/// As [`domain::ports::Administration::rules`].
pub async fn show(rq: &Request) -> Result<Html> {
    let page = rq.ports.administration.rules(&rq.caller).await?;
    let (t, today) = (rq.t(), today(rq));
    Ok(rq.render(move || {
        let (now, other): (Vec<_>, Vec<_>) = page.rules.into_iter().partition(|rule| in_force(rule, today));
        let unconfirmed = now.iter().filter(|rule| rule.confirmed_by.is_none()).count();
        let list = if now.is_empty() {
            view! { <Sheet><EmptyState sentence=t.rules_none() /></Sheet> }.into_any()
        } else {
            table(t, &now)
        };
        let other: Vec<_> = other.iter().map(|rule| other_line(t, rule)).collect();
        view! {
            <Page title=t.rules_title() wide=true>
                <PageTitle title=t.rules_title() sub=t.rules_sub() />
                {(unconfirmed > 0).then(|| view! {
                    <Notice tone=Tone::Warning>{t.rules_unconfirmed_some(unconfirmed)}</Notice>
                })}
                {list}
                {(!other.is_empty()).then(|| view! {
                    <Details summary=t.rules_old()>
                        <Rows>{other}</Rows>
                    </Details>
                })}
            </Page>
        }
    }))
}

fn other_line(t: Text, rule: &Rule) -> AnyView {
    let sub = format!("{} · {}", begin(&t.threshold(rule.threshold)), period(t, rule));
    view! { <Row title=t.matter(rule.matter) sub=sub href=format!("/rules/{}", rule.id) /> }.into_any()
}

fn in_force(rule: &Rule, today: NaiveDate) -> bool {
    rule.valid_from <= today && rule.valid_to.is_none_or(|day| day > today)
}

fn period(t: Text, rule: &Rule) -> String {
    let from = dates::day(rule.valid_from);
    match rule.valid_to {
        Some(to) => t.rules_period(&from, &dates::day(to)),
        None => t.rules_from(&from),
    }
}

fn table(t: Text, rules: &[Rule]) -> AnyView {
    let columns = vec![
        Column::text(t.rules_matter()),
        Column::text(t.rules_needed()),
        Column::text(t.rules_base()),
        Column::text(t.rules_secrecy()),
        Column::text(t.rules_source()),
        Column::text(t.rules_check()),
    ];
    let rows = rules
        .iter()
        .map(|rule| {
            vec![
                cell(view! { <a href=format!("/rules/{}", rule.id)>{t.matter(rule.matter)}</a> }),
                cell(view! { <b>{begin(&t.threshold(rule.threshold))}</b> }),
                cell(t.vote_base(rule.base)),
                cell(t.secrecy(rule.secrecy)),
                cell(source(t, rule)),
                cell(check(t, rule)),
            ]
        })
        .collect();
    view! { <Table caption=t.rules_caption() quiet_caption=true columns=columns rows=rows /> }.into_any()
}

fn source(t: Text, rule: &Rule) -> String {
    if rule.source.is_empty() {
        t.rules_source_none()
    } else {
        rule.source.clone()
    }
}

fn check(t: Text, rule: &Rule) -> AnyView {
    match &rule.confirmed_by {
        Some(by) => view! {
            <Tag kind=TagKind::Yes label=t.rules_confirmed() />
            <span class="row-sub">{by.clone()}</span>
        }
        .into_any(),
        None => view! { <Tag label=t.rules_unconfirmed() /> }.into_any(),
    }
}

/// `GET /rules/{id}`
///
/// # Errors
/// As [`domain::ports::Administration::rules`]; [`Error::NotFound`] for an id that none of them has.
pub async fn edit(rq: &Request, id: RuleId) -> Result<Html> {
    let page = rq.ports.administration.rules(&rq.caller).await?;
    let rule = page
        .rules
        .into_iter()
        .find(|rule| rule.id == id)
        .ok_or(Error::NotFound)?;
    let (t, today) = (rq.t(), today(rq));
    // A version that has ended is history.
    let open = page.can_edit && rule.valid_to.is_none_or(|day| day > today);
    Ok(rq.render(move || {
        let facts = facts(t, &rule);
        let confirm = (open && rule.confirmed_by.is_none()).then(|| confirm(t, &rule, today));
        let revise = open.then(|| revise(t, &rule, today));
        let withdraw = (open && rule.valid_from > today && rule.valid_to.is_none()).then(|| {
            view! {
                <Sheet title=t.coming_title()>
                    <p>{t.coming_rule_note()}</p>
                    <ActionButton name="withdraw" action=format!("/rules/{id}/withdraw") label=t.coming_withdraw()
                        look=Look::Plain />
                </Sheet>
            }
        });
        view! {
            <Page title=t.matter(rule.matter)>
                <BackLink href="/rules" label=t.rules_title() />
                <PageTitle title=t.matter(rule.matter) />
                <Sheet>{facts}</Sheet>
                {withdraw}
                {confirm}
                {revise}
                <p class="soft">{t.rule_kept()}</p>
            </Page>
        }
    }))
}

fn facts(t: Text, rule: &Rule) -> AnyView {
    let check = check(t, rule);
    let channels: Vec<String> = rule
        .secret_channels
        .0
        .iter()
        .map(|channel| t.channel(*channel))
        .collect();
    let (channels, secret) = (channels.join(", "), rule.secrecy != Secrecy::Open);
    let rule = rule.clone();
    view! {
        <Facts>
            <Fact name=t.rules_needed()><b>{begin(&t.threshold(rule.threshold))}</b></Fact>
            <Fact name=t.rules_base() value=t.vote_base(rule.base) />
            <Fact name=t.rule_quorum() value=begin(&t.rule_quorum_of(&t.threshold(rule.quorum))) />
            <Fact name=t.rules_secrecy() value=t.secrecy(rule.secrecy) />
            {secret.then(|| view! { <Fact name=t.rule_secret_channels() value=channels /> })}
            {rule.surplus.map(|part| view! { <Fact name=t.rule_surplus() value=part.to_string() /> })}
            {rule.cap.map(|part| view! { <Fact name=t.rule_cap() value=part.to_string() /> })}
            <Fact name=t.rules_source() value=source(t, &rule) />
            <Fact name=t.rules_check()>{check}</Fact>
            <Fact name=t.rule_valid() value=period(t, &rule) />
        </Facts>
    }
    .into_any()
}

/// The first day that a new version can hold from.
fn earliest(rule: &Rule, today: NaiveDate) -> String {
    dates::input_date(rule.valid_from.max(today))
}

/// The figures stay; somebody who has the text in hand puts a name to them.
fn confirm(t: Text, rule: &Rule, today: NaiveDate) -> AnyView {
    let strict = if rule.threshold.strict { "yes" } else { "no" };
    let from = earliest(rule, today);
    let allowed = |channel| if rule.secret_channels.has(channel) { "yes" } else { "" };
    let part = |part: Option<Part>| part.map_or_else(String::new, |part| part.to_string());
    let kept = [
        ("secret_phone", allowed(Channel::Phone).to_owned()),
        ("secret_assisted", allowed(Channel::Assisted).to_owned()),
        ("surplus", part(rule.surplus)),
        ("cap", part(rule.cap)),
    ]
    .map(|(name, value)| view! { <Hidden name=name value=value /> })
    .collect_view();
    let rule = rule.clone();
    view! {
        <Sheet now=true title=t.rule_confirm()>
            <p>{t.rule_confirm_explained()}</p>
            <Form action=format!("/rules/{}", rule.id) name="confirm">
                <Hidden name="numerator" value=rule.threshold.numerator.to_string() />
                <Hidden name="denominator" value=rule.threshold.denominator.to_string() />
                <Hidden name="strict" value=strict />
                <Hidden name="secrecy" value=rule.secrecy.code() />
                {kept}
                <Hidden name="valid_from" value=from />
                <Field name="source" label=t.rules_source() hint=t.rule_source_hint() value=rule.source />
                <Field name="confirmed_by" label=t.rule_by() autocomplete="off" />
                <Submit label=t.rule_confirm_do() />
            </Form>
        </Sheet>
    }
    .into_any()
}

fn revise(t: Text, rule: &Rule, today: NaiveDate) -> AnyView {
    let refused = form_state().is_some_and(|state| state.form == "revise");
    let strict = vec![
        Choice::new("no", t.rule_strict_no()).hint(t.rule_strict_no_hint()),
        Choice::new("yes", t.rule_strict_yes()).hint(t.rule_strict_yes_hint()),
    ];
    let secrecy = Secrecy::ALL
        .iter()
        .map(|secrecy| Choice::new(secrecy.code(), t.secrecy(*secrecy)))
        .collect();
    let from = earliest(rule, today);
    let part = |part: Option<Part>| part.map_or_else(String::new, |part| part.to_string());
    let (surplus, cap) = (part(rule.surplus), part(rule.cap));
    let election = rule.matter.kinds().contains(&BallotKind::Election);
    let rating = rule.matter.kinds().contains(&BallotKind::Rating);
    let rule = rule.clone();
    view! {
        <Details summary=t.rule_revise() open=refused>
            <Form action=format!("/rules/{}", rule.id) name="revise">
                <p>{t.rule_revise_explained()}</p>
                <Field name="numerator" label=t.rule_numerator() hint=t.rule_numerator_hint() kind=Kind::Number
                    value=rule.threshold.numerator.to_string() />
                <Field name="denominator" label=t.rule_denominator() hint=t.rule_denominator_hint() kind=Kind::Number
                    value=rule.threshold.denominator.to_string() />
                <Radios name="strict" legend=t.rule_strict() choices=strict
                    value=if rule.threshold.strict { "yes" } else { "no" } />
                <Radios name="secrecy" legend=t.rules_secrecy() choices=secrecy value=rule.secrecy.code() />
                <p>{t.rule_secret_channels()}</p>
                <Checkbox name="secret_phone" label=t.rule_secret_phone() hint=t.rule_secret_phone_hint()
                    checked=rule.secret_channels.has(Channel::Phone) />
                <Checkbox name="secret_assisted" label=t.rule_secret_assisted()
                    checked=rule.secret_channels.has(Channel::Assisted) />
                {election.then(|| view! {
                    <Field name="surplus" label=t.rule_surplus() hint=t.rule_part_hint() optional=true value=surplus />
                })}
                {rating.then(|| view! {
                    <Field name="cap" label=t.rule_cap() hint=t.rule_part_hint() optional=true value=cap />
                })}
                <Field name="source" label=t.rules_source() hint=t.rule_source_hint() value=rule.source />
                <Field name="confirmed_by" label=t.rule_confirmed_by() hint=t.rule_by_optional() optional=true
                    autocomplete="off" />
                <Field name="valid_from" label=t.rule_from() kind=Kind::Date value=from />
                <Submit label=t.rule_revise_do() look=Look::Plain />
            </Form>
        </Details>
    }
    .into_any()
}
