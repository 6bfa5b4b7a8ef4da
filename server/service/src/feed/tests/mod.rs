//! Who may do what in the feed, and what becomes of it.
mod mention;
mod picture;

use types::feed::{DraftPlace, LetterInput, ReactionKind, ReportOutcome};
use types::form::Problem;
use types::id::PostId;
use types::role::Role;
use types::time::Stamp;

use crate::fault::{Fault, FormError};
use crate::testing::Net;
use crate::viewer::Viewer;

impl Net {
    /// Publishes, a minute later than what was there.
    async fn post(&self, author: &Viewer, body: &str) -> PostId {
        self.clock.advance(Stamp::MINUTE);
        self.service.publish(author, body).await.unwrap()
    }
}

fn is_refused(outcome: &Result<(), FormError>) -> bool {
    matches!(outcome, Err(FormError::Fault(Fault::NotAllowed)))
}

#[tokio::test]
async fn visitors_see_and_do_nothing() {
    let net = Net::new().await;
    let (s, v) = (&net.service, &Viewer::Visitor);
    let id = net.post(&net.member("佐々木", "健太", &[]).await, "こんにちは").await;
    assert!(matches!(s.feed(v).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.older_posts(v, id).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.post(v, id, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.post_history(v, id).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.publish(v, "x").await, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.comment(v, id, "x").await, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.react(v, id, ReactionKind::Cheer).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.save_draft(v, DraftPlace::Post, "x").await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.preview(v, "x").await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.letters(v, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.count_new(v, id).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn only_the_author_edits_and_every_wording_stays() {
    let net = Net::new().await;
    let (kenta, yuki) =
        (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[Role::Office]).await);
    let id = net.post(&kenta, "はじめ").await;
    assert!(is_refused(&net.service.edit_post(&yuki, id, "かきかえ").await));
    assert!(matches!(net.service.edit_form(&yuki, id).await, Err(Fault::NotAllowed)));
    net.clock.advance(Stamp::HOUR);
    net.service.edit_post(&kenta, id, "つぎ").await.unwrap();
    let bodies: Vec<String> =
        net.service.post_history(&yuki, id).await.unwrap().into_iter().map(|v| v.body).collect();
    assert_eq!(bodies, ["つぎ", "はじめ"]);
    assert!(net.service.post(&yuki, id, None).await.unwrap().post.edited_at.is_some());
}

#[tokio::test]
async fn what_is_taken_down_is_gone_everywhere() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let first = net.post(&kenta, "ひとつめ").await;
    let second = net.post(&kenta, "ふたつめ").await;
    net.service.mark_read(&yuki, first).await.unwrap();
    assert!(matches!(net.service.delete_post(&yuki, second).await, Err(Fault::NotAllowed)));
    net.service.delete_post(&office, second).await.unwrap();
    for viewer in [&kenta, &yuki, &office] {
        assert!(matches!(net.service.post(viewer, second, None).await, Err(Fault::NotFound)));
        assert!(matches!(net.service.post_history(viewer, second).await, Err(Fault::NotFound)));
        assert!(matches!(net.service.react(viewer, second, ReactionKind::Help).await, Err(Fault::NotFound)));
    }
    let feed = net.service.feed(&yuki).await.unwrap();
    assert_eq!((feed.fresh.len(), feed.fresh_count, feed.earlier.len()), (0, 0, 1));
    assert_eq!(net.service.count_new(&yuki, first).await.unwrap(), 0);
}

#[tokio::test]
async fn comments_go_with_their_authors_wish() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let id = net.post(&kenta, "こんにちは").await;
    let comment = net.service.comment(&yuki, id, "ようこそ").await.unwrap();
    assert!(matches!(net.service.delete_comment(&kenta, id, comment).await, Err(Fault::NotAllowed)));
    assert_eq!(net.service.post(&kenta, id, None).await.unwrap().post.comments.len(), 1);
    net.service.delete_comment(&yuki, id, comment).await.unwrap();
    assert!(net.service.post(&kenta, id, None).await.unwrap().post.comments.is_empty());
}

#[tokio::test]
async fn reactions_are_for_the_author_alone() {
    let net = Net::new().await;
    let (kenta, yuki, mei) = (
        net.member("佐々木", "健太", &[]).await,
        net.member("林", "由紀子", &[]).await,
        net.member("森", "芽衣", &[]).await,
    );
    let id = net.post(&kenta, "こんにちは").await;
    assert!(matches!(net.service.react(&kenta, id, ReactionKind::Cheer).await, Err(Fault::NotAllowed)));
    assert!(net.service.react(&yuki, id, ReactionKind::Cheer).await.unwrap());
    let seen = |viewer: Viewer| {
        let s = net.service.clone();
        async move { s.post(&viewer, id, None).await.unwrap().post }
    };
    assert_eq!(seen(kenta.clone()).await.reactors.len(), 1);
    assert_eq!(seen(yuki.clone()).await.reacted, [ReactionKind::Cheer]);
    let third = seen(mei).await;
    assert!(third.reactors.is_empty() && third.reacted.is_empty());
    assert!(!net.service.react(&yuki, id, ReactionKind::Cheer).await.unwrap());
    assert!(seen(kenta).await.reactors.is_empty());
}

#[tokio::test]
async fn the_feed_ends_at_the_marker_and_pages_below_it() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let mut ids = Vec::new();
    for i in 0..30 {
        if i % 25 == 0 {
            net.clock.advance(Stamp::DAY);
        }
        ids.push(net.post(&kenta, &format!("{i}日目")).await);
    }
    assert!(matches!(net.service.mark_read(&yuki, PostId::LAST).await, Err(Fault::NotFound)));
    net.service.mark_read(&yuki, ids[3]).await.unwrap();
    let feed = net.service.feed(&yuki).await.unwrap();
    assert_eq!((feed.fresh.len(), feed.has_more_fresh), (12, true), "what was not shown cannot be marked");
    let second = net.service.older_posts(&yuki, feed.next.unwrap()).await.unwrap();
    assert_eq!((second.posts[0].id, second.mark), (ids[17], None));
    let third = net.service.older_posts(&yuki, second.next.unwrap()).await.unwrap();
    assert_eq!(third.mark, Some(ids[29]), "the last of the new posts are here");
    net.service.mark_read(&yuki, ids[24]).await.unwrap();
    net.service.mark_read(&yuki, ids[3]).await.unwrap();
    let feed = net.service.feed(&yuki).await.unwrap();
    assert_eq!((feed.fresh.len(), feed.fresh_count, feed.has_more_fresh), (5, 5, false));
    let (mut next, mut older) = (feed.next, Vec::new());
    while let Some(before) = next {
        let page = net.service.older_posts(&yuki, before).await.unwrap();
        assert!(page.posts.len() <= 12);
        older.extend(page.posts.into_iter().map(|post| post.id));
        next = page.next;
    }
    assert!(older.iter().eq(ids[..25].iter().rev()), "every older post once, the newest first");
}

#[tokio::test]
async fn a_first_post_in_over_a_year_comes_first() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let old = net.post(&kenta, "むかし").await;
    net.service.mark_read(&yuki, old).await.unwrap();
    net.clock.advance(800 * Stamp::DAY);
    let rare = net.post(&kenta, "ひさしぶり").await;
    net.post(&net.member("森", "芽衣", &[]).await, "まいにち").await;
    let feed = net.service.feed(&yuki).await.unwrap();
    assert_eq!((feed.fresh[0].id, feed.fresh[0].quiet_years()), (rare, Some(2)));
}

