//! The rule of visibility in SQL: what a viewer is to a person, as [`types::visibility`] has it.
//!
//! A statement that shows members to members carries one condition on the member `m`, always in these words, so that a test
//! (`sight_statements`) can look for it:
//!
//! `NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $n AND u.owner_id = m.id)`
//!
//! with [`Eye::id`] as `$n`, and `m.state` besides: a suspended account is seen by nobody. How far a field reaches is asked in
//! Rust, by `may_see`, once the relation is known.
use types::id::MemberId;
use types::visibility::Relation;

use crate::sql::{maybe_value, values_by_engine};
use crate::{Conn, Result};

/// Who looks: what the statements need to know of a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eye {
    member: Option<MemberId>,
    office: bool,
}

impl Eye {
    /// Nobody in particular: a visitor, or the network itself when it asks for its own purposes. Blocks hide nothing from it.
    pub const NOBODY: Self = Self { member: None, office: false };

    /// A member.
    #[must_use]
    pub const fn member(id: MemberId) -> Self {
        Self { member: Some(id), office: false }
    }

    /// The same with or without the role of the office.
    #[must_use]
    pub const fn of_office(self, office: bool) -> Self {
        Self { office, ..self }
    }

    /// The member; for nobody an id that nobody has.
    #[must_use]
    pub fn id(self) -> MemberId {
        self.member.unwrap_or(MemberId::FIRST)
    }
}

/// What the viewer is to `owner`: [`types::visibility::Ties::relation`] in SQL, in one statement that takes as long for a member who
/// blocked the viewer as for any other. None when there is no such member.
///
/// # Errors
/// The database failed.
pub async fn relation_to(conn: &mut Conn, eye: Eye, owner: MemberId) -> Result<Option<Relation>> {
    let stranger = if eye.member.is_some() { Relation::Member } else { Relation::Visitor };
    let near = maybe_value!(
        conn,
        i64,
        "SELECT CASE WHEN m.id = $2 THEN 4 WHEN $3 THEN 3 WHEN m.state <> 'active' THEN -1
             WHEN EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id) THEN 0
             WHEN EXISTS (SELECT 1 FROM connection c WHERE c.member_id = $2 AND c.other_id = m.id) THEN 2
             ELSE CAST($4 AS BIGINT) END
         FROM member m WHERE m.id = $1",
        owner,
        eye.id(),
        eye.office,
        stranger.near()
    )?;
    Ok(near.map(Relation::of_near))
}

/// Those of `ids` to whom a member who looks is more than a visitor, whatever their roles: whose names may be links. One statement, however many.
///
/// # Errors
/// The database failed.
pub async fn seen_of(conn: &mut Conn, eye: Eye, ids: &[MemberId]) -> Result<Vec<MemberId>> {
    // An id is letters and digits.
    let ids = format!("[{}]", ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(","));
    values_by_engine!(
        conn,
        MemberId,
        sqlite: "SELECT m.id FROM json_each($1) j CROSS JOIN member m ON m.id = unhex(j.value)
         WHERE m.id = $2 OR (m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id))
         ORDER BY m.id",
        postgres: "SELECT m.id FROM json_array_elements_text(CAST($1 AS JSON)) j JOIN member m ON m.id = CAST(j AS UUID)
         WHERE m.id = $2 OR (m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id))
         ORDER BY m.id",
        ids, eye.id(),
    )
}
