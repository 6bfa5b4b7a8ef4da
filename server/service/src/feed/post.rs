//! One post: write, read, edit, take down.
use serde_json::json;
use store::post::{NewPost, PostRow};
use store::{Conn, Tx};
use types::feed::{DraftPlace, ReactionKind, lang_of};
use types::id::{CommentId, MediaId, MemberId, PostId};
use types::lang::Lang;
use types::member::Person;
use types::text::{PROSE_MAX, optional, prose};
use types::time::Stamp;

use super::comment::{CommentView, comment_view};
use super::live::Signal;
use super::mention;
use super::page::gather;
use super::picture::{Picture, PostInput, parse_alt, remove, remove_all, shown};
use super::reaction::Reactor;
use super::text::render_post;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::allows;
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
    /// Its pictures, in order.
    pub pictures: Vec<Picture>,
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

/// What the author of a post may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditForm {
    /// Markdown as typed.
    pub body: String,
    /// Its pictures, also those of an edit that was not saved.
    pub pictures: Vec<Picture>,
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
    /// Publishes a post. What was typed and the pictures that could be read wait when that fails.
    ///
    /// # Errors
    /// Neither text nor picture, or too much; a file is no picture; too many posts in an hour.
    pub async fn publish(
        &self,
        viewer: &Viewer,
        input: impl Into<PostInput> + Send,
    ) -> Result<PostId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let input = input.into();
        let outcome = match self.hold_pictures(me, None, &input).await {
            Ok(()) => self.try_publish(me, &input.body).await,
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            self.save_draft(viewer, DraftPlace::Post, &input.body).await?;
        }
        outcome
    }

    async fn try_publish(&self, me: &Me, body: &str) -> Result<PostId, FormError> {
        let (id, now) = (self.id::<PostId>(), self.now());
        let mut tx = self.db().write().await?;
        let has_pictures = !store::picture::waiting(&mut tx, me.id()).await?.is_empty();
        let body = parse_body(body, has_pictures)?;
        self.limit(&mut tx, &format!("post:member:{}", me.id()), POSTS_PER_HOUR).await?;
        let html = render_post(&mut tx, me.eye(), &body).await?;
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
        if has_pictures {
            store::picture::publish_new(&mut tx, me.id(), id).await?;
        }
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
        let row = store::post::by_id(&mut conn, me.eye(), id).await?.ok_or(Fault::NotFound)?;
        let mut posts = gather(&mut conn, me, vec![row], 0).await?;
        let post = posts.first_mut().ok_or(Fault::NotFound)?;
        let after = after.unwrap_or(CommentId::FIRST);
        let comments =
            store::comment::of_post(&mut conn, me.eye(), id, after, paging::asked(COMMENTS)).await?;
        let (comments, next) = paging::cut(comments, COMMENTS, |row| row.id);
        post.comments = comments.into_iter().map(|row| comment_view(me, row)).collect();
        mention::hide(&mut conn, me.eye(), mention::texts(&mut posts)).await?;
        let post = posts.pop().ok_or(Fault::NotFound)?;
        let draft =
            store::draft::get(&mut conn, me.id(), &DraftPlace::Comment(id)).await?.unwrap_or_default();
        Ok(PostPage { post, next, draft })
    }

    /// The text and the pictures of a post, for its author to change.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for anybody else.
    pub async fn edit_form(&self, viewer: &Viewer, id: PostId) -> Result<EditForm, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        own_post(&mut conn, me, id).await?;
        let body = store::post::body(&mut conn, id).await?;
        let pictures = store::picture::of_post(&mut conn, id).await?;
        Ok(EditForm { body, pictures: pictures.into_iter().map(Picture::from).collect() })
    }

    /// Changes the wording and the pictures of a post; the wording before stays readable.
    ///
    /// # Errors
    /// Neither text nor picture, or too much; a file is no picture; [`Fault::NotAllowed`] for anybody but the author.
    pub async fn edit_post(
        &self,
        viewer: &Viewer,
        id: PostId,
        input: impl Into<PostInput> + Send,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let input = input.into();
        self.hold_pictures(me, Some(id), &input).await?;
        let mut tx = self.db().write().await?;
        let row = own_post(&mut tx, me, id).await?;
        let gone = change_pictures(&mut tx, id, &input).await?;
        let added = store::picture::publish_waiting(&mut tx, id).await?;
        let has_pictures = !shown(&mut tx, id).await?.is_empty();
        let body = parse_body(&input.body, has_pictures)?;
        let before = store::post::body(&mut tx, id).await?;
        if body != before || added > 0 || !gone.is_empty() {
            let html = render_post(&mut tx, me.eye(), &body).await?;
            let written_at = row.edited_at.unwrap_or(row.created_at);
            store::post::insert_version(&mut tx, self.id(), id, &before, written_at).await?;
            store::post::edit(&mut tx, id, &body, &html, lang_of(&body), self.now()).await?;
            self.audit(&mut tx, Some(me.id()), "post.edit", format!("post:{id}"), json!(null)).await?;
        }
        tx.commit().await?;
        self.forget_files(&gone).await;
        Ok(())
    }

    /// Every wording of a post, the present one first.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it was deleted; only for members.
    pub async fn post_history(&self, viewer: &Viewer, id: PostId) -> Result<Vec<Version>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::post::by_id(&mut conn, me.eye(), id).await?.ok_or(Fault::NotFound)?;
        let body = store::post::body(&mut conn, id).await?;
        let now = Version { body, written_at: row.edited_at.unwrap_or(row.created_at) };
        let earlier = store::post::versions(&mut conn, id).await?.into_iter();
        Ok(std::iter::once(now)
            .chain(earlier.map(|row| Version { body: row.body, written_at: row.written_at }))
            .collect())
    }

    /// Takes a post down; its pictures are gone for good.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for anybody but the author and the office.
    pub async fn delete_post(&self, viewer: &Viewer, id: PostId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let author = if allows(me, Capability::RunOffice) {
            store::post::author(&mut tx, id).await?
        } else {
            store::post::by_id(&mut tx, me.eye(), id).await?.map(|row| row.author.author_id)
        };
        if !may_delete(me, author.ok_or(Fault::NotFound)?) {
            return Err(Fault::NotAllowed);
        }
        store::post::delete(&mut tx, id, me.id(), self.now()).await?;
        let gone = remove_all(&mut tx, id).await?;
        self.audit(&mut tx, Some(me.id()), "post.delete", format!("post:{id}"), json!(null)).await?;
        tx.commit().await?;
        self.forget_files(&gone).await;
        Ok(())
    }
}

