//! Profiles: what a member tells, and how much of it each viewer sees.
mod card;
mod change;
mod index;
mod told;
mod vcard;
mod view;

pub use card::Card;
pub use view::{FieldView, Overlap, ProfileView, TenureView};

pub(crate) use index::index_words;
pub(crate) use told::{Told, told};
pub(crate) use view::opens_to;
