//! Asking, and taking the question back.
use store::Tx;
use store::member::MemberRow;
use types::handover::{HandoverAttention, HandoverState, Leaver};
use types::id::{HandoverId, MemberId};
use types::relationship::RelationshipSource;
use types::text::Mail;
use types::time::Stamp;

use super::{HandoverRow, Told, letters};
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::task::Task;
use crate::viewer::Viewer;

/// A question taken back and put again within this time is the same one: nobody gets a second mail for a slip of the directory.
const SLIP: i64 = 7 * Stamp::DAY;
/// Leavers in one transaction.
const BATCH: i64 = 50;

impl Service {
    /// Mails the question to the member's primary address; whether there is one.
    pub(super) async fn ask_member(
        &self,
        tx: &mut Tx,
        row: &mut HandoverRow,
        member: &MemberRow,
    ) -> Result<bool, Fault> {
        // An address the company names is nobody's proof of being the member: the link changes the account.
        let Some(mail) = store::member::primary_mail(tx, member.id).await? else { return Ok(false) };
        let (link, site) = (self.new_link(tx, row, &mail).await?, self.site_on(tx).await?);
        self.enqueue(tx, &Task::Mail(letters::asked(row, &mail, &site, member.lang, &link))).await?;
        self.audit_handover(tx, None, "handover.ask", row).await?;
        Ok(true)
    }

    /// Asks somebody without an account to join.
    pub(super) async fn invite_leaver(
        &self,
        tx: &mut Tx,
        row: &mut HandoverRow,
        mail: &Mail,
    ) -> Result<(), Fault> {
        let (link, site) = (self.new_link(tx, row, mail).await?, self.site_on(tx).await?);
        self.enqueue(tx, &Task::Mail(letters::invited(row, mail, &site, &link))).await
    }

    /// A link of its own for the mail to `mail`, which waits for an answer from now on.
    async fn new_link(&self, tx: &mut Tx, row: &mut HandoverRow, mail: &Mail) -> Result<String, Fault> {
        let (token, now) = (self.secrets().token(), self.now());
        row.token_hash = hash(&token);
        (row.mail, row.asked_at) = (Some(mail.clone()), Some(now));
        store::handover::ask(tx, row.id, mail, &row.token_hash, now).await?;
        Ok(self.config().url(&format!("/handover/{token}")))
    }

    /// Asks `member`, of whom was told and who could not be asked then.
    pub(crate) async fn ask_whether_to_stay(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        let open = store::handover::open_of_member(tx, member).await?;
        let Some(mut row) = open.filter(|row| row.asked_at.is_none() && row.state == HandoverState::Waiting)
        else {
            return Ok(());
        };
        let member = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?;
        self.ask_member(tx, &mut row, &member).await?;
        Ok(())
    }

    /// Asks everybody who could not be asked and has an address now.
    pub(super) async fn ask_the_unasked(&self) -> Result<(), Fault> {
        let mut after = HandoverId::FIRST;
        loop {
            let mut tx = self.db().write().await?;
            let rows = store::handover::unasked(&mut tx, after, BATCH).await?;
            for row in &rows {
                if let Some(member) = row.member_id {
                    store::relationship::hold(&mut tx, member).await?;
                    self.ask_whether_to_stay(&mut tx, member).await?;
                }
            }
            tx.commit().await?;
            match rows.last() {
                Some(last) => after = last.id,
                None => return Ok(()),
            }
        }
    }

    /// Takes the question back: the person does not leave. Twice is once.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] also when it took effect.
    pub async fn withdraw_handover(&self, viewer: &Viewer, id: HandoverId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let row = self.held_handover(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if row.state == HandoverState::Withdrawn {
            return Ok(());
        }
        if !self.take_question_back(&mut tx, &row, Some(me.id())).await? {
            return Err(Fault::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Notes that the office saw what it should look at, and that it stays so.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn see_handover(&self, viewer: &Viewer, id: HandoverId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let row = self.held_handover(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if row.done_at.is_some() && row.attention != HandoverAttention::None {
            store::handover::set_attention(&mut tx, id, HandoverAttention::None).await?;
            self.audit_handover(&mut tx, Some(me.id()), "handover.see", &row).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The directory has the account of `member` in use again. What only it told of is taken back; what took effect already is
    /// for the office to look at.
    pub(crate) async fn account_is_back(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        store::relationship::hold(tx, member).await?;
        let newest = store::handover::newest_of_member(tx, member).await?;
        let Some(row) = newest.filter(|row| row.source == RelationshipSource::Scim) else { return Ok(()) };
        if row.done_at.is_none() {
            self.take_question_back(tx, &row, None).await?;
        } else if row.state != HandoverState::Withdrawn {
            store::handover::set_attention(tx, row.id, HandoverAttention::AccountBack).await?;
            self.audit_handover(tx, None, "handover.account_back", &row).await?;
        }
        Ok(())
    }

    async fn take_question_back(
        &self,
        tx: &mut Tx,
        row: &HandoverRow,
        actor: Option<MemberId>,
    ) -> Result<bool, Fault> {
        let withdrawn = HandoverState::Withdrawn;
        if !store::handover::finish(tx, row.id, row.state, withdrawn, self.now()).await? {
            return Ok(false);
        }
        store::handover::set_attention(tx, row.id, HandoverAttention::None).await?;
        self.audit_handover(tx, actor, "handover.withdraw", row).await?;
        Ok(true)
    }

    /// Puts a question again that was taken back just now.
    pub(super) async fn reopen(
        &self,
        tx: &mut Tx,
        known: Option<HandoverRow>,
        leaver: &Leaver,
        actor: Option<MemberId>,
    ) -> Result<Option<Told>, Fault> {
        let since = self.now().plus(-SLIP);
        let slipped = |row: &HandoverRow| {
            // What was answered to the question that was taken back is answered anew, to another mail.
            row.state == HandoverState::Withdrawn
                && row.answered_at.is_none()
                && row.done_at.is_some_and(|done| done > since)
        };
        let Some(row) = known.filter(slipped) else { return Ok(None) };
        store::handover::reopen(tx, row.id, &leaver.leaves_on, self.now()).await?;
        self.audit_handover(tx, actor, "handover.reopen", &row).await?;
        let open = store::handover::by_id(tx, row.id).await?.ok_or(Fault::NotFound)?;
        self.leave_if_due(tx, &open).await?;
        Ok(Some(Told::Moved))
    }

    /// The leaver as it is once everybody else who changes it is done; none who was erased meanwhile.
    pub(super) async fn held_handover(
        &self,
        tx: &mut Tx,
        id: HandoverId,
    ) -> Result<Option<HandoverRow>, Fault> {
        let Some(row) = store::handover::by_id(tx, id).await? else { return Ok(None) };
        let Some(member) = row.member_id else { return Ok(Some(row)) };
        store::relationship::hold(tx, member).await?;
        Ok(store::handover::by_id(tx, id).await?)
    }
}
