//! Rules of voting as data.
//!
//! Invariant: counting is exact integer arithmetic; a rule that domain knowledge marks as secondary is seeded
//! unconfirmed, and only a committee with a source in its hand confirms it.

use crate::ballot::Kind;
use crate::ids::RuleId;
use crate::{Result, codes, form::Reading};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

codes! {
    /// Matters that a cell or committee votes on.
    pub enum Matter {
        OrdinaryResolution => "ordinary_resolution",
        Admission => "admission",
        Recognition => "recognition",
        Discipline => "discipline",
        Expulsion => "expulsion",
        Election => "election",
        Presidium => "presidium",
        Confidence => "confidence",
        YearlyRating => "yearly_rating",
        Exemption => "exemption",
    }
}

codes! {
    /// Who is counted in the base ("tổng số").
    pub enum Base {
        /// All official members summoned, less those exempt or temporarily out who are absent.
        OfficialSummoned => "official_summoned",
    }
}

impl Matter {
    /// The ballots that this matter can be put on, the usual one first.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::OrdinaryResolution => &[Kind::Motion, Kind::ChooseOne, Kind::Choose],
            Self::Admission | Self::Recognition | Self::Expulsion | Self::Exemption => &[Kind::Motion],
            Self::Discipline => &[Kind::Motion, Kind::ChooseOne],
            Self::Election => &[Kind::Election],
            Self::Presidium => &[Kind::Motion, Kind::Election],
            Self::Confidence => &[Kind::Confidence],
            Self::YearlyRating => &[Kind::Rating, Kind::Motion],
        }
    }

    /// Whether it decides about people: openly or in secret is then never taken for granted.
    #[must_use]
    pub const fn concerns_persons(self) -> bool {
        match self {
            Self::OrdinaryResolution => false,
            Self::Admission
            | Self::Recognition
            | Self::Discipline
            | Self::Expulsion
            | Self::Election
            | Self::Presidium
            | Self::Confidence
            | Self::YearlyRating
            | Self::Exemption => true,
        }
    }

    /// Whether somebody must say how it is voted on, where the rule leaves the choice to the meeting.
    #[must_use]
    pub const fn manner_is_chosen(self, secrecy: Secrecy) -> bool {
        matches!(secrecy, Secrecy::Either) && self.concerns_persons()
    }

    /// Whether a vote on it opens by one tap: it is put as a motion, and the rule alone says how.
    #[must_use]
    pub fn opens_by_one_tap(self, secrecy: Secrecy) -> bool {
        self.kinds().first() == Some(&Kind::Motion) && !self.manner_is_chosen(secrecy)
    }
}

codes! {
    pub enum Secrecy { Open => "open", Secret => "secret", Either => "either" }
}

/// A part of a whole: `numerator / denominator`, reached or (strict) exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    pub numerator: u32,
    pub denominator: u32,
    /// "More than" instead of "at least".
    pub strict: bool,
}

impl Threshold {
    /// Whether `count` of `base` is enough. With an empty base nothing passes.
    #[must_use]
    pub fn reached(self, count: u32, base: u32) -> bool {
        let have = u64::from(count) * u64::from(self.denominator);
        let need = u64::from(base) * u64::from(self.numerator);
        base > 0 && if self.strict { have > need } else { have >= need }
    }

    /// The smallest count that is enough; one more than the base where none is.
    #[must_use]
    pub fn needed(self, base: u32) -> u32 {
        let need = u64::from(base) * u64::from(self.numerator);
        let denominator = u64::from(self.denominator.max(1));
        let least = if self.strict {
            need / denominator + 1
        } else {
            need.div_ceil(denominator)
        };
        u32::try_from(least).unwrap_or(u32::MAX)
    }
}

/// A part of a whole that is given as a whole number: 20 % of 22 is 4. Stands as `1/5` in the database and in forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub numerator: u32,
    pub denominator: u32,
}

impl Part {
    /// The part of `whole`, rounded down.
    #[must_use]
    pub fn floor(self, whole: u32) -> u32 {
        let part = u64::from(whole) * u64::from(self.numerator) / u64::from(self.denominator.max(1));
        u32::try_from(part).unwrap_or(u32::MAX)
    }

