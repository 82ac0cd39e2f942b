//! What several pages show of a vote: its figures while it is open, its result afterwards.
//!
//! Invariant: numbers come from the view as they are; nothing is counted or rounded here, and every base
//! says where it comes from.

use crate::ui::{Meter, Stat, Stats, TagKind, dates, t};
use domain::vote::{Choice, Declaration, Outcome, VoteView};
use leptos::prelude::*;

/// Base, cast and needed while a vote is open.
pub(super) fn figures(vote: &VoteView) -> AnyView {
    let t = t();
    let (base, cast, needed) = (vote.parts.base(), vote.cast, vote.needed);
    view! {
        <Stats>
            <Stat label=t.vote_total() value=base.to_string() />
            <Stat label=t.vote_cast() value=cast.to_string() />
            <Stat label=t.vote_required() value=needed.to_string() />
        </Stats>
        <Meter value=cast of=base label=t.vote_meter(cast, base) />
        <p class="small soft num">{t.vote_base_line(vote.parts)}" "{t.vote_source(&vote.rule)}</p>
    }
    .into_any()
}

/// Outcome, exact numbers and where they come from.
pub(super) fn result(declaration: &Declaration) -> AnyView {
    let t = t();
    let (counts, base) = (declaration.counts, declaration.parts.base());
    let threshold = t.vote_threshold(declaration.rule.threshold);
    let class = match declaration.outcome {
        Outcome::Passed => "outcome yes",
        Outcome::Failed => "outcome no",
    };
    let sign = match declaration.outcome {
        Outcome::Passed => "✓",
        Outcome::Failed => "✕",
    };
    view! {
        <p class=class>
            <b><span aria-hidden="true">{sign}" "</span>{t.outcome(declaration.outcome)}</b>
            <span class="num">{t.vote_result_line(counts.yes, base, declaration.needed, &threshold)}</span>
        </p>
        <Stats>
            <Stat label=t.choice(Choice::Yes) value=counts.yes.to_string() kind=TagKind::Yes />
            <Stat label=t.choice(Choice::No) value=counts.no.to_string() kind=TagKind::No />
            <Stat label=t.choice(Choice::Abstain) value=counts.abstain.to_string() />
        </Stats>
        <p class="small soft num">
            {t.vote_base_line(declaration.parts)}" "
            {t.vote_not_cast(base.saturating_sub(counts.cast()))}" "
            {t.vote_source(&declaration.rule)}
        </p>
    }
    .into_any()
}

/// "Công bố lúc 20:15"
pub(super) fn declared_at(at: chrono::DateTime<chrono::Utc>) -> String {
    t().vote_declared_at(&dates::time(at))
}
