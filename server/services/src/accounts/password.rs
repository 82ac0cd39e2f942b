//! One's own password, changed with the old one.
//!
//! Invariant: a wrong old password counts with those of signing in and waits as they do; every session ends with the
//! password and the link that could have set another. Whoever changes it gets a new one, of which nobody has a copy.

use super::secret::{check_strength, hash_password, is_password};
use super::sign_in::{Again, tries_of};
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::account::{OwnPasswordForm, Session};
use domain::ids::SessionId;
use domain::job::{Mail, Task};
use domain::policy::{Caller, Granted, Installation, ManageSelf};
use domain::{Error, Fault, Result};
use store::{accounts, password_links, sessions};
use text::Text;

impl Services {
    pub(super) async fn change_own_password(
        &self,
        caller: &Caller,
        session: SessionId,
        form: &OwnPasswordForm,
    ) -> Result<Session> {
        let person = caller.person()?;
        let (old, new) = form.read()?;
        let read = self.read();
        check_strength(&new, &accounts::contact_of(&read, person).await?)?;
        accounts::tries(&read, &tries_of(person), self.now())
            .await?
            .may_try(self.now())?;
        let account = accounts::account_of(&read, person).await?;
        let present = account.and_then(|account| account.password_hash);
        // Hashing holds no lock; what was compared is compared again inside.
        let change = match is_password(present.clone(), &old).await? {
            true => present.zip(Some(hash_password(&self.on.rng, &new).await?)),
            false => None,
        };
        let known = sessions::living(&read, person, session, self.now()).await?;
        let device = known.into_iter().find(|line| line.is_this).map(|line| line.device);
        if !self.run(caller, person, &Change { change }).await? {
            return Err(Error::field("old", Fault::WrongPassword));
        }
        let again = Again {
            person,
            device: device.unwrap_or_default(),
        };
        self.run(&Caller::Anonymous, Installation, &again).await
    }
}

struct Change {
    /// The hash that the old password was compared with, and the new one; nothing after a wrong password.
    change: Option<(String, String)>,
}

#[async_trait]
impl UseCase for Change {
    type Action = ManageSelf;
    /// Whether the old password was right: a failure is no error, for it must be counted.
    type Output = bool;

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageSelf>, work: &mut Work<'tx>) -> Result<bool> {
        let (person, now) = (granted.target(), work.now);
        let counted = tries_of(person);
        accounts::queue_for(&work.tx, granted, &counted, now).await?;
        let tries = accounts::tries(&work.tx, &counted, now).await?;
        tries.may_try(now)?;
        let account = accounts::account_of(&work.tx, person).await?;
        let present = account.and_then(|account| account.password_hash);
        let Some((_, new)) = self.change.as_ref().filter(|(old, _)| present.as_ref() == Some(old)) else {
            work.detail("wrong password");
            accounts::count_tries(&work.tx, granted, &counted, tries.failed(now), now).await?;
            return Ok(false);
        };
        accounts::count_tries(&work.tx, granted, &counted, Default::default(), now).await?;
        accounts::change_password(&work.tx, granted, new).await?;
        password_links::end_own(&work.tx, granted, now).await?;
        sessions::end_all_own(&work.tx, granted, now).await?;
        let contact = accounts::contact_of(&work.tx, person).await?;
        if let Some(to) = contact.email {
            let words = Text::vietnamese().mail_password_changed(&contact.name, now);
            let mail = Mail {
                to,
                person,
                subject: words.subject,
                text: words.text,
                calendar: None,
            };
            work.job(Task::Mail(Box::new(mail)), format!("password:{person}"), now, None);
        }
        work.ended(person);
        work.detail("password changed");
        Ok(true)
    }
}
