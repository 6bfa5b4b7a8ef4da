//! The directory: who is listed, in 五十音 order, and the index that finds them.
pub(crate) mod filter;
mod search;
pub mod sheet;
mod slice;
mod wanted;

use types::id::{DepartmentId, MediaId, MemberId};

use crate::facet::{self, Stay};
use crate::sight::Eye;
use crate::sql::{execute, execute_by_engine, maybe_value, rows, value};
use crate::{Conn, Result, Tx};

pub(crate) use slice::{Part, Parts};
pub(crate) use wanted::KEYS;

pub use search::{search, search_on};
pub use slice::{Seen, count_slices};
pub use wanted::{Phrase, Sound, Wanted};

/// What the directory shows and filters of one member: only what every member may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The place in 五十音 order.
    pub no: i64,
    /// Who.
    pub member: MemberId,
    /// Industry, or empty.
    pub industry: String,
    /// Place, as near as it is told, or empty.
    pub region: String,
    /// The region it lies in, or empty.
    pub area: String,
    /// Whether the filters may look at the periods.
    pub tenures_seen: bool,
    /// A sentence of the member, or empty.
    pub words: String,
    /// Skills, one a line.
    pub skills: String,
    /// Years, by each department for which they count.
    pub stays: Vec<Stay>,
    /// What every member may see beside all that: JSON, or empty.
    pub told: String,
}

impl Entry {
    /// Whoever tells nothing, but lets the filters look at periods.
    #[must_use]
    pub fn blank(no: i64, member: MemberId) -> Self {
        let [industry, region, area, words, skills, told] = [const { String::new() }; 6];
        let stays = Vec::new();
        Self { no, member, industry, region, area, tenures_seen: true, words, skills, stays, told }
    }
}

/// A listed member.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of member and directory")]
pub struct ListedRow {
    pub no: i64,
    pub id: MemberId,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    pub photo_id: Option<MediaId>,
    pub words: String,
    pub skills: String,
}

/// Which part of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Only numbers past this one.
    pub after: i64,
    /// Only numbers before this one.
    pub before: i64,
    /// Only people of this department, or of one that counts for it.
    pub department: Option<DepartmentId>,
    /// Only people with a period that reaches past the beginning of this year; 0 for any.
    pub from_year: i64,
    /// Only people with a period that began by the end of this year; 9999 for any.
    pub to_year: i64,
    /// Only people of this industry; empty for any.
    pub industry: String,
    /// Only people of this place, or of places that lie in it; empty for any.
    pub region: String,
    /// Only people who share this kind of いまの気持ち with the viewer; empty for any.
    pub intent: String,
    /// Only people whose answer to it is this one; empty for いま and いつか alike.
    pub answer: String,
    /// At most so many.
    pub limit: i64,
}

impl Default for Range {
    /// Everybody, but nobody of them at once: `limit` is 0.
    fn default() -> Self {
        let [industry, region, intent, answer] = [const { String::new() }; 4];
        let (after, before, from_year, to_year) = (i64::MIN, i64::MAX, 0, 9999);
        Self {
            after,
            before,
            department: None,
            from_year,
            to_year,
            industry,
            region,
            intent,
            answer,
            limit: 0,
        }
    }
}

impl Range {
    /// What of it lies in `part`.
    pub(crate) fn part(&self, part: &Part) -> Self {
        Self { after: part.after, before: part.before, limit: part.limit, ..self.clone() }
    }

    /// Whether nothing is asked about departments and years.
    pub(crate) fn is_any_period(&self) -> bool {
        self.department.is_none() && self.from_year == 0 && self.to_year == 9999
    }
}

/// The number of a member.
///
/// # Errors
/// The database failed.
pub async fn number(conn: &mut Conn, member: MemberId) -> Result<Option<i64>> {
    maybe_value!(conn, i64, "SELECT no FROM directory WHERE member_id = $1", member)
}

/// Whether the viewer finds the member in the directory.
///
/// # Errors
/// The database failed.
pub async fn is_found(conn: &mut Conn, eye: Eye, member: MemberId) -> Result<bool> {
    let found = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM directory d JOIN member m ON m.id = d.member_id WHERE d.member_id = $1
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)",
        member,
        eye.id()
    )?;
    Ok(found > 0)
}

