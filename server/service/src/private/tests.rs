//! Who is kept away sees nothing, and neither learns that it is so.
use std::fmt::Debug;

use store::export::{Place, section};
use types::crop::Crop;
use types::export::ExportSection;
use types::feed::{LetterInput, ReactionKind};
use types::id::{AuditId, LetterId, MemberId, PostId};
use types::intent::{IntentKind, IntentsInput};
use types::profile::{Levels, ProfileField, ProfileInput};
use types::role::Role;
use types::time::Stamp;
use types::visibility::{Relation, Visibility, may_see};

use crate::connection::{Standing, Which};
use crate::directory::DirectoryQuery;
use crate::fault::Fault;
use crate::media::MediaSize;
use crate::testing::{Net, id, picture};
use crate::viewer::Viewer;

/// Why something was refused, or nothing.
fn refusal<T>(outcome: Result<T, impl Debug>) -> String {
    outcome.err().map_or_else(String::new, |fault| format!("{fault:?}"))
}

/// A member and what others come across of them.
struct Person {
    viewer: Viewer,
    post: PostId,
    letter: LetterId,
}

impl Person {
    fn id(&self) -> MemberId {
        id(&self.viewer)
    }

    fn name(&self) -> String {
        self.viewer.me().map(|me| format!("{}{}", me.person.family, me.person.given)).unwrap()
    }
}

/// A member with a portrait, a post and a letter from when they were of the office.
async fn person(net: &Net, family: &str, given: &str) -> Person {
    let viewer = net.member(family, given, &[]).await;
    net.service.change_photo(&viewer, Some((picture(), Crop::default())), Visibility::Members).await.unwrap();
    net.clock.advance(Stamp::MINUTE);
    let post = net.service.publish(&viewer, "ひさしぶりに書きます").await.unwrap();
    let office =
        crate::testing::viewer_of(&net.service, id(&viewer), types::role::Roles::of(&[Role::Office])).await;
    let input =
        LetterInput {
            title_ja: "便り".into(), body_ja: "こんにちは".into(), ..LetterInput::default()
        };
    let letter = net.service.write_letter(&office, &input).await.unwrap();
    Person { viewer, post, letter }
}

async fn two() -> (Net, Person, Person) {
    let net = Net::new().await;
    let hana = person(&net, "佐々木", "花").await;
    let yohei = person(&net, "久我", "洋平").await;
    (net, hana, yohei)
}

/// What the member is told who tries everything there is with a person and their post.
async fn refusals(net: &Net, by: &Person, of: MemberId, post: PostId) -> Vec<String> {
    let (s, v) = (&net.service, &by.viewer);
    vec![
        refusal(s.profile(v, of).await),
        refusal(s.connect(v, of, "").await),
        refusal(s.accept_connection(v, of).await),
        refusal(s.avoid(v, of, true).await),
        refusal(s.post(v, post, None).await),
        refusal(s.post_history(v, post).await),
        refusal(s.comment(v, post, "おひさしぶりです").await),
        refusal(s.react(v, post, ReactionKind::Cheer).await),
        refusal(s.report(v, post, None, "困ります").await),
    ]
}

/// Where the member comes across the person.
async fn places(net: &Net, by: &Person, of: &Person) -> Vec<&'static str> {
    let (s, v) = (&net.service, &by.viewer);
    let feed = s.feed(v).await.unwrap();
    let older = s.older_posts(v, PostId::LAST).await.unwrap();
    let found = async |q: &str| {
        let query = DirectoryQuery { q: q.to_owned(), ..DirectoryQuery::default() };
        s.directory(v, &query).await.unwrap().people.iter().any(|listed| listed.person.id == of.id())
    };
    let mut conn = s.db().read().await.unwrap();
    let photo = store::member::by_id(&mut conn, of.id()).await.unwrap().unwrap().photo_id.unwrap();
    drop(conn);
    let preview = s.preview(v, &format!("@{} さん、お元気ですか", of.name())).await.unwrap();
    let there = [
        ("feed", feed.earlier.iter().chain(&feed.fresh).any(|post| post.author.id == of.id())),
        ("newcomers", feed.beside.newcomers.iter().any(|person| person.id == of.id())),
        ("older posts", older.posts.iter().any(|post| post.author.id == of.id())),
        ("directory", found("").await),
        ("search", found(&of.name()).await),
        ("letter", s.letter(v, of.letter).await.unwrap().author.is_some()),
        ("portrait", s.media(v, photo, MediaSize::Small).await.is_ok()),
        ("mention", preview.contains(&format!("/people/{}", of.id()))),
    ];
    there.into_iter().filter(|(_, is_there)| *is_there).map(|(place, _)| place).collect()
}

