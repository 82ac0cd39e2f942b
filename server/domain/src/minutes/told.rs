//! Whether minutes still tell the figures that the meeting knows: declared results, who was here.
//!
//! Invariant: it only warns. A figure counts as told where its words and its numbers stand together, before or after
//! each other; what people write besides does not matter.

use crate::fold;
use std::collections::BTreeSet;
use std::ops::Range;

/// A number and the words it belongs to: "tán thành" 17 of 20.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub words: String,
    pub count: u32,
    pub of: Option<u32>,
    /// Whoever it is about, in the same line, where the words alone do not say so.
    pub beside: Option<String>,
}

/// What the minutes should tell: one result, or one headcount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The line under which the draft writes it; where somebody has changed that line, the whole text is searched.
    pub below: Option<String>,
    pub figures: Vec<Figure>,
    /// How it ended in words, and the words that would say the contrary there.
    pub outcome: Option<(String, String)>,
    /// A word without which that line is told as if nothing had happened to it.
    pub says: Option<String>,
    /// As a warning quotes it.
    pub quote: String,
}

/// What the text does not tell, in the order given, as it is quoted.
#[must_use]
pub fn untold(body: &str, expected: &[Told]) -> Vec<String> {
    let text = Marked::new(body, expected);
    // Of two votes with one question the second stands under the second such line.
    let mut taken = BTreeSet::new();
    let headings: Vec<Option<usize>> = expected
        .iter()
        .map(|told| {
            let below = plain(told.below.as_deref()?);
            let at = (0..text.lines.len()).find(|at| !taken.contains(at) && text.lines[*at].contains(&below))?;
            taken.insert(at);
            Some(at)
        })
        .collect();
    expected
        .iter()
        .zip(headings)
        .filter(|(told, heading)| {
            let next = heading.and_then(|heading| taken.range(heading + 1..).next().copied());
            let lines = heading.unwrap_or(0)..next.unwrap_or(text.lines.len());
            // Elsewhere another vote's figures may stand.
            let own = heading.is_some() || told.below.is_none();
            let contrary = heading.is_some()
                && told
                    .outcome
                    .as_ref()
                    .is_some_and(|(right, wrong)| text.says_otherwise(right, wrong, lines.clone()));
            // Whoever leaves an annulled vote out tells nothing wrong.
            let silent = heading.is_some() && told.says.as_ref().is_some_and(|word| !text.says(word, lines.clone()));
            contrary || silent || !told.figures.iter().all(|figure| text.tells(figure, lines.clone(), own))
        })
        .map(|(told, _)| told.quote.clone())
        .collect()
}

/// The text's lines, with one sign of its own for each of the words that figures belong to: "tán thành" is not found
/// in "không tán thành" then, nor a number inside a name.
struct Marked {
    words: Vec<String>,
    /// As [`plain`] makes them.
    lines: Vec<String>,
    /// Each line's parts between its commas and stops, with signs for words.
    parts: Vec<Vec<String>>,
}

/// Text to compare: whatever is no letter stands apart, so that a tone stays with its word.
fn plain(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() * 2);
    for c in fold::clean(text).chars().filter(|c| !is_sign(*c)) {
        if c.is_alphanumeric() {
            apart.push(c);
        } else {
            apart.extend([' ', c, ' ']);
        }
    }
    fold::exact(&apart)
}

/// Signs are taken from here; nobody's text may bring one.
const FIRST_SIGN: u32 = 0xE000;

fn sign(place: usize) -> Option<char> {
    char::from_u32(FIRST_SIGN + u32::try_from(place).ok()?).filter(|sign| is_sign(*sign))
}

