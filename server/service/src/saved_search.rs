//! Searches of the directory that a member keeps: nobody else sees them, and no mail follows from them.
use store::StoreError;
use store::saved_search::SavedSearchRow;
use types::form::Problem;
use types::id::SavedSearchId;
use types::text::line;

use crate::Service;
use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Searches of one member.
pub const SAVED_MAX: usize = 20;
/// Characters of a name.
pub const NAME_MAX: usize = 60;
/// Characters of the conditions.
const CONDITIONS_MAX: usize = 2_000;

/// A search that the viewer keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Which.
    pub id: SavedSearchId,
    /// What the viewer calls it.
    pub name: String,
    /// What is looked for.
    pub query: DirectoryQuery,
}

impl From<SavedSearchRow> for SavedSearch {
    fn from(row: SavedSearchRow) -> Self {
        Self { id: row.id, name: row.name, query: DirectoryQuery::of_conditions(&row.query) }
    }
}

impl Service {
    /// What the viewer keeps, the oldest first.
    ///
    /// # Errors
    /// Only members keep searches.
    pub async fn saved_searches(&self, viewer: &Viewer) -> Result<Vec<SavedSearch>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::saved_search::of_member(&mut conn, me.id(), limit()).await?;
        Ok(rows.into_iter().map(SavedSearch::from).collect())
    }

    /// One of the viewer's searches.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer keeps no such search.
    pub async fn saved_search(&self, viewer: &Viewer, id: SavedSearchId) -> Result<SavedSearch, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::saved_search::by_id(&mut conn, me.id(), id).await?;
        Ok(row.ok_or(Fault::NotFound)?.into())
    }

    /// Keeps what `query` looks for; what is kept already stays as it is.
    ///
    /// # Errors
    /// `name`: the parser's, [`Problem::Required`] when nothing is looked for, [`Problem::TooMany`].
    pub async fn save_search(
        &self,
        viewer: &Viewer,
        name: &str,
        query: &DirectoryQuery,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let of_name = |problem| FormError::of("name", problem);
        let address = query.conditions().address();
        let conditions = address.split_once('?').map(|(_, conditions)| conditions).unwrap_or_default();
        let conditions = line(conditions, CONDITIONS_MAX).map_err(of_name)?;
        let name = line(name, NAME_MAX).map_err(of_name)?;
        let row = SavedSearchRow {
            id: SavedSearchId(self.secrets().uuid(self.now())),
            member_id: me.id(),
            name,
            query: conditions,
            created_at: self.now(),
        };
        let mut tx = self.db().write().await?;
        let all = store::saved_search::of_member(&mut tx, me.id(), limit()).await?;
        if all.iter().any(|kept| kept.query == row.query) {
            return Ok(());
        }
        if all.len() >= SAVED_MAX {
            return Err(of_name(Problem::TooMany { max: SAVED_MAX }));
        }
        match store::saved_search::insert(&mut tx, &row).await {
            // From another window, at the same moment.
            Err(StoreError::Duplicate(_)) => Ok(()),
            outcome => {
                outcome?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Calls a search of the viewer otherwise.
    ///
    /// # Errors
    /// `name`: the parser's; [`Fault::NotFound`] when the viewer keeps no such search.
    pub async fn rename_search(
        &self,
        viewer: &Viewer,
        id: SavedSearchId,
        name: &str,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let name = line(name, NAME_MAX).map_err(|problem| FormError::of("name", problem));
        let mut tx = self.db().write().await?;
        if store::saved_search::by_id(&mut tx, me.id(), id).await?.is_none() {
            return Err(Fault::NotFound.into());
        }
        store::saved_search::rename(&mut tx, me.id(), id, &name?).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets a search of the viewer; what it was, to keep it again.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer keeps no such search.
    pub async fn remove_search(&self, viewer: &Viewer, id: SavedSearchId) -> Result<SavedSearch, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = store::saved_search::by_id(&mut tx, me.id(), id).await?.ok_or(Fault::NotFound)?;
        store::saved_search::delete(&mut tx, me.id(), id).await?;
        tx.commit().await?;
        Ok(row.into())
    }
}

fn limit() -> i64 {
    i64::try_from(SAVED_MAX).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Net;

    fn looks_for(q: &str) -> DirectoryQuery {
        DirectoryQuery { q: q.to_owned(), ..DirectoryQuery::default() }
    }

    #[test]
    fn conditions_come_back_as_they_were() {
        let [from, intent, answer] = ["2001", "learn", "now"].map(String::from);
        let query =
            DirectoryQuery { from, intent, answer, after: "7".into(), ..looks_for("営業 & 沢=1+1") };
        let address = query.conditions().address();
        let (_, text) = address.split_once('?').unwrap();
        assert_eq!(DirectoryQuery::of_conditions(text), query.conditions());
        assert_eq!(DirectoryQuery::default().address(), "/people");
        assert_eq!(
            DirectoryQuery::of_conditions("x=1&q=a&q=b"),
            looks_for("b"),
            "what is not known is left out"
        );
    }

    #[tokio::test]
    async fn searches_are_kept_renamed_and_removed_by_their_member_alone() {
        let net = Net::new().await;
        let s = &net.service;
        let [member, other] = [net.member("佐々木", "花", &[]).await, net.member("久我", "洋平", &[]).await];
        let names = async |of: &Viewer| -> Vec<String> {
            s.saved_searches(of).await.unwrap().into_iter().map(|it| it.name).collect()
        };
        let further = DirectoryQuery { after: "5".into(), wide: "1".into(), ..looks_for("営業") };
        s.save_search(&member, "営業の方", &further).await.unwrap();
        s.save_search(&member, "もう一度", &looks_for("営業")).await.unwrap();
        assert_eq!(names(&member).await, ["営業の方"], "the same conditions are kept once");
        assert!(names(&other).await.is_empty());
        let kept = s.saved_searches(&member).await.unwrap().remove(0);
        assert_eq!(kept.query, looks_for("営業"));

        let is_unknown = |outcome| matches!(outcome, Err(FormError::Fault(Fault::NotFound)));
        assert!(is_unknown(s.rename_search(&other, kept.id, "x").await));
        assert!(is_unknown(s.rename_search(&other, kept.id, "").await), "not even that the name is bad");
        assert!(matches!(s.remove_search(&other, kept.id).await, Err(Fault::NotFound)));
        assert!(matches!(s.saved_search(&other, kept.id).await, Err(Fault::NotFound)));
        s.rename_search(&member, kept.id, " 営業  ").await.unwrap();
        assert_eq!(names(&member).await, ["営業"]);
        let removed = s.remove_search(&member, kept.id).await.unwrap();
        assert!(names(&member).await.is_empty());
        s.save_search(&member, &removed.name, &removed.query).await.unwrap();
        assert_eq!(names(&member).await, ["営業"], "back as it was");
        assert!(matches!(s.saved_searches(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    }

    #[tokio::test]
    async fn there_are_limits() {
        let net = Net::new().await;
        let s = &net.service;
        let member = net.member("佐々木", "花", &[]).await;
        let problem = async |name: &str, query: &DirectoryQuery| {
            let outcome = s.save_search(&member, name, query).await;
            outcome.map_err(|error| error.problems().unwrap().of("name").cloned())
        };
        assert_eq!(problem("全員", &DirectoryQuery::default()).await, Err(Some(Problem::Required)));
        let long = looks_for(&"あ".repeat(300));
        assert_eq!(problem("長い", &long).await, Err(Some(Problem::TooLong { max: CONDITIONS_MAX })));
        let name = "あ".repeat(NAME_MAX + 1);
        assert_eq!(problem(&name, &looks_for("a")).await, Err(Some(Problem::TooLong { max: NAME_MAX })));
        for n in 0..SAVED_MAX {
            problem("沢", &looks_for(&format!("沢{n}"))).await.unwrap();
        }
        assert_eq!(problem("沢", &looks_for("海")).await, Err(Some(Problem::TooMany { max: SAVED_MAX })));
        assert_eq!(problem("沢", &looks_for("沢3")).await, Ok(()), "what is kept is no more than before");
    }
}
