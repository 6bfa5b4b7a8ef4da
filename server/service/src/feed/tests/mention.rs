//! Who was mentioned by somebody else is a link for those alone who may see them.
use types::id::PostId;
use types::role::Role;
use types::time::Stamp;

use crate::testing::{Net, id, postgres};
use crate::viewer::Viewer;

/// Whom a post, and the comment below it, link to: in the feed, on older pages and at the address of the post.
async fn linked<'n>(net: &Net, viewer: &Viewer, post: PostId, people: &[(&'n str, &Viewer)]) -> Vec<&'n str> {
    let s = &net.service;
    let feed = s.feed(viewer).await.unwrap();
    let older = s.older_posts(viewer, PostId::LAST).await.unwrap().posts;
    let page = s.post(viewer, post, None).await.unwrap().post;
    let all = [feed.fresh, feed.earlier, older, vec![page]].into_iter().flatten();
    let texts: Vec<String> = all
        .filter(|found| found.id == post)
        .flat_map(|found| [found.html, found.comments.into_iter().map(|comment| comment.html).collect()])
        .collect();
    assert_eq!(texts.len(), 6, "{texts:?}");
    for (name, _) in people {
        assert!(texts.iter().all(|html| html.contains(name)), "the name stays: {texts:?}");
    }
    let is_linked = |(_, person): &&(&str, &Viewer)| {
        let places = texts.iter().filter(|html| html.contains(&format!("/people/{}\"", id(person)))).count();
        assert!([0, texts.len()].contains(&places), "the same everywhere: {texts:?}");
        places > 0
    };
    people.iter().filter(is_linked).map(|(name, _)| *name).collect()
}

#[tokio::test]
async fn links_lead_to_those_whom_the_reader_may_see() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let s = &net.service;
        let hana = net.member("佐々木", "花", &[]).await;
        let yohei = net.member("久我", "洋平", &[]).await;
        let [third, office] =
            [net.member("林", "由紀子", &[]).await, net.member("森", "司", &[Role::Office]).await];
        net.clock.advance(Stamp::MINUTE);
        let text = "@佐々木花 さんと @久我洋平 さんに会いました";
        let post = s.publish(&third, text).await.unwrap();
        s.comment(&third, post, text).await.unwrap();
        let people = [("佐々木花", &hana), ("久我洋平", &yohei)];
        let [both, one, other] = [vec!["佐々木花", "久我洋平"], vec!["佐々木花"], vec!["久我洋平"]];
        for viewer in [&hana, &yohei, &third, &office] {
            assert_eq!(linked(&net, viewer, post, &people).await, both);
        }
        s.block(&hana, id(&yohei)).await.unwrap();
        assert_eq!(linked(&net, &hana, post, &people).await, one);
        assert_eq!(linked(&net, &yohei, post, &people).await, other);
        for viewer in [&third, &office] {
            assert_eq!(linked(&net, viewer, post, &people).await, both);
        }
        s.unblock(&hana, id(&yohei)).await.unwrap();
        assert_eq!(linked(&net, &yohei, post, &people).await, both);

        let mut tx = s.db().write().await.unwrap();
        s.suspend(&mut tx, id(&yohei)).await.unwrap();
        tx.commit().await.unwrap();
        for viewer in [&hana, &office] {
            assert_eq!(linked(&net, viewer, post, &people).await, one, "who is not here looks the same");
        }
    }
}