const EVERYWHERE: [&str; 8] =
    ["feed", "newcomers", "older posts", "directory", "search", "letter", "portrait", "mention"];

#[tokio::test]
async fn a_block_hides_both_as_if_there_were_nobody() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    let pairs = [(&hana, &yohei), (&yohei, &hana)];
    for (one, other) in pairs {
        assert_eq!(places(&net, one, other).await, EVERYWHERE);
    }
    for _ in 0..2 {
        s.block(&hana.viewer, yohei.id()).await.unwrap();
    }
    let (nobody, nothing) = (s.id::<MemberId>(), s.id::<PostId>());
    for (one, other) in pairs {
        assert_eq!(places(&net, one, other).await, [""; 0]);
        let told = refusals(&net, one, other.id(), other.post).await;
        assert_eq!(told, refusals(&net, one, nobody, nothing).await);
        assert!(told.iter().all(|fault| fault.contains("NotFound")), "{told:?}");
        assert_eq!(s.ties(&one.viewer, other.id()).await.unwrap(), None);
    }
    // Who is blocked can block back only where there is a page: else the answer would tell that somebody is there.
    let back = refusal(s.block(&yohei.viewer, hana.id()).await);
    assert_eq!(back, refusal(s.block(&yohei.viewer, nobody).await));
    assert!(back.contains("NotFound"), "{back}");
    assert_eq!(s.private(&yohei.viewer, None, None).await.unwrap().blocked.people, []);
    let blocked = s.private(&hana.viewer, None, None).await.unwrap().blocked.people;
    assert_eq!(blocked.iter().map(|it| it.person.id).collect::<Vec<_>>(), [yohei.id()]);

    s.unblock(&yohei.viewer, hana.id()).await.unwrap();
    assert_eq!(places(&net, &hana, &yohei).await, [""; 0], "only who blocked takes it back");
    for _ in 0..2 {
        s.unblock(&hana.viewer, yohei.id()).await.unwrap();
    }
    for (one, other) in pairs {
        assert_eq!(places(&net, one, other).await, EVERYWHERE);
        s.profile(&one.viewer, other.id()).await.unwrap();
    }
}

#[tokio::test]
async fn posts_of_the_other_are_nothing_new() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    s.mark_read(&hana.viewer, yohei.post).await.unwrap();
    net.clock.advance(Stamp::MINUTE);
    s.publish(&yohei.viewer, "もうひとつ").await.unwrap();
    let fresh = async || {
        let feed = s.feed(&hana.viewer).await.unwrap();
        (feed.fresh.len(), feed.fresh_count, s.count_new(&hana.viewer, yohei.post).await.unwrap())
    };
    assert_eq!(fresh().await, (1, 1, 1));
    s.block(&yohei.viewer, hana.id()).await.unwrap();
    assert_eq!(fresh().await, (0, 0, 0));
    assert_eq!(s.feed(&hana.viewer).await.unwrap().newest, Some(hana.post));
}

#[tokio::test]
async fn comments_of_the_other_are_hidden_under_the_post_of_a_third() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    let third = person(&net, "林", "由紀子").await;
    s.comment(&yohei.viewer, third.post, "いいですね").await.unwrap();
    let comments =
        async |by: &Person| s.post(&by.viewer, third.post, None).await.unwrap().post.comments.len();
    assert_eq!(comments(&hana).await, 1);
    s.block(&hana.viewer, yohei.id()).await.unwrap();
    assert_eq!((comments(&hana).await, comments(&yohei).await, comments(&third).await), (0, 1, 1));
}

