//! おかえりなさい: one finite page after a long absence. It says what happened meanwhile, never how long that was.
#[cfg(test)]
mod tests;

use store::post::PostRow;
use types::id::PostId;
use types::lang::Lang;
use types::member::Person;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::home::{Beside, beside};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Days without ここまで読みました that make an absence.
const AWAY_DAYS: i64 = 180;
/// People and posts shown.
const SHOWN: i64 = 12;

/// What happened meanwhile.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Who joined, those near to the viewer first.
    pub newcomers: Vec<Person>,
    /// What others wrote, those near to the viewer first.
    pub posts: Vec<Meanwhile>,
    /// What is open to the viewer.
    pub beside: Beside,
    /// The newest post, for ここまで読みました.
    pub newest: PostId,
}

/// A post, without what others said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meanwhile {
    /// Which.
    pub id: PostId,
    /// By whom.
    pub author: Person,
    /// The text as clean HTML.
    pub html: String,
    /// Its language.
    pub lang: Lang,
    /// When.
    pub created_at: Stamp,
}

impl From<PostRow> for Meanwhile {
    fn from(row: PostRow) -> Self {
        let PostRow { id, author, html, lang, created_at, .. } = row;
        Self { id, author: author.into(), html, lang, created_at }
    }
}

impl Service {
    /// What happened while the viewer was away; none for whoever was not, or who missed nothing.
    ///
    /// # Errors
    /// Only for members.
    pub async fn welcome(&self, viewer: &Viewer) -> Result<Option<Welcome>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let since = store::welcome::read_at(&mut conn, me.id()).await?;
        let Some(since) = since.filter(|at| self.was_away(*at)) else { return Ok(None) };
        let marker = store::read_marker::get(&mut conn, me.id()).await?.unwrap_or(PostId::FIRST);
        let newest = store::post::newest(&mut conn, me.eye()).await?;
        let Some(newest) = newest.filter(|newest| *newest > marker) else { return Ok(None) };
        let newcomers = store::welcome::newcomers(&mut conn, me.eye(), since, SHOWN).await?;
        let posts = store::welcome::posts(&mut conn, me.eye(), marker, SHOWN).await?;
        let beside = beside(&mut conn, viewer, me.id(), self.now()).await?;
        Ok(Some(Welcome {
            newcomers: newcomers.into_iter().map(Person::from).collect(),
            posts: posts.into_iter().map(Meanwhile::from).collect(),
            beside,
            newest,
        }))
    }

    /// Whether whoever last said ここまで読みました then was away for long.
    pub(crate) fn was_away(&self, read_at: Stamp) -> bool {
        read_at < self.now().plus(-AWAY_DAYS * Stamp::DAY)
    }
}
