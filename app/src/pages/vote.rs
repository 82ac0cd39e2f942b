//! A member's vote: choose, confirm, receipt; afterwards the result.
//!
//! Invariant: a ballot is sent by the confirmation alone, and what is marked travels in no address; the page says
//! how somebody voted only where the cell shows names, and only once the result is declared.

use super::{tablet, vote_draft, vote_paper, vote_parts};
use crate::ui::{
    AtAddress, BackLink, ButtonLink, CastSafely, Chosen, Column, Form, FormState, Hidden, LiveMeeting, LivePart, Look,
    Notice, Page, PageTitle, Receipt, RefreshWithoutScript, Sense, Sheet, Submit, Table, Tone, UnderWay, cell,
    form_state, page, said, t,
};
use crate::{Html, Request};
use domain::ballot::{Choice, Kind, Marks};
use domain::ids::{MeetingId, VoteId};
use domain::vote::{BallotForm, OwnBallot, State, VoteView};
use domain::{Error, Fault, Result};
use leptos::prelude::*;

/// `GET /tablet/meetings/{id}/votes/{vote}`: on the tablet a ballot that waits, else where its reader stands.
///
/// # Errors
/// As [`show`].
pub async fn ballot(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    match of_meeting(rq, meeting, vote).await {
        Ok(view) if choosing(&view) => return show(rq, meeting, vote).await,
        // A ballot that came too late: why it does not count is said beside those that remain.
        Err(Error::NotFound) if rq.form.is_some() => {}
        view => drop(view?),
    }
    Ok(tablet::list(rq, rq.ports.tablets.votes(&rq.caller).await?))
}

/// `POST /tablet/…/review`: as [`review`], and as [`ballot`] where nothing waits.
///
/// # Errors
/// As [`review`].
pub async fn ballot_review(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    if choosing(&of_meeting(rq, meeting, vote).await?) {
        return review(rq, meeting, vote).await;
    }
    ballot(rq, meeting, vote).await
}

/// `GET /meetings/{id}/votes/{vote}`, and after a refused ballot.
///
/// # Errors
/// As [`domain::ports::Voting::view`]; [`Error::NotFound`] for a vote of another meeting.
pub async fn show(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = of_meeting(rq, meeting, vote).await?;
    // A ballot that was refused for no fault of its own waits to be sent again.
    let marks = rq
        .form
        .as_ref()
        .filter(|form| form.form == BALLOT)
        .and_then(|form| typed(form).marks(&vote.terms.layout).ok());
    Ok(document(rq, vote, marks))
}

