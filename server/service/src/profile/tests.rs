//! The parts of a profile that change with life, and the one suggestion about them.
use types::intent::IntentsInput;
use types::profile::ProfileInput;
use types::prompt::PromptKind::{Bio, Career, News};
use types::time::Stamp;
use types::visibility::Relation;

use super::prompt::QUIET;
use crate::directory::DirectoryQuery;
use crate::fault::Fault;
use crate::testing::{Net, postgres};
use crate::viewer::{Me, Viewer};

async fn tell(net: &Net, viewer: &Viewer, change: impl FnOnce(&mut ProfileInput)) {
    let mut input = net.service.own_profile(viewer).await.unwrap();
    change(&mut input);
    net.service.change_profile(viewer, &input).await.unwrap();
}

/// The age of the viewer's own news in months.
async fn age(net: &Net, viewer: &Viewer) -> Option<i32> {
    let id = viewer.me().map(Me::id).unwrap();
    let news = net.service.profile(viewer, id).await.unwrap().news;
    news.map(|news| news.value.1.months)
}

async fn found(net: &Net, viewer: &Viewer, q: &str, region: &str) -> Vec<String> {
    let query = DirectoryQuery { q: q.into(), region: region.into(), ..DirectoryQuery::default() };
    let people = net.service.directory(viewer, &query).await.unwrap().people;
    people.into_iter().map(|it| it.person.family).collect()
}

#[tokio::test]
async fn news_keep_their_age_until_they_are_told_anew() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let me = net.member("林", "花", &[]).await;
        tell(&net, &me, |input| input.news = "棚を作っています。".into()).await;
        assert_eq!(age(&net, &me).await, Some(0));
        net.clock.advance(100 * Stamp::DAY);
        tell(&net, &me, |input| input.bio = "古書店です。".into()).await;
        assert_eq!(age(&net, &me).await, Some(3), "another change leaves them as old as they are");
        tell(&net, &me, |input| input.news = "棚ができました。".into()).await;
        assert_eq!(age(&net, &me).await, Some(0));
        tell(&net, &me, |input| input.news = String::new()).await;
        assert_eq!(age(&net, &me).await, None);
    }
}

#[tokio::test]
async fn a_place_is_found_by_itself_and_by_its_region_and_the_city_by_those_who_see_it() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let me = net.member("林", "花", &[]).await;
        let near = net.member("森田", "茂", &[]).await;
        tell(&net, &near, |input| {
            (input.region, input.city) = ("miyagi".into(), "松島町".into());
            input.language = vec!["ko".into()];
        })
        .await;
        let coarse = net.member("小川", "一", &[]).await;
        tell(&net, &coarse, |input| input.region = "tohoku".into()).await;
        let far = net.member("佐藤", "順", &[]).await;
        tell(&net, &far, |input| {
            (input.region, input.city) = ("VN".into(), "ダナン".into());
            input.seen = vec!["city:members".into()];
        })
        .await;
        let all = |mut names: Vec<String>| {
            names.sort();
            names
        };
        assert_eq!(all(found(&net, &me, "", "tohoku").await), ["小川", "森田"]);
        assert_eq!(found(&net, &me, "", "miyagi").await, ["森田"]);
        assert_eq!(found(&net, &me, "", "VN").await, ["佐藤"]);
        assert_eq!(found(&net, &me, "", "asia").await, ["佐藤"]);
        assert_eq!(all(found(&net, &me, "東北", "").await), ["小川", "森田"]);
        assert_eq!(found(&net, &me, "Vietnam", "").await, ["佐藤"]);
        assert_eq!(found(&net, &me, "ダナン", "").await, ["佐藤"]);
        assert_eq!(found(&net, &me, "松島町", "").await, Vec::<String>::new(), "connections alone see it");
        assert_eq!(found(&net, &me, "韓国語", "").await, ["森田"]);
        let page = net.service.profile_as(&near, Relation::Member).await.unwrap().unwrap();
        assert!(page.place.is_some() && page.city.is_none());
        let page = net.service.profile_as(&near, Relation::Connection).await.unwrap().unwrap();
        assert_eq!(page.city.unwrap().value, "松島町");
        tell(&net, &far, |input| input.seen = vec!["city:members".into(), "region:office".into()]).await;
        assert_eq!(found(&net, &me, "ダナン", "").await, Vec::<String>::new(), "it would tell the country");
        assert_eq!(found(&net, &me, "", "VN").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn work_has_rows_and_the_line_tells_the_present_one() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let me = net.member("林", "花", &[]).await;
        let other = net.member("森田", "茂", &[]).await;
        let column = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        tell(&net, &other, |input| {
            input.career_company = column(["古書ひだまり", "若葉商会"]);
            input.career_title = column(["店主", "経理"]);
            input.career_from = column(["2019/4", "2014"]);
            input.career_to = column(["", "2019/3"]);
        })
        .await;
        let form = net.service.own_profile(&other).await.unwrap();
        assert_eq!(form.career_company, ["若葉商会", "古書ひだまり"]);
        assert_eq!(form.career_to, ["2019/3", ""]);
        let id = other.me().map(Me::id).unwrap();
        let page = net.service.profile(&me, id).await.unwrap();
        assert_eq!(page.person.line, "古書ひだまり 店主");
        assert_eq!(page.work.unwrap().value.jobs.len(), 2);
        assert_eq!(found(&net, &me, "若葉商会", "").await, ["森田"], "work of the past finds as well");
        tell(&net, &other, |input| input.seen = vec!["work:connections".into()]).await;
        let page = net.service.profile(&me, id).await.unwrap();
        assert!(page.work.is_none() && page.person.line.is_empty());
        assert_eq!(found(&net, &me, "若葉商会", "").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn one_thing_is_suggested_and_any_answer_brings_peace() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let s = &net.service;
        let me = net.member("林", "花", &[]).await;
        assert_eq!(s.prompt(&me).await.unwrap(), Some(News));
        s.answer_prompt(&me, News, false).await.unwrap();
        assert_eq!(s.prompt(&me).await.unwrap(), None, "nor is anything else suggested");
        net.clock.advance(QUIET - Stamp::DAY);
        assert_eq!(s.prompt(&me).await.unwrap(), None);
        net.clock.advance(Stamp::DAY);
        assert_eq!(s.prompt(&me).await.unwrap(), Some(News));
        s.answer_prompt(&me, News, true).await.unwrap();
        net.clock.advance(QUIET);
        assert_eq!(s.prompt(&me).await.unwrap(), Some(Bio));
        s.answer_prompt(&me, News, false).await.unwrap();
        net.clock.advance(20 * QUIET);
        assert_eq!(s.prompt(&me).await.unwrap(), Some(Bio), "for good stays for good");
        tell(&net, &me, |input| input.bio = "古書店です。".into()).await;
        assert_eq!(s.prompt(&me).await.unwrap(), Some(Career));
        let other = net.member("森田", "茂", &[]).await;
        assert_eq!(s.prompt(&other).await.unwrap(), Some(News), "others are asked for themselves");
    }
}

