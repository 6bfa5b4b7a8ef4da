//! Parts that many pages share. All of them are plain HTML; what moves is in `app`.
mod avatar;
mod bilingual;
mod cell;
mod field;
mod grouped;
mod icon;
mod pager;
mod table_file;

pub use avatar::{Avatar, PersonRow, person_name};
pub use bilingual::{Spoken, spoken};
pub use cell::{Cell, CellSelect};
pub use field::{Choice, Choices, ErrorSummary, Field, Kind, Select};
pub(crate) use field::{described_by, error_line};
pub use grouped::{Group, GroupedSelect};
pub use icon::Icon;
pub use pager::pager;
pub use table_file::table_file;

/// A text for the inside of `<title>` and `<textarea>`, where Leptos' own markers would be shown as text.
#[must_use]
pub fn text_only(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}