/// The post `id`, when `me` wrote it.
pub(super) async fn own_post(conn: &mut Conn, me: &Me, id: PostId) -> Result<PostRow, Fault> {
    let row = store::post::by_id(conn, me.eye(), id).await?.ok_or(Fault::NotFound)?;
    if row.author.author_id == me.id() { Ok(row) } else { Err(Fault::NotAllowed) }
}

/// The text of a post, which may be empty beside a picture.
fn parse_body(typed: &str, has_pictures: bool) -> Result<String, FormError> {
    let body = if has_pictures {
        optional(typed, |text| prose(text, PROSE_MAX)).map(Option::unwrap_or_default)
    } else {
        prose(typed, PROSE_MAX)
    };
    body.map_err(|problem| FormError::of("body", problem))
}

/// Notes the descriptions of published pictures and takes away those to go; which went.
async fn change_pictures(tx: &mut Tx, id: PostId, input: &PostInput) -> Result<Vec<MediaId>, FormError> {
    let mut gone = Vec::new();
    for row in shown(tx, id).await? {
        let Some(typed) = input.of(row.media_id) else { continue };
        if typed.remove {
            remove(tx, row.media_id).await?;
            gone.push(row.media_id);
            continue;
        }
        let alt = parse_alt(&typed.alt)
            .map_err(|problem| FormError::of(&format!("alt_{}", row.media_id), problem))?;
        store::picture::set_alt(tx, row.media_id, &alt).await?;
    }
    Ok(gone)
}

/// Whether `me` may take down what `author` wrote.
pub(super) fn may_delete(me: &Me, author: MemberId) -> bool {
    me.id() == author || allows(me, Capability::RunOffice)
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
        pictures: Vec::new(),
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
