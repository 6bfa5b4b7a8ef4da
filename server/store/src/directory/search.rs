//! Searching the directory.
use super::slice::{Parts, Seen};
use super::wanted::KEYS;
use super::{ListedRow, Range, Wanted};
use crate::sight::Eye;
use crate::sql::rows_by_engine;
use crate::{Conn, Result};

/// Listed members the viewer may see who are `wanted`, in 五十音 order: one statement on SQLite, on PostgreSQL a few at most.
///
/// # Errors
/// The database failed.
pub async fn search(conn: &mut Conn, eye: Eye, wanted: &Wanted<'_>, r: &Range) -> Result<Vec<ListedRow>> {
    search_on(conn, eye, wanted, r, &mut Seen::default()).await
}

/// As [`search`], for the next list of one page.
///
/// # Errors
/// The database failed.
pub async fn search_on(
    conn: &mut Conn,
    eye: Eye,
    wanted: &Wanted<'_>,
    r: &Range,
    seen: &mut Seen,
) -> Result<Vec<ListedRow>> {
    let (wanted, unwanted) = wanted.apart(conn);
    let query = wanted.query_in(conn, r);
    let mut parts = Parts::of(r, &wanted);
    let mut found = Vec::new();
    while let Some(part) = parts.next(conn, seen, found.len()).await? {
        found.extend(find(conn, eye, part.keys(&query), &unwanted, &r.part(&part)).await?);
    }
    Ok(found)
}

async fn find(
    conn: &mut Conn,
    eye: Eye,
    [query, second]: [String; KEYS],
    unwanted: &str,
    r: &Range,
) -> Result<Vec<ListedRow>> {
    // SQLite joins CROSS JOIN in the order written: left to itself it walks the whole directory and asks the index about each. Put in
    // order once more by what it takes for something else (`no + 0`), its rows come all at once: each that comes alone wakes whoever
    // waits for it (decision 0002).
    // On PostgreSQL `+ 0` keeps it from that walk: it takes the hits from GIN, puts them in order and stops looking them up when there
    // are enough; whoever is unwanted is asked for by `d.no`, after that, since by `h.no` everybody would be asked about before.
    rows_by_engine!(
        conn,
        ListedRow,
        sqlite: "SELECT * FROM (SELECT d.no, m.id, m.family, m.given, m.family_kana, m.given_kana, m.family_roman, m.given_roman, m.line, m.photo_id, d.words, d.skills
         FROM member_search CROSS JOIN directory d ON d.no = member_search.rowid CROSS JOIN member m ON m.id = d.member_id
         WHERE member_search MATCH $9 AND member_search.rowid > $1 AND member_search.rowid < $2
             AND (d.industry = $3 OR $3 = '') AND (d.region = $4 OR d.area = $4 OR $4 = '')
             AND ($10 OR (d.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = d.member_id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($12 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $12 AND i.answer IN ('now', 'some_day') AND (i.answer = $13 OR $13 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $11 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $11 AND c.other_id = m.id)))))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $11 AND u.owner_id = m.id)
         ORDER BY member_search.rowid LIMIT $8) ORDER BY no + 0",
        postgres: "SELECT d.no, m.id, m.family, m.given, m.family_kana, m.given_kana, m.family_roman, m.given_roman, m.line, m.photo_id, d.words, d.skills
         FROM (SELECT s.rowid + 0 AS no FROM member_search s WHERE s.words @@ CAST($9 AS TSQUERY) AND s.words @@ CAST($15 AS TSQUERY)
                   AND s.rowid + 0 > $1 AND s.rowid + 0 < $2
               ORDER BY s.rowid + 0) h
             JOIN directory d ON d.no = h.no JOIN member m ON m.id = d.member_id
         WHERE (d.industry = $3 OR $3 = '') AND (d.region = $4 OR d.area = $4 OR $4 = '')
             AND ($10 OR (d.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = d.member_id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($12 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $12 AND i.answer IN ('now', 'some_day') AND (i.answer = $13 OR $13 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $11 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $11 AND c.other_id = m.id)))))
             AND NOT COALESCE((SELECT w.words @@ CAST($14 AS TSQUERY) FROM member_search w WHERE w.rowid = d.no), FALSE)
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $11 AND u.owner_id = m.id)
         ORDER BY h.no LIMIT $8",
        r.after, r.before, &r.industry, &r.region, r.from_year, r.to_year, r.department, r.limit, query, r.is_any_period(), eye.id(), &r.intent, &r.answer, unwanted, second,
    )
}