const fn is_sign(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

impl Marked {
    fn new(body: &str, expected: &[Told]) -> Self {
        let words: BTreeSet<String> = expected
            .iter()
            .flat_map(|told| &told.figures)
            .flat_map(|figure| [Some(&figure.words), figure.beside.as_ref()])
            .flatten()
            .map(|words| plain(words))
            .collect();
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|words| std::cmp::Reverse(words.chars().count()));
        let lines: Vec<String> = body.lines().map(plain).collect();
        let parts = lines
            .iter()
            .map(|line| {
                let mut line = line.clone();
                for (place, words) in words.iter().enumerate() {
                    if let Some(sign) = sign(place) {
                        line = put(&line, words, sign);
                    }
                }
                line.split([',', ';', '.']).map(str::to_owned).collect()
            })
            .collect();
        Self { words, lines, parts }
    }

    fn sign_of(&self, words: &str) -> Option<char> {
        let words = plain(words);
        sign(self.words.iter().position(|known| *known == words)?)
    }

    fn says(&self, word: &str, lines: Range<usize>) -> bool {
        self.lines[lines].iter().any(|line| line.contains(&plain(word)))
    }

    /// Whether the lines say `wrong`, one of which may stand within the other: "thông qua" in "không thông qua".
    fn says_otherwise(&self, right: &str, wrong: &str, lines: Range<usize>) -> bool {
        let (right, wrong) = (plain(right), plain(wrong));
        let text = self.lines[lines].join(" ; ");
        if right.contains(&wrong) {
            text.replace(&right, "").contains(&wrong)
        } else {
            text.contains(&wrong)
        }
    }

    /// Nobody has to write that nobody was against; but whoever writes a number writes this one.
    fn tells(&self, figure: &Figure, lines: Range<usize>, own: bool) -> bool {
        let Some(words) = self.sign_of(&figure.words) else {
            return true;
        };
        let beside = figure.beside.as_deref().and_then(|beside| self.sign_of(beside));
        let mut numbers = self.parts[lines]
            .iter()
            .filter(|line| beside.is_none_or(|beside| line.iter().any(|part| part.contains(beside))))
            .flatten()
            .filter(|part| part.contains(words))
            .map(|part| numbers(part))
            .filter(|numbers| !numbers.is_empty())
            .peekable();
        if figure.count == 0 && (!own || numbers.peek().is_none()) {
            return true;
        }
        numbers.any(|numbers| {
            let of = figure.of.filter(|_| numbers.len() > 1);
            numbers.contains(&figure.count) && of.is_none_or(|of| numbers.contains(&of))
        })
    }
}

