//! The own account: how one signs in, second factors, devices.
//!
//! Invariant: everything but passkeys works without script; a secret is shown only while it is being enrolled.

use crate::islands::PasskeyEnrol;
use crate::ui::{
    ActionButton, BackLink, ButtonLink, Details, Fact, Facts, Field, Form, Kind, Look, Page, PageTitle, Qr, Row, Rows,
    Sheet, Submit, Tag, TagKind, dates, t,
};
use crate::{Html, Request};
use domain::Result;
use domain::account::{OwnAccount, PASSWORD_LEAST, PasskeyLine, SessionLine};
use domain::policy::Role;
use leptos::prelude::*;
use std::net::IpAddr;
use std::sync::Arc;

/// `GET /account`
///
/// # Errors
/// As [`domain::ports::Accounts::own`].
pub async fn show(rq: &Request) -> Result<Html> {
    let viewer = rq.viewer()?.clone();
    let own = rq.ports.accounts.own(&rq.caller, viewer.session).await?;
    let t = rq.t();
    let public_url = Arc::clone(&rq.public_url);
    Ok(rq.render(move || {
        let OwnAccount {
            phone,
            email,
            has_password,
            has_code,
            passkeys,
            sessions,
            may_enrol,
        } = own;
        let leads = viewer.offices.iter().any(|(_, role)| *role == Role::Secretary);
        let wrong = if leads {
            t.account_contact_wrong_lead()
        } else {
            t.account_contact_wrong()
        };
        let has_name = has_name(&public_url);
        let or_none = move |value: String| if value.is_empty() { t.account_nothing() } else { value };
        view! {
            <Page title=t.account_title()>
                <PageTitle title=t.account_title() sub=viewer.name.clone() />
                <Sheet title=t.account_contact()>
                    <Facts>
                        <Fact name=t.account_phone() value=or_none(phone) />
                        <Fact name=t.account_email() value=or_none(email) />
                    </Facts>
                    <p class="soft small">{wrong}</p>
                    {has_password.then(|| view! {
                        <ButtonLink href="/account/password" label=t.account_password() look=Look::Plain />
                    })}
                </Sheet>
                {(may_enrol || has_code).then(|| view! { <Code has_code=has_code /> })}
                {(may_enrol || !passkeys.is_empty()).then(|| view! { <Passkeys passkeys=passkeys has_name=has_name /> })}
                <Sessions sessions=sessions />
            </Page>
        }
    }))
}

