//! The office's notes to the file of a request. Whoever the file is about may read them on request: 開示対象.
use types::id::{JoinRequestId, StaffNoteId};
use types::text;
use types::time::Stamp;

use super::queue::proved;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Most characters of a note.
pub const NOTE_MAX: usize = 2000;
/// How long its author can take a note back.
pub const TAKE_BACK: i64 = 30 * Stamp::MINUTE;
/// Notes shown of one file; more are not taken.
pub(super) const SHOWN: i64 = 100;

impl Service {
    /// Adds a note to the file of a request.
    ///
    /// # Errors
    /// A problem of the field `note`; only for the office; [`Fault::NotFound`].
    pub async fn add_join_note(
        &self,
        viewer: &Viewer,
        id: JoinRequestId,
        note: &str,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let body = text::prose(note, NOTE_MAX).map_err(|problem| FormError::of("note", problem))?;
        let mut tx = self.db().write().await?;
        proved(store::join_request::by_id(&mut tx, id).await?)?;
        let new = store::staff_note::NewNote {
            id: self.id(),
            join_request: id,
            author: me.id(),
            body: &body,
            created_at: self.now(),
        };
        store::staff_note::insert(&mut tx, &new).await?;
        self.audit_request(&mut tx, Some(me.id()), "join_request.note", id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a note of one's own back within [`TAKE_BACK`]; whether it still could be.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn take_back_note(
        &self,
        viewer: &Viewer,
        id: JoinRequestId,
        note: StaffNoteId,
    ) -> Result<bool, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let since = self.now().plus(-TAKE_BACK);
        let gone = store::staff_note::take_back(&mut tx, note, me.id(), since).await?;
        if gone {
            self.audit_request(&mut tx, Some(me.id()), "join_request.take_back_note", id).await?;
        }
        tx.commit().await?;
        Ok(gone)
    }
}
