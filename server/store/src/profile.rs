//! What members tell about themselves: profile, departments, periods in them.
use types::id::{DepartmentId, MemberId, TenureId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A profile as stored. Absent texts are empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table; their meaning is in types::profile")]
pub struct ProfileRow {
    pub member_id: MemberId,
    pub industry: String,
    /// A [`types::place::Place`], or empty.
    pub region: String,
    pub city: String,
    /// One a line: the language, and after a space how well.
    pub languages: String,
    /// One a line.
    pub skills: String,
    pub bio: String,
    pub help: String,
    pub looking: String,
    pub news: String,
    /// Since when the news are so; none without news.
    pub news_at: Option<Stamp>,
    /// JSON.
    pub links: String,
    /// JSON.
    pub levels: String,
    pub changed_at: Stamp,
    /// Whether directory and search know of the member.
    pub listed: bool,
    /// Fiscal year of joining the company: 入社年度.
    pub entry_year: Option<i64>,
}

impl ProfileRow {
    /// A profile that tells nothing yet.
    #[must_use]
    pub fn blank(member_id: MemberId, changed_at: Stamp) -> Self {
        let [industry, region, city, languages, skills] = [const { String::new() }; 5];
        let [bio, help, looking, news] = [const { String::new() }; 4];
        let (links, levels) = ("[]".to_owned(), "{}".to_owned());
        Self {
            member_id,
            industry,
            region,
            city,
            languages,
            skills,
            bio,
            help,
            looking,
            news,
            news_at: None,
            links,
            levels,
            changed_at,
            listed: true,
            entry_year: None,
        }
    }
}

/// A period of a member in a department.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct TenureRow {
    pub id: TenureId,
    pub member_id: MemberId,
    /// None when the member's words name no department of the company.
    pub department_id: Option<DepartmentId>,
    /// In the member's words.
    pub department: String,
    pub title: String,
    pub from_year: i64,
    pub to_year: Option<i64>,
}

/// Writes the profile of a member, new or over the present one.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, p: &ProfileRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO profile (member_id, industry, region, city, languages, skills, bio, help, looking, news, news_at, links, levels,
             changed_at, listed, entry_year)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (member_id) DO UPDATE SET industry = excluded.industry, region = excluded.region,
             city = excluded.city, languages = excluded.languages, skills = excluded.skills, bio = excluded.bio, help = excluded.help,
             looking = excluded.looking, news = excluded.news, news_at = excluded.news_at, links = excluded.links, levels = excluded.levels,
             changed_at = excluded.changed_at, listed = excluded.listed, entry_year = excluded.entry_year",
        p.member_id, &p.industry, &p.region, &p.city, &p.languages, &p.skills, &p.bio, &p.help, &p.looking, &p.news,
        p.news_at, &p.links, &p.levels, p.changed_at, p.listed, p.entry_year,
    )?;
    Ok(())
}

/// The profile of a member; none as long as nothing was told.
///
/// # Errors
/// The database failed.
pub async fn by_member(conn: &mut Conn, id: MemberId) -> Result<Option<ProfileRow>> {
    maybe_row!(conn, ProfileRow, "SELECT * FROM profile WHERE member_id = $1", id)
}

/// One period of a member beside what else ties are made of; a member without periods has one row without them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PathRow {
    /// 入社年度, told or not.
    pub entry_year: Option<i64>,
    /// The edition of the departments, once there is a site.
    pub department_edition: Option<i64>,
    id: Option<TenureId>,
    department_id: Option<DepartmentId>,
    department: Option<String>,
    title: Option<String>,
    from_year: Option<i64>,
    to_year: Option<i64>,
}

impl PathRow {
    /// The period.
    #[must_use]
    pub fn tenure(self, member_id: MemberId) -> Option<TenureRow> {
        Some(TenureRow {
            id: self.id?,
            member_id,
            department_id: self.department_id,
            department: self.department?,
            title: self.title?,
            from_year: self.from_year?,
            to_year: self.to_year,
        })
    }
}

/// What the ties of a member are made of, the earliest period first.
///
/// # Errors
/// The database failed.
pub async fn path(conn: &mut Conn, id: MemberId) -> Result<Vec<PathRow>> {
    rows!(
        conn,
        PathRow,
        "SELECT p.entry_year, s.department_edition, t.id, t.department_id, t.department, t.title, t.from_year, t.to_year
         FROM member m LEFT JOIN profile p ON p.member_id = m.id LEFT JOIN site s ON s.id = 1 LEFT JOIN tenure t ON t.member_id = m.id
         WHERE m.id = $1 ORDER BY t.from_year, t.id LIMIT 50",
        id
    )
}

/// Adds a period of a member.
///
/// # Errors
/// The database failed.
pub async fn insert_tenure(tx: &mut Tx, t: &TenureRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO tenure (id, member_id, department_id, department, title, from_year, to_year) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        t.id,
        t.member_id,
        t.department_id,
        &t.department,
        &t.title,
        t.from_year,
        t.to_year,
    )?;
    Ok(())
}

/// Periods of a member, the earliest first.
///
/// # Errors
/// The database failed.
pub async fn tenures(conn: &mut Conn, member: MemberId) -> Result<Vec<TenureRow>> {
    rows!(
        conn,
        TenureRow,
        "SELECT * FROM tenure WHERE member_id = $1 ORDER BY from_year, id LIMIT 50",
        member
    )
}

/// Forgets the periods of a member.
///
/// # Errors
/// The database failed.
pub async fn clear_tenures(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM tenure WHERE member_id = $1", member)?;
    Ok(())
}
