//! Vouching (保証): somebody asking to join names colleagues ([`name`]); each of them is asked once and quietly, silence is an
//! answer; enough vouches without doubt let the person in. The office sees what was given and taken back ([`office`]).
mod name;
pub mod office;
#[cfg(test)]
mod tests;

pub use store::vouch::{AskedRow, OfficeRow, VouchRow};

use store::Tx;
use types::id::{JoinRequestId, MemberId, VouchId};
use types::join::JoinState;
use types::text;
use types::time::Stamp;
use types::vouch::Doubt;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::join::JoinRequestRow;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Vouches on one page.
const PAGE: usize = 20;
/// Requests for a vouch shown at once.
const ASKED: i64 = 20;
/// The month of the limit on vouches.
const MONTH: i64 = 30 * Stamp::DAY;
/// For how long two members who vouch together are remembered.
const TOGETHER: i64 = 90 * Stamp::DAY;
/// For how many others the same two may have vouched before the office looks.
const TOGETHER_MAX: i64 = 1;

/// What a member is asked, and gave.
#[derive(Clone, Debug)]
pub struct Vouches {
    /// Requests that wait for an answer, or for none.
    pub asked: Vec<AskedRow>,
    /// Vouches that stand, newest first.
    pub given: Vec<AskedRow>,
    /// Where their next page begins.
    pub next: Option<VouchId>,
}

impl Service {
    /// What the viewer is asked and gave, from before `before`.
    ///
    /// # Errors
    /// Only for members.
    pub async fn vouches(&self, viewer: &Viewer, before: Option<VouchId>) -> Result<Vouches, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let asked = match before {
            None => store::vouch::asked(&mut conn, me.id(), ASKED).await?,
            Some(_) => Vec::new(),
        };
        let from = before.unwrap_or(VouchId::LAST);
        let given = store::vouch::given(&mut conn, me.id(), from, paging::asked(PAGE)).await?;
        let (given, next) = paging::cut(given, PAGE, |row| row.vouch.id);
        Ok(Vouches { asked, given, next })
    }

    /// Says that the viewer worked with whoever asks to join; `words` say when and where, and may be empty. Whether it still
    /// mattered.
    ///
    /// # Errors
    /// The words are too long; [`Fault::NotFound`] when the viewer was not asked.
    pub async fn give_vouch(&self, viewer: &Viewer, id: VouchId, words: &str) -> Result<bool, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let words = text::optional(words, |t| text::line(t, 200))
            .map_err(|problem| FormError::of("words", problem))?
            .unwrap_or_default();
        let mut tx = self.db().write().await?;
        let vouch = store::vouch::of_member(&mut tx, me.id(), id).await?.ok_or(Fault::NotFound)?;
        let request = store::join_request::by_id(&mut tx, vouch.join_request_id).await?;
        let request = request.ok_or(Fault::NotFound)?;
        if !is_open(&request) {
            return Ok(false);
        }
        let doubt = self.doubt(&mut tx, request.id, me.id()).await?;
        if !store::vouch::give(&mut tx, id, &words, doubt, self.now()).await? {
            return Ok(false);
        }
        let detail = serde_json::json!({ "doubt": doubt });
        self.audit(&mut tx, Some(me.id()), "vouch.give", format!("vouch:{id}"), detail).await?;
        self.admit_vouched(&mut tx, &request).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Leaves the question for good. Nobody is told, not even the office.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer was not asked.
    pub async fn pass_vouch(&self, viewer: &Viewer, id: VouchId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        store::vouch::of_member(&mut tx, me.id(), id).await?.ok_or(Fault::NotFound)?;
        store::vouch::pass(&mut tx, id, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a vouch back; the office sees it. Who was let in stays. Whether it was given.
    ///
    /// # Errors
    /// [`Fault::NotFound`] unless it is the viewer's own.
    pub async fn withdraw_vouch(&self, viewer: &Viewer, id: VouchId) -> Result<bool, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        store::vouch::of_member(&mut tx, me.id(), id).await?.ok_or(Fault::NotFound)?;
        let withdrawn = store::vouch::withdraw(&mut tx, id, self.now()).await?;
        if withdrawn {
            let subject = format!("vouch:{id}");
            self.audit(&mut tx, Some(me.id()), "vouch.withdraw", subject, serde_json::Value::Null).await?;
        }
        tx.commit().await?;
        Ok(withdrawn)
    }

    /// Why a vouch of `member` for `request` is for the office to look at.
    async fn doubt(
        &self,
        tx: &mut Tx,
        request: JoinRequestId,
        member: MemberId,
    ) -> Result<Option<Doubt>, Fault> {
        let site = self.site_on(tx).await?;
        let since = self.now().plus(-TOGETHER);
        for other in store::vouch::vouchers(tx, request).await? {
            let bond = store::vouch::bond(tx, request, member, other, since).await?;
            if bond.ring {
                return Ok(Some(Doubt::Ring));
            }
            if bond.together > TOGETHER_MAX {
                return Ok(Some(Doubt::Pair));
            }
        }
        let given = store::vouch::count_given(tx, member, self.now().plus(-MONTH)).await?;
        Ok((given >= site.joining.vouches_a_month).then_some(Doubt::Limit))
    }

    /// Lets in whoever has enough vouches without doubt.
    async fn admit_vouched(&self, tx: &mut Tx, request: &JoinRequestRow) -> Result<(), Fault> {
        let needed = self.site_on(tx).await?.joining.vouches;
        if needed == 0 || store::vouch::counting(tx, request.id).await? < needed {
            return Ok(());
        }
        let Some(member) = self.admit_now(tx, request).await? else { return Ok(()) };
        self.mail_welcome(tx, request).await?;
        let subject = format!("join_request:{}", request.id);
        self.audit(tx, Some(member), "join_request.vouched", subject, serde_json::Value::Null).await
    }
}

/// Whether an answer can still let somebody in.
fn is_open(request: &JoinRequestRow) -> bool {
    matches!(request.state, JoinState::Waiting | JoinState::Asked)
}
