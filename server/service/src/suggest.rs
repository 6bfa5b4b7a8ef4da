//! People suggested while a name is typed: the first of those whom the directory finds.
use types::member::Person;

use crate::Service;
use crate::directory::{DirectoryQuery, person, search};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::tie::Own;
use crate::viewer::Viewer;

/// People suggested at once.
pub const SUGGESTED: usize = 8;

impl Service {
    /// The first whom the directory finds by `text`; nobody while it says nothing.
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
        let own = Own::of(&mut conn, me.id(), self.this_year()).await?;
        let hits = search(&mut conn, me.eye(), &own, &query, SUGGESTED).await?;
        Ok(hits.map(|hits| hits.found.rows.into_iter().map(person).collect()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Net;
    use crate::viewer::Me;

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
