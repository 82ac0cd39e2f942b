//! What a file really is, by its bytes.
//!
//! Invariant: a name or a declared type never decides; a Word or Excel file is a ZIP that holds the document part.

use domain::document::FileKind;

/// The kind of a file from its first bytes (8 kB are enough); `None` for everything that is not taken.
#[must_use]
pub fn sniff(head: &[u8]) -> Option<FileKind> {
    if head.starts_with(b"%PDF-") {
        return Some(FileKind::Pdf);
    }
    match infer::get(head)?.mime_type() {
        "image/png" => Some(FileKind::Png),
        "image/jpeg" => Some(FileKind::Jpeg),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(FileKind::Docx),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Some(FileKind::Xlsx),
        // Some writers put other parts first; the part's name in a local header tells.
        "application/zip" if holds(head, b"word/") => Some(FileKind::Docx),
        "application/zip" if holds(head, b"xl/") => Some(FileKind::Xlsx),
        _ => None,
    }
}

/// Whether an entry of the ZIP begins with a folder's name.
fn holds(head: &[u8], folder: &[u8]) -> bool {
    const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
    const NAME_AT: usize = 30;
    head.windows(LOCAL_HEADER.len())
        .enumerate()
        .filter(|(_, window)| *window == LOCAL_HEADER)
        .any(|(at, _)| head.get(at + NAME_AT..).is_some_and(|name| name.starts_with(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_papers_are_what_they_are() {
        for paper in demo::papers() {
            let expected = if paper.file_name.ends_with(".pdf") {
                FileKind::Pdf
            } else {
                FileKind::Docx
            };
            assert_eq!(
                sniff(&paper.bytes[..paper.bytes.len().min(8192)]),
                Some(expected),
                "{}",
                paper.file_name
            );
        }
    }

    #[test]
    fn names_and_lies_do_not_help() {
        assert_eq!(sniff(b"MZ\x90\x00 this program cannot be run"), None);
        assert_eq!(sniff(b"<html><script>alert(1)</script>"), None);
        assert_eq!(sniff(b"PK\x03\x04 not an office file at all"), None);
        assert_eq!(sniff(b""), None);
    }
}
