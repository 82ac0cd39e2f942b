//! Codes from an authenticator application (TOTP, RFC 6238).
//!
//! Invariant: a secret counts only after a code has confirmed it; a time step is used once; a secret is stored sealed.

use super::vault::Vault;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::account::{CodeEnrolment, CodeForm};
use domain::policy::{Caller, Granted, ManageSelf};
use domain::sign_in::{is_fresh_step, may_enrol};
use domain::{Error, Fault, Result};
use store::{accounts, scope};
use totp_rs::{Builder, Secret, Totp};

/// Who issues the codes, as the application lists it.
const ISSUER: &str = "Chibo";

fn totp(secret: &str, name: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|_| Error::internal("a stored code secret cannot be read"))?;
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(name)
        .build()
        .map_err(|_| Error::internal("a stored code secret cannot be used"))
}

/// The time step of a code, if it is right and newer than the last one used.
pub(super) fn step_of(secret: &str, code: &str, last: i64, now: DateTime<Utc>) -> Result<Option<i64>> {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let step = totp(secret, "")?.check(code, seconds);
    Ok(step
        .and_then(|step| i64::try_from(step).ok())
        .filter(|step| is_fresh_step(*step, last)))
}

impl Services {
    pub(super) async fn begin_code_of(&self, caller: &Caller) -> Result<CodeEnrolment> {
        let vault = self.vault()?;
        self.run(caller, caller.person()?, &Begin { vault }).await
    }

    pub(super) async fn confirm_code_of(&self, caller: &Caller, form: &CodeForm) -> Result<()> {
        let code: String = form.code.chars().filter(char::is_ascii_digit).collect();
        if code.is_empty() {
            return Err(Error::field("code", Fault::Missing));
        }
        let vault = self.vault()?;
        self.run(caller, caller.person()?, &Confirm { vault, code }).await
    }

    pub(super) async fn drop_code_of(&self, caller: &Caller) -> Result<()> {
        self.run(caller, caller.person()?, &Drop).await
    }
}

/// Refuses whoever is not offered a second factor.
pub(super) async fn check_may_enrol<'tx>(work: &Work<'tx>, granted: &Granted<'tx, ManageSelf>) -> Result<()> {
    let offices = scope::held_by(&work.tx, granted.target(), work.today()).await?.offices;
    if may_enrol(&offices) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

struct Begin {
    vault: Vault,
}

#[async_trait]
impl UseCase for Begin {
    type Action = ManageSelf;
    type Output = CodeEnrolment;

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<CodeEnrolment> {
        check_may_enrol(work, granted).await?;
        let contact = accounts::contact_of(&work.tx, granted.target()).await?;
        let mut bytes = [0_u8; 20];
        work.rng.fill(&mut bytes);
        let secret = Secret::new_stack(bytes).to_base32();
        let sealed = self.vault.seal(&*work.rng, granted.target(), &secret)?;
        accounts::begin_code(&work.tx, granted, &sealed).await?;
        let name = contact.phone.or(contact.email).unwrap_or(contact.name);
        let address = totp(&secret, &name.replace(':', " "))?
            .to_url()
            .map_err(|_| Error::internal("no address for a code secret"))?;
        work.detail("code begun");
        Ok(CodeEnrolment { address, secret })
    }
}

struct Confirm {
    vault: Vault,
    code: String,
}

#[async_trait]
impl UseCase for Confirm {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        let account = accounts::account_of(&work.tx, granted.target()).await?;
        let sealed = account
            .and_then(|account| account.totp_pending)
            .ok_or(Error::Refused(Fault::ChangedMeanwhile))?;
        let secret = self
            .vault
            .open(granted.target(), &sealed)
            .ok_or(Error::Refused(Fault::ChangedMeanwhile))?;
        let step = step_of(&secret, &self.code, 0, work.now)?.ok_or(Error::field("code", Fault::WrongCode))?;
        work.detail("code confirmed");
        accounts::confirm_code(&work.tx, granted, &sealed, step).await
    }
}

struct Drop;

#[async_trait]
impl UseCase for Drop {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        work.detail("code dropped");
        accounts::drop_code(&work.tx, granted).await
    }
}
