//! The ballot: what stands on it, how it is marked, how marks are added up.
//!
//! Invariant: marks fit their layout or do not exist; a tally counts every ballot exactly once, as valid or invalid,
//! and adds in any order to the same figures.

use crate::fold::exact;
use crate::ids::VoteId;
use crate::{Fault, codes};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

codes! {
    /// What a ballot asks.
    pub enum Kind {
        /// For, against, no opinion on one question.
        Motion => "motion",
        ChooseOne => "choose_one",
        /// Up to k of a list.
        Choose => "choose",
        /// Up to k candidates, each of whom must reach the threshold.
        Election => "election",
        /// Three levels for each person: high, confident, low. Source: 96-QĐ/TW, levels from general knowledge.
        Confidence => "confidence",
        /// Four levels for each member, "excellent" capped. Source: 366-QĐ/TW.
        Rating => "rating",
    }
}

impl Kind {
    /// Whether options are marked or not marked, a limited number of them.
    #[must_use]
    pub const fn picks(self) -> bool {
        match self {
            Self::ChooseOne | Self::Choose | Self::Election => true,
            Self::Motion | Self::Confidence | Self::Rating => false,
        }
    }

    /// The highest mark of one place; 0 is "not marked".
    #[must_use]
    pub const fn levels(self) -> u8 {
        match self {
            Self::ChooseOne | Self::Choose | Self::Election => 1,
            Self::Motion | Self::Confidence => 3,
            Self::Rating => 4,
        }
    }
}

codes! {
    /// The answers to a motion, as marks 1 to 3.
    pub enum Choice { Yes => "yes", No => "no", Abstain => "abstain" }
}

impl Choice {
    #[must_use]
    pub const fn mark(self) -> u8 {
        match self {
            Self::Yes => 1,
            Self::No => 2,
            Self::Abstain => 3,
        }
    }
}

/// Options on one ballot at most; an executive committee of a commune has 33 seats (domain.md §1).
pub const MOST_OPTIONS: usize = 100;

/// What stands on the ballots of one vote; fixed when the vote is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub kind: Kind,
    /// Candidates, persons or proposals, in the order of the ballot; none for a motion.
    pub options: Vec<String>,
    /// How many may be marked: seats of an election. 1 where nothing is picked.
    pub most: u32,
}

impl Layout {
    /// The ballot of a motion.
    #[must_use]
    pub const fn motion() -> Self {
        Self {
            kind: Kind::Motion,
            options: Vec::new(),
            most: 1,
        }
    }

    /// Whether a line names this person: the same words next to each other, whatever stands around them.
    #[must_use]
    pub fn names(&self, person: &str) -> bool {
        let words = |text: &str| -> Vec<String> {
            let spaced: String = text.nfc().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
            exact(&spaced).split_whitespace().map(str::to_owned).collect()
        };
        let wanted = words(person);
        let named = |option: &String| words(option).windows(wanted.len()).any(|line| line == wanted);
        !wanted.is_empty() && self.options.iter().any(named)
    }

    /// # Errors
    /// [`Fault::TooFewOptions`], [`Fault::TooManyOptions`], [`Fault::OptionTwice`] or [`Fault::SeatsBeyondOptions`].
    pub fn new(kind: Kind, options: Vec<String>, most: u32) -> Result<Self, Fault> {
        let least: usize = match kind {
            Kind::Motion => return Ok(Self::motion()),
            Kind::Election | Kind::Confidence | Kind::Rating => 1,
            Kind::ChooseOne | Kind::Choose => 2,
        };
        if options.len() < least {
            return Err(Fault::TooFewOptions { least });
        }
        if options.len() > MOST_OPTIONS {
            return Err(Fault::TooManyOptions { most: MOST_OPTIONS });
        }
        let mut folded: Vec<String> = options.iter().map(|option| option.to_lowercase()).collect();
        folded.sort_unstable();
        if folded.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Fault::OptionTwice);
        }
        let most = match kind {
            Kind::Choose | Kind::Election => most,
            Kind::Motion | Kind::ChooseOne | Kind::Confidence | Kind::Rating => 1,
        };
        if most == 0 || usize::try_from(most).is_ok_and(|most| most > options.len()) {
            return Err(Fault::SeatsBeyondOptions { most: options.len() });
        }
        Ok(Self { kind, options, most })
    }

    /// How many marks a ballot has.
    #[must_use]
    pub fn places(&self) -> usize {
        match self.kind {
            Kind::Motion => 1,
            _ => self.options.len(),
        }
    }
}