    /// Reads `1/5`; a part is no more than the whole.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let (numerator, denominator) = typed.split_once('/')?;
        let part = Self {
            numerator: numerator.trim().parse().ok()?,
            denominator: denominator.trim().parse().ok()?,
        };
        ((1..=1000).contains(&part.denominator) && part.numerator <= part.denominator).then_some(part)
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

codes! {
    /// How a ballot reaches the box.
    pub enum Channel {
        /// The voter's own device.
        Phone => "phone",
        /// The cell's tablet, with card and PIN.
        Assisted => "assisted",
        /// Paper, or a show of hands where the vote is open; two tellers count.
        Paper => "paper",
    }
}

/// A set of channels; stands as `phone,paper` in the database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels(pub BTreeSet<Channel>);

impl Channels {
    #[must_use]
    pub fn of(channels: &[Channel]) -> Self {
        Self(channels.iter().copied().collect())
    }

    #[must_use]
    pub fn has(&self, channel: Channel) -> bool {
        self.0.contains(&channel)
    }

    /// No screen takes a ballot.
    #[must_use]
    pub fn paper_only(&self) -> bool {
        self.has(Channel::Paper) && !self.electronic()
    }

    /// Phone or tablet: ballots that the server itself receives.
    #[must_use]
    pub fn electronic(&self) -> bool {
        self.has(Channel::Phone) || self.has(Channel::Assisted)
    }

    #[must_use]
    pub fn codes(&self) -> String {
        self.0
            .iter()
            .map(|channel| channel.code())
            .collect::<Vec<_>>()
            .join(",")
    }

    #[must_use]
    pub fn from_codes(codes: &str) -> Option<Self> {
        codes
            .split(',')
            .filter(|code| !code.is_empty())
            .map(Channel::from_code)
            .collect::<Option<BTreeSet<_>>>()
            .map(Self)
    }
}

/// One rule, valid from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: RuleId,
    pub matter: Matter,
    pub base: Base,
    pub threshold: Threshold,
    pub quorum: Threshold,
    pub secrecy: Secrecy,
    /// The channels that a secret ballot may take. No rule is known that lets phones into a secret ballot
    /// (domain.md §3), so the seed says paper, and the committee opens more. Open votes take every channel.
    pub secret_channels: Channels,
    /// How many more than the seats may stand in an election.
    pub surplus: Option<Part>,
    /// The most that may be rated "excellent" in a yearly rating.
    pub cap: Option<Part>,
    /// Where it is written, as the declaration prints it.
    pub source: String,
    /// The committee member who confirmed it against the text; `None` prints "chưa đối chiếu văn bản".
    pub confirmed_by: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// The rules of every time, by matter and newest first, and whether the reader may revise them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesPage {
    pub rules: Vec<Rule>,
    pub can_edit: bool,
}

impl Rule {
    /// The version that follows: base and quorum stay, the rest is what was entered.
    ///
    /// # Errors
    /// [`crate::Fault::ChangedMeanwhile`] if another version follows already; [`crate::Fault::EndBeforeStart`] for a
    /// day before this one began.
    pub fn revise(&self, id: RuleId, data: RuleData) -> Result<Self> {
        if self.valid_to.is_some() {
            return Err(crate::Error::Refused(crate::Fault::ChangedMeanwhile));
        }
        if data.valid_from < self.valid_from {
            return Err(crate::Error::field("valid_from", crate::Fault::EndBeforeStart));
        }
        Ok(Self {
            id,
            matter: self.matter,
            base: self.base,
            threshold: data.threshold,
            quorum: self.quorum,
            secrecy: data.secrecy,
            secret_channels: data.secret_channels,
            surplus: data.surplus,
            cap: data.cap,
            source: data.source,
            confirmed_by: data.confirmed_by,
            valid_from: data.valid_from,
            valid_to: None,
        })
    }
}

/// A rule of the seed, before it has an id.
#[derive(Debug, Clone, Copy)]
pub struct Seed {
    pub matter: Matter,
    pub threshold: Threshold,
    pub secrecy: Secrecy,
    pub source: &'static str,
}

