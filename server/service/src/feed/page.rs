//! The pages of the feed: finite, newest first.
use std::collections::HashMap;

use store::Conn;
use store::post::PostRow;
use types::consent::Purpose;
use types::id::PostId;

use super::comment::comment_view;
use super::mention;
use super::picture::Picture;
use super::post::{PostView, post_view};
use super::reaction::Reactor;
use crate::Service;
use crate::consent::asks_again;
use crate::fault::Fault;
use crate::home::{Beside, beside};
use crate::intent::IntentView;
use crate::letter::LetterCard;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::{Me, Viewer};

/// Posts on one page.
const PAGE: usize = 12;
/// Posts shown to somebody who has read everything.
const EARLIER: usize = 10;
/// Latest comments shown below a post in the feed.
const COMMENTS: i64 = 2;
/// New posts are counted no further.
const COUNTED: i64 = 100;
/// Letters at the top.
const PINNED: i64 = 3;

/// The first page.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Letters the office put at the top; whoever has nothing new still finds them.
    pub letters: Vec<LetterCard>,
    /// Posts since the marker, those of people who rarely write first.
    pub fresh: Vec<PostView>,
    /// How many of them others wrote, up to 100.
    pub fresh_count: i64,
    /// Whether more new posts follow below: then nothing can be marked as read yet.
    pub has_more_fresh: bool,
    /// Posts from before the marker, when there are no new ones.
    pub earlier: Vec<PostView>,
    /// Older posts follow after this one.
    pub next: Option<PostId>,
    /// The newest post; new ones come after it.
    pub newest: Option<PostId>,
    /// Whether the member was away for long: what happened is on one page.
    pub was_away: bool,
    /// Whether the member has ever said ここまで読みました.
    pub has_marker: bool,
    /// What was being written.
    pub draft: String,
    /// Pictures that wait to be published with it.
    pub pictures: Vec<Picture>,
    /// Whether the viewer is asked to vouch for somebody.
    pub asked_to_vouch: bool,
    /// Whether a text is newer than the one the member consented to.
    pub asks_consent: bool,
    /// What the member is asked to look at again, if it is time for that.
    pub asks_intents: Vec<IntentView>,
    /// What stands beside it.
    pub beside: Beside,
}

/// A further page.
#[derive(Clone, Debug)]
pub struct Older {
    /// The posts.
    pub posts: Vec<PostView>,
    /// Older ones follow after this one.
    pub next: Option<PostId>,
    /// What to mark as read, when the last of the new posts are on this page.
    pub mark: Option<PostId>,
}

