//! People and their memberships.
//!
//! Invariant: a list holds only units that its caller was granted; phone numbers and addresses are unique, and who
//! writes second learns which of the two was taken.

use crate::entity::{account, membership, person, unit};
use crate::scope::on_day;
use crate::{Tx, broken, containing};
use chrono::{DateTime, NaiveDate, Utc};
use domain::fold::{exact, fold, name_key};
use domain::ids::{ChangeId, MembershipId, PersonId, UnitId};
use domain::member::{AccountLine, Joining, MemberLine, MembershipRow, PersonData, Sex, Status};
use domain::policy::{Action, AddMember, EditMember, Granted, TransferMember};
use domain::transfer::Why;
use domain::{Error, Fault, Problem, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, ExprTrait, FromQueryResult,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, SqlErr,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The names of people.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn names(tx: &Tx<'_>, people: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let people: BTreeSet<Uuid> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::Name)
        .filter(person::Column::Id.is_in(people))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().collect())
}

#[derive(FromQueryResult)]
struct Line {
    person_id: Uuid,
    name: String,
    unit_id: Uuid,
    unit_name: String,
    status: String,
    born: Option<NaiveDate>,
    phone: Option<String>,
    account_id: Option<Uuid>,
}

/// What is looked for in a list of members.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    pub words: &'a str,
    /// Phone and card numbers are shown and searched.
    pub numbers: bool,
}

/// The members of the units on a day: exact hits first, then by name.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn list(
    tx: &Tx<'_>,
    units: &BTreeSet<Uuid>,
    search: Search<'_>,
    today: NaiveDate,
) -> Result<Vec<MemberLine>> {
    let Some(hits) = hits(search) else {
        return Ok(Vec::new());
    };
    let lines = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .column(membership::Column::UnitId)
        .column(membership::Column::Status)
        .column(person::Column::Name)
        .column(person::Column::Born)
        .column(person::Column::Phone)
        .column_as(unit::Column::Name, "unit_name")
        .column_as(account::Column::PersonId, "account_id")
        .join(JoinType::InnerJoin, to_person())
        .join(JoinType::InnerJoin, to_unit())
        .join(JoinType::LeftJoin, to_account())
        .filter(membership::Column::UnitId.is_in(units.iter().copied()))
        .filter(membership::Column::Status.ne(Status::Left.code()))
        .filter(on_day(
            membership::Column::StartedOn,
            membership::Column::EndedOn,
            today,
        ))
        .filter(hits)
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id)
        .into_model::<Line>()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut lines: Vec<MemberLine> = lines
        .into_iter()
        .filter_map(|line| {
            Some(MemberLine {
                person: PersonId(line.person_id),
                name: line.name,
                unit: UnitId(line.unit_id),
                unit_name: line.unit_name,
                status: Status::from_code(&line.status)?,
                born: line.born,
                phone: line.phone.filter(|_| search.numbers).unwrap_or_default(),
                has_account: line.account_id.is_some(),
            })
        })
        .collect();
    let wanted = exact(search.words);
    if !wanted.is_empty() {
        // Stable: within exact and folded hits the names stay in their order.
        lines.sort_by_cached_key(|line| !exact(&line.name).contains(&wanted));
    }
    Ok(lines)
}

/// Every word somewhere in the name, or the digits in a number; nothing for words that nobody can have.
fn hits(search: Search<'_>) -> Option<Condition> {
    let mut name = Condition::all();
    for word in crate::wanted(search.words)? {
        name = name.add(Expr::col((person::Entity, person::Column::Folded)).like(containing(&word)));
    }
    let digits: String = search.words.chars().filter(char::is_ascii_digit).collect();
    let numeric = !search
        .words
        .chars()
        .any(|c| !c.is_ascii_digit() && !c.is_whitespace() && !"+-.()".contains(c));
    if !search.numbers || digits.len() < 3 || !numeric {
        return Some(name);
    }
    let phone = match digits.strip_prefix("84") {
        Some(rest) if search.words.trim_start().starts_with('+') => format!("0{rest}"),
        _ => digits.clone(),
    };
    let hits = Condition::any()
        .add(name)
        .add(Expr::col((person::Entity, person::Column::Phone)).like(containing(&phone)))
        .add(Expr::col((person::Entity, person::Column::CardNumber)).like(containing(&digits)));
    Some(hits)
}