#[component]
fn Code(has_code: bool) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.account_code()>
            {if has_code {
                view! {
                    <p>{t.account_code_on()}</p>
                    <Details summary=t.account_code_drop()>
                        <p>{t.account_code_sure()}</p>
                        <ActionButton action="/account/code/drop" label=t.account_code_drop() look=Look::Warning />
                    </Details>
                }.into_any()
            } else {
                view! {
                    <p>{t.account_code_off()}</p>
                    <ButtonLink href="/account/code" label=t.account_code_set_up() />
                }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

/// Whether the host of an address is a name and no number.
pub(super) fn has_name(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    host.trim_matches(['[', ']']).parse::<IpAddr>().is_err()
}

#[component]
fn Passkeys(
    passkeys: Vec<PasskeyLine>,
    /// The address that people type has a name: browsers make no passkey for a number.
    has_name: bool,
) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.account_passkeys()>
            <p>{t.account_passkeys_text()}</p>
            {if passkeys.is_empty() {
                view! { <p class="soft">{t.account_passkeys_none()}</p> }.into_any()
            } else {
                view! {
                    <Rows>
                        {passkeys.into_iter().map(|passkey| {
                            let since = t.account_passkeys_since(&dates::date(passkey.since));
                            let action = format!("/account/passkeys/{}/drop", passkey.id);
                            let spoken = t.account_passkey_drop_spoken(&passkey.name);
                            view! {
                                <Row title=passkey.name sub=since>
                                    <ActionButton action=action label=t.account_passkey_drop() spoken=spoken look=Look::Small />
                                </Row>
                            }
                        }).collect_view()}
                    </Rows>
                }.into_any()
            }}
            {if has_name {
                view! { <PasskeyEnrol label=t.account_passkey_add() failed=t.account_passkey_failed() /> }.into_any()
            } else {
                view! { <p class="soft">{t.account_passkeys_no_name()}</p> }.into_any()
            }}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Sessions(sessions: Vec<SessionLine>) -> impl IntoView {
    let t = t();
    view! {
        <Sheet title=t.account_sessions()>
            <Rows>
                {sessions.into_iter().map(|session| {
                    let device = if session.device.is_empty() { t.account_session_unknown() } else { session.device };
                    let seen = t.account_session_seen(&dates::date_time(session.last_seen));
                    view! {
                        <Row title=device sub=seen>
                            {session.is_this.then(|| view! { <Tag kind=TagKind::Calm label=t.account_session_this() /> })}
                        </Row>
                    }
                }).collect_view()}
            </Rows>
            <Details summary=t.account_sign_out_everywhere()>
                <p>{t.account_sign_out_everywhere_text()}</p>
                <ActionButton action="/sign-out-everywhere" label=t.account_sign_out_everywhere() look=Look::Warning />
            </Details>
        </Sheet>
    }
    .into_any()
}

/// `GET /account/password`: the old password and the new one.
///
/// # Errors
/// [`domain::Error::Unauthenticated`] for a stranger.
pub async fn password(rq: &Request) -> Result<Html> {
    rq.viewer()?;
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.account_password()>
                <BackLink href="/account" label=t.account_title() />
                <PageTitle title=t.account_password() sub=t.account_password_lead() />
                <Form action="/account/password" name="own-password">
                    <Field name="old" label=t.password_old() kind=Kind::Password />
                    <Field name="password" label=t.password_new() kind=Kind::NewPassword hint=t.password_hint(PASSWORD_LEAST) />
                    <Field name="again" label=t.password_again() kind=Kind::NewPassword />
                    <Submit label=t.account_password() />
                </Form>
                <p class="soft">{t.account_password_forgotten()}</p>
            </Page>
        }
    }))
}

/// `GET /account/code`: a new secret as QR code and for typing, and the field that proves it arrived.
///
/// # Errors
/// As [`domain::ports::Accounts::begin_code`], which answers the same secret until it is confirmed.
pub async fn code(rq: &Request) -> Result<Html> {
    rq.viewer()?;
    let enrolment = rq.ports.accounts.begin_code(&rq.caller).await?;
    let t = rq.t();
    Ok(rq.render(move || {
        view! {
            <Page title=t.account_code_title()>
                <BackLink href="/account" label=t.account_title() />
                <PageTitle title=t.account_code_title() />
                <Sheet title=format!("1. {}", t.account_code_step_app())>
                    <p>{t.account_code_step_app_text()}</p>
                </Sheet>
                <Sheet title=format!("2. {}", t.account_code_step_scan())>
                    <Qr text=enrolment.address.clone() label=t.account_code_qr() />
                    <p><a href=enrolment.address>{t.account_code_here()}</a></p>
                    <Facts><Fact name=t.account_code_secret()><code>{grouped(&enrolment.secret)}</code></Fact></Facts>
                </Sheet>
                <Sheet title=format!("3. {}", t.account_code_step_enter())>
                    <Form action="/account/code" name="code">
                        <Field name="code" label=t.account_code_digits() kind=Kind::Code />
                        <Submit label=t.account_code_confirm() />
                    </Form>
                </Sheet>
            </Page>
        }
    }))
}

/// Groups of four can be typed without losing the place.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The frame alone, for whoever is signed in: against it the bench measures every other page.
#[must_use]
pub fn empty(rq: &Request) -> Html {
    rq.render(|| view! { <Page title=""><h1 class="govuk-visually-hidden">"Chibo"</h1></Page> })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_secret_is_shown_in_fours() {
        assert_eq!(super::grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
