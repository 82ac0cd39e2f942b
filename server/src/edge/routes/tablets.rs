//! Tablets and cards, and the addresses of a tablet itself.
//!
//! Invariant: whatever lies below `/tablet` is for the tablet and the one who sits at it, whoever else is signed in on
//! the same device.

use super::Button;
use super::accounts::end_here;
use crate::edge::form;
use crate::edge::route::{Ids, boxed_page};
use crate::edge::{Answer, Guard, Next, Routes};
use app::{Html, Request, pages};
use axum::http::Method;
use domain::Result;
use domain::done::Done;
use domain::ids::UnitId;
use domain::meeting::PersonRef;
use domain::policy::ActionKind;
use domain::tablet::{CardForm, CardsForm, TabletForm, TabletRef};
use domain::vote::{BallotForm, Cast, OwnBallot};
use pages::tablet::{START, VOTES};
use serde_json::json;

const MANAGE: Guard = Guard::Action(ActionKind::ManageTablets);
const USE: Guard = Guard::Action(ActionKind::UseTablet);
const VIEW_VOTE: Guard = Guard::Action(ActionKind::ViewVote);

fn kept(unit: UnitId) -> String {
    format!("/units/{unit}/tablets")
}

pub fn routes() -> Routes {
    at_the_tablet(
        Routes::default()
            .page_form(
                "/units/{id}/tablets",
                MANAGE,
                MANAGE,
                unit_page,
                |visit, form: TabletForm| async move {
                    let tablets = &visit.rq.ports.tablets;
                    let token = tablets.register(&visit.rq.caller, visit.ids.id("id")?, form).await?;
                    visit.remember_tablet(token);
                    // Whoever registered it must not stay signed in on it.
                    end_here(&visit).await?;
                    visit.forget();
                    Ok(Next::to(START).saying(Done::TabletRegistered))
                },
            )
            .form(
                "/units/{id}/tablets/retire",
                MANAGE,
                unit_page,
                |visit, form: TabletRef| async move {
                    let unit = visit.ids.id("id")?;
                    visit.rq.ports.tablets.retire(&visit.rq.caller, unit, form).await?;
                    Ok(Next::to(kept(unit)).saying(Done::TabletRetired))
                },
            )
            // Shown once and never stored.
            .form(
                "/units/{id}/tablets/cards",
                MANAGE,
                unit_page,
                |mut visit, form: CardsForm| async move {
                    let unit = visit.ids.id("id")?;
                    let cards = visit.rq.ports.tablets.issue(&visit.rq.caller, unit, form).await?;
                    if visit.wants_json {
                        let cards: Vec<_> = cards
                            .iter()
                            .map(|card| json!({ "name": card.name, "qr": card.qr(), "code": card.code, "pin": card.pin }))
                            .collect();
                        return Ok(Answer::Json(json!(cards)));
                    }
                    visit.frame().await?;
                    let name = visit.rq.ports.tablets.list(&visit.rq.caller, unit).await?.unit_name;
                    Ok(Answer::Page(pages::tablets::print(&visit.rq, unit, &name, &cards)))
                },
            )
            .form(
                "/units/{id}/tablets/revoke",
                MANAGE,
                unit_page,
                |visit, form: PersonRef| async move {
                    let unit = visit.ids.id("id")?;
                    visit.rq.ports.tablets.revoke(&visit.rq.caller, unit, form).await?;
                    Ok(Next::to(kept(unit)).saying(Done::CardRevoked))
                },
            ),
    )
}

fn at_the_tablet(routes: Routes) -> Routes {
    routes
        // Whoever looks at the beginning has let go of his votes, whichever way he came.
        .raw(Method::GET, "/tablet", Guard::Open, |visit, _| async move {
            visit.forget_voter();
            Ok(Answer::Page(pages::tablet::start(&visit.rq).await?))
        })
        .form("/tablet/card", USE, start_page, |visit, form: CardForm| async move {
            let token = visit.rq.ports.tablets.enter(&visit.rq.caller, form).await?;
            visit.remember_voter(token);
            Ok(Next::to(VOTES))
        })
        .page(
            "/tablet/votes",
            USE,
            |rq, _| async move { pages::tablet::votes(&rq).await },
        )
        .form("/tablet/leave", USE, start_page, |visit, _: Button| async move {
            visit.rq.ports.tablets.leave(&visit.rq.caller, true).await?;
            visit.forget_voter();
            Ok(Next::to(START))
        })
        .page("/tablet/meetings/{id}/votes/{vote}", VIEW_VOTE, ballot_page)
        .page("/tablet/meetings/{id}/votes/{vote}/review", VIEW_VOTE, ballot_page)
        .raw(
            Method::POST,
            "/tablet/meetings/{id}/votes/{vote}/review",
            VIEW_VOTE,
            |visit, body| async move {
                let review = |rq: Request, ids: Ids| async move {
                    pages::vote::ballot_review(&rq, ids.id("id")?, ids.id("vote")?).await
                };
                form::ask(visit, body, boxed_page(ballot_page), boxed_page(review)).await
            },
        )
        .form(
            "/tablet/meetings/{id}/votes/{vote}/ballot",
            Guard::Action(ActionKind::CastBallot),
            ballot_page,
            |visit, form: BallotForm| async move {
                let (meeting, vote) = (visit.ids.id("id")?, visit.ids.id("vote")?);
                let (ports, caller) = (&visit.rq.ports, &visit.rq.caller);
                let done = match ports.voting.cast(caller, meeting, vote, form).await? {
                    Cast::Recorded => Done::BallotRecorded,
                    Cast::AlreadyRecorded => Done::BallotAlreadyRecorded,
                };
                // The page that follows is no receipt, so it says so, whoever sent the ballot: the form or the script.
                visit.announce(done);
                let votes = ports.tablets.votes(caller).await?;
                if votes.iter().any(|vote| vote.own == OwnBallot::Waiting) {
                    return Ok(Next::to(VOTES));
                }
                ports.tablets.leave(caller, false).await?;
                visit.forget_voter();
                Ok(Next::to(START))
            },
        )
}

async fn unit_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::tablets::show(&rq, ids.id("id")?).await
}

async fn start_page(rq: Request, _: Ids) -> Result<Html> {
    pages::tablet::start(&rq).await
}

async fn ballot_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::vote::ballot(&rq, ids.id("id")?, ids.id("vote")?).await
}
