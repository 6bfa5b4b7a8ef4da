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
            programmes: self.programmes().await?,
            stories: self.stories(visitor, None).await?.stories,
        })
    }
}

#[cfg(test)]
mod tests {
    use types::programme::ProgrammeState;

    use crate::Service;
    use crate::event::When;
    use crate::fault::Fault;
    use crate::testing::{NOW, Net};
    use crate::viewer::Viewer;

    async fn sign_in(service: &Service, who: &str) -> Viewer {
        let opened = service.demo_sign_in(who, "").await.unwrap();
        service.visit(Some(&opened.token)).await.unwrap().0
    }

    #[tokio::test]
    async fn the_public_side_holds_nothing_but_what_is_public() {
        let net = Net::demonstration().await;
        let service = &net.service;
        let side = service.public_side().await.unwrap();
        assert!(
            !side.upcoming.is_empty() && side.upcoming.iter().all(|event| event.public && event.ends > NOW)
        );
        assert_eq!((side.programmes.len(), side.stories.len()), (1, 5));
        let member = sign_in(service, "long-time").await;
        let seen = service.events(&member, When::Upcoming, None).await.unwrap().events.len();
        assert!(seen > side.upcoming.len(), "members see their own events too");
        let story = |viewer| service.story(viewer, "mikan");
        assert!(story(&Viewer::Visitor).await.unwrap().people.is_empty(), "visitors are shown no profiles");
        assert_eq!(story(&member).await.unwrap().people.len(), 1);
        assert!(matches!(service.story(&member, "no-such").await, Err(Fault::NotFound)));
    }

    #[tokio::test]
    async fn interest_can_be_given_and_taken_back_by_members() {
        let net = Net::demonstration().await;
        let service = &net.service;
        let member = sign_in(service, "new").await;
        for interested in [true, true, false, false, true] {
            service.set_interest(&member, "startup-3", interested).await.unwrap();
            assert_eq!(service.programme(&member, "startup-3").await.unwrap().interested, interested);
        }
        assert!(matches!(
            service.set_interest(&Viewer::Visitor, "startup-3", true).await,
            Err(Fault::SignInNeeded)
        ));
        assert!(matches!(service.set_interest(&member, "no-such", true).await, Err(Fault::NotFound)));
    }

    #[tokio::test]
    async fn a_programme_in_preparation_is_nowhere() {
        let net = Net::demonstration().await;
        let service = &net.service;
        let member = sign_in(service, "new").await;
        let mut tx = service.db().write().await.unwrap();
        let open = store::programme::by_slug(&mut tx, "startup-3").await.unwrap().unwrap();
        let draft = store::programme::ProgrammeRow {
            id: service.id(),
            slug: "next".to_owned(),
            state: ProgrammeState::Draft,
            ..open
        };
        store::programme::insert(&mut tx, &draft).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(service.programmes().await.unwrap().len(), 1);
        assert!(matches!(service.programme(&member, "next").await, Err(Fault::NotFound)));
        assert!(matches!(service.set_interest(&member, "next", true).await, Err(Fault::NotFound)));
    }

    #[tokio::test]
    async fn lists_page_to_their_end_without_repeating() {
        let net = Net::demonstration().await;
        let service = &net.service;
        let office = sign_in(service, "office").await;
        let form = service.event_form(&office, "across-time-zones").await.unwrap();
        for _ in 0..20 {
            service.create_event(&office, &form).await.unwrap();
        }
        let (mut slugs, mut next) = (Vec::new(), None);
        loop {
            let page = service.events(&office, When::Upcoming, next.as_deref()).await.unwrap();
            slugs.extend(page.events.into_iter().map(|event| event.slug));
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        let count = slugs.len();
        slugs.sort();
        slugs.dedup();
        assert_eq!((slugs.len(), count), (count, 25));
    }
}
