//! How many of the directory a filter leaves, without counting everybody: each listed member is counted in `facet` when listed,
//! and what the viewer does not see is taken off.
use std::collections::{BTreeMap, BTreeSet};

use types::id::DepartmentId;

use crate::directory::{Entry, KEYS, Parts, Range, Seen, Wanted, filter};
use crate::sight::Eye;
use crate::sql::{execute, rows, values, values_by_engine};
use crate::{Conn, Result, Tx};

/// What is chosen to find somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// `department`, `industry` or `place`.
    pub kind: String,
    /// The choice as the filter has it.
    pub key: String,
}

impl Facet {
    /// The choice `key` of a kind.
    pub fn new(kind: &str, key: &impl ToString) -> Self {
        Self { kind: kind.to_owned(), key: key.to_string() }
    }
}

/// Years that every member may see and that count for a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub department: DepartmentId,
    /// First year.
    pub from: i64,
    /// Last year; none while it lasts.
    pub to: Option<i64>,
}

/// What a member is counted in, one a line.
pub(crate) fn lines(e: &Entry) -> String {
    let place = |place: &&String| !place.is_empty();
    let places: BTreeSet<&String> = [&e.region, &e.area].into_iter().filter(place).collect();
    let industry = (!e.industry.is_empty()).then(|| format!("industry {}", e.industry));
    let places = places.into_iter().map(|place| format!("place {place}"));
    let stays = e
        .stays
        .iter()
        .filter(|_| e.tenures_seen)
        .map(|stay| format!("department {} {} {}", stay.department, stay.from, stay.to.unwrap_or(9999)));
    industry.into_iter().chain(places).chain(stays).collect::<Vec<_>>().join("\n")
}

/// The facets in `lines`, each once; departments only for years that reach into those of `range`.
#[must_use]
pub fn facets(lines: &str, range: &Range) -> BTreeSet<Facet> {
    let read = |line: &str| {
        let mut parts = line.split(' ');
        let (kind, key) = (parts.next()?, parts.next()?);
        let mut year = |open: i64| parts.next().map_or(Some(open), |year| year.parse().ok());
        let (from, to) = (year(0)?, year(9999)?);
        let is_asked = kind != "department" || (to >= range.from_year && from <= range.to_year);
        is_asked.then(|| Facet { kind: kind.to_owned(), key: key.to_owned() })
    };
    lines.lines().filter_map(read).collect()
}

/// Counts a member where `after` says and no longer where `before` said. Only what changes is written, in one order, so that two
/// who change at once do not wait for each other.
pub(crate) async fn recount(tx: &mut Tx, before: &str, after: &str) -> Result<()> {
    let any = Range::default();
    let (before, after) = (facets(before, &any), facets(after, &any));
    for facet in before.symmetric_difference(&after) {
        let change = if after.contains(facet) { 1_i64 } else { -1 };
        execute!(
            tx,
            "INSERT INTO facet (kind, key, members) VALUES ($1, $2, $3)
             ON CONFLICT (kind, key) DO UPDATE SET members = facet.members + $3",
            &facet.kind,
            &facet.key,
            change
        )?;
    }
    Ok(())
}

/// How many listed people the viewer finds by each choice alone; choices that find nobody may be absent.
///
/// # Errors
/// The database failed.
pub async fn seen(conn: &mut Conn, eye: Eye) -> Result<BTreeMap<Facet, i64>> {
    let all = rows!(conn, (String, String, i64), "SELECT kind, key, members FROM facet WHERE members > 0")?;
    let mut counts: BTreeMap<Facet, i64> =
        all.into_iter().map(|(kind, key, members)| (Facet { kind, key }, members)).collect();
    let hidden = values!(
        conn,
        String,
        "SELECT d.facets FROM unseen u JOIN directory d ON d.member_id = u.owner_id WHERE u.viewer_id = $1",
        eye.id()
    )?;
    for facet in hidden.iter().flat_map(|lines| facets(lines, &Range::default())) {
        if let Some(members) = counts.get_mut(&facet) {
            *members -= 1;
        }
    }
    Ok(counts)
}

/// How many listed people count for each department, by its id as the filter has it.
///
/// # Errors
/// The database failed.
pub async fn of_departments(conn: &mut Conn) -> Result<BTreeMap<String, i64>> {
    let all = rows!(conn, (String, i64), "SELECT key, members FROM facet WHERE kind = 'department'")?;
    Ok(all.into_iter().collect())
}

/// What those are counted in whom [`crate::directory::page`] lists, in no order. A line of the directory stands for its member here
/// (`m`): what is counted stands in it, and looking up each of a thousand members takes as long as all the rest.
///
/// # Errors
/// The database failed.
pub async fn of_page(conn: &mut Conn, eye: Eye, r: &Range) -> Result<Vec<String>> {
    if !filter::of_range(r).is_empty() {
        return of_search(conn, eye, &Wanted::default(), r).await;
    }
    values!(
        conn,
        String,
        "SELECT m.facets FROM (SELECT no, member_id AS id, industry, region, area, tenures_seen, facets FROM directory) m
         WHERE m.no > $1 AND m.no < $2 AND (m.industry = $3 OR $3 = '') AND (m.region = $4 OR m.area = $4 OR $4 = '')
             AND ($9 OR (m.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = m.id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($11 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $11 AND i.answer IN ('now', 'some_day') AND (i.answer = $12 OR $12 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $10 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $10 AND c.other_id = m.id)))))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $10 AND u.owner_id = m.id)
         LIMIT $8",
        r.after, r.before, &r.industry, &r.region, r.from_year, r.to_year, r.department, r.limit, r.is_any_period(), eye.id(), &r.intent, &r.answer,
    )
}

