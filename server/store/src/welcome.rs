//! What awaits somebody who was away for long: who joined and what was written meanwhile, those near to the member first.
//!
//! Near is who is connected with the member, or was in one department at one time, as far as every member may see that. Only the
//! latest 500 of either are looked at: what is further back is behind a link, and costs no more in a large network.
use types::id::PostId;
use types::time::Stamp;

use crate::member::PersonRow;
use crate::post::PostRow;
use crate::sight::Eye;
use crate::sql::rows;
use crate::{Conn, Result};

/// Who joined after `since`.
///
/// # Errors
/// The database failed.
pub async fn newcomers(conn: &mut Conn, eye: Eye, since: Stamp, limit: i64) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM (SELECT n.id FROM member n WHERE n.joined_at > $1 AND n.state = 'active' ORDER BY n.joined_at DESC, n.id DESC LIMIT 500) latest
         JOIN member m ON m.id = latest.id
         WHERE m.id <> $2 AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $2 AND v.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM profile h WHERE h.member_id = m.id AND NOT h.listed)
             AND NOT EXISTS (SELECT 1 FROM intent q WHERE q.member_id = m.id AND q.kind = 'quiet' AND q.answer = 'now')
         ORDER BY CASE WHEN EXISTS (SELECT 1 FROM connection c WHERE c.member_id = $2 AND c.other_id = m.id) THEN 0
             WHEN EXISTS (SELECT 1 FROM directory d JOIN tenure t ON t.member_id = d.member_id
                 JOIN department_part dp ON dp.part_id = t.department_id JOIN tenure o ON o.member_id = $2 AND o.department_id = dp.whole_id
                     AND o.from_year <= COALESCE(t.to_year, 9999) AND t.from_year <= COALESCE(o.to_year, 9999)
                 WHERE d.member_id = m.id AND d.tenures_seen) THEN 1 ELSE 2 END, m.joined_at DESC, m.id DESC LIMIT $3",
        since,
        eye.id(),
        limit
    )
}

/// What others wrote after `after`.
///
/// # Errors
/// The database failed.
pub async fn posts(conn: &mut Conn, eye: Eye, after: PostId, limit: i64) -> Result<Vec<PostRow>> {
    rows!(
        conn,
        PostRow,
        "SELECT p.id, p.author_id, p.html, p.lang, p.created_at, p.edited_at, p.quiet_days,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM (SELECT n.id FROM post n WHERE n.id > $1 AND n.deleted_at IS NULL AND n.author_id <> $2 ORDER BY n.id DESC LIMIT 500) latest
         JOIN post p ON p.id = latest.id JOIN member m ON m.id = p.author_id
         WHERE m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $2 AND v.other_id = m.id)
         ORDER BY CASE WHEN EXISTS (SELECT 1 FROM connection c WHERE c.member_id = $2 AND c.other_id = m.id) THEN 0
             WHEN EXISTS (SELECT 1 FROM directory d JOIN tenure t ON t.member_id = d.member_id
                 JOIN department_part dp ON dp.part_id = t.department_id JOIN tenure o ON o.member_id = $2 AND o.department_id = dp.whole_id
                     AND o.from_year <= COALESCE(t.to_year, 9999) AND t.from_year <= COALESCE(o.to_year, 9999)
                 WHERE d.member_id = m.id AND d.tenures_seen) THEN 1 ELSE 2 END, p.id DESC LIMIT $3",
        after,
        eye.id(),
        limit
    )
}