fn to_person() -> RelationDef {
    membership::Entity::belongs_to(person::Entity)
        .from(membership::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

fn to_unit() -> RelationDef {
    membership::Entity::belongs_to(unit::Entity)
        .from(membership::Column::UnitId)
        .to(unit::Column::Id)
        .into()
}

fn to_account() -> RelationDef {
    membership::Entity::belongs_to(account::Entity)
        .from(membership::Column::PersonId)
        .to(account::Column::PersonId)
        .into()
}

/// A person's own data.
///
/// # Errors
/// [`Error::NotFound`] without such a person.
pub async fn person(tx: &Tx<'_>, id: PersonId) -> Result<PersonData> {
    let row = person::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?
        .ok_or(Error::NotFound)?;
    Ok(PersonData {
        name: row.name,
        sex: Sex::from_code(&row.sex).ok_or_else(|| Error::internal("a person of unknown sex"))?,
        born: row.born,
        phone: row.phone,
        email: row.email,
        card_number: row.card_number,
        joined_on: row.joined_on,
        official_on: row.official_on,
    })
}

/// The whole history of a person's memberships, newest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn history(tx: &Tx<'_>, id: PersonId) -> Result<Vec<MembershipRow>> {
    let rows = membership::Entity::find()
        .join(JoinType::InnerJoin, to_unit())
        .select_also(unit::Entity)
        .filter(membership::Column::PersonId.eq(id.0))
        .order_by_desc(membership::Column::StartedOn)
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut rows: Vec<MembershipRow> = rows
        .into_iter()
        .filter_map(|(row, unit)| {
            Some(MembershipRow {
                unit: UnitId(row.unit_id),
                unit_name: unit.map(|unit| unit.name).unwrap_or_default(),
                status: Status::from_code(&row.status)?,
                from: row.started_on,
                to: row.ended_on,
                why: Why {
                    reason: row.reason,
                    paper: row.paper,
                },
            })
        })
        .collect();
    // Two rows of one day: the one that still holds is the newer.
    rows.sort_by_key(|row| (std::cmp::Reverse(row.from), row.to.is_some()));
    Ok(rows)
}

/// What others may know of a person's account.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn account(tx: &Tx<'_>, id: PersonId) -> Result<Option<AccountLine>> {
    let row = account::Entity::find_by_id(id.0)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.map(|row| AccountLine {
        has_password: row.password_hash.is_some(),
        last_signed_in: row.last_signed_in,
    }))
}

/// The statuses that people have in the units on a day.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn statuses(
    tx: &Tx<'_>,
    people: &[PersonId],
    units: &BTreeSet<Uuid>,
    on: NaiveDate,
) -> Result<Vec<(PersonId, Status)>> {
    let rows: Vec<(Uuid, String)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .column(membership::Column::Status)
        .filter(membership::Column::PersonId.is_in(people.iter().map(|id| id.0)))
        .filter(membership::Column::UnitId.is_in(units.iter().copied()))
        .filter(on_day(membership::Column::StartedOn, membership::Column::EndedOn, on))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .filter_map(|(person, status)| Some((PersonId(person), Status::from_code(&status)?)))
        .collect())
}

/// Names of the units that people belong to on a day; of two the one joined later.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn units_of(
    tx: &Tx<'_>,
    people: impl IntoIterator<Item = Uuid>,
    on: NaiveDate,
) -> Result<HashMap<Uuid, String>> {
    let people: BTreeSet<Uuid> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, String)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .column(unit::Column::Name)
        .join(JoinType::InnerJoin, to_unit())
        .filter(membership::Column::PersonId.is_in(people))
        .filter(membership::Column::Status.ne(Status::Left.code()))
        .filter(on_day(membership::Column::StartedOn, membership::Column::EndedOn, on))
        .order_by_asc(membership::Column::StartedOn)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows.into_iter().collect())
}

/// The status of a person on a day, wherever he belongs; `None` for whoever belongs nowhere.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn status_of(tx: &Tx<'_>, id: PersonId, on: NaiveDate) -> Result<Option<Status>> {
    let all = crate::scope::held_by(tx, id, on).await?.memberships;
    Ok(all.first().map(|(_, status)| *status))
}

/// The row of a person's membership in a unit that no other has followed yet.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_membership(tx: &Tx<'_>, id: PersonId, unit: UnitId) -> Result<Option<(MembershipId, Joining)>> {
    let row = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(id.0))
        .filter(membership::Column::UnitId.eq(unit.0))
        .filter(membership::Column::EndedOn.is_null())
        .order_by_desc(membership::Column::StartedOn)
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(row.and_then(|row| {
        let joining = Joining {
            status: Status::from_code(&row.status)?,
            from: row.started_on,
        };
        Some((MembershipId(row.id), joining))
    }))
}

