//! The declaration: what the counts mean under the rule.
//!
//! Invariant: it follows from layout, tally, base and rule alone, in whole numbers; where the rule does not decide
//! (a tie at the last seat, too few who pass) nobody is declared, but a next round is proposed.

use crate::ballot::{Choice, Kind, Layout, Tally};
use crate::codes;
use crate::rule::{Part, Rule};
use serde::{Deserialize, Serialize};

/// How the base was reached: its parts, for the line under the number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseParts {
    /// Official members on the roll.
    pub official: u32,
    /// Of these, not here.
    pub official_absent: u32,
    /// Exempt or temporarily out, but present and voting: they joined the base.
    pub joined: u32,
}

impl BaseParts {
    #[must_use]
    pub const fn base(self) -> u32 {
        self.official + self.joined
    }
}

codes! {
    pub enum Outcome {
        Passed => "passed",
        Failed => "failed",
        /// An election that fills some seats, or none, and goes on.
        NextRound => "next_round",
        /// Counted and made known; the rule draws no line (confidence vote).
        Noted => "noted",
        /// More members rated "excellent" than the cap allows.
        CapExceeded => "cap_exceeded",
    }
}

/// Those of an election who stand again, and for how many seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextRound {
    pub seats: u32,
    /// Places on this ballot.
    pub candidates: Vec<usize>,
}

/// The cap on "excellent" and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    pub excellent: u32,
    pub most: u32,
}

/// A declared result with everything it was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    pub layout: Layout,
    pub tally: Tally,
    pub parts: BaseParts,
    pub needed: u32,
    pub outcome: Outcome,
    /// For each place: the mark that the rule gives it; 1 is elected or chosen, a level where levels are given.
    pub given: Vec<Option<u8>>,
    pub next_round: Option<NextRound>,
    pub cap: Option<Cap>,
    pub rule: Rule,
}

impl Declaration {
    /// The figures in one line, as the audit keeps them.
    #[must_use]
    pub fn line(&self) -> String {
        let marks: Vec<String> = self
            .tally
            .marks
            .iter()
            .map(|place| place.iter().map(ToString::to_string).collect::<Vec<_>>().join("-"))
            .collect();
        let given: String = self
            .given
            .iter()
            .map(|mark| mark.map_or('.', |mark| char::from(b'0' + mark.min(9))))
            .collect();
        format!(
            "valid={} blank={} invalid={} marks={} official={} absent={} joined={} needed={} given={given} {}",
            self.tally.valid,
            self.tally.blank,
            self.tally.invalid,
            marks.join(","),
            self.parts.official,
            self.parts.official_absent,
            self.parts.joined,
            self.needed,
            self.outcome.code()
        )
    }
}

/// Computes the result of a closed vote.
#[must_use]
pub fn declare(layout: Layout, tally: Tally, parts: BaseParts, rule: Rule) -> Declaration {
    let base = parts.base();
    let passes = |count: u32| rule.threshold.reached(count, base);
    let mut cap = None;
    let mut next_round = None;
    let (outcome, given) = match layout.kind {
        Kind::Motion => {
            let passed = passes(tally.of(Choice::Yes));
            (
                if passed { Outcome::Passed } else { Outcome::Failed },
                vec![passed.then_some(Choice::Yes.mark())],
            )
        }
        Kind::ChooseOne | Kind::Choose | Kind::Election => {
            let elected = elect(&layout, &tally, passes);
            next_round = elected.next_round(&layout, &tally, rule.surplus);
            let outcome = match (&next_round, elected.chosen.is_empty(), layout.kind) {
                // Who chooses up to k need not fill k.
                (None, ..) => Outcome::Passed,
                (Some(_), false, Kind::Choose) if elected.tied.is_empty() => Outcome::Passed,
                (Some(_), ..) => Outcome::NextRound,
            };
            if outcome == Outcome::Passed {
                next_round = None;
            }
            let given = (0..layout.places())
                .map(|place| elected.chosen.contains(&place).then_some(1))
                .collect();
            (outcome, given)
        }
        Kind::Confidence => (Outcome::Noted, vec![None; layout.places()]),
        Kind::Rating => {
            let given: Vec<Option<u8>> = (0..layout.places())
                .map(|place| (1..=Kind::Rating.levels()).find(|level| passes(tally.count(place, *level))))
                .collect();
            let excellent = given.iter().filter(|level| **level == Some(EXCELLENT)).count();
            let excellent = u32::try_from(excellent).unwrap_or(u32::MAX);
            let rated = u32::try_from(layout.places()).unwrap_or(u32::MAX);
            cap = rule.cap.map(|part| Cap {
                excellent,
                most: part.floor(rated),
            });
            let outcome = match cap {
                Some(cap) if cap.excellent > cap.most => Outcome::CapExceeded,
                _ if given.contains(&None) => Outcome::Failed,
                _ => Outcome::Passed,
            };
            (outcome, given)
        }
    };
    Declaration {
        needed: rule.threshold.needed(base),
        layout,
        tally,
        parts,
        outcome,
        given,
        next_round,
        cap,
        rule,
    }
}

