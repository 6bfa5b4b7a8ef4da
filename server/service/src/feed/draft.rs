//! Texts half-written: they wait on the server, so that they survive a reload, an expired session and another device.
use types::feed::DraftPlace;
use types::text::{PROSE_MAX, prose};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// Keeps what is being written at `place`; an empty text forgets it. When it was kept.
    ///
    /// # Errors
    /// Only for members.
    pub async fn save_draft(&self, viewer: &Viewer, place: DraftPlace, body: &str) -> Result<Stamp, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let now = self.now();
        // Twice what may be published: too long a text is cut by its author, not by us.
        let body = prose(body, 2 * PROSE_MAX).ok();
        let mut tx = self.db().write().await?;
        match body {
            Some(body) => store::draft::put(&mut tx, me.id(), &place, &body, now).await?,
            None => store::draft::delete(&mut tx, me.id(), &place).await?,
        }
        tx.commit().await?;
        Ok(now)
    }
}
