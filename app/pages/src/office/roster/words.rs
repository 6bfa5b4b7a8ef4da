//! Words for the enums of the roster, and for problems of its cells.
use types::form::Problem;
use types::lang::Voice;
use types::roster::{RosterField, RosterImportState};
use types::words::roster as w;

/// What a column holds.
pub(super) fn field(voice: Voice, field: RosterField) -> &'static str {
    match field {
        RosterField::Ignore => w::field_ignore(voice),
        RosterField::EmployeeNumber => w::field_employee_number(voice),
        RosterField::FullName => w::field_full_name(voice),
        RosterField::Family => w::field_family(voice),
        RosterField::Given => w::field_given(voice),
        RosterField::FullKana => w::field_full_kana(voice),
        RosterField::FamilyKana => w::field_family_kana(voice),
        RosterField::GivenKana => w::field_given_kana(voice),
        RosterField::Mail => w::field_mail(voice),
        RosterField::Department => w::field_department(voice),
        RosterField::JoinedOn => w::field_joined_on(voice),
        RosterField::LeftOn => w::field_left_on(voice),
    }
}

/// How far an upload has come, with the class of its badge.
pub(super) fn state(voice: Voice, state: RosterImportState) -> (&'static str, &'static str) {
    match state {
        RosterImportState::Uploaded => (w::state_uploaded(voice), "badge wait"),
        RosterImportState::Mapped => (w::state_mapped(voice), "badge wait"),
        RosterImportState::Importing => (w::state_importing(voice), "badge ai"),
        RosterImportState::Done => (w::state_done(voice), "badge ok"),
        RosterImportState::Cancelled => (w::state_cancelled(voice), "badge"),
    }
}

/// Why a cell cannot be used. Some problems mean something more exact here than in a form.
pub(super) fn cell(voice: Voice, problem: &Problem) -> String {
    match problem {
        Problem::Taken => w::twice_in_file(voice).to_owned(),
        Problem::TooMany { .. } => w::too_many_cells(voice).to_owned(),
        Problem::NotInRange { min, max } => w::no_such_month_or_day(voice, max, min),
        Problem::UnreadableFile => w::quote_open(voice).to_owned(),
        Problem::Before => w::left_before_joined(voice).to_owned(),
        other => other.text(voice),
    }
}

/// Why the choice for a column, or for all of them, cannot be taken.
pub(super) fn column(voice: Voice, name: &str, problem: &Problem) -> String {
    match problem {
        Problem::Required => w::name_needed(voice).to_owned(),
        Problem::Taken => w::chosen_twice(voice).to_owned(),
        Problem::NotAChoice if name == "columns" => w::columns_changed(voice).to_owned(),
        other => other.text(voice),
    }
}
