//! What is counted beside a filter is what the filter lists, in random networks and on both engines.
use std::collections::BTreeMap;

use crate::engines;
use crate::people::{id, person, with};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use store::department::DepartmentRow;
use store::directory::{Entry, Phrase, Range, Wanted};
use store::facet::{self, Facet, Stay};
use store::profile::TenureRow;
use store::sight::Eye;
use store::{Tx, block, directory, profile};
use types::id::{DepartmentId, MemberId, TenureId};
use types::time::Stamp;
use uuid::Uuid;

const MEMBERS: u128 = 9;
const PLACES: [(&str, &str); 4] = [("", ""), ("tokyo", "tokyo"), ("saga", "kyushu"), ("kyushu", "kyushu")];
const INDUSTRIES: [&str; 3] = ["", "it", "public"];

fn department(n: u32) -> DepartmentId {
    DepartmentId(Uuid::from_u128(u128::from(n) + 900))
}

/// Two departments, of which the second became a part of the first.
async fn departments(tx: &mut Tx) {
    for n in 0..2 {
        let [company_ja, company_en, name_ja, name_en] = [const { String::new() }; 4];
        let (id, from_year) = (department(n), 1990);
        let row = DepartmentRow { id, company_ja, company_en, name_ja, name_en, from_year, to_year: None };
        store::department::insert(tx, &row).await.unwrap();
    }
    let [whole, part] = [0, 1].map(department);
    store::department::set_parts(tx, &[(whole, whole), (part, part), (whole, part)]).await.unwrap();
}

fn everybody() -> Range {
    Range { limit: 99, ..Range::default() }
}

/// Lists member `n` anew, with another place, industry and departments.
async fn list(tx: &mut Tx, rng: &mut ChaCha8Rng, n: u128) {
    let mut any = |below: u32| rng.next_u32() % below;
    profile::clear_tenures(tx, id(n)).await.unwrap();
    let mut stays = Vec::new();
    for _ in 0..any(3) {
        let from = 2000 + i64::from(any(10));
        let stay = Stay { department: department(any(2)), from, to: (any(2) == 0).then_some(from + 3) };
        let tenure = TenureRow {
            id: TenureId(Uuid::from_u128(any(u32::MAX).into())),
            member_id: id(n),
            department_id: Some(stay.department),
            department: String::new(),
            title: String::new(),
            from_year: stay.from,
            to_year: stay.to,
        };
        profile::insert_tenure(tx, &tenure).await.unwrap();
        stays.extend([Stay { department: department(0), ..stay }, stay]);
    }
    let (region, area) = PLACES[any(4) as usize];
    let entry = Entry {
        no: i64::try_from(n).unwrap(),
        member: id(n),
        industry: INDUSTRIES[any(3) as usize].to_owned(),
        region: region.to_owned(),
        area: area.to_owned(),
        tenures_seen: any(3) > 0,
        words: String::new(),
        skills: String::new(),
        stays,
        told: String::new(),
    };
    // Everybody has the first word, some the second.
    let words: Vec<String> =
        ["海", "谷"][..=usize::from(any(3) == 0)].iter().map(|it| (*it).to_owned()).collect();
    match directory::number(tx, id(n)).await.unwrap() {
        Some(no) => directory::replace(tx, no, &entry, &words).await.unwrap(),
        None => directory::insert(tx, &entry, &words).await.unwrap(),
    }
}

/// Every choice there is, and the part of `range` that it leaves.
fn choices(range: &Range) -> Vec<(Facet, Range)> {
    let departments = (0..2)
        .map(department)
        .map(|it| (Facet::new("department", &it), Range { department: Some(it), ..range.clone() }));
    let industries = INDUSTRIES[1..]
        .iter()
        .map(|it| (Facet::new("industry", it), Range { industry: (*it).to_owned(), ..range.clone() }));
    let places = ["tokyo", "saga", "kyushu"]
        .map(|it| (Facet::new("place", &it), Range { region: it.to_owned(), ..range.clone() }));
    departments.chain(industries).chain(places).collect()
}

