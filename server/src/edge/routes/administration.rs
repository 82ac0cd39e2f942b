//! The machine room: jobs, settings, rules, audit.

use super::Button;
use crate::edge::{Guard, Next, Routes};
use app::pages;
use domain::Error;
use domain::change::WithdrawForm;
use domain::done::Done;
use domain::ids::JobId;
use domain::policy::ActionKind;
use domain::rule::RuleForm;
use domain::settings::{Setting, SettingForm};

pub fn routes() -> Routes {
    Routes::default()
        .page("/jobs", Guard::Action(ActionKind::ViewJobs), |rq, _| async move {
            pages::jobs::show(&rq).await
        })
        .form(
            "/jobs/{id}/retry",
            Guard::Action(ActionKind::RetryJob),
            |rq, _| async move { pages::jobs::show(&rq).await },
            |visit, _: Button| async move {
                let job: JobId = visit.ids.id("id")?;
                visit.rq.ports.administration.retry(&visit.rq.caller, job).await?;
                Ok(Next::to("/jobs").saying(Done::JobRetried))
            },
        )
        .page(
            "/settings",
            Guard::Action(ActionKind::ViewSettings),
            |rq, _| async move { pages::settings::show(&rq).await },
        )
        .page_form(
            "/settings/{setting}",
            Guard::Action(ActionKind::EditSettings),
            Guard::Action(ActionKind::EditSettings),
            |rq, ids| async move {
                let setting = Setting::from_code(ids.text("setting")?).ok_or(Error::NotFound)?;
                pages::settings::edit(&rq, setting).await
            },
            |visit, form: SettingForm| async move {
                let setting = Setting::from_code(visit.ids.text("setting")?).ok_or(Error::NotFound)?;
                visit
                    .rq
                    .ports
                    .administration
                    .set(&visit.rq.caller, setting, form)
                    .await?;
                Ok(Next::to("/settings").saying(Done::SettingSet))
            },
        )
        .form(
            "/settings/{setting}/withdraw",
            Guard::Action(ActionKind::EditSettings),
            |rq, ids| async move {
                let setting = Setting::from_code(ids.text("setting")?).ok_or(Error::NotFound)?;
                pages::settings::edit(&rq, setting).await
            },
            |visit, form: WithdrawForm| async move {
                let setting = Setting::from_code(visit.ids.text("setting")?).ok_or(Error::NotFound)?;
                let administration = &visit.rq.ports.administration;
                administration.withdraw_setting(&visit.rq.caller, setting, form).await?;
                Ok(Next::to(format!("/settings/{}", setting.code())).saying(Done::ChangeWithdrawn))
            },
        )
        .page("/rules", Guard::Action(ActionKind::ViewRules), |rq, _| async move {
            pages::rules::show(&rq).await
        })
        .page_form(
            "/rules/{id}",
            Guard::Action(ActionKind::EditRules),
            Guard::Action(ActionKind::EditRules),
            |rq, ids| async move { pages::rules::edit(&rq, ids.id("id")?).await },
            |visit, form: RuleForm| async move {
                visit
                    .rq
                    .ports
                    .administration
                    .revise_rule(&visit.rq.caller, visit.ids.id("id")?, form)
                    .await?;
                Ok(Next::to("/rules").saying(Done::RuleRevised))
            },
        )
        .form(
            "/rules/{id}/withdraw",
            Guard::Action(ActionKind::EditRules),
            |rq, ids| async move { pages::rules::edit(&rq, ids.id("id")?).await },
            |visit, _: Button| async move {
                let administration = &visit.rq.ports.administration;
                administration
                    .withdraw_rule(&visit.rq.caller, visit.ids.id("id")?)
                    .await?;
                Ok(Next::to("/rules").saying(Done::ChangeWithdrawn))
            },
        )
        .page(
            "/units/{id}/audit",
            Guard::Action(ActionKind::ViewAudit),
            |rq, ids| async move { pages::audit::show(&rq, ids.id("id")?).await },
        )
}
