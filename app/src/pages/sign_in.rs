//! Signing in.
//!
//! Invariant: the page says the same whether an account exists or not; the code is asked for only after
//! name and password were right, when the server says so. What appears only with script stands last, so that nothing
//! moves under a finger.

use super::account::has_name;
use crate::islands::PasskeySignIn;
use crate::ui::{Details, Field, Form, Hidden, Kind, Page, PageTitle, Submit};
use crate::{Html, Request};
use domain::Result;
use leptos::prelude::*;

/// The name of the form, by which a refusal comes back.
const FORM: &str = "sign-in";

/// `GET /sign-in`
///
/// # Errors
/// None of its own.
pub async fn show(rq: &Request) -> Result<Html> {
    let t = rq.t();
    // A refused form brings its own: its address has no query.
    let typed = rq.form.as_ref().filter(|form| form.form == FORM);
    let typed = typed.and_then(|form| form.values.iter().find(|(name, _)| name == "next"));
    let next = typed.map_or_else(|| rq.asked("next").to_owned(), |(_, next)| next.clone());
    let code_asked = rq.form.as_ref().is_some_and(|form| {
        form.form == FORM
            && (form.errors.iter().any(|problem| problem.field == "code")
                || form
                    .values
                    .iter()
                    .any(|(name, value)| name == "code" && !value.is_empty()))
    });
    let has_name = has_name(&rq.public_url);
    Ok(rq.render(move || {
        let after = next.clone();
        view! {
            <Page title=t.sign_in()>
                <PageTitle title=t.sign_in() sub=t.sign_in_lead() />
                <Form action="/sign-in" name=FORM>
                    <Hidden name="next" value=after />
                    <Field name="name" label=t.sign_in_name() kind=Kind::SignInName />
                    <Field name="password" label=t.sign_in_password() kind=Kind::Password />
                    {code_asked.then(|| view! {
                        <Field name="code" label=t.sign_in_code() hint=t.sign_in_code_hint() kind=Kind::Code />
                    })}
                    <Submit label=t.sign_in() />
                </Form>
                <Details summary=t.sign_in_forgotten()>
                    <p>{t.sign_in_forgotten_text()}</p>
                </Details>
                {has_name.then(|| view! {
                    <PasskeySignIn
                        field=format!("{FORM}-name")
                        next=next
                        label=t.sign_in_passkey()
                        name_first=t.sign_in_passkey_name()
                        failed=t.sign_in_passkey_failed()
                    />
                })}
            </Page>
        }
    }))
}
