//! One post: write, read, edit, take down.
use serde_json::json;
use store::post::{NewPost, PostRow};
use types::feed::{DraftPlace, ReactionKind, lang_of};
use types::form::Problem;
use types::id::{CommentId, MemberId, PostId};
use types::lang::Lang;
use types::member::Person;
use types::role::Role;
use types::text::{PROSE_MAX, prose};
use types::time::Stamp;

use super::comment::{CommentView, comment_view};
use super::live::Signal;
use super::page::dress;
use super::reaction::Reactor;
use super::text::render_post;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::{Me, Viewer};

/// Posts of one member within an hour.
const POSTS_PER_HOUR: i64 = 30;
/// Comments on one page of a post.
const COMMENTS: usize = 100;
/// Days of silence after which a post is worth a word.
const RARE_DAYS: i64 = 365;

/// A post as one viewer sees it.
#[derive(Clone, Debug)]
pub struct PostView {
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
    /// When the wording last changed.
    pub edited_at: Option<Stamp>,
    /// Days since the author's post before this one.
    pub quiet_days: Option<i64>,
    /// Whether the viewer wrote it.
    pub is_mine: bool,
    /// Whether the viewer may take it down.
    pub may_delete: bool,
    /// What the viewer said to it.
    pub reacted: Vec<ReactionKind>,
    /// What others said to it: only its author sees them.
    pub reactors: Vec<Reactor>,
    /// Answers, oldest first: in the feed the latest only.
    pub comments: Vec<CommentView>,
}

impl PostView {
    /// Whole years of silence before this post, when there were any.
    #[must_use]
    pub fn quiet_years(&self) -> Option<i64> {
        self.quiet_days.map(|days| days / RARE_DAYS).filter(|years| *years > 0)
    }
}

/// A post on its own page.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// The post with the comments of this page.
    pub post: PostView,
    /// More comments follow after this one.
    pub next: Option<CommentId>,
    /// The answer that was being written.
    pub draft: String,
}

/// One wording of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Markdown as typed.
    pub body: String,
    /// When it was written.
    pub written_at: Stamp,
}

impl Service {
    /// Publishes a post. What was typed waits as a draft when that fails.
    ///
    /// # Errors
    /// Nothing or too much was typed; too many posts in an hour.
    pub async fn publish(&self, viewer: &Viewer, body: &str) -> Result<PostId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let outcome = self.try_publish(me, body).await;
        if outcome.is_err() {
            self.save_draft(viewer, DraftPlace::Post, body).await?;
        }
        outcome
    }

    async fn try_publish(&self, me: &Me, body: &str) -> Result<PostId, FormError> {
        let body = prose(body, PROSE_MAX).map_err(|problem| FormError::of("body", problem))?;
        let (id, now) = (self.id::<PostId>(), self.now());
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("post:member:{}", me.id()), POSTS_PER_HOUR).await?;
        let html = render_post(&mut tx, &body).await?;
        let last = store::post::last_by(&mut tx, me.id()).await?;
        let quiet_days = quiet_days(last, now);
        let post = NewPost {
            id,
            author: me.id(),
            body: &body,
            html: &html,
            lang: lang_of(&body),
            created_at: now,
            quiet_days,
        };
        store::post::insert(&mut tx, &post).await?;
        store::draft::delete(&mut tx, me.id(), &DraftPlace::Post).await?;
        self.audit(&mut tx, Some(me.id()), "post.publish", format!("post:{id}"), json!(null)).await?;
        tx.commit().await?;
        self.tell(Signal::NewPost);
        Ok(id)
    }

    /// A post with its comments after `after`.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it was deleted; only for members.
    pub async fn post(
        &self,
        viewer: &Viewer,
        id: PostId,
        after: Option<CommentId>,
    ) -> Result<PostPage, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::post::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let mut post = dress(&mut conn, me, vec![row]).await?.pop().ok_or(Fault::NotFound)?;
        let after = after.unwrap_or(CommentId::FIRST);
        let comments = store::comment::of_post(&mut conn, id, after, paging::asked(COMMENTS)).await?;
        let (comments, next) = paging::cut(comments, COMMENTS, |row| row.id);
        post.comments = comments.into_iter().map(|row| comment_view(me, row)).collect();
        let draft =
            store::draft::get(&mut conn, me.id(), &DraftPlace::Comment(id)).await?.unwrap_or_default();
        Ok(PostPage { post, next, draft })
    }

    /// The text of a post, for its author to change.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for anybody else.
    pub async fn post_text(&self, viewer: &Viewer, id: PostId) -> Result<String, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::post::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        if row.author.author_id == me.id() { Ok(row.body) } else { Err(Fault::NotAllowed) }
    }

    /// Changes the wording of a post; the one before stays readable.
    ///
    /// # Errors
    /// Nothing or too much was typed; [`Fault::NotAllowed`] for anybody but the author.
    pub async fn edit_post(&self, viewer: &Viewer, id: PostId, body: &str) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = store::post::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if row.author.author_id != me.id() {
            return Err(Fault::NotAllowed.into());
        }
        let body = prose(body, PROSE_MAX).map_err(|problem: Problem| FormError::of("body", problem))?;
        if body == row.body {
            return Ok(());
        }
        let html = render_post(&mut tx, &body).await?;
        store::post::insert_version(
            &mut tx,
            self.id(),
            id,
            &row.body,
            row.edited_at.unwrap_or(row.created_at),
        )
        .await?;
        store::post::edit(&mut tx, id, &body, &html, lang_of(&body), self.now()).await?;
        self.audit(&mut tx, Some(me.id()), "post.edit", format!("post:{id}"), json!(null)).await?;
        Ok(tx.commit().await?)
    }

    /// Every wording of a post, the present one first.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it was deleted; only for members.
    pub async fn post_history(&self, viewer: &Viewer, id: PostId) -> Result<Vec<Version>, Fault> {
        require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::post::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let now = Version { body: row.body, written_at: row.edited_at.unwrap_or(row.created_at) };
        let earlier = store::post::versions(&mut conn, id).await?.into_iter();
        Ok(std::iter::once(now)
            .chain(earlier.map(|row| Version { body: row.body, written_at: row.written_at }))
            .collect())
    }

    /// Takes a post down.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for anybody but the author and the office.
    pub async fn delete_post(&self, viewer: &Viewer, id: PostId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = store::post::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if !may_delete(me, row.author.author_id) {
            return Err(Fault::NotAllowed);
        }
        store::post::delete(&mut tx, id, me.id(), self.now()).await?;
        self.audit(&mut tx, Some(me.id()), "post.delete", format!("post:{id}"), json!(null)).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether `me` may take down what `author` wrote.
pub(super) fn may_delete(me: &Me, author: MemberId) -> bool {
    me.id() == author || me.roles.has(Role::Office)
}

/// Whole days between the author's last post and now.
pub(crate) fn quiet_days(last: Option<Stamp>, now: Stamp) -> Option<i64> {
    last.map(|last| (now.0 - last.0) / Stamp::DAY)
}

/// The post without comments and reactions.
pub(super) fn post_view(me: &Me, row: PostRow) -> PostView {
    let author = Person::from(row.author);
    PostView {
        id: row.id,
        html: row.html,
        lang: row.lang,
        created_at: row.created_at,
        edited_at: row.edited_at,
        quiet_days: row.quiet_days,
        is_mine: author.id == me.id(),
        may_delete: may_delete(me, author.id),
        reacted: Vec::new(),
        reactors: Vec::new(),
        comments: Vec::new(),
        author,
    }
}
