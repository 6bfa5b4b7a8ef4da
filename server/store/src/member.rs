//! Members and their mail addresses.
use types::id::{MediaId, MemberId};
use types::lang::Lang;
use types::member::{MemberState, Person, Relationship, Theme};
use types::role::Roles;
use types::text::Mail;
use types::time::Stamp;

use crate::sight::Eye;
use crate::sql::{execute, maybe_row, maybe_value, rows, value, values};
use crate::{Conn, Result, Tx};

/// A member as stored. The names are those every member sees; absent ones are empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the columns of the table; their meaning is in types::member")]
pub struct MemberRow {
    pub id: MemberId,
    pub state: MemberState,
    pub relationship: Relationship,
    pub roles: Roles,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    /// Reading (or name) folded so that byte order is 五十音 order.
    pub sort_key: String,
    /// The line shown beside the name.
    pub line: String,
    /// The portrait where every member sees it; `media` has it in any case.
    pub photo_id: Option<MediaId>,
    pub lang: Lang,
    pub theme: Theme,
    pub invited_by: Option<MemberId>,
    /// Whether the one who invited may see it.
    pub shows_origin: bool,
    pub joined_at: Stamp,
}

/// What stands beside whatever a member wrote.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of Person")]
pub struct PersonRow {
    pub id: MemberId,
    pub family: String,
    pub given: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    pub photo_id: Option<MediaId>,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        let PersonRow { id, family, given, family_roman, given_roman, line, photo_id: photo } = row;
        Self { id, family, given, family_roman, given_roman, line, photo }
    }
}

/// Adds a member.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, m: &MemberRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO member (id, state, relationship, roles, family, given, family_kana, given_kana, family_roman, given_roman,
             sort_key, line, photo_id, lang, theme, invited_by, shows_origin, joined_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        m.id, m.state, m.relationship, &m.roles, &m.family, &m.given, &m.family_kana, &m.given_kana, &m.family_roman,
        &m.given_roman, &m.sort_key, &m.line, m.photo_id, m.lang, m.theme, m.invited_by,
        m.shows_origin, m.joined_at,
    )?;
    Ok(())
}

/// One member.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: MemberId) -> Result<Option<MemberRow>> {
    maybe_row!(conn, MemberRow, "SELECT * FROM member WHERE id = $1", id)
}

/// The person shown for `id`.
///
/// # Errors
/// The database failed.
pub async fn person(conn: &mut Conn, id: MemberId) -> Result<Option<PersonRow>> {
    maybe_row!(
        conn,
        PersonRow,
        "SELECT id, family, given, family_roman, given_roman, line, photo_id FROM member WHERE id = $1",
        id
    )
}

/// The person shown for `id` to the viewer, also of one who rests; nobody for one who is suspended, leaves or left.
///
/// # Errors
/// The database failed.
pub async fn seen_person(conn: &mut Conn, eye: Eye, id: MemberId) -> Result<Option<PersonRow>> {
    maybe_row!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.id = $1 AND m.state IN ('active', 'stand_in', 'resting')
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)",
        id,
        eye.id()
    )
}

/// Members the viewer may see whose family name is one of `families` and whose full name, written without a space, begins `text`.
///
/// # Errors
/// The database failed.
pub async fn named(conn: &mut Conn, eye: Eye, families: &[String; 8], text: &str) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.family IN ($1, $2, $3, $4, $5, $6, $7, $8) AND m.state = 'active'
             AND SUBSTR(CAST($9 AS TEXT), 1, LENGTH(m.family || m.given)) = m.family || m.given
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $10 AND u.owner_id = m.id)
         ORDER BY m.id LIMIT 20",
        &families[0],
        &families[1],
        &families[2],
        &families[3],
        &families[4],
        &families[5],
        &families[6],
        &families[7],
        text,
        eye.id()
    )
}

