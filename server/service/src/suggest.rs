//! People suggested while a name is typed: those whose names begin so, then the first of those whom the directory finds.
use types::member::Person;

use crate::Service;
use crate::directory::{DirectoryQuery, person, search, search_in};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::search::beginnings;
use crate::viewer::Viewer;

/// People suggested at once.
pub const SUGGESTED: usize = 8;

impl Service {
    /// The first whose names begin as `text`, then the first whom the directory finds by it; nobody while it says nothing.
    ///
    /// # Errors
    /// Only members look.
    pub async fn suggest(&self, viewer: &Viewer, text: &str) -> Result<Vec<Person>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let query = DirectoryQuery { q: text.to_owned(), ..DirectoryQuery::default() };
        let mut conn = self.db().read().await?;
        let own = self.own_ties(&mut conn, me.id()).await?;
        let begin = vec![beginnings(text)];
        let hits = search_in(begin, &mut conn, me.eye(), &own, &query, SUGGESTED).await?;
        let mut people = hits.map(|hits| hits.found.rows).unwrap_or_default();
        if people.len() < SUGGESTED {
            let hits = search(&mut conn, me.eye(), &own, &query, SUGGESTED).await?;
            let more = hits.map(|hits| hits.found.rows).unwrap_or_default();
            let named: Vec<_> = people.iter().map(|row| row.id).collect();
            people.extend(more.into_iter().filter(|row| !named.contains(&row.id)));
            people.truncate(SUGGESTED);
        }
        Ok(people.into_iter().map(person).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Net;
    use crate::viewer::Me;

    #[tokio::test]
    async fn names_that_begin_so_come_before_whoever_else_is_found() {
        let net = Net::new().await;
        let s = &net.service;
        let viewer = net.member("佐々木", "花", &[]).await;
        // Found by 林太 too, and earlier in the directory.
        net.member("小林", "太郎", &[]).await;
        net.member("林", "太一", &[]).await;
        let found = s.suggest(&viewer, "林太").await.unwrap();
        assert_eq!(found.into_iter().map(|it| it.family).collect::<Vec<_>>(), ["林", "小林"]);
    }

    #[tokio::test]
    async fn whoever_the_directory_finds_is_suggested_and_nobody_else() {
        let net = Net::new().await;
        let s = &net.service;
        let viewer = net.member("佐々木", "花", &[]).await;
        for given in ["一", "二", "三", "四", "五", "六", "七", "八", "九"] {
            net.member("松本", given, &[]).await;
        }
        let unseen = net.member("久我", "洋平", &[]).await;
        let suggested = async |text: &str| s.suggest(&viewer, text).await.unwrap();
        assert_eq!(suggested("松本").await.len(), SUGGESTED);
        assert_eq!(suggested("久我").await.len(), 1);
        assert!(suggested(" ").await.is_empty() && suggested("!").await.is_empty());
        s.block(&unseen, viewer.me().map(Me::id).unwrap()).await.unwrap();
        assert!(suggested("久我").await.is_empty(), "whoever is not seen is not suggested");
        assert!(matches!(s.suggest(&Viewer::Visitor, "松本").await, Err(Fault::SignInNeeded)));
    }
}
