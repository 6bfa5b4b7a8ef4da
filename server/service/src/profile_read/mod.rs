//! 誰が見たか: what the office and reviewers read of a member by their role is listed to the member.
//!
//! A page notes a reading once a day for each reader and member, in a transaction of its own before it answers; when that
//! fails the page is shown all the same. An export is noted in its own transaction, and fails with it.
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use store::profile_read::{Reading, Stretch};
use types::id::MemberId;
use types::lang::Bilingual;
use types::member::Person;
use types::profile_read::{ReadKey, ReadKind};
use types::role::{Role, Roles};
use types::time::Stamp;

use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Readings on one page.
const PAGE: usize = 30;

/// A reading as listed to whose data it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRead {
    /// When.
    pub at: Stamp,
    /// Who.
    pub reader: Person,
    /// The part the reader plays; none when the reader plays none any more.
    pub role: Option<Role>,
    /// What.
    pub kind: ReadKind,
    /// The programme it was read for: its name in addresses, and what it is called.
    pub programme: Option<(String, Bilingual)>,
}

impl Service {
    /// What was read of the viewer's data before `before`, the newest first, and where the next page begins.
    ///
    /// # Errors
    /// Only members have any.
    pub async fn profile_reads(
        &self,
        viewer: &Viewer,
        before: Option<ReadKey>,
    ) -> Result<(Vec<ProfileRead>, Option<ReadKey>), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let before = before.unwrap_or(ReadKey::LAST);
        let rows = store::profile_read::page(&mut conn, me.id(), before, paging::asked(PAGE)).await?;
        let key = |row: &store::profile_read::ListedRow| ReadKey {
            at: row.at,
            reader: row.reader.id,
            kind: row.kind,
        };
        let (rows, next) = paging::cut(rows, PAGE, key);
        let mut titles: HashMap<String, Option<Bilingual>> = HashMap::new();
        for row in rows.iter().filter(|row| !row.purpose.is_empty()) {
            if !titles.contains_key(&row.purpose) {
                let programme = store::programme::by_slug(&mut conn, &row.purpose).await?;
                let title = programme.as_ref().map(content).transpose()?.map(|said| said.title);
                titles.insert(row.purpose.clone(), title);
            }
        }
        let listed = |row: store::profile_read::ListedRow| {
            let title = titles.get(&row.purpose).cloned().flatten();
            ProfileRead {
                at: row.at,
                role: role(&row.roles),
                reader: row.reader.into(),
                kind: row.kind,
                programme: title.map(|title| (row.purpose, title)),
            }
        };
        Ok((rows.into_iter().map(listed).collect(), next))
    }

    /// Lists the reading to `members`, once a day; the reader's own data is nobody's reading.
    pub(crate) async fn note_reading(
        &self,
        reader: MemberId,
        kind: ReadKind,
        purpose: &str,
        members: &[MemberId],
    ) {
        let day = self.reading_day(self.now());
        let reading = Reading { reader, kind, purpose, day: &day, at: self.now() };
        if let Err(fault) = self.try_note(reading, members).await {
            tracing::warn!(%kind, error = ?fault, "a reading was not listed");
        }
    }

    async fn try_note(&self, reading: Reading<'_>, members: &[MemberId]) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let mut missing = Vec::new();
        for member in members.iter().filter(|member| **member != reading.reader) {
            if !store::profile_read::is_listed(&mut conn, *member, reading).await? {
                missing.push(*member);
            }
        }
        drop(conn);
        if missing.is_empty() {
            return Ok(());
        }
        let mut tx = self.db().write().await?;
        for member in missing {
            store::profile_read::insert(&mut tx, member, reading).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Lists a page of the leavers' list to the members on it.
    pub(crate) async fn note_roster(&self, reader: MemberId, stretch: Stretch<'_>) {
        let day = self.reading_day(self.now());
        let reading = Reading { reader, kind: ReadKind::Roster, purpose: "", day: &day, at: self.now() };
        if let Err(fault) = self.try_note_roster(reading, stretch).await {
            tracing::warn!(kind = %reading.kind, error = ?fault, "a reading was not listed");
        }
    }

    async fn try_note_roster(&self, reading: Reading<'_>, stretch: Stretch<'_>) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let is_listed = store::profile_read::is_stretch_listed(&mut conn, stretch, reading).await?;
        drop(conn);
        if is_listed {
            return Ok(());
        }
        let mut tx = self.db().write().await?;
        store::profile_read::insert_stretch(&mut tx, stretch, reading).await?;
        Ok(tx.commit().await?)
    }

    /// The day of `at` on the site's clock, as readings are stored by.
    pub(crate) fn reading_day(&self, at: Stamp) -> String {
        zoned(at, &self.config().zone).date().to_string()
    }
}

fn role(roles: &Roles) -> Option<Role> {
    [Role::Office, Role::Administrator, Role::Manager, Role::Reviewer]
        .into_iter()
        .find(|role| roles.has(*role))
}
