//! The screen of the cell's tablet: a card and a PIN, the votes of whoever came with them, and back to the beginning.
//!
//! Invariant: nothing here leads anywhere but to the votes of the one at the tablet; the first screen knows nobody.

use super::vote;
use crate::ui::{
    ButtonLink, Field, Form, Kind, Look, Notice, Page, PageTitle, Row, Rows, ScanQr, Sheet, StartAgain, Submit, Tag,
    TagKind, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::policy::Caller;
use domain::tablet::{SeatVote, StartView};
use domain::vote::OwnBallot;
use leptos::prelude::*;

/// Where a tablet begins.
pub const START: &str = "/tablet";
/// The open votes of whoever sits at it.
pub const VOTES: &str = "/tablet/votes";

/// `GET /tablet`, and after a refused card. It knows nobody, whoever came before.
///
/// # Errors
/// As [`domain::ports::Tablets::start`].
pub async fn start(rq: &Request) -> Result<Html> {
    let mut rq = rq.clone();
    let Caller::Tablet(_) = rq.caller else {
        return Ok(unknown(&rq));
    };
    let view = rq.ports.tablets.start(&rq.caller).await?;
    if let Some(tablet) = &mut rq.page.tablet {
        tablet.voter = None;
    }
    let t = rq.t();
    Ok(rq.render(move || {
        let open = open(&view);
        view! {
            <Page title=t.tablet_title()>
                <PageTitle title=t.tablet_title() eyebrow=view.meeting.unwrap_or_default() />
                <Sheet now=true>
                    <Form name="card" action="/tablet/card">
                        <ScanQr field="card-card" next="card-pin" />
                        // Nothing of one stays for the next, not even among the browser's suggestions.
                        <Field name="card" label=t.tablet_card() hint=t.tablet_card_hint() kind=Kind::Number
                            autocomplete="off" />
                        <Field name="pin" label=t.tablet_pin() hint=t.tablet_pin_hint() kind=Kind::Code
                            autocomplete="off" />
                        <Submit label=t.tablet_enter() />
                    </Form>
                </Sheet>
                {open}
                <p class="reload"><a href=START>{t.tablet_reload()}</a></p>
                <StartAgain />
            </Page>
        }
    }))
}

fn open(view: &StartView) -> AnyView {
    let t = t();
    let rows = view
        .questions
        .iter()
        .map(|question| view! { <Row title=question.clone() /> })
        .collect_view();
    let nothing = match (view.questions.is_empty(), &view.meeting) {
        (false, _) => None,
        (true, Some(_)) => Some(t.tablet_none_open()),
        (true, None) => Some(t.tablet_no_meeting()),
    };
    view! {
        <Sheet title=t.tablet_open()>
            {match nothing {
                Some(sentence) => view! { <p class="soft">{sentence}</p> }.into_any(),
                None => view! { <Rows>{rows}</Rows> }.into_any(),
            }}
        </Sheet>
    }
    .into_any()
}

/// A device that no unit has registered, or not any more.
fn unknown(rq: &Request) -> Html {
    let t = rq.t();
    rq.render(move || {
        view! {
            <Page title=t.tablet_title()>
                <PageTitle title=t.tablet_unknown() />
                <Notice>{t.tablet_unknown_how()}</Notice>
                <ButtonLink href="/sign-in" label=t.tablet_to_sign_in() look=Look::Plain />
            </Page>
        }
    })
}

/// `GET /tablet/votes`: his open votes; the ballot at once where there is one vote and it waits for him.
///
/// # Errors
/// As [`domain::ports::Tablets::votes`].
pub async fn votes(rq: &Request) -> Result<Html> {
    let votes = rq.ports.tablets.votes(&rq.caller).await?;
    if let [one] = votes.as_slice()
        && one.own == OwnBallot::Waiting
    {
        return vote::ballot(rq, one.meeting, one.id).await;
    }
    Ok(list(rq, votes))
}

/// His open votes, and where he stands in each.
pub(super) fn list(rq: &Request, votes: Vec<SeatVote>) -> Html {
    let t = rq.t();
    rq.render(move || {
        let none = votes.is_empty();
        let rows = votes.iter().map(row).collect_view();
        view! {
            <Page title=t.tablet_votes()>
                <PageTitle title=t.tablet_votes() />
                {vote::refusal()}
                <Sheet>
                    {if none {
                        view! { <p>{t.tablet_votes_none()}</p> }.into_any()
                    } else {
                        view! { <Rows>{rows}</Rows> }.into_any()
                    }}
                </Sheet>
            </Page>
        }
    })
}

fn row(vote: &SeatVote) -> AnyView {
    let t = t();
    let title = vote.question.clone();
    match vote.own {
        OwnBallot::Waiting => {
            let href = format!("/tablet/meetings/{}/votes/{}", vote.meeting, vote.id);
            let spoken = t.tablet_vote_spoken(&vote.question);
            view! {
                <Row title=title>
                    <ButtonLink href=href label=t.tablet_vote_do() spoken=spoken look=Look::Small />
                </Row>
            }
            .into_any()
        }
        OwnBallot::Recorded => tagged(title, TagKind::Yes, t.tablet_recorded()),
        OwnBallot::OnPaper => tagged(title, TagKind::Plain, t.tablet_on_paper()),
        OwnBallot::NotCheckedIn => view! { <Row title=title sub=t.tablet_not_here() /> }.into_any(),
        OwnBallot::TimeOver => view! { <Row title=title sub=t.vote_time_over() /> }.into_any(),
        OwnBallot::NoVote | OwnBallot::OtherWay => view! { <Row title=title /> }.into_any(),
    }
}

fn tagged(title: String, kind: TagKind, label: String) -> AnyView {
    view! { <Row title=title><Tag kind=kind label=label /></Row> }.into_any()
}
