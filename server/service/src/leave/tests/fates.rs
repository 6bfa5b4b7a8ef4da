//! What becomes of each kind of content, as chosen.
use store::event::EventRow;
use store::rsvp::RsvpRow;
use types::event::{EventKind, EventWords, RsvpState};
use types::id::MemberId;
use types::leave::{Fate, Fates};
use types::member::{Person, Relationship};
use types::role::Role;
use types::time::Stamp;

use super::{Farewell, id, sure};
use crate::Service;
use crate::fault::Fault;
use crate::member::NewMember;
use crate::story_edit::StoryInput;
use crate::testing::{NOW, Net, named, viewer};
use crate::viewer::Viewer;

async fn leave(net: &Net, member: &Viewer, fates: Fates) {
    net.service.leave(member, &sure(fates), Farewell::Now).await.unwrap();
    net.service.work_all().await.unwrap();
}

async fn event(service: &Service, host: &Viewer, slug: &str, ends_at: Stamp) -> EventRow {
    let row = EventRow {
        id: service.id(),
        slug: slug.into(),
        kind: EventKind::Meetup,
        words: serde_json::to_string(&EventWords::default()).unwrap(),
        starts_at: ends_at.plus(-Stamp::HOUR),
        ends_at,
        online_url: String::new(),
        capacity: 1,
        public: false,
        host_id: id(host),
        programme_id: None,
        turns: 0,
        changed_at: NOW,
        called_off_at: None,
        call_off_note: String::new(),
    };
    let mut tx = service.db().write().await.unwrap();
    store::event::insert(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

#[tokio::test]
async fn posts_and_comments_stay_with_the_name_without_it_or_not_at_all() {
    for (fate, name) in [(Fate::Keep, "佐々木 花"), (Fate::Anonymous, "退会された方"), (Fate::Erase, "")]
    {
        let net = Net::new().await;
        let s = &net.service;
        let (member, other) = (net.member("佐々木", "花", &[]).await, net.member("林", "健", &[]).await);
        let post = s.publish(&member, "おひさしぶりです").await.unwrap();
        let taken_down = s.publish(&member, "やっぱりやめます").await.unwrap();
        s.delete_post(&member, taken_down).await.unwrap();
        let thread = s.publish(&other, "おかえりなさい").await.unwrap();
        s.comment(&member, thread, "ただいま").await.unwrap();
        s.react(&member, thread, types::feed::ReactionKind::Cheer).await.unwrap();
        leave(&net, &member, Fates { posts: fate, comments: fate, ..Fates::default() }).await;

        let thread = s.post(&other, thread, None).await.unwrap().post;
        assert!(thread.reactors.is_empty(), "{fate}");
        let found = s.post(&other, post, None).await;
        if fate == Fate::Erase {
            assert!(matches!(found, Err(Fault::NotFound)) && thread.comments.is_empty());
            continue;
        }
        for author in [&found.unwrap().post.author, &thread.comments[0].author] {
            assert_eq!((author.name(types::lang::Lang::Ja).as_str(), author.has_page()), (name, false));
            assert_eq!((author.line.as_str(), author.photo), ("", None), "the name and nothing else");
            assert_ne!(author.id, id(&member));
        }
        let mut conn = s.db().read().await.unwrap();
        let shell = store::erasure::content::posts(&mut conn, MemberId::SOMEBODY, 9).await.unwrap();
        assert!(
            shell.iter().any(|row| row.id == taken_down && row.is_deleted),
            "what was taken down is empty"
        );
    }
}

#[tokio::test]
async fn a_freed_seat_goes_on_and_the_past_stays_as_chosen() {
    for fate in [Fate::Keep, Fate::Anonymous, Fate::Erase] {
        let net = Net::new().await;
        let s = &net.service;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let (member, other) = (net.member("佐々木", "花", &[]).await, net.member("林", "健", &[]).await);
        let coming = event(s, &member, "coming", NOW.plus(Stamp::DAY)).await;
        let past = event(s, &office, "past", NOW.plus(-Stamp::DAY)).await;
        s.join_event(&member, "coming").await.unwrap();
        s.join_event(&other, "coming").await.unwrap();
        let mut tx = s.db().write().await.unwrap();
        let seat =
            RsvpRow { event_id: past.id, member_id: id(&member), state: RsvpState::Going, turn: 1, at: NOW };
        store::rsvp::insert(&mut tx, &seat).await.unwrap();
        tx.commit().await.unwrap();
        leave(&net, &member, Fates { events: fate, ..Fates::default() }).await;

        let view = s.event(&other, "coming").await.unwrap();
        assert_eq!(view.card.mine, Some(RsvpState::Going), "who waited has the seat");
        assert!(!view.host.unwrap().has_page());
        let past = s.event(&other, "past").await.unwrap();
        let names: Vec<String> = past.people.iter().map(|p: &Person| p.name(types::lang::Lang::Ja)).collect();
        let expected: &[&str] = match fate {
            Fate::Keep => &["佐々木 花"],
            Fate::Anonymous => &["退会された方"],
            Fate::Erase => &[],
        };
        assert_eq!(names, expected, "{fate}");
        assert_ne!(coming.id, past.card.id);
    }
}

#[tokio::test]
async fn a_story_stays_under_the_name_or_is_taken_down() {
    for fate in [Fate::Keep, Fate::Erase] {
        let net = Net::new().await;
        let s = &net.service;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let member = net.member("佐々木", "花", &[]).await;
        let input = StoryInput {
            slug: "kissaten".into(),
            title_ja: "喫茶店".into(),
            lead_ja: "一杯".into(),
            body_ja: "はじまり".into(),
            audience: "public".into(),
            published: "2026-11-01T09:00".into(),
            people: "佐々木 花".into(),
            ..StoryInput::default()
        };
        s.create_story(&office, &input).await.unwrap();
        leave(&net, &member, Fates { stories: fate, ..Fates::default() }).await;
        let story = s.story(&office, "kissaten").await;
        match fate {
            Fate::Erase => assert!(matches!(story, Err(Fault::NotFound))),
            _ => assert_eq!(story.unwrap().people[0].family, "佐々木"),
        }
    }
}

#[tokio::test]
async fn whoever_was_invited_still_leaves_the_tree() {
    let net = Net::new().await;
    let s = &net.service;
    let inviter = net.member("佐々木", "花", &[]).await;
    let new = NewMember {
        invited_by: Some(id(&inviter)),
        shows_origin: true,
        ..NewMember::named(named("久我", "明"), Relationship::Alumnus)
    };
    let invited = viewer(s, new, "kuga@example.jp").await;
    leave(&net, &inviter, Fates::default()).await;
    let origin = s.origin(&invited).await.unwrap().unwrap();
    assert_eq!((origin.inviter.name(types::lang::Lang::Ja).as_str(), origin.shows), ("退会された方", false));
    assert_eq!(origin.inviter.id, MemberId::SOMEBODY, "nothing tells who came by the same invitation");
    s.leave_branch(&invited).await.unwrap();
    assert_eq!(s.origin(&invited).await.unwrap(), None);
}

#[tokio::test]
async fn what_the_office_did_was_done_by_nobody_in_particular() {
    let net = Net::new().await;
    let s = &net.service;
    let (leaver, office) = (
        net.member("髙橋", "真理子", &[Role::Office]).await,
        net.member("中村", "拓", &[Role::Office]).await,
    );
    let (member, other) = (net.member("佐々木", "花", &[]).await, net.member("林", "健", &[]).await);
    let post = s.publish(&member, "おひさしぶりです").await.unwrap();
    s.report(&leaver, post, None, "これは誰かの住所です").await.unwrap();
    s.delete_post(&leaver, post).await.unwrap();
    // Twice on one day: two readers who left are one line.
    for reader in [&leaver, &office] {
        s.profile(reader, id(&other)).await.unwrap();
    }
    leave(&net, &leaver, Fates::default()).await;
    let reports = s.reports(&office).await.unwrap();
    let all: Vec<_> = reports.waiting.iter().chain(&reports.handled).collect();
    assert_eq!((all.len(), all[0].reporter_family.as_str(), all[0].reason.as_str()), (1, "", ""));
}
