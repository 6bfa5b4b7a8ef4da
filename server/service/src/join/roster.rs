//! Whether somebody who asks to join stands on the leavers' list.
use store::Tx;
use types::id::RosterRowId;

use super::JoinRequestRow;
use crate::Service;
use crate::fault::Fault;
use crate::roster::matching::{Claimant, find_roster_match};

impl Service {
    /// The one person of the leavers' list that asks, the address being proved; a doubt is no match.
    pub(super) async fn roster_match(
        &self,
        tx: &mut Tx,
        request: &JoinRequestRow,
    ) -> Result<Option<RosterRowId>, Fault> {
        let year = |year: i64| i16::try_from(year).ok();
        let who = Claimant {
            mail: request.mail.as_str(),
            family: &request.family,
            given: &request.given,
            family_kana: &request.family_kana,
            given_kana: &request.given_kana,
            former_family: &request.former_family,
            joined_year: year(request.year_from),
            left_year: request.year_to.and_then(year),
        };
        find_roster_match(tx, &who).await
    }
}
