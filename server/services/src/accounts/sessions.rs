//! Sessions: renewing, ending, and who stands behind one.
//!
//! Invariant: every refresh token is good for one renewal that its owner hears of; shown again once the next has been
//! seen, it ends its family.

use super::secret::{hash_of, new_token};
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::account::{OwnAccount, Session, Viewer};
use domain::ids::{SessionId, UnitId};
use domain::policy::{Caller, Granted, Installation, ManageSelf, SignIn};
use domain::sign_in::{Shown, may_enrol, session_end, shown};
use domain::{Error, Result};
use store::{accounts, passkeys, scope, sessions, viewer};

impl Services {
    pub(super) async fn renew_session(&self, refresh: &str) -> Result<Session> {
        let token = hash_of(refresh);
        match self
            .run(&Caller::Anonymous, Installation, &Renew { token: &token })
            .await?
        {
            Renewed::Session(session) => Ok(session),
            Renewed::Stolen => {
                self.run(&Caller::Anonymous, Installation, &EndFamily { token: &token })
                    .await?;
                Err(Error::Unauthenticated)
            }
        }
    }

    pub(super) async fn renewal_has_arrived(&self, session: SessionId) -> Result<()> {
        self.run(&Caller::Anonymous, Installation, &HasArrived { session })
            .await
    }

    pub(super) async fn viewer_of(&self, session: SessionId, unit: Option<UnitId>) -> Result<Viewer> {
        viewer::of(&self.read(), session, unit, self.today(), self.now())
            .await?
            .ok_or(Error::Unauthenticated)
    }

    pub(super) async fn end_session_of_owner(&self, session: SessionId) -> Result<()> {
        // A session that is gone is signed out.
        let Some(person) = sessions::owner(&self.read(), session).await? else {
            return Ok(());
        };
        self.run(&Caller::Person(person), person, &SignOut { session }).await
    }

    pub(super) async fn end_all_sessions(&self, caller: &Caller) -> Result<()> {
        self.run(caller, caller.person()?, &SignOutEverywhere).await
    }

    pub(super) async fn own_account(&self, caller: &Caller, session: SessionId) -> Result<OwnAccount> {
        let person = caller.person()?;
        let look = self.look::<ManageSelf>(caller, person).await?;
        let contact = accounts::contact_of(&look.tx, person).await?;
        let account = accounts::account_of(&look.tx, person).await?;
        let offices = scope::held_by(&look.tx, person, look.today).await?.offices;
        Ok(OwnAccount {
            phone: contact.phone.unwrap_or_default(),
            email: contact.email.unwrap_or_default(),
            has_password: account.as_ref().is_some_and(|account| account.password_hash.is_some()),
            has_code: account.is_some_and(|account| account.totp_secret.is_some()),
            passkeys: passkeys::lines(&look.tx, person).await?,
            sessions: sessions::living(&look.tx, person, session, self.now()).await?,
            may_enrol: may_enrol(&offices),
        })
    }
}

enum Renewed {
    Session(Session),
    Stolen,
}

struct Renew<'a> {
    token: &'a [u8],
}

#[async_trait]
impl UseCase for Renew<'_> {
    type Action = SignIn;
    type Output = Renewed;

    /// Every device renews every few minutes: that says nothing about anybody.
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<Renewed> {
        let held = sessions::held_by(&work.tx, self.token, work.now)
            .await?
            .ok_or(Error::Unauthenticated)?;
        let (refresh, expires_at) = match shown(held.rotated_at, held.spent, work.now) {
            Shown::Stolen => return Ok(Renewed::Stolen),
            Shown::InGrace => (None, held.expires_at),
            Shown::Newest | Shown::Unheard => {
                let next = new_token(&work.rng);
                let end = session_end(work.now);
                sessions::rotate(&work.tx, granted, &held, self.token, hash_of(&next), end, work.now).await?;
                (Some(next), end)
            }
        };
        Ok(Renewed::Session(Session {
            id: held.session,
            person: held.person,
            refresh,
            expires_at,
        }))
    }
}

struct HasArrived {
    session: SessionId,
}

#[async_trait]
impl UseCase for HasArrived {
    type Action = SignIn;
    type Output = ();

    /// As little as renewing.
    const AUDITED: bool = false;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<()> {
        sessions::spend_rotated(&work.tx, granted, self.session).await
    }
}

/// Apart from [`Renew`], because this one is audited.
struct EndFamily<'a> {
    token: &'a [u8],
}

#[async_trait]
impl UseCase for EndFamily<'_> {
    type Action = SignIn;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<()> {
        // Another request may have ended it since.
        let held = sessions::held_by(&work.tx, self.token, work.now)
            .await?
            .ok_or(Error::Unauthenticated)?;
        work.detail(format!("reused token, session ended, {}", held.person));
        work.ended(held.person);
        sessions::end_family(&work.tx, granted, held.session, work.now).await
    }
}

struct SignOut {
    session: SessionId,
}

#[async_trait]
impl UseCase for SignOut {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        work.detail("signed out");
        work.ended(granted.target());
        sessions::end_own(&work.tx, granted, self.session, work.now).await
    }
}

struct SignOutEverywhere;

#[async_trait]
impl UseCase for SignOutEverywhere {
    type Action = ManageSelf;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<()> {
        work.detail("signed out everywhere");
        work.ended(granted.target());
        sessions::end_all_own(&work.tx, granted, work.now).await
    }
}