/// The level "hoàn thành xuất sắc nhiệm vụ".
pub const EXCELLENT: u8 = 1;

struct Elected {
    chosen: Vec<usize>,
    /// Passed, but tied with each other at the last seat.
    tied: Vec<usize>,
    seats: u32,
}

/// Highest counts first among those who pass; whoever is tied across the last seat is not chosen.
fn elect(layout: &Layout, tally: &Tally, passes: impl Fn(u32) -> bool) -> Elected {
    let seats = usize::try_from(layout.most).unwrap_or(usize::MAX);
    let count = |place: usize| tally.count(place, 1);
    let mut passing: Vec<usize> = (0..layout.places()).filter(|place| passes(count(*place))).collect();
    passing.sort_by_key(|place| (std::cmp::Reverse(count(*place)), *place));
    let mut tied = Vec::new();
    if let (Some(last), Some(first_out)) = (seats.checked_sub(1).and_then(|n| passing.get(n)), passing.get(seats)) {
        let line = count(*last);
        if line == count(*first_out) {
            tied = passing.iter().copied().filter(|place| count(*place) == line).collect();
            passing.retain(|place| count(*place) > line);
        }
    }
    passing.truncate(seats);
    Elected {
        chosen: passing,
        tied,
        seats: layout.most,
    }
}

impl Elected {
    /// Who stands for the seats that are left. After a tie only the tied; otherwise those not chosen, by their counts,
    /// as many as the seats and the surplus that the rule allows (all of them where it says nothing); equal counts
    /// at the cut all stay.
    fn next_round(&self, layout: &Layout, tally: &Tally, surplus: Option<Part>) -> Option<NextRound> {
        let chosen = u32::try_from(self.chosen.len()).unwrap_or(u32::MAX);
        let seats = self.seats.checked_sub(chosen).filter(|seats| *seats > 0)?;
        if !self.tied.is_empty() {
            return Some(NextRound {
                seats,
                candidates: self.tied.clone(),
            });
        }
        let count = |place: usize| tally.count(place, 1);
        let mut rest: Vec<usize> = (0..layout.places())
            .filter(|place| !self.chosen.contains(place))
            .collect();
        rest.sort_by_key(|place| (std::cmp::Reverse(count(*place)), *place));
        if let Some(surplus) = surplus {
            // Somebody to choose from: one more than the seats at least.
            let most = seats + surplus.floor(seats).max(1);
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            if let Some(line) = most.checked_sub(1).and_then(|n| rest.get(n)).map(|place| count(*place)) {
                rest.retain(|place| count(*place) >= line);
            }
        }
        rest.sort_unstable();
        // Nobody is left to stand: the seats stay empty.
        (!rest.is_empty()).then_some(NextRound {
            seats,
            candidates: rest,
        })
    }
}