impl Seed {
    /// The rule as it stands until a committee revises it: unconfirmed, secret ballots on paper.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Rule {
        let part = |numerator, denominator| Part { numerator, denominator };
        Rule {
            id,
            matter: self.matter,
            base: Base::OfficialSummoned,
            threshold: self.threshold,
            quorum: QUORUM,
            secrecy: self.secrecy,
            secret_channels: Channels::of(&[Channel::Paper]),
            // "Not more than 30 % of the seats" [PNVN, older].
            surplus: matches!(self.matter, Matter::Election | Matter::Presidium).then(|| part(3, 10)),
            // From general knowledge, hence unconfirmed.
            cap: (self.matter == Matter::YearlyRating).then(|| part(1, 5)),
            source: self.source.to_owned(),
            confirmed_by: None,
            valid_from: seed_from(),
            valid_to: None,
        }
    }
}

/// The quorum of every rule of the seed: two thirds of those summoned.
/// Source: confidence vote [BTN]; congress and cell from general knowledge, hence unconfirmed.
pub const QUORUM: Threshold = Threshold {
    numerator: 2,
    denominator: 3,
    strict: false,
};

const MORE_THAN_HALF: Threshold = Threshold {
    numerator: 1,
    denominator: 2,
    strict: true,
};
const TWO_THIRDS: Threshold = Threshold {
    numerator: 2,
    denominator: 3,
    strict: false,
};

/// First day of the seed's rules: 08/04/2026, 20-QĐ/TW.
#[must_use]
pub fn seed_from() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 8).expect("a day of the calendar")
}

/// The rules of domain.md §3. All are unconfirmed: each rests on a secondary source or on general knowledge.
pub const SEED: &[Seed] = &[
    Seed {
        matter: Matter::OrdinaryResolution,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Either,
        source: "20-QĐ/TW (08/04/2026)",
    },
    Seed {
        matter: Matter::Admission,
        threshold: TWO_THIRDS,
        secrecy: Secrecy::Either,
        source: "294-QĐ/TW (26/05/2025)",
    },
    Seed {
        matter: Matter::Recognition,
        threshold: TWO_THIRDS,
        secrecy: Secrecy::Either,
        source: "294-QĐ/TW (26/05/2025)",
    },
    Seed {
        matter: Matter::Discipline,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Secret,
        source: "296-QĐ/TW (30/05/2025)",
    },
    Seed {
        matter: Matter::Expulsion,
        threshold: TWO_THIRDS,
        secrecy: Secrecy::Secret,
        source: "296-QĐ/TW (30/05/2025)",
    },
    Seed {
        matter: Matter::Election,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Secret,
        source: "190-QĐ/TW (10/10/2024)",
    },
    Seed {
        matter: Matter::Presidium,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Open,
        source: "190-QĐ/TW (10/10/2024)",
    },
    Seed {
        matter: Matter::Confidence,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Secret,
        source: "96-QĐ/TW (02/02/2023)",
    },
    Seed {
        matter: Matter::YearlyRating,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Either,
        source: "366-QĐ/TW (30/08/2025)",
    },
    Seed {
        matter: Matter::Exemption,
        threshold: MORE_THAN_HALF,
        secrecy: Secrecy::Either,
        source: "294-QĐ/TW (26/05/2025)",
    },
];

/// Form: a new version of a rule, or its confirmation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    pub numerator: String,
    pub denominator: String,
    pub strict: String,
    pub secrecy: String,
    /// "yes": phones may take secret ballots.
    pub secret_phone: String,
    /// "yes": the cell's tablet may.
    pub secret_assisted: String,
    /// `3/10` or nothing.
    pub surplus: String,
    /// `1/5` or nothing.
    pub cap: String,
    pub source: String,
    pub confirmed_by: String,
    pub valid_from: String,
}

/// What [`RuleForm`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleData {
    pub threshold: Threshold,
    pub secrecy: Secrecy,
    pub secret_channels: Channels,
    pub surplus: Option<Part>,
    pub cap: Option<Part>,
    pub source: String,
    pub confirmed_by: Option<String>,
    pub valid_from: NaiveDate,
}

