//! Sealed ballots. Invariant: a row says which vote it belongs to and nothing else; closing takes all of them away.

use crate::entity::sealed_ballot;
use crate::{Tx, broken};
use domain::Result;
use domain::policy::Granted;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::MovesVote;

/// The sealed ballots of the grant's vote.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn sealed<'tx, A: MovesVote>(tx: &Tx<'tx>, granted: &Granted<'tx, A>) -> Result<Vec<Vec<u8>>> {
    sealed_ballot::Entity::find()
        .select_only()
        .column(sealed_ballot::Column::Sealed)
        .filter(sealed_ballot::Column::VoteId.eq(granted.target().0))
        .into_tuple()
        .all(&tx.conn())
        .await
        .map_err(broken)
}

/// Deletes the sealed ballots of the grant's vote, once their figures stand or the vote is set aside.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn discard<'tx, A: MovesVote>(tx: &Tx<'tx>, granted: &Granted<'tx, A>) -> Result<()> {
    sealed_ballot::Entity::delete_many()
        .filter(sealed_ballot::Column::VoteId.eq(granted.target().0))
        .exec(&tx.conn())
        .await
        .map_err(broken)?;
    Ok(())
}
