//! Offices handed over and ended, bodies seated.

use super::reach;
use crate::meetings::seats;
use crate::{UseCase, Work};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::change::withdrawable;
use domain::ids::{BodyId, ChangeId, OfficeId, PersonId, UnitId};
use domain::meeting::State;
use domain::member::{MembershipRow, Status};
use domain::policy::{AssignOffice, Caller, EditBody, Granted, Role};
use domain::unit::{BodyData, EndOffice, HandOver, UnitKind, ends, may_hold};
use domain::{Error, Fault, Result};
use std::collections::BTreeSet;
use store::changes::Withdraws;
use store::{Tx, changes, meetings, members as people, offices as held, participants, units as tree};
use uuid::Uuid;

pub(super) struct Give {
    pub wanted: HandOver,
}

#[async_trait]
impl UseCase for Give {
    type Action = AssignOffice;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AssignOffice>, work: &mut Work<'tx>) -> Result<()> {
        let HandOver {
            role,
            person,
            on,
            beside,
            ref holders,
        } = self.wanted;
        let unit = granted.target();
        if let Some(read) = holders {
            let held = held::held(&work.tx, held::Of::Unit(unit), work.today()).await?;
            let held: BTreeSet<OfficeId> = held.iter().filter(|one| one.role == role).map(|one| one.id).collect();
            if held != *read {
                return Err(Error::Refused(Fault::OfficeGivenMeanwhile));
            }
        }
        if !is_open(&work.tx, unit, on).await?.has(role) {
            return Err(Error::field("role", Fault::NotAChoice));
        }
        fits(work, unit, role, person, on).await?;
        let holders: Vec<_> = held::open(&work.tx, unit, on)
            .await?
            .into_iter()
            .filter(|office| office.role == role)
            .collect();
        if holders.iter().any(|office| office.person == person) {
            return Err(Error::Refused(Fault::OfficeAlreadyHeld));
        }
        let beside = match beside {
            Some(beside) => beside,
            None if holders.is_empty() => false,
            None => return Err(Error::field("beside", Fault::Missing)),
        };
        let (id, change): (OfficeId, ChangeId) = (work.id(), work.id());
        if !beside {
            for holder in &holders {
                leaves_office(holder.from, on, work.today())?;
            }
            let leaving: Vec<OfficeId> = holders.iter().map(|office| office.id).collect();
            held::end(&work.tx, granted, change, &leaving, on).await?;
        }
        held::begin(&work.tx, granted, (id, change), role, person, on).await?;
        lead_anew(granted, work).await?;
        work.detail(format!("role={} person={person} from={on}", role.code()));
        Ok(())
    }
}

/// Whether an office held since `from` can end on a day. Whoever is to come on that very day was set by somebody else:
/// that is withdrawn, not overruled.
fn leaves_office(from: NaiveDate, on: NaiveDate, today: NaiveDate) -> Result<()> {
    if from == on && on > today {
        return Err(Error::Refused(Fault::ChangeComing));
    }
    ends(from, on)?;
    Ok(())
}

/// Meetings that are ahead get the leaders of their day: whoever hands over leads none of them any more.
async fn lead_anew<'tx>(granted: &Granted<'tx, AssignOffice>, work: &mut Work<'tx>) -> Result<()> {
    for id in meetings::announced_from(&work.tx, granted.target(), work.today()).await? {
        // It may have begun meanwhile, and then it goes on as it is.
        if !matches!(meetings::hold(&work.tx, id).await?, State::Announced { .. }) {
            continue;
        }
        let meeting = meetings::find(&work.tx, id).await?;
        let seats = seats(&work.tx, &meeting, work.today()).await?;
        participants::lead(&work.tx, granted, &meeting, &seats).await?;
        work.home(id);
    }
    Ok(())
}

/// The kind of a unit that is open on the day.
async fn is_open(tx: &Tx<'_>, unit: UnitId, on: NaiveDate) -> Result<UnitKind> {
    let row = tree::row(tx, unit).await?;
    if on < row.started_on {
        return Err(Error::field("on", Fault::BeforeBeginning { began: row.started_on }));
    }
    if row.ended_on.is_some_and(|day| day <= on) {
        return Err(Error::Refused(Fault::UnitClosed));
    }
    Ok(row.kind)
}

/// Leaders come from the unit's own official members; the others must at least be known here.
async fn fits(work: &Work<'_>, unit: UnitId, role: Role, person: PersonId, on: NaiveDate) -> Result<()> {
    let (tx, units) = (&work.tx, reach(&work.tx, unit).await?);
    let could_hold = async |day| {
        let statuses = people::statuses(tx, &[person], &units, day).await?;
        let statuses: Vec<Status> = statuses.into_iter().map(|(_, status)| status).collect();
        Ok::<_, Error>(may_hold(role, &statuses))
    };
    match people::person(tx, person).await {
        // An office without a membership would keep its powers.
        Ok(_) if could_hold(on).await? && leaves(work, person, &units, on).await? => {
            Err(Error::Refused(Fault::ChangeComing))
        }
        Ok(_) if could_hold(on).await? => Ok(()),
        // The person is right, the day is not.
        Ok(_) if could_hold(work.today()).await? => Err(Error::field("on", Fault::NotOfficialOnThatDay)),
        Ok(_) | Err(Error::NotFound) => Err(Error::field("person", Fault::NotAMemberHere)),
        Err(other) => Err(other),
    }
}

