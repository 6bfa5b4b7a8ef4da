//! Who is near comes first, only by what members may see, and nobody is suggested against anybody's will.
use types::intent::IntentsInput;
use types::profile::ProfileInput;
use types::time::Stamp;

use super::{Hidden, Overlap, Suggested, Tie};
use crate::department::History;
use crate::directory::{DirectoryPage, DirectoryQuery};
use crate::fault::Fault;
use crate::profile::TenureView;
use crate::testing::{Net, id, postgres};
use crate::viewer::Viewer;

async fn both() -> [Net; 2] {
    [Net::new().await, Net::on(postgres::database().await).await]
}

/// A member who was in `department` from then to then and joined in `entry`; empty texts are not told.
async fn member(net: &Net, family: &str, [department, from, to, entry]: [&str; 4]) -> Viewer {
    let viewer = net.member(family, "望", &[]).await;
    change(net, &viewer, |input| {
        input.bio = "図書館の仕事です。".into();
        input.period_department = vec![department.into()];
        input.period_from = vec![from.into()];
        input.period_to = vec![to.into()];
        input.entry_year = entry.into();
    })
    .await;
    viewer
}

async fn change(net: &Net, viewer: &Viewer, change: impl FnOnce(&mut ProfileInput)) {
    let mut input = net.service.own_profile(viewer).await.unwrap();
    change(&mut input);
    net.service.change_profile(viewer, &input).await.unwrap();
}

async fn connect(net: &Net, a: &Viewer, b: &Viewer) {
    net.service.connect(a, id(b), "").await.unwrap();
    net.service.accept_connection(b, id(a)).await.unwrap();
}

async fn search(net: &Net, viewer: &Viewer, query: DirectoryQuery) -> DirectoryPage {
    net.service.directory(viewer, &query).await.unwrap()
}

fn families(page: &DirectoryPage) -> Vec<&str> {
    page.people.iter().map(|it| it.person.family.as_str()).collect()
}

fn library() -> DirectoryQuery {
    DirectoryQuery { q: "図書館".into(), ..DirectoryQuery::default() }
}

const NOTHING: [&str; 4] = ["", "", "", ""];

#[tokio::test]
async fn a_search_shows_those_near_to_the_viewer_first_and_says_why() {
    for net in both().await {
        let me = member(&net, "アオキ", ["広報部", "2003", "2010", "2003"]).await;
        member(&net, "イシイ", NOTHING).await;
        member(&net, "ウエダ", ["広報部", "2011", "2012", "2004"]).await;
        let cohort = member(&net, "エグチ", ["総務部", "2003", "2010", "2003"]).await;
        let together = member(&net, "オオノ", ["広報部", "2009", "", "1999"]).await;
        let connected = member(&net, "カトウ", NOTHING).await;
        connect(&net, &me, &connected).await;

        let page = search(&net, &me, library()).await;
        assert_eq!(families(&page), ["エグチ", "オオノ", "カトウ", "アオキ", "イシイ", "ウエダ"]);
        // Their own period is in common with nobody but themself: the viewer is not near to the viewer.
        assert_eq!(page.near, 3);
        assert_eq!(page.people[0].ties, [Tie::Cohort(2003)]);
        let [Tie::Together(shared)] = page.people[1].ties.as_slice() else { panic!("{:?}", page.people[1]) };
        assert_eq!((shared.from, shared.to), (2009, Some(2010)));
        assert_eq!(page.people[2].ties, [Tie::Connection]);
        assert!(page.people[3..].iter().all(|it| it.ties.is_empty()));

        for (tie, found) in [("connection", "カトウ"), ("together", "オオノ"), ("cohort", "エグチ")]
        {
            let query = DirectoryQuery { tie: tie.into(), ..DirectoryQuery::default() };
            assert_eq!(families(&search(&net, &me, query).await), [found], "{tie}");
        }

        // What members may not see is no tie either; what ended is none.
        change(&net, &together, |input| input.seen = vec!["departments:connections".into()]).await;
        change(&net, &cohort, |input| input.seen = vec!["entry:office".into()]).await;
        net.service.end_connection(&me, id(&connected)).await.unwrap();
        let page = search(&net, &me, library()).await;
        assert_eq!((page.near, families(&page)[0]), (0, "アオキ"));
    }
}

#[tokio::test]
async fn pages_go_from_those_near_to_everybody_else_and_show_each_once() {
    for net in both().await {
        let me = member(&net, "アオキ", ["広報部", "2003", "2010", ""]).await;
        for n in 0..52 {
            let department = if n % 2 == 0 { "広報部" } else { "総務部" };
            member(&net, &format!("森{n:02}"), [department, "2004", "2005", ""]).await;
        }
        let (mut seen, mut near, mut after) = (Vec::new(), Vec::new(), String::new());
        loop {
            let page = search(&net, &me, DirectoryQuery { after, ..library() }).await;
            seen.extend(page.people.iter().map(|it| it.person.id));
            near.push(page.near);
            let Some(next) = page.next else { break };
            after = next.to_string();
        }
        assert_eq!(near, [24, 2, 0]);
        assert_eq!(seen.len(), 53);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 53);
    }
}

