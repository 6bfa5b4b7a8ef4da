//! Contracts of the feed, told as one story per noun on both engines.
use crate::engines::{self, Engine};
use crate::people::{person, with};
use store::comment::NewComment;
use store::letter::WordingRow;
use store::media::MediaRow;
use store::member::MemberRow;
use store::picture::NewPicture;
use store::post::NewPost;
use store::read_marker::ReaderRow;
use store::report::NewReport;
use store::sight::Eye;
use store::{Tx, comment, draft, letter, media, member, picture, post, reaction, read_marker, report};
use types::feed::{DraftPlace, ReactionKind, ReportOutcome};
use types::id::{CommentId, LetterId, MediaId, MemberId, PostId, PostVersionId, ReportId};
use types::lang::Lang;
use types::time::Stamp;
use uuid::Uuid;

const KENTA: MemberId = MemberId(Uuid::from_u128(1));
const YUKI: MemberId = MemberId(Uuid::from_u128(2));
const TARO: MemberId = MemberId(Uuid::from_u128(3));
const FIRST: PostId = PostId(Uuid::nil());
const LAST: PostId = PostId(Uuid::max());

fn post_id(n: u128) -> PostId {
    PostId(Uuid::from_u128(n))
}

fn named(n: u128, name: [&str; 4]) -> MemberRow {
    let [family, given, family_roman, given_roman] = name.map(str::to_owned);
    MemberRow { family, given, family_roman, given_roman, ..person(n) }
}

async fn add_post(tx: &mut Tx, n: u128, author: MemberId) {
    let created_at = Stamp(i64::try_from(n).unwrap());
    let (id, body, html) = (post_id(n), "海へ", "<p>海へ</p>");
    let row = NewPost { id, author, body, html, lang: Lang::Ja, created_at, quiet_days: Some(3) };
    post::insert(tx, &row).await.unwrap();
}

async fn add_comment(tx: &mut Tx, n: u128, post: PostId) -> CommentId {
    let id = CommentId(Uuid::from_u128(n));
    let (body, html) = ("ようこそ", "<p>ようこそ</p>");
    let row = NewComment { id, post, author: YUKI, body, html, lang: Lang::Ja, created_at: Stamp(50) };
    comment::insert(tx, &row).await.unwrap();
    id
}

/// Two members, and posts 1 to 4: the third by Yuki, the rest by Kenta.
async fn with_posts(engine: &Engine) -> Tx {
    let kenta = named(1, ["佐々木", "健太", "Sasaki", "Kenta"]);
    let yuki = named(2, ["林", "由紀子", "Hayashi", "Yukiko"]);
    let mut tx = with(&engine.db, [kenta, yuki]).await;
    for (n, author) in [(1, KENTA), (2, KENTA), (3, YUKI), (4, KENTA)] {
        add_post(&mut tx, n, author).await;
    }
    tx
}

#[tokio::test]
async fn posts_are_paged_from_the_newest_and_leave_when_deleted() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let row = post::by_id(&mut tx, Eye::NOBODY, post_id(3)).await.unwrap().unwrap();
        assert_eq!((row.author.family.as_str(), row.quiet_days), ("林", Some(3)));
        assert_eq!(post::body(&mut tx, post_id(3)).await.unwrap(), "海へ");
        let page = post::page(&mut tx, Eye::NOBODY, post_id(1), LAST, 2).await.unwrap();
        assert_eq!(page.iter().map(|row| row.id).collect::<Vec<_>>(), [post_id(4), post_id(3)]);
        let rest = post::page(&mut tx, Eye::NOBODY, FIRST, post_id(3), 9).await.unwrap();
        assert_eq!(rest.iter().map(|row| row.id).collect::<Vec<_>>(), [post_id(2), post_id(1)]);
        assert_eq!(post::count_after(&mut tx, post_id(1), YUKI, 9).await.unwrap(), 2, "not one's own");
        assert_eq!(post::count_after(&mut tx, FIRST, YUKI, 1).await.unwrap(), 1, "no further than asked");
        assert!(post::delete(&mut tx, post_id(4), KENTA, Stamp(9)).await.unwrap());
        assert!(!post::delete(&mut tx, post_id(4), KENTA, Stamp(9)).await.unwrap(), "twice is once");
        assert_eq!(post::newest(&mut tx, Eye::NOBODY).await.unwrap(), Some(post_id(3)));
        assert_eq!(post::last_by(&mut tx, KENTA).await.unwrap(), Some(Stamp(2)));
        assert_eq!(post::by_id(&mut tx, Eye::NOBODY, post_id(4)).await.unwrap(), None);
        assert_eq!(post::body(&mut tx, post_id(4)).await.unwrap(), "");
    }
}

