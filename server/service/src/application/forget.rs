//! Applications of a member who leaves.
use store::Tx;
use store::application::Move;
use store::erasure::places;
use types::application::ApplicationState;
use types::id::{ApplicationId, MemberId};

use super::Service;
use super::mail::Notice;
use crate::fault::Fault;

impl Service {
    /// Forgets what `member` began and never sent. With `all` nothing of what was sent stays either: it is taken back, which the
    /// team is told, as long as nothing is decided.
    pub(crate) async fn empty_applications(
        &self,
        tx: &mut Tx,
        member: MemberId,
        all: bool,
    ) -> Result<(), Fault> {
        for id in places::led(tx, member, false).await? {
            self.delete_application(tx, id).await?;
        }
        if !all {
            return Ok(());
        }
        for id in places::led(tx, member, true).await? {
            self.erase_files(tx, id).await?;
            self.take_back(tx, id).await?;
            places::empty_application(tx, id).await?;
        }
        Ok(())
    }

    /// Forgets an application with its team and files.
    pub(crate) async fn delete_application(&self, tx: &mut Tx, id: ApplicationId) -> Result<(), Fault> {
        self.erase_files(tx, id).await?;
        Ok(places::delete_application(tx, id).await?)
    }

    async fn take_back(&self, tx: &mut Tx, id: ApplicationId) -> Result<(), Fault> {
        use ApplicationState::{Interview, Screening, Submitted, Withdrawn};
        let row = store::application::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        if !matches!(row.state, Submitted | Screening | Interview) {
            return Ok(());
        }
        let step = Move { from: row.state, to: Withdrawn, note: "", submitted_at: None, at: self.now() };
        if store::application::advance(tx, id, step).await? {
            self.mail_team(tx, &row, Notice::Withdrawn).await?;
        }
        Ok(())
    }

    async fn erase_files(&self, tx: &mut Tx, id: ApplicationId) -> Result<(), Fault> {
        let files = places::files_of(tx, id).await?;
        self.forget_answers(&files).await;
        Ok(())
    }
}
