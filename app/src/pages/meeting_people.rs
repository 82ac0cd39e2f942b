//! Who does what at a meeting: the minute-taker, the two who count ballots on paper, and who else comes, guests and
//! followers, found by name.
//!
//! Invariant: whoever is called by membership does not stand here as a guest; nobody is taken off by one tap who
//! has been marked present.

use super::meeting_parts::back;
use super::people::{apart, called};
use crate::ui::{
    ActionButton, BackLink, Choice, Form, Look, Notice, Page, PageTitle, Radios, Row, Rows, SearchBox, Select, Sheet,
    Submit, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::attendance::has_seat;
use domain::ids::MeetingId;
use domain::meeting::{MeetingView, ParticipantLine, StateKind};
use domain::member::MemberLine;
use domain::policy::MeetingRole;
use leptos::prelude::*;

/// `GET /meetings/{id}/people?q=`, and after a refused form.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not invite (any more); else as the ports.
pub async fn show(rq: &Request, meeting: MeetingId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    // The chair of the evening names minute-taker and tellers, whoever prepares the meeting invites.
    view.ask(|can| can.invite || can.run)?;
    let people = rq.ports.meetings.participants(&rq.caller, meeting).await?;
    let words = rq.asked("q").trim().to_owned();
    let found = if words.is_empty() || !view.can.invite {
        Vec::new()
    } else {
        rq.ports.meetings.invitable(&rq.caller, meeting, &words).await?
    };
    let (t, now) = (rq.t(), rq.page.now);
    Ok(rq.render(move || {
        let draft = view.state.kind() == StateKind::Draft;
        let (back, label) = back(&view, now);
        let (taker, tellers) = if view.can.run && !draft {
            (Some(minute_taker(&view, &people)), Some(tellers(meeting, &people)))
        } else {
            (None, None)
        };
        let invites = view.can.invite;
        let title = if draft {
            t.people_title_draft()
        } else {
            t.people_title()
        };
        view! {
            <Page title=title.clone()>
                <BackLink href=back label=label />
                <PageTitle title=title eyebrow=view.title.clone() />
                {taker}
                {tellers}
                {invited(meeting, &people)}
                {invites.then(|| search(meeting, &words, &found, draft))}
                {draft.then(|| view! { <p class="soft">{t.people_tellers_later()}</p> })}
            </Page>
        }
    }))
}

fn invited(meeting: MeetingId, people: &[ParticipantLine]) -> AnyView {
    let t = t();
    let rows: Vec<_> = people
        .iter()
        .filter(|line| matches!(line.role, MeetingRole::Guest | MeetingRole::Follower))
        .map(|line| {
            let sub = [t.meeting_role(line.role), line.from.clone()]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
            let fields = vec![("person".to_owned(), line.person.to_string())];
            let end = if line.presence.is_here() {
                let presence = t.presence(line.presence);
                view! { <span class="soft">{presence}</span> }.into_any()
            } else {
                let (action, spoken) = (
                    format!("/meetings/{meeting}/people/remove"),
                    t.people_remove_spoken(&line.name),
                );
                view! { <ActionButton action=action label=t.people_remove() spoken=spoken fields=fields look=Look::Small /> }
                    .into_any()
            };
            view! { <Row title=line.name.clone() sub=sub>{end}</Row> }
        })
        .collect();
    view! {
        <Sheet title=t.people_invited()>
            {if rows.is_empty() {
                view! { <p class="soft">{t.people_nobody()}</p> }.into_any()
            } else {
                view! { <Rows>{rows}</Rows> }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

fn search(meeting: MeetingId, words: &str, found: &[MemberLine], draft: bool) -> AnyView {
    let t = t();
    let action = format!("/meetings/{meeting}/people");
    let results = (!words.is_empty()).then(|| {
        if found.is_empty() {
            let none = t.people_none_found(words);
            view! { <Notice><p>{none}</p></Notice> }.into_any()
        } else {
            invite(&action, words, found)
        }
    });
    let value = words.to_owned();
    let told = if draft {
        t.people_told_later()
    } else {
        t.people_told_now()
    };
    view! {
        <Sheet title=t.people_add()>
            <p class="soft">{told}</p>
            <SearchBox action=action.clone() label=t.people_find() value=value hint=t.people_find_hint() />
            {results}
        </Sheet>
    }
    .into_any()
}

/// Those who were found, one to choose, and what he comes as.
fn invite(action: &str, words: &str, found: &[MemberLine]) -> AnyView {
    let t = t();
    let apart = apart(found);
    let people: Vec<Choice> = found
        .iter()
        .map(|line| Choice::new(line.person.to_string(), called(line, &apart)).hint(line.unit_name.clone()))
        .collect();
    // A search that found one person has answered the question.
    let only = if found.len() == 1 {
        found[0].person.to_string()
    } else {
        String::new()
    };
    let roles = [MeetingRole::Guest, MeetingRole::Follower]
        .map(|role| Choice::new(role.code(), t.meeting_role(role)))
        .to_vec();
    // The search stands in the address, so that a refused form shows the same people.
    let action = format!("{action}?q={}", url_form(words));
    let count = found.len();
    view! {
        <Form action=action name="invite">
            <Radios name="person" legend=t.people_who() hint=t.people_found(count) choices=people value=only />
            <Radios name="role" legend=t.people_as() choices=roles value=MeetingRole::Guest.code() inline=true />
            <Submit label=t.people_invite() />
        </Form>
    }
    .into_any()
}

/// Words as a query holds them.
fn url_form(words: &str) -> String {
    words
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn tellers(meeting: MeetingId, people: &[ParticipantLine]) -> AnyView {
    let t = t();
    let mut options = vec![(String::new(), t.people_teller_none())];
    options.extend(
        people
            .iter()
            .filter(|line| matches!(line.role, MeetingRole::Participant | MeetingRole::Teller))
            .map(|line| (line.person.to_string(), line.name.clone())),
    );
    let mut present = people
        .iter()
        .filter(|line| line.role == MeetingRole::Teller)
        .map(|line| line.person.to_string());
    let first = present.next().unwrap_or_default();
    let second = present.next().unwrap_or_default();
    view! {
        <div id="tellers"><Sheet title=t.people_tellers()>
            <p class="soft">{t.people_tellers_text()}</p>
            <Form action=format!("/meetings/{meeting}/tellers") name="tellers">
                <Select name="first" label=t.people_teller_first() options=options.clone() value=first optional=true />
                <Select name="second" label=t.people_teller_second() options=options value=second optional=true />
                <Submit label=t.people_tellers_save() look=Look::Plain />
            </Form>
        </Sheet></div>
    }
    .into_any()
}

fn minute_taker(view: &MeetingView, people: &[ParticipantLine]) -> AnyView {
    let t = t();
    let current = people.iter().find(|line| line.role == MeetingRole::MinuteTaker);
    let value = current.map_or_else(String::new, |line| line.person.to_string());
    let options = std::iter::once((String::new(), t.people_taker_choose()))
        .chain(
            people
                .iter()
                .filter(|line| has_seat(line.role) && line.role != MeetingRole::Chair)
                .map(|line| (line.person.to_string(), line.name.clone())),
        )
        .collect::<Vec<_>>();
    let now = (!view.minute_taker.is_empty()).then(|| t.people_taker_now(&view.minute_taker));
    let action = format!("/meetings/{}/minute-taker", view.id);
    view! {
        <div id="minute-taker">
            <Sheet title=t.people_taker()>
                {now.map(|line| view! { <p class="soft">{line}</p> })}
                <Form name="minute-taker" action=action>
                    <Select name="person" label=t.people_taker_label() hint=t.people_taker_hint() options=options value=value />
                    <Submit label=t.people_taker_save() look=Look::Plain />
                </Form>
            </Sheet>
        </div>
    }
    .into_any()
}