impl RuleForm {
    /// # Errors
    /// [`crate::Error::Invalid`] with every field that cannot be used.
    pub fn read(&self, today: NaiveDate) -> Result<RuleData> {
        let mut r = Reading::new();
        let denominator = r.number("denominator", &self.denominator, 1..=100);
        let numerator = r.number("numerator", &self.numerator, 1..=100);
        let strict = self.strict == "yes";
        // "More than the whole" can never be reached.
        let most = if strict { denominator - 1 } else { denominator };
        if r.is_clean() && most == 0 {
            r.problem("denominator", crate::Fault::NotANumber { least: 2, most: 100 });
        } else if r.is_clean() && numerator > most {
            r.problem("numerator", crate::Fault::NotANumber { least: 1, most });
        }
        let secrecy = r.choice("secrecy", &self.secrecy, Secrecy::from_code(&self.secrecy));
        let mut part_of = |field, typed: &str| {
            let part = Part::parse(typed);
            if part.is_none() && !typed.trim().is_empty() {
                r.problem(field, crate::Fault::NotAPart);
            }
            part
        };
        let surplus = part_of("surplus", &self.surplus);
        let cap = part_of("cap", &self.cap);
        let allowed = [
            (&self.secret_phone, Channel::Phone),
            (&self.secret_assisted, Channel::Assisted),
        ];
        let secret_channels = allowed
            .iter()
            .filter(|(typed, _)| *typed == "yes")
            .map(|(_, channel)| *channel);
        let secret_channels = Channels(secret_channels.chain([Channel::Paper]).collect());
        let source = r.line("source", &self.source, 0..=200);
        let by = r.line("confirmed_by", &self.confirmed_by, 0..=120);
        if !by.is_empty() && source.is_empty() {
            r.problem("source", crate::Fault::SourceNeeded);
        }
        let from = r.coming("valid_from", &self.valid_from, today);
        let part = |n: i64| u32::try_from(n).unwrap_or(1);
        let value = secrecy.zip(from).map(|(secrecy, valid_from)| RuleData {
            threshold: Threshold {
                numerator: part(numerator),
                denominator: part(denominator),
                strict,
            },
            secrecy,
            secret_channels,
            surplus,
            cap,
            source,
            confirmed_by: (!by.is_empty()).then_some(by),
            valid_from,
        });
        r.done(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exactly_half_is_not_more_than_half() {
        assert!(!MORE_THAN_HALF.reached(10, 20));
        assert!(MORE_THAN_HALF.reached(11, 20));
        assert_eq!(MORE_THAN_HALF.needed(20), 11);
        assert_eq!(TWO_THIRDS.needed(20), 14);
        assert!(!TWO_THIRDS.reached(0, 0));
    }

    #[test]
    fn more_than_the_whole_is_no_rule() {
        let form = |numerator: &str, denominator: &str, strict: &str| RuleForm {
            numerator: numerator.into(),
            denominator: denominator.into(),
            strict: strict.into(),
            secrecy: "open".into(),
            valid_from: "2026-12-03".into(),
            ..RuleForm::default()
        };
        assert!(form("2", "2", "").read(seed_from()).is_ok(), "all of them is a rule");
        assert!(form("1", "2", "yes").read(seed_from()).is_ok());
        for (numerator, denominator, field) in [("2", "2", "numerator"), ("1", "1", "denominator")] {
            let refused = form(numerator, denominator, "yes").read(seed_from());
            assert!(matches!(refused, Err(crate::Error::Invalid(problems)) if problems[0].field == field));
        }
    }

    #[test]
    fn every_matter_has_one_seeded_rule() {
        for matter in Matter::ALL {
            assert_eq!(
                SEED.iter().filter(|seed| seed.matter == *matter).count(),
                1,
                "{matter:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn needed_is_the_least_that_reaches(n in 1_u32..100, extra in 0_u32..100, strict: bool, base in 1_u32..100_000) {
            let threshold = Threshold { numerator: n, denominator: n + extra, strict };
            let needed = threshold.needed(base);
            prop_assert!(threshold.reached(needed, base));
            prop_assert!(needed == 0 || !threshold.reached(needed - 1, base));
        }
    }
}
