//! The organisation tree, offices, bodies, members.

use super::Button;
use crate::edge::route::boxed_page;
use crate::edge::{Answer, Guard, Ids, Next, Routes, Visit, form};
use app::{Html, Request, pages};
use axum::http::Method;
use domain::change::WithdrawForm;
use domain::done::Done;
use domain::ids::{PersonId, UnitId};
use domain::member::{MemberForm, StatusForm};
use domain::policy::ActionKind;
use domain::transfer::TransferForm;
use domain::unit::{BodyForm, CloseUnitForm, EndOfficeForm, HandOverForm, UnitForm};
use domain::{Error, Result};

const EDIT: Guard = Guard::Action(ActionKind::EditUnit);
const ASSIGN: Guard = Guard::Action(ActionKind::AssignOffice);
const BODY: Guard = Guard::Action(ActionKind::EditBody);
const TRANSFER: Guard = Guard::Action(ActionKind::TransferMember);
const EDIT_MEMBER: Guard = Guard::Action(ActionKind::EditMember);

fn unit_path(unit: UnitId) -> String {
    format!("/units/{unit}")
}

async fn transfer_page(rq: Request, ids: Ids) -> Result<Html> {
    pages::member_transfer::show(&rq, ids.id("id")?).await
}

pub fn routes() -> Routes {
    members(units())
}

fn units() -> Routes {
    Routes::default()
        .page("/units", Guard::Lists(ActionKind::ViewUnit), |rq, _| async move {
            pages::units::show(&rq).await
        })
        .page(
            "/units/{id}",
            Guard::Action(ActionKind::ViewUnit),
            |rq, ids| async move { pages::unit::show(&rq, ids.id("id")?).await },
        )
        .page_form(
            "/units/{id}/new",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::unit_edit::new(&rq, ids.id("id")?).await },
            |visit, form: UnitForm| async move {
                let unit = visit
                    .rq
                    .ports
                    .organisation
                    .add_unit(&visit.rq.caller, visit.ids.id("id")?, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::UnitAdded))
            },
        )
        .page_form(
            "/units/{id}/edit",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::unit_edit::edit(&rq, ids.id("id")?).await },
            |visit, form: UnitForm| async move {
                let unit = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .edit_unit(&visit.rq.caller, unit, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::UnitEdited))
            },
        )
        .page_form(
            "/units/{id}/close",
            EDIT,
            EDIT,
            |rq, ids| async move { pages::unit_edit::close(&rq, ids.id("id")?).await },
            |visit, form: CloseUnitForm| async move {
                let unit = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .close_unit(&visit.rq.caller, unit, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::UnitClosed))
            },
        )
        .page_form(
            "/units/{id}/hand-over",
            ASSIGN,
            ASSIGN,
            |rq, ids| async move { pages::hand_over::show(&rq, ids.id("id")?).await },
            |visit, form: HandOverForm| async move {
                let unit = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .hand_over(&visit.rq.caller, unit, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::OfficeHandedOver))
            },
        )
        .form(
            "/units/{id}/end-office",
            ASSIGN,
            |rq, ids| async move { pages::hand_over::show(&rq, ids.id("id")?).await },
            |visit, form: EndOfficeForm| async move {
                let unit = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .end_office(&visit.rq.caller, unit, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::OfficeEnded))
            },
        )
        .form(
            "/units/{id}/offices/withdraw",
            ASSIGN,
            |rq, ids| async move { pages::unit::show(&rq, ids.id("id")?).await },
            |visit, form: WithdrawForm| async move {
                let id = visit.ids.id("id")?;
                let organisation = &visit.rq.ports.organisation;
                organisation.withdraw_office(&visit.rq.caller, id, form).await?;
                Ok(Next::to(unit_path(id)).saying(Done::ChangeWithdrawn))
            },
        )
        .form(
            "/units/{id}/bodies/withdraw",
            BODY,
            |rq, ids| async move { pages::unit::show(&rq, ids.id("id")?).await },
            |visit, form: WithdrawForm| async move {
                let id = visit.ids.id("id")?;
                let organisation = &visit.rq.ports.organisation;
                organisation.withdraw_body(&visit.rq.caller, id, form).await?;
                Ok(Next::to(unit_path(id)).saying(Done::ChangeWithdrawn))
            },
        )
        .page_form(
            "/units/{id}/bodies",
            BODY,
            BODY,
            |rq, ids| async move { pages::body::show(&rq, ids.id("id")?).await },
            |visit, form: BodyForm| async move {
                let unit = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .set_body(&visit.rq.caller, unit, form)
                    .await?;
                Ok(Next::to(unit_path(unit)).saying(Done::BodySet))
            },
        )
}

