//! Those who ask to join.
use types::id::{InvitationId, JoinRequestId, MemberId};
use types::join::JoinState;
use types::lang::Lang;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, row, rows, value};
use crate::{Backlog, Conn, Result, Tx};

/// A request as stored. Absent names are empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the columns of the table; their meaning is in types::join")]
pub struct JoinRequestRow {
    pub id: JoinRequestId,
    /// The last part of the address of its page.
    pub secret: String,
    pub state: JoinState,
    pub invitation_id: Option<InvitationId>,
    /// Whether the one who invited may see that the person joined.
    pub shows_origin: bool,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    pub former_family: String,
    pub mail: Mail,
    pub department: String,
    pub year_from: i64,
    pub year_to: Option<i64>,
    pub note: String,
    pub lang: Lang,
    /// [`types::join::purposes_text`].
    pub purposes: String,
    /// Version of the texts consented to.
    pub text_version: String,
    /// The office's latest question, or empty.
    pub question: String,
    /// The answers so far, or empty.
    pub answer: String,
    pub created_at: Stamp,
    pub proved_at: Option<Stamp>,
    pub decided_at: Option<Stamp>,
    pub decided_by: Option<MemberId>,
    /// Names of colleagues, one per line.
    pub colleagues: String,
    /// When the decision took effect and was told; until then it can be taken back.
    pub told_at: Option<Stamp>,
    /// Who the person is now.
    pub member_id: Option<MemberId>,
}

/// A request as the office sees it: with who invited, if anybody did.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct QueuedRow {
    /// The request.
    #[sqlx(flatten)]
    pub request: JoinRequestRow,
    /// When and where the inviter says both worked together.
    pub worked_together: Option<String>,
    /// Who invited.
    pub inviter_id: Option<MemberId>,
    /// Family name of who invited.
    pub inviter_family: Option<String>,
    /// Given name of who invited.
    pub inviter_given: Option<String>,
}

/// Adds a request.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &JoinRequestRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO join_request (id, secret, state, invitation_id, family, given, family_kana, given_kana, family_roman,
             given_roman, former_family, mail, department, year_from, year_to, note, lang, purposes, text_version, question, answer,
             created_at, proved_at, decided_at, decided_by, member_id, shows_origin,
             told_at, colleagues)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
             $26, $27, $28, $29)",
        r.id, &r.secret, r.state, r.invitation_id, &r.family, &r.given, &r.family_kana, &r.given_kana, &r.family_roman,
        &r.given_roman, &r.former_family, &r.mail, &r.department, r.year_from, r.year_to, &r.note, r.lang, &r.purposes,
        &r.text_version, &r.question, &r.answer, r.created_at, r.proved_at, r.decided_at, r.decided_by, r.member_id,
        r.shows_origin, r.told_at, &r.colleagues,
    )?;
    Ok(())
}

/// One request.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: JoinRequestId) -> Result<Option<JoinRequestRow>> {
    maybe_row!(conn, JoinRequestRow, "SELECT * FROM join_request WHERE id = $1", id)
}

/// The request of a page.
///
/// # Errors
/// The database failed.
pub async fn by_secret(conn: &mut Conn, secret: &str) -> Result<Option<JoinRequestRow>> {
    maybe_row!(conn, JoinRequestRow, "SELECT * FROM join_request WHERE secret = $1", secret)
}

/// The request of `mail` that the office has, asked about, or decided without telling yet.
///
/// # Errors
/// The database failed.
pub async fn pending_of(conn: &mut Conn, mail: &Mail) -> Result<Option<JoinRequestRow>> {
    maybe_row!(
        conn,
        JoinRequestRow,
        "SELECT * FROM join_request
         WHERE mail = $1 AND (state IN ('waiting', 'asked') OR (state IN ('approved', 'declined') AND told_at IS NULL))
         ORDER BY id LIMIT 1",
        mail
    )
}

/// Requests the office has to look at, oldest first, after `after`.
///
/// # Errors
/// The database failed.
pub async fn queue(conn: &mut Conn, after: JoinRequestId, limit: i64) -> Result<Vec<QueuedRow>> {
    rows!(
        conn,
        QueuedRow,
        "SELECT r.*, i.worked_together, i.inviter_id, m.family AS inviter_family, m.given AS inviter_given
         FROM join_request r LEFT JOIN invitation i ON i.id = r.invitation_id LEFT JOIN member m ON m.id = i.inviter_id
         WHERE r.state IN ('waiting', 'asked') AND r.id > $1 ORDER BY r.id LIMIT $2",
        after, limit,
    )
}

/// How many requests the office has to look at.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM join_request WHERE state IN ('waiting', 'asked')")
}

/// How many wait for the office, and since when the first of them does.
///
/// # Errors
/// The database failed.
pub async fn backlog(conn: &mut Conn) -> Result<Backlog> {
    row!(
        conn,
        Backlog,
        "SELECT COUNT(*) AS waiting, MIN(COALESCE(proved_at, created_at)) AS oldest FROM join_request
         WHERE state IN ('waiting', 'asked')"
    )
}

