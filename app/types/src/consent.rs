//! Purposes personal data may serve, each consented to separately.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::consent as w;

text_enum! {
    /// What personal data is used for.
    pub enum Purpose {
        /// Running the network; nobody can be a member without it.
        Running = "running",
        /// Letters and notices.
        Notices = "notices",
        /// Openings and rejoining.
        Openings = "openings",
        /// Co-operation and introductions.
        CoOperation = "co_operation",
        /// Counts without names.
        Statistics = "statistics",
    }
}

/// Version of the texts of [`Purpose::text`]; raised with every change of their meaning, and stored with each consent.
pub const TEXT_VERSION: &str = "2026-11";

impl Purpose {
    /// Whether membership needs it.
    #[must_use]
    pub fn is_required(self) -> bool {
        self == Self::Running
    }

    /// Name of the purpose.
    #[must_use]
    pub fn name(self, voice: Voice) -> &'static str {
        match self {
            Self::Running => w::running(voice),
            Self::Notices => w::notices(voice),
            Self::Openings => w::openings(voice),
            Self::CoOperation => w::co_operation(voice),
            Self::Statistics => w::statistics(voice),
        }
    }

    /// What exactly is consented to.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Running => w::running_text(voice),
            Self::Notices => w::notices_text(voice),
            Self::Openings => w::openings_text(voice),
            Self::CoOperation => w::co_operation_text(voice),
            Self::Statistics => w::statistics_text(voice),
        }
    }
}
