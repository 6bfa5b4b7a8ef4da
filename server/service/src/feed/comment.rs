//! Answers to a post: ひとこと.
use serde_json::json;
use store::comment::{CommentRow, NewComment};
use types::feed::{COMMENT_MAX, DraftPlace, lang_of};
use types::id::{CommentId, PostId};
use types::lang::Lang;
use types::member::Person;
use types::text::prose;
use types::time::Stamp;

use super::post::may_delete;
use super::text::render_post;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, allows, require};
use crate::viewer::{Me, Viewer};

/// Comments of one member within an hour.
const COMMENTS_PER_HOUR: i64 = 120;

/// A comment as one viewer sees it.
#[derive(Clone, Debug)]
pub struct CommentView {
    /// Which.
    pub id: CommentId,
    /// To which post.
    pub post: PostId,
    /// By whom.
    pub author: Person,
    /// The text as clean HTML.
    pub html: String,
    /// Its language.
    pub lang: Lang,
    /// When.
    pub created_at: Stamp,
    /// Whether the viewer wrote it.
    pub is_mine: bool,
    /// Whether the viewer may take it down.
    pub may_delete: bool,
}

impl Service {
    /// Answers a post. What was typed waits as a draft when that fails.
    ///
    /// # Errors
    /// Nothing or too much was typed; the post was deleted; too many comments in an hour.
    pub async fn comment(&self, viewer: &Viewer, post: PostId, body: &str) -> Result<CommentId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let outcome = self.try_comment(me, post, body).await;
        if outcome.is_err() {
            self.save_draft(viewer, DraftPlace::Comment(post), body).await?;
        }
        outcome
    }

    async fn try_comment(&self, me: &Me, post: PostId, body: &str) -> Result<CommentId, FormError> {
        let body = prose(body, COMMENT_MAX).map_err(|problem| FormError::of("body", problem))?;
        let mut tx = self.db().write().await?;
        store::post::by_id(&mut tx, me.eye(), post).await?.ok_or(Fault::NotFound)?;
        self.limit(&mut tx, &format!("comment:member:{}", me.id()), COMMENTS_PER_HOUR).await?;
        let html = render_post(&mut tx, me.eye(), &body).await?;
        let id = self.id::<CommentId>();
        let row = NewComment {
            id,
            post,
            author: me.id(),
            body: &body,
            html: &html,
            lang: lang_of(&body),
            created_at: self.now(),
        };
        store::comment::insert(&mut tx, &row).await?;
        store::draft::delete(&mut tx, me.id(), &DraftPlace::Comment(post)).await?;
        self.audit(&mut tx, Some(me.id()), "comment.publish", format!("comment:{id}"), json!(null)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes a comment of `post` down.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for anybody but its author and the office.
    pub async fn delete_comment(&self, viewer: &Viewer, post: PostId, id: CommentId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let author = if allows(me, Capability::RunOffice) {
            store::comment::author(&mut tx, post, id).await?
        } else {
            let row = store::comment::by_id(&mut tx, me.eye(), id).await?.filter(|row| row.post_id == post);
            row.map(|row| row.author.author_id)
        };
        if !may_delete(me, author.ok_or(Fault::NotFound)?) {
            return Err(Fault::NotAllowed);
        }
        store::comment::delete(&mut tx, id, me.id(), self.now()).await?;
        self.audit(&mut tx, Some(me.id()), "comment.delete", format!("comment:{id}"), json!(null)).await?;
        Ok(tx.commit().await?)
    }
}

pub(super) fn comment_view(me: &Me, row: CommentRow) -> CommentView {
    let author = Person::from(row.author);
    CommentView {
        id: row.id,
        post: row.post_id,
        html: row.html,
        lang: row.lang,
        created_at: row.created_at,
        is_mine: author.id == me.id(),
        may_delete: may_delete(me, author.id),
        author,
    }
}
