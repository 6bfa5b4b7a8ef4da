//! What the network shows to everybody: the visitor's home, and the list that feeds and site maps are made of.
use crate::Service;
use crate::event::{EventCard, When};
use crate::fault::Fault;
use crate::programme::ProgrammeView;
use crate::story::StoryCard;
use crate::viewer::Viewer;

/// Everything public that changes: what comes, what is told, what can be applied for.
#[derive(Clone, Debug, Default)]
pub struct PublicSide {
    /// The next public events.
    pub upcoming: Vec<EventCard>,
    /// Public events that are over, the latest first.
    pub past: Vec<EventCard>,
    /// Programmes, open ones first.
    pub programmes: Vec<ProgrammeView>,
    /// Public stories, the newest first.
    pub stories: Vec<StoryCard>,
}

impl Service {
    /// The public side, the same for everybody: signed-in members get nothing more here.
    ///
    /// # Errors
    /// The database failed.
    pub async fn public_side(&self) -> Result<PublicSide, Fault> {
        let visitor = &Viewer::Visitor;
        Ok(PublicSide {
            upcoming: self.events(visitor, When::Upcoming, None).await?.events,
            past: self.events(visitor, When::Past, None).await?.events,
            programmes: self.programmes().await?,
            stories: self.stories(visitor, None).await?.stories,
        })
    }
}
