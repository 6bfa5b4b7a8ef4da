//! Requests about data for contract tests.
use store::rights_request::RightsRow;
use types::id::RightsRequestId;
use types::rights::{RightsKind, RightsState};
use types::time::Stamp;
use uuid::Uuid;

use crate::people::id;

/// The open request `n` of member `of`, to be answered until `due`.
pub fn request(n: u128, of: u128, due: i64) -> RightsRow {
    RightsRow {
        id: RightsRequestId(Uuid::from_u128(n)),
        member_id: id(of),
        kind: RightsKind::Correction,
        body: "生年が違います。".into(),
        state: RightsState::Open,
        answer: String::new(),
        created_at: Stamp(1),
        due_at: Stamp(due),
        answered_at: None,
        answered_by: None,
        withdrawn_at: None,
    }
}
