//! Names are counted from what every member sees, suggested from three members on, and merged without touching what was written.
use types::form::Problem;
use types::id::SkillId;
use types::profile::ProfileInput;
use types::role::Role;

use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::testing::{Net, postgres};
use crate::viewer::{Me, Viewer};

async fn tell(net: &Net, viewer: &Viewer, skills: &str, level: &str) {
    let own = net.service.own_profile(viewer).await.unwrap();
    let input = ProfileInput { skills: skills.into(), seen: vec![format!("skills:{level}")], ..own };
    net.service.change_profile(viewer, &input).await.unwrap();
}

async fn people(net: &Net, families: &[&str]) -> Vec<Viewer> {
    let mut people = Vec::new();
    for family in families {
        people.push(net.member(family, "花", &[]).await);
    }
    people
}

async fn found(net: &Net, viewer: &Viewer, q: &str) -> usize {
    let query = DirectoryQuery { q: q.into(), ..DirectoryQuery::default() };
    net.service.directory(viewer, &query).await.unwrap().people.len()
}

/// Why people are found, where their cards do not show it.
async fn why(net: &Net, viewer: &Viewer, q: &str) -> Vec<String> {
    let query = DirectoryQuery { q: q.into(), ..DirectoryQuery::default() };
    let people = net.service.directory(viewer, &query).await.unwrap().people;
    people.into_iter().flat_map(|it| it.why).map(|why| why.excerpt).collect()
}

/// The number of each name, as the office sees it.
async fn numbers(net: &Net, office: &Viewer) -> Vec<(String, Option<i64>)> {
    let (lines, _) = net.service.skills(office, "", "").await.unwrap();
    lines.into_iter().map(|line| (line.name, line.members)).collect()
}

async fn named(net: &Net, office: &Viewer, name: &str) -> SkillId {
    let (lines, _) = net.service.skills(office, name, "").await.unwrap();
    lines[0].id
}

fn problem<T>(outcome: Result<T, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn a_name_is_suggested_once_three_tell_it_to_every_member() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let office = net.member("事務", "局", &[Role::Office]).await;
        let p = people(&net, &["林", "森田", "小川", "佐藤"]).await;
        let suggested = async || net.service.common_skills(&p[0]).await.unwrap();
        tell(&net, &p[0], "Rust、表計算", "members").await;
        tell(&net, &p[1], "ＲＵＳＴ、rust", "public").await;
        tell(&net, &p[2], "Rust", "connections").await;
        assert!(suggested().await.is_empty(), "the third keeps it to connections");
        assert_eq!(numbers(&net, &office).await, [("Rust".into(), None), ("表計算".into(), None)]);
        tell(&net, &p[2], "rust", "members").await;
        assert_eq!(suggested().await, ["Rust"], "in the spelling of the first");
        assert_eq!(numbers(&net, &office).await[0], ("Rust".into(), Some(3)));
        tell(&net, &p[2], "rust", "office").await;
        assert!(suggested().await.is_empty());
        tell(&net, &p[0], "", "members").await;
        tell(&net, &p[1], "", "members").await;
        assert!(numbers(&net, &office).await.is_empty(), "what nobody tells any more is forgotten");
    }
}

#[tokio::test]
async fn a_merge_finds_by_both_names_and_is_undone_whole() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let s = &net.service;
        let office = net.member("事務", "局", &[Role::Office]).await;
        let p = people(&net, &["林", "森田", "小川"]).await;
        tell(&net, &p[0], "ML", "members").await;
        tell(&net, &p[1], "ML、機械学習", "members").await;
        tell(&net, &p[2], "機械学習", "members").await;
        let ml = named(&net, &office, "ml").await;
        let into = s.merge_skill(&office, ml, "機械学習").await.unwrap();
        s.work_all().await.unwrap();
        assert_eq!(numbers(&net, &office).await, [("機械学習".into(), Some(3))], "nobody is counted twice");
        assert_eq!((found(&net, &office, "ML").await, found(&net, &office, "機械学習").await), (3, 3));
        assert_eq!(why(&net, &office, "機械学習").await, ["ML（機械学習）"], "where it is not written");
        assert_eq!(why(&net, &office, "ML").await, ["機械学習（ML）"]);
        assert_eq!(s.common_skills(&p[0]).await.unwrap(), ["機械学習"]);
        let id = p[0].me().map(Me::id).unwrap();
        let written = s.profile(&p[2], id).await.unwrap().skills.unwrap().value;
        assert_eq!(written, ["ML"], "what was written stays");
        assert_eq!(problem(s.merge_skill(&office, into, "ml").await, "into"), Some(Problem::SameWord));

        assert_eq!(s.skill(&office, into).await.unwrap().merged.len(), 1);
        assert_eq!(s.part_skill(&office, ml).await.unwrap(), Some(ml));
        s.work_all().await.unwrap();
        assert_eq!(numbers(&net, &office).await, [("ML".into(), None), ("機械学習".into(), None)]);
        assert_eq!((found(&net, &office, "ML").await, found(&net, &office, "機械学習").await), (2, 2));
        assert_eq!(s.part_skill(&office, ml).await.unwrap(), None, "twice is once");

        // Into a name that nobody has: it lives as long as the merge.
        let new = s.merge_skill(&office, ml, "人工知能").await.unwrap();
        s.work_all().await.unwrap();
        assert_eq!((found(&net, &office, "人工知能").await, found(&net, &office, "機械学習").await), (2, 2));
        // The office goes on with what is there still when the index has followed.
        assert_eq!(s.part_skill(&office, ml).await.unwrap(), Some(ml));
        s.work_all().await.unwrap();
        assert!(matches!(s.skill(&office, new).await, Err(Fault::NotFound)));
        assert_eq!(found(&net, &office, "人工知能").await, 0);
    }
}

#[tokio::test]
async fn the_office_alone_looks_after_names_and_a_spelling_stays_the_same_word() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("事務", "局", &[Role::Office]).await;
    let p = people(&net, &["林"]).await;
    tell(&net, &p[0], "ｒｕｓｔ", "members").await;
    let id = named(&net, &office, "rust").await;
    s.rename_skill(&office, id, "Rust").await.unwrap();
    assert_eq!(s.skill(&office, id).await.unwrap().line.name, "Rust");
    assert_eq!(problem(s.rename_skill(&office, id, "Go").await, "name"), Some(Problem::OtherWord));
    assert_eq!(problem(s.rename_skill(&office, id, " ").await, "name"), Some(Problem::Required));
    assert_eq!(problem(s.merge_skill(&office, id, "RUST").await, "into"), Some(Problem::SameWord));
    assert!(matches!(s.skills(&p[0], "", "").await, Err(Fault::NotAllowed)));
    assert!(matches!(s.skill(&p[0], id).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.part_skill(&p[0], id).await, Err(Fault::NotAllowed)));
    for refused in [s.rename_skill(&p[0], id, "Rust").await, s.merge_skill(&p[0], id, "Go").await.map(|_| ())]
    {
        assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    }
    assert!(matches!(s.common_skills(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
}