/// Writes a person with a membership in the target.
///
/// # Errors
/// [`Fault::PhoneTaken`] or [`Fault::EmailTaken`] at the field that somebody else has.
pub async fn add<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, AddMember>,
    (id, membership): (PersonId, MembershipId),
    data: PersonData,
    joining: Joining,
    now: DateTime<Utc>,
) -> Result<()> {
    free(tx, id, &data).await?;
    let row = person::ActiveModel {
        id: Set(id.0),
        created_at: Set(now),
        ..columns(data)
    };
    person::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(taken)?;
    begin(tx, membership, id, granted.target(), joining, (Why::default(), None)).await
}

/// Writes new data of the target.
///
/// # Errors
/// As [`add`].
pub async fn edit<'tx>(tx: &Tx<'tx>, granted: &Granted<'tx, EditMember>, data: PersonData) -> Result<()> {
    let id = granted.target();
    free(tx, id, &data).await?;
    let row = person::ActiveModel {
        id: Set(id.0),
        ..columns(data)
    };
    row.update(&tx.conn()).await.map_err(taken)?;
    Ok(())
}

/// Actions that end memberships.
pub trait EndsMembership: Action<Target = PersonId> {}
impl EndsMembership for EditMember {}
impl EndsMembership for TransferMember {}

/// Ends a membership of the target and begins the one that follows, in `unit`.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn follow<'tx, A: EndsMembership>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, A>,
    change: ChangeId,
    unit: UnitId,
    ended: MembershipId,
    (id, next): (MembershipId, Joining),
    why: Why,
) -> Result<()> {
    membership::Entity::update_many()
        .col_expr(membership::Column::EndedOn, Expr::value(next.from))
        .col_expr(membership::Column::EndedBy, Expr::value(Some(change.0)))
        .filter(membership::Column::Id.eq(ended.0))
        .filter(membership::Column::PersonId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    begin(tx, id, granted.target(), unit, next, (why, Some(change))).await
}

async fn begin(
    tx: &Tx<'_>,
    id: MembershipId,
    person: PersonId,
    unit: UnitId,
    joining: Joining,
    (why, change): (Why, Option<ChangeId>),
) -> Result<()> {
    let row = membership::ActiveModel {
        id: Set(id.0),
        person_id: Set(person.0),
        unit_id: Set(unit.0),
        status: Set(joining.status.code().to_owned()),
        started_on: Set(joining.from),
        ended_on: Set(None),
        begun_by: Set(change.map(|change| change.0)),
        ended_by: Set(None),
        reason: Set(why.reason),
        paper: Set(why.paper),
    };
    membership::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

fn columns(data: PersonData) -> person::ActiveModel {
    person::ActiveModel {
        name_key: Set(name_key(&data.name)),
        folded: Set(fold(&data.name)),
        name: Set(data.name),
        sex: Set(data.sex.code().to_owned()),
        born: Set(data.born),
        phone: Set(data.phone),
        email: Set(data.email),
        card_number: Set(data.card_number),
        joined_on: Set(data.joined_on),
        official_on: Set(data.official_on),
        ..Default::default()
    }
}

/// Says at once what is taken; whoever comes in between is stopped by the unique index ([`taken`]).
async fn free(tx: &Tx<'_>, id: PersonId, data: &PersonData) -> Result<()> {
    let mut same = Condition::any();
    if let Some(phone) = &data.phone {
        same = same.add(person::Column::Phone.eq(phone.as_str()));
    }
    if let Some(email) = &data.email {
        same = same.add(person::Column::Email.eq(email.as_str()));
    }
    if same.is_empty() {
        return Ok(());
    }
    let others = person::Entity::find()
        .filter(same)
        .filter(person::Column::Id.ne(id.0))
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let mut problems = Vec::new();
    if data.phone.is_some() && others.iter().any(|other| other.phone == data.phone) {
        problems.push(Problem {
            field: "phone",
            fault: Fault::PhoneTaken,
        });
    }
    if data.email.is_some() && others.iter().any(|other| other.email == data.email) {
        problems.push(Problem {
            field: "email",
            fault: Fault::EmailTaken,
        });
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Both databases name the column in what they answer: `person.phone`, `person_phone_key`.
fn taken(cause: DbErr) -> Error {
    match cause.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(what)) if what.contains("phone") => {
            Error::field("phone", Fault::PhoneTaken)
        }
        Some(SqlErr::UniqueConstraintViolation(what)) if what.contains("email") => {
            Error::field("email", Fault::EmailTaken)
        }
        _ => broken(cause),
    }
}
