//! A unit's beginning, its data and its end.

use crate::{UseCase, Work};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::policy::{EditUnit, Granted};
use domain::unit::{UnitData, UnitKind, close};
use domain::{Error, Fault, Result};
use store::units as tree;

pub(super) struct Add {
    pub data: UnitData,
}

#[async_trait]
impl UseCase for Add {
    type Action = EditUnit;
    type Output = UnitId;

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditUnit>, work: &mut Work<'tx>) -> Result<UnitId> {
        let above = tree::row(&work.tx, granted.target()).await?;
        if above.ended_on.is_some_and(|day| day <= work.today()) {
            return Err(Error::Refused(Fault::UnitClosed));
        }
        stands(above.kind, self.data.kind)?;
        let id: UnitId = work.id();
        tree::add(&work.tx, granted, id, self.data.clone()).await?;
        work.detail(format!("added={id} kind={}", self.data.kind.code()));
        Ok(id)
    }
}

pub(super) struct Edit {
    pub data: UnitData,
}

#[async_trait]
impl UseCase for Edit {
    type Action = EditUnit;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditUnit>, work: &mut Work<'tx>) -> Result<()> {
        let row = tree::row(&work.tx, granted.target()).await?;
        if self.data.kind != row.kind {
            if let Some(parent) = row.parent {
                stands(tree::row(&work.tx, parent).await?.kind, self.data.kind)?;
            }
            for below in tree::open_children(&work.tx, row.id, work.today()).await? {
                stands(self.data.kind, below)?;
            }
        }
        work.detail(format!("kind={} from={}", self.data.kind.code(), self.data.from));
        tree::edit(&work.tx, granted, self.data.clone()).await
    }
}

fn stands(above: UnitKind, below: UnitKind) -> Result<()> {
    if above.may_contain(below) {
        Ok(())
    } else {
        Err(Error::field("kind", Fault::NotAChoice))
    }
}

pub(super) struct Close {
    pub on: NaiveDate,
}

#[async_trait]
impl UseCase for Close {
    type Action = EditUnit;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditUnit>, work: &mut Work<'tx>) -> Result<()> {
        let row = tree::row(&work.tx, granted.target()).await?;
        let children = tree::open_children(&work.tx, row.id, self.on).await?.len();
        let members = tree::open_memberships(&work.tx, row.id, self.on).await?;
        let children = u64::try_from(children).map_err(Error::internal)?;
        let on = close(row.started_on, row.ended_on, children, members, self.on)?;
        work.detail(format!("closed={on}"));
        tree::close(&work.tx, granted, on).await
    }
}