/// What those are counted in whom [`crate::directory::search`] finds, in no order.
///
/// # Errors
/// The database failed.
pub async fn of_search(conn: &mut Conn, eye: Eye, wanted: &Wanted<'_>, r: &Range) -> Result<Vec<String>> {
    let query = wanted.query_in(conn, r);
    let mut parts = Parts::of(r, wanted);
    let mut seen = Seen::default();
    let mut found = Vec::new();
    while let Some(part) = parts.next(conn, &mut seen, found.len()).await? {
        found.extend(of_part(conn, eye, part.keys(&query), &r.part(&part)).await?);
    }
    Ok(found)
}

/// How many people [`of_search`] finds. Where the index answers all that is asked for, nobody is looked up.
///
/// # Errors
/// The database failed.
pub async fn count_of_search(conn: &mut Conn, eye: Eye, wanted: &Wanted<'_>, r: &Range) -> Result<i64> {
    if !r.is_any_period() || !r.intent.is_empty() {
        return Ok(i64::try_from(of_search(conn, eye, wanted, r).await?.len()).unwrap_or(i64::MAX));
    }
    let query = wanted.query_in(conn, r);
    let hidden = unseen_of(conn, eye, query.keys(&[]), r).await?;
    // Whoever is not seen is counted first and taken off in the end.
    let range = Range { limit: r.limit + hidden, ..r.clone() };
    let (mut parts, mut seen, mut found) = (Parts::of(&range, wanted), Seen::default(), 0);
    while let Some(part) = parts.next(conn, &mut seen, usize::try_from(found).unwrap_or(usize::MAX)).await? {
        found += count_of_part(conn, part.keys(&query), &range.part(&part)).await?;
    }
    Ok(found - hidden)
}

async fn count_of_part(conn: &mut Conn, [query, second]: [String; KEYS], r: &Range) -> Result<i64> {
    let counts = values_by_engine!(
        conn,
        i64,
        sqlite: "SELECT COUNT(*) FROM (SELECT 1 AS one FROM member_search WHERE member_search MATCH $3 AND rowid > $1 AND rowid < $2 LIMIT $4) AS hits",
        postgres: "SELECT COUNT(*) FROM (SELECT 1 AS one FROM member_search s WHERE s.words @@ CAST($3 AS TSQUERY) AND s.words @@ CAST($5 AS TSQUERY)
                   AND s.rowid + 0 > $1 AND s.rowid + 0 < $2 LIMIT $4) AS hits",
        r.after, r.before, query, r.limit, second,
    )?;
    Ok(counts.into_iter().sum())
}

/// How many of those whom the index finds the viewer may not see.
async fn unseen_of(conn: &mut Conn, eye: Eye, [query, second]: [String; KEYS], r: &Range) -> Result<i64> {
    let counts = values_by_engine!(
        conn,
        i64,
        sqlite: "SELECT COUNT(*) FROM unseen u CROSS JOIN directory d ON d.member_id = u.owner_id
             CROSS JOIN member_search ON member_search.rowid = d.no
         WHERE u.viewer_id = $1 AND d.no > $2 AND d.no < $3 AND member_search MATCH $4",
        postgres: "SELECT COUNT(*) FROM unseen u JOIN directory d ON d.member_id = u.owner_id JOIN member_search s ON s.rowid = d.no
         WHERE u.viewer_id = $1 AND d.no > $2 AND d.no < $3 AND COALESCE(s.words @@ CAST($4 AS TSQUERY) AND s.words @@ CAST($5 AS TSQUERY), FALSE)",
        eye.id(), r.after, r.before, query, second,
    )?;
    Ok(counts.into_iter().sum())
}

async fn of_part(
    conn: &mut Conn,
    eye: Eye,
    [query, second]: [String; KEYS],
    r: &Range,
) -> Result<Vec<String>> {
    values_by_engine!(
        conn,
        String,
        sqlite: "SELECT m.facets
         FROM member_search CROSS JOIN (SELECT no, member_id AS id, industry, region, area, tenures_seen, facets FROM directory) m ON m.no = member_search.rowid
         WHERE member_search MATCH $9 AND member_search.rowid > $1 AND member_search.rowid < $2
             AND (m.industry = $3 OR $3 = '') AND (m.region = $4 OR m.area = $4 OR $4 = '')
             AND ($10 OR (m.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = m.id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($12 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $12 AND i.answer IN ('now', 'some_day') AND (i.answer = $13 OR $13 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $11 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $11 AND c.other_id = m.id)))))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $11 AND u.owner_id = m.id)
         LIMIT $8",
        postgres: "SELECT m.facets
         FROM (SELECT s.rowid + 0 AS no FROM member_search s WHERE s.words @@ CAST($9 AS TSQUERY) AND s.words @@ CAST($14 AS TSQUERY)
                   AND s.rowid + 0 > $1 AND s.rowid + 0 < $2) h
             JOIN (SELECT no, member_id AS id, industry, region, area, tenures_seen, facets FROM directory) m ON m.no = h.no
         WHERE (m.industry = $3 OR $3 = '') AND (m.region = $4 OR m.area = $4 OR $4 = '')
             AND ($10 OR (m.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = m.id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($12 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $12 AND i.answer IN ('now', 'some_day') AND (i.answer = $13 OR $13 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $11 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $11 AND c.other_id = m.id)))))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $11 AND u.owner_id = m.id)
         LIMIT $8",
        r.after, r.before, &r.industry, &r.region, r.from_year, r.to_year, r.department, r.limit, query, r.is_any_period(), eye.id(), &r.intent, &r.answer, second,
    )
}
