//! A member puts his card before the tablet and types his PIN.
//!
//! Invariant: an unknown card, a revoked one, a locked one and a wrong PIN get the same answer at the same cost; every
//! wrong PIN is counted. The PIN is compared before the transaction, so that hashing holds no lock; what was compared
//! is checked again inside. Who came is written down nowhere but in the tablet's row, and there until he is forgotten.

use crate::accounts::secret::{hash_of, is_password, new_token};
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::ids::{CardId, PersonId};
use domain::policy::{Caller, Granted, Tablet, UseTablet};
use domain::tablet::{CardForm, Shown, TRIES, seat_end};
use domain::{Error, Fault, Result};
use store::cards::{By, Found};
use store::{Lock, cards, tablets};

use super::tablet_of;

impl Services {
    pub(super) async fn enter_with_card(&self, caller: &Caller, form: &CardForm) -> Result<String> {
        let tablet = tablet_of(caller)?;
        let (shown, pin) = form.read()?;
        let found = self.card_of(tablet, &shown).await?;
        // A card that is locked is compared with nothing.
        let hash = found.as_ref().filter(|card| card.failures < TRIES);
        let proven = is_password(hash.map(|card| card.pin_hash.clone()), &self.bound_pin(&pin)?).await?;
        let enter = Enter { tablet, found, proven };
        match self.run(caller, tablet.unit, &enter).await? {
            Outcome::In(token) => return Ok(token),
            Outcome::Wrong => {}
            Outcome::LockedNow(person) => self.run(caller, tablet.unit, &Locked { person }).await?,
        }
        Err(Error::Refused(Fault::WrongCard { tries: TRIES }))
    }

    async fn card_of(&self, tablet: Tablet, shown: &Shown) -> Result<Option<Found>> {
        let tx = self.read();
        match shown {
            Shown::Secret(secret) => cards::find(&tx, tablet.unit, By::Secret(&hash_of(secret))).await,
            Shown::Code(code) => {
                let hash = self.code_hash(tablet.unit, code)?;
                cards::find(&tx, tablet.unit, By::Code(&hash)).await
            }
            Shown::Nothing => Ok(None),
        }
    }
}

/// A failure is an outcome and no error: it must be counted, and an error would undo the count.
enum Outcome {
    In(String),
    Wrong,
    LockedNow(PersonId),
}

struct Enter {
    tablet: Tablet,
    found: Option<Found>,
    proven: bool,
}

impl Enter {
    /// The card as it stands now, if it is still the one that was compared.
    async fn card(&self, work: &Work<'_>) -> Result<Option<Found>> {
        let Some(compared) = &self.found else { return Ok(None) };
        let id: CardId = compared.id;
        let now = cards::find(&work.tx, self.tablet.unit, By::Id(id)).await?;
        Ok(now.filter(|card| card.failures < TRIES && card.pin_hash == compared.pin_hash))
    }
}

#[async_trait]
impl UseCase for Enter {
    type Action = UseTablet;
    type Output = Outcome;

    /// When somebody came to a tablet would tell when he voted.
    const AUDITED: bool = false;
    const LOCK: Lock = Lock::None;

    async fn apply<'tx>(&self, granted: &Granted<'tx, UseTablet>, work: &mut Work<'tx>) -> Result<Outcome> {
        let Some(card) = self.card(work).await? else {
            return Ok(Outcome::Wrong);
        };
        if !self.proven {
            let failures = card.failures + 1;
            cards::count(&work.tx, granted, card.id, failures).await?;
            return Ok(if failures == TRIES {
                Outcome::LockedNow(card.person)
            } else {
                Outcome::Wrong
            });
        }
        if card.failures > 0 {
            cards::count(&work.tx, granted, card.id, 0).await?;
        }
        let token = new_token(&work.rng);
        let until = seat_end(work.now);
        tablets::seat(&work.tx, granted, self.tablet.id, card.person, hash_of(&token), until).await?;
        Ok(Outcome::In(token))
    }
}

/// Apart from [`Enter`], because this one is audited.
struct Locked {
    person: PersonId,
}

#[async_trait]
impl UseCase for Locked {
    type Action = UseTablet;
    type Output = ();

    async fn apply<'tx>(&self, _: &Granted<'tx, UseTablet>, work: &mut Work<'tx>) -> Result<()> {
        work.detail(format!("card locked {}", self.person));
        Ok(())
    }
}
