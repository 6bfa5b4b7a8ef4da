//! Profiles: what a member tells, and how much of it each viewer sees.
mod change;
mod index;
mod told;
mod view;

pub use view::{FieldView, Overlap, ProfileView, TenureView};

pub(crate) use index::{index_words, latin};
pub(crate) use told::{Told, told};
pub(crate) use view::opens_to;
