//! The machine room: jobs, settings, rules, audit.
//!
//! Invariant: settings and rules are added to, never overwritten; the audit is only read here.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::audit::{About, AuditPage, Entry, EntryLine, hex, ids_in};
use domain::change::WithdrawForm;
use domain::ids::{ChangeId, JobId, PersonId, RuleId, UnitId};
use domain::job::{JobState, JobsPage};
use domain::policy::{
    ActionKind, Caller, EditRules, EditSettings, Granted, Installation, RetryJob, ViewAudit, ViewJobs, ViewRules,
    ViewSettings,
};
use domain::ports::Administration;
use domain::rule::{RuleData, RuleForm, RulesPage};
use domain::settings::{Setting, SettingForm, SettingRow, SettingView};
use domain::unit::UnitKind;
use domain::{Error, Fault, Result};
use std::collections::{BTreeSet, HashMap};
use store::{Tx, anchors, audit, meetings, members as people, outbox, rules, scope, settings, units as tree};
use uuid::Uuid;

/// Entries a page of the audit.
const PAGE: u64 = 50;

#[async_trait]
impl Administration for Services {
    async fn jobs(&self, caller: &Caller) -> Result<JobsPage> {
        let look = self.look::<ViewJobs>(caller, Installation).await?;
        Ok(JobsPage {
            dead: outbox::list(&look.tx, JobState::Dead).await?,
            waiting: outbox::list(&look.tx, JobState::Waiting).await?,
            done: outbox::done(&look.tx).await?,
            mail_to_files: self.on.post.writes_files(),
            anchored_on: anchors::newest_day(&look.tx).await?,
        })
    }

    async fn retry(&self, caller: &Caller, job: JobId) -> Result<()> {
        self.run(caller, Installation, &Retry { job }).await?;
        self.on.wake.notify_one();
        Ok(())
    }

    async fn settings(&self, caller: &Caller) -> Result<Vec<SettingView>> {
        let look = self.look::<ViewSettings>(caller, Installation).await?;
        let rows = settings::rows(&look.tx).await?;
        let names = actors(&look.tx, rows.iter().map(|row| row.set_by.as_str())).await?;
        let view = |setting: &Setting| {
            let rows: Vec<_> = rows.iter().filter(|row| row.name == setting.code()).collect();
            let holds = rows.iter().find(|row| row.started_on <= look.today);
            SettingView {
                setting: *setting,
                value: holds.map_or(setting.default_value(), |row| row.value),
                history: rows
                    .iter()
                    .map(|row| SettingRow {
                        change: ChangeId(row.id),
                        value: row.value,
                        from: row.started_on,
                        by: names.get(&row.set_by).cloned().unwrap_or_default(),
                    })
                    .collect(),
            }
        };
        Ok(Setting::ALL.iter().map(view).collect())
    }

    async fn set(&self, caller: &Caller, setting: Setting, form: SettingForm) -> Result<()> {
        let (value, from) = form.read(setting, self.today())?;
        self.make(caller, Installation, &Set { setting, value, from }).await
    }

    async fn withdraw_setting(&self, caller: &Caller, setting: Setting, form: WithdrawForm) -> Result<()> {
        let change = form.read()?;
        self.run(caller, Installation, &Unset { setting, change }).await
    }

    async fn rules(&self, caller: &Caller) -> Result<RulesPage> {
        let look = self.look::<ViewRules>(caller, Installation).await?;
        Ok(RulesPage {
            rules: rules::all(&look.tx).await?,
            can_edit: look.may(ActionKind::EditRules),
        })
    }

    async fn revise_rule(&self, caller: &Caller, rule: RuleId, form: RuleForm) -> Result<()> {
        let data = form.read(self.today())?;
        self.make(caller, Installation, &Revise { rule, data }).await
    }

    async fn withdraw_rule(&self, caller: &Caller, rule: RuleId) -> Result<()> {
        self.run(caller, Installation, &Unrevise { rule }).await
    }

