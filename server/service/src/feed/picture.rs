//! Pictures of posts: up to four, drawn anew. Those of a form that was not accepted wait on the server, like its text.
use serde_json::json;
use store::picture::{NewPicture, PictureRow};
use store::{Conn, Tx};
use types::feed::{ALT_MAX, DraftPlace, PICTURES_MAX, PictureInput};
use types::form::{Problem, Problems};
use types::id::{MediaId, PostId};
use types::text::{line, optional};

use super::post::own_post;
use crate::Service;
use crate::drawing::{Drawn, Upload, Wish, draw};
use crate::fault::{Fault, FormError};
use crate::media::{For, MediaKind};
use crate::policy::{Capability, require};
use crate::viewer::{Me, Viewer};

/// Pictures of one member within an hour.
const PICTURES_PER_HOUR: i64 = 60;

/// A picture as one viewer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which stored picture.
    pub id: MediaId,
    /// What is to be seen, in words; may be empty.
    pub alt: String,
    /// Pixels of the large version, across.
    pub width: i64,
    /// Pixels of the large version, down.
    pub height: i64,
}

impl From<PictureRow> for Picture {
    fn from(row: PictureRow) -> Self {
        Self { id: row.media_id, alt: row.alt, width: row.width, height: row.height }
    }
}

/// The form of a post: its text, what is said of its pictures, and new files.
#[derive(Debug, Default)]
pub struct PostInput {
    /// Markdown as typed.
    pub body: String,
    /// The pictures that were there when the form was shown.
    pub pictures: Vec<PictureInput>,
    /// New ones, as uploaded; a problem for each that was too large to be read.
    pub files: Vec<Result<Upload, Problem>>,
}

impl From<&str> for PostInput {
    fn from(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }
}

impl From<&String> for PostInput {
    fn from(body: &String) -> Self {
        body.as_str().into()
    }
}

impl PostInput {
    /// What the form says of the picture `id`, if anything.
    pub(super) fn of(&self, id: MediaId) -> Option<&PictureInput> {
        self.pictures.iter().find(|picture| picture.id == id)
    }
}

impl Service {
    /// Keeps what a form brings without publishing it: of a new post, or of an edit of `post`.
    ///
    /// # Errors
    /// Problems of the field `pictures` and of descriptions; what could be read is kept all the same.
    /// [`Fault::NotAllowed`] for anybody but the author of `post`.
    pub async fn hold_post(
        &self,
        viewer: &Viewer,
        post: Option<PostId>,
        input: &PostInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        if post.is_none() {
            self.save_draft(viewer, DraftPlace::Post, &input.body).await?;
        }
        self.hold_pictures(me, post, input).await
    }

    /// Stores new files as waiting pictures, and what the form says of those that wait.
    pub(super) async fn hold_pictures(
        &self,
        me: &Me,
        post: Option<PostId>,
        input: &PostInput,
    ) -> Result<(), FormError> {
        if input.files.is_empty() && input.pictures.is_empty() {
            return Ok(());
        }
        if let Some(post) = post {
            // Before anything is drawn: that is work.
            let mut conn = self.db().read().await?;
            own_post(&mut conn, me, post).await?;
        }
        let mut problems = Problems::default();
        let mut drawn = Vec::new();
        for file in input.files.iter().take(PICTURES_MAX) {
            let picture = match file {
                Ok(file) => draw(Wish::whole(MediaKind::Picture), file).await,
                Err(problem) => Err(problem.clone()),
            };
            drawn.extend(problems.take("pictures", picture));
        }
        let mut tx = self.db().write().await?;
        let there = match post {
            Some(post) => {
                own_post(&mut tx, me, post).await?;
                store::picture::of_post(&mut tx, post).await?
            }
            None => store::picture::waiting(&mut tx, me.id()).await?,
        };
        let gone = self.say_of(&mut tx, &there, input, &mut problems).await?;
        let leaves = |row: &&PictureRow| input.of(row.media_id).is_some_and(|picture| picture.remove);
        let stay = there.len() - there.iter().filter(leaves).count();
        if stay + input.files.len() > PICTURES_MAX {
            problems.add("pictures", Problem::TooMany { max: PICTURES_MAX });
        }
        drawn.truncate(PICTURES_MAX.saturating_sub(stay));
        let place = there.iter().map(|row| row.place + 1).max().unwrap_or(0);
        for (place, drawn) in (place..).zip(drawn) {
            self.hold_one(&mut tx, me, post, place, drawn).await?;
        }
        tx.commit().await?;
        self.forget_files(&gone).await;
        if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
    }

    async fn hold_one(
        &self,
        tx: &mut Tx,
        me: &Me,
        post: Option<PostId>,
        place: i64,
        drawn: Drawn,
    ) -> Result<(), Fault> {
        self.limit(tx, &format!("picture:member:{}", me.id()), PICTURES_PER_HOUR).await?;
        let media = self.keep(tx, Some(me.id()), drawn, For::Readers).await?;
        let row = NewPicture { media, owner: me.id(), post, place, alt: "", waiting: true };
        store::picture::insert(tx, &row).await?;
        self.audit(tx, Some(me.id()), "picture.upload", format!("media:{media}"), json!(null)).await
    }

    /// Notes the descriptions of waiting pictures and takes away those to go; which went.
    async fn say_of(
        &self,
        tx: &mut Tx,
        there: &[PictureRow],
        input: &PostInput,
        problems: &mut Problems,
    ) -> Result<Vec<MediaId>, Fault> {
        let mut gone = Vec::new();
        for row in there {
            let Some(typed) = input.of(row.media_id) else { continue };
            let alt = problems.take(&format!("alt_{}", row.media_id), parse_alt(&typed.alt));
            match (row.waiting, typed.remove, alt) {
                (true, true, _) => {
                    remove(tx, row.media_id).await?;
                    gone.push(row.media_id);
                }
                (true, false, Some(alt)) if alt != row.alt => {
                    store::picture::set_alt(tx, row.media_id, &alt).await?;
                }
                _ => {}
            }
        }
        Ok(gone)
    }
}

/// The description of a picture: one line, or nothing.
pub(super) fn parse_alt(typed: &str) -> Result<String, Problem> {
    Ok(optional(typed, |text| line(text, ALT_MAX))?.unwrap_or_default())
}

/// Forgets a picture of a post; its files are still there.
pub(super) async fn remove(tx: &mut Tx, media: MediaId) -> Result<(), Fault> {
    store::picture::delete(tx, media).await?;
    Ok(store::media::delete(tx, media).await?)
}

/// Forgets all pictures of a post; which they were, as their files are still there.
pub(crate) async fn remove_all(tx: &mut Tx, post: PostId) -> Result<Vec<MediaId>, Fault> {
    let gone = store::picture::delete_of(tx, post).await?;
    for media in &gone {
        store::media::delete(tx, *media).await?;
    }
    Ok(gone)
}

/// The published pictures of a post.
pub(super) async fn shown(conn: &mut Conn, post: PostId) -> Result<Vec<PictureRow>, Fault> {
    Ok(store::picture::of_posts(conn, post, post).await?)
}
