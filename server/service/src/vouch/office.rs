//! What the office sees of vouching.
use store::vouch::OfficeRow;
use types::id::VouchId;

use super::PAGE;
use crate::Service;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// Vouches given before `before`, also those taken back, newest first, and where the next page begins; with `doubtful`
    /// only those that deserve a look.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn vouches_given(
        &self,
        viewer: &Viewer,
        doubtful: bool,
        before: Option<VouchId>,
    ) -> Result<(Vec<OfficeRow>, Option<VouchId>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let from = before.unwrap_or(VouchId::LAST);
        let rows = store::vouch::page(&mut conn, doubtful, from, paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| row.vouch.id))
    }
}
