//! Who may write and change stories, and who reads them when.
use types::form::Problem;
use types::role::Role;
use types::time::Stamp;

use super::StoryInput;
use crate::fault::{Fault, FormError};
use crate::testing::Net;
use crate::viewer::Viewer;

fn typed() -> StoryInput {
    StoryInput {
        slug: "kissaten".into(),
        title_ja: "喫茶店".into(),
        lead_ja: "一杯のコーヒーから".into(),
        body_ja: "**はじまり**".into(),
        audience: "public".into(),
        published: "2026-11-01T09:00".into(),
        people: "佐々木 健太".into(),
        ..StoryInput::default()
    }
}

fn problem<T>(outcome: Result<T, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn stories_are_the_offices_to_write_and_take_back() {
    let net = Net::new().await;
    let (kenta, office) =
        (net.member("佐々木", "健太", &[]).await, net.member("髙橋", "真理子", &[Role::Office]).await);
    let s = &net.service;
    let refused = s.create_story(&kenta, &typed()).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    let slug = s.create_story(&office, &typed()).await.unwrap();
    assert!(matches!(s.story_form(&kenta, &slug).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.office_stories(&kenta).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.delete_story(&kenta, &slug).await, Err(Fault::NotAllowed)));
    let changed = s.change_story(&kenta, &slug, &typed()).await;
    assert!(matches!(changed, Err(FormError::Fault(Fault::NotAllowed))));

    let story = s.story(&kenta, &slug).await.unwrap();
    assert_eq!(story.people[0].id, kenta.me().unwrap().id());
    assert!(story.card.words.html.ja.contains("<strong>"));
    assert!(s.story(&Viewer::Visitor, &slug).await.unwrap().people.is_empty());
    assert_eq!(s.story_form(&office, &slug).await.unwrap(), typed());

    let inside =
        StoryInput { audience: "members".into(), slug: String::new(), people: String::new(), ..typed() };
    let slug = s.change_story(&office, &slug, &inside).await.unwrap();
    assert!(slug.starts_with("story-"), "{slug}");
    assert!(matches!(s.story(&Viewer::Visitor, &slug).await, Err(Fault::NotFound)));
    assert!(s.story(&kenta, &slug).await.unwrap().people.is_empty());
    s.delete_story(&office, &slug).await.unwrap();
    assert!(matches!(s.story(&office, &slug).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn a_story_to_come_is_seen_by_the_office_alone() {
    let net = Net::new().await;
    let (kenta, office) =
        (net.member("佐々木", "健太", &[]).await, net.member("髙橋", "真理子", &[Role::Office]).await);
    let later = StoryInput { published: "2026-12-01T09:00".into(), ..typed() };
    let slug = net.service.create_story(&office, &later).await.unwrap();
    assert!(matches!(net.service.story(&kenta, &slug).await, Err(Fault::NotFound)));
    assert!(net.service.stories(&kenta, None).await.unwrap().stories.is_empty());
    assert!(net.service.story(&office, &slug).await.is_ok());
    assert_eq!(net.service.office_stories(&office).await.unwrap().len(), 1);
    net.clock.advance(30 * Stamp::DAY);
    assert!(net.service.story(&kenta, &slug).await.is_ok());
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field() {
    let net = Net::new().await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    net.member("林", "由紀子", &[]).await;
    let twin = net.member("林", "由紀子", &[]).await.me().unwrap().id();
    let s = &net.service;
    let base = StoryInput { people: String::new(), ..typed() };
    s.create_story(&office, &base).await.unwrap();
    for (input, field, expected) in [
        (base.clone(), "slug", Problem::Taken),
        (StoryInput { slug: "A".into(), ..base.clone() }, "slug", Problem::NotASlug),
        (StoryInput { body_ja: String::new(), ..base.clone() }, "body_ja", Problem::Required),
        (StoryInput { published: String::new(), ..base.clone() }, "published", Problem::Required),
        (StoryInput { people: "森 芽衣".into(), ..base.clone() }, "people", Problem::NotAMember),
        (StoryInput { people: "林 由紀子".into(), ..base.clone() }, "people", Problem::NotAMember),
    ] {
        assert_eq!(problem(s.create_story(&office, &input).await, field), Some(expected), "{field}");
    }
    let people = format!("https://enishi.example/people/{twin}");
    let input = StoryInput { people, slug: "twin".into(), ..base };
    let slug = s.create_story(&office, &input).await.unwrap();
    assert_eq!(s.story_form(&office, &slug).await.unwrap().people, format!("/people/{twin}"));
}
