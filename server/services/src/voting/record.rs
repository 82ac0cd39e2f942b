//! The signed record of a declared vote. Invariant: it holds no name and no ballot, and it is signed as it was checked.

use crate::Services;
use domain::anchor::PublicKey;
use domain::audit::{Chain, hex};
use domain::ids::VoteId;
use domain::policy::{Caller, CloseVote};
use domain::record::{Event, FORMAT, File, Line, Record, message};
use domain::vote::State;
use domain::{Error, Fault, Result};
use store::{audit, evidence, votes};

impl Services {
    pub(super) async fn vote_record(&self, caller: &Caller, vote: VoteId) -> Result<String> {
        let look = self.look::<CloseVote>(caller, vote).await?;
        let found = votes::find(&look.tx, vote).await?;
        let State::Declared { declaration, .. } = found.state else {
            return Err(Error::Refused(Fault::VoteStillRunning));
        };
        // Nothing is signed that the audit contradicts.
        if !evidence::vote_stands(&look.tx, vote).await? {
            return Err(Error::Refused(Fault::VoteWasTampered));
        }
        let roll = votes::used(&look.tx, vote).await?;
        let events = audit::of_chain(&look.tx, &Chain::Vote(vote).name()).await?;
        let record = Record {
            format: FORMAT.to_owned(),
            vote,
            terms: found.terms,
            rule: found.rule,
            roll: roll
                .into_iter()
                .map(|(line, channel)| Line {
                    person: line.person,
                    in_base: line.in_base,
                    may_vote: line.may_vote,
                    channel,
                })
                .collect(),
            declaration: *declaration,
            events: events
                .into_iter()
                .map(|(entry, hash)| Event {
                    entry,
                    hash: hex(&hash),
                })
                .collect(),
        };
        let record = serde_json::to_string(&record).map_err(Error::internal)?;
        let PublicKey(key) = self.on.signer.public_key();
        let signature = self.on.signer.sign(&message(&record));
        let file = File {
            record,
            public_key: hex(&key),
            signature: hex(&signature.0),
        };
        serde_json::to_string_pretty(&file).map_err(Error::internal)
    }
}