/// Decisions that are not told yet, newest first.
///
/// # Errors
/// The database failed.
pub async fn held(conn: &mut Conn, limit: i64) -> Result<Vec<QueuedRow>> {
    rows!(
        conn,
        QueuedRow,
        "SELECT r.*, i.worked_together, i.inviter_id, m.family AS inviter_family, m.given AS inviter_given
         FROM join_request r LEFT JOIN invitation i ON i.id = r.invitation_id LEFT JOIN member m ON m.id = i.inviter_id
         WHERE r.state IN ('approved', 'declined') AND r.told_at IS NULL ORDER BY r.decided_at DESC, r.id DESC LIMIT $1",
        limit,
    )
}

/// Decisions told last, newest first.
///
/// # Errors
/// The database failed.
pub async fn decided(conn: &mut Conn, limit: i64) -> Result<Vec<QueuedRow>> {
    rows!(
        conn,
        QueuedRow,
        "SELECT r.*, i.worked_together, i.inviter_id, m.family AS inviter_family, m.given AS inviter_given
         FROM join_request r LEFT JOIN invitation i ON i.id = r.invitation_id LEFT JOIN member m ON m.id = i.inviter_id
         WHERE r.state IN ('approved', 'declined') AND r.told_at IS NOT NULL ORDER BY r.decided_at DESC, r.id DESC LIMIT $1",
        limit,
    )
}

/// One request as the office sees it.
///
/// # Errors
/// The database failed.
pub async fn queued(conn: &mut Conn, id: JoinRequestId) -> Result<Option<QueuedRow>> {
    maybe_row!(
        conn,
        QueuedRow,
        "SELECT r.*, i.worked_together, i.inviter_id, m.family AS inviter_family, m.given AS inviter_given
         FROM join_request r LEFT JOIN invitation i ON i.id = r.invitation_id LEFT JOIN member m ON m.id = i.inviter_id
         WHERE r.id = $1 AND r.state <> 'unverified'",
        id
    )
}

/// Notes that the address is proved; other requests of the address that never were are forgotten.
///
/// # Errors
/// The database failed.
pub async fn prove(tx: &mut Tx, id: JoinRequestId, mail: &Mail, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE join_request SET state = 'waiting', proved_at = $2 WHERE id = $1 AND state = 'unverified'",
        id,
        at
    )?;
    execute!(tx, "DELETE FROM join_request WHERE mail = $1 AND state = 'unverified'", mail)?;
    Ok(())
}

/// Keeps the names of colleagues; whether the request is still open.
///
/// # Errors
/// The database failed.
pub async fn name_colleagues(tx: &mut Tx, id: JoinRequestId, names: &str) -> Result<bool> {
    let touched =
        execute!(tx, "UPDATE join_request SET colleagues = $2 WHERE id = $1 AND told_at IS NULL", id, names)?;
    Ok(touched > 0)
}

/// Asks for more; whether it was still to be decided.
///
/// # Errors
/// The database failed.
pub async fn ask(tx: &mut Tx, id: JoinRequestId, question: &str) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE join_request SET state = 'asked', question = $2 WHERE id = $1 AND state IN ('waiting', 'asked')",
        id,
        question,
    )?;
    Ok(touched > 0)
}

/// Keeps the answer and puts the request back to the office; whether it was asked.
///
/// # Errors
/// The database failed.
pub async fn answer(tx: &mut Tx, id: JoinRequestId, answer: &str) -> Result<bool> {
    Ok(execute!(
        tx,
        "UPDATE join_request SET state = 'waiting', answer = $2 WHERE id = $1 AND state = 'asked'",
        id,
        answer
    )? > 0)
}

/// Notes the decision `state`, which takes effect later; whether it was still to be decided. `by` is nobody when the network
/// itself lets the person in.
///
/// # Errors
/// The database failed.
pub async fn decide(
    tx: &mut Tx,
    id: JoinRequestId,
    state: JoinState,
    by: Option<MemberId>,
    at: Stamp,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE join_request SET state = $2, decided_by = $3, decided_at = $4
         WHERE id = $1 AND state IN ('waiting', 'asked')",
        id,
        state,
        by,
        at,
    )?;
    Ok(touched > 0)
}

/// Takes back a decision that is not told yet; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn undecide(tx: &mut Tx, id: JoinRequestId) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE join_request SET state = 'waiting', decided_by = NULL, decided_at = NULL
         WHERE id = $1 AND state IN ('approved', 'declined') AND told_at IS NULL",
        id,
    )?;
    Ok(touched > 0)
}

/// Notes that the decision takes effect: the person is `member` now, or was refused; whether it had not before.
///
/// # Errors
/// The database failed.
pub async fn tell(tx: &mut Tx, id: JoinRequestId, member: Option<MemberId>, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE join_request SET member_id = $2, told_at = $3
         WHERE id = $1 AND state IN ('approved', 'declined') AND told_at IS NULL",
        id,
        member,
        at,
    )?;
    Ok(touched > 0)
}

/// Forgets a request whose decision is not told, at the wish of who made it; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn withdraw(tx: &mut Tx, id: JoinRequestId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM join_request WHERE id = $1 AND told_at IS NULL", id)? > 0)
}

/// Forgets requests made before `unproved` whose address was never proved, and those declined before `declined`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, unproved: Stamp, declined: Stamp) -> Result<u64> {
    execute!(
        tx,
        "DELETE FROM join_request
         WHERE (state = 'unverified' AND created_at < $1) OR (state = 'declined' AND decided_at < $2)",
        unproved,
        declined,
    )
}