#[tokio::test]
async fn nothing_is_suggested_to_whoever_wants_peace_or_is_no_member() {
    let net = Net::new().await;
    let s = &net.service;
    let me = net.member("林", "花", &[]).await;
    let pairs = [("answer_quiet", "now"), ("reach_quiet", "members"), ("period_quiet", "never")];
    let input: IntentsInput = serde_json::to_value(std::collections::BTreeMap::from(pairs))
        .and_then(serde_json::from_value)
        .unwrap();
    s.say_intents(&me, &input).await.unwrap();
    assert_eq!(s.prompt(&me).await.unwrap(), None);
    let visitor = Viewer::Visitor;
    assert!(matches!(s.prompt(&visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.answer_prompt(&visitor, News, true).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn what_is_kept_for_a_search_is_what_every_member_sees() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let me = net.member("林", "花", &[]).await;
        let id = me.me().map(Me::id).unwrap();
        let kept = async || {
            let mut conn = net.service.db().read().await.unwrap();
            let no = store::directory::number(&mut conn, id).await.unwrap();
            let mut numbers = [i64::MIN; store::directory::AT_ONCE];
            numbers[0] = no.unwrap_or(i64::MIN);
            let rows = store::directory::beside_of(&mut conn, id, &numbers).await.unwrap();
            rows.into_iter().filter_map(|row| row.told).collect::<String>()
        };
        tell(&net, &me, |input| {
            (input.bio, input.help, input.news) = ("図書館".into(), "登山".into(), "引越".into());
            input.seen = vec!["help:connections".into(), "news:office".into()];
        })
        .await;
        let mut names = net.service.own_names(&me).await.unwrap();
        (names.former_family, names.former_reach) = (vec!["久我".into()], vec!["office".into()]);
        names.former_searchable = vec!["0".into()];
        net.service.change_names(&me, &names).await.unwrap();
        let told = kept().await;
        assert!(told.contains("図書館"), "{told}");
        for hidden in ["登山", "引越", "久我"] {
            assert!(!told.contains(hidden), "{told}");
        }
        tell(&net, &me, |input| input.seen = vec!["bio:nobody".into()]).await;
        assert!(!kept().await.contains("図書館"));
        net.service.list_me(&me, false).await.unwrap();
        assert_eq!(kept().await, "", "whoever is not listed has nothing there");
    }
}
