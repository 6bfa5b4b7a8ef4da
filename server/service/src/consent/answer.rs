//! Answers: each is one more row of the ledger.
use serde_json::json;
use store::Tx;
use store::consent::ConsentRow;
use types::consent::{Purpose, Texts};
use types::id::{ConsentId, MemberId, TaskId};
use types::time::Stamp;

use super::agrees;
use crate::Service;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Answers one member may give within the hour.
const PER_MEMBER: i64 = 60;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It counts.
    Done,
    /// The text has changed since the page was shown; nothing was noted.
    Unread,
}

impl Service {
    /// Notes that the viewer agrees to the wording `read` of a purpose, or does not. An answer that changes nothing adds
    /// nothing.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] for withdrawing what membership needs; [`Fault::TooOften`]; only for members.
    pub async fn answer_consent(
        &self,
        viewer: &Viewer,
        purpose: Purpose,
        given: bool,
        read: &str,
    ) -> Result<Answered, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        self.answer_by(me.id(), purpose, given, read, Purpose::wordings).await
    }

    /// As [`Service::answer_consent`], going by `texts`.
    pub(super) async fn answer_by(
        &self,
        me: MemberId,
        purpose: Purpose,
        given: bool,
        read: &str,
        texts: Texts,
    ) -> Result<Answered, Fault> {
        if purpose.is_required() && !given {
            return Err(Fault::NotAllowed);
        }
        let now_read = texts(purpose).current.name;
        // Nobody agrees to what was not on the page. Withdrawing needs no reading.
        if given && read != now_read {
            return Ok(Answered::Unread);
        }
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("consent:{me}"), PER_MEMBER).await?;
        let version = texts(purpose).find(read).map_or(now_read, |version| version.name);
        let newest = store::consent::newest(&mut tx, me, purpose).await?;
        if newest.as_ref().is_none_or(|row| row.given != given || row.text_version != version) {
            let at = self.after(newest.as_ref());
            self.note_answer(&mut tx, me, purpose, given, version, at).await?;
            let detail = json!({ "purpose": purpose, "version": version, "given": given });
            self.audit(&mut tx, Some(me), "consent.answer", format!("member:{me}"), detail).await?;
        }
        tx.commit().await?;
        Ok(Answered::Done)
    }

    /// Every purpose gets a row, given or not, as it was answered on joining at `at`: the ledger shows what was asked.
    pub(crate) async fn note_first_answers(
        &self,
        tx: &mut Tx,
        member: MemberId,
        given: &[Purpose],
        edition: &str,
        at: Stamp,
    ) -> Result<(), Fault> {
        for purpose in Purpose::ALL {
            let version = purpose.wordings().as_of(edition);
            self.note_answer(tx, member, *purpose, given.contains(purpose), version, at).await?;
        }
        Ok(())
    }

    /// The answers to a form that asks for every purpose: those that change something, and the one nobody stays without.
    pub(crate) async fn note_answers_anew(
        &self,
        tx: &mut Tx,
        member: MemberId,
        given: &[Purpose],
    ) -> Result<(), Fault> {
        for purpose in Purpose::ALL {
            let (gives, version) = (given.contains(purpose), purpose.version());
            let newest = store::consent::newest(tx, member, *purpose).await?;
            let is_same = newest
                .as_ref()
                .is_some_and(|row| row.given == gives && (!gives || row.text_version == version));
            if is_same && !purpose.is_required() {
                continue;
            }
            let at = self.after(newest.as_ref());
            self.note_answer(tx, member, *purpose, gives, version, at).await?;
        }
        Ok(())
    }

    /// After the answer before, whatever the clock says: the newest is the one that counts.
    fn after(&self, newest: Option<&ConsentRow>) -> Stamp {
        newest.map_or(self.now(), |row| self.now().max(row.at.plus(1)))
    }

    async fn note_answer(
        &self,
        tx: &mut Tx,
        member_id: MemberId,
        purpose: Purpose,
        given: bool,
        version: &str,
        at: Stamp,
    ) -> Result<(), Fault> {
        let row = ConsentRow {
            // Of its time: the newest answer is the one with the last id.
            id: ConsentId(self.secrets().uuid(at)),
            member_id,
            purpose,
            text_version: version.to_owned(),
            given,
            at,
        };
        Ok(store::consent::insert(tx, &row).await?)
    }

    /// Sends a mail that serves `purpose`, if `member` still agrees to that.
    pub(crate) async fn send_notice(
        &self,
        task: TaskId,
        member: MemberId,
        purpose: Purpose,
        letter: &Letter,
    ) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let wanted = agrees(&mut conn, member, purpose, Purpose::wordings).await?
            && store::member::mail_to(&mut conn, member).await?.is_some();
        drop(conn);
        if !wanted {
            tracing::info!(%task, %purpose, "a mail is not sent: its purpose is not agreed to, or the member rests");
            return Ok(());
        }
        self.inner.mailer.send(letter, self.now()).await
    }
}
