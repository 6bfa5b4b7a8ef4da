//! The rule of visibility in SQL is the rule of `types::visibility`, in random networks and on both engines.
use std::collections::HashSet;

use crate::engines;
use crate::people::{id, person, with};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use store::comment::NewComment;
use store::directory::{Entry, Range, Wanted};
use store::intent::IntentRow;
use store::member::MemberRow;
use store::post::NewPost;
use store::sight::{Eye, relation_to, seen_of};
use store::suggestion::Stretch;
use store::{
    Tx, avoid, block, comment, connection, directory, intent, member, post, reaction, suggestion, welcome,
};
use types::feed::ReactionKind;
use types::id::{CommentId, MemberId, PostId};
use types::intent::{IntentAnswer, IntentKind, Period};
use types::lang::Lang;
use types::member::MemberState;
use types::time::Stamp;
use types::visibility::{Relation, Ties, Visibility, may_see};
use uuid::Uuid;

const MEMBERS: u128 = 12;
const FIRST: PostId = PostId(Uuid::nil());
const LAST: PostId = PostId(Uuid::max());

/// A network and what is known of it without SQL.
struct World {
    members: Vec<MemberRow>,
    connected: HashSet<(MemberId, MemberId)>,
    blocked: HashSet<(MemberId, MemberId)>,
}

impl World {
    /// Members of all states, with ties and blocks between every third pair or so.
    fn random(rng: &mut ChaCha8Rng) -> Self {
        let states = [MemberState::Resting, MemberState::Leaving, MemberState::Suspended];
        let mut members: Vec<MemberRow> = (1..=MEMBERS).map(person).collect();
        for member in &mut members {
            let n = usize::try_from(rng.next_u32() % 8).unwrap();
            member.state = states.get(n).copied().unwrap_or(MemberState::Active);
        }
        let (mut connected, mut blocked) = (HashSet::new(), HashSet::new());
        for a in &members {
            for b in members.iter().filter(|b| b.id != a.id) {
                match rng.next_u32() % 8 {
                    0 => drop(blocked.insert((a.id, b.id))),
                    1 | 2 => connected.extend([(a.id, b.id), (b.id, a.id)]),
                    _ => {}
                }
            }
        }
        Self { members, connected, blocked }
    }

    fn is_unseen(&self, a: MemberId, b: MemberId) -> bool {
        self.blocked.contains(&(a, b)) || self.blocked.contains(&(b, a))
    }

    fn relation(&self, eye: Option<MemberId>, office: bool, owner: &MemberRow) -> Relation {
        let pair = eye.map(|eye| (eye, owner.id));
        Ties {
            own: eye == Some(owner.id),
            office,
            member: eye.is_some(),
            connected: pair.is_some_and(|pair| self.connected.contains(&pair)),
            here: owner.state == MemberState::Active,
            unseen: pair.is_some_and(|(a, b)| self.is_unseen(a, b)),
        }
        .relation()
    }

    /// Those of whom `eye` sees what they wrote.
    fn authors(&self, eye: Option<MemberId>) -> HashSet<MemberId> {
        let seen = |m: &&MemberRow| {
            m.state != MemberState::Suspended && eye.is_none_or(|eye| !self.is_unseen(eye, m.id))
        };
        self.members.iter().filter(seen).map(|m| m.id).collect()
    }

    /// Those of them who are here.
    fn here(&self, eye: Option<MemberId>) -> HashSet<MemberId> {
        let active = |m: &&MemberRow| m.state == MemberState::Active;
        let here: HashSet<MemberId> = self.members.iter().filter(active).map(|m| m.id).collect();
        &self.authors(eye) & &here
    }
}

/// Each member wrote post `n`, answered all posts, reacted to all and stands in the directory while here.
async fn write(tx: &mut Tx, world: &World) {
    for (n, m) in (1..).zip(&world.members) {
        let (id, at) = (PostId(Uuid::from_u128(n)), Stamp(i64::try_from(n).unwrap()));
        let row = NewPost {
            id,
            author: m.id,
            body: "海",
            html: "海",
            lang: Lang::Ja,
            created_at: at,
            quiet_days: None,
        };
        post::insert(tx, &row).await.unwrap();
        if m.state == MemberState::Active {
            let no = i64::try_from(n).unwrap();
            let entry = Entry::blank(no, m.id);
            directory::insert(tx, &entry, &["海".to_owned()]).await.unwrap();
        }
    }
    for (n, m) in world.members.iter().enumerate() {
        intent::put(tx, &learns(n, m.id)).await.unwrap();
    }
    let mut n = 0;
    for (place, m) in (1..).zip(&world.members) {
        for on in 1..=MEMBERS {
            n += 1;
            let post = PostId(Uuid::from_u128(on));
            let (id, author) = (CommentId(Uuid::from_u128(n)), m.id);
            let row =
                NewComment {
                    id, post, author, body: "海", html: "海", lang: Lang::Ja, created_at: Stamp(9)
                };
            comment::insert(tx, &row).await.unwrap();
            if on != place {
                reaction::insert(tx, post, m.id, ReactionKind::Cheer, Stamp(9)).await.unwrap();
            }
        }
    }
    for (a, b) in &world.connected {
        connection::insert(tx, *a, *b, Stamp(5)).await.unwrap();
    }
    for (a, b) in &world.blocked {
        block::insert(tx, *a, *b, Stamp(6)).await.unwrap();
    }
}