/// Members the viewer may see of a full name in Latin letters, at most two: one is meant, two are not.
///
/// # Errors
/// The database failed.
pub async fn named_roman(conn: &mut Conn, eye: Eye, given: &str, family: &str) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.family_roman = $1 AND m.given_roman = $2 AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $3 AND u.owner_id = m.id)
         ORDER BY m.id LIMIT 2",
        family,
        given,
        eye.id()
    )
}

/// Members of the alumni office, longest first.
///
/// # Errors
/// The database failed.
pub async fn office(conn: &mut Conn) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT id, family, given, family_roman, given_roman, line, photo_id FROM member
         WHERE roles LIKE '%office%' AND state = 'active' ORDER BY joined_at, id LIMIT 50"
    )
}

/// Roles of an active member.
///
/// # Errors
/// The database failed.
pub async fn roles(conn: &mut Conn, id: MemberId) -> Result<Option<Roles>> {
    maybe_value!(conn, Roles, "SELECT roles FROM member WHERE id = $1 AND state = 'active'", id)
}

/// Active members who joined after `since`, the newest first; nobody whom the viewer may not see, who is not listed, or who wishes
/// to be left in peace now.
///
/// # Errors
/// The database failed.
pub async fn newest(conn: &mut Conn, eye: Eye, since: Stamp, limit: i64) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.joined_at > $1 AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $3 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM profile h WHERE h.member_id = m.id AND NOT h.listed)
             AND NOT EXISTS (SELECT 1 FROM intent q WHERE q.member_id = m.id AND q.kind = 'quiet' AND q.answer = 'now')
         ORDER BY m.joined_at DESC, m.id DESC LIMIT $2",
        since,
        limit,
        eye.id()
    )
}

/// How many members are not gone.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM member WHERE state NOT IN ('left', 'stand_in')")
}

/// Writes the names that every member sees, and the sort key made of them.
///
/// # Errors
/// The database failed.
pub async fn set_names(tx: &mut Tx, m: &MemberRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE member SET family = $2, given = $3, family_kana = $4, given_kana = $5, family_roman = $6, given_roman = $7,
             sort_key = $8 WHERE id = $1",
        m.id, &m.family, &m.given, &m.family_kana, &m.given_kana, &m.family_roman, &m.given_roman, &m.sort_key,
    )?;
    Ok(())
}

/// Writes the line shown beside the name.
///
/// # Errors
/// The database failed.
pub async fn set_line(tx: &mut Tx, id: MemberId, line: &str) -> Result<()> {
    execute!(tx, "UPDATE member SET line = $2 WHERE id = $1", id, line)?;
    Ok(())
}

/// The portrait of a member where every member sees it, or none.
///
/// # Errors
/// The database failed.
pub async fn set_photo(tx: &mut Tx, id: MemberId, photo: Option<MediaId>) -> Result<()> {
    execute!(tx, "UPDATE member SET photo_id = $2 WHERE id = $1", id, photo)?;
    Ok(())
}

/// Language and theme the member reads in.
///
/// # Errors
/// The database failed.
pub async fn set_reading(tx: &mut Tx, id: MemberId, lang: Lang, theme: Theme) -> Result<()> {
    execute!(tx, "UPDATE member SET lang = $2, theme = $3 WHERE id = $1", id, lang, theme)?;
    Ok(())
}

/// Whether and how the account can be used.
///
/// # Errors
/// The database failed.
pub async fn set_state(tx: &mut Tx, id: MemberId, state: MemberState) -> Result<()> {
    execute!(tx, "UPDATE member SET state = $2 WHERE id = $1", id, state)?;
    Ok(())
}

/// Adds an address of a member.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the address is anybody's already.
pub async fn insert_mail(
    tx: &mut Tx,
    mail: &Mail,
    member: MemberId,
    is_primary: bool,
    verified_at: Option<Stamp>,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO mail_address (mail, member_id, is_primary, verified_at) VALUES ($1, $2, $3, $4)",
        mail,
        member,
        is_primary,
        verified_at,
    )?;
    Ok(())
}

