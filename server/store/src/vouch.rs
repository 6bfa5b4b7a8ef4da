//! What colleagues say of those who ask to join.
use types::id::{JoinRequestId, MemberId, VouchId};
use types::time::Stamp;
use types::vouch::{Doubt, VouchState};

use crate::sql::{execute, maybe_row, row, rows, values};
use crate::{Conn, Result, Tx};

/// A vouch, or the request for one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct VouchRow {
    /// Which.
    pub id: VouchId,
    /// For whose request.
    pub join_request_id: JoinRequestId,
    /// Whose it is to give.
    pub member_id: MemberId,
    /// How it was answered.
    pub state: VouchState,
    /// When and where both worked together, or empty.
    pub words: String,
    /// Why it does not count by itself.
    pub doubt: Option<Doubt>,
    /// When it was asked for.
    pub created_at: Stamp,
    /// When it was answered.
    pub answered_at: Option<Stamp>,
    /// When it was taken back.
    pub withdrawn_at: Option<Stamp>,
}

/// A vouch as the one who gives it sees it: with who asks to join.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AskedRow {
    /// The vouch.
    #[sqlx(flatten)]
    pub vouch: VouchRow,
    /// Family name of who asks to join.
    pub family: String,
    /// Given name.
    pub given: String,
    /// The family name borne at the company, or empty.
    pub former_family: String,
    /// Department, in the words of who asks.
    pub department: String,
    /// First year at the company.
    pub year_from: i64,
    /// Last year.
    pub year_to: Option<i64>,
}

/// A vouch as the office sees it: with who gave it, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OfficeRow {
    /// The vouch.
    #[sqlx(flatten)]
    pub vouch: VouchRow,
    /// Family name of the member.
    pub member_family: String,
    /// Given name of the member.
    pub member_given: String,
    /// Family name of who asks to join.
    pub family: String,
    /// Given name of who asks to join.
    pub given: String,
}

/// What speaks against two members vouching for the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Bond {
    /// Whether one of them was let in with the other's vouch.
    pub ring: bool,
    /// For how many others both have vouched since the time asked about.
    pub together: i64,
}

/// Asks a member for a vouch, unless already asked.
///
/// # Errors
/// The database failed.
pub async fn ask(
    tx: &mut Tx,
    id: VouchId,
    request: JoinRequestId,
    member: MemberId,
    at: Stamp,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO vouch (id, join_request_id, member_id, state, words, created_at) VALUES ($1, $2, $3, 'open', '', $4)
         ON CONFLICT (join_request_id, member_id) DO NOTHING",
        id,
        request,
        member,
        at,
    )?;
    Ok(touched > 0)
}

/// One vouch of a member.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId, id: VouchId) -> Result<Option<VouchRow>> {
    maybe_row!(conn, VouchRow, "SELECT * FROM vouch WHERE id = $1 AND member_id = $2", id, member)
}

/// What a member is asked for and may still answer, oldest first.
///
/// # Errors
/// The database failed.
pub async fn asked(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<AskedRow>> {
    rows!(
        conn,
        AskedRow,
        "SELECT v.*, r.family, r.given, r.former_family, r.department, r.year_from, r.year_to
         FROM vouch v JOIN join_request r ON r.id = v.join_request_id
         WHERE v.member_id = $1 AND v.state = 'open' AND r.state IN ('waiting', 'asked') ORDER BY v.id LIMIT $2",
        member,
        limit,
    )
}

/// What a member gave before `before`, newest first.
///
/// # Errors
/// The database failed.
pub async fn given(conn: &mut Conn, member: MemberId, before: VouchId, limit: i64) -> Result<Vec<AskedRow>> {
    rows!(
        conn,
        AskedRow,
        "SELECT v.*, r.family, r.given, r.former_family, r.department, r.year_from, r.year_to
         FROM vouch v JOIN join_request r ON r.id = v.join_request_id
         WHERE v.member_id = $1 AND v.state = 'given' AND v.id < $2 ORDER BY v.id DESC LIMIT $3",
        member,
        before,
        limit,
    )
}

/// Gives a vouch that is asked for; whether it was.
///
/// # Errors
/// The database failed.
pub async fn give(tx: &mut Tx, id: VouchId, words: &str, doubt: Option<Doubt>, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE vouch SET state = 'given', words = $2, doubt = $3, answered_at = $4 WHERE id = $1 AND state = 'open'",
        id,
        words,
        doubt,
        at,
    )?;
    Ok(touched > 0)
}

/// Leaves a request for a vouch unanswered for good; whether it was open.
///
/// # Errors
/// The database failed.
pub async fn pass(tx: &mut Tx, id: VouchId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE vouch SET state = 'passed', answered_at = $2 WHERE id = $1 AND state = 'open'",
        id,
        at
    )?;
    Ok(touched > 0)
}

