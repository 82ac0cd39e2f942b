//! The organisation: units, offices, bodies, members.
//!
//! Invariant: what a caller reads is cut to the units that the matrix shows him, above, beside and below.

mod members;
mod offices;
mod units;

use crate::Services;
use crate::run::Look;
use async_trait::async_trait;
use domain::Result;
use domain::change::WithdrawForm;
use domain::ids::{PersonId, UnitId};
use domain::member::{MemberForm, MemberLine, MemberView, StatusForm};
use domain::policy::{Action, ActionKind, Caller, TransferMember, ViewMember, ViewMembers, ViewUnit};
use domain::ports::Organisation;
use domain::transfer::{TransferForm, TransferView};
use domain::unit::{
    BodyForm, BodyKind, CloseUnitForm, EndOfficeForm, HandOverForm, UnitCan, UnitForm, UnitKind, UnitLine, UnitView,
};
use std::collections::BTreeSet;
use store::{Tx, changes, members as people, offices as held, scope, units as tree};
use uuid::Uuid;

#[async_trait]
impl Organisation for Services {
    async fn units(&self, caller: &Caller) -> Result<Vec<UnitLine>> {
        let tx = self.read();
        let units = in_sight(&tx, caller, self.today()).await?;
        tree::lines(&tx, &units, self.today()).await
    }

    async fn unit(&self, caller: &Caller, unit: UnitId) -> Result<UnitView> {
        let look = self.look::<ViewUnit>(caller, unit).await?;
        let sight = in_sight(&look.tx, caller, look.today).await?;
        let above: BTreeSet<Uuid> = scope::ancestry(&look.tx, [unit.0])
            .await?
            .into_iter()
            .map(|(_, above)| above)
            .collect();
        let mut lines = tree::lines(&look.tx, &sight, look.today).await?;
        let here = lines.iter().position(|line| line.id == unit);
        let here = lines.remove(here.ok_or(domain::Error::NotFound)?);
        let (children, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.parent == Some(unit));
        let kind = here.kind;
        Ok(UnitView {
            unit: here,
            ancestors: others.into_iter().filter(|line| above.contains(&line.id.0)).collect(),
            children,
            offices: held::held(&look.tx, held::Of::Unit(unit), look.today).await?,
            bodies: held::bodies(&look.tx, unit, look.today).await?,
            // Who is to come and to go is for those who decide it.
            coming: if look.may(ActionKind::AssignOffice) || look.may(ActionKind::EditBody) {
                changes::of_unit(&look.tx, unit, look.today).await?
            } else {
                Vec::new()
            },
            can: UnitCan {
                // People join a cell: a group only lists them, a committee stands above them.
                add_member: look.may(ActionKind::AddMember) && kind == UnitKind::Cell,
                add_below: look.may(ActionKind::AddMember) && matches!(kind, UnitKind::Province | UnitKind::Committee),
                // Meetings with votes are the cell's.
                manage_tablets: look.may(ActionKind::ManageTablets) && kind != UnitKind::Group,
                ..can(&look)
            },
        })
    }

    async fn add_unit(&self, caller: &Caller, above: UnitId, form: UnitForm) -> Result<UnitId> {
        let data = form.read(self.today())?;
        self.make(caller, above, &units::Add { data }).await
    }

    async fn edit_unit(&self, caller: &Caller, unit: UnitId, form: UnitForm) -> Result<()> {
        let data = form.read(self.today())?;
        self.run(caller, unit, &units::Edit { data }).await
    }

    async fn close_unit(&self, caller: &Caller, unit: UnitId, form: CloseUnitForm) -> Result<()> {
        let on = form.read(self.today())?;
        self.run(caller, unit, &units::Close { on }).await
    }

    async fn hand_over(&self, caller: &Caller, unit: UnitId, form: HandOverForm) -> Result<()> {
        let wanted = form.read(self.today())?;
        self.make(caller, unit, &offices::Give { wanted }).await
    }

    async fn end_office(&self, caller: &Caller, unit: UnitId, form: EndOfficeForm) -> Result<()> {
        let wanted = form.read(self.today())?;
        self.run(caller, unit, &offices::End { wanted }).await
    }

    async fn set_body(&self, caller: &Caller, unit: UnitId, form: BodyForm) -> Result<()> {
        let data = form.read(self.today())?;
        self.make(caller, unit, &offices::Seat { data }).await
    }

    async fn members(&self, caller: &Caller, unit: UnitId, search: &str) -> Result<Vec<MemberLine>> {
        let look = self.look::<ViewMembers>(caller, unit).await?;
        let search = people::Search {
            words: search,
            numbers: look.may(ActionKind::ViewMember),
        };
        let row = tree::row(&look.tx, unit).await?;
        if let (UnitKind::Group, Some(cell)) = (row.kind, row.parent) {
            // Its people belong to the cell; whoever sees the group sees those on its list.
            let listed = held::people_of(&look.tx, unit, BodyKind::Group, look.today).await?;
            let mut lines = people::list(&look.tx, &BTreeSet::from([cell.0]), search, look.today).await?;
            lines.retain(|line| listed.contains(&line.person.0));
            return Ok(lines);
        }
        let mut units = scope::with_descendants(&look.tx, [unit.0]).await?;
        if let Caller::Person(person) = caller {
            let mine = scope::units_where(&look.tx, *person, ActionKind::ViewMembers, look.today).await?;
            units.retain(|unit| mine.contains(unit));
        }
        people::list(&look.tx, &units, search, look.today).await
    }

