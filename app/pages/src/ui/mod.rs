//! Parts that many pages share. All of them are plain HTML; what moves is in `app`.
mod avatar;
mod bilingual;
mod field;
mod icon;

pub use avatar::{Avatar, PersonRow};
pub use bilingual::{Spoken, spoken};
pub use field::{Choice, Choices, ErrorSummary, Field, Kind};
pub use icon::Icon;
