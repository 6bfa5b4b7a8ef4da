//! What brings two members together.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::tie as w;

text_enum! {
    /// A kind of tie, the nearest first.
    pub enum TieKind {
        /// つながり: both agreed.
        Connection = "connection",
        /// 一緒だった人: one department at one time.
        Together = "together",
        /// 同期: joined the company in one fiscal year.
        Cohort = "cohort",
    }
}

impl TieKind {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Connection => w::connection(voice),
            Self::Together => w::together(voice),
            Self::Cohort => w::cohort(voice),
        }
    }
}
