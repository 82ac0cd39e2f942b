//! Cards: made, printed once, revoked.
//!
//! Invariant: codes and PINs are short, so they are stored bound to a key that follows from the installation's secret:
//! the database alone does not let anybody try them out.

use crate::accounts::secret::{hash_of, hash_password, new_token};
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Datelike, NaiveDate};
use domain::clock::Rng;
use domain::ids::{CardId, PersonId, UnitId};
use domain::meeting::PersonRef;
use domain::policy::{Caller, Granted, ManageTablets};
use domain::tablet::{CARDS_MOST, CODE_DIGITS, CardLine, CardState, CardsForm, ForWhom, NewCard, PIN_DIGITS, TRIES};
use domain::vote::has_vote;
use domain::{Error, Fault, Result};
use futures_util::future::try_join_all;
use std::collections::{BTreeMap, BTreeSet};
use store::cards::Hashed;
use store::{Tx, cards, members};

/// Everybody of the unit who has a vote, and the state of his card.
pub(super) async fn lines(tx: &Tx<'_>, unit: UnitId, today: NaiveDate) -> Result<Vec<CardLine>> {
    let search = members::Search {
        words: "",
        numbers: false,
    };
    let mut people = members::list(tx, &BTreeSet::from([unit.0]), search, today).await?;
    people.retain(|member| has_vote(member.status));
    let mut called: BTreeMap<&str, u32> = BTreeMap::new();
    for member in &people {
        *called.entry(&member.name).or_default() += 1;
    }
    let cards = cards::living(tx, unit).await?;
    Ok(people
        .iter()
        .map(|member| CardLine {
            person: member.person,
            name: member.name.clone(),
            year: member
                .born
                .filter(|_| called.get(member.name.as_str()).is_some_and(|many| *many > 1))
                .map(|born| born.year()),
            card: match cards.get(&member.person) {
                None => CardState::None,
                Some((_, failures)) if *failures >= TRIES => CardState::Locked,
                Some((at, _)) => CardState::Issued(*at),
            },
        })
        .collect())
}

impl Services {
    pub(super) async fn issue_cards(&self, caller: &Caller, unit: UnitId, form: &CardsForm) -> Result<Vec<NewCard>> {
        // Asked once more in the transaction that writes: nobody unknown is worth a hash.
        let look = self.look::<ManageTablets>(caller, unit).await?;
        let whom = form.read()?;
        let mut people = lines(&look.tx, unit, look.today).await?;
        match &whom {
            ForWhom::Missing => people.retain(|line| line.card == CardState::None),
            ForWhom::Chosen(chosen) => {
                people.retain(|line| chosen.contains(&line.person));
                if people.len() != chosen.len() {
                    return Err(Error::field("person", Fault::NotAMemberHere));
                }
            }
        }
        if people.is_empty() {
            return Err(Error::field("person", Fault::Missing));
        }
        if people.len() > CARDS_MOST {
            return Err(Error::field("person", Fault::TooManyCards { most: CARDS_MOST }));
        }
        let made = try_join_all(people.into_iter().map(|line| self.new_card(unit, line))).await?;
        let (printed, hashed): (Vec<NewCard>, Vec<Hashed>) = made.into_iter().unzip();
        self.run_for_one_look(caller, unit, &Issue { cards: hashed }, Fault::CardsShown)
            .await?;
        Ok(printed)
    }

    async fn new_card(&self, unit: UnitId, line: CardLine) -> Result<(NewCard, Hashed)> {
        let secret = new_token(&self.on.rng);
        let (code, pin) = (digits(&*self.on.rng, CODE_DIGITS), digits(&*self.on.rng, PIN_DIGITS));
        let hashed = Hashed {
            id: CardId(self.on.rng.id(self.now())),
            person: line.person,
            secret_hash: hash_of(&secret),
            code_hash: self.code_hash(unit, &code)?,
            pin_hash: hash_password(&self.on.rng, &self.bound_pin(&pin)?).await?,
        };
        let card = NewCard {
            name: line.name,
            year: line.year,
            secret,
            code,
            pin,
        };
        Ok((card, hashed))
    }

    pub(super) fn code_hash(&self, unit: UnitId, code: &str) -> Result<Vec<u8>> {
        Ok(hash_of(&self.bound("chibo card codes 1", &format!("{unit}:{code}"))?))
    }

    /// A PIN as it is hashed.
    pub(super) fn bound_pin(&self, pin: &str) -> Result<String> {
        self.bound("chibo card pins 1", pin)
    }

    fn bound(&self, purpose: &str, text: &str) -> Result<String> {
        Ok(format!("{}:{text}", URL_SAFE_NO_PAD.encode(self.derived(purpose)?)))
    }
}

/// So many digits that nobody can foresee.
fn digits(rng: &dyn Rng, many: u32) -> String {
    let mut bytes = [0; 16];
    rng.fill(&mut bytes);
    let number = u128::from_be_bytes(bytes) % 10_u128.pow(many);
    format!("{number:0width$}", width = many as usize)
}

struct Issue {
    cards: Vec<Hashed>,
}

#[async_trait]
impl UseCase for Issue {
    type Action = ManageTablets;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageTablets>, work: &mut Work<'tx>) -> Result<()> {
        cards::issue(&work.tx, granted, &self.cards, work.now).await?;
        let owners: Vec<String> = self.cards.iter().map(|card| card.person.to_string()).collect();
        work.detail(format!("cards issued {}", owners.join(" ")));
        Ok(())
    }
}

pub(super) struct Revoke {
    pub form: PersonRef,
}

#[async_trait]
impl UseCase for Revoke {
    type Action = ManageTablets;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageTablets>, work: &mut Work<'tx>) -> Result<()> {
        let person: PersonId = self.form.person.parse().map_err(|_| Error::NotFound)?;
        if cards::revoke(&work.tx, granted, &[person], work.now).await? == 0 {
            return Err(Error::NotFound);
        }
        work.detail(format!("card revoked {person}"));
        Ok(())
    }
}