#[tokio::test]
async fn a_refused_text_waits_and_a_published_one_does_not() {
    let net = Net::new().await;
    let kenta = net.member("佐々木", "健太", &[]).await;
    let long = "あ".repeat(10_001);
    let Err(FormError::Problems(problems)) = net.service.publish(&kenta, &long).await else {
        panic!("accepted")
    };
    assert_eq!(problems.of("body"), Some(&Problem::TooLong { max: 10_000 }));
    assert_eq!(net.service.feed(&kenta).await.unwrap().draft, long);
    net.post(&kenta, "みじかい").await;
    assert_eq!(net.service.feed(&kenta).await.unwrap().draft, "");
}

#[tokio::test]
async fn a_name_is_linked_only_when_one_member_has_it() {
    let net = Net::new().await;
    let kenta = net.member("佐々木", "健太", &[]).await;
    net.member("林", "由紀子", &[]).await;
    net.member("林", "由紀子", &[]).await;
    let link = format!("/people/{}", kenta.me().unwrap().id());
    for name in ["@佐々木 健太", "@佐々木健太", "@佐々木\u{3000}健太"] {
        let html =
            net.service.preview(&kenta, &format!("{name}さんと @林 由紀子さん、@林由紀子")).await.unwrap();
        assert_eq!(html.matches("/people/").count(), 1, "{html}");
        assert!(html.contains(&link) && html.contains(&format!(">{name}</a>さん")), "{html}");
    }
    net.member("佐々", "木健太", &[]).await;
    let html = net.service.preview(&kenta, "@佐々木健太").await.unwrap();
    assert!(!html.contains("/people/"), "two people may be meant: {html}");
    assert!(net.service.preview(&kenta, "@佐々木 健太").await.unwrap().contains(&link));
}

