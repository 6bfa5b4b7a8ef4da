//! What departments became: a question about one year or one department, answered from all of them at once.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock, PoisonError};

use store::Conn;
use store::department::{ChangeRow, DepartmentRow};
use types::department::ChangeKind;
use types::id::DepartmentId;
use types::lang::Bilingual;

use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;

/// All departments and their changes: two statements, however many there are.
#[derive(Clone, Debug, Default)]
pub struct History {
    departments: Vec<DepartmentRow>,
    /// By what they came from, and by what they became.
    after: BTreeMap<DepartmentId, Vec<ChangeRow>>,
    before: BTreeMap<DepartmentId, Vec<ChangeRow>>,
    /// Made when first asked for.
    names: OnceLock<Names>,
}

/// Departments by folded names, in both languages.
#[derive(Clone, Debug, Default)]
struct Names {
    /// By whole names.
    whole: BTreeMap<String, DepartmentId>,
    /// By names without the company; none for what several are called.
    bare: BTreeMap<String, Option<DepartmentId>>,
}

impl Names {
    fn of(departments: &[DepartmentRow]) -> Self {
        let mut names = Self::default();
        for row in departments {
            let whole = name(row);
            for text in [whole.ja, whole.en].iter().filter(|text| !text.is_empty()) {
                names.whole.entry(fold(text)).or_insert(row.id);
            }
            for text in [&row.name_ja, &row.name_en].into_iter().filter(|text| !text.is_empty()) {
                let of_all = names.bare.entry(fold(text)).or_insert(Some(row.id));
                *of_all = of_all.filter(|id| *id == row.id);
            }
        }
        names
    }
}

/// The name with that of the company before it, where there is one.
pub(super) fn name(row: &DepartmentRow) -> Bilingual {
    // A company of which no department is known stands by its own name.
    let of = |company: &str, name: &str| {
        let company = if company == name { "" } else { company };
        format!("{company} {name}").trim().to_owned()
    };
    let ja = of(&row.company_ja, &row.name_ja);
    if row.name_en.is_empty() {
        return Bilingual { ja, en: String::new() };
    }
    let company = if row.company_en.is_empty() { &row.company_ja } else { &row.company_en };
    Bilingual { ja, en: of(company, &row.name_en) }
}

impl Service {
    /// As it was at this edition, which was read before; not for whoever is changing departments.
    pub(crate) async fn history(&self, conn: &mut Conn, edition: Option<i64>) -> Result<Arc<History>, Fault> {
        let kept = || self.inner.history.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, history)) = kept().as_ref().filter(|(kept, _)| Some(*kept) == edition) {
            return Ok(Arc::clone(history));
        }
        let history = Arc::new(History::read(conn).await?);
        if let Some(edition) = edition {
            *kept() = Some((edition, Arc::clone(&history)));
        }
        Ok(history)
    }
}

