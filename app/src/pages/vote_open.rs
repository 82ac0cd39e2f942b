//! Making a vote on an item of the agenda: now, or as a draft for later, which can be changed until it opens.
//!
//! Invariant: what opening does (the roll freezes) and whether enough official members are here is said
//! before the button; an ordinary vote needs no more than its question.

use crate::ui::{
    self, BackLink, Checkbox, Choice, Details, Field, Form, Hidden, Look, Notice, Page, PageTitle, Radios, Select,
    Sheet, Submit, TextArea, Tone, form_state, t,
};
use crate::{Html, Request};
use domain::ballot::Kind;
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::meeting::{ItemView, StateKind, Turnout};
use domain::rule::{Channel, Matter};
use domain::vote::{self, Terms, VoteView};
use domain::{Error, Fault, Result};
use leptos::prelude::*;
use text::Text;

/// `GET /meetings/{id}/items/{item}/vote`, and after a refused form. `?after=` names a vote that this one repeats or
/// carries on: its ballot is filled in, with those who stand in the next round.
///
/// # Errors
/// As [`domain::ports::Meetings::view`]; [`Error::Forbidden`] for those who do not run the meeting.
pub async fn show(rq: &Request, meeting: MeetingId, item: AgendaItemId) -> Result<Html> {
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    view.ask(|can| can.run || can.edit)?;
    let in_session = view.state.kind() == StateKind::InSession;
    let item = view
        .items
        .into_iter()
        .find(|line| line.id == item)
        .ok_or(Error::NotFound)?;
    let before = match rq.asked("after").parse() {
        Ok(vote) => Some(rq.ports.voting.view(&rq.caller, vote).await?).filter(|vote| vote.item == item.id),
        Err(_) => None,
    };
    let t = rq.t();
    Ok(rq.render(move || {
        let (back, back_label, title) = if in_session {
            (
                format!("/meetings/{meeting}/chair"),
                t.chair_title(),
                t.vote_open_title(),
            )
        } else {
            (format!("/meetings/{meeting}"), t.meeting_back(), t.agenda_vote_make())
        };
        let action = format!("/meetings/{meeting}/items/{}/vote", item.id);
        let (quorum, form) = (
            in_session.then(|| quorum(view.turnout)),
            form(&item, before.as_ref(), Makes::New { action, in_session }),
        );
        view! {
            <Page title=title.clone()>
                <BackLink href=back label=back_label />
                <PageTitle eyebrow=t.note_eyebrow(&item.number) title=title sub=item.title.clone() />
                {quorum}
                <Sheet>{form}</Sheet>
                <Details summary=t.vote_open_roll_why()><p>{t.vote_open_roll()}</p></Details>
            </Page>
        }
    }))
}

/// `GET /meetings/{id}/votes/{vote}/edit`, and after a refused form: a draft, as the form that made it.
///
/// # Errors
/// As [`domain::ports::Voting::view`]; [`Error::Refused`] once the vote is no draft.
pub async fn edit(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = rq.ports.voting.view(&rq.caller, vote).await?;
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    view.ask(|can| can.run || can.edit)?;
    if vote.state.kind() != vote::StateKind::Draft {
        return Err(Error::Refused(Fault::VoteNotDraft));
    }
    let item = view.items.into_iter().find(|line| line.id == vote.item);
    let item = item.ok_or(Error::NotFound)?;
    let t = rq.t();
    Ok(rq.render(move || {
        let page = format!("/meetings/{meeting}/votes/{}", vote.id);
        let form = form(&item, Some(&vote), Makes::Changed(format!("{page}/edit")));
        view! {
            <Page title=t.vote_draft_edit()>
                <BackLink href=page label=vote.terms.question.clone() />
                <PageTitle eyebrow=t.note_eyebrow(&item.number) title=t.vote_draft_edit() sub=item.title.clone() />
                <Sheet>{form}</Sheet>
            </Page>
        }
    }))
}

/// What comes of the form, and its address.
enum Makes {
    /// A draft, or a vote that opens at once where the meeting is in session.
    New {
        action: String,
        in_session: bool,
    },
    Changed(String),
}