fn members(routes: Routes) -> Routes {
    routes
        .page("/members", Guard::Lists(ActionKind::ViewMembers), |rq, _| async move {
            pages::members::show(&rq).await
        })
        .page_form(
            "/units/{id}/members/new",
            Guard::Action(ActionKind::AddMember),
            Guard::Action(ActionKind::AddMember),
            |rq, ids| async move { pages::member_edit::new(&rq, ids.id("id")?).await },
            |visit, form: MemberForm| async move {
                let person = visit
                    .rq
                    .ports
                    .organisation
                    .add_member(&visit.rq.caller, visit.ids.id("id")?, form)
                    .await?;
                Ok(Next::to(format!("/members/{person}")).saying(Done::MemberAdded))
            },
        )
        .page(
            "/members/{id}",
            Guard::Action(ActionKind::ViewMember),
            |rq, ids| async move { pages::member::show(&rq, ids.id("id")?).await },
        )
        .page_form(
            "/members/{id}/edit",
            EDIT_MEMBER,
            EDIT_MEMBER,
            |rq, ids| async move { pages::member_edit::edit(&rq, ids.id("id")?).await },
            |visit, form: MemberForm| async move {
                let person: PersonId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .edit_member(&visit.rq.caller, person, form)
                    .await?;
                Ok(Next::to(format!("/members/{person}")).saying(Done::MemberEdited))
            },
        )
        .page_form(
            "/members/{id}/status",
            EDIT_MEMBER,
            EDIT_MEMBER,
            |rq, ids| async move { pages::member_status::show(&rq, ids.id("id")?).await },
            |visit, form: StatusForm| async move {
                let person: PersonId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .change_status(&visit.rq.caller, person, form)
                    .await?;
                Ok(Next::to(format!("/members/{person}")).saying(Done::StatusChanged))
            },
        )
        .page_form(
            "/members/{id}/transfer",
            TRANSFER,
            TRANSFER,
            transfer_page,
            |visit, form: TransferForm| async move {
                let person: PersonId = visit.ids.id("id")?;
                visit
                    .rq
                    .ports
                    .organisation
                    .transfer(&visit.rq.caller, person, form)
                    .await?;
                Ok(Next::to(format!("/members/{person}")).saying(Done::MemberTransferred))
            },
        )
        .page("/members/{id}/transfer/review", TRANSFER, transfer_page)
        .raw(
            Method::POST,
            "/members/{id}/transfer/review",
            TRANSFER,
            |visit, body| async move {
                let review =
                    |rq: Request, ids: Ids| async move { pages::member_transfer::review(&rq, ids.id("id")?).await };
                form::ask(visit, body, boxed_page(transfer_page), boxed_page(review)).await
            },
        )
        .form(
            "/members/{id}/transfer/withdraw",
            TRANSFER,
            |rq, ids| async move { pages::member::show(&rq, ids.id("id")?).await },
            |visit, form: WithdrawForm| async move {
                let id = visit.ids.id("id")?;
                let organisation = &visit.rq.ports.organisation;
                organisation.withdraw_transfer(&visit.rq.caller, id, form).await?;
                Ok(Next::to(format!("/members/{id}")).saying(Done::ChangeWithdrawn))
            },
        )
        .form(
            "/members/{id}/status/withdraw",
            EDIT_MEMBER,
            |rq, ids| async move { pages::member::show(&rq, ids.id("id")?).await },
            |visit, form: WithdrawForm| async move {
                let id = visit.ids.id("id")?;
                let organisation = &visit.rq.ports.organisation;
                organisation.withdraw_status(&visit.rq.caller, id, form).await?;
                Ok(Next::to(format!("/members/{id}")).saying(Done::ChangeWithdrawn))
            },
        )
        .page(
            "/members/{id}/password-link",
            Guard::Action(ActionKind::IssuePasswordLink),
            |rq, ids| async move { pages::member::show(&rq, ids.id("id")?).await },
        )
        // Shown once and never stored: the answer is the page itself, not a redirect. Whoever reloads it sends the
        // form again and is told so on the member's page.
        .raw(
            Method::POST,
            "/members/{id}/password-link",
            Guard::Action(ActionKind::IssuePasswordLink),
            |visit, body| async move {
                let page =
                    boxed_page(|rq: Request, ids: Ids| async move { pages::member::show(&rq, ids.id("id")?).await });
                form::answer::<Button, _, _, _>(visit, body, page, |visit, _| issue_link(visit)).await
            },
        )
}

async fn issue_link(mut visit: Visit) -> Result<Answer> {
    let person = visit.ids.id("id")?;
    let link = visit.rq.ports.accounts.issue_link(&visit.rq.caller, person).await?;
    if visit.wants_json {
        return Ok(Answer::Json(serde_json::to_value(link).map_err(Error::internal)?));
    }
    visit.frame().await?;
    Ok(Answer::Page(pages::password_link::show(&visit.rq, link)))
}