/// Takes a vouch back; whether it was given.
///
/// # Errors
/// The database failed.
pub async fn withdraw(tx: &mut Tx, id: VouchId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE vouch SET state = 'withdrawn', withdrawn_at = $2 WHERE id = $1 AND state = 'given'",
        id,
        at
    )?;
    Ok(touched > 0)
}

/// How many vouches a member gave since `since`, also those taken back.
///
/// # Errors
/// The database failed.
pub async fn count_given(conn: &mut Conn, member: MemberId, since: Stamp) -> Result<i64> {
    crate::sql::value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM vouch WHERE member_id = $1 AND state IN ('given', 'withdrawn') AND answered_at >= $2",
        member,
        since
    )
}

/// Who vouches for a request.
///
/// # Errors
/// The database failed.
pub async fn vouchers(conn: &mut Conn, request: JoinRequestId) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT member_id FROM vouch WHERE join_request_id = $1 AND state = 'given' ORDER BY id LIMIT 100",
        request
    )
}

/// How many vouches without any doubt a request has; none when one of them is doubted for who gave it.
///
/// # Errors
/// The database failed.
pub async fn counting(conn: &mut Conn, request: JoinRequestId) -> Result<i64> {
    crate::sql::value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM vouch v WHERE v.join_request_id = $1 AND v.state = 'given' AND v.doubt IS NULL
         AND NOT EXISTS (SELECT 1 FROM vouch d
                         WHERE d.join_request_id = $1 AND d.state = 'given' AND d.doubt IN ('ring', 'pair'))",
        request
    )
}

/// What speaks against `a` and `b` both vouching for `request`; what they did together is counted since `since`.
///
/// # Errors
/// The database failed.
pub async fn bond(
    conn: &mut Conn,
    request: JoinRequestId,
    a: MemberId,
    b: MemberId,
    since: Stamp,
) -> Result<Bond> {
    row!(
        conn,
        Bond,
        "SELECT EXISTS (SELECT 1 FROM join_request r JOIN vouch v ON v.join_request_id = r.id
                        WHERE v.state IN ('given', 'withdrawn')
                            AND ((r.member_id = $2 AND v.member_id = $3) OR (r.member_id = $3 AND v.member_id = $2))) AS ring,
             (SELECT COUNT(*) FROM vouch x JOIN vouch y ON y.join_request_id = x.join_request_id
              WHERE x.member_id = $2 AND y.member_id = $3 AND x.join_request_id <> $1 AND x.answered_at >= $4
                  AND x.state IN ('given', 'withdrawn') AND y.state IN ('given', 'withdrawn')) AS together",
        request,
        a,
        b,
        since,
    )
}

/// The vouches given for a request, also those taken back, oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_request(conn: &mut Conn, request: JoinRequestId, limit: i64) -> Result<Vec<OfficeRow>> {
    rows!(
        conn,
        OfficeRow,
        "SELECT v.*, m.family AS member_family, m.given AS member_given, r.family, r.given
         FROM vouch v JOIN member m ON m.id = v.member_id JOIN join_request r ON r.id = v.join_request_id
         WHERE v.join_request_id = $1 AND v.state IN ('given', 'withdrawn') ORDER BY v.id LIMIT $2",
        request,
        limit,
    )
}

/// All vouches given before `before`, also those taken back, newest first; with `doubtful` only those that deserve a look.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, doubtful: bool, before: VouchId, limit: i64) -> Result<Vec<OfficeRow>> {
    rows!(
        conn,
        OfficeRow,
        "SELECT v.*, m.family AS member_family, m.given AS member_given, r.family, r.given
         FROM vouch v JOIN member m ON m.id = v.member_id JOIN join_request r ON r.id = v.join_request_id
         WHERE v.state IN ('given', 'withdrawn') AND v.id < $2
             AND (NOT $1 OR v.doubt IS NOT NULL OR v.state = 'withdrawn')
         ORDER BY v.id DESC LIMIT $3",
        doubtful,
        before,
        limit,
    )
}

/// Members of whom a name that search finds them by, present or former, is `name` without spaces: two at most. A former family
/// name without a given name of its own goes with the one shown.
///
/// # Errors
/// The database failed.
pub async fn namesakes(conn: &mut Conn, name: &str) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT m.id FROM member m WHERE m.state = 'active'
         AND (m.family_kana || m.given_kana = $1 OR EXISTS (
             SELECT 1 FROM name n WHERE n.member_id = m.id AND (n.searchable OR n.reach IN ('members', 'public'))
                 AND n.family || CASE WHEN n.kind = 'former' AND n.given = '' THEN m.given ELSE n.given END = $1))
         ORDER BY m.id LIMIT 2",
        name
    )
}
