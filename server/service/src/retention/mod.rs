//! How long what is kept only for a while is kept: what the office decides, what would go today, and the hourly round.
#[cfg(test)]
mod tests;

pub use store::retention::OverRow;

use jiff::{ToSpan, Zoned};
use store::retention::Kept;
use store::{Conn, Tx};
use types::id::ProgrammeId;
use types::retention::{Retention, RetentionInput};
use types::site::Site;
use types::time::Stamp;

use crate::Service;
use crate::clock::zoned;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Programmes looked at.
const PROGRAMMES: i64 = 1_000;
/// Applications that go in one round.
const ROUND: i64 = 50;

/// What would go today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// All but the applications.
    pub rows: OverRow,
    /// Applications to programmes that ended.
    pub applications: i64,
}

impl Service {
    /// What would go today if what was typed were set.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn preview_retention(
        &self,
        viewer: &Viewer,
        input: &RetentionInput,
    ) -> Result<Over, FormError> {
        require(viewer, Capability::Administer)?;
        let retention = input.parse()?;
        let mut conn = self.db().read().await?;
        let rows = store::retention::over(&mut conn, &self.kept(&retention)?).await?;
        let mut applications = 0;
        for programme in self.ended(&mut conn, &retention).await? {
            applications += store::retention::count_applications(&mut conn, programme).await?;
        }
        Ok(Over { rows, applications })
    }

    /// Sets how long what is kept.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn change_retention(
        &self,
        viewer: &Viewer,
        input: &RetentionInput,
    ) -> Result<Retention, FormError> {
        let me = require(viewer, Capability::Administer)?;
        let retention = input.parse()?;
        let site = Site { retention, ..(*self.site().await?).clone() };
        self.put_site(me.id(), &site, "site.retention").await?;
        Ok(retention)
    }

    /// Ends what is over by the site's settings, a part of it at a time.
    pub(crate) async fn end_what_is_over(&self, tx: &mut Tx) -> Result<(), Fault> {
        let retention = self.site_on(tx).await?.retention;
        let kept = self.kept(&retention)?;
        store::join_request::sweep(tx, self.now().plus(-7 * Stamp::DAY), kept.declined).await?;
        store::retention::empty_invitations(tx, kept.invitations).await?;
        store::profile_read::sweep(tx, &kept.readings).await?;
        store::retention::delete_drafts(tx, kept.drafts).await?;
        store::connection::expire(tx, self.asked_since()).await?;
        store::retention::delete_rights_requests(tx, kept.rights).await?;
        for programme in self.ended(tx, &retention).await? {
            for id in store::retention::applications(tx, programme, ROUND).await? {
                self.delete_application(tx, id).await?;
            }
        }
        Ok(())
    }

    fn kept(&self, r: &Retention) -> Result<Kept, Fault> {
        let now = zoned(self.now(), &self.config().zone);
        let months_ago = |n: i64| now.checked_sub(n.months()).map_err(Fault::internal);
        Ok(Kept {
            declined: self.now().plus(-r.declined_days * Stamp::DAY),
            invitations: stamp(&months_ago(r.invitation_months)?),
            readings: months_ago(r.reading_months)?.date().to_string(),
            drafts: stamp(&months_ago(r.draft_months)?),
            rights: stamp(&months_ago(r.rights_months)?),
        })
    }

    /// Programmes whose last step is long enough ago.
    async fn ended(&self, conn: &mut Conn, r: &Retention) -> Result<Vec<ProgrammeId>, Fault> {
        let now = zoned(self.now(), &self.config().zone);
        let before = stamp(&now.checked_sub(r.application_years.years()).map_err(Fault::internal)?);
        let mut ended = Vec::new();
        for row in store::programme::list(conn, true, PROGRAMMES).await? {
            // Without a step nobody knows when it ends.
            let last = content(&row)?.timeline.iter().map(|step| step.at).max();
            ended.extend(last.filter(|at| *at < before).map(|_| row.id));
        }
        Ok(ended)
    }
}

fn stamp(at: &Zoned) -> Stamp {
    Stamp(at.timestamp().as_millisecond())
}