/// `POST …/review`: the marks once more before they are sent; nothing has been cast yet. A vote that takes no more
/// ballots of this reader shows what it has to say instead.
///
/// # Errors
/// As [`show`]; [`Error::Invalid`] for marks that are no ballot.
pub async fn review(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<Html> {
    let vote = of_meeting(rq, meeting, vote).await?;
    let mut rq = rq.clone();
    let mut form = rq.form.take().unwrap_or_default();
    let back = form.values.iter().any(|(name, _)| name == "back");
    let marks = typed(&form).marks(&vote.terms.layout)?;
    // What was marked stands in the ballot again, whichever button led back to it.
    BALLOT.clone_into(&mut form.form);
    rq.form = Some(form);
    Ok(document(&rq, vote, (!back).then_some(marks)))
}

/// The form that is a ballot.
const BALLOT: &str = "ballot";

/// The ballot among what was typed.
fn typed(form: &FormState) -> BallotForm {
    BallotForm {
        key: String::new(),
        fields: form.values.iter().cloned().collect(),
    }
}

async fn of_meeting(rq: &Request, meeting: MeetingId, vote: VoteId) -> Result<VoteView> {
    let vote = rq.ports.voting.view(&rq.caller, vote).await?;
    if vote.meeting == meeting {
        Ok(vote)
    } else {
        Err(Error::NotFound)
    }
}

fn document(rq: &Request, vote: VoteView, marks: Option<Marks>) -> Html {
    let t = rq.t();
    // Somebody is filling in a ballot.
    let posted = rq.form.is_some();
    // Stands for this vote and this voter in his browser, and names neither.
    let voter = rq.caller.voter().ok();
    let mark = voter.map_or_else(String::new, |voter| {
        format!("{:032x}", vote.id.0.as_u128() ^ voter.0.as_u128())
    });
    rq.render(move || {
        let meeting = vote.meeting;
        let body = match (&vote.state, &vote.own, &marks) {
            (State::Draft, ..) => vote_draft::body(&vote),
            (State::Declared { at, declaration }, ..) => declared(&vote, *at, declaration),
            (State::Annulled { reason, .. }, ..) => annulled(&vote, reason),
            (State::Closed { .. }, ..) => vote_paper::counting(&vote),
            (State::Open { .. }, OwnBallot::Waiting, Some(marks)) => confirm(&vote, marks, mark.clone()),
            (State::Open { .. }, OwnBallot::Waiting, None) => choose(&vote),
            (State::Open { .. }, OwnBallot::Recorded, _) => recorded(&vote),
            (State::Open { .. }, OwnBallot::OnPaper, _) => told(&vote, t.vote_on_paper()),
            (State::Open { .. }, OwnBallot::OtherWay, _) => told(&vote, t.vote_other_way(&vote.terms.channels)),
            (State::Open { .. }, OwnBallot::TimeOver, _) => told(&vote, t.vote_time_over()),
            (State::Open { .. }, OwnBallot::NotCheckedIn, _) => check_in_first(&vote),
            (State::Open { .. }, OwnBallot::NoVote, _) => looking_on(&vote),
        };
        // A ballot that came too late finds the vote in another state: why it does not count is said all the same.
        let late = (!choosing(&vote)).then(refusal);
        let lost = lost(&vote, marks.is_some(), posted, mark);
        let title = vote.terms.question.clone();
        // A tablet follows no meeting.
        let at_tablet = page().tablet.is_some();
        let body = if at_tablet {
            (lost, body).into_any()
        } else {
            view! { <LivePart id="vote" ballot=choosing(&vote)>{lost}{body}</LivePart> }.into_any()
        };
        // Quietly, below everything else: it is seldom wanted.
        let annul = (vote.can_annul && matches!(vote.state, State::Closed { .. } | State::Declared { .. }))
            .then(|| format!("{}/annul", address(&vote)));
        // A draft made ready before the meeting: nobody runs anything yet.
        let long_before = vote.hindrance == Some(Fault::MeetingNotInSession);
        let teller = vote.paper.as_ref().is_some_and(|paper| paper.is_teller)
            && matches!(vote.state, State::Open { .. } | State::Closed { .. });
        view! {
            <Page title=title>
                {(!at_tablet).then(|| view! {
                    <BackLink href=format!("/meetings/{meeting}") label=vote.meeting_title.clone() />
                })}
                {late}
                {body}
                {teller.then(|| view! {
                    <ButtonLink href=format!("{}/paper", address(&vote)) label=t.vote_to_paper() look=Look::Plain />
                })}
                {(vote.can_close && !long_before).then(|| view! {
                    <ButtonLink href=format!("/meetings/{meeting}/chair") label=t.vote_to_console() look=Look::Plain />
                })}
                {annul.map(|href| view! { <p class="small quiet-action"><a href=href>{t.vote_annul_title()}</a></p> })}
                {posted.then(|| view! { <AtAddress path=address(&vote) /> })}
                {(!at_tablet).then(|| view! { <LiveMeeting id=meeting.to_string() /> })}
            </Page>
        }
    })
}

/// The reader has a ballot to fill in.
fn choosing(vote: &VoteView) -> bool {
    matches!(vote.state, State::Open { .. }) && vote.own == OwnBallot::Waiting
}

/// What became of a ballot that was under way when its page was lost, or that came or stood there as the vote ended.
fn lost(vote: &VoteView, looked_at: bool, posted: bool, mark: String) -> AnyView {
    let t = t();
    let open = choosing(vote);
    // He is about to send another.
    if mark.is_empty() || open && looked_at {
        return ().into_any();
    }
    // Why a ballot was refused is said already.
    let refused = form_state().is_some_and(|state| !state.errors.is_empty());
    let sentence = match (&vote.state, &vote.own) {
        _ if refused => String::new(),
        (State::Open { .. }, OwnBallot::Waiting) => t.vote_lost_again(),
        (State::Open { .. }, OwnBallot::TimeOver)
        | (State::Closed { .. } | State::Declared { .. }, OwnBallot::NoVote) => t.vote_lost_closed(),
        (State::Annulled { .. }, OwnBallot::NoVote) => t.vote_lost_annulled(),
        _ => String::new(),
    };
    view! { <UnderWay mark=mark open=open sentence=sentence shown=posted && !open /> }.into_any()
}

/// What is wrong with a ballot whose form the page no longer shows.
pub(super) fn refusal() -> AnyView {
    let errors = form_state().filter(|state| state.form == BALLOT).map(|state| {
        said();
        state.errors
    });
    errors
        .unwrap_or_default()
        .into_iter()
        .map(|problem| view! { <Notice tone=Tone::Warning>{problem.sentence}</Notice> })
        .collect_view()
        .into_any()
}

const fn sense(choice: Choice) -> Sense {
    match choice {
        Choice::Yes => Sense::Yes,
        Choice::No => Sense::No,
        Choice::Abstain => Sense::Abstain,
    }
}

pub(super) fn address(vote: &VoteView) -> String {
    let at_tablet = if page().tablet.is_some() { "/tablet" } else { "" };
    format!("{at_tablet}/meetings/{}/votes/{}", vote.meeting, vote.id)
}

/// Question, and what the ballot and the rule ask.
fn head(vote: &VoteView) -> AnyView {
    let asks = vote_parts::asks(&vote.terms.layout, vote.rule.threshold);
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=vote.terms.question.clone() sub=asks />
    }
    .into_any()
}

