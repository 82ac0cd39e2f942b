//! What several pages show of a vote: its ballot, its figures while it is open, its result afterwards.
//!
//! Invariant: numbers come from the view as they are; nothing is counted or rounded here, and every base
//! says where it comes from.

use crate::ui::{
    ButtonLink, Checkbox, Choice as Entry, Choices, Column, Group, Look, Meter, Notice, Radios, Row, Rows, Sense, Stat,
    Stats, Table, Tag, TagKind, Tone, cell, dates, t,
};
use domain::ballot::{Choice, Kind, Layout, Marks};
use domain::rule::Threshold;
use domain::vote::{Declaration, Outcome, State, VoteView};
use leptos::prelude::*;

/// "Nội dung 4 · Bỏ phiếu kín"
pub(super) fn eyebrow(vote: &VoteView) -> String {
    if vote.terms.secret {
        t().vote_item_secret(&vote.item_number)
    } else {
        t().vote_item(&vote.item_number)
    }
}

/// What the ballot asks, and what the rule needs.
pub(super) fn asks(layout: &Layout, threshold: Threshold) -> String {
    let t = t();
    let threshold = t.vote_threshold(threshold);
    match layout.kind {
        Kind::Motion => t.vote_needs(&threshold),
        Kind::ChooseOne => t.vote_asks_one(&threshold),
        Kind::Choose => t.vote_asks_some(layout.most, &threshold),
        Kind::Election => t.vote_asks_election(layout.most, &threshold),
        Kind::Confidence => t.vote_asks_confidence(),
        Kind::Rating => t.vote_asks_rating(),
    }
}

