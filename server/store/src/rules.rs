//! Rules of voting as dated rows.
//!
//! Invariant: a version ends on the day on which the next begins; on every day one rule of a matter is valid at most.

use crate::entity::rule::{ActiveModel, Column, Entity, Model};
use crate::scope::on_day;
use crate::{Tx, broken};
use chrono::NaiveDate;
use domain::change::withdrawable;
use domain::ids::RuleId;
use domain::policy::{EditRules, Granted};
use domain::rule::{Base, Channels, Matter, Part, Rule, Secrecy, Threshold};
use domain::{Error, Fault, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

fn read(row: Model) -> Result<Rule> {
    let unknown = || Error::internal("a rule that cannot be read");
    let part = |n: i32| u32::try_from(n).map_err(Error::internal);
    Ok(Rule {
        id: RuleId(row.id),
        matter: Matter::from_code(&row.matter).ok_or_else(unknown)?,
        base: Base::from_code(&row.base).ok_or_else(unknown)?,
        threshold: Threshold {
            numerator: part(row.numerator)?,
            denominator: part(row.denominator)?,
            strict: row.strict,
        },
        quorum: Threshold {
            numerator: part(row.quorum_numerator)?,
            denominator: part(row.quorum_denominator)?,
            strict: row.quorum_strict,
        },
        secrecy: Secrecy::from_code(&row.secrecy).ok_or_else(unknown)?,
        secret_channels: Channels::from_codes(&row.secret_channels).ok_or_else(unknown)?,
        surplus: row
            .surplus
            .as_deref()
            .map(|part| Part::parse(part).ok_or_else(unknown))
            .transpose()?,
        cap: row
            .cap
            .as_deref()
            .map(|part| Part::parse(part).ok_or_else(unknown))
            .transpose()?,
        source: row.source,
        confirmed_by: row.confirmed_by,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    })
}

/// The rule of a matter on a day.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn valid(tx: &Tx<'_>, matter: Matter, day: NaiveDate) -> Result<Option<Rule>> {
    let row = Entity::find()
        .filter(Column::Matter.eq(matter.code()))
        .filter(on_day(Column::ValidFrom, Column::ValidTo, day))
        .order_by_desc(Column::ValidFrom)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    row.map(read).transpose()
}

/// How each matter is voted on, by its rule on a day.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_day(tx: &Tx<'_>, day: NaiveDate) -> Result<HashMap<Matter, Secrecy>> {
    let rows = Entity::find()
        .filter(on_day(Column::ValidFrom, Column::ValidTo, day))
        .order_by_asc(Column::ValidFrom)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let rules = rows.into_iter().map(read).collect::<Result<Vec<Rule>>>()?;
    Ok(rules.into_iter().map(|rule| (rule.matter, rule.secrecy)).collect())
}

/// The rules of every time, by matter and newest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn all(tx: &Tx<'_>) -> Result<Vec<Rule>> {
    let rows = Entity::find().all(&tx.conn()).await.map_err(broken)?;
    let mut rules = rows.into_iter().map(read).collect::<Result<Vec<Rule>>>()?;
    rules.sort_by_key(|rule| (rule.matter, std::cmp::Reverse(rule.valid_from), rule.valid_to.is_some()));
    Ok(rules)
}

/// One rule, held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] without such a rule.
pub async fn hold(tx: &Tx<'_>, id: RuleId) -> Result<Rule> {
    let select = Entity::find_by_id(id.0);
    let select = if tx.writes() { select.lock_exclusive() } else { select };
    let row = select.one(&tx.conn()).await.map_err(broken)?.ok_or(Error::NotFound)?;
    read(row)
}

/// Ends a rule on the day on which the next version begins, and writes that.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn revise<'tx>(tx: &Tx<'tx>, _granted: &Granted<'tx, EditRules>, old: RuleId, new: Rule) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ValidTo, Expr::value(new.valid_from))
        .filter(Column::Id.eq(old.0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Entity::insert(written(new)?)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// Withdraws a version whose day has not come; the one before it goes on.
///
/// # Errors
/// [`domain::Fault::TookEffect`] from its day on, [`domain::Fault::NewerChange`] where another version follows it.
pub async fn withdraw<'tx>(
    tx: &Tx<'tx>,
    _granted: &Granted<'tx, EditRules>,
    rule: &Rule,
    today: NaiveDate,
) -> Result<()> {
    let conn = tx.conn();
    withdrawable(rule.valid_from, today)?;
    // Of versions of one day the one written last was ended by this one.
    let before = Entity::find()
        .filter(Column::Matter.eq(rule.matter.code()))
        .filter(Column::ValidTo.eq(rule.valid_from))
        .filter(Column::Id.ne(rule.id.0))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::Id)
        .one(&conn)
        .await
        .map_err(broken)?;
    let Some(before) = before.filter(|_| rule.valid_to.is_none()) else {
        return Err(Error::Refused(Fault::NewerChange));
    };
    // Of two at once one finds it gone.
    let gone = Entity::delete_by_id(rule.id.0).exec(&conn).await.map_err(broken)?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    Entity::update_many()
        .col_expr(Column::ValidTo, Expr::value(Option::<NaiveDate>::None))
        .filter(Column::Id.eq(before.id))
        .exec(&conn)
        .await
        .map_err(broken)?;
    Ok(())
}

/// A rule as its row.
pub(crate) fn written(new: Rule) -> Result<ActiveModel> {
    let part = |n: u32| i32::try_from(n).map_err(Error::internal);
    Ok(ActiveModel {
        id: Set(new.id.0),
        matter: Set(new.matter.code().to_owned()),
        base: Set(new.base.code().to_owned()),
        numerator: Set(part(new.threshold.numerator)?),
        denominator: Set(part(new.threshold.denominator)?),
        strict: Set(new.threshold.strict),
        quorum_numerator: Set(part(new.quorum.numerator)?),
        quorum_denominator: Set(part(new.quorum.denominator)?),
        quorum_strict: Set(new.quorum.strict),
        secrecy: Set(new.secrecy.code().to_owned()),
        secret_channels: Set(new.secret_channels.codes()),
        surplus: Set(new.surplus.map(|part| part.to_string())),
        cap: Set(new.cap.map(|part| part.to_string())),
        source: Set(new.source),
        confirmed_by: Set(new.confirmed_by),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
    })
}