fn choose(vote: &VoteView) -> AnyView {
    let t = t();
    let layout = vote.terms.layout.clone();
    let how = match (vote.terms.secret, vote.terms.names_shown) {
        (true, _) => t.vote_kept_secret(),
        (false, true) => t.vote_names_shown(),
        (false, false) => t.vote_names_kept(),
    };
    let motion = layout.kind == Kind::Motion;
    let closes = vote_parts::closes_at(vote);
    view! {
        {head(vote)}
        {closes}
        <Form name=BALLOT class="ballot" action=format!("{}/review", address(vote))>
            // Built within the form, so that they find what was typed.
            {vote_parts::ballot_fields(&layout)}
            {(!motion).then(|| view! { <Submit label=t.vote_review() /> })}
        </Form>
        <Notice>{how}</Notice>
    }
    .into_any()
}

fn confirm(vote: &VoteView, marks: &Marks, mark: String) -> AnyView {
    let t = t();
    let page = address(vote);
    let layout = &vote.terms.layout;
    let hidden: Vec<(String, String)> = marks
        .places()
        .iter()
        .enumerate()
        .filter(|(_, mark)| **mark > 0)
        .map(|(place, mark)| match layout.kind {
            Kind::ChooseOne => ("pick".to_owned(), place.to_string()),
            _ => (format!("m{place}"), mark.to_string()),
        })
        .collect();
    let hold = |fields: Vec<(String, String)>| {
        fields
            .into_iter()
            .map(|(name, value)| view! { <Hidden name=name value=value /> })
            .collect_view()
    };
    let chosen = match (layout.kind, marks.choice()) {
        (Kind::Motion, Some(choice)) => view! { <Chosen label=t.choice(choice) sense=sense(choice) /> }.into_any(),
        _ if marks.is_blank() => view! { <Chosen label=t.vote_blank() sense=Sense::Neutral /> }.into_any(),
        _ => vote_parts::marked(layout, marks),
    };
    // Nothing marked may be meant, or forgotten.
    let lead = if marks.is_blank() {
        t.vote_confirm_blank()
    } else {
        t.vote_confirm()
    };
    let (sent, back) = (hold(hidden.clone()), hold(hidden));
    let key = vote.key.clone();
    let named = !vote.terms.secret && vote.terms.names_shown;
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=vote.terms.question.clone() />
        <Form name=BALLOT class="ballot" action=format!("{page}/ballot")>
            <p class="soft">{lead}</p>
            {chosen}
            {sent}
            <Hidden name="key" value=key />
            <CastSafely mark=mark />
            // Right below what was chosen: on a small phone with large letters nobody takes the choice for the ballot.
            <Submit label=t.vote_send() />
            {named.then(|| view! { <p>{t.vote_names_shown()}</p> })}
            <p class="soft">{t.vote_confirm_note()}</p>
        </Form>
        <Form name="ballot-again" action=format!("{page}/review")>
            {back}
            <Hidden name="back" value="yes" />
            <Submit label=t.vote_again() look=Look::Plain />
        </Form>
    }
    .into_any()
}

