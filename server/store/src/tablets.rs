//! Tablets, and who sits at each.
//!
//! Invariant: a tablet's token and its voter's are stored as hashes; a retired tablet has no voter and never gets one.

use crate::entity::{meeting, person, tablet, unit, vote};
use crate::{Tx, broken, votes};
use chrono::{DateTime, Utc};
use domain::ids::{MeetingId, PersonId, TabletId, UnitId, VoteId};
use domain::meeting::StateKind as MeetingState;
use domain::policy::{Granted, ManageTablets, Tablet, UseTablet};
use domain::rule::{Channel, Channels};
use domain::tablet::{Recognised, TabletLine};
use domain::vote::StateKind;
use domain::{Error, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};
use uuid::Uuid;

/// Writes a new tablet of the grant's unit.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn register<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageTablets>,
    id: TabletId,
    name: &str,
    token_hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = tablet::ActiveModel {
        id: Set(id.0),
        unit_id: Set(granted.target().0),
        name: Set(name.to_owned()),
        token_hash: Set(token_hash),
        registered_by: Set(granted.actor().person()?.0),
        registered_at: Set(now),
        revoked_at: Set(None),
        voter_id: Set(None),
        voter_hash: Set(None),
        voter_until: Set(None),
    };
    tablet::Entity::insert(row)
        .exec_without_returning(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}

/// From now on this device is a tablet no more; answers whether it was one of the grant's unit.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn retire<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, ManageTablets>,
    id: TabletId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = tablet::Entity::update_many()
        .col_expr(tablet::Column::RevokedAt, Expr::value(Some(now)))
        .col_expr(tablet::Column::VoterId, Expr::value(None::<Uuid>))
        .col_expr(tablet::Column::VoterHash, Expr::value(None::<Vec<u8>>))
        .col_expr(tablet::Column::VoterUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(tablet::Column::Id.eq(id.0))
        .filter(tablet::Column::UnitId.eq(granted.target().0))
        .filter(tablet::Column::RevokedAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(done.rows_affected > 0)
}

/// Whoever sits at a tablet from now on, until a moment; nobody if it has been retired meanwhile.
///
/// # Errors
/// [`Error::Unauthenticated`] for a retired tablet.
pub async fn seat<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, UseTablet>,
    id: TabletId,
    voter: PersonId,
    voter_hash: Vec<u8>,
    until: DateTime<Utc>,
) -> Result<()> {
    let done = tablet::Entity::update_many()
        .col_expr(tablet::Column::VoterId, Expr::value(Some(voter.0)))
        .col_expr(tablet::Column::VoterHash, Expr::value(Some(voter_hash)))
        .col_expr(tablet::Column::VoterUntil, Expr::value(Some(until)))
        .filter(tablet::Column::Id.eq(id.0))
        .filter(tablet::Column::UnitId.eq(granted.target().0))
        .filter(tablet::Column::RevokedAt.is_null())
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    if done.rows_affected == 0 {
        return Err(Error::Unauthenticated);
    }
    Ok(())
}

/// Lets a tablet know its voter no longer than to a moment; without one, not at all any more.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn unseat<'tx>(
    tx: &Tx<'tx>,
    granted: &Granted<'tx, UseTablet>,
    of: Tablet,
    until: Option<DateTime<Utc>>,
) -> Result<()> {
    let mut update = tablet::Entity::update_many()
        .col_expr(tablet::Column::VoterUntil, Expr::value(until))
        .filter(tablet::Column::Id.eq(of.id.0))
        .filter(tablet::Column::UnitId.eq(granted.target().0))
        // The next one may sit there already.
        .filter(tablet::Column::VoterId.eq(of.voter.map(|voter| voter.0)));
    update = match until {
        Some(until) => update.filter(tablet::Column::VoterUntil.gt(until)),
        None => update
            .col_expr(tablet::Column::VoterId, Expr::value(None::<Uuid>))
            .col_expr(tablet::Column::VoterHash, Expr::value(None::<Vec<u8>>)),
    };
    update.exec(&tx.conn()).await.map_err(broken)?;
    Ok(())
}

