//! Parts that many pages share. All of them are plain HTML; what moves is in `app`.
mod avatar;
mod field;
mod icon;

pub use avatar::{Avatar, PersonRow};
pub use field::{Choice, Choices, ErrorSummary, Field, Kind, Select};
pub use icon::Icon;