/// Why there is no ballot here, and who or what is voted on.
fn told(vote: &VoteView, sentence: String) -> AnyView {
    let lines = vote.terms.layout.options.iter().cloned();
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        {head(vote)}
        <Notice>{sentence}</Notice>
        {(!lines.is_empty()).then(|| view! { <Sheet title=t().vote_options()><ol>{lines}</ol></Sheet> })}
        <RefreshWithoutScript />
    }
    .into_any()
}

fn recorded(vote: &VoteView) -> AnyView {
    let t = t();
    let meeting = format!("/meetings/{}", vote.meeting);
    let (eyebrow, question) = (vote_parts::eyebrow(vote), vote.terms.question.clone());
    view! {
        <Receipt title=t.vote_recorded() sub=eyebrow>
            <Sheet title=question><p>{t.vote_recorded_next()}</p></Sheet>
            <ButtonLink href=meeting label=t.vote_to_meeting() look=Look::Plain />
            <RefreshWithoutScript />
        </Receipt>
    }
    .into_any()
}

fn check_in_first(vote: &VoteView) -> AnyView {
    let t = t();
    view! {
        {head(vote)}
        <Notice tone=Tone::Warning>{t.vote_check_in_first()}</Notice>
        <ButtonLink href=format!("/meetings/{}/check-in", vote.meeting) label=t.vote_check_in() />
    }
    .into_any()
}

fn looking_on(vote: &VoteView) -> AnyView {
    let t = t();
    let figures = vote_parts::figures(vote);
    view! {
        {head(vote)}
        <Sheet now=true eyebrow=t.vote_state(vote.state.kind())>{figures}</Sheet>
        <Notice>{t.vote_none_here()}</Notice>
        <RefreshWithoutScript />
    }
    .into_any()
}

fn declared(vote: &VoteView, at: chrono::DateTime<chrono::Utc>, declaration: &domain::vote::Declaration) -> AnyView {
    let t = t();
    let result = vote_parts::result(declaration);
    let named = (!vote.named.is_empty()).then(|| named(vote));
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=vote.terms.question.clone() sub=vote_parts::declared_at(at) />
        <Sheet>{result}</Sheet>
        {named.map(|table| view! { <Sheet title=t.vote_named()>{table}</Sheet> })}
        {vote_parts::next_round(vote, declaration)}
        {vote.can_close.then(|| view! {
            <ButtonLink href=format!("{}/record", address(vote)) label=t.vote_record() look=Look::Plain />
            <p class="small soft">{t.vote_record_hint()}</p>
        })}
        {to_meeting(vote)}
    }
    .into_any()
}

/// The way on for whoever has no console.
fn to_meeting(vote: &VoteView) -> AnyView {
    let href = format!("/meetings/{}", vote.meeting);
    (!vote.can_close)
        .then(|| view! { <ButtonLink href=href label=t().vote_to_meeting() look=Look::Plain /> })
        .into_any()
}

fn named(vote: &VoteView) -> AnyView {
    let t = t();
    let layout = &vote.terms.layout;
    let rows = vote
        .named
        .iter()
        .map(|(name, marks)| vec![cell(name.clone()), cell(vote_parts::in_short(layout, marks))])
        .collect();
    view! {
        <Table caption=t.vote_named_caption() quiet_caption=true
            columns=vec![Column::text(t.vote_name()), Column::text(t.vote_choice())] rows=rows />
    }
    .into_any()
}

fn annulled(vote: &VoteView, reason: &str) -> AnyView {
    let t = t();
    let reason = t.vote_annulled_note(reason);
    view! {
        <PageTitle eyebrow=vote_parts::eyebrow(vote) title=vote.terms.question.clone() />
        <Sheet title=t.vote_annulled()>
            <p>{reason}</p>
            <p class="soft">{t.vote_annulled_next()}</p>
        </Sheet>
        {vote_parts::repeat(vote)}
        {to_meeting(vote)}
    }
    .into_any()
}