#[tokio::test]
async fn every_wording_of_a_post_stays() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let version = PostVersionId(Uuid::from_u128(9));
        post::insert_version(&mut tx, version, post_id(1), "海へ", Stamp(1)).await.unwrap();
        post::edit(&mut tx, post_id(1), "To the sea", "<p>To the sea</p>", Lang::En, Stamp(7)).await.unwrap();
        let row = post::by_id(&mut tx, Eye::NOBODY, post_id(1)).await.unwrap().unwrap();
        assert_eq!((row.lang, row.edited_at), (Lang::En, Some(Stamp(7))));
        assert_eq!(post::body(&mut tx, post_id(1)).await.unwrap(), "To the sea");
        let versions = post::versions(&mut tx, post_id(1)).await.unwrap();
        assert_eq!(
            (versions.len(), versions[0].body.as_str(), versions[0].written_at),
            (1, "海へ", Stamp(1))
        );
    }
}

#[tokio::test]
async fn pictures_wait_are_published_and_go() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let id = |n: u128| MediaId(Uuid::from_u128(n));
        for (n, post, place) in [(1, None, 1), (2, None, 0), (3, Some(post_id(1)), 0)] {
            let row = MediaRow {
                id: id(n),
                owner_id: Some(KENTA),
                kind: "picture".into(),
                mime: "image/webp".into(),
                name: String::new(),
                bytes: 10,
                width: 60,
                height: 40,
                public: false,
                created_at: Stamp(1),
                reach: None,
            };
            media::insert(&mut tx, &row).await.unwrap();
            assert_eq!(media::by_id(&mut tx, id(n)).await.unwrap(), Some(row));
            let new = NewPicture { media: id(n), owner: KENTA, post, place, alt: "", waiting: true };
            picture::insert(&mut tx, &new).await.unwrap();
        }
        let waiting = picture::waiting(&mut tx, KENTA).await.unwrap();
        assert_eq!(waiting.iter().map(|row| row.media_id).collect::<Vec<_>>(), [id(2), id(1)]);
        assert!(picture::waiting(&mut tx, YUKI).await.unwrap().is_empty());
        assert!(read_marker::reader(&mut tx, KENTA, 9).await.unwrap().has_pictures);
        assert!(!read_marker::reader(&mut tx, YUKI, 9).await.unwrap().has_pictures);
        assert!(picture::of_posts(&mut tx, FIRST, LAST).await.unwrap().is_empty());
        assert!(picture::is_seen_by(&mut tx, id(1), KENTA).await.unwrap());
        assert!(!picture::is_seen_by(&mut tx, id(1), YUKI).await.unwrap());

        picture::set_alt(&mut tx, id(1), "朝の海").await.unwrap();
        assert_eq!(picture::publish_new(&mut tx, KENTA, post_id(4)).await.unwrap(), 2);
        assert_eq!(picture::publish_waiting(&mut tx, post_id(1)).await.unwrap(), 1);
        assert_eq!(picture::publish_waiting(&mut tx, post_id(1)).await.unwrap(), 0);
        assert!(picture::is_seen_by(&mut tx, id(1), YUKI).await.unwrap());
        assert!(
            !read_marker::reader(&mut tx, KENTA, 9).await.unwrap().has_pictures,
            "none waits for a new post"
        );
        let shown = picture::of_posts(&mut tx, post_id(2), LAST).await.unwrap();
        let shown: Vec<_> = shown.iter().map(|row| (row.post_id, row.alt.as_str(), row.width)).collect();
        assert_eq!(shown, [(Some(post_id(4)), "", 60), (Some(post_id(4)), "朝の海", 60)]);

        picture::delete(&mut tx, id(2)).await.unwrap();
        media::delete(&mut tx, id(2)).await.unwrap();
        assert_eq!(picture::of_post(&mut tx, post_id(4)).await.unwrap().len(), 1);
        assert_eq!(picture::delete_of(&mut tx, post_id(4)).await.unwrap(), [id(1)]);
        assert!(!picture::is_seen_by(&mut tx, id(1), KENTA).await.unwrap());
    }
}