#[tokio::test]
async fn the_office_handles_reports_and_nobody_else() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let id = net.post(&kenta, "よくない話").await;
    assert!(matches!(net.service.report(&yuki, id, None, " ").await, Err(FormError::Problems(_))));
    net.service.report(&yuki, id, None, "気になります").await.unwrap();
    assert!(matches!(net.service.reports(&yuki).await, Err(Fault::NotAllowed)));
    let report = net.service.reports(&office).await.unwrap().waiting.remove(0);
    assert!(matches!(
        net.service.handle_report(&kenta, report.id, ReportOutcome::Kept).await,
        Err(Fault::NotAllowed)
    ));
    net.service.handle_report(&office, report.id, ReportOutcome::Removed).await.unwrap();
    assert!(matches!(
        net.service.handle_report(&office, report.id, ReportOutcome::Kept).await,
        Err(Fault::NotFound)
    ));
    assert!(matches!(net.service.post(&kenta, id, None).await, Err(Fault::NotFound)));
    assert_eq!(net.service.reports(&office).await.unwrap().handled.len(), 1);
}

#[tokio::test]
async fn letters_come_from_the_office_and_stand_at_the_top_when_pinned() {
    let net = Net::new().await;
    let (kenta, office) =
        (net.member("佐々木", "健太", &[]).await, net.member("髙橋", "真理子", &[Role::Office]).await);
    let input = LetterInput {
        title_ja: "便り".into(),
        body_ja: "# こんにちは".into(),
        pinned: "on".into(),
        ..LetterInput::default()
    };
    assert!(matches!(
        net.service.write_letter(&kenta, &input).await,
        Err(FormError::Fault(Fault::NotAllowed))
    ));
    let half = LetterInput { title_en: "Letter".into(), ..LetterInput::default() };
    assert!(matches!(net.service.write_letter(&office, &half).await, Err(FormError::Problems(_))));
    let id = net.service.write_letter(&office, &input).await.unwrap();
    assert_eq!(net.service.feed(&kenta).await.unwrap().letters[0].id, id);
    assert!(matches!(
        net.service.edit_letter(&kenta, id, &input).await,
        Err(FormError::Fault(Fault::NotAllowed))
    ));
    net.service.edit_letter(&office, id, &LetterInput { pinned: String::new(), ..input }).await.unwrap();
    assert!(net.service.feed(&kenta).await.unwrap().letters.is_empty());
    assert_eq!(net.service.letters(&kenta, None).await.unwrap().0.len(), 1);
}

#[tokio::test]
async fn the_demonstration_has_a_feed() {
    let net = Net::demonstration().await;
    let reader = net.member("森", "芽衣", &[]).await;
    let feed = net.service.feed(&reader).await.unwrap();
    assert_eq!((feed.letters.len(), feed.earlier.len(), feed.has_marker), (1, 10, false));
}