/// One ballot's marks, a digit for each place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Marks(Vec<u8>);

impl Marks {
    /// An empty ballot.
    #[must_use]
    pub fn blank(layout: &Layout) -> Self {
        Self(vec![0; layout.places()])
    }

    /// A motion's ballot.
    #[must_use]
    pub fn of(choice: Choice) -> Self {
        Self(vec![choice.mark()])
    }

    /// Marks that are as many as the layout has places, each within its levels, and no more than may be picked.
    ///
    /// # Errors
    /// [`Fault::NotAChoice`] for marks of another ballot, [`Fault::OverFull`] for too many.
    pub fn new(marks: Vec<u8>, layout: &Layout) -> Result<Self, Fault> {
        if marks.len() != layout.places() || marks.iter().any(|mark| *mark > layout.kind.levels()) {
            return Err(Fault::NotAChoice);
        }
        let picked = marks.iter().filter(|mark| **mark > 0).count();
        if layout.kind.picks() && usize::try_from(layout.most).is_ok_and(|most| picked > most) {
            return Err(Fault::OverFull { most: layout.most });
        }
        Ok(Self(marks))
    }

    /// The digits as they are stored: `"0110"`.
    #[must_use]
    pub fn encode(&self) -> String {
        self.0.iter().map(|mark| char::from(b'0' + mark.min(&9))).collect()
    }

    /// # Errors
    /// As [`Marks::new`].
    pub fn decode(text: &str, layout: &Layout) -> Result<Self, Fault> {
        let marks = text
            .bytes()
            .map(|byte| byte.checked_sub(b'0').filter(|mark| *mark <= 9))
            .collect::<Option<Vec<u8>>>()
            .ok_or(Fault::NotAChoice)?;
        Self::new(marks, layout)
    }

    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|mark| *mark == 0)
    }

    #[must_use]
    pub fn places(&self) -> &[u8] {
        &self.0
    }

    /// What a motion's ballot says.
    #[must_use]
    pub fn choice(&self) -> Option<Choice> {
        let mark = self.0.first()?;
        Choice::ALL.iter().copied().find(|choice| choice.mark() == *mark)
    }
}

/// Bytes of a ballot before it is sealed: all of one length, so that the seal tells nothing by its size.
pub const SEALED_TEXT: usize = 128;
const HEAD: usize = 18;

/// A ballot as it goes into its seal: version, vote, number of places, marks, zeros. The vote is bound in, so a
/// ballot sealed for one vote cannot be counted in another.
#[must_use]
pub fn sealed_text(vote: VoteId, ballot: &Marks) -> [u8; SEALED_TEXT] {
    let mut text = [0; SEALED_TEXT];
    text[0] = 1;
    text[1..17].copy_from_slice(vote.0.as_bytes());
    text[17] = u8::try_from(ballot.0.len()).unwrap_or(u8::MAX);
    for (to, mark) in text[HEAD..].iter_mut().zip(&ballot.0) {
        *to = *mark;
    }
    text
}

/// The ballot of an opened seal; `None` if it is none of this vote.
#[must_use]
pub fn read_sealed(vote: VoteId, layout: &Layout, text: &[u8]) -> Option<Marks> {
    let of_vote = text.len() == SEALED_TEXT && text[0] == 1 && text[1..17] == *vote.0.as_bytes();
    let marks = of_vote.then(|| text[HEAD..].get(..usize::from(text[17])))??;
    Marks::new(marks.to_vec(), layout).ok()
}

/// Ballots added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Ballots that count, blank ones among them.
    pub valid: u32,
    /// Valid ballots without a mark.
    pub blank: u32,
    /// Paper ballots that say nothing clear; on a screen there are none.
    pub invalid: u32,
    /// For each place, how many ballots bear mark 1, 2, …
    pub marks: Vec<Vec<u32>>,
}

impl Tally {
    #[must_use]
    pub fn empty(layout: &Layout) -> Self {
        Self {
            valid: 0,
            blank: 0,
            invalid: 0,
            marks: vec![vec![0; usize::from(layout.kind.levels())]; layout.places()],
        }
    }