    async fn audit(&self, caller: &Caller, unit: UnitId, page: u32) -> Result<AuditPage> {
        let look = self.look::<ViewAudit>(caller, unit).await?;
        let mut units = scope::with_descendants(&look.tx, [unit.0]).await?;
        if let Caller::Person(person) = caller {
            let mine = scope::units_where(&look.tx, *person, ActionKind::ViewAudit, look.today).await?;
            units.retain(|unit| mine.contains(unit));
        }
        // What belongs to no unit (settings, rules, sign-ins) belongs to the committees that run the installation.
        let kind = tree::row(&look.tx, unit).await?.kind;
        let installation = matches!(kind, UnitKind::Province | UnitKind::Committee);
        let page = page.max(1);
        let range = (u64::from(page - 1) * PAGE, PAGE);
        let (entries, count) = audit::page(&look.tx, &units, installation, range).await?;
        let shown: BTreeSet<&str> = entries.iter().map(|(entry, _)| entry.chain.as_str()).collect();
        let anchored = self.check_anchors(&look.tx).await?;
        let broken = match anchored.broken.into_iter().next() {
            Some(broken) => Some(broken),
            None => first_broken(&look.tx, shown).await?,
        };
        let names = actors(&look.tx, entries.iter().map(|(entry, _)| entry.actor.as_str())).await?;
        let all = entries.iter().flat_map(|(entry, _)| spoken_of(entry)).collect();
        let mut things = audit::things(&look.tx, &all).await?;
        // Whoever may not read what was said and decided learns from the audit that it was, not what.
        let readable = match caller {
            Caller::Person(person) => {
                let sees = scope::units_where(&look.tx, *person, ActionKind::ViewMeeting, look.today).await?;
                let reads = scope::units_where(&look.tx, *person, ActionKind::ReadMinutes, look.today).await?;
                let meetings = things.iter().filter_map(|(id, thing)| thing.meeting(*id)).collect();
                meetings::readable(&look.tx, &meetings, &sees, &reads).await?
            }
            Caller::Anonymous | Caller::System(_) | Caller::Tablet(_) => BTreeSet::new(),
        };
        let hidden: BTreeSet<Uuid> = things
            .iter()
            .filter(|(id, thing)| thing.meeting(**id).is_some_and(|meeting| !readable.contains(&meeting)))
            .map(|(id, _)| *id)
            .collect();
        things.retain(|id, _| !hidden.contains(id));
        Ok(AuditPage {
            lines: entries
                .into_iter()
                .map(|(entry, hash)| EntryLine {
                    actor_name: names.get(&entry.actor).cloned().unwrap_or_default(),
                    about: About::these(&spoken_of(&entry), &things),
                    readable: !spoken_of(&entry).iter().any(|id| hidden.contains(id)),
                    entry,
                    hash: hex(&hash),
                })
                .collect(),
            page,
            pages: u32::try_from(count.div_ceil(PAGE).max(1)).map_err(Error::internal)?,
            intact: broken.is_none(),
            broken,
            anchor: anchored.newest.map(|anchor| (anchor.says.day, hex(&anchor.says.root))),
        })
    }
}

/// The ids that an entry names, what it says first before where it belongs.
fn spoken_of(entry: &Entry) -> Vec<Uuid> {
    [&entry.detail, &entry.target, &entry.chain]
        .into_iter()
        .flat_map(|text| ids_in(text))
        .collect()
}

async fn first_broken(tx: &Tx<'_>, chains: BTreeSet<&str>) -> Result<Option<String>> {
    for chain in chains {
        if !audit::is_intact(tx, chain).await? {
            return Ok(Some(chain.to_owned()));
        }
    }
    Ok(None)
}

/// Names of those actors that are people.
async fn actors<'a>(tx: &Tx<'_>, actors: impl Iterator<Item = &'a str>) -> Result<HashMap<String, String>> {
    let ids: BTreeSet<Uuid> = actors
        .filter_map(|actor| actor.parse::<PersonId>().ok())
        .map(|person| person.0)
        .collect();
    let names = people::names(tx, ids).await?;
    Ok(names
        .into_iter()
        .map(|(id, name)| (PersonId(id).to_string(), name))
        .collect())
}

struct Retry {
    job: JobId,
}

#[async_trait]
impl UseCase for Retry {
    type Action = RetryJob;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RetryJob>, work: &mut Work<'tx>) -> Result<()> {
        outbox::retry(&work.tx, granted, self.job, work.now).await?;
        work.detail(format!("job={}", self.job));
        Ok(())
    }
}

struct Set {
    setting: Setting,
    value: i64,
    from: NaiveDate,
}

#[async_trait]
impl UseCase for Set {
    type Action = EditSettings;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditSettings>, work: &mut Work<'tx>) -> Result<()> {
        // What has been done under a value was right then.
        if self.from < work.today() {
            return Err(Error::field("from", Fault::DateInPast));
        }
        let by = granted.actor().person()?.to_string();
        let row = (self.setting, self.value, self.from);
        settings::put(&work.tx, granted, work.id(), row, by, work.now).await?;
        work.detail(format!("{}={} from={}", self.setting.code(), self.value, self.from));
        Ok(())
    }
}

struct Unset {
    setting: Setting,
    change: ChangeId,
}

#[async_trait]
impl UseCase for Unset {
    type Action = EditSettings;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditSettings>, work: &mut Work<'tx>) -> Result<()> {
        let on = settings::withdraw(&work.tx, granted, self.change, self.setting, work.today()).await?;
        work.detail(format!("{}= withdrawn={on}", self.setting.code()));
        Ok(())
    }
}

struct Unrevise {
    rule: RuleId,
}

#[async_trait]
impl UseCase for Unrevise {
    type Action = EditRules;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditRules>, work: &mut Work<'tx>) -> Result<()> {
        let rule = rules::hold(&work.tx, self.rule).await?;
        rules::withdraw(&work.tx, granted, &rule, work.today()).await?;
        work.detail(format!("matter={} withdrawn={}", rule.matter.code(), rule.valid_from));
        Ok(())
    }
}

struct Revise {
    rule: RuleId,
    data: RuleData,
}

#[async_trait]
impl UseCase for Revise {
    type Action = EditRules;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, EditRules>, work: &mut Work<'tx>) -> Result<()> {
        let old = rules::hold(&work.tx, self.rule).await?;
        let new = old.revise(work.id(), self.data.clone())?;
        work.detail(format!(
            "matter={} threshold={}/{} strict={} secrecy={} confirmed={} from={}",
            new.matter.code(),
            new.threshold.numerator,
            new.threshold.denominator,
            new.threshold.strict,
            new.secrecy.code(),
            new.confirmed_by.is_some(),
            new.valid_from
        ));
        rules::revise(&work.tx, granted, self.rule, new).await
    }
}
