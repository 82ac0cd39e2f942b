//! The handle through which every sentence is asked for.

use crate::Lang;

/// The sentences of one language. Copy it freely; it is one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(Lang);

impl Text {
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self(lang)
    }

    /// Official papers are Vietnamese whatever the reader chose.
    #[must_use]
    pub const fn vietnamese() -> Self {
        Self(Lang::Vi)
    }

    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }
}
