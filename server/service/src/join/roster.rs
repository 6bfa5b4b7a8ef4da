//! Whether somebody who asks to join stands on the leavers' list.
use store::Tx;
use types::id::RosterRowId;

use super::JoinRequestRow;
use crate::Service;
use crate::fault::Fault;

impl Service {
    /// The one row of the leavers' list that is this person; none when there is no or more than one.
    #[expect(clippy::unused_async, clippy::unused_self, reason = "the list is merged from another branch")]
    pub(super) async fn roster_match(
        &self,
        _tx: &mut Tx,
        _request: &JoinRequestRow,
    ) -> Result<Option<RosterRowId>, Fault> {
        Ok(None)
    }
}