impl History {
    /// As it is now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read(conn: &mut Conn) -> Result<Self, Fault> {
        let departments = store::department::all(conn).await?;
        Ok(Self::new(departments, store::department::changes(conn).await?))
    }

    /// Of these departments, the earliest change first.
    #[must_use]
    pub fn new(departments: Vec<DepartmentRow>, changes: Vec<ChangeRow>) -> Self {
        let (mut after, mut before) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for change in changes {
            after.entry(change.from_id).or_default().push(change.clone());
            before.entry(change.to_id).or_default().push(change);
        }
        Self { departments, after, before, names: OnceLock::new() }
    }

    /// All departments, in the order they were added.
    #[must_use]
    pub fn departments(&self) -> &[DepartmentRow] {
        &self.departments
    }

    /// A department.
    #[must_use]
    pub fn of(&self, id: DepartmentId) -> Option<&DepartmentRow> {
        self.departments.iter().find(|row| row.id == id)
    }

    /// Its whole name.
    #[must_use]
    pub fn name(&self, id: DepartmentId) -> Option<Bilingual> {
        self.of(id).map(name)
    }

    fn names_of_all(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.departments))
    }

    /// The department that a member means by these words: its whole name, or the name without the company if only one has it.
    #[must_use]
    pub fn called(&self, words: &str) -> Option<DepartmentId> {
        let bare = || self.names_of_all().bare.get(&fold(words)).copied().flatten();
        self.named(words).or_else(bare)
    }

    /// The department with this whole name, in either language.
    #[must_use]
    pub fn named(&self, words: &str) -> Option<DepartmentId> {
        self.names_of_all().whole.get(&fold(words)).copied()
    }

    /// What it became.
    pub fn after(&self, id: DepartmentId) -> impl Iterator<Item = &ChangeRow> {
        self.after.get(&id).into_iter().flatten()
    }

    /// What became it.
    pub fn before(&self, id: DepartmentId) -> impl Iterator<Item = &ChangeRow> {
        self.before.get(&id).into_iter().flatten()
    }

    /// The department that this one was in that year: what it was called then or had become a part of. Where that cannot be said,
    /// as of what was one of several, it is itself.
    #[must_use]
    pub fn unit(&self, id: DepartmentId, year: i64) -> DepartmentId {
        let mut unit = id;
        for _ in 0..self.departments.len() {
            let later = only(self.after(unit).filter(|change| change.at_year <= year));
            let earlier = only(self.before(unit).filter(|change| change.at_year > year));
            unit = match (later, earlier) {
                (Some(change), _) => change.to_id,
                (None, Some(change)) => change.from_id,
                (None, None) => return unit,
            };
        }
        unit
    }

    /// What it is today; nothing where it is still itself, or ended.
    #[must_use]
    pub fn now(&self, id: DepartmentId) -> Vec<Bilingual> {
        let reached = reach(id, |id| self.after(id).map(|change| change.to_id).collect());
        let is_last = |it: &DepartmentId| *it != id && self.after(*it).next().is_none();
        reached.into_iter().filter(is_last).filter_map(|it| self.name(it)).collect()
    }

    /// The departments for which whoever was in this one counts: itself, what it became, and what was only called otherwise.
    #[must_use]
    pub fn wholes(&self, id: DepartmentId) -> Vec<DepartmentId> {
        reach(id, |id| {
            let renamed = self.before(id).filter(|change| change.kind == ChangeKind::Renamed);
            self.after(id).map(|change| change.to_id).chain(renamed.map(|change| change.from_id)).collect()
        })
    }

    /// The names by which whoever was in it is found: its own, then those of all it counts for.
    #[must_use]
    pub fn names(&self, id: DepartmentId) -> Vec<Bilingual> {
        self.wholes(id).into_iter().filter_map(|it| self.name(it)).collect()
    }

    /// Each whole with each of its parts.
    #[must_use]
    pub fn parts(&self) -> Vec<(DepartmentId, DepartmentId)> {
        let of = |part: DepartmentId| self.wholes(part).into_iter().map(move |whole| (whole, part));
        self.departments.iter().flat_map(|row| of(row.id)).collect()
    }

    /// All that is joined to it by changes, itself included.
    #[must_use]
    pub fn relatives(&self, id: DepartmentId) -> Vec<DepartmentId> {
        reach(id, |id| {
            let after = self.after(id).map(|change| change.to_id);
            after.chain(self.before(id).map(|change| change.from_id)).collect()
        })
    }

    /// Whether it became the other, through whatever changes.
    #[must_use]
    pub fn became(&self, id: DepartmentId, other: DepartmentId) -> bool {
        reach(id, |id| self.after(id).map(|change| change.to_id).collect()).contains(&other)
    }
}

/// All that `next` leads to, the nearest first and each once.
fn reach(id: DepartmentId, next: impl Fn(DepartmentId) -> Vec<DepartmentId>) -> Vec<DepartmentId> {
    let (mut reached, mut seen) = (vec![id], BTreeSet::from([id]));
    let mut at = 0;
    while let Some(it) = reached.get(at).copied() {
        reached.extend(next(it).into_iter().filter(|it| seen.insert(*it)));
        at += 1;
    }
    reached
}

