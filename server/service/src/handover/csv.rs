//! A list of leavers as the office uploads it: looked at first, then confirmed. Nothing of it is kept but what is confirmed.
use store::Conn;
use types::form::{Problem, Problems};
use types::handover::{Leaver, LeaverInput};
use types::relationship::RelationshipSource;
use types::roster::{PreviewRow, RosterField};

use super::{Told, member_of};
use crate::Service;
use crate::fault::FormError;
use crate::policy::{Capability, require};
use crate::roster::decode::decode;
use crate::roster::header::suggest;
use crate::roster::table::{Entry, Table};
use crate::viewer::Viewer;

/// Bytes of the largest file, which travels back with the confirmation.
pub const FILE_MAX: usize = 1024 * 1024;
/// Bytes of the same as text: CP932 takes fewer, and a form sends line ends as two.
const TEXT_MAX: usize = 2 * FILE_MAX;
/// Rows of the longest one.
pub const ROWS_MAX: usize = 2000;

/// A list about to be confirmed.
#[derive(Clone, Debug, Default)]
pub struct LeaverList {
    /// The file as text, which confirming sends again.
    pub text: String,
    /// Those it tells of, and whether each has an account.
    pub leavers: Vec<(Leaver, bool)>,
    /// People it says too little or something unusable of.
    pub unusable: Vec<(String, Problems)>,
    /// Rows that cannot be read.
    pub bad: Vec<PreviewRow>,
}

/// How many of a confirmed list became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListTally {
    /// Asked or asked to join.
    pub asked: usize,
    /// Known already, on another day now.
    pub moved: usize,
    /// Nothing happened.
    pub known: usize,
    /// Could not be asked: no address is known.
    pub unasked: usize,
}

impl Service {
    /// Looks at an uploaded list. Writes nothing.
    ///
    /// # Errors
    /// A problem of the field `file`; only for the office.
    pub async fn look_at_leavers(&self, viewer: &Viewer, file: &[u8]) -> Result<LeaverList, FormError> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        read(&mut conn, file, FILE_MAX).await
    }

    /// Takes the list as it was looked at: the text is read again.
    ///
    /// # Errors
    /// As for looking.
    pub async fn take_leavers(&self, viewer: &Viewer, text: &str) -> Result<ListTally, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let list = read(&mut tx, text.as_bytes(), TEXT_MAX).await?;
        let mut tally = ListTally::default();
        for (leaver, _) in &list.leavers {
            match self.tell_of_leaver(&mut tx, leaver, RelationshipSource::Csv, Some(me.id())).await? {
                Told::Asked | Told::Invited => tally.asked += 1,
                Told::Moved => tally.moved += 1,
                Told::Known => tally.known += 1,
                Told::Unasked | Told::Unknown => tally.unasked += 1,
            }
        }
        tx.commit().await?;
        Ok(tally)
    }
}

async fn read(conn: &mut Conn, file: &[u8], max: usize) -> Result<LeaverList, FormError> {
    let problem = |problem| FormError::of("file", problem);
    if file.len() > max {
        return Err(problem(Problem::FileTooLarge { megabytes: 1 }));
    }
    let decoded = decode(file).map_err(problem)?;
    let table = Table::of(&decoded.text, decoded.delimiter);
    let columns = suggest(&table.header);
    let has = |field| columns.contains(&field);
    let who = has(RosterField::Mail) || has(RosterField::EmployeeNumber);
    if !who || !has(RosterField::LeftOn) {
        return Err(problem(Problem::UnreadableFile));
    }
    let checked = table.check(&columns);
    if checked.total > ROWS_MAX {
        return Err(problem(Problem::TooMany { max: ROWS_MAX }));
    }
    let mut list = LeaverList { text: decoded.text, bad: checked.bad, ..LeaverList::default() };
    for entry in checked.entries {
        let input = leaver(entry);
        match input.parse() {
            Ok(leaver) => {
                let has_account = member_of(conn, &leaver).await?.is_some();
                list.leavers.push((leaver, has_account));
            }
            Err(problems) => list.unusable.push((input.name, problems)),
        }
    }
    Ok(list)
}

fn leaver(entry: Entry) -> LeaverInput {
    LeaverInput {
        name: format!("{} {}", entry.family, entry.given).trim().to_owned(),
        mail: entry.mail,
        leaves_on: entry.left_on,
        external_id: entry.employee_number,
    }
}
