//! Tablets of a unit and the cards of its members.
//!
//! Invariant: what a device or a card is known by leaves here once, to whoever it was made for; with a card somebody
//! votes and does nothing else, whatever he is otherwise.

mod cards;
mod enter;

use crate::accounts::secret::{hash_of, new_token};
use crate::voting::own_ballot;
use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::hex;
use domain::ids::UnitId;
use domain::meeting::PersonRef;
use domain::policy::{Caller, Granted, ManageTablets, Tablet, UseTablet};
use domain::ports::Tablets;
use domain::tablet::{
    CardForm, CardsForm, NewCard, Recognised, SeatVote, StartView, TabletForm, TabletRef, TabletsView, voted_end,
};
use domain::vote::OwnBallot;
use domain::{Error, Result};
use store::{tablets, units, votes};

#[async_trait]
impl Tablets for Services {
    async fn recognise(&self, tablet: &str, seat: &str) -> Result<Recognised> {
        tablets::recognise(&self.read(), &hash_of(tablet), &hash_of(seat), self.now()).await
    }

    async fn list(&self, caller: &Caller, unit: UnitId) -> Result<TabletsView> {
        let look = self.look::<ManageTablets>(caller, unit).await?;
        Ok(TabletsView {
            unit,
            unit_name: units::row(&look.tx, unit).await?.name,
            tablets: tablets::lines(&look.tx, unit).await?,
            people: cards::lines(&look.tx, unit, look.today).await?,
        })
    }

    async fn register(&self, caller: &Caller, unit: UnitId, form: TabletForm) -> Result<String> {
        let name = form.read()?;
        // The same form sent twice makes one tablet, and both answers carry its token: nobody knows which of them the
        // device keeps.
        let token = match self.form_key() {
            Some(key) => URL_SAFE_NO_PAD.encode(self.derived(&format!("chibo tablet 1 {}", hex(&key.0)))?),
            None => new_token(&self.on.rng),
        };
        let register = Register {
            name,
            hash: hash_of(&token),
        };
        self.make(caller, unit, &register).await?;
        Ok(token)
    }

    async fn retire(&self, caller: &Caller, unit: UnitId, form: TabletRef) -> Result<()> {
        self.run(caller, unit, &Retire { form }).await
    }

    async fn issue(&self, caller: &Caller, unit: UnitId, form: CardsForm) -> Result<Vec<NewCard>> {
        self.issue_cards(caller, unit, &form).await
    }

    async fn revoke(&self, caller: &Caller, unit: UnitId, form: PersonRef) -> Result<()> {
        self.run(caller, unit, &cards::Revoke { form }).await
    }

    async fn start(&self, caller: &Caller) -> Result<StartView> {
        let unit = tablet_of(caller)?.unit;
        let look = self.look::<UseTablet>(caller, unit).await?;
        let open = tablets::open_votes(&look.tx, unit).await?;
        Ok(StartView {
            meeting: tablets::in_session(&look.tx, unit).await?,
            questions: open.into_iter().map(|vote| vote.question).collect(),
        })
    }

    async fn enter(&self, caller: &Caller, form: CardForm) -> Result<String> {
        self.enter_with_card(caller, &form).await
    }

    async fn votes(&self, caller: &Caller) -> Result<Vec<SeatVote>> {
        let unit = tablet_of(caller)?.unit;
        let voter = caller.voter()?;
        let look = self.look::<UseTablet>(caller, unit).await?;
        let mut mine = Vec::new();
        for open in tablets::open_votes(&look.tx, unit).await? {
            let found = votes::find(&look.tx, open.id).await?;
            let line = votes::own_line(&look.tx, open.id, voter).await?;
            let own = own_ballot(&found, &line, caller.channel(), self.now());
            if own != OwnBallot::NoVote {
                mine.push(SeatVote {
                    id: open.id,
                    meeting: open.meeting,
                    question: open.question,
                    secret: open.secret,
                    own,
                });
            }
        }
        Ok(mine)
    }

    async fn leave(&self, caller: &Caller, at_once: bool) -> Result<()> {
        let tablet = tablet_of(caller)?;
        self.run(caller, tablet.unit, &Leave { tablet, at_once }).await
    }
}

fn tablet_of(caller: &Caller) -> Result<Tablet> {
    match caller {
        Caller::Tablet(tablet) => Ok(*tablet),
        Caller::Person(_) | Caller::Anonymous | Caller::System(_) => Err(Error::Unauthenticated),
    }
}

struct Register {
    name: String,
    hash: Vec<u8>,
}

#[async_trait]
impl UseCase for Register {
    type Action = ManageTablets;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageTablets>, work: &mut Work<'tx>) -> Result<()> {
        let id = work.id();
        tablets::register(&work.tx, granted, id, &self.name, self.hash.clone(), work.now).await?;
        work.detail(format!("tablet registered {id}"));
        Ok(())
    }
}

struct Retire {
    form: TabletRef,
}

#[async_trait]
impl UseCase for Retire {
    type Action = ManageTablets;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, ManageTablets>, work: &mut Work<'tx>) -> Result<()> {
        let id = self.form.tablet.parse().map_err(|_| Error::NotFound)?;
        if !tablets::retire(&work.tx, granted, id, work.now).await? {
            return Err(Error::NotFound);
        }
        work.detail(format!("tablet retired {id}"));
        Ok(())
    }
}

/// The screen forgets whoever sits there.
struct Leave {
    tablet: Tablet,
    at_once: bool,
}

#[async_trait]
impl UseCase for Leave {
    type Action = UseTablet;
    type Output = ();

    /// When somebody left a tablet would tell when he voted.
    const AUDITED: bool = false;
    const LOCK: store::Lock = store::Lock::None;

    async fn apply<'tx>(&self, granted: &Granted<'tx, UseTablet>, work: &mut Work<'tx>) -> Result<()> {
        let until = (!self.at_once).then(|| voted_end(work.now));
        tablets::unseat(&work.tx, granted, self.tablet, until).await
    }
}