/// Member `n` wants to learn, now or some day, as far as one of the levels.
fn learns(n: usize, member_id: MemberId) -> IntentRow {
    IntentRow {
        member_id,
        kind: IntentKind::Learn,
        answer: IntentAnswer::ALL[n % 2],
        reach: Visibility::ALL[n % Visibility::ALL.len()],
        said_at: Stamp(3),
        period: Period::Never,
        review_at: None,
        asked_at: None,
    }
}

/// Whoever is looked for by what they would like is found as far as they let it reach.
async fn compare_sought(tx: &mut Tx, world: &World, viewer: MemberId) {
    let (eye, here) = (Eye::member(viewer), world.here(Some(viewer)));
    for answer in ["", "now", "some_day"] {
        let range = Range { intent: "learn".into(), answer: answer.into(), ..everybody() };
        let wanted = world.members.iter().enumerate().filter(|(n, owner)| {
            let row = learns(*n, owner.id);
            let is_meant = answer.is_empty() || row.answer.as_str() == answer;
            is_meant
                && here.contains(&owner.id)
                && may_see(world.relation(Some(viewer), false, owner), row.reach)
        });
        let wanted: HashSet<_> = wanted.map(|(_, owner)| owner.id).collect();
        let listed = directory::page(tx, eye, &range).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.id).collect::<HashSet<_>>(), wanted, "{viewer:?}, {answer}");
        let phrase = [directory::Phrase { tokens: vec!["海".into()], is_prefix: false, sound: None }];
        let wanted = Wanted { phrases: &phrase, ..Wanted::default() };
        assert_eq!(directory::search(tx, eye, &wanted, &range).await.unwrap(), listed, "with words");
    }
}

/// Links lead to those to whom the viewer is more than a visitor.
async fn compare_links(tx: &mut Tx, world: &World, viewer: MemberId) {
    let mut ids: Vec<MemberId> = world.members.iter().map(|m| m.id).collect();
    ids.push(id(MEMBERS + 1));
    let more = |m: &&MemberRow| {
        let relation = world.relation(Some(viewer), false, m);
        relation != Relation::Visitor && relation != Relation::Nobody
    };
    let wanted: Vec<MemberId> = world.members.iter().filter(more).map(|m| m.id).collect();
    assert_eq!(seen_of(tx, Eye::member(viewer), &ids).await.unwrap(), wanted, "links for {viewer:?}");
    assert_eq!(seen_of(tx, Eye::member(viewer), &[]).await.unwrap(), []);
}

fn everybody() -> Range {
    let [industry, region, intent, answer] = [const { String::new() }; 4];
    Range {
        after: 0,
        before: i64::MAX,
        department: None,
        from_year: 0,
        to_year: 9999,
        industry,
        region,
        intent,
        answer,
        limit: 99,
    }
}

