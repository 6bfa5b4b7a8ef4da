//! What is counted over all members. That takes longer the larger the network is, so it is counted once a minute at most,
//! however often the page is opened.
use std::sync::Arc;

use store::invitation::ReachRow;
use store::member::{GenerationRow, TallyRow};
use types::time::Stamp;

use crate::Service;
use crate::activity::MonthFigure;
use crate::consent::counted_from;
use crate::fault::Fault;
use crate::month::Month;

/// Figures are counted anew when older than this.
const FRESH: i64 = Stamp::MINUTE;

/// What is counted over all members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// When it was counted.
    pub at: Stamp,
    /// Members by relationship; `joined`: since the month began.
    pub members: Vec<TallyRow>,
    /// How far invitations reached.
    pub reach: Reach,
    /// How many members were active, of those who agree to be counted, month by month, the oldest first.
    pub months: Vec<MonthFigure>,
}

/// How far invitations reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Links made and used.
    pub links: ReachRow,
    /// Members who agree to be counted, by how many invitations lie between them and the beginning, none first.
    pub generations: Vec<GenerationRow>,
}

impl Figures {
    /// All members, those who rest too.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.members.iter().map(|row| row.members).sum()
    }

    /// Members who do not rest.
    #[must_use]
    pub fn active(&self) -> i64 {
        self.members.iter().map(|row| row.active).sum()
    }

    /// Members who joined this month.
    #[must_use]
    pub fn joined(&self) -> i64 {
        self.members.iter().map(|row| row.joined).sum()
    }
}

impl Reach {
    /// Members who came by somebody's invitation.
    #[must_use]
    pub fn joined(&self) -> i64 {
        self.generations.iter().filter(|row| row.distance > 0).map(|row| row.members).sum()
    }

    /// The longest chain: 3 means that somebody came by an invitation of somebody invited by somebody invited.
    #[must_use]
    pub fn depth(&self) -> i64 {
        self.generations.iter().map(|row| row.distance).max().unwrap_or_default()
    }
}

impl Service {
    /// The figures, at most a minute old. Whoever calls has asked the policy.
    pub(super) async fn figures(&self) -> Result<Arc<Figures>, Fault> {
        // Held while counting: of several who open the page at once, one counts and the others wait for it.
        let mut kept = self.inner.figures.lock().await;
        let now = self.now();
        if let Some(figures) = kept.as_ref().filter(|f| f.at <= now && now < f.at.plus(FRESH)) {
            return Ok(Arc::clone(figures));
        }
        let figures = Arc::new(self.count_figures(now).await?);
        *kept = Some(Arc::clone(&figures));
        Ok(figures)
    }

    async fn count_figures(&self, now: Stamp) -> Result<Figures, Fault> {
        let zone = &self.config().zone;
        let mut conn = self.db().read().await?;
        let members = store::member::tally(&mut conn, Month::of(now, zone).start(zone)).await?;
        let links = store::invitation::reach(&mut conn).await?;
        let generations = store::member::generations(&mut conn, counted_from()).await?;
        let months = self.month_figures(&mut conn).await?;
        Ok(Figures { at: now, members, reach: Reach { links, generations }, months })
    }
}