impl Service {
    /// What is new for the viewer.
    ///
    /// # Errors
    /// Only for members.
    pub async fn feed(&self, viewer: &Viewer) -> Result<Feed, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let reader = store::read_marker::reader(&mut conn, me.id(), COUNTED).await?;
        let (marker, newest) = (reader.marker, reader.newest);
        let has_fresh = marker.is_some_and(|marker| newest.is_some_and(|newest| newest > marker));
        let (after, limit) =
            if has_fresh { (marker.unwrap_or(PostId::FIRST), PAGE) } else { (PostId::FIRST, EARLIER) };
        let mut rows =
            store::post::page(&mut conn, me.eye(), after, PostId::LAST, paging::asked(limit)).await?;
        let is_cut = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().map(|row| row.id);
        let mut posts = dress(&mut conn, me, rows).await?;
        let (fresh, earlier) = if has_fresh {
            // Stable: apart from that, the order stays that of writing.
            posts.sort_by_key(|post| post.quiet_years().is_none());
            (posts, Vec::new())
        } else {
            (Vec::new(), posts)
        };
        let letters =
            store::letter::pinned(&mut conn, PINNED).await?.into_iter().map(LetterCard::from).collect();
        let pictures = if reader.has_pictures {
            store::picture::waiting(&mut conn, me.id()).await?.into_iter().map(Picture::from).collect()
        } else {
            Vec::new()
        };
        let next = last.filter(|_| has_fresh || is_cut);
        let has_more_fresh = has_fresh && is_cut;
        let question = self.intent_question(&mut conn, me.id()).await?;
        let feed = Feed {
            letters,
            fresh,
            fresh_count: reader.fresh,
            has_more_fresh,
            earlier,
            next,
            newest,
            was_away: newest > marker && reader.read_at.is_some_and(|at| self.was_away(me, at)),
            has_marker: marker.is_some(),
            draft: reader.draft.unwrap_or_default(),
            pictures,
            asked_to_vouch: reader.asked_to_vouch,
            asks_consent: asks_again(&mut conn, me.id(), Purpose::wordings).await?,
            asks_intents: question.views,
            beside: beside(&mut conn, viewer, me.id(), self.now()).await?,
        };
        drop(conn);
        self.note_question(me.id(), &question.new).await;
        Ok(feed)
    }

    /// Posts before `before`.
    ///
    /// # Errors
    /// Only for members.
    pub async fn older_posts(&self, viewer: &Viewer, before: PostId) -> Result<Older, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::post::page(&mut conn, me.eye(), PostId::FIRST, before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        let marker = store::read_marker::get(&mut conn, me.id()).await?.unwrap_or(PostId::LAST);
        let ends_here =
            before > marker && (next.is_none() || rows.last().is_some_and(|row| row.id <= marker));
        let mark = if ends_here {
            store::post::newest(&mut conn, me.eye()).await?.filter(|newest| *newest > marker)
        } else {
            None
        };
        Ok(Older { posts: dress(&mut conn, me, rows).await?, next, mark })
    }

    /// ここまで読みました: everything up to `post` is read.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for a post that was never there.
    pub async fn mark_read(&self, viewer: &Viewer, post: PostId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        // A marker in the future would hide what is still to come.
        if store::post::newest(&mut tx, me.eye()).await?.is_none_or(|newest| post > newest) {
            return Err(Fault::NotFound);
        }
        store::read_marker::put(&mut tx, me.id(), post, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// How many posts after `since` others wrote, up to 100.
    ///
    /// # Errors
    /// Only for members.
    pub async fn count_new(&self, viewer: &Viewer, since: PostId) -> Result<i64, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        Ok(store::post::count_after(&mut conn, since, me.id(), COUNTED).await?)
    }
}

/// Posts that lie together, as the viewer may see them: three statements, however many posts, and one more where somebody is mentioned.
async fn dress(conn: &mut Conn, me: &Me, rows: Vec<PostRow>) -> Result<Vec<PostView>, Fault> {
    let mut posts = gather(conn, me, rows, COMMENTS).await?;
    mention::hide(conn, me.eye(), mention::texts(&mut posts)).await?;
    Ok(posts)
}

/// Posts that lie together, with their pictures and what the viewer may see of reactions and of the latest `comments`; the links in them
/// are as their authors made them.
pub(super) async fn gather(
    conn: &mut Conn,
    me: &Me,
    rows: Vec<PostRow>,
    comments: i64,
) -> Result<Vec<PostView>, Fault> {
    let (Some(newest), Some(oldest)) =
        (rows.iter().map(|row| row.id).max(), rows.iter().map(|row| row.id).min())
    else {
        return Ok(Vec::new());
    };
    let mut posts: Vec<PostView> = rows.into_iter().map(|row| post_view(me, row)).collect();
    let places: HashMap<PostId, usize> = posts.iter().enumerate().map(|(i, post)| (post.id, i)).collect();
    let latest = match comments {
        0 => Vec::new(),
        comments => store::comment::latest(conn, me.eye(), oldest, newest, comments).await?,
    };
    for row in latest {
        if let Some(i) = places.get(&row.post_id) {
            posts[*i].comments.push(comment_view(me, row));
        }
    }
    for row in store::picture::of_posts(conn, oldest, newest).await? {
        if let Some(i) = row.post_id.and_then(|post| places.get(&post)) {
            posts[*i].pictures.push(row.into());
        }
    }
    for row in store::reaction::known_to(conn, me.id(), oldest, newest).await? {
        match places.get(&row.post_id) {
            Some(i) if row.author.author_id == me.id() => posts[*i].reacted.push(row.kind),
            Some(i) => posts[*i].reactors.push(Reactor { kind: row.kind, person: row.author.into() }),
            None => {}
        }
    }
    Ok(posts)
}
