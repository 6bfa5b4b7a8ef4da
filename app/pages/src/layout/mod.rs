//! The document around every page, and the frames pages stand in.
mod document;
mod frame;
mod nav;

pub use document::document;

/// The frame of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// For members: side bar or bottom tabs.
    Member,
    /// The desk of the alumni office.
    Office,
    /// For visitors: header and footer.
    Public,
    /// One thing to do: sign in, join, an error.
    Narrow,
}