/// Listed members past `after`, in 五十音 order.
///
/// # Errors
/// The database failed.
pub async fn listed(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<(i64, MemberId)>> {
    rows!(
        conn,
        (i64, MemberId),
        "SELECT no, member_id FROM directory WHERE no > $1 ORDER BY no LIMIT $2",
        after,
        limit
    )
}

/// The highest number given in `from..before`.
///
/// # Errors
/// The database failed.
pub async fn last_number(conn: &mut Conn, from: i64, before: i64) -> Result<Option<i64>> {
    maybe_value!(
        conn,
        i64,
        "SELECT no FROM directory WHERE no >= $1 AND no < $2 ORDER BY no DESC LIMIT 1",
        from,
        before
    )
}

/// Lists a member who is not listed, to be found by `tokens`.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the number or the member is listed already.
pub async fn insert(tx: &mut Tx, e: &Entry, tokens: &[String]) -> Result<()> {
    let facets = facet::lines(e);
    put(tx, e, &facets, tokens).await?;
    facet::recount(tx, "", &facets).await
}

/// Lists a member anew who is listed under `no`.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the new number is another's.
pub async fn replace(tx: &mut Tx, no: i64, e: &Entry, tokens: &[String]) -> Result<()> {
    let before = take(tx, no).await?;
    let facets = facet::lines(e);
    put(tx, e, &facets, tokens).await?;
    facet::recount(tx, &before, &facets).await
}

async fn put(tx: &mut Tx, e: &Entry, facets: &str, tokens: &[String]) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO directory (no, member_id, industry, region, area, tenures_seen, words, skills, facets) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        e.no,
        e.member,
        &e.industry,
        &e.region,
        &e.area,
        e.tenures_seen,
        &e.words,
        &e.skills,
        facets,
    )?;
    if !e.told.is_empty() {
        execute!(tx, "INSERT INTO directory_told (no, told) VALUES ($1, $2)", e.no, &e.told)?;
    }
    slice::keep(tx, e.no).await?;
    insert_words(tx, e, tokens).await
}

/// Makes the member of a line findable by `tokens`, and by what the directory is filtered by. Whoever writes very many of them
/// counts the slices after it.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the number is findable already.
pub async fn insert_words(tx: &mut Tx, e: &Entry, tokens: &[String]) -> Result<()> {
    let no = e.no;
    let tokens: Vec<String> = filter::of_entry(e).into_iter().chain(tokens.iter().cloned()).collect();
    let words =
        if tx.is_postgres() { tsvector(slice::tokens(no).iter().chain(&tokens)) } else { tokens.join(" ") };
    execute_by_engine!(
        tx,
        sqlite: "INSERT INTO member_search (rowid, words) VALUES ($1, $2)",
        postgres: "INSERT INTO member_search (rowid, words) VALUES ($1, CAST($2 AS TSVECTOR))",
        no, words,
    )?;
    Ok(())
}

/// Lets go of the index of words while very many are written: PostgreSQL makes it from all of them at once much faster than word by
/// word. SQLite's is where the words are kept.
///
/// # Errors
/// The database failed.
pub async fn drop_word_index(tx: &mut Tx) -> Result<()> {
    execute_by_engine!(tx, sqlite: "SELECT 1", postgres: "DROP INDEX member_search_words")?;
    Ok(())
}

/// Makes the index again of which [`drop_word_index`] let go.
///
/// # Errors
/// The database failed.
pub async fn make_word_index(tx: &mut Tx) -> Result<()> {
    execute_by_engine!(
        tx,
        sqlite: "SELECT 1",
        postgres: "CREATE INDEX member_search_words ON member_search USING gin (words)",
    )?;
    Ok(())
}

/// Takes a member off the list.
///
/// # Errors
/// The database failed.
pub async fn remove(tx: &mut Tx, no: i64) -> Result<()> {
    let facets = take(tx, no).await?;
    facet::recount(tx, &facets, "").await
}