async fn compare(tx: &mut Tx, world: &World, viewer: Option<MemberId>) {
    let eye = viewer.map_or(Eye::NOBODY, Eye::member);
    for owner in &world.members {
        for office in [false, true] {
            let found = relation_to(tx, eye.of_office(office), owner.id).await.unwrap();
            let wanted = world.relation(viewer, office, owner);
            assert_eq!(found, Some(wanted), "{viewer:?} looks at {:?}, {}", owner.id, owner.state.as_str());
        }
    }
    let (authors, here) = (world.authors(viewer), world.here(viewer));
    let posts = post::page(tx, eye, FIRST, LAST, 99).await.unwrap();
    assert_eq!(posts.iter().map(|p| p.author.author_id).collect::<HashSet<_>>(), authors, "posts");
    assert_eq!(post::newest(tx, eye).await.unwrap(), posts.first().map(|p| p.id));
    for (n, m) in (1..).zip(&world.members) {
        let post = PostId(Uuid::from_u128(n));
        let found = post::by_id(tx, eye, post).await.unwrap().is_some();
        assert_eq!(found, authors.contains(&m.id), "a post by its address");
    }
    let some = PostId(Uuid::from_u128(1));
    let comments = comment::of_post(tx, eye, some, CommentId::FIRST, 99).await.unwrap();
    assert_eq!(comments.iter().map(|c| c.author.author_id).collect::<HashSet<_>>(), authors, "comments");
    let latest = comment::latest(tx, eye, some, some, 99).await.unwrap();
    assert_eq!(latest, comments, "the last comments");
    let listed = directory::page(tx, eye, &everybody()).await.unwrap();
    assert_eq!(listed.iter().map(|row| row.id).collect::<HashSet<_>>(), here, "directory");
    let phrase = directory::Phrase { tokens: vec!["海".into()], is_prefix: false, sound: None };
    let found = directory::search(tx, eye, &Wanted { phrases: &[phrase], ..Wanted::default() }, &everybody())
        .await
        .unwrap();
    assert_eq!(found, listed, "search");
    let newest = member::newest(tx, eye, Stamp(0), 99).await.unwrap();
    assert_eq!(newest.iter().map(|row| row.id).collect::<HashSet<_>>(), here, "newcomers");
    if let Some(me) = viewer {
        compare_links(tx, world, me).await;
        compare_sought(tx, world, me).await;
        let any = ["海".to_owned()];
        let (any, whole) = (
            Wanted { any: &any, ..Wanted::default() },
            Stretch { after: i64::MIN, before: i64::MAX, limit: 99 },
        );
        let suggested = suggestion::page(tx, eye, &any, whole, Stamp(9)).await.unwrap();
        let others: HashSet<_> = here.iter().copied().filter(|other| *other != me).collect();
        let joined = welcome::newcomers(tx, eye, Stamp(0), 99).await.unwrap();
        assert_eq!(joined.iter().map(|row| row.id).collect::<HashSet<_>>(), others, "who joined meanwhile");
        assert_eq!(suggested.iter().map(|row| row.id).collect::<HashSet<_>>(), others, "suggested");
        let written = welcome::posts(tx, eye, FIRST, 99).await.unwrap();
        let wanted: HashSet<_> = authors.iter().copied().filter(|author| *author != me).collect();
        assert_eq!(written.iter().map(|p| p.author.author_id).collect::<HashSet<_>>(), wanted, "meanwhile");
        let others: i64 = authors.iter().filter(|author| **author != me).count().try_into().unwrap();
        assert_eq!(post::count_after(tx, FIRST, me, 99).await.unwrap(), others, "new posts");
        let known = reaction::known_to(tx, me, FIRST, LAST).await.unwrap();
        let others = known.iter().map(|row| row.author.author_id).filter(|author| *author != me);
        assert_eq!(others.collect::<HashSet<_>>(), wanted, "reactions to one's own");
        let near: HashSet<_> =
            here.iter().copied().filter(|owner| world.connected.contains(&(me, *owner))).collect();
        let last = (Stamp(i64::MAX), MemberId::LAST);
        let listed = connection::page(tx, me, last, 99).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.person.id).collect::<HashSet<_>>(), near, "connections");
    }
}

#[tokio::test]
async fn what_statements_show_is_what_the_rule_says() {
    for seed in 0..4 {
        let world = World::random(&mut ChaCha8Rng::seed_from_u64(seed));
        for engine in engines::both().await {
            let mut tx = with(&engine.db, world.members.clone()).await;
            write(&mut tx, &world).await;
            for viewer in std::iter::once(None).chain(world.members.iter().map(|m| Some(m.id))) {
                compare(&mut tx, &world, viewer).await;
            }
        }
    }
}

#[tokio::test]
async fn a_block_taken_back_leaves_nothing_behind() {
    for seed in 0..2 {
        let mut world = World::random(&mut ChaCha8Rng::seed_from_u64(seed));
        for engine in engines::both().await {
            let mut tx = with(&engine.db, world.members.clone()).await;
            write(&mut tx, &world).await;
            for (a, b) in std::mem::take(&mut world.blocked) {
                assert!(block::delete(&mut tx, a, b).await.unwrap());
            }
            for viewer in &world.members {
                compare(&mut tx, &world, Some(viewer.id)).await;
            }
            world.blocked = HashSet::new();
        }
    }
}

