//! Votes: making, opening, casting, closing, declaring, paper.

use super::{Button, chair, item_of, vote_of};
use crate::edge::form;
use crate::edge::route::{Ids, boxed_page};
use crate::edge::{Answer, Guard, Next, Routes};
use app::{Html, Request, pages};
use axum::http::{Method, header};
use axum::response::IntoResponse;
use domain::done::Done;
use domain::ids::{MeetingId, VoteId};
use domain::meeting::ReasonForm;
use domain::policy::ActionKind;
use domain::vote::{BallotForm, Cast, CountForm, DraftForm, Marking, State, VoteForm};
use domain::{Error, Result};
use std::sync::Arc;

const MAKE_VOTE: Guard = Guard::Action(ActionKind::MakeVote);
const EDIT_VOTE: Guard = Guard::Action(ActionKind::EditVote);
const VIEW_VOTE: Guard = Guard::Action(ActionKind::ViewVote);
const CLOSE_VOTE: Guard = Guard::Action(ActionKind::CloseVote);

fn vote_path(meeting: MeetingId, vote: VoteId) -> String {
    format!("/meetings/{meeting}/votes/{vote}")
}

pub fn routes() -> Routes {
    Routes::default()
        .page_form(
            "/meetings/{id}/items/{item}/vote",
            MAKE_VOTE,
            MAKE_VOTE,
            |rq, ids| async move { pages::vote_open::show(&rq, ids.id("id")?, ids.id("item")?).await },
            |visit, form: VoteForm| async move {
                let (meeting, item) = item_of(&visit.rq, &visit.ids).await?;
                let voting = Arc::clone(&visit.rq.ports.voting);
                let opens = form.then != "draft";
                let vote = voting.prepare(&visit.rq.caller, item, form).await?;
                let page = vote_path(meeting, vote);
                if !opens {
                    return Ok(Next::to(page).saying(Done::VoteKept));
                }
                Ok(match voting.open(&visit.rq.caller, vote, DraftForm::default()).await {
                    Ok(()) => Next::to(chair(meeting)).saying(Done::VoteOpened),
                    Err(Error::Refused(_)) => match voting.view(&visit.rq.caller, vote).await?.state {
                        // It is kept, and its page says what stands in the way.
                        State::Draft => Next::to(page).saying(Done::VoteNotOpened),
                        // The same form has opened it before.
                        State::Open { .. } => Next::to(chair(meeting)).saying(Done::VoteOpened),
                        State::Closed { .. } | State::Declared { .. } | State::Annulled { .. } => Next::to(page),
                    },
                    Err(error) => return Err(error),
                })
            },
        )
        .page("/meetings/{id}/votes/{vote}", VIEW_VOTE, vote_page)
        .page_form(
            "/meetings/{id}/votes/{vote}/edit",
            EDIT_VOTE,
            EDIT_VOTE,
            |rq, ids| async move { pages::vote_open::edit(&rq, ids.id("id")?, ids.id("vote")?).await },
            |visit, form: VoteForm| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.edit(&visit.rq.caller, vote, form).await?;
                Ok(Next::to(vote_path(meeting, vote)).saying(Done::VoteKept))
            },
        )
        .page("/meetings/{id}/votes/{vote}/review", VIEW_VOTE, vote_page)
        .raw(
            Method::POST,
            "/meetings/{id}/votes/{vote}/review",
            VIEW_VOTE,
            |visit, body| async move {
                let review = |rq: Request, ids: Ids| async move {
                    pages::vote::review(&rq, ids.id("id")?, ids.id("vote")?).await
                };
                form::ask(visit, body, boxed_page(vote_page), boxed_page(review)).await
            },
        )
        .form(
            "/meetings/{id}/votes/{vote}/ballot",
            Guard::Action(ActionKind::CastBallot),
            vote_page,
            |visit, form: BallotForm| async move {
                let (meeting, vote) = (visit.ids.id("id")?, visit.ids.id("vote")?);
                let cast = visit
                    .rq
                    .ports
                    .voting
                    .cast(&visit.rq.caller, meeting, vote, form)
                    .await?;
                let next = Next::to(vote_path(meeting, vote));
                Ok(match cast {
                    // The page itself is the receipt.
                    Cast::Recorded => next,
                    Cast::AlreadyRecorded => next.saying(Done::BallotAlreadyRecorded),
                })
            },
        )
        .form(
            "/meetings/{id}/votes/{vote}/open",
            Guard::Action(ActionKind::OpenVote),
            vote_page,
            |visit, form: DraftForm| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.open(&visit.rq.caller, vote, form).await?;
                Ok(Next::to(chair(meeting)).saying(Done::VoteOpened))
            },
        )
        .form(
            "/meetings/{id}/votes/{vote}/discard",
            EDIT_VOTE,
            vote_page,
            |visit, _: Button| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.discard(&visit.rq.caller, vote).await?;
                Ok(Next::to(chair(meeting)).saying(Done::VoteDiscarded))
            },
        )
        .page_form(
            "/meetings/{id}/votes/{vote}/close",
            CLOSE_VOTE,
            CLOSE_VOTE,
            |rq, ids| async move { pages::vote_close::show(&rq, ids.id("id")?, ids.id("vote")?).await },
            |visit, _: Button| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.close(&visit.rq.caller, vote).await?;
                let state = visit.rq.ports.voting.view(&visit.rq.caller, vote).await?.state;
                let done = if matches!(state, State::Closed { .. }) {
                    Done::VoteCounting
                } else {
                    Done::VoteClosed
                };
                Ok(Next::to(vote_path(meeting, vote)).saying(done))
            },
        )
        .form(
            "/meetings/{id}/votes/{vote}/declare",
            Guard::Action(ActionKind::DeclareVote),
            vote_page,
            |visit, _: Button| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.declare(&visit.rq.caller, vote).await?;
                Ok(Next::to(vote_path(meeting, vote)).saying(Done::VoteDeclared))
            },
        )
        .raw(
            Method::GET,
            "/meetings/{id}/votes/{vote}/record",
            CLOSE_VOTE,
            |visit, _| async move {
                let (_, vote) = vote_of(&visit.rq, &visit.ids).await?;
                let record = visit.rq.ports.voting.record(&visit.rq.caller, vote).await?;
                let kind = (header::CONTENT_TYPE, "application/json");
                let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"bieu-quyet.json\"");
                Ok(Answer::Whole(([kind, name], record).into_response()))
            },
        )
        .page_form(
            "/meetings/{id}/votes/{vote}/annul",
            Guard::Action(ActionKind::AnnulVote),
            Guard::Action(ActionKind::AnnulVote),
            |rq, ids| async move { pages::vote_close::annul(&rq, ids.id("id")?, ids.id("vote")?).await },
            |visit, form: ReasonForm| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.annul(&visit.rq.caller, vote, form).await?;
                Ok(Next::to(vote_path(meeting, vote)).saying(Done::VoteAnnulled))
            },
        )
        .page_form(
            "/meetings/{id}/votes/{vote}/paper",
            Guard::Action(ActionKind::GivePaper),
            Guard::Action(ActionKind::GivePaper),
            paper_page,
            |visit, form: Marking| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                // Back at the same name in the list.
                let line = match form.person.as_str() {
                    "" => String::new(),
                    person => format!("#p-{person}"),
                };
                let page = format!("{}/paper{line}", vote_path(meeting, vote));
                visit.rq.ports.voting.mark(&visit.rq.caller, vote, form).await?;
                Ok(Next::to(page).saying(Done::PaperMarked))
            },
        )
        .form(
            "/meetings/{id}/votes/{vote}/count",
            Guard::Action(ActionKind::CountPaper),
            paper_page,
            |visit, form: CountForm| async move {
                let (meeting, vote) = vote_of(&visit.rq, &visit.ids).await?;
                visit.rq.ports.voting.count(&visit.rq.caller, vote, form).await?;
                Ok(Next::to(format!("{}/paper", vote_path(meeting, vote))).saying(Done::CountSaved))
            },
        )
}

async fn vote_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::vote::show(&rq, ids.id("id")?, ids.id("vote")?).await
}

async fn paper_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::vote_paper::show(&rq, ids.id("id")?, ids.id("vote")?).await
}
