//! What a file really is, by its bytes.
//!
//! Invariant: a name or a declared type never decides. A Word or Excel file is a ZIP whose own list, at its end, names
//! the parts that make it one; of a file only its first bytes and that end are held.

use domain::document::FileKind;
use domain::ports::Sniffer;
use std::collections::BTreeSet;

/// Bytes that tell a picture or a PDF.
const HEAD: usize = 8 * 1024;
/// The list of a ZIP lies within its last bytes; a Word file of a thousand pictures has a list of 100 kB.
const TAIL: usize = 256 * 1024;

/// A new sniffer.
#[must_use]
pub fn sniffer() -> Box<dyn Sniffer> {
    Box::<Passing>::default()
}

#[derive(Default)]
struct Passing {
    head: Vec<u8>,
    /// Of a ZIP, its end so far.
    tail: Vec<u8>,
    bytes: usize,
}

impl Passing {
    fn is_zip(&self) -> bool {
        self.head.starts_with(b"PK\x03\x04")
    }
}

impl Sniffer for Passing {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        let wanted = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        // Whether it is a ZIP is known by four bytes, and they may come one by one.
        if self.is_zip() || self.head.len() < 4 {
            self.tail.extend_from_slice(bytes);
            // Not for every chunk, or each byte would be moved many times.
            if self.tail.len() > 2 * TAIL {
                self.tail.drain(..self.tail.len() - TAIL);
            }
        }
    }

    fn is_hopeless(&self) -> bool {
        self.head.len() == HEAD && !self.is_zip() && self.kind().is_none()
    }

    fn kind(&self) -> Option<FileKind> {
        if self.head.starts_with(b"%PDF-") {
            return Some(FileKind::Pdf);
        }
        if self.is_zip() {
            return office(&names(&self.tail, self.bytes)?);
        }
        match infer::get(&self.head)?.mime_type() {
            "image/png" => Some(FileKind::Png),
            "image/jpeg" => Some(FileKind::Jpeg),
            _ => None,
        }
    }
}

fn office(names: &BTreeSet<&[u8]>) -> Option<FileKind> {
    let has = |name: &str| names.contains(name.as_bytes());
    match (
        has("[Content_Types].xml"),
        has("word/document.xml"),
        has("xl/workbook.xml"),
    ) {
        (true, true, false) => Some(FileKind::Docx),
        (true, false, true) => Some(FileKind::Xlsx),
        _ => None,
    }
}