#[tokio::test]
async fn comments_are_read_in_order_and_the_latest_of_each_post() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        for n in 1..=3 {
            add_comment(&mut tx, n, post_id(1)).await;
        }
        let other = add_comment(&mut tx, 4, post_id(2)).await;
        let after = CommentId(Uuid::from_u128(1));
        let ids =
            |rows: Vec<comment::CommentRow>| rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(comment::of_post(&mut tx, Eye::NOBODY, post_id(1), after, 9).await.unwrap()), [2, 3]);
        assert_eq!(
            ids(comment::latest(&mut tx, Eye::NOBODY, post_id(1), post_id(2), 2).await.unwrap()),
            [2, 3, 4]
        );
        assert!(comment::delete(&mut tx, other, YUKI, Stamp(60)).await.unwrap());
        assert!(!comment::delete(&mut tx, other, YUKI, Stamp(60)).await.unwrap());
        assert_eq!(comment::by_id(&mut tx, Eye::NOBODY, other).await.unwrap(), None);
        assert_eq!(ids(comment::latest(&mut tx, Eye::NOBODY, post_id(1), post_id(2), 1).await.unwrap()), [3]);
        let row = comment::by_id(&mut tx, Eye::NOBODY, after).await.unwrap().unwrap();
        assert_eq!((row.post_id, row.author.author_id), (post_id(1), YUKI));
    }
}

#[tokio::test]
async fn a_reaction_stands_once_and_can_be_taken_back() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        for _ in 0..2 {
            reaction::insert(&mut tx, post_id(1), YUKI, ReactionKind::Cheer, Stamp(5)).await.unwrap();
        }
        reaction::insert(&mut tx, post_id(2), YUKI, ReactionKind::Help, Stamp(6)).await.unwrap();
        let mine = reaction::known_to(&mut tx, YUKI, post_id(1), post_id(1)).await.unwrap();
        assert_eq!((mine.len(), mine[0].kind, mine[0].author.author_id), (1, ReactionKind::Cheer, YUKI));
        member::insert(&mut tx, &person(3)).await.unwrap();
        let seen = reaction::known_to(&mut tx, KENTA, FIRST, LAST).await.unwrap();
        assert_eq!(seen.iter().map(|row| row.post_id).collect::<Vec<_>>(), [post_id(1), post_id(2)]);
        assert!(
            reaction::known_to(&mut tx, TARO, FIRST, LAST).await.unwrap().is_empty(),
            "others learn nothing"
        );
        assert!(reaction::delete(&mut tx, post_id(1), YUKI, ReactionKind::Cheer).await.unwrap());
        assert!(!reaction::delete(&mut tx, post_id(1), YUKI, ReactionKind::Cheer).await.unwrap());
    }
}

#[tokio::test]
async fn the_marker_moves_forward_only() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        assert_eq!(read_marker::get(&mut tx, YUKI).await.unwrap(), None);
        for n in [3, 2] {
            read_marker::put(&mut tx, YUKI, post_id(n), Stamp(5)).await.unwrap();
        }
        assert_eq!(read_marker::get(&mut tx, YUKI).await.unwrap(), Some(post_id(3)));
    }
}

#[tokio::test]
async fn a_reader_stands_where_the_marker_is() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let newest = Some(post_id(4));
        let nothing = ReaderRow {
            marker: None,
            read_at: Some(Stamp(1_000)),
            newest,
            fresh: 0,
            draft: None,
            has_pictures: false,
            asked_to_vouch: false,
        };
        assert_eq!(read_marker::reader(&mut tx, YUKI, 9).await.unwrap(), nothing);
        read_marker::put(&mut tx, YUKI, post_id(1), Stamp(5)).await.unwrap();
        draft::put(&mut tx, YUKI, &DraftPlace::Post, "春が", Stamp(5)).await.unwrap();
        let reader = read_marker::reader(&mut tx, YUKI, 9).await.unwrap();
        assert_eq!((reader.marker, reader.fresh), (Some(post_id(1)), 2), "not one's own");
        assert_eq!(reader.read_at, Some(Stamp(5)));
        assert_eq!(reader.draft.as_deref(), Some("春が"));
        assert_eq!(read_marker::reader(&mut tx, YUKI, 1).await.unwrap().fresh, 1, "no further than asked");
    }
}

