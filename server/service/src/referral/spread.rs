//! How far invitations reached, for the office: counts only, nobody's name, no order among people; and only of those who agree
//! to be counted.
use std::collections::BTreeMap;
use std::sync::Arc;

use store::referral::{CellRow, CountRow, EndsRow};
use types::id::DepartmentId;
use types::lang::Bilingual;
use types::time::Stamp;

use crate::Service;
use crate::consent::counted_from;
use crate::department::History;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// The spread is counted anew when older than this.
pub(super) const FRESH: i64 = 5 * Stamp::MINUTE;
/// Distances told apart: 1, 2, and 3 or more.
pub const FAR: usize = 3;

/// How far invitations reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// When it was counted.
    pub at: Stamp,
    /// By the department members last worked in, most invited members first.
    pub departments: Vec<DepartmentSpread>,
    /// By the last year at the company, the latest first; those without one come last.
    pub years: Vec<YearSpread>,
    /// The longest chain of invitations.
    pub depth: i64,
    /// Members by how many links they made.
    pub links_made: Vec<CountRow>,
    /// What became of the links.
    pub ends: EndsRow,
    /// From invitation to joining.
    pub days: Days,
}

/// The reach into one department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DepartmentSpread {
    /// Its name; none for members whose words name none of the company's.
    pub name: Option<Bilingual>,
    /// Its members.
    pub members: i64,
    /// Those who came by an invitation: one step from somebody whom nobody invited, two, and more.
    pub by_distance: [i64; FAR],
}

/// The reach into one year of leavers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearSpread {
    /// The last year at the company; none for those still there, or who did not say.
    pub year: Option<i64>,
    /// Its members.
    pub members: i64,
    /// Those who came by an invitation.
    pub invited: i64,
}

/// Days from the making of a link to joining by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// How many joined by a link.
    pub members: i64,
    /// A quarter of them joined within so many days,
    pub quarter: i64,
    /// half of them,
    pub half: i64,
    /// three quarters.
    pub three_quarters: i64,
}

impl DepartmentSpread {
    /// Those who came by an invitation.
    #[must_use]
    pub fn invited(&self) -> i64 {
        self.by_distance.iter().sum()
    }
}

impl Spread {
    /// All who came by an invitation.
    #[must_use]
    pub fn invited(&self) -> i64 {
        self.departments.iter().map(DepartmentSpread::invited).sum()
    }

    /// All members, those whom nobody invited too.
    #[must_use]
    pub fn members(&self) -> i64 {
        self.departments.iter().map(|it| it.members).sum()
    }
}

impl Service {
    /// How far invitations reached, at most five minutes old.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn spread(&self, viewer: &Viewer) -> Result<Arc<Spread>, Fault> {
        require(viewer, Capability::RunOffice)?;
        // Held while counting: of several who open the page at once, one counts and the others wait for it.
        let mut kept = self.inner.spread.lock().await;
        let now = self.now();
        if let Some(spread) = kept.as_ref().filter(|it| it.at <= now && now < it.at.plus(FRESH)) {
            return Ok(Arc::clone(spread));
        }
        let mut conn = self.db().read().await?;
        let history = History::read(&mut conn).await?;
        let names =
            history.departments().iter().filter_map(|row| Some((row.id, history.name(row.id)?))).collect();
        let cells = store::referral::cells(&mut conn, counted_from()).await?;
        let spread = Arc::new(Spread {
            at: now,
            departments: by_department(&cells, &names),
            years: by_year(&cells),
            depth: cells.iter().map(|cell| cell.distance).max().unwrap_or_default(),
            links_made: store::referral::links_made(&mut conn, counted_from()).await?,
            ends: store::referral::ends(&mut conn, now).await?,
            days: days(&store::referral::days_to_join(&mut conn, counted_from()).await?),
        });
        *kept = Some(Arc::clone(&spread));
        Ok(spread)
    }
}

fn by_department(cells: &[CellRow], names: &BTreeMap<DepartmentId, Bilingual>) -> Vec<DepartmentSpread> {
    let mut all: BTreeMap<Option<DepartmentId>, DepartmentSpread> = BTreeMap::new();
    for cell in cells {
        let spread = all.entry(cell.department_id).or_default();
        spread.members += cell.members;
        if let Some(steps) = usize::try_from(cell.distance).ok().and_then(|steps| steps.checked_sub(1)) {
            spread.by_distance[steps.min(FAR - 1)] += cell.members;
        }
    }
    let named = |(id, spread): (Option<DepartmentId>, DepartmentSpread)| DepartmentSpread {
        name: id.and_then(|id| names.get(&id)).cloned(),
        ..spread
    };
    let mut all: Vec<_> = all.into_iter().map(named).collect();
    // Stable: equals stay in the order of the departments, and whoever named none comes last among them.
    all.sort_by_key(|spread| (std::cmp::Reverse(spread.invited()), spread.name.is_none()));
    all
}

fn by_year(cells: &[CellRow]) -> Vec<YearSpread> {
    let mut all: BTreeMap<Option<i64>, YearSpread> = BTreeMap::new();
    for cell in cells {
        let spread = all.entry(cell.left_year).or_default();
        spread.year = cell.left_year;
        spread.members += cell.members;
        if cell.distance > 0 {
            spread.invited += cell.members;
        }
    }
    // No year is the smallest key, so that it is last when read backwards.
    all.into_values().rev().collect()
}

/// The quartiles of `counts`, which are in order.
fn days(counts: &[CountRow]) -> Days {
    let members: i64 = counts.iter().map(|row| row.members).sum();
    let within = |quarters: i64| {
        let mut reached = 0;
        counts
            .iter()
            .find(|row| {
                reached += row.members;
                reached * 4 >= members * quarters
            })
            .map_or(0, |row| row.n)
    };
    Days { members, quarter: within(1), half: within(2), three_quarters: within(3) }
}
