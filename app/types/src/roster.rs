//! The leavers' list as the office uploads it.
use crate::enums::text_enum;
use crate::form::Problem;

text_enum! {
    /// What a column of an uploaded file holds.
    #[derive(Default)]
    pub enum RosterField {
        /// Nothing that is taken over.
        #[default]
        Ignore = "ignore",
        /// 社員番号.
        EmployeeNumber = "employee_number",
        /// Family and given name in one cell.
        FullName = "full_name",
        /// Family name.
        Family = "family",
        /// Given name.
        Given = "given",
        /// Reading of the whole name in one cell.
        FullKana = "full_kana",
        /// Reading of the family name.
        FamilyKana = "family_kana",
        /// Reading of the given name.
        GivenKana = "given_kana",
        /// Private mail address.
        Mail = "mail",
        /// Last department.
        Department = "department",
        /// First day at the company.
        JoinedOn = "joined_on",
        /// Last day at the company.
        LeftOn = "left_on",
    }
}

text_enum! {
    /// How far an upload has come.
    pub enum RosterImportState {
        /// The file is here; the columns are as the header suggests.
        Uploaded = "uploaded",
        /// The office has decided what the columns hold.
        Mapped = "mapped",
        /// Rows are being written.
        Importing = "importing",
        /// Every usable row is written.
        Done = "done",
        /// The office decided against it; nothing was written.
        Cancelled = "cancelled",
    }
}

impl RosterImportState {
    /// Whether the office still decides.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Uploaded | Self::Mapped)
    }
}

/// One cell of a previewed row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterCell {
    /// As it stands in the file.
    pub text: String,
    /// Why it cannot be used.
    pub problem: Option<Problem>,
}

/// One row of the file as the preview shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Number of the row as a spreadsheet counts it; the header is 1.
    pub number: usize,
    /// The cells, one for each column of the header.
    pub cells: Vec<RosterCell>,
}

impl PreviewRow {
    /// Whether a cell cannot be used.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.cells.iter().any(|cell| cell.problem.is_some())
    }
}