#[tokio::test]
async fn a_report_waits_until_it_is_handled() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let about = add_comment(&mut tx, 1, post_id(1)).await;
        let id = |n: u128| ReportId(Uuid::from_u128(n));
        for (n, comment) in [(1, None), (2, Some(about))] {
            let (post, reporter, reason) = (post_id(1), YUKI, "気になります");
            let row = NewReport { id: id(n), post, comment, reporter, reason, created_at: Stamp(5) };
            report::insert(&mut tx, &row).await.unwrap();
        }
        let waiting = report::waiting(&mut tx, ReportId(Uuid::nil()), 9).await.unwrap();
        let bodies: Vec<_> =
            waiting.iter().map(|row| (row.body.as_str(), row.author_family.as_str())).collect();
        assert_eq!(bodies, [("海へ", "佐々木"), ("ようこそ", "林")]);
        assert_eq!(report::subject(&mut tx, id(2)).await.unwrap().unwrap().comment_id, Some(about));
        report::handle(&mut tx, id(2), ReportOutcome::Kept, KENTA, Stamp(6)).await.unwrap();
        assert_eq!(report::subject(&mut tx, id(2)).await.unwrap(), None);
        assert_eq!(report::waiting(&mut tx, id(1), 9).await.unwrap(), []);
        assert_eq!(report::handled(&mut tx, 9).await.unwrap()[0].outcome, Some(ReportOutcome::Kept));
    }
}

#[tokio::test]
async fn letters_are_pinned_and_changed() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let id = |n: u128| LetterId(Uuid::from_u128(n));
        let wording =
            |title: &str, pinned| WordingRow { title_ja: title.into(), pinned, ..WordingRow::default() };
        letter::insert(&mut tx, id(1), YUKI, &wording("春の便り", true), Stamp(1)).await.unwrap();
        letter::insert(&mut tx, id(2), YUKI, &wording("夏の便り", false), Stamp(2)).await.unwrap();
        let titles = |rows: Vec<letter::ListedRow>| rows.into_iter().map(|r| r.title_ja).collect::<Vec<_>>();
        assert_eq!(
            titles(letter::page(&mut tx, LetterId(Uuid::max()), 9).await.unwrap()),
            ["夏の便り", "春の便り"]
        );
        assert_eq!(titles(letter::page(&mut tx, id(2), 9).await.unwrap()), ["春の便り"]);
        assert_eq!(titles(letter::pinned(&mut tx, 9).await.unwrap()), ["春の便り"]);
        assert!(letter::edit(&mut tx, id(1), &wording("春", false), Stamp(3)).await.unwrap());
        assert!(!letter::edit(&mut tx, id(9), &wording("春", false), Stamp(3)).await.unwrap());
        assert!(letter::pinned(&mut tx, 9).await.unwrap().is_empty());
        assert_eq!(letter::by_id(&mut tx, id(1)).await.unwrap().unwrap().wording.title_ja, "春");
    }
}

#[tokio::test]
async fn one_draft_waits_at_each_place() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let answer = DraftPlace::Comment(post_id(1));
        for body in ["書きかけ", "書きかけの文章"] {
            draft::put(&mut tx, YUKI, &DraftPlace::Post, body, Stamp(5)).await.unwrap();
        }
        draft::put(&mut tx, YUKI, &answer, "答え", Stamp(5)).await.unwrap();
        draft::delete(&mut tx, YUKI, &answer).await.unwrap();
        let kept = draft::get(&mut tx, YUKI, &DraftPlace::Post).await.unwrap();
        assert_eq!(kept.as_deref(), Some("書きかけの文章"));
        assert_eq!(draft::get(&mut tx, YUKI, &answer).await.unwrap(), None);
        assert_eq!(draft::get(&mut tx, KENTA, &DraftPlace::Post).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_name_at_the_start_of_a_text_finds_its_bearers() {
    for engine in engines::both().await {
        let mut tx = with_posts(&engine).await;
        let starts = |text: &str| [1, 2, 3, 4, 5, 6, 7, 8].map(|n| text.chars().take(n).collect::<String>());
        let found =
            member::named(&mut tx, Eye::NOBODY, &starts("佐々木健太さん"), "佐々木健太さん").await.unwrap();
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [KENTA]);
        assert!(member::named(&mut tx, Eye::NOBODY, &starts("佐々木"), "佐々木健").await.unwrap().is_empty());
        assert_eq!(member::named_roman(&mut tx, Eye::NOBODY, "Kenta", "Sasaki").await.unwrap().len(), 1);
        assert!(member::named_roman(&mut tx, Eye::NOBODY, "Sasaki", "Kenta").await.unwrap().is_empty());
    }
}
