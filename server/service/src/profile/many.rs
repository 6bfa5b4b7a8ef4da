//! What every member may see of the people on one page of the directory, read at once.
use store::Conn;
use store::career::CareerRow;
use store::directory::{AT_ONCE, ListedRow};
use store::name::NameRow;
use store::profile::{DepartmentRow, ProfileRow, TenureRow};
use types::id::MemberId;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::told::{Told, told};
use super::view::{self, TenureView};
use crate::fault::Fault;

/// Profiles, periods, work and names of at most [`AT_ONCE`] people.
pub(crate) struct Many<'k> {
    known: &'k [DepartmentRow],
    profiles: Vec<ProfileRow>,
    tenures: Vec<TenureRow>,
    jobs: Vec<CareerRow>,
    names: Vec<NameRow>,
}

/// The numbers of `rows`; a place without a row has a number that nobody has.
pub(crate) fn numbers(rows: &[ListedRow]) -> [i64; AT_ONCE] {
    let mut numbers = [i64::MIN; AT_ONCE];
    for (number, row) in numbers.iter_mut().zip(rows) {
        *number = row.no;
    }
    numbers
}

impl<'k> Many<'k> {
    /// Reads them, `known` being the departments of the company: four statements, however many rows.
    pub(crate) async fn of(
        conn: &mut Conn,
        known: &'k [DepartmentRow],
        rows: &[ListedRow],
    ) -> Result<Self, Fault> {
        let numbers = numbers(rows);
        Ok(Self {
            known,
            profiles: store::directory::profiles_of(conn, &numbers).await?,
            tenures: store::directory::tenures_of(conn, &numbers).await?,
            jobs: store::career::of_listed(conn, &numbers).await?,
            names: store::name::shown_of(conn, &numbers).await?,
        })
    }

    /// The texts of a profile.
    pub(crate) fn told(&self, member: MemberId) -> Result<Vec<Told>, Fault> {
        let jobs: Vec<_> = self.jobs.iter().filter(|job| job.member_id == member).cloned().collect();
        told(self.profile(member), &self.rows(member), self.known, &jobs)
    }

    /// Names that members see and that stand on no card.
    pub(crate) fn names(&self, member: MemberId) -> Vec<&NameRow> {
        self.names.iter().filter(|it| it.member_id == member).collect()
    }

    /// The periods, if members may see them.
    pub(crate) fn periods(&self, member: MemberId) -> Result<Vec<TenureView>, Fault> {
        let sees = self.sees(member, ProfileField::Departments)?;
        let rows = if sees { self.rows(member) } else { Vec::new() };
        Ok(view::tenure_views(rows, self.known))
    }

    /// 入社年度, if members may see it.
    pub(crate) fn entry_year(&self, member: MemberId) -> Result<Option<i64>, Fault> {
        let sees = self.sees(member, ProfileField::Entry)?;
        Ok(self.profile(member).and_then(|p| p.entry_year).filter(|_| sees))
    }

    fn sees(&self, member: MemberId, field: ProfileField) -> Result<bool, Fault> {
        Ok(may_see(Relation::Member, view::levels(self.profile(member))?.of(field)))
    }

    fn profile(&self, member: MemberId) -> Option<&ProfileRow> {
        self.profiles.iter().find(|p| p.member_id == member)
    }

    fn rows(&self, member: MemberId) -> Vec<TenureRow> {
        self.tenures.iter().filter(|t| t.member_id == member).cloned().collect()
    }
}