    /// Adds `times` equal ballots.
    pub fn add(&mut self, ballot: &Marks, times: u32) {
        self.valid += times;
        if ballot.is_blank() {
            self.blank += times;
        }
        for (place, mark) in self.marks.iter_mut().zip(ballot.places()) {
            if let Some(count) = mark.checked_sub(1).and_then(|mark| place.get_mut(usize::from(mark))) {
                *count += times;
            }
        }
    }

    /// The sum of two tallies of one layout. Figures of a record that somebody has forged may be as large as they like:
    /// what is too large does not add up.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.valid = self.valid.saturating_add(other.valid);
        self.blank = self.blank.saturating_add(other.blank);
        self.invalid = self.invalid.saturating_add(other.invalid);
        for (place, more) in self.marks.iter_mut().zip(&other.marks) {
            for (count, more) in place.iter_mut().zip(more) {
                *count = count.saturating_add(*more);
            }
        }
        self
    }

    /// All ballots that came back.
    #[must_use]
    pub const fn ballots(&self) -> u32 {
        self.valid.saturating_add(self.invalid)
    }

    /// How often a place bears a mark (1 is the first).
    #[must_use]
    pub fn count(&self, place: usize, mark: u8) -> u32 {
        let level = mark.checked_sub(1).map(usize::from);
        let count = level.and_then(|level| self.marks.get(place)?.get(level));
        count.copied().unwrap_or(0)
    }

    /// How often a motion was answered so.
    #[must_use]
    pub fn of(&self, choice: Choice) -> u32 {
        self.count(0, choice.mark())
    }

    /// The places that are marked more often than there are ballots with a mark, each with its
    /// [`Fault::PlaceBeyondBallots`]. One place has no name, and its sum is the sum of all.
    #[must_use]
    pub fn beyond(&self, layout: &Layout) -> Vec<(usize, Fault)> {
        let ballots = u64::from(self.valid.saturating_sub(self.blank));
        let places = self.marks.iter().zip(&layout.options).enumerate();
        places
            .filter_map(|(place, (marks, name))| {
                let marks = marks.iter().copied().map(u64::from).sum();
                let name = name.clone();
                (marks > ballots).then_some((place, Fault::PlaceBeyondBallots { name, marks, ballots }))
            })
            .collect()
    }

    /// Whether these can be figures of ballots of this layout: nothing is marked more often than there are ballots,
    /// and no more in all than so many ballots can bear.
    ///
    /// # Errors
    /// [`Fault::BlankBeyondValid`], [`Fault::PlaceBeyondBallots`] for the first such place,
    /// [`Fault::MarksOutOfRange`], or [`Fault::CountsDoNotAddUp`] for figures of another ballot.
    pub fn sound(&self, layout: &Layout) -> Result<(), Fault> {
        let shape = self.marks.len() == layout.places()
            && self
                .marks
                .iter()
                .all(|place| place.len() == usize::from(layout.kind.levels()));
        let sums: Vec<u64> = self
            .marks
            .iter()
            .map(|place| place.iter().copied().map(u64::from).sum())
            .collect();
        if !shape {
            return Err(Fault::CountsDoNotAddUp);
        }
        let Some(ballots) = self.valid.checked_sub(self.blank).map(u64::from) else {
            return Err(Fault::BlankBeyondValid {
                blank: self.blank,
                valid: self.valid,
            });
        };
        if let Some((_, fault)) = self.beyond(layout).into_iter().next() {
            return Err(fault);
        }
        let marks: u64 = sums.iter().sum();
        let most = match layout.kind {
            Kind::Motion => ballots,
            Kind::ChooseOne | Kind::Choose | Kind::Election => ballots * u64::from(layout.most),
            Kind::Confidence | Kind::Rating => ballots * u64::try_from(layout.places()).unwrap_or(u64::MAX),
        };
        // A ballot that is not blank bears one mark at least.
        if (ballots..=most).contains(&marks) {
            Ok(())
        } else {
            Err(Fault::MarksOutOfRange { marks, ballots, most })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn election(candidates: usize, seats: u32) -> Layout {
        let names = (0..candidates).map(|n| format!("Ứng viên {n}")).collect();
        Layout::new(Kind::Election, names, seats).unwrap()
    }

    #[test]
    fn a_layout_has_enough_options_and_none_twice() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            Layout::new(Kind::Choose, names(&["A"]), 1),
            Err(Fault::TooFewOptions { least: 2 })
        );
        assert_eq!(
            Layout::new(Kind::Election, names(&["Đào", "đào"]), 1),
            Err(Fault::OptionTwice)
        );
        assert_eq!(
            Layout::new(Kind::Election, names(&["A", "B"]), 3),
            Err(Fault::SeatsBeyondOptions { most: 2 })
        );
        assert_eq!(
            Layout::new(Kind::Election, names(&["A", "B"]), 0),
            Err(Fault::SeatsBeyondOptions { most: 2 })
        );
        let many = (0..101).map(|n| n.to_string()).collect();
        assert_eq!(
            Layout::new(Kind::Confidence, many, 1),
            Err(Fault::TooManyOptions { most: 100 })
        );
        assert_eq!(Layout::new(Kind::Motion, names(&["x"]), 9), Ok(Layout::motion()));
    }

    #[test]
    fn too_many_marks_are_no_ballot() {
        let layout = election(4, 2);
        assert_eq!(Marks::decode("1101", &layout), Err(Fault::OverFull { most: 2 }));
        assert_eq!(Marks::decode("110", &layout), Err(Fault::NotAChoice));
        assert_eq!(Marks::decode("0200", &layout), Err(Fault::NotAChoice));
        assert_eq!(Marks::decode("1x00", &layout), Err(Fault::NotAChoice));
        assert!(Marks::decode("0000", &layout).unwrap().is_blank());
        assert_eq!(
            Marks::decode("2", &Layout::motion()).unwrap().choice(),
            Some(Choice::No)
        );
    }

    #[test]
    fn paper_counts_must_be_possible() {
        let layout = election(3, 2);
        let tally = |valid, blank, marks: [u32; 3]| Tally {
            valid,
            blank,
            invalid: 1,
            marks: marks.iter().map(|count| vec![*count]).collect(),
        };
        assert!(tally(10, 1, [9, 5, 4]).sound(&layout).is_ok());
        assert!(
            tally(10, 1, [10, 5, 3]).sound(&layout).is_err(),
            "more marks than marked ballots"
        );
        assert!(
            tally(10, 1, [9, 9, 1]).sound(&layout).is_err(),
            "more marks than two a ballot"
        );
        assert!(
            tally(10, 0, [3, 3, 3]).sound(&layout).is_err(),
            "a ballot that is neither marked nor blank"
        );
        assert!(
            tally(1, 2, [0, 0, 0]).sound(&layout).is_err(),
            "more blank ballots than ballots"
        );
    }

    prop_compose! {
        fn ballots()(candidates in 1_usize..8, seats in 1_u32..8)
            (layout in Just(election(candidates, seats.min(u32::try_from(candidates).unwrap()))),
             rows in prop::collection::vec(prop::collection::vec(0_u8..2, candidates), 0..60))
            -> (Layout, Vec<Marks>) {
            let marks = rows.into_iter().filter_map(|row| Marks::new(row, &layout).ok()).collect();
            (layout, marks)
        }
    }

    proptest! {
        #[test]
        fn the_order_and_the_parting_of_ballots_change_no_figure((layout, ballots) in ballots(), cut in 0_usize..60) {
            let count = |ballots: &[Marks]| {
                let mut tally = Tally::empty(&layout);
                ballots.iter().for_each(|ballot| tally.add(ballot, 1));
                tally
            };
            let whole = count(&ballots);
            let mut sorted = ballots.clone();
            sorted.sort();
            prop_assert_eq!(&whole, &count(&sorted));
            let (one, other) = ballots.split_at(cut.min(ballots.len()));
            prop_assert_eq!(&whole, &count(one).and(&count(other)));
            prop_assert_eq!(usize::try_from(whole.ballots()).unwrap(), ballots.len());
            prop_assert!(whole.sound(&layout).is_ok());
            for place in 0..layout.places() {
                let by_hand = ballots.iter().filter(|ballot| ballot.places()[place] == 1).count();
                prop_assert_eq!(usize::try_from(whole.count(place, 1)).unwrap(), by_hand);
            }
        }

        #[test]
        fn marks_travel_unchanged((layout, ballots) in ballots()) {
            for ballot in ballots {
                prop_assert_eq!(Marks::decode(&ballot.encode(), &layout).unwrap(), ballot);
            }
        }
    }
}