fn quorum(turnout: Turnout) -> AnyView {
    let t = t();
    let (present, official, needed) = (turnout.official_present, turnout.official, turnout.quorum);
    if present >= needed {
        view! { <Notice tone=Tone::Good>{t.vote_open_quorum(present, official, needed)}</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Warning>{t.vote_open_no_quorum(present, official, needed)}</Notice> }.into_any()
    }
}

/// The lines of the next ballot: those who stand again, or all.
fn lines_after(vote: &VoteView) -> (Vec<String>, u32) {
    let layout = &vote.terms.layout;
    match vote
        .state
        .declaration()
        .and_then(|declaration| declaration.next_round.as_ref())
    {
        Some(next) => {
            let names = next
                .candidates
                .iter()
                .filter_map(|place| layout.options.get(*place).cloned());
            (names.collect(), next.seats)
        }
        None => (layout.options.clone(), layout.most),
    }
}

/// Whether its rule asks for another round.
fn goes_on(vote: &VoteView) -> bool {
    let declaration = vote.state.declaration();
    declaration.is_some_and(|declaration| declaration.next_round.is_some())
}

/// "Bầu chi ủy" → "Bầu chi ủy (lần 2)" → "Bầu chi ủy (lần 3)": minutes and lists tell the rounds apart.
fn round_after(question: &str) -> String {
    let said = question.strip_suffix(')').and_then(|text| text.rsplit_once(" (lần "));
    let said = said.and_then(|(text, round)| Some((text, round.parse::<u32>().ok()?)));
    let (text, round) = said.unwrap_or((question, 1));
    Text::vietnamese().vote_round(text, round.saturating_add(1))
}

/// Whether something was typed into one of these fields, or is wrong with it: it must not be hidden then.
fn holds(fields: &[&str]) -> bool {
    form_state().filter(|state| state.form == "vote").is_some_and(|state| {
        let wrong = state
            .errors
            .iter()
            .any(|problem| fields.contains(&problem.field.as_str()));
        let usual =
            |name: &str, value: &str| matches!((name, value), (_, "") | ("secrecy", "rule") | ("names_shown", "yes"));
        let typed = state
            .values
            .iter()
            .any(|(name, value)| fields.contains(&name.as_str()) && !usual(name, value));
        wrong || typed
    })
}