#[tokio::test]
async fn what_connected_both_is_gone_and_stays_gone() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    for is_accepted in [true, false] {
        s.connect(&hana.viewer, yohei.id(), "").await.unwrap();
        if is_accepted {
            s.accept_connection(&yohei.viewer, hana.id()).await.unwrap();
        }
        s.block(&yohei.viewer, hana.id()).await.unwrap();
        for is_blocked in [true, false] {
            for (one, other) in [(&hana, &yohei), (&yohei, &hana)] {
                for which in [Which::Connected, Which::Asking, Which::Asked] {
                    assert_eq!(s.connections(&one.viewer, which, None).await.unwrap().people, []);
                }
                let standing = s.ties(&one.viewer, other.id()).await.unwrap().map(|ties| ties.standing);
                assert_eq!(standing, (!is_blocked).then_some(Standing::Apart));
            }
            assert_eq!(s.connections_waiting(&yohei.viewer).await.unwrap(), 0);
            s.unblock(&yohei.viewer, hana.id()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_block_does_not_keep_the_office_from_its_work() {
    let net = Net::new().await;
    let s = &net.service;
    let hana = person(&net, "佐々木", "花").await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    assert!(s.ties(&hana.viewer, id(&office)).await.unwrap().unwrap().is_office);
    s.block(&hana.viewer, id(&office)).await.unwrap();
    let seen = s.profile(&office, hana.id()).await.unwrap();
    assert_eq!(seen.relation, Relation::Office);
    assert!(matches!(s.profile(&hana.viewer, id(&office)).await, Err(Fault::NotFound)));
    s.delete_post(&office, hana.post).await.unwrap();
    assert!(matches!(s.post(&hana.viewer, hana.post, None).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn only_members_keep_others_away_and_only_whom_they_see() {
    let (net, hana, _) = two().await;
    let (s, visitor) = (&net.service, Viewer::Visitor);
    assert!(matches!(s.block(&visitor, hana.id()).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.unblock(&visitor, hana.id()).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.avoid(&visitor, hana.id(), true).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.list_me(&visitor, false).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.private(&visitor, None, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.profile_as(&visitor, Relation::Member).await, Err(Fault::SignInNeeded)));
    for other in [s.id::<MemberId>(), hana.id()] {
        assert!(matches!(s.block(&hana.viewer, other).await, Err(Fault::NotFound)));
        assert!(matches!(s.avoid(&hana.viewer, other, true).await, Err(Fault::NotFound)));
        s.unblock(&hana.viewer, other).await.unwrap();
        s.avoid(&hana.viewer, other, false).await.unwrap();
    }
}

#[tokio::test]
async fn acts_are_noted_without_whom_they_are_about() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    let (by, other) = (&hana.viewer, yohei.id());
    s.connect(by, other, "ご一緒しました").await.unwrap();
    s.withdraw_connection(by, other).await.unwrap();
    s.connect(by, other, "").await.unwrap();
    s.decline_connection(&yohei.viewer, hana.id()).await.unwrap();
    s.connect(&yohei.viewer, hana.id(), "").await.unwrap();
    s.accept_connection(by, other).await.unwrap();
    s.end_connection(by, other).await.unwrap();
    s.avoid(by, other, true).await.unwrap();
    s.avoid(by, other, false).await.unwrap();
    s.block(by, other).await.unwrap();
    s.unblock(by, other).await.unwrap();
    s.list_me(by, false).await.unwrap();
    let rows = acts_about_ties(&net).await;
    for row in &rows {
        let actor = row.actor_id.unwrap();
        assert_eq!((row.object.clone(), row.detail.as_str()), (format!("member:{actor}"), "null"), "{row:?}");
    }
    let count = |who: &Person, action: &str| {
        rows.iter().filter(|row| row.actor_id == Some(who.id()) && row.action == action).count()
    };
    let noted = [
        (&hana, "connection.ask", 2),
        (&hana, "connection.withdraw", 1),
        (&yohei, "connection.decline", 1),
        (&yohei, "connection.ask", 1),
        (&hana, "connection.accept", 1),
        (&hana, "connection.end", 1),
        (&hana, "avoid.change", 2),
        (&hana, "block.change", 2),
        (&hana, "profile.listed", 1),
    ];
    for (who, action, times) in noted {
        assert_eq!(count(who, action), times, "{action}");
    }
    assert_eq!(rows.len(), noted.iter().map(|(.., times)| times).sum::<usize>());
    let mut conn = s.db().read().await.unwrap();
    for who in [&hana, &yohei] {
        let start = Place::default();
        let told = section::page(&mut conn, ExportSection::ActsAbout, who.id(), &start, 99).await.unwrap();
        assert!(told.is_empty(), "what the other did is the other's own business");
    }
}

/// What was noted of acts that are about two members.
async fn acts_about_ties(net: &Net) -> Vec<store::audit::AuditRow> {
    let mut conn = net.service.db().read().await.unwrap();
    let mut rows = store::audit::page(&mut conn, AuditId::LAST, 99).await.unwrap();
    let kinds = ["connection.", "avoid.", "block.", "profile.listed"];
    rows.retain(|row| kinds.iter().any(|kind| row.action.starts_with(kind)));
    rows
}

#[tokio::test]
async fn whoever_is_not_listed_is_not_found_but_the_profile_opens() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    assert!(s.private(&hana.viewer, None, None).await.unwrap().listed);
    s.list_me(&hana.viewer, false).await.unwrap();
    let found = ["feed", "older posts", "letter", "portrait", "mention"];
    assert_eq!(places(&net, &yohei, &hana).await, found);
    s.profile(&yohei.viewer, hana.id()).await.unwrap();

    let form = s.own_profile(&hana.viewer).await.unwrap();
    s.change_profile(&hana.viewer, &ProfileInput { bio: "長野にいます".into(), ..form }).await.unwrap();
    assert!(!s.private(&hana.viewer, None, None).await.unwrap().listed);
    assert_eq!(places(&net, &yohei, &hana).await, found, "another change does not list anybody");
    assert!(s.profile(&yohei.viewer, hana.id()).await.unwrap().bio.is_some());
    s.list_me(&hana.viewer, true).await.unwrap();
    assert_eq!(places(&net, &yohei, &hana).await, EVERYWHERE);
}

/// All fields filled, each to reach as far as `levels` says.
fn full(form: ProfileInput, levels: &Levels) -> ProfileInput {
    let one = |text: &str| vec![text.to_owned()];
    ProfileInput {
        period_department: one("流通"),
        period_title: one("SE"),
        period_from: one("1996"),
        period_to: one("2005"),
        entry_year: "1996".into(),
        news: "棚を作りました".into(),
        career_company: one("古書ひだまり"),
        region: "osaka".into(),
        city: "堺市".into(),
        language: one("en"),
        skills: "本の修理".into(),
        bio: "古書店です".into(),
        help: "本の相談".into(),
        looking: "棚".into(),
        link_label: one("店"),
        link_url: one("https://example.jp/"),
        seen: ProfileField::ALL.iter().map(|field| format!("{field}:{}", levels.of(*field))).collect(),
        ..form
    }
}

#[tokio::test]
async fn the_own_page_is_shown_as_everybody_sees_it() {
    let net = Net::new().await;
    let s = &net.service;
    let hana = net.member("佐々木", "花", &[]).await;
    let form = s.own_profile(&hana).await.unwrap();
    let mut intents = IntentsInput::default();
    for (name, value) in [("answer", "now"), ("reach", "connections"), ("period", "year")] {
        intents.put(&format!("{name}_{}", IntentKind::Learn), value);
    }
    s.say_intents(&hana, &intents).await.unwrap();
    // Whatever the turn, each field has another level than its neighbours.
    for turn in 0..Visibility::ALL.len() {
        let mut levels = Levels::default();
        for (n, field) in ProfileField::ALL.iter().enumerate() {
            levels.set(*field, Visibility::ALL[(n + turn) % Visibility::ALL.len()]);
        }
        s.change_profile(&hana, &full(form.clone(), &levels)).await.unwrap();
        for relation in Relation::ALL {
            let Some(shown) = s.profile_as(&hana, relation).await.unwrap() else {
                assert_eq!(relation, Relation::Nobody);
                continue;
            };
            let seen = ProfileField::ALL.iter().copied().filter(|field| may_see(relation, levels.of(*field)));
            assert_eq!(shown.fields(), seen.collect::<Vec<_>>(), "{relation:?}");
            assert_eq!(shown.intents.len(), usize::from(may_see(relation, Visibility::Connections)));
            assert!(!shown.is_read);
        }
    }
    let mut levels = Levels::default();
    for field in ProfileField::ALL {
        levels.set(*field, Visibility::Members);
    }
    s.change_profile(&hana, &full(form, &levels)).await.unwrap();
    assert!(s.profile_as(&hana, Relation::Visitor).await.unwrap().is_none(), "nothing is public");
}
