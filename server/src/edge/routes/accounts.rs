//! Sign-in, password links, the own account, preferences.

use super::Button;
use crate::edge::answer::{Answer, own_path};
use crate::edge::{Guard, Next, Routes, Visit};
use app::pages;
use app::ui::TextSize;
use axum::body::{Body, to_bytes};
use axum::http::Method;
use domain::account::{CodeForm, OwnPasswordForm, PasswordForm, Session, SignInForm};
use domain::done::Done;
use domain::ids::PasskeyId;
use domain::lang::Lang;
use domain::policy::ActionKind;
use domain::{Error, Fault, Result};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Preferences {
    lang: String,
    size: String,
    next: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct SwitchUnit {
    unit: String,
    next: String,
}

const SIGN_IN: Guard = Guard::Action(ActionKind::SignIn);

pub fn routes() -> Routes {
    Routes::default()
        .page_form(
            "/sign-in",
            Guard::Open,
            SIGN_IN,
            |rq, _| async move { pages::sign_in::show(&rq).await },
            |visit, form: SignInForm| async move {
                let next = own_path(&form.next);
                let session = visit.rq.ports.accounts.sign_in(form, &visit.device).await?;
                replace(&visit, session).await?;
                Ok(Next::to(next))
            },
        )
        .raw(
            Method::POST,
            "/sign-in/passkey/begin",
            SIGN_IN,
            |visit, body| async move {
                let asked: Value = json_of(body).await?;
                let name = asked.get("name").and_then(Value::as_str).unwrap_or_default();
                relay(&visit.rq.ports.accounts.begin_passkey_sign_in(name).await?)
            },
        )
        .raw(Method::POST, "/sign-in/passkey", SIGN_IN, |visit, body| async move {
            let answer = json_of(body).await?.to_string();
            let session = visit
                .rq
                .ports
                .accounts
                .finish_passkey_sign_in(&answer, &visit.device)
                .await?;
            replace(&visit, session).await?;
            Ok(Answer::Json(json!({ "next": "/" })))
        })
        .form(
            "/sign-out",
            Guard::Own,
            |rq, _| async move { pages::sign_in::show(&rq).await },
            |visit, _: Button| async move {
                end_here(&visit).await?;
                visit.forget();
                Ok(Next::to("/sign-in").saying(Done::SignedOut))
            },
        )
        .form(
            "/sign-out-everywhere",
            Guard::Own,
            |rq, _| async move { pages::account::show(&rq).await },
            |visit, _: Button| async move {
                visit.rq.ports.accounts.sign_out_everywhere(&visit.rq.caller).await?;
                visit.forget();
                Ok(Next::to("/sign-in").saying(Done::SignedOutEverywhere))
            },
        )
        .page_form(
            "/password/{token}",
            Guard::Open,
            SIGN_IN,
            |rq, ids| async move { pages::password::show(&rq, ids.text("token")?).await },
            |visit, form: PasswordForm| async move {
                visit.rq.ports.accounts.use_link(visit.ids.text("token")?, form).await?;
                end_here(&visit).await?;
                visit.forget();
                Ok(Next::to("/sign-in").saying(Done::PasswordSet))
            },
        )
        .form(
            "/preferences",
            Guard::Open,
            |rq, _| async move { pages::sign_in::show(&rq).await },
            |visit, form: Preferences| async move {
                let size = (!form.size.is_empty()).then(|| TextSize::from_key(&form.size));
                visit.prefer(Lang::from_tag(&form.lang), size);
                Ok(Next::to(own_path(&form.next)))
            },
        )
        .form(
            "/switch-unit",
            Guard::Own,
            |rq, _| async move { pages::account::show(&rq).await },
            |mut visit, form: SwitchUnit| async move {
                visit.frame().await?;
                let unit = form.unit.parse().map_err(|_| Error::NotFound)?;
                let own = visit.rq.viewer()?.units.iter().any(|own| own.id == unit);
                if !own {
                    return Err(Error::NotFound);
                }
                visit.switch(unit);
                Ok(Next::to(own_path(&form.next)).saying(Done::UnitSwitched))
            },
        )
        // The bench's yardstick: what a page costs that says nothing.
        .page_form(
            "/account/empty",
            Guard::Own,
            Guard::Own,
            |rq, _| async move { Ok(pages::account::empty(&rq)) },
            |_, _: Button| async move { Ok(Next::to("/account/empty")) },
        )
        .page("/account", Guard::Own, |rq, _| async move {
            pages::account::show(&rq).await
        })
        .page_form(
            "/account/password",
            Guard::Own,
            Guard::Own,
            |rq, _| async move { pages::account::password(&rq).await },
            |visit, form: OwnPasswordForm| async move {
                let (accounts, session) = (&visit.rq.ports.accounts, visit.session()?);
                let session = accounts.change_password(&visit.rq.caller, session, form).await?;
                visit.remember(session)?;
                Ok(Next::to("/account").saying(Done::PasswordChanged))
            },
        )
        .page_form(
            "/account/code",
            Guard::Own,
            Guard::Own,
            |rq, _| async move { pages::account::code(&rq).await },
            |visit, form: CodeForm| async move {
                visit.rq.ports.accounts.confirm_code(&visit.rq.caller, form).await?;
                Ok(Next::to("/account").saying(Done::CodeConfirmed))
            },
        )
        .form(
            "/account/code/drop",
            Guard::Own,
            |rq, _| async move { pages::account::show(&rq).await },
            |visit, _: Button| async move {
                visit.rq.ports.accounts.drop_code(&visit.rq.caller).await?;
                Ok(Next::to("/account").saying(Done::CodeDropped))
            },
        )
        .raw(
            Method::POST,
            "/account/passkeys/begin",
            Guard::Own,
            |visit, _| async move { relay(&visit.rq.ports.accounts.begin_passkey(&visit.rq.caller).await?) },
        )
        .raw(
            Method::POST,
            "/account/passkeys",
            Guard::Own,
            |visit, body| async move { finish_passkey(visit, body).await },
        )
        .form(
            "/account/passkeys/{id}/drop",
            Guard::Own,
            |rq, _| async move { pages::account::show(&rq).await },
            |visit, _: Button| async move {
                let passkey: PasskeyId = visit.ids.id("id")?;
                visit.rq.ports.accounts.drop_passkey(&visit.rq.caller, passkey).await?;
                Ok(Next::to("/account").saying(Done::PasskeyDropped))
            },
        )
}

/// Ends the session that this browser came with.
pub(super) async fn end_here(visit: &Visit) -> Result<()> {
    match visit.session {
        Some(session) => visit.rq.ports.accounts.sign_out(session).await,
        None => Ok(()),
    }
}

/// From now on this browser is signed in by another session; the one it had ends, for nobody holds its cookie any more.
async fn replace(visit: &Visit, session: Session) -> Result<()> {
    end_here(visit).await?;
    visit.remember(session)
}

async fn finish_passkey(visit: Visit, body: Body) -> Result<Answer> {
    let answer = json_of(body).await?.to_string();
    visit
        .rq
        .ports
        .accounts
        .finish_passkey(&visit.rq.caller, &answer)
        .await?;
    visit.announce(Done::PasskeyAdded);
    Ok(Answer::Json(json!({ "next": "/account" })))
}

/// A passkey's answer is a few kilobytes.
const JSON_MOST: usize = 64 * 1024;

async fn json_of(body: Body) -> Result<Value> {
    let bytes = to_bytes(body, JSON_MOST)
        .await
        .map_err(|_| Error::field("", Fault::FormTooLarge))?;
    serde_json::from_slice(&bytes).map_err(|_| Error::field("", Fault::FormUnreadable))
}

fn relay(json: &str) -> Result<Answer> {
    Ok(Answer::Json(serde_json::from_str(json).map_err(Error::internal)?))
}