/// As the page counts whom one has a tie with: by tokens that some have, without those that others have.
async fn count_those_near(tx: &mut Tx, eye: Eye) {
    let (any, none) = (["海".to_owned(), "山".to_owned()], ["谷".to_owned()]);
    let wanted = Wanted { any: &any, none: &none, ..Wanted::default() };
    let found = facet::of_search(tx, eye, &wanted, &everybody()).await.unwrap().len();
    let count = facet::count_of_search(tx, eye, &wanted, &everybody()).await.unwrap();
    assert_eq!(usize::try_from(count), Ok(found));
}

async fn compare(tx: &mut Tx, viewer: MemberId) {
    let eye = Eye::member(viewer);
    let seen = facet::seen(tx, eye).await.unwrap();
    for (facet, range) in choices(&everybody()) {
        let listed = directory::page(tx, eye, &range).await.unwrap().len();
        let counted = seen.get(&facet).copied().unwrap_or_default();
        assert_eq!(usize::try_from(counted), Ok(listed), "{viewer:?}, {facet:?}");
    }
    let phrases = [Phrase { tokens: vec!["海".into()], is_prefix: false, sound: None }];
    let wanted = Wanted { phrases: &phrases, ..Wanted::default() };
    count_those_near(tx, eye).await;
    for range in [
        everybody(),
        Range { from_year: 2004, to_year: 2006, ..everybody() },
        Range { region: "kyushu".into(), ..everybody() },
        Range { industry: "it".into(), after: 2, before: 8, ..everybody() },
    ] {
        let mut hits = facet::of_page(tx, eye, &range).await.unwrap();
        let mut found = facet::of_search(tx, eye, &wanted, &range).await.unwrap();
        hits.sort();
        found.sort();
        assert_eq!(hits, found, "with words");
        for limit in [3, range.limit] {
            let range = Range { limit, ..range.clone() };
            let count = facet::count_of_search(tx, eye, &wanted, &range).await.unwrap();
            assert_eq!(
                usize::try_from(count),
                Ok(found.len().min(usize::try_from(limit).unwrap())),
                "{range:?}"
            );
        }
        let mut counts: BTreeMap<Facet, usize> = BTreeMap::new();
        for facet in hits.iter().flat_map(|lines| facet::facets(lines, &range)) {
            *counts.entry(facet).or_default() += 1;
        }
        for (facet, chosen) in choices(&range).into_iter().filter(|(facet, _)| {
            // What is asked already is no choice.
            (facet.kind != "place" || range.region.is_empty())
                && (facet.kind != "industry" || range.industry.is_empty())
        }) {
            let listed = directory::page(tx, eye, &chosen).await.unwrap().len();
            assert_eq!(counts.get(&facet).copied().unwrap_or_default(), listed, "{facet:?} of {range:?}");
        }
    }
}

#[tokio::test]
async fn what_is_counted_is_what_is_listed() {
    for seed in 0..4 {
        for engine in engines::both().await {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let mut tx = with(&engine.db, (1..=MEMBERS).map(person)).await;
            departments(&mut tx).await;
            for _ in 0..60 {
                let n = u128::from(rng.next_u32()) % MEMBERS + 1;
                match (rng.next_u32() % 4, directory::number(&mut tx, id(n)).await.unwrap()) {
                    (0, Some(no)) => directory::remove(&mut tx, no).await.unwrap(),
                    (1, _) => {
                        let other = u128::from(rng.next_u32()) % MEMBERS + 1;
                        if other != n {
                            block::insert(&mut tx, id(n), id(other), Stamp(1)).await.unwrap();
                        }
                    }
                    _ => list(&mut tx, &mut rng, n).await,
                }
            }
            for n in 1..=MEMBERS {
                compare(&mut tx, id(n)).await;
            }
        }
    }
}

#[tokio::test]
async fn a_block_counts_like_an_absence() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        departments(&mut tx).await;
        for n in 1..=3 {
            list(&mut tx, &mut rng, n).await;
        }
        let there =
            |counts: BTreeMap<Facet, i64>| -> Vec<_> { counts.into_iter().filter(|it| it.1 > 0).collect() };
        block::insert(&mut tx, id(2), id(1), Stamp(1)).await.unwrap();
        let blocked = there(facet::seen(&mut tx, Eye::member(id(1))).await.unwrap());
        directory::remove(&mut tx, 2).await.unwrap();
        assert_eq!(there(facet::seen(&mut tx, Eye::member(id(1))).await.unwrap()), blocked);
    }
}
