//! The first start: a whole organisation and the rules of voting.
//!
//! Invariant: an installation is set up once; all of it stands or nothing.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::ids::RuleId;
use domain::job::JobKind;
use domain::policy::{Caller, Granted, Installation, SetUp};
use domain::rule::{SEED, Seed};
use domain::set_up::Import;
use domain::{Error, Fault, Result};

struct Begin {
    import: Import,
}

#[async_trait]
impl UseCase for Begin {
    type Action = SetUp;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, SetUp>, work: &mut Work<'tx>) -> Result<()> {
        if store::set_up::is_done(&work.tx).await? {
            return Err(Error::Refused(Fault::AlreadySetUp));
        }
        work.detail(format!(
            "units={} people={}",
            self.import.units.len(),
            self.import.people.len()
        ));
        let rules: Vec<(RuleId, Seed)> = SEED.iter().map(|seed| (work.id(), *seed)).collect();
        let ids = || work.id::<uuid::Uuid>();
        store::set_up::import(&work.tx, granted, self.import.clone(), work.now, &ids).await?;
        store::set_up::seed_rules(&work.tx, granted, &rules).await
    }
}

impl Services {
    /// Whether there is an organisation already.
    ///
    /// # Errors
    /// [`Error::Internal`](domain::Error::Internal) if the database fails.
    pub async fn is_set_up(&self) -> Result<bool> {
        store::set_up::is_done(&self.read()).await
    }

    /// Puts an organisation in place, with the rules of voting and nothing else.
    ///
    /// # Errors
    /// [`Fault::AlreadySetUp`] if there is a unit already.
    pub async fn set_up(&self, import: Import) -> Result<()> {
        self.run(&Caller::System(JobKind::SetUp), Installation, &Begin { import })
            .await
    }
}