/// The tablet with this token, and its voter if the other one is his.
///
/// # Errors
/// [`Error::Unauthenticated`] for a device that is no tablet, or no more.
pub async fn recognise(tx: &Tx<'_>, token_hash: &[u8], seat_hash: &[u8], now: DateTime<Utc>) -> Result<Recognised> {
    let to_unit: RelationDef = tablet::Entity::belongs_to(unit::Entity)
        .from(tablet::Column::UnitId)
        .to(unit::Column::Id)
        .into();
    let to_voter: RelationDef = tablet::Entity::belongs_to(person::Entity)
        .from(tablet::Column::VoterId)
        .to(person::Column::Id)
        .into();
    type Row = (
        Uuid,
        Uuid,
        String,
        Option<Uuid>,
        Option<Vec<u8>>,
        Option<DateTime<Utc>>,
        Option<String>,
    );
    let row: Option<Row> = tablet::Entity::find()
        .select_only()
        .column(tablet::Column::Id)
        .column(tablet::Column::UnitId)
        .column_as(unit::Column::Name, "unit_name")
        .column(tablet::Column::VoterId)
        .column(tablet::Column::VoterHash)
        .column(tablet::Column::VoterUntil)
        .column_as(person::Column::Name, "voter_name")
        .join(JoinType::InnerJoin, to_unit)
        .join(JoinType::LeftJoin, to_voter)
        .filter(tablet::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(tablet::Column::RevokedAt.is_null())
        .into_tuple()
        .one(&tx.conn())
        .await
        .map_err(broken)?;
    let (id, unit, unit_name, voter, hash, until, voter_name) = row.ok_or(Error::Unauthenticated)?;
    let sits = hash.as_deref() == Some(seat_hash) && until.is_some_and(|until| until > now);
    Ok(Recognised {
        tablet: Tablet {
            id: TabletId(id),
            unit: UnitId(unit),
            voter: voter.filter(|_| sits).map(PersonId),
        },
        unit_name,
        voter_name: voter_name.filter(|_| sits),
    })
}

/// The tablets of a unit, the oldest first, and who registered each.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn lines(tx: &Tx<'_>, of: UnitId) -> Result<Vec<TabletLine>> {
    let to_person: RelationDef = tablet::Entity::belongs_to(person::Entity)
        .from(tablet::Column::RegisteredBy)
        .to(person::Column::Id)
        .into();
    let rows: Vec<(Uuid, String, DateTime<Utc>, String)> = tablet::Entity::find()
        .select_only()
        .column(tablet::Column::Id)
        .column(tablet::Column::Name)
        .column(tablet::Column::RegisteredAt)
        .column_as(person::Column::Name, "by_name")
        .join(JoinType::InnerJoin, to_person)
        .filter(tablet::Column::UnitId.eq(of.0))
        .filter(tablet::Column::RevokedAt.is_null())
        .order_by_asc(tablet::Column::RegisteredAt)
        .order_by_asc(tablet::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, since, by)| TabletLine {
            id: TabletId(id),
            name,
            since,
            by,
        })
        .collect())
}

/// How many tablets the unit of a meeting has.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn of_meeting(tx: &Tx<'_>, id: MeetingId) -> Result<u32> {
    let to_meeting: RelationDef = tablet::Entity::belongs_to(meeting::Entity)
        .from(tablet::Column::UnitId)
        .to(meeting::Column::UnitId)
        .into();
    let count = tablet::Entity::find()
        .join(JoinType::InnerJoin, to_meeting)
        .filter(meeting::Column::Id.eq(id.0))
        .filter(tablet::Column::RevokedAt.is_null())
        .count(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// An open vote that takes ballots from a unit's tablets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHere {
    pub id: VoteId,
    pub meeting: MeetingId,
    pub question: String,
    pub secret: bool,
}

/// The open votes of a unit's meetings that take ballots from its tablets, the oldest first.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn open_votes(tx: &Tx<'_>, of: UnitId) -> Result<Vec<OpenHere>> {
    let rows: Vec<(Uuid, Uuid, String, bool, String)> = vote::Entity::find()
        .select_only()
        .column(vote::Column::Id)
        .column(vote::Column::MeetingId)
        .column(vote::Column::Question)
        .column(vote::Column::Secret)
        .column(vote::Column::Channels)
        .join(JoinType::InnerJoin, votes::to_meeting())
        .filter(meeting::Column::UnitId.eq(of.0))
        .filter(vote::Column::State.eq(StateKind::Open.code()))
        .order_by_asc(vote::Column::MadeAt)
        .order_by_asc(vote::Column::Id)
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)?;
    let here = rows
        .into_iter()
        .filter_map(|(id, meeting, question, secret, channels)| {
            Channels::from_codes(&channels)?
                .has(Channel::Assisted)
                .then_some(OpenHere {
                    id: VoteId(id),
                    meeting: MeetingId(meeting),
                    question,
                    secret,
                })
        });
    Ok(here.collect())
}

/// The meeting of a unit that is in session.
///
/// # Errors
/// [`Error::Internal`] if the database fails.
pub async fn in_session(tx: &Tx<'_>, of: UnitId) -> Result<Option<String>> {
    meeting::Entity::find()
        .select_only()
        .column(meeting::Column::Title)
        .filter(meeting::Column::UnitId.eq(of.0))
        .filter(meeting::Column::State.eq(MeetingState::InSession.code()))
        .order_by_desc(meeting::Column::StartsAt)
        .into_tuple()
        .one(&tx.conn())
        .await
        .map_err(broken)
}
