//! Signing in with a name, a password and, where one is enrolled, a code.
//!
//! Invariant: whatever is wrong, the answer and its cost are the same, and the failure is counted. The password is
//! compared before the transaction, so that hashing holds no lock; what was compared is checked again inside.

use super::second_factor;
use super::secret::{hash_of, is_password, new_token};
use super::vault::Vault;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::account::{Session, SignInForm, canonical_email, canonical_phone};
use domain::ids::PersonId;
use domain::policy::{Caller, Granted, Installation, SignIn};
use domain::sign_in::{DEVICE_MOST, session_end};
use domain::{Error, Fault, Problem, Result, fold};
use store::{accounts, sessions};

/// The account that a typed name stands for, and the name under which failures are counted: a person's two names
/// share one count, and a name that nobody bears has its own.
pub(super) struct Named {
    pub person: Option<PersonId>,
    pub tries: Vec<u8>,
}

pub(super) fn tries_of(person: PersonId) -> Vec<u8> {
    hash_of(&format!("person:{person}"))
}

impl Services {
    pub(super) async fn named(&self, typed: &str) -> Result<Named> {
        let (phone, email) = (canonical_phone(typed), canonical_email(typed));
        let found = accounts::bearers(&self.read(), phone.as_deref(), email.as_deref()).await?;
        let person = found.first().map(|contact| contact.person);
        let canonical = phone.or(email).unwrap_or_else(|| typed.trim().to_lowercase());
        let tries = person.map_or_else(|| hash_of(&format!("name:{canonical}")), tries_of);
        Ok(Named { person, tries })
    }

    pub(super) async fn sign_in_by_password(&self, form: &SignInForm, device: &str) -> Result<Session> {
        let missing = [("name", &form.name), ("password", &form.password)]
            .into_iter()
            .filter(|(_, typed)| typed.trim().is_empty())
            .map(|(field, _)| Problem {
                field,
                fault: Fault::Missing,
            })
            .collect::<Vec<_>>();
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        let Named { person, tries } = self.named(&form.name).await?;
        let read = self.read();
        accounts::tries(&read, &tries, self.now()).await?.may_try(self.now())?;
        let hash = match person {
            Some(person) => accounts::account_of(&read, person)
                .await?
                .and_then(|row| row.password_hash),
            None => None,
        };
        let proven = is_password(hash.clone(), &form.password).await?;
        let attempt = WithPassword {
            vault: self.vault()?,
            proven: person.zip(hash).filter(|_| proven),
            tries,
            code: form.code.chars().filter(char::is_ascii_digit).collect(),
            device: device_name(device),
        };
        match self.run(&Caller::Anonymous, Installation, &attempt).await? {
            Outcome::In(session) => Ok(session),
            Outcome::Wrong => Err(Error::Refused(Fault::WrongSignIn)),
            Outcome::WrongCode => Err(Error::field("code", Fault::WrongCode)),
        }
    }
}

/// A device's name as the session list shows it.
pub(super) fn device_name(told: &str) -> String {
    fold::clean(told)
        .chars()
        .filter(|c| !c.is_control())
        .take(DEVICE_MOST)
        .collect()
}

/// A failure is an outcome and no error: it must be counted, and an error would undo the count.
enum Outcome {
    In(Session),
    Wrong,
    WrongCode,
}

struct WithPassword {
    vault: Vault,
    /// Whose password it is, and the hash that it was compared with.
    proven: Option<(PersonId, String)>,
    tries: Vec<u8>,
    code: String,
    device: String,
}

#[async_trait]
impl UseCase for WithPassword {
    type Action = SignIn;
    type Output = Outcome;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<Outcome> {
        accounts::queue_for(&work.tx, granted, &self.tries, work.now).await?;
        let tries = accounts::tries(&work.tx, &self.tries, work.now).await?;
        tries.may_try(work.now)?;
        let account = match &self.proven {
            Some((person, _)) => accounts::account_of(&work.tx, *person).await?,
            None => None,
        };
        let proven = self
            .proven
            .as_ref()
            .zip(account)
            .filter(|((_, hash), account)| account.password_hash.as_ref() == Some(hash));
        let Some(((person, _), account)) = proven else {
            work.detail("wrong");
            accounts::count_tries(&work.tx, granted, &self.tries, tries.failed(work.now), work.now).await?;
            return Ok(Outcome::Wrong);
        };
        let step = match &account.totp_secret {
            None => None,
            // The password was right and no code was shown yet: that is no failure.
            Some(_) if self.code.is_empty() => return Err(Error::field("code", Fault::Missing)),
            Some(sealed) => {
                // What cannot be opened lets nobody in.
                let step = match self.vault.open(*person, sealed) {
                    Some(secret) => second_factor::step_of(&secret, &self.code, account.totp_last_step, work.now)?,
                    None => None,
                };
                if step.is_none() {
                    work.detail(format!("wrong code {person}"));
                    accounts::count_tries(&work.tx, granted, &self.tries, tries.failed(work.now), work.now).await?;
                    return Ok(Outcome::WrongCode);
                }
                step
            }
        };
        accounts::count_tries(&work.tx, granted, &self.tries, Default::default(), work.now).await?;
        open(work, granted, *person, step, &self.device).await.map(Outcome::In)
    }
}

/// A new session for somebody whose old ones have just ended by his own doing.
pub(super) struct Again {
    pub person: PersonId,
    pub device: String,
}

#[async_trait]
impl UseCase for Again {
    type Action = SignIn;
    type Output = Session;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<Session> {
        open(work, granted, self.person, None, &self.device).await
    }
}

/// Opens a session for somebody who has proven who he is.
pub(super) async fn open<'tx>(
    work: &mut Work<'tx>,
    granted: &Granted<'tx, SignIn>,
    person: PersonId,
    step: Option<i64>,
    device: &str,
) -> Result<Session> {
    let refresh = new_token(&work.rng);
    let new = sessions::NewSession {
        id: work.id(),
        person,
        device: device.to_owned(),
        expires_at: session_end(work.now),
    };
    sessions::open(&work.tx, granted, &new, hash_of(&refresh), work.now).await?;
    accounts::signed_in(&work.tx, granted, person, step, work.now).await?;
    work.detail(format!("in {person}"));
    Ok(Session {
        id: new.id,
        person,
        refresh: Some(refresh),
        expires_at: new.expires_at,
    })
}
