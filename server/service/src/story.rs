//! Stories: what became of people.
use store::story::StoryRow;
use types::id::StoryId;
use types::member::Person;
use types::story::StoryWords;
use types::time::Stamp;

use crate::Service;
use crate::event::read_cursor;
use crate::fault::Fault;
use crate::paging;
use crate::policy::Capability;
use crate::viewer::Viewer;

/// Stories on one page.
const PAGE: usize = 12;

/// A story in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryCard {
    /// Its name in addresses.
    pub slug: String,
    /// What it says.
    pub words: StoryWords,
    /// Since when.
    pub published: Stamp,
    /// Whether visitors may read it.
    pub public: bool,
}

/// A page of stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryPage {
    /// The stories, the newest first.
    pub stories: Vec<StoryCard>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A story's own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryView {
    /// The story.
    pub card: StoryCard,
    /// Who is in it; for members, as visitors are not shown profiles.
    pub people: Vec<Person>,
}

impl Service {
    /// A page of stories the viewer may read, from `cursor` on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn stories(&self, viewer: &Viewer, cursor: Option<&str>) -> Result<StoryPage, Fault> {
        let before = cursor.and_then(read_cursor).unwrap_or((self.now(), StoryId::LAST));
        let mut conn = self.db().read().await?;
        let rows = store::story::page(&mut conn, viewer.me().is_some(), before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| format!("{}.{}", row.published_at.0, row.id));
        let stories = rows.into_iter().map(card).collect::<Result<_, _>>()?;
        Ok(StoryPage { stories, next })
    }

    /// One story.
    ///
    /// # Errors
    /// [`Fault::NotFound`] also when the viewer may not read it; the office reads what is still to come.
    pub async fn story(&self, viewer: &Viewer, slug: &str) -> Result<StoryView, Fault> {
        let mut conn = self.db().read().await?;
        let is_member = viewer.me().is_some();
        let row = store::story::by_slug(&mut conn, slug).await?;
        let row = row
            .filter(|row| {
                let is_out = row.published_at <= self.now() || viewer.may(Capability::RunOffice);
                (row.public || is_member) && is_out
            })
            .ok_or(Fault::NotFound)?;
        let people =
            if is_member { store::story::people(&mut conn, viewer.eye(), row.id).await? } else { Vec::new() };
        Ok(StoryView { card: card(row)?, people: people.into_iter().map(Into::into).collect() })
    }
}

pub(crate) fn card(row: StoryRow) -> Result<StoryCard, Fault> {
    Ok(StoryCard {
        words: serde_json::from_str(&row.words)?,
        slug: row.slug,
        published: row.published_at,
        public: row.public,
    })
}