/// The one change there is; none of several.
fn only<'c>(mut changes: impl Iterator<Item = &'c ChangeRow>) -> Option<&'c ChangeRow> {
    let first = changes.next();
    if changes.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use ChangeKind::{Merged, Renamed, Split};

    use super::*;

    fn id(n: u128) -> DepartmentId {
        DepartmentId(uuid::Uuid::from_u128(n))
    }

    /// Departments 1 to 9, called by their numbers.
    fn history(changes: &[(u128, u128, ChangeKind, i64)]) -> History {
        let row = |n: u128| DepartmentRow {
            id: id(n),
            company_ja: if n == 9 { "みやこ帳票".into() } else { String::new() },
            company_en: String::new(),
            name_ja: format!("第{n}部"),
            name_en: format!("Dept. {n}"),
            from_year: 1990,
            to_year: None,
        };
        let change = |(from, to, kind, at_year): &(u128, u128, ChangeKind, i64)| ChangeRow {
            from_id: id(*from),
            to_id: id(*to),
            kind: *kind,
            at_year: *at_year,
            was_to_year: None,
        };
        History::new((1..=9).map(row).collect(), changes.iter().map(change).collect())
    }

    fn sorted(mut ids: Vec<DepartmentId>) -> Vec<u128> {
        ids.sort();
        ids.into_iter().map(|it| it.0.as_u128()).collect()
    }

    #[test]
    fn a_department_is_itself_under_each_of_its_names() {
        let h = history(&[(1, 2, Renamed, 2000), (2, 3, Renamed, 2010)]);
        for known_as in 1..=3 {
            assert_eq!([1995, 2005, 2015].map(|year| h.unit(id(known_as), year)), [id(1), id(2), id(3)]);
            assert_eq!(sorted(h.wholes(id(known_as))), [1, 2, 3]);
        }
        let names = |n| h.now(id(n)).into_iter().map(|name| name.ja).collect::<Vec<_>>();
        assert_eq!((names(1), names(2)), (vec!["第3部".to_owned()], vec!["第3部".to_owned()]));
        assert!(names(3).is_empty() && names(4).is_empty());
    }

    #[test]
    fn what_was_merged_counts_for_the_whole_and_not_the_other_way() {
        let h = history(&[(1, 3, Merged, 2000), (2, 3, Merged, 2000), (3, 4, Renamed, 2010)]);
        assert_eq!([1999, 2000, 2010].map(|year| h.unit(id(1), year)), [id(1), id(3), id(4)]);
        assert_eq!(h.unit(id(4), 2005), id(3));
        assert_eq!(h.unit(id(4), 1999), id(3), "nobody knows which of the two");
        assert_eq!(sorted(h.wholes(id(1))), [1, 3, 4]);
        assert_eq!(sorted(h.wholes(id(4))), [3, 4]);
        assert!(h.parts().contains(&(id(4), id(2))) && !h.parts().contains(&(id(2), id(4))));
        assert_eq!(sorted(h.relatives(id(2))), [1, 2, 3, 4]);
        assert!(h.became(id(2), id(4)) && !h.became(id(4), id(2)));
    }

    #[test]
    fn the_parts_of_what_was_split_were_one() {
        let h = history(&[(1, 2, Split, 2000), (1, 3, Split, 2000)]);
        assert_eq!((h.unit(id(2), 1999), h.unit(id(2), 2000)), (id(1), id(2)));
        assert_eq!(h.unit(id(1), 2001), id(1), "nobody knows which of the two");
        assert_eq!(h.now(id(1)).len(), 2);
        assert_eq!((sorted(h.wholes(id(1))), sorted(h.wholes(id(3)))), (vec![1, 2, 3], vec![3]));
    }

    #[test]
    fn departments_are_known_by_their_names() {
        let h = history(&[]);
        assert_eq!(h.name(id(9)).unwrap().ja, "みやこ帳票 第9部");
        assert_eq!(h.name(id(9)).unwrap().en, "みやこ帳票 Dept. 9");
        for words in ["みやこ帳票 第9部", "第９部", "dept. 9"] {
            assert_eq!(h.called(words), Some(id(9)), "{words}");
        }
        assert_eq!(h.called("第10部"), None);
        assert_eq!((h.named("第9部"), h.named("第8部")), (None, Some(id(8))), "not without its company");
    }

    #[test]
    fn a_circle_ends() {
        let h = history(&[(1, 2, Renamed, 2000), (2, 1, Renamed, 1990)]);
        assert_eq!(sorted(h.wholes(id(1))), [1, 2]);
        assert!(h.relatives(id(1)).contains(&h.unit(id(1), 2005)));
    }
}
