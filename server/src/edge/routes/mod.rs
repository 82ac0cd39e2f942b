//! Every address of Chibo, by area.
//!
//! Invariant: [`all`] is the whole interface; a test holds it against the matrix.

mod accounts;
mod administration;
mod documents;
mod evening;
mod meetings;
mod organisation;
mod tablets;
mod votes;

use super::{Ids, Routes};
use app::Request;
use domain::ids::{AgendaItemId, MeetingId, VoteId};
use domain::{Error, Result};
use serde::Deserialize;

/// A form that is one button.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Button {}

fn chair(meeting: MeetingId) -> String {
    format!("/meetings/{meeting}/chair")
}

/// The meeting and the vote of an address: a vote of another meeting is not there.
async fn vote_of(rq: &Request, ids: &Ids) -> Result<(MeetingId, VoteId)> {
    let (meeting, vote) = (ids.id("id")?, ids.id("vote")?);
    if rq.ports.voting.view(&rq.caller, vote).await?.meeting == meeting {
        Ok((meeting, vote))
    } else {
        Err(Error::NotFound)
    }
}

/// The meeting and the item of an address: an item of another meeting is not there.
async fn item_of(rq: &Request, ids: &Ids) -> Result<(MeetingId, AgendaItemId)> {
    let (meeting, item) = (ids.id("id")?, ids.id("item")?);
    let view = rq.ports.meetings.view(&rq.caller, meeting).await?;
    if view.items.iter().any(|line| line.id == item) {
        Ok((meeting, item))
    } else {
        Err(Error::NotFound)
    }
}

/// The table.
#[must_use]
pub fn all() -> Routes {
    let mut routes = Routes::default();
    for area in [
        accounts::routes(),
        administration::routes(),
        documents::routes(),
        evening::routes(),
        meetings::routes(),
        organisation::routes(),
        tablets::routes(),
        votes::routes(),
    ] {
        routes.0.extend(area.0);
    }
    routes
}
