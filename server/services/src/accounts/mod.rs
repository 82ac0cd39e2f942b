//! Sign-in, sessions, passwords, second factors.
//!
//! Invariant: nothing here tells a stranger who has an account, and no secret leaves but to whom it was made for.

pub(crate) mod known;
mod links;
mod passkeys;
mod password;
mod second_factor;
pub(crate) mod secret;
mod sessions;
mod set_up;
mod sign_in;
mod vault;

use crate::Services;
use async_trait::async_trait;
use domain::Result;
use domain::account::{
    CodeEnrolment, CodeForm, OwnAccount, OwnPasswordForm, PasswordForm, PasswordLink, Session, SignInForm, Viewer,
};
use domain::ids::{PasskeyId, PersonId, SessionId, UnitId};
use domain::policy::Caller;
use domain::ports::Accounts;

#[async_trait]
impl Accounts for Services {
    async fn sign_in(&self, form: SignInForm, device: &str) -> Result<Session> {
        self.sign_in_by_password(&form, device).await
    }

    async fn renew(&self, refresh: &str) -> Result<Session> {
        self.renew_session(refresh).await
    }

    async fn has_arrived(&self, session: SessionId) -> Result<()> {
        self.renewal_has_arrived(session).await
    }

    async fn person_of(&self, session: SessionId) -> Result<PersonId> {
        self.person_of_session(session).await
    }

    async fn viewer(&self, session: SessionId, unit: Option<UnitId>) -> Result<Viewer> {
        self.viewer_of(session, unit).await
    }

    async fn sign_out(&self, session: SessionId) -> Result<()> {
        self.end_session_of_owner(session).await
    }

    async fn sign_out_everywhere(&self, caller: &Caller) -> Result<()> {
        self.end_all_sessions(caller).await
    }

    async fn issue_link(&self, caller: &Caller, person: PersonId) -> Result<PasswordLink> {
        self.issue_password_link(caller, person).await
    }

    async fn link_owner(&self, token: &str) -> Result<String> {
        self.owner_of_link(token).await
    }

    async fn use_link(&self, token: &str, form: PasswordForm) -> Result<()> {
        self.set_password_by_link(token, &form).await
    }

    async fn own(&self, caller: &Caller, session: SessionId) -> Result<OwnAccount> {
        self.own_account(caller, session).await
    }

    async fn change_password(&self, caller: &Caller, session: SessionId, form: OwnPasswordForm) -> Result<Session> {
        self.change_own_password(caller, session, &form).await
    }

    async fn begin_code(&self, caller: &Caller) -> Result<CodeEnrolment> {
        self.begin_code_of(caller).await
    }

    async fn confirm_code(&self, caller: &Caller, form: CodeForm) -> Result<()> {
        self.confirm_code_of(caller, &form).await
    }

    async fn drop_code(&self, caller: &Caller) -> Result<()> {
        self.drop_code_of(caller).await
    }

    async fn begin_passkey(&self, caller: &Caller) -> Result<String> {
        self.begin_registration(caller).await
    }

    async fn finish_passkey(&self, caller: &Caller, answer: &str) -> Result<()> {
        self.finish_registration(caller, answer).await
    }

    async fn drop_passkey(&self, caller: &Caller, passkey: PasskeyId) -> Result<()> {
        self.remove_passkey(caller, passkey).await
    }

    async fn begin_passkey_sign_in(&self, name: &str) -> Result<String> {
        self.begin_passkey_sign_in_of(name).await
    }

    async fn finish_passkey_sign_in(&self, answer: &str, device: &str) -> Result<Session> {
        self.finish_passkey_sign_in_of(answer, device).await
    }
}
