//! Setting a password through a one-time link.
//!
//! Invariant: the link's token stands in the address only; the page names whose link it is, so that nobody sets
//! somebody else's password by mistake.

use crate::ui::{Field, Form, Kind, Page, PageTitle, Submit};
use crate::{Html, Request};
use domain::Result;
use domain::account::PASSWORD_LEAST;
use leptos::prelude::*;

/// `GET /password/{token}`
///
/// # Errors
/// As [`domain::ports::Accounts::link_owner`]: a used or old link is refused.
pub async fn show(rq: &Request, token: &str) -> Result<Html> {
    let owner = rq.ports.accounts.link_owner(token).await?;
    let action = format!("/password/{token}");
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.password_title()>
                <PageTitle title=t.password_title() sub=t.password_for(&owner) />
                <Form action=action name="password">
                    <Field name="password" label=t.password_new() kind=Kind::NewPassword hint=t.password_hint(PASSWORD_LEAST) />
                    <Field name="again" label=t.password_again() kind=Kind::NewPassword />
                    <Submit label=t.password_set() />
                </Form>
                <p class="soft">{t.password_then()}</p>
            </Page>
        }
    }))
}