/// When it closes by itself.
pub(super) fn closes_at(vote: &VoteView) -> AnyView {
    match &vote.state {
        State::Open {
            closes_at: Some(at), ..
        } => {
            let sentence = t().vote_closes_at(&dates::time(*at));
            view! { <Notice>{sentence}</Notice> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The fields of a ballot: big buttons for a motion, ticks or levels for the others.
pub(super) fn ballot_fields(layout: &Layout) -> AnyView {
    let t = t();
    match layout.kind {
        Kind::Motion => {
            let choices = [
                (Choice::Yes, Sense::Yes),
                (Choice::No, Sense::No),
                (Choice::Abstain, Sense::Abstain),
            ]
            .map(|(choice, sense)| (choice.mark().to_string(), t.choice(choice), sense));
            view! { <Choices name="m0" choices=choices.into() /> }.into_any()
        }
        Kind::ChooseOne => {
            let choices = layout
                .options
                .iter()
                .enumerate()
                .map(|(place, option)| Entry::new(place.to_string(), option.clone()))
                .collect();
            view! { <Radios name="pick" legend=t.vote_options() choices=choices /> }.into_any()
        }
        Kind::Choose | Kind::Election => {
            let lines = layout
                .options
                .iter()
                .enumerate()
                .map(|(place, option)| {
                    view! { <Checkbox name=format!("m{place}") label=option.clone() value="1" /> }
                })
                .collect_view();
            view! { <Group name="marks" legend=t.vote_options()>{lines}</Group> }.into_any()
        }
        Kind::Confidence | Kind::Rating => layout
            .options
            .iter()
            .enumerate()
            .map(|(place, option)| {
                let levels = (1..=layout.kind.levels())
                    .map(|level| Entry::new(level.to_string(), t.vote_mark(layout.kind, level)))
                    .collect();
                view! { <Radios name=format!("m{place}") legend=option.clone() choices=levels /> }
            })
            .collect_view()
            .into_any(),
    }
}

/// A filled-in ballot, line by line: those marked, or every subject with its level.
pub(super) fn marked(layout: &Layout, marks: &Marks) -> AnyView {
    let t = t();
    let picks = layout.kind.picks();
    let rows = layout
        .options
        .iter()
        .zip(marks.places())
        .filter(|(_, mark)| !picks || **mark > 0)
        .map(|(option, mark)| {
            let (title, label) = (option.clone(), t.vote_mark(layout.kind, *mark));
            // A level is as long as a name: it stands below it, on every line alike.
            if picks {
                view! { <Row title=title><Tag kind=TagKind::Plain label=label /></Row> }.into_any()
            } else {
                view! { <Row title=title sub=label /> }.into_any()
            }
        })
        .collect_view();
    view! { <Rows>{rows}</Rows> }.into_any()
}

/// A ballot in a table's cell.
pub(super) fn in_short(layout: &Layout, marks: &Marks) -> AnyView {
    let t = t();
    if let Some(choice) = marks.choice().filter(|_| layout.kind == Kind::Motion) {
        let kind = match choice {
            Choice::Yes => TagKind::Yes,
            Choice::No => TagKind::No,
            Choice::Abstain => TagKind::Plain,
        };
        return view! { <Tag kind=kind label=t.choice(choice) /> }.into_any();
    }
    if marks.is_blank() {
        return t.vote_blank().into_any();
    }
    let picks = layout.kind.picks();
    let words: Vec<String> = layout
        .options
        .iter()
        .zip(marks.places())
        .filter(|(_, mark)| **mark > 0)
        .map(|(option, mark)| {
            if picks {
                option.clone()
            } else {
                format!("{option}: {}", t.vote_mark(layout.kind, *mark).to_lowercase())
            }
        })
        .collect();
    words.join("; ").into_any()
}

/// Base, cast and needed while a vote is open.
pub(super) fn figures(vote: &VoteView) -> AnyView {
    let t = t();
    let (base, cast, needed) = (vote.parts.base(), vote.cast, vote.needed);
    if vote.terms.channels.paper_only() {
        // Whoever was given one after he had left is still one of them.
        let here = vote.voters_here.max(cast);
        return view! {
            <Stats>
                <Stat label=t.vote_paper_given_label() value=cast.to_string() of=t.chair_of(here) />
                <Stat label=t.vote_total() value=base.to_string() />
            </Stats>
            <Meter value=cast of=here label=t.vote_paper_meter(cast, here) />
            <p class="small soft num">{t.vote_base_line(vote.parts)}" "{t.vote_source(&vote.rule)}</p>
        }
        .into_any();
    }
    let required = match vote.terms.layout.kind {
        Kind::Motion => Some(t.vote_required()),
        // The rule draws no line.
        Kind::Confidence => None,
        _ => Some(t.vote_required_each()),
    };
    view! {
        <Stats>
            <Stat label=t.vote_total() value=base.to_string() />
            <Stat label=t.vote_cast() value=cast.to_string() />
            {required.map(|label| view! { <Stat label=label value=needed.to_string() /> })}
        </Stats>
        <Meter value=cast of=base label=t.vote_meter(cast, base) />
        <p class="small soft num">{t.vote_base_line(vote.parts)}" "{t.vote_source(&vote.rule)}</p>
    }
    .into_any()
}

/// Whether paper is counted before anything is declared.
pub(super) fn counted_after(vote: &VoteView) -> bool {
    vote.paper.as_ref().is_some_and(|paper| paper.issued > 0)
}

/// That a teller stands on the ballot himself, for the chair.
pub(super) fn counts_himself(vote: &VoteView) -> Option<AnyView> {
    let names = vote.counts_himself.join(", ");
    (!names.is_empty())
        .then(|| view! { <Notice tone=Tone::Warning>{t().vote_counts_himself(&names)}</Notice> }.into_any())
}

/// What the button that closes a vote with paper says; nothing where closing declares.
pub(super) fn close_label(vote: &VoteView) -> Option<String> {
    let t = t();
    match (counted_after(vote), vote.terms.channels.paper_only()) {
        (true, true) => Some(t.vote_close_paper_do()),
        (true, false) => Some(t.vote_close_count_do()),
        // None has been given out yet: what closing does then, its page says.
        (false, true) => Some(t.vote_close_do_ask()),
        (false, false) => None,
    }
}

/// How an outcome looks in a list.
pub(super) const fn outcome_tag(outcome: Outcome) -> TagKind {
    match outcome {
        Outcome::Passed => TagKind::Yes,
        Outcome::Failed | Outcome::CapExceeded => TagKind::No,
        Outcome::NextRound | Outcome::Noted => TagKind::Plain,
    }
}

/// Outcome, exact numbers and where they come from.
pub(super) fn result(declaration: &Declaration) -> AnyView {
    let t = t();
    let (tally, base) = (&declaration.tally, declaration.parts.base());
    let threshold = t.vote_threshold(declaration.rule.threshold);
    let (class, sign) = match declaration.outcome {
        Outcome::Passed => ("outcome yes", "✓"),
        Outcome::Failed | Outcome::CapExceeded => ("outcome no", "✕"),
        Outcome::NextRound | Outcome::Noted => ("outcome", "•"),
    };
    let motion = declaration.layout.kind == Kind::Motion;
    let line = if motion {
        t.vote_result_line(tally.of(Choice::Yes), base, declaration.needed, &threshold)
    } else if declaration.outcome == Outcome::Noted {
        t.vote_result_noted(tally.ballots(), base)
    } else {
        t.vote_result_needs(declaration.needed, base, &threshold)
    };
    let figures = if motion {
        motion_figures(declaration)
    } else {
        places(declaration)
    };
    let returned = (tally.invalid + tally.blank > 0 || !motion)
        .then(|| t.vote_ballots_line(tally.ballots(), tally.valid, tally.invalid, tally.blank));
    let more = [t.vote_next_round_line(declaration), t.vote_cap_line(declaration)];
    view! {
        <p class=class>
            <b><span aria-hidden="true">{sign}" "</span>{t.vote_outcome(declaration)}</b>
            <span class="num">{line}</span>
        </p>
        {figures}
        {more.into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect_view()}
        <p class="small soft num">
            {returned.map(|line| format!("{line} "))}
            {t.vote_base_line(declaration.parts)}" "
            {t.vote_not_cast(base.saturating_sub(tally.ballots()))}" "
            {t.vote_source(&declaration.rule)}
        </p>
    }
    .into_any()
}

fn motion_figures(declaration: &Declaration) -> AnyView {
    let t = t();
    let [yes, no, abstain] =
        [Choice::Yes, Choice::No, Choice::Abstain].map(|choice| declaration.tally.of(choice).to_string());
    view! {
        <Stats>
            <Stat label=t.choice(Choice::Yes) value=yes kind=TagKind::Yes />
            <Stat label=t.choice(Choice::No) value=no kind=TagKind::No />
            <Stat label=t.choice(Choice::Abstain) value=abstain />
        </Stats>
    }
    .into_any()
}

/// Every line of the ballot with its counts and what the rule gives it.
fn places(declaration: &Declaration) -> AnyView {
    let t = t();
    let (layout, tally) = (&declaration.layout, &declaration.tally);
    let mut columns = vec![Column::text(t.vote_options())];
    let levels: Vec<u8> = (1..=layout.kind.levels()).collect();
    if layout.kind.picks() {
        columns.push(Column::number(t.vote_ballots()));
    } else {
        columns.extend(
            levels
                .iter()
                .map(|level| Column::number(t.vote_mark(layout.kind, *level))),
        );
    }
    // A column of nothing but dashes says nothing.
    let results = declaration.given.iter().any(Option::is_some);
    if results {
        columns.push(Column::text(t.vote_result()));
    }
    let rows = layout
        .options
        .iter()
        .enumerate()
        .map(|(place, option)| {
            let mut row = vec![cell(option.clone())];
            row.extend(levels.iter().map(|level| cell(tally.count(place, *level))));
            if results {
                let given = declaration.given.get(place).copied().flatten();
                row.push(match given {
                    Some(_) if layout.kind.picks() => {
                        let label = if layout.kind == Kind::Election {
                            t.vote_is_elected()
                        } else {
                            t.vote_is_chosen()
                        };
                        cell(view! { <Tag kind=TagKind::Yes label=label /> })
                    }
                    Some(level) => cell(t.vote_mark(layout.kind, level)),
                    None => cell("–"),
                });
            }
            row
        })
        .collect();
    view! { <Table caption=t.vote_result() quiet_caption=true columns=columns rows=rows /> }.into_any()
}

/// For the chair: the way to the next round, its ballot filled in.
pub(super) fn next_round(vote: &VoteView, declaration: &Declaration) -> AnyView {
    if declaration.next_round.is_none() || !vote.can_repeat {
        return ().into_any();
    }
    let href = format!("/meetings/{}/items/{}/vote?after={}", vote.meeting, vote.item, vote.id);
    let look = Look::Main;
    view! { <ButtonLink href=href label=t().vote_to_next_round() look=look /> }.into_any()
}

/// For the chair: the same vote once more, after it was annulled.
pub(super) fn repeat(vote: &VoteView) -> AnyView {
    if !vote.can_repeat {
        return ().into_any();
    }
    let href = format!("/meetings/{}/items/{}/vote?after={}", vote.meeting, vote.item, vote.id);
    view! { <ButtonLink href=href label=t().vote_repeat() look=Look::Plain /> }.into_any()
}

/// "Công bố lúc 20:15"
pub(super) fn declared_at(at: chrono::DateTime<chrono::Utc>) -> String {
    t().vote_declared_at(&dates::time(at))
}