#[tokio::test]
async fn exactly_one_page_of_those_near_is_followed_by_everybody_else() {
    let net = Net::new().await;
    let me = member(&net, "アオキ", NOTHING).await;
    for n in 0..24 {
        let other = member(&net, &format!("森{n:02}"), NOTHING).await;
        connect(&net, &me, &other).await;
        net.clock.advance(Stamp::HOUR);
    }
    let page = search(&net, &me, library()).await;
    assert_eq!((page.near, page.people.len()), (24, 24));
    let after = page.next.unwrap().to_string();
    assert_eq!(families(&search(&net, &me, DirectoryQuery { after, ..library() }).await), ["アオキ"]);
}

fn suggested(people: &[Suggested]) -> Vec<&str> {
    people.iter().map(|it| it.person.family.as_str()).collect()
}

async fn together(net: &Net, viewer: &Viewer) -> Vec<String> {
    let page = net.service.suggestions(viewer).await.unwrap();
    let mut all: Vec<String> = suggested(&page.together).into_iter().map(str::to_owned).collect();
    all.sort();
    all
}

#[tokio::test]
async fn nobody_is_suggested_against_the_will_of_either() {
    for net in both().await {
        let me = member(&net, "アオキ", ["広報部", "2003", "2010", "2003"]).await;
        let of = async |family: &str| member(&net, family, ["広報部", "2005", "2006", ""]).await;
        let (open, connected, asked) = (of("伊藤").await, of("カトウ").await, of("佐藤").await);
        let (avoided, avoids, blocks, quiet) =
            (of("武藤").await, of("後藤").await, of("近藤").await, of("斉藤").await);
        let hidden = of("内藤").await;
        // Six of the eight; the others another day.
        assert_eq!(together(&net, &me).await.len(), 6);

        connect(&net, &me, &connected).await;
        net.service.connect(&me, id(&asked), "").await.unwrap();
        net.service.avoid(&me, id(&avoided), true).await.unwrap();
        net.service.avoid(&avoids, id(&me), true).await.unwrap();
        net.service.block(&blocks, id(&me)).await.unwrap();
        let mut intents = IntentsInput::default();
        for (name, value) in [("answer_quiet", "now"), ("reach_quiet", "nobody"), ("period_quiet", "year")] {
            intents.put(name, value);
        }
        net.service.say_intents(&quiet, &intents).await.unwrap();
        assert_eq!(together(&net, &me).await, ["伊藤", "内藤"]);

        let blocked = net.service.hide_suggestion(&me, id(&blocks), Hidden::Later).await;
        assert!(matches!(blocked, Err(Fault::NotFound)));
        net.service.hide_suggestion(&me, id(&hidden), Hidden::ForGood).await.unwrap();
        net.service.hide_suggestion(&me, id(&open), Hidden::Later).await.unwrap();
        assert_eq!(together(&net, &me).await, Vec::<String>::new());
        let list = net.service.hidden_suggestions(&me, None).await.unwrap().people;
        assert_eq!(list.len(), 2);
        net.clock.advance(91 * Stamp::DAY);
        assert_eq!(together(&net, &me).await, ["伊藤"], "later is not for good");
        net.service.show_suggestion(&me, id(&hidden)).await.unwrap();
        assert_eq!(together(&net, &me).await, ["伊藤", "内藤"]);
        assert_eq!(suggested(&net.service.suggestions(&open).await.unwrap().cohort), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn who_tells_nothing_is_asked_for_nothing_and_visitors_see_nobody() {
    let net = Net::new().await;
    let me = net.member("アオキ", "望", &[]).await;
    let page = net.service.suggestions(&me).await.unwrap();
    assert!(page.together.is_empty() && page.cohort.is_empty() && page.branch.is_empty());
    assert!(!page.tells_periods && !page.tells_entry);
    assert!(matches!(net.service.suggestions(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    let tie = DirectoryQuery { tie: "cohort".into(), ..DirectoryQuery::default() };
    assert_eq!(search(&net, &me, tie).await, DirectoryPage::default());
}

fn period(department: &str, from: i64, to: Option<i64>) -> TenureView {
    let department = types::lang::Bilingual { ja: department.into(), en: String::new() };
    TenureView { department_id: None, department, now: Vec::new(), title: String::new(), from, to }
}

fn overlap(mine: &[TenureView], theirs: &[TenureView]) -> Option<Overlap> {
    super::overlap(&History::default(), mine, theirs)
}

#[test]
fn the_longest_time_in_one_department_is_what_two_have_in_common() {
    let mine = [period("広報部", 2001, Some(2004)), period("総務部", 2005, None)];
    let theirs = [period("広報部", 2004, Some(2006)), period("総務 部", 2003, Some(2009))];
    let found = overlap(&mine, &theirs).unwrap();
    assert_eq!((found.department.ja.as_str(), found.from, found.to), ("総務部", 2005, Some(2009)));
    assert_eq!(overlap(&mine[..1], &theirs[1..]), None);
    assert_eq!(overlap(&[period("広報部", 2001, Some(2003))], &theirs[..1]), None);
    let both = overlap(&mine[1..], &[period("総務部", 2010, None)]).unwrap();
    assert_eq!((both.from, both.to), (2010, None));
}