#[tokio::test]
async fn two_blocks_are_taken_back_one_by_one() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=2).map(person)).await;
        assert!(block::insert(&mut tx, id(1), id(2), Stamp(1)).await.unwrap());
        assert!(!block::insert(&mut tx, id(1), id(2), Stamp(2)).await.unwrap(), "twice is once");
        assert!(block::insert(&mut tx, id(2), id(1), Stamp(3)).await.unwrap());
        assert!(block::holds(&mut tx, id(1), id(2)).await.unwrap());
        assert!(!block::holds(&mut tx, id(1), id(9)).await.unwrap());
        let last = (Stamp(i64::MAX), MemberId::LAST);
        let mine = block::page(&mut tx, id(1), last, 9).await.unwrap();
        assert_eq!(
            mine.iter().map(|row| (row.person.id, row.since)).collect::<Vec<_>>(),
            [(id(2), Stamp(1))]
        );
        assert!(block::delete(&mut tx, id(1), id(2)).await.unwrap());
        assert!(!block::delete(&mut tx, id(1), id(2)).await.unwrap());
        let eye = Eye::member(id(1));
        assert_eq!(
            relation_to(&mut tx, eye, id(2)).await.unwrap(),
            Some(Relation::Visitor),
            "the other's stands"
        );
        assert!(avoid::keeps_away(&mut tx, id(1), id(2)).await.unwrap());
        assert!(block::delete(&mut tx, id(2), id(1)).await.unwrap());
        assert_eq!(relation_to(&mut tx, eye, id(2)).await.unwrap(), Some(Relation::Member));
        assert_eq!(relation_to(&mut tx, eye, id(9)).await.unwrap(), None, "nobody");
    }
}

#[tokio::test]
async fn a_request_shows_its_sender_nothing_of_the_answer() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        let tx = &mut tx;
        let last = (Stamp(i64::MAX), MemberId::LAST);
        assert!(connection::ask(tx, id(1), id(2), "お元気ですか", Stamp(10)).await.unwrap());
        assert!(!connection::ask(tx, id(1), id(2), "もう一度", Stamp(20)).await.unwrap(), "told once");
        let waits = connection::asked_of(tx, id(2), Stamp(5), last, 9).await.unwrap();
        assert_eq!(waits.len(), 1);
        assert_eq!((waits[0].words.as_str(), waits[0].asked_at), ("もう一度", Stamp(10)));
        assert_eq!(connection::waiting(tx, id(2), Stamp(5), 9).await.unwrap(), 1);
        assert!(connection::asked_of(tx, id(2), Stamp(10), last, 9).await.unwrap().is_empty(), "too old");
        let sent = connection::asked_by(tx, id(1), Stamp(5), last, 9).await.unwrap();
        assert!(connection::decline(tx, id(1), id(2), Stamp(30)).await.unwrap());
        assert!(!connection::decline(tx, id(1), id(2), Stamp(31)).await.unwrap());
        assert_eq!(connection::asked_by(tx, id(1), Stamp(5), last, 9).await.unwrap(), sent);
        assert!(connection::asked_of(tx, id(2), Stamp(5), last, 9).await.unwrap().is_empty());
        assert!(connection::withdraw(tx, id(1), id(2), Stamp(40)).await.unwrap());
        assert!(connection::asked_by(tx, id(1), Stamp(5), last, 9).await.unwrap().is_empty());
        assert!(!connection::ask(tx, id(1), id(2), "やはり", Stamp(50)).await.unwrap());
        assert_eq!(connection::waiting(tx, id(2), Stamp(5), 9).await.unwrap(), 0, "a no stays a no");
        assert!(connection::ask(tx, id(3), id(2), "", Stamp(50)).await.unwrap());
        avoid::insert(tx, id(2), id(3), Stamp(51)).await.unwrap();
        assert_eq!(connection::waiting(tx, id(2), Stamp(5), 9).await.unwrap(), 0, "nothing of the avoided");
        assert!(
            avoid::holds(tx, id(2), id(3)).await.unwrap() && !avoid::holds(tx, id(3), id(2)).await.unwrap()
        );
        assert!(avoid::keeps_away(tx, id(2), id(3)).await.unwrap());
        assert!(!avoid::keeps_away(tx, id(3), id(2)).await.unwrap());
        assert_eq!(avoid::page(tx, id(2), last, 9).await.unwrap().len(), 1);
        assert!(avoid::delete(tx, id(2), id(3)).await.unwrap());
        assert_eq!(connection::waiting(tx, id(2), Stamp(5), 9).await.unwrap(), 1);
        assert_eq!(connection::expire(tx, Stamp(49)).await.unwrap(), 1, "of the first asking");
        assert!(connection::request(tx, id(1), id(2)).await.unwrap().is_none());
        connection::forget(tx, id(2), id(3)).await.unwrap();
        assert!(connection::request(tx, id(3), id(2)).await.unwrap().is_none());
    }
}
