//! Reactions: three words to the author, seen by nobody else.
use types::feed::ReactionKind;
use types::id::PostId;
use types::member::Person;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Who said what to a post.
#[derive(Clone, Debug)]
pub struct Reactor {
    /// What.
    pub kind: ReactionKind,
    /// Who.
    pub person: Person,
}

impl Service {
    /// Says `kind` to a post, or takes it back; whether it stands now.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the post was deleted; [`Fault::NotAllowed`] to one's own.
    pub async fn react(&self, viewer: &Viewer, post: PostId, kind: ReactionKind) -> Result<bool, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = store::post::by_id(&mut tx, me.eye(), post).await?.ok_or(Fault::NotFound)?;
        if row.author.author_id == me.id() {
            return Err(Fault::NotAllowed);
        }
        let taken_back = store::reaction::delete(&mut tx, post, me.id(), kind).await?;
        if !taken_back {
            store::reaction::insert(&mut tx, post, me.id(), kind, self.now()).await?;
        }
        tx.commit().await?;
        Ok(!taken_back)
    }
}
