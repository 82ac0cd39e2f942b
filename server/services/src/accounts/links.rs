//! One-time links to set a password.
//!
//! Invariant: a link is good once and for a time; using it ends every session and every other link of that person.

use super::secret::{check_strength, hash_of, hash_password, new_token};
use super::sign_in::tries_of;
use crate::run::Wiring;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::account::{LinkLetter, PasswordForm, PasswordLink};
use domain::ids::PersonId;
use domain::job::{Mail, Task};
use domain::policy::{ActionKind, Caller, Granted, Installation, IssuePasswordLink, SignIn};
use domain::sign_in::{link_end, within_reach};
use domain::{Error, Fault, Result};
use store::accounts::{Contact, OpensAccount};
use store::{accounts, password_links, scope, sessions};
use text::Text;

impl Services {
    pub(super) async fn issue_password_link(&self, caller: &Caller, person: PersonId) -> Result<PasswordLink> {
        self.run_for_one_look(caller, person, &Issue { on: &self.on }, Fault::LinkShown)
            .await
    }

    pub(super) async fn owner_of_link(&self, token: &str) -> Result<String> {
        let owner = password_links::owner(&self.read(), &hash_of(token), self.now()).await?;
        owner.map(|(_, name)| name).ok_or(Error::Refused(Fault::LinkUsed))
    }

    pub(super) async fn set_password_by_link(&self, token: &str, form: &PasswordForm) -> Result<()> {
        // A dead link is not worth a hash.
        let read = self.read();
        let owner = password_links::owner(&read, &hash_of(token), self.now()).await?;
        let (owner, _) = owner.ok_or(Error::Refused(Fault::LinkUsed))?;
        let password = form.read()?;
        check_strength(&password, &accounts::contact_of(&read, owner).await?)?;
        let hash = hash_password(&self.on.rng, &password).await?;
        let using = UseLink {
            token: hash_of(token),
            hash,
        };
        self.run(&Caller::Anonymous, Installation, &using).await
    }
}

struct Issue<'a> {
    on: &'a Wiring,
}

#[async_trait]
impl UseCase for Issue<'_> {
    type Action = IssuePasswordLink;
    type Output = PasswordLink;

    async fn apply<'tx>(
        &self,
        granted: &Granted<'tx, IssuePasswordLink>,
        work: &mut Work<'tx>,
    ) -> Result<PasswordLink> {
        let person = granted.target();
        if let Caller::Person(issuer) = granted.actor() {
            let today = work.today();
            let reach = scope::units_where(&work.tx, *issuer, ActionKind::AssignOffice, today).await?;
            let offices = scope::held_by(&work.tx, person, today).await?.offices;
            if !within_reach(&offices, &reach) {
                return Err(Error::Forbidden);
            }
        }
        let contact = accounts::contact_of(&work.tx, person).await?;
        issue(work, granted, contact, self.on).await
    }
}

/// Writes a link for somebody and mails it if he has an address.
pub(super) async fn issue<'tx, A: OpensAccount>(
    work: &mut Work<'tx>,
    granted: &Granted<'tx, A>,
    contact: Contact,
    on: &Wiring,
) -> Result<PasswordLink> {
    // Nobody signs in without a name.
    if contact.phone.is_none() && contact.email.is_none() {
        return Err(Error::Refused(Fault::NoContact));
    }
    let person = contact.person;
    let token = new_token(&work.rng);
    let expires_at = link_end(work.now);
    let issued_by = match granted.actor() {
        Caller::Person(issuer) => issuer.to_string(),
        Caller::Anonymous | Caller::Tablet(_) => "anonymous".to_owned(),
        Caller::System(job) => format!("system:{}", job.code()),
    };
    accounts::open_account(&work.tx, granted, person).await?;
    password_links::issue(
        &work.tx,
        granted,
        person,
        hash_of(&token),
        issued_by,
        expires_at,
        work.now,
    )
    .await?;
    let letter = match contact.email {
        None => LinkLetter::None,
        Some(_) if on.post.writes_files() => LinkLetter::Filed,
        Some(_) => LinkLetter::Sent,
    };
    if let Some(to) = contact.email {
        let address = format!("{}/password/{token}", on.public_url);
        let words = Text::vietnamese().mail_password_link(&contact.name, &address, expires_at);
        let mail = Mail {
            to,
            person,
            subject: words.subject,
            text: words.text,
            calendar: None,
        };
        work.job(Task::Mail(Box::new(mail)), format!("password:{person}"), work.now, None);
    }
    work.detail(match letter {
        LinkLetter::Sent => "mailed",
        LinkLetter::None | LinkLetter::Filed => "shown",
    });
    Ok(PasswordLink {
        token,
        person,
        name: contact.name,
        expires_at,
        letter,
    })
}

struct UseLink {
    token: Vec<u8>,
    hash: String,
}

#[async_trait]
impl UseCase for UseLink {
    type Action = SignIn;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SignIn>, work: &mut Work<'tx>) -> Result<()> {
        let person = password_links::use_up(&work.tx, granted, &self.token, work.now)
            .await?
            .ok_or(Error::Refused(Fault::LinkUsed))?;
        work.detail(format!("password set {person}"));
        work.ended(person);
        accounts::set_password(&work.tx, granted, person, &self.hash).await?;
        accounts::forget_tries(&work.tx, granted, &tries_of(person)).await?;
        sessions::end_all_of(&work.tx, granted, person, work.now).await
    }
}
