//! What is counted beside a choice is how many the directory lists by it, and nothing hidden is counted.
use types::profile::{ProfileField, ProfileInput};
use types::tie::TieKind;

use super::DirectoryQuery;
use crate::testing::{Net, id, postgres};
use crate::viewer::Viewer;

async fn both() -> [Net; 2] {
    [Net::new().await, Net::on(postgres::database().await).await]
}

async fn tell(net: &Net, viewer: &Viewer, change: impl FnOnce(&mut ProfileInput)) {
    let mut input = net.service.own_profile(viewer).await.unwrap();
    change(&mut input);
    net.service.change_profile(viewer, &input).await.unwrap();
}

/// A member of the public-relations department who lives at `region`.
async fn member(net: &Net, family: &str, region: &str, industry: &str) -> Viewer {
    let viewer = net.member(family, "望", &[]).await;
    tell(net, &viewer, |input| {
        input.bio = "図書館の仕事です。".into();
        input.region = region.into();
        input.industry = industry.into();
        input.period_department = vec!["広報部".into()];
        input.period_from = vec!["2003".into()];
        input.period_to = vec!["2010".into()];
    })
    .await;
    viewer
}

/// How many are counted beside each place, industry and tie, each compared with the list itself.
async fn counted(net: &Net, viewer: &Viewer, query: DirectoryQuery) -> Vec<usize> {
    let counts = net.service.directory_counts(viewer, &query).await.unwrap();
    let listed =
        async |query: DirectoryQuery| net.service.directory(viewer, &query).await.unwrap().people.len();
    let mut all = Vec::new();
    for place in ["saga", "kyushu", "miyagi", "VN"] {
        let people = counts.place(place).unwrap().people;
        assert_eq!(people, listed(DirectoryQuery { region: place.into(), ..query.clone() }).await, "{place}");
        all.push(people);
    }
    for industry in types::industry::Industry::ALL {
        let industry = industry.as_str();
        let people = counts.industry(industry).unwrap().people;
        let chosen = DirectoryQuery { industry: industry.into(), ..query.clone() };
        assert_eq!(people, listed(chosen).await, "{industry}");
    }
    for choice in net.service.departments(viewer).await.unwrap() {
        let department = choice.id.to_string();
        let people = counts.department(&department).unwrap().people;
        assert_eq!(people, listed(DirectoryQuery { department, ..query.clone() }).await);
    }
    for kind in TieKind::ALL {
        let people = counts.tie(*kind).unwrap().people;
        let chosen = DirectoryQuery { tie: kind.to_string(), ..query.clone() };
        assert_eq!(people, listed(chosen).await, "{kind}");
        all.push(people);
    }
    all
}

/// The same by all that can be asked besides.
async fn compare(net: &Net, viewer: &Viewer) -> Vec<usize> {
    let query = DirectoryQuery::default;
    for asked in [
        DirectoryQuery { q: "図書館".into(), ..query() },
        DirectoryQuery { region: "saga".into(), ..query() },
        DirectoryQuery { from: "2005".into(), to: "2006".into(), ..query() },
        DirectoryQuery { from: "2011".into(), ..query() },
        DirectoryQuery { tie: "together".into(), ..query() },
        DirectoryQuery { q: "図書館".into(), region: "kyushu".into(), row: "other".into(), ..query() },
    ] {
        counted(net, viewer, asked).await;
    }
    counted(net, viewer, query()).await
}

#[tokio::test]
async fn what_is_counted_is_what_is_listed_whatever_happens() {
    let industry = types::industry::Industry::ALL[0].as_str();
    for net in both().await {
        let s = &net.service;
        let me = member(&net, "青木", "saga", industry).await;
        let other = member(&net, "石井", "saga", "").await;
        let third = member(&net, "上田", "kyushu", industry).await;
        let fourth = member(&net, "江口", "VN", "").await;
        let at = async || compare(&net, &me).await[..4].to_vec();
        assert_eq!(at().await, [2, 3, 0, 1]);
        tell(&net, &other, |input| input.region = "miyagi".into()).await;
        assert_eq!(at().await, [1, 2, 1, 1]);

        // What connections alone see is counted for nobody, as it is listed for nobody.
        s.connect(&me, id(&fourth), "").await.unwrap();
        s.accept_connection(&fourth, id(&me)).await.unwrap();
        tell(&net, &fourth, |input| {
            let field = format!("{}:", ProfileField::Region);
            input.seen.retain(|seen| !seen.starts_with(&field));
            input.seen.push(format!("{field}connections"));
        })
        .await;
        assert_eq!(at().await, [1, 2, 1, 0]);

        s.block(&third, id(&me)).await.unwrap();
        assert_eq!(at().await, [1, 1, 1, 0], "as if nobody was there");
        assert_eq!(compare(&net, &third).await[..4], [0, 1, 1, 0], "both ways");
        assert_eq!(compare(&net, &other).await[..4], [1, 2, 1, 0], "nobody else");

        s.rest(&other).await.unwrap();
        assert_eq!(at().await, [1, 1, 0, 0]);
    }
}

#[tokio::test]
async fn nothing_is_counted_where_nothing_true_can_be_said() {
    let net = Net::new().await;
    let me = member(&net, "林", "saga", "").await;
    for q in ["林", "!?"] {
        let query = DirectoryQuery { q: q.into(), ..DirectoryQuery::default() };
        let counts = net.service.directory_counts(&me, &query).await.unwrap();
        assert_eq!((counts.place("saga"), counts.tie(TieKind::Together)), (None, None), "{q}");
    }
    assert!(net.service.directory_counts(&Viewer::Visitor, &DirectoryQuery::default()).await.is_err());
}