    async fn member(&self, caller: &Caller, person: PersonId) -> Result<MemberView> {
        let look = self.look::<ViewMember>(caller, person).await?;
        let data = people::person(&look.tx, person).await?;
        let (can_edit, can_transfer) = (look.may(ActionKind::EditMember), look.may(ActionKind::TransferMember));
        let mut coming = changes::of_person(&look.tx, person, look.today).await?;
        // What was to end with it would come back.
        let gives = coming.is_empty() || members::gives_offices(&look.tx, caller, person, None, look.today).await?;
        for change in &mut coming {
            change.can_withdraw = gives && if change.moves { can_transfer } else { can_edit };
        }
        Ok(MemberView {
            person,
            name: data.name,
            sex: data.sex,
            born: data.born,
            phone: data.phone.unwrap_or_default(),
            email: data.email.unwrap_or_default(),
            card_number: data.card_number,
            joined_on: data.joined_on,
            official_on: data.official_on,
            memberships: people::history(&look.tx, person).await?,
            coming,
            offices: held::held(&look.tx, held::Of::Person(person), look.today).await?,
            account: people::account(&look.tx, person).await?,
            can_edit,
            can_transfer,
            can_issue_link: look.may(ActionKind::IssuePasswordLink),
        })
    }

    async fn add_member(&self, caller: &Caller, unit: UnitId, form: MemberForm) -> Result<PersonId> {
        let (data, joining) = form.read_new(self.today())?;
        self.make(caller, unit, &members::Add { data, joining }).await
    }

    async fn edit_member(&self, caller: &Caller, person: PersonId, form: MemberForm) -> Result<()> {
        self.run(caller, person, &members::Edit { form }).await
    }

    async fn change_status(&self, caller: &Caller, person: PersonId, form: StatusForm) -> Result<()> {
        let change = form.read(self.today())?;
        self.make(caller, person, &members::Pass { change }).await
    }

    async fn transfers(&self, caller: &Caller, person: PersonId) -> Result<TransferView> {
        let look = self.look::<TransferMember>(caller, person).await?;
        let tx = &look.tx;
        let (gives, takes) = match caller {
            Caller::Person(by) => (
                scope::units_where(tx, *by, ActionKind::TransferMember, look.today).await?,
                scope::units_where(tx, *by, ActionKind::AddMember, look.today).await?,
            ),
            Caller::System(_) | Caller::Anonymous | Caller::Tablet(_) => (tree::all(tx).await?, tree::all(tx).await?),
        };
        let mut from = people::history(tx, person).await?;
        // Who is to leave already is not sent on from where he is not yet.
        from.retain(|row| {
            row.to.is_none() && row.from <= look.today && row.status.is_counted() && gives.contains(&row.unit.0)
        });
        let mut to = tree::lines(tx, &takes, look.today).await?;
        to.retain(|unit| {
            unit.kind == UnitKind::Cell && unit.ended_on.is_none() && from.iter().all(|row| row.unit != unit.id)
        });
        let left = scope::with_descendants(tx, from.iter().map(|row| row.unit.0)).await?;
        Ok(TransferView {
            office_first: !members::gives_offices(tx, caller, person, Some(&left), look.today).await?,
            person,
            name: people::person(tx, person).await?.name,
            from,
            to,
            offices: held::held(tx, held::Of::Person(person), look.today).await?,
        })
    }

    async fn transfer(&self, caller: &Caller, person: PersonId, form: TransferForm) -> Result<()> {
        let wanted = form.read(self.today())?;
        self.make(caller, person, &members::Move { wanted }).await
    }

    async fn withdraw_transfer(&self, caller: &Caller, person: PersonId, form: WithdrawForm) -> Result<()> {
        let change = form.read()?;
        self.run(caller, person, &members::StayHere { change }).await
    }

    async fn withdraw_status(&self, caller: &Caller, person: PersonId, form: WithdrawForm) -> Result<()> {
        let change = form.read()?;
        self.run(caller, person, &members::KeepStatus { change }).await
    }

    async fn withdraw_office(&self, caller: &Caller, unit: UnitId, form: WithdrawForm) -> Result<()> {
        let change = form.read()?;
        self.run(caller, unit, &offices::KeepOffice { change }).await
    }

    async fn withdraw_body(&self, caller: &Caller, unit: UnitId, form: WithdrawForm) -> Result<()> {
        let change = form.read()?;
        self.run(caller, unit, &offices::KeepBody { change }).await
    }
}

async fn in_sight(tx: &Tx<'_>, caller: &Caller, today: chrono::NaiveDate) -> Result<BTreeSet<Uuid>> {
    match caller {
        Caller::System(_) => tree::all(tx).await,
        Caller::Person(_) | Caller::Anonymous | Caller::Tablet(_) => {
            scope::units_in_sight(tx, caller.person()?, today).await
        }
    }
}

fn can<A: Action>(look: &Look<A>) -> UnitCan {
    UnitCan {
        edit: look.may(ActionKind::EditUnit),
        see_members: look.may(ActionKind::ViewMembers),
        add_member: look.may(ActionKind::AddMember),
        add_below: false,
        assign: look.may(ActionKind::AssignOffice),
        edit_body: look.may(ActionKind::EditBody),
        create_meeting: look.may(ActionKind::CreateMeeting),
        see_audit: look.may(ActionKind::ViewAudit),
        manage_tablets: look.may(ActionKind::ManageTablets),
    }
}

/// The units whose people a rule may look at: the unit, those below, and for a group the cell that it belongs to
/// (people belong to the cell, not to its groups).
async fn reach(tx: &Tx<'_>, unit: UnitId) -> Result<BTreeSet<Uuid>> {
    let mut units = scope::with_descendants(tx, [unit.0]).await?;
    let row = tree::row(tx, unit).await?;
    if row.kind == UnitKind::Group {
        units.extend(row.parent.map(|cell| cell.0));
    }
    Ok(units)
}
