//! What the command line does for people: the first administrator, a password, a lost second factor.
//!
//! Invariant: it passes the same gate as everybody, as [`JobKind::SetUp`].

use super::links::issue;
use super::secret::{check_strength, hash_password};
use super::sign_in::tries_of;
use crate::run::Wiring;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::account::{self, PasswordForm, PasswordLink};
use domain::form::Reading;
use domain::ids::{PersonId, RuleId};
use domain::job::JobKind;
use domain::member::{PersonData, Sex};
use domain::policy::{Caller, Granted, Installation, Role, SetUp};
use domain::rule::{SEED, Seed};
use domain::set_up::{Import, NewOffice, NewPerson, NewUnit};
use domain::unit::UnitKind;
use domain::{Error, Fault, Result};
use store::accounts::Contact;
use store::{accounts, administrators, passkeys, sessions, set_up};
use text::Text;

const COMMAND_LINE: Caller = Caller::System(JobKind::SetUp);

impl Services {
    /// Makes somebody the administrator of the topmost unit and issues a password link for him. A person of that
    /// phone number or address who is known already is taken; an installation without units gets its first, and the
    /// rules of voting.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name, phone number or address that cannot be used, or that belong to two people.
    pub async fn create_administrator(
        &self,
        name: &str,
        email: Option<&str>,
        phone: Option<&str>,
    ) -> Result<PasswordLink> {
        let mut r = Reading::new();
        let name = r.line("name", name, 2..=80);
        let email = account::email("email", email.unwrap_or_default(), &mut r);
        let phone = account::phone("phone", phone.unwrap_or_default(), &mut r);
        if r.is_clean() && email.is_none() && phone.is_none() {
            r.problem("phone", Fault::PhoneOrEmailNeeded);
        }
        let name = r.done(Some(name))?;
        let create = CreateAdministrator {
            name,
            email,
            phone,
            on: &self.on,
        };
        self.run(&COMMAND_LINE, Installation, &create).await
    }

    /// Sets somebody's password without a link: for the command line and the demo.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a password that is too short, too long or too common, [`Error::NotFound`] without such a person.
    pub async fn set_password_of(&self, person: PersonId, password: &str) -> Result<()> {
        let form = PasswordForm {
            password: password.to_owned(),
            again: password.to_owned(),
        };
        let password = form.read()?;
        check_strength(&password, &accounts::contact_of(&self.read(), person).await?)?;
        let hash = hash_password(&self.on.rng, &password).await?;
        self.run(&COMMAND_LINE, Installation, &SetPassword { person, hash })
            .await
    }

    /// The same by the number or address with which somebody signs in; answers his name.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a number or address that is none, [`Error::NotFound`] unless exactly one person bears it.
    pub async fn drop_second_factors(&self, phone: Option<&str>, email: Option<&str>) -> Result<String> {
        let mut r = Reading::new();
        let phone = account::phone("phone", phone.unwrap_or_default(), &mut r);
        let email = account::email("email", email.unwrap_or_default(), &mut r);
        r.done(Some(()))?;
        let known = accounts::bearers(&self.read(), phone.as_deref(), email.as_deref()).await?;
        let [one] = known.as_slice() else {
            return Err(Error::NotFound);
        };
        self.drop_second_factors_of(one.person).await?;
        Ok(one.name.clone())
    }

    /// Drops code and passkeys of somebody who has lost the device.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a person.
    pub async fn drop_second_factors_of(&self, person: PersonId) -> Result<()> {
        self.run(&COMMAND_LINE, Installation, &DropFactors { person }).await
    }
}

struct CreateAdministrator<'a> {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    on: &'a Wiring,
}

#[async_trait]
impl UseCase for CreateAdministrator<'_> {
    type Action = SetUp;
    type Output = PasswordLink;

    async fn apply<'tx>(&self, granted: &Granted<'tx, SetUp>, work: &mut Work<'tx>) -> Result<PasswordLink> {
        let today = work.today();
        let mut import = Import::default();
        let unit = match administrators::top_unit(&work.tx, today).await? {
            Some(unit) => unit,
            None => {
                let unit = first_unit(work);
                import.units.push(unit.clone());
                unit.id
            }
        };
        let known = accounts::bearers(&work.tx, self.phone.as_deref(), self.email.as_deref()).await?;
        let contact = match known.as_slice() {
            [one] => one.clone(),
            [] => {
                let new = self.person(work.id());
                import.people.push(new.clone());
                Contact {
                    person: new.id,
                    name: new.data.name,
                    phone: new.data.phone,
                    email: new.data.email,
                }
            }
            _ => return Err(Error::field("phone", Fault::PhoneTaken)),
        };
        let person = contact.person;
        if !administrators::administers(&work.tx, person, unit, today).await? {
            import.offices.push(NewOffice {
                person,
                unit,
                role: Role::Administrator,
                from: today,
                to: None,
            });
        }
        if !import.units.is_empty() {
            let rules: Vec<(RuleId, Seed)> = SEED.iter().map(|seed| (work.id(), *seed)).collect();
            set_up::seed_rules(&work.tx, granted, &rules).await?;
        }
        let ids = || work.id::<uuid::Uuid>();
        set_up::import(&work.tx, granted, import, work.now, &ids).await?;
        let link = issue(work, granted, contact, self.on).await?;
        work.detail(format!("administrator {person} of unit:{unit}"));
        Ok(link)
    }
}

/// The unit that an empty installation begins with; its administrator renames it.
fn first_unit(work: &Work<'_>) -> NewUnit {
    NewUnit {
        id: work.id(),
        parent: None,
        kind: UnitKind::Committee,
        name: Text::vietnamese().stored_first_unit(),
        code: String::new(),
        from: work.today(),
    }
}

impl CreateAdministrator<'_> {
    fn person(&self, id: PersonId) -> NewPerson {
        NewPerson {
            id,
            data: PersonData {
                name: self.name.clone(),
                // Not asked on the command line; his page corrects it.
                sex: Sex::Male,
                born: None,
                phone: self.phone.clone(),
                email: self.email.clone(),
                card_number: String::new(),
                joined_on: None,
                official_on: None,
            },
        }
    }
}

struct SetPassword {
    person: PersonId,
    hash: String,
}

#[async_trait]
impl UseCase for SetPassword {
    type Action = SetUp;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SetUp>, work: &mut Work<'tx>) -> Result<()> {
        accounts::contact_of(&work.tx, self.person).await?;
        work.detail(format!("password set {}", self.person));
        work.ended(self.person);
        accounts::set_password(&work.tx, granted, self.person, &self.hash).await?;
        accounts::forget_tries(&work.tx, granted, &tries_of(self.person)).await?;
        sessions::end_all_of(&work.tx, granted, self.person, work.now).await
    }
}

struct DropFactors {
    person: PersonId,
}

#[async_trait]
impl UseCase for DropFactors {
    type Action = SetUp;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SetUp>, work: &mut Work<'tx>) -> Result<()> {
        accounts::contact_of(&work.tx, self.person).await?;
        work.detail(format!("second factors dropped {}", self.person));
        accounts::drop_code_of(&work.tx, granted, self.person).await?;
        passkeys::remove_all_of(&work.tx, granted, self.person).await
    }
}
