//! Anchoring the audit and holding it against its anchors.
//!
//! Invariant: an anchor is written once a day by its job and audited like everything else; checking only reads.

use crate::{Services, UseCase, Work};
use async_trait::async_trait;
use domain::Result;
use domain::anchor::{Anchor, Anchored, Heads, Kept, PublicKey, root};
use domain::ids::JobId;
use domain::policy::{Granted, RunJobs};
use domain::ports::{Signer, Verify};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Db, Tx, anchors, audit, evidence, outbox};

/// Signs today's heads, unless today has its anchor already.
pub(crate) struct DropAnchor {
    pub job: JobId,
    pub signer: Arc<dyn Signer>,
}

#[async_trait]
impl UseCase for DropAnchor {
    type Action = RunJobs;
    type Output = ();

    async fn apply<'tx>(&self, granted: &Granted<'tx, RunJobs>, work: &mut Work<'tx>) -> Result<()> {
        let before = anchors::all(&work.tx).await?;
        if before.iter().all(|stored| stored.day < work.today()) {
            let heads = anchors::heads(&work.tx).await?;
            let says = Anchored {
                day: work.today(),
                chains: u64::try_from(heads.len()).unwrap_or(u64::MAX),
                root: root(&heads),
            };
            let anchor = Anchor {
                says,
                signature: self.signer.sign(&says.message()),
                key: self.signer.public_key(),
            };
            let mut known = Heads::new();
            for (_, moved) in before.into_iter().filter_map(|stored| stored.anchor) {
                known.extend(moved);
            }
            let moved = heads
                .into_iter()
                .filter(|(chain, head)| known.get(chain) != Some(head))
                .collect();
            anchors::put(&work.tx, granted, &anchor, &moved).await?;
            work.detail(anchors::told(&says));
        }
        outbox::finish(&work.tx, granted, self.job, None, work.now).await?;
        Ok(())
    }
}

/// How the anchors stand.
pub(crate) struct Anchors {
    pub broken: Vec<String>,
    pub newest: Option<Anchor>,
    roots: BTreeSet<[u8; 32]>,
}

/// How many anchors are put together and held against their signature; that the chains still hold what was
/// anchored is asked always.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Newest,
    Every,
}

/// Holds the chains against the anchors.
pub(crate) async fn check(tx: &Tx<'_>, verify: Verify, own: Option<PublicKey>, depth: Depth) -> Result<Anchors> {
    let rows = anchors::all(tx).await?;
    let last = rows.len();
    let mut out = Anchors {
        broken: Vec::new(),
        newest: None,
        roots: BTreeSet::new(),
    };
    let mut heads = Heads::new();
    let mut told = BTreeSet::new();
    for (number, stored) in rows.into_iter().enumerate() {
        let name = format!("mốc ký ngày {}", stored.day);
        let Some((anchor, moved)) = stored.anchor else {
            out.broken.push(name);
            continue;
        };
        heads.extend(moved);
        let Anchor { says, signature, key } = anchor;
        let looked_at = depth == Depth::Every || number + 1 == last;
        let sound = !looked_at
            || (says.root == root(&heads)
                && says.chains == heads.len() as u64
                && own.is_none_or(|own| own == key)
                && verify(&key, &says.message(), &signature));
        if !sound {
            out.broken.push(name);
        }
        told.insert(anchors::told(&says));
        out.roots.insert(says.root);
        out.newest = Some(anchor);
    }
    let dropped = anchors::in_audit(tx)
        .await?
        .into_iter()
        .filter(|entry| !told.contains(entry));
    out.broken
        .extend(dropped.map(|entry| format!("mốc ký đã mất ({entry})")));
    out.broken.extend(anchors::lost(tx, &heads).await?);
    Ok(out)
}

/// What `chibo verify` finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What does not stand as the audit and its anchors tell it; empty if all is well.
    pub broken: Vec<String>,
    /// To be kept outside.
    pub newest: Option<Anchor>,
}

/// Holds the whole database against the audit and the audit against its anchors: chains whose hashes do not follow
/// from each other or that were cut off, minutes, addenda and votes that were changed or removed. `own` is the key of
/// this installation, where it is known; `kept` is an anchor from outside.
///
/// # Errors
/// [`domain::Error::Internal`] if the database fails.
pub async fn verify(db: &Db, check_signature: Verify, own: Option<PublicKey>, kept: Option<Kept>) -> Result<Verdict> {
    let tx = Tx::read(db);
    // The anchors first: what is written meanwhile only adds to the chains.
    let anchored = check(&tx, check_signature, own, Depth::Every).await?;
    let mut broken = BTreeSet::from_iter(anchored.broken);
    for chain in audit::chains(&tx).await? {
        if !audit::is_intact(&tx, &chain).await? {
            broken.insert(chain);
        }
    }
    for meeting in evidence::minuted(&tx).await? {
        if !evidence::minutes_stand(&tx, meeting).await? {
            broken.insert(format!("biên bản cuộc họp {meeting}"));
        }
    }
    for vote in evidence::opened(&tx).await? {
        if !evidence::vote_stands(&tx, vote).await? {
            broken.insert(format!("biểu quyết {vote}"));
        }
    }
    if let Some(kept) = kept {
        let genuine = match &kept {
            Kept::Whole(anchor) => {
                own.is_none_or(|own| own == anchor.key)
                    && check_signature(&anchor.key, &anchor.says.message(), &anchor.signature)
            }
            Kept::Root(_) => true,
        };
        if !genuine {
            broken.insert("mốc ký giữ bên ngoài không do hệ thống này ký".to_owned());
        } else if !anchored.roots.contains(&kept.root()) {
            broken.insert("mốc ký giữ bên ngoài không còn trong nhật ký".to_owned());
        }
    }
    Ok(Verdict {
        broken: broken.into_iter().collect(),
        newest: anchored.newest,
    })
}

impl Services {
    /// The same for a page: the chains against the newest anchor.
    pub(crate) async fn check_anchors(&self, tx: &Tx<'_>) -> Result<Anchors> {
        check(tx, self.on.verify, Some(self.on.signer.public_key()), Depth::Newest).await
    }
}