/// The names in the list at the end of a ZIP (APPNOTE 4.3.12 and 4.3.16). `None` unless the list is whole, stands right
/// before the end record, and nothing follows that.
fn names(tail: &[u8], bytes: usize) -> Option<BTreeSet<&[u8]>> {
    const END: usize = 22;
    const ENTRY: usize = 46;
    let u16_at = |from: &[u8], at: usize| Some(usize::from(u16::from_le_bytes(from.get(at..at + 2)?.try_into().ok()?)));
    let u32_at =
        |from: &[u8], at: usize| usize::try_from(u32::from_le_bytes(from.get(at..at + 4)?.try_into().ok()?)).ok();
    // The comment at the very end may hold anything, but its length must lead to the end.
    let end = (0..=tail.len().checked_sub(END)?).rev().find(|at| {
        tail[*at..].starts_with(b"PK\x05\x06")
            && u16_at(&tail[*at..], 20).is_some_and(|comment| at + END + comment == tail.len())
    })?;
    let record = &tail[end..];
    let (count, length, begins) = (u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?);
    if begins + length != bytes - (tail.len() - end) {
        return None;
    }
    let mut list = &tail[end.checked_sub(length)?..end];
    let mut names = BTreeSet::new();
    for _ in 0..count {
        if !list.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (u16_at(list, 28)?, u16_at(list, 30)?, u16_at(list, 32)?);
        names.insert(list.get(ENTRY..ENTRY + name)?);
        list = list.get(ENTRY + name + extra + comment..)?;
    }
    list.is_empty().then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8], piece: usize) -> Option<FileKind> {
        let mut sniffer = sniffer();
        for piece in bytes.chunks(piece) {
            sniffer.take(piece);
        }
        sniffer.kind().filter(|_| !sniffer.is_hopeless())
    }

    /// A ZIP of stored parts.
    fn zip(parts: &[(&str, usize)]) -> Vec<u8> {
        let (mut file, mut list) = (Vec::new(), Vec::new());
        for (name, size) in parts {
            let (at, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(*size).unwrap());
            let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
            file.extend(
                [
                    b"PK\x03\x04".as_slice(),
                    &[0; 14],
                    &length.to_le_bytes(),
                    &length.to_le_bytes(),
                    &name_length,
                    &[0; 2],
                ]
                .concat(),
            );
            file.extend(name.as_bytes());
            file.extend(vec![b'x'; *size]);
            list.extend(
                [
                    b"PK\x01\x02".as_slice(),
                    &[0; 16],
                    &length.to_le_bytes(),
                    &length.to_le_bytes(),
                    &name_length,
                    &[0; 12],
                    &at.to_le_bytes(),
                ]
                .concat(),
            );
            list.extend(name.as_bytes());
        }
        let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
        let (length, begins) = (u32::try_from(list.len()).unwrap(), u32::try_from(file.len()).unwrap());
        file.extend(list);
        file.extend(
            [
                b"PK\x05\x06".as_slice(),
                &[0; 4],
                &count,
                &count,
                &length.to_le_bytes(),
                &begins.to_le_bytes(),
                &[0; 2],
            ]
            .concat(),
        );
        file
    }

    #[test]
    fn real_papers_are_what_they_are_in_pieces_of_any_size() {
        for paper in demo::papers() {
            let expected = if paper.file_name.ends_with(".pdf") {
                FileKind::Pdf
            } else {
                FileKind::Docx
            };
            for piece in [1, 7, 4096, paper.bytes.len()] {
                assert_eq!(kind(paper.bytes, piece), Some(expected), "{}", paper.file_name);
            }
        }
    }

    #[test]
    fn a_zip_is_an_office_file_by_its_parts_only() {
        const TYPES: (&str, usize) = ("[Content_Types].xml", 10);
        let docx = zip(&[TYPES, ("word/media/1.png", 700_000), ("word/document.xml", 90)]);
        assert_eq!(kind(&docx, 8192), Some(FileKind::Docx), "the list may be far behind");
        assert_eq!(kind(&zip(&[TYPES, ("xl/workbook.xml", 5)]), 8192), Some(FileKind::Xlsx));
        for parts in [
            vec![("word/anything.exe", 5)],
            vec![TYPES, ("word/", 0)],
            vec![("word/document.xml", 5)],
            vec![TYPES, ("word/document.xml.exe", 5)],
            vec![TYPES, ("word/document.xml", 5), ("xl/workbook.xml", 5)],
        ] {
            assert_eq!(kind(&zip(&parts), 8192), None, "{parts:?}");
        }
        let followed = [docx.as_slice(), b"MZ something else"].concat();
        assert_eq!(kind(&followed, 8192), None, "nothing follows the end");
        let before = [b"PK\x03\x04".as_slice(), &docx].concat();
        assert_eq!(kind(&before, 8192), None, "nothing stands before the beginning");
        assert_eq!(kind(&docx[..docx.len() - 30], 8192), None, "broken off");
    }

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        let png = [b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".as_slice(), &[0; 100]].concat();
        let jpeg = [b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".as_slice(), &[0; 100]].concat();
        for (picture, expected) in [(png, FileKind::Png), (jpeg, FileKind::Jpeg)] {
            for piece in [1, 7, 4096] {
                assert_eq!(kind(&picture, piece), Some(expected));
            }
        }
        let gif = [b"GIF89a".as_slice(), &[0; 100]].concat();
        assert_eq!(kind(&gif, 4096), None);
    }

    #[test]
    fn names_and_lies_do_not_help() {
        assert_eq!(kind(b"MZ\x90\x00 this program cannot be run", 8192), None);
        assert_eq!(kind(b"<html><script>alert(1)</script>", 8192), None);
        assert_eq!(kind(b"PK\x03\x04 not an office file at all", 8192), None);
        assert_eq!(kind(b"", 8192), None);
        let mut sniffer = sniffer();
        sniffer.take(&vec![b'x'; HEAD]);
        assert!(sniffer.is_hopeless(), "refused before the rest comes");
    }
}
