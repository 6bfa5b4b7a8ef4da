//! Profiles: what a member tells, and how much of it each viewer sees.
mod card;
mod change;
mod index;
mod many;
mod prompt;
mod rest;
mod sheets;
mod stored;
#[cfg(test)]
mod tests;
mod told;
mod vcard;
mod view;

pub use card::Card;
pub use index::Sheet;
pub use view::{FieldView, ProfileView, TenureView};

pub(crate) use many::{Many, ShownName};
pub(crate) use sheets::entries;
pub(crate) use stored::opens_to;
pub(crate) use told::Told;
pub(crate) use view::{levels, tenure_views};