/// Whether a member of these units on the day is to leave all of them: another change is entered for it.
async fn leaves(work: &Work<'_>, person: PersonId, units: &BTreeSet<Uuid>, on: NaiveDate) -> Result<bool> {
    let mut history = people::history(&work.tx, person).await?;
    history.retain(|row| units.contains(&row.unit.0));
    let ends = |row: &MembershipRow| row.holds(on) && row.to.is_some_and(|to| to > work.today());
    let stays = |row: &MembershipRow| row.to.is_none() && row.status != Status::Left;
    Ok(history.iter().any(ends) && !history.iter().any(stays))
}

/// A change of offices or seats whose day has not come. Nobody takes his own removal back.
async fn take_back<'tx, A: Withdraws>(
    granted: &Granted<'tx, A>,
    work: &mut Work<'tx>,
    change: &changes::Change,
) -> Result<()> {
    if let Caller::Person(caller) = granted.actor()
        && change.gives_back().any(|(person, _)| person == *caller)
    {
        return Err(Error::Forbidden);
    }
    withdrawable(change.on, work.today())?;
    changes::withdraw(&work.tx, granted, change).await?;
    work.detail(format!("withdrawn={}", change.on));
    Ok(())
}

pub(super) struct End {
    pub wanted: EndOffice,
}

#[async_trait]
impl UseCase for End {
    type Action = AssignOffice;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AssignOffice>, work: &mut Work<'tx>) -> Result<()> {
        let EndOffice { office, on } = self.wanted;
        let open = held::open(&work.tx, granted.target(), on).await?;
        // It has ended meanwhile, or it is another unit's: both times there is nothing here to end.
        let row = open.into_iter().find(|row| row.id == office).ok_or(Error::NotFound)?;
        leaves_office(row.from, on, work.today())?;
        held::end(&work.tx, granted, work.id(), &[office], on).await?;
        lead_anew(granted, work).await?;
        work.detail(format!("role={} person={} until={on}", row.role.code(), row.person));
        Ok(())
    }
}

pub(super) struct Seat {
    pub data: BodyData,
}

#[async_trait]
impl UseCase for Seat {
    type Action = EditBody;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditBody>, work: &mut Work<'tx>) -> Result<()> {
        let BodyData { kind, name, people, on } = &self.data;
        let (unit, on) = (granted.target(), *on);
        if !is_open(&work.tx, unit, on).await?.elects(*kind) {
            return Err(Error::field("kind", Fault::NotAChoice));
        }
        let statuses = people::statuses(&work.tx, people, &reach(&work.tx, unit).await?, on).await?;
        let sits = |person: &PersonId| {
            statuses
                .iter()
                .any(|(one, status)| one == person && (*status == Status::Official || !kind.is_elected()))
        };
        if !people.iter().all(sits) {
            return Err(Error::field("person", Fault::NotAMemberHere));
        }
        let units = reach(&work.tx, unit).await?;
        let (body, seats) = match held::body_of(&work.tx, unit, *kind, on).await? {
            Some(found) => found,
            None => (work.id::<BodyId>(), Vec::new()),
        };
        held::put_body(&work.tx, granted, body, *kind, name.clone()).await?;
        let mut leaving: Vec<Uuid> = Vec::new();
        for seat in seats.iter().filter(|seat| !people.contains(&seat.person)) {
            ends(seat.from, on)?;
            leaving.push(seat.id);
        }
        let coming: Vec<(Uuid, PersonId)> = people
            .iter()
            .filter(|person| seats.iter().all(|seat| seat.person != **person))
            .map(|person| (work.id(), *person))
            .collect();
        for (_, person) in &coming {
            if leaves(work, *person, &units, on).await? {
                return Err(Error::Refused(Fault::ChangeComing));
            }
        }
        held::reseat(&work.tx, granted, (body, work.id()), &leaving, &coming, on).await?;
        work.detail(format!(
            "body={} leaving={} coming={} from={on}",
            kind.code(),
            leaving.len(),
            coming.len()
        ));
        Ok(())
    }
}

/// An office that was to begin or to end and has not yet.
pub(super) struct KeepOffice {
    pub change: ChangeId,
}

#[async_trait]
impl UseCase for KeepOffice {
    type Action = AssignOffice;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, AssignOffice>, work: &mut Work<'tx>) -> Result<()> {
        let change = changes::find(&work.tx, self.change).await?;
        if change.office() != Some(granted.target()) {
            return Err(Error::NotFound);
        }
        take_back(granted, work, &change).await?;
        lead_anew(granted, work).await
    }
}

/// A list of a body that has not taken effect.
pub(super) struct KeepBody {
    pub change: ChangeId,
}

#[async_trait]
impl UseCase for KeepBody {
    type Action = EditBody;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditBody>, work: &mut Work<'tx>) -> Result<()> {
        let change = changes::find(&work.tx, self.change).await?;
        if change.body() != Some(granted.target()) {
            return Err(Error::NotFound);
        }
        take_back(granted, work, &change).await
    }
}