fn form(item: &ItemView, before: Option<&VoteView>, makes: Makes) -> AnyView {
    let t = t();
    let (action, in_session, changed) = match makes {
        Makes::New { action, in_session } => (action, in_session, false),
        Makes::Changed(action) => (action, false, true),
    };
    // A round or a repetition starts without a time.
    let minutes = before.filter(|_| changed).and_then(|vote| vote.minutes);
    let minutes = minutes.map_or_else(String::new, |minutes| minutes.to_string());
    let matters = std::iter::once((String::new(), t.vote_open_matter_choose()))
        .chain(
            Matter::ALL
                .iter()
                .map(|matter| (matter.code().to_owned(), t.matter(*matter))),
        )
        .collect();
    let kinds = std::iter::once((String::new(), t.vote_open_kind_usual()))
        .chain(
            Kind::ALL
                .iter()
                .map(|kind| (kind.code().to_owned(), t.ballot_kind(*kind))),
        )
        .collect();
    let terms = before.map(|vote| &vote.terms);
    let matter = terms.map(|terms| terms.matter).or(item.matter).map_or("", Matter::code);
    let kind = terms.map_or("", |terms| terms.layout.kind.code());
    let question = match before {
        Some(vote) if !changed && goes_on(vote) => round_after(&vote.terms.question),
        Some(vote) => vote.terms.question.clone(),
        None => item.title.clone(),
    };
    let (lines, most) = before.map(lines_after).unwrap_or_default();
    let most = match terms.map(|terms| terms.layout.kind) {
        Some(Kind::Choose | Kind::Election) => most.max(1).to_string(),
        _ => String::new(),
    };
    let lines = lines.join("\n");
    // About a person, and the rule leaves it to the meeting: nothing is chosen beforehand.
    let deliberate = item
        .matter
        .zip(item.secrecy)
        .is_some_and(|(matter, secrecy)| matter.manner_is_chosen(secrecy));
    let secrecy = match terms.map(|terms| terms.secret) {
        Some(true) => "secret",
        Some(false) => "open",
        None if deliberate => "",
        None => "rule",
    };
    let mut manners = vec![
        Choice::new("open", t.vote_is_open()),
        Choice::new("secret", t.vote_is_secret()),
    ];
    let mut manner_hint = String::new();
    if deliberate {
        manner_hint = t.vote_open_secrecy_choose();
    } else {
        manners.insert(0, Choice::new("rule", t.vote_open_secrecy_rule()));
    }
    let names = match terms {
        Some(terms) if !terms.secret && !terms.names_shown => "no",
        _ => "yes",
    };
    let ticked = |channel: Channel| terms.is_some_and(|terms: &Terms| terms.channels.has(channel));
    let lists = holds(&["ballot", "options", "most"])
        || terms.is_some_and(|terms| terms.layout.kind != Kind::Motion)
        || item
            .matter
            .is_some_and(|matter| matter.kinds().first() != Some(&Kind::Motion));
    let ways = terms.is_some()
        // Openly or in secret is the first question then.
        || item.matter.is_some_and(Matter::concerns_persons)
        || holds(&["secrecy", "phone", "paper", "assisted", "minutes", "names_shown"]);
    let (phone, assisted, paper) = (
        ticked(Channel::Phone),
        ticked(Channel::Assisted),
        ticked(Channel::Paper),
    );
    // What was typed after reading an older draft stays so through every fault of a field; only once it has been said
    // that another window changed the draft is it overwritten knowingly.
    let read = before.filter(|_| changed).map(|vote| {
        let of_field = |state: &ui::FormState| state.errors.iter().any(|problem| !problem.field.is_empty());
        let kept = form_state().filter(of_field).and_then(|state| {
            let typed = state.values.into_iter().find(|(name, _)| name == "terms");
            typed.map(|(_, terms)| terms)
        });
        kept.unwrap_or_else(|| vote::terms_sha256(&vote.terms))
    });
    view! {
        <Form name="vote" action=action>
            {read.map(|read| view! { <Hidden name="terms" value=read /> })}
            <Field name="question" label=t.vote_open_question() hint=t.vote_open_question_hint() value=question />
            <Select name="matter" label=t.vote_open_matter() hint=t.vote_open_matter_hint() options=matters value=matter />
            <Details summary=t.vote_open_ways() open=ways>
                <Radios name="secrecy" legend=t.vote_open_secrecy() hint=manner_hint value=secrecy choices=manners />
                <p>{t.vote_open_channels()}</p>
                <Checkbox name="phone" label=t.channel(Channel::Phone) checked=phone />
                <Checkbox name="paper" label=t.vote_open_paper() hint=t.vote_open_paper_hint() checked=paper />
                <Checkbox name="assisted" label=t.channel(Channel::Assisted) checked=assisted />
                <Field name="minutes" label=t.vote_open_minutes() hint=t.vote_open_minutes_hint()
                    kind=ui::Kind::Number value=minutes optional=true />
                <Radios name="names_shown" legend=t.vote_open_names() value=names choices=vec![
                    Choice::new("yes", t.vote_open_names_yes()),
                    Choice::new("no", t.vote_open_names_no()),
                ] hint=t.vote_open_names_hint() />
            </Details>
            <Details summary=t.vote_open_lists() open=lists>
                <p>{t.vote_open_secrecy_note()}</p>
                <Select name="ballot" label=t.vote_open_kind() options=kinds value=kind />
                <TextArea name="options" label=t.vote_open_options() hint=t.vote_open_options_hint() value=lines rows=6 />
                <Field name="most" label=t.vote_open_most() hint=t.vote_open_most_hint() kind=ui::Kind::Number
                    value=most />
            </Details>
            {in_session.then(|| view! { <Submit label=t.vote_open_do() /> })}
            {if changed {
                view! { <Submit label=t.vote_draft_save() /> }.into_any()
            } else {
                view! {
                    <Submit label=t.vote_open_draft() name="then" value="draft"
                        look=if in_session { Look::Plain } else { Look::Main } />
                }.into_any()
            }}
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::round_after;

    #[test]
    fn rounds_are_told_apart_by_their_number() {
        assert_eq!(round_after("Bầu chi ủy"), "Bầu chi ủy (lần 2)");
        assert_eq!(round_after("Bầu chi ủy (lần 2)"), "Bầu chi ủy (lần 3)");
        assert_eq!(round_after("Bầu (bổ sung)"), "Bầu (bổ sung) (lần 2)");
    }
}