/// The line with a sign wherever these words stand as words of their own.
fn put(line: &str, words: &str, sign: char) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(words).filter(|_| !words.is_empty()) {
        let (before, found) = rest.split_at(at);
        let after = &found[words.len()..];
        out.push_str(before);
        let inside_word = out.chars().next_back().is_some_and(char::is_alphanumeric)
            || after.chars().next().is_some_and(char::is_alphanumeric);
        if inside_word {
            out.push_str(words);
        } else {
            out.push(sign);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn numbers(part: &str) -> Vec<u32> {
    part.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figure(words: &str, count: u32) -> Figure {
        Figure {
            words: words.to_owned(),
            count,
            of: Some(20),
            beside: None,
        }
    }

    fn motion(question: &str, counts: [u32; 3]) -> Told {
        let words = ["tán thành", "không tán thành", "không có ý kiến"];
        let figures = words.into_iter().zip(counts);
        Told {
            below: Some(format!("Biểu quyết công khai: {question}")),
            figures: figures.map(|(words, count)| figure(words, count)).collect(),
            outcome: None,
            says: None,
            quote: question.to_owned(),
        }
    }

    fn levels(name: &str, counts: [u32; 3]) -> Told {
        let words = ["tín nhiệm cao", "tín nhiệm", "tín nhiệm thấp"];
        Told {
            below: None,
            figures: words
                .into_iter()
                .zip(counts)
                .map(|(words, count)| Figure {
                    of: None,
                    beside: Some(name.to_owned()),
                    ..figure(words, count)
                })
                .collect(),
            outcome: None,
            says: None,
            quote: name.to_owned(),
        }
    }

    #[test]
    fn an_outcome_that_was_turned_round_is_found() {
        let line = "Biểu quyết công khai: Làm đường\nKết quả: tán thành 17/20, không tán thành 0/20.";
        let ended = |right: &str, wrong: &str| Told {
            outcome: Some((right.to_owned(), wrong.to_owned())),
            says: None,
            ..motion("Làm đường", [17, 0, 0])
        };
        let (yes, no) = ("Được thông qua", "Không được thông qua");
        for (text, told, as_it_was) in [
            ("Được thông qua.", ended(yes, no), true),
            ("Không được thông qua.", ended(yes, no), false),
            ("KHÔNG ĐƯỢC thông qua.", ended(no, yes), true),
            ("Được thông qua.", ended(no, yes), false),
            (
                "Không được thông qua. Kết luận: dự thảo được thông qua.",
                ended(no, yes),
                false,
            ),
            // Whoever leaves it out says nothing wrong.
            ("", ended(no, yes), true),
        ] {
            let missing = untold(&format!("{line} {text}"), std::slice::from_ref(&told));
            assert_eq!(missing.is_empty(), as_it_was, "{text}: {missing:?}");
        }
    }

    #[test]
    fn a_result_is_told_in_many_ways_and_contradicted_in_as_many() {
        let seventeen = motion("Làm đường", [17, 0, 0]);
        let three = motion("Làm đường", [17, 3, 0]);
        for (text, told, first) in [
            (
                "Kết quả: tán thành 17/20, không tán thành 0/20, không có ý kiến 0/20.",
                true,
                &seventeen,
            ),
            ("Có 17/20 đồng chí TÁN THÀNH (85%).", true, &seventeen),
            ("Tán thành: 17 đồng chí.", true, &seventeen),
            ("17 trên 20 đảng viên tán thành", true, &seventeen),
            ("Tán thành 18/20.", false, &seventeen),
            ("Tán thành 17/22.", false, &seventeen),
            ("Không tán thành 17/20.", false, &seventeen),
            ("Tán thành 17/20, không tán thành 2/20.", false, &seventeen),
            ("Cuộc họp có 17/20 đồng chí dự. Mọi người tán thành.", false, &seventeen),
            ("Thông qua.", false, &seventeen),
            ("Tán thành 17/20; không tán thành 3/20", true, &three),
            ("Tán thành 17/20", false, &three),
            ("Tán thành 3/20, không tán thành 17/20", false, &three),
        ] {
            let anywhere = Told {
                below: None,
                ..first.clone()
            };
            let missing = untold(text, &[anywhere]);
            assert_eq!(missing.is_empty(), told, "{text}: {missing:?}");
        }
    }

    #[test]
    fn each_of_two_results_stands_under_its_own_question() {
        let two = [motion("Làm đường", [17, 0, 0]), motion("Kết nạp", [15, 2, 0])];
        let right = "1. Làm đường\nBiểu quyết công khai: Làm đường.\nTán thành 17/20.\n\
            Biểu quyết công khai: Kết nạp.\nTán thành 15/20, không tán thành 2/20.";
        assert!(untold(right, &two).is_empty());
        let swapped = "Biểu quyết công khai: Làm đường.\nTán thành 15/20, không tán thành 2/20.\n\
            Biểu quyết công khai: Kết nạp.\nTán thành 17/20.";
        assert_eq!(untold(swapped, &two), ["Làm đường", "Kết nạp"]);
        // Voted on twice: each has a line of its own.
        let twice = [motion("Làm đường", [9, 8, 0]), motion("Làm đường", [17, 0, 0])];
        let text = |second: u32| {
            format!(
                "1. Làm đường\nBiểu quyết công khai: Làm đường.\nTán thành 9/20, không tán thành 8/20.\n\
                 Biểu quyết công khai: Làm đường.\nTán thành {second}/20."
            )
        };
        assert!(untold(&text(17), &twice).is_empty());
        assert_eq!(untold(&text(9), &twice), ["Làm đường"]);
    }

    #[test]
    fn levels_belong_to_the_one_in_their_line() {
        let two = [
            levels("Lò Văn An", [12, 4, 1]),
            levels("Lò Văn Ân, phó bí thư", [4, 12, 1]),
        ];
        let right = "- Lò Văn An: tín nhiệm cao 12, tín nhiệm 4, tín nhiệm thấp 1.\n\
            - Lò Văn Ân, phó bí thư: tín nhiệm cao 4, tín nhiệm 12, tín nhiệm thấp 1.";
        assert!(untold(right, &two).is_empty());
        let swapped = right.replace("cao 12", "cao 4");
        assert_eq!(untold(&swapped, &two), ["Lò Văn An"]);
    }

    #[test]
    fn a_number_within_a_name_is_no_figure() {
        let option = Told {
            below: None,
            figures: vec![figure("Phương án 1", 1), figure("Phương án 12", 16)],
            outcome: None,
            says: None,
            quote: "chọn".into(),
        };
        let one = std::slice::from_ref(&option);
        assert!(untold("- Phương án 1: 1/20 phiếu\n- Phương án 12: 16/20 phiếu; được chọn", one).is_empty());
        assert!(!untold("- Phương án 1: 2/20 phiếu\n- Phương án 12: 16/20 phiếu", one).is_empty());
    }

    proptest! {
        #[test]
        fn what_the_draft_writes_is_told_and_another_number_is_not(
            yes in 1_u32..=20, no in 0_u32..=20, other in 1_u32..=19, before in "\\PC{0,40}",
        ) {
            let told = motion("Làm đường", [yes, no, 0]);
            let text = |yes: u32| format!(
                "{}\nBiểu quyết công khai: Làm đường.\nKết quả: tán thành {yes}/20, không tán thành {no}/20.",
                before.replace("thành", "")
            );
            prop_assert!(untold(&text(yes), std::slice::from_ref(&told)).is_empty());
            let wrong = yes % 20 + other;
            prop_assume!(wrong != yes && yes != 20);
            prop_assert!(!untold(&text(wrong), std::slice::from_ref(&told)).is_empty());
        }
    }
}
