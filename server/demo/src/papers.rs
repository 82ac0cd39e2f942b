//! The papers of the demo, as files. Invariant: their texts say "this month" and "last month", never which; none of
//! them is a dossier paper or a secret one, and all persons in them belong to the demo.

/// What kind of paper; the office's abbreviation stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// NQ
    Resolution,
    /// BC
    Report,
    /// CV
    OfficialLetter,
    /// CTr
    Programme,
    /// GM
    Invitation,
}

/// One file.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    pub key: &'static str,
    pub kind: PaperKind,
    pub file_name: &'static str,
    pub media_type: &'static str,
    pub bytes: &'static [u8],
}

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

macro_rules! file {
    ($key:literal, $kind:ident, $type:ident, $extension:literal) => {
        Paper {
            key: $key,
            kind: PaperKind::$kind,
            file_name: concat!($key, ".", $extension),
            media_type: $type,
            bytes: include_bytes!(concat!("../papers/", $key, ".", $extension)),
        }
    };
}

const PAPERS: [Paper; 7] = [
    file!("du-thao-nghi-quyet", Resolution, PDF, "pdf"),
    file!("chuong-trinh", Programme, PDF, "pdf"),
    file!("cong-van-dang-phi", OfficialLetter, PDF, "pdf"),
    file!("giay-moi", Invitation, PDF, "pdf"),
    file!("bao-cao-nhiem-vu", Report, DOCX, "docx"),
    file!("tom-tat-ket-nap", Report, DOCX, "docx"),
    file!("bao-cao-chuyen-de", Report, DOCX, "docx"),
];

/// All of them.
pub fn papers() -> &'static [Paper] {
    &PAPERS
}

/// The one with this key.
pub fn paper(key: &str) -> Option<&'static Paper> {
    PAPERS.iter().find(|paper| paper.key == key)
}