/// Takes the member off the list; what the member is counted in.
async fn take(tx: &mut Tx, no: i64) -> Result<String> {
    execute!(tx, "DELETE FROM member_search WHERE rowid = $1", no)?;
    execute!(tx, "DELETE FROM directory_told WHERE no = $1", no)?;
    let facets = maybe_value!(tx, String, "DELETE FROM directory WHERE no = $1 RETURNING facets", no)?;
    Ok(facets.unwrap_or_default())
}

/// Listed members the viewer may see, in 五十音 order.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, eye: Eye, r: &Range) -> Result<Vec<ListedRow>> {
    if !filter::of_range(r).is_empty() {
        return search(conn, eye, &Wanted::default(), r).await;
    }
    walk(conn, eye, r).await
}

/// As [`page`], looking at everybody in between.
async fn walk(conn: &mut Conn, eye: Eye, r: &Range) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT d.no, m.id, m.family, m.given, m.family_kana, m.given_kana, m.family_roman, m.given_roman, m.line, m.photo_id, d.words, d.skills
         FROM directory d JOIN member m ON m.id = d.member_id
         WHERE d.no > $1 AND d.no < $2 AND (d.industry = $3 OR $3 = '') AND (d.region = $4 OR d.area = $4 OR $4 = '')
             AND ($9 OR (d.tenures_seen AND EXISTS (
                 SELECT 1 FROM tenure t WHERE t.member_id = d.member_id AND COALESCE(t.to_year, 9999) >= $5 AND t.from_year <= $6
                     AND (EXISTS (SELECT 1 FROM department_part dp WHERE dp.whole_id = $7 AND dp.part_id = t.department_id) OR $7 IS NULL))))
             AND ($11 = '' OR EXISTS (
                 SELECT 1 FROM intent i WHERE i.member_id = m.id AND i.kind = $11 AND i.answer IN ('now', 'some_day') AND (i.answer = $12 OR $12 = '')
                     AND (i.reach IN ('members', 'public') OR m.id = $10 OR (i.reach = 'connections' AND EXISTS (
                         SELECT 1 FROM connection c WHERE c.member_id = $10 AND c.other_id = m.id)))))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $10 AND u.owner_id = m.id)
         ORDER BY d.no LIMIT $8",
        r.after, r.before, &r.industry, &r.region, r.from_year, r.to_year, r.department, r.limit, r.is_any_period(), eye.id(), &r.intent, &r.answer,
    )
}

/// How many people [`beside_of`] looks up at once.
pub const AT_ONCE: usize = 24;

/// What stands beside a line of the directory for one viewer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BesideRow {
    /// The number of the line.
    pub no: i64,
    /// What every member may see beside it: JSON; none until there is something.
    pub told: Option<String>,
    /// Whether the viewer is connected with the person.
    pub is_connected: bool,
}

/// What stands beside the lines of these numbers for the member. A number that nobody has finds nobody. `+ 0` makes the rows come all
/// at once, as in [`search`].
///
/// # Errors
/// The database failed.
pub async fn beside_of(conn: &mut Conn, member: MemberId, n: &[i64; AT_ONCE]) -> Result<Vec<BesideRow>> {
    rows!(
        conn,
        BesideRow,
        "SELECT d.no, t.told, c.other_id IS NOT NULL AS is_connected
         FROM directory d LEFT JOIN directory_told t ON t.no = d.no
             LEFT JOIN connection c ON c.member_id = $25 AND c.other_id = d.member_id
         WHERE d.no IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
         ORDER BY d.no + 0 LIMIT 24",
        n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14], n[15], n[16], n[17], n[18],
        n[19], n[20], n[21], n[22], n[23], member
    )
}

/// `'営業':1 '業':2`: PostgreSQL keeps at most 16,383 positions.
fn tsvector<'t>(tokens: impl Iterator<Item = &'t String>) -> String {
    let placed = tokens.take(16_000).enumerate().map(|(i, token)| format!("'{token}':{}", i + 1));
    placed.collect::<Vec<_>>().join(" ")
}
