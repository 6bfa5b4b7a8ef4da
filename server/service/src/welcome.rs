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
use crate::feed::mention;
use crate::home::{Beside, beside};
use crate::policy::{Capability, require};
use crate::viewer::{Me, Viewer};

/// Days without ここまで読みました that make an absence.
const AWAY_DAYS: i64 = 180;
/// Days after signing in on a device in which somebody may have come back. A session that is not used ends long before an absence does
/// ([`crate::session::IDLE`]), so whoever was away has signed in again, and whoever comes each week has not.
const BACK_DAYS: i64 = 7;
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
        let reader = store::read_marker::reader(&mut conn, me.id(), 0).await?;
        let marker = reader.marker.unwrap_or(PostId::FIRST);
        let Some(since) = reader.read_at.filter(|at| self.was_away(me, *at)) else { return Ok(None) };
        let Some(newest) = reader.newest.filter(|newest| *newest > marker) else { return Ok(None) };
        let newcomers = store::welcome::newcomers(&mut conn, me.eye(), since, SHOWN).await?;
        let rows = store::welcome::posts(&mut conn, me.eye(), marker, SHOWN).await?;
        let mut posts: Vec<Meanwhile> = rows.into_iter().map(Meanwhile::from).collect();
        mention::hide(&mut conn, me.eye(), posts.iter_mut().map(|post| &mut post.html).collect()).await?;
        let beside = beside(&mut conn, viewer, me.id(), self.now()).await?;
        Ok(Some(Welcome {
            newcomers: newcomers.into_iter().map(Person::from).collect(),
            posts,
            beside,
            newest,
        }))
    }

    /// Whether `me`, who last said ここまで読みました then or else joined then, was away for long and is back.
    pub(crate) fn was_away(&self, me: &Me, read_at: Stamp) -> bool {
        let days_ago = |days: i64| self.now().plus(-days * Stamp::DAY);
        read_at < days_ago(AWAY_DAYS) && me.signed_in_at > days_ago(BACK_DAYS)
    }
}