/// Whose address it is.
///
/// # Errors
/// The database failed.
pub async fn by_mail(conn: &mut Conn, mail: &Mail) -> Result<Option<MemberId>> {
    maybe_value!(
        conn,
        MemberId,
        "SELECT a.member_id FROM mail_address a JOIN member m ON m.id = a.member_id WHERE a.mail = $1 AND m.state <> 'left'",
        mail
    )
}

/// Notes that the address was proved to be its owner's.
///
/// # Errors
/// The database failed.
pub async fn verify_mail(tx: &mut Tx, mail: &Mail, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE mail_address SET verified_at = $2 WHERE mail = $1 AND verified_at IS NULL",
        mail,
        at
    )?;
    Ok(())
}

/// Addresses of a member, the primary one first.
///
/// # Errors
/// The database failed.
pub async fn mails(conn: &mut Conn, id: MemberId) -> Result<Vec<Mail>> {
    values!(
        conn,
        Mail,
        "SELECT mail FROM mail_address WHERE member_id = $1 ORDER BY is_primary DESC, mail",
        id
    )
}

/// The primary address of a member, also of one who rests or leaves: for what concerns the account itself.
///
/// # Errors
/// The database failed.
pub async fn primary_mail(conn: &mut Conn, id: MemberId) -> Result<Option<Mail>> {
    Ok(mails(conn, id).await?.into_iter().next())
}

/// Where to write to a member: the primary address, unless the member rests or leaves.
///
/// # Errors
/// The database failed.
pub async fn mail_to(conn: &mut Conn, id: MemberId) -> Result<Option<Mail>> {
    maybe_value!(
        conn,
        Mail,
        "SELECT a.mail FROM mail_address a JOIN member m ON m.id = a.member_id WHERE a.member_id = $1 AND m.state = 'active'
         ORDER BY a.is_primary DESC, a.mail LIMIT 1",
        id
    )
}

/// Members of one relationship to the company, those who left not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TallyRow {
    /// Which.
    pub relationship: Relationship,
    /// How many.
    pub members: i64,
    /// How many of them do not rest.
    pub active: i64,
    /// How many of them joined since the time asked for.
    pub joined: i64,
}

/// Members by relationship; `since` asks how many of them are new.
///
/// # Errors
/// The database failed.
pub async fn tally(conn: &mut Conn, since: Stamp) -> Result<Vec<TallyRow>> {
    rows!(
        conn,
        TallyRow,
        "SELECT relationship, COUNT(*) AS members, COUNT(*) FILTER (WHERE state = 'active') AS active,
             COUNT(*) FILTER (WHERE joined_at >= $1) AS joined
         FROM member WHERE state IN ('active', 'resting') GROUP BY relationship ORDER BY relationship LIMIT 10",
        since
    )
}

/// How many members stand at one distance from those whom nobody invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GenerationRow {
    /// 0: nobody invited them; 1: invited by one of those; and so on.
    pub distance: i64,
    /// How many.
    pub members: i64,
}

/// Members by how many invitations lie between them and the beginning; those who left, and those who do not agree to
/// be counted by a text not older than `counts_from`, count for the way, not for the number.
///
/// # Errors
/// The database failed.
pub async fn generations(conn: &mut Conn, counts_from: &str) -> Result<Vec<GenerationRow>> {
    rows!(
        conn,
        GenerationRow,
        "WITH RECURSIVE chain (id, state, distance) AS (
             SELECT id, state, CAST(0 AS BIGINT) FROM member WHERE invited_by IS NULL
             UNION ALL
             SELECT m.id, m.state, c.distance + 1 FROM member m JOIN chain c ON m.invited_by = c.id WHERE c.distance < 100)
         SELECT c.distance, COUNT(*) AS members FROM chain c WHERE c.state <> 'left' AND EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = c.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $1
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         GROUP BY c.distance ORDER BY c.distance LIMIT 101",
        counts_from
    )
}
