//! Vietnamese text: folding for search, sort keys for people, clean storage.
//!
//! Invariant: folding is idempotent, and two spellings that differ only in marks, case, đ/d
//! or the place of the tone (hoà/hòa, uỷ/ủy) fold to the same text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text without marks, in lower case, with single spaces: what a search compares.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' | 'Đ' => out.push('d'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Lower case and NFC with the tone at one agreed place, marks kept: what an exact match compares.
#[must_use]
pub fn exact(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    let words: Vec<String> = lower.split_whitespace().map(tone_last).collect();
    words.join(" ")
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Moves a word's tone behind its last letter, so that its place no longer tells words apart.
fn tone_last(word: &str) -> String {
    let mut tone = None;
    let letters: String = word
        .nfd()
        .filter(|c| {
            if TONES.contains(c) {
                tone = Some(*c);
                return false;
            }
            true
        })
        .collect();
    let mut out: String = letters.nfc().collect();
    out.extend(tone);
    out
}

/// The Vietnamese alphabet; ă and â follow a, đ follows d, and so on.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key whose byte order is the order of a Vietnamese list of people:
/// given name, then family name, then middle names; letters before tones (ma mà mả mã má mạ).
#[must_use]
pub fn name_key(full_name: &str) -> String {
    let parts: Vec<&str> = full_name.split_whitespace().collect();
    let (given, rest) = match parts.split_last() {
        Some((given, rest)) => (*given, rest),
        None => return String::new(),
    };
    let (family, middle) = rest
        .split_first()
        .map_or(("", rest), |(family, middle)| (*family, middle));
    let ordered: Vec<&str> = std::iter::once(given)
        .chain(std::iter::once(family))
        .chain(middle.iter().copied())
        .filter(|part| !part.is_empty())
        .collect();
    let letters: Vec<String> = ordered.iter().map(|word| letters_key(word)).collect();
    let tones: Vec<String> = ordered.iter().map(|word| tones_key(word)).collect();
    // `!` sorts before every letter, so a shorter name comes first.
    format!("{}!!{}", letters.join("!"), tones.join("!"))
}

fn letters_key(word: &str) -> String {
    let lower: String = tone_last(&word.nfc().flat_map(char::to_lowercase).collect::<String>());
    lower
        .chars()
        .filter(|c| !TONES.contains(c))
        .flat_map(|c| match ALPHABET.chars().position(|letter| letter == c) {
            Some(place) => {
                let place = u32::try_from(place).unwrap_or(0);
                // Two letters a place: `A`..`Z` twice are room enough for 33 letters.
                vec![
                    char::from_u32('A' as u32 + place / 6).unwrap_or('Z'),
                    char::from_u32('A' as u32 + place % 6).unwrap_or('Z'),
                ]
            }
            None => vec!['Z', c],
        })
        .collect()
}

fn tones_key(word: &str) -> String {
    // Order of the tones in Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
    const ORDER: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
    word.nfd()
        .find_map(|c| ORDER.iter().position(|tone| *tone == c))
        .map_or_else(|| "0".to_owned(), |place| (place + 1).to_string())
}

/// Text as it is stored: NFC, trimmed.
#[must_use]
pub fn clean(text: &str) -> String {
    text.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_drops_marks_and_d_with_stroke() {
        assert_eq!(fold("  Đảng  ủy xã Nà Pản "), "dang uy xa na pan");
        assert_eq!(fold("Đảng uỷ"), fold("ĐẢNG ỦY"));
    }

    #[test]
    fn exact_treats_both_tone_places_as_equal_but_keeps_marks() {
        assert_eq!(exact("uỷ hoà"), exact("ủy hòa"));
        assert_ne!(exact("ma"), exact("má"));
    }

    #[test]
    fn people_sort_by_given_name_first() {
        let mut names = vec![
            "Lò Văn Dũng",
            "Trần Ánh",
            "Nguyễn Văn Ân",
            "Vì Đức",
            "Hà An",
            "Lò Thị Dũng",
        ];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(
            names,
            [
                "Hà An",
                "Trần Ánh",
                "Nguyễn Văn Ân",
                "Lò Thị Dũng",
                "Lò Văn Dũng",
                "Vì Đức"
            ]
        );
    }

    #[test]
    fn tones_follow_the_dictionary() {
        let mut words = vec!["mạ", "má", "mã", "mả", "mà", "ma"];
        words.sort_by_key(|word| name_key(word));
        assert_eq!(words, ["ma", "mà", "mả", "mã", "má", "mạ"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
