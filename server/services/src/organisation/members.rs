//! Members: joining, data, status.

use crate::{UseCase, Work};
use async_trait::async_trait;
use domain::ids::{MembershipId, PersonId};
use domain::member::{Joining, MemberForm, PersonData, Status, StatusChange, pass};
use domain::policy::{ActionKind, AddMember, Caller, EditMember, Granted};
use domain::sign_in::within_reach;
use domain::{Error, Fault, Result};
use store::{accounts, members as people, offices as held, scope, units as tree};

pub(super) struct Add {
    pub data: PersonData,
    pub joining: Joining,
}

#[async_trait]
impl UseCase for Add {
    type Action = AddMember;
    type Output = PersonId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, AddMember>, work: &mut Work<'tx>) -> Result<PersonId> {
        let unit = tree::row(&work.tx, granted.target()).await?;
        if unit.ended_on.is_some_and(|day| day <= self.joining.from) {
            return Err(Error::Refused(Fault::UnitClosed));
        }
        let id: PersonId = work.id();
        let membership: MembershipId = work.id();
        people::add(
            &work.tx,
            granted,
            (id, membership),
            self.data.clone(),
            self.joining,
            work.now,
        )
        .await?;
        work.detail(format!("person={id} status={}", self.joining.status.code()));
        Ok(id)
    }
}

/// What the form leaves out stays, hence it is read against the row.
pub(super) struct Edit {
    pub form: MemberForm,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMember>, work: &mut Work<'tx>) -> Result<()> {
        let present = people::person(&work.tx, granted.target()).await?;
        let data = self.form.read_change(&present, work.today())?;
        keep_names_in_reach(&data, granted, work).await?;
        people::edit(&work.tx, granted, data).await
    }
}

/// Phone and e-mail are how somebody signs in and where his password link goes. Whoever changes them could take the
/// account, so for the holder of an office it takes somebody who could give that office.
async fn keep_names_in_reach<'tx>(
    data: &PersonData,
    granted: &Granted<'tx, EditMember>,
    work: &Work<'tx>,
) -> Result<()> {
    let Caller::Person(caller) = granted.actor() else {
        return Ok(());
    };
    let person = granted.target();
    let contact = accounts::contact_of(&work.tx, person).await?;
    if contact.phone == data.phone && contact.email == data.email {
        return Ok(());
    }
    let reach = scope::units_where(&work.tx, *caller, ActionKind::AssignOffice, work.today()).await?;
    let offices = scope::offices_of(&work.tx, person, work.today()).await?;
    if within_reach(&offices, &reach) {
        Ok(())
    } else {
        Err(Error::field("phone", Fault::ContactOfOfficer))
    }
}

pub(super) struct Pass {
    pub change: StatusChange,
}

#[async_trait]
impl UseCase for Pass {
    type Action = EditMember;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditMember>, work: &mut Work<'tx>) -> Result<()> {
        let StatusChange { unit, status, on } = self.change;
        let person = granted.target();
        // Whoever keeps a person's data in one unit does not keep the membership in another.
        if let Caller::Person(caller) = granted.actor() {
            let mine = scope::units_where(&work.tx, *caller, ActionKind::EditMember, work.today()).await?;
            if !mine.contains(&unit.0) {
                return Err(Error::field("unit", Fault::NotAMemberHere));
            }
        }
        let Some((row, now)) = people::open_membership(&work.tx, person, unit).await? else {
            return Err(Error::field("unit", Fault::NotAMemberHere));
        };
        let next = pass(now, self.change)?;
        work.ended(person);
        let id: MembershipId = work.id();
        people::follow(&work.tx, granted, unit, row, (id, next)).await?;
        if status == Status::Left {
            // An office without a membership would keep its powers.
            let elsewhere = people::history(&work.tx, person)
                .await?
                .iter()
                .any(|row| row.unit != unit && row.status != Status::Left && row.to.is_none_or(|to| to > on));
            held::leave(&work.tx, granted, elsewhere.then_some(unit), on).await?;
        }
        work.detail(format!(
            "unit={unit} from={} to={} on={on}",
            now.status.code(),
            status.code()
        ));
        Ok(())
    }
}
