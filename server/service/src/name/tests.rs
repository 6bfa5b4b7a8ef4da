//! Who sees which name, who finds by it, and that a hidden one shows nowhere, not even in the order of lists.
use types::form::Problem;
use types::name::{NameKind, NamesInput};
use types::role::Role;
use types::visibility::{Relation, Visibility, may_see};

use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::testing::{Net, id, postgres};
use crate::viewer::Viewer;
use crate::why::Why;

/// The cast: each stands to Hanako as the name says.
struct Cast {
    net: Net,
    hanako: Viewer,
    friend: Viewer,
    member: Viewer,
    blocked: Viewer,
    office: Viewer,
}

impl Cast {
    async fn on(net: Net) -> Self {
        let hanako = net.member("橘", "華子", &[]).await;
        let friend = net.member("林", "友", &[]).await;
        let member = net.member("森", "望", &[]).await;
        let blocked = net.member("岡", "遮", &[]).await;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let s = &net.service;
        s.connect(&hanako, id(&friend), "").await.unwrap();
        s.accept_connection(&friend, id(&hanako)).await.unwrap();
        s.block(&hanako, id(&blocked)).await.unwrap();
        Self { net, hanako, friend, member, blocked, office }
    }

    fn everybody(&self) -> [(Relation, &Viewer); 6] {
        [
            (Relation::Own, &self.hanako),
            (Relation::Office, &self.office),
            (Relation::Connection, &self.friend),
            (Relation::Member, &self.member),
            (Relation::Visitor, &self.blocked),
            (Relation::Visitor, &Viewer::Visitor),
        ]
    }

    async fn set(&self, change: impl FnOnce(&mut NamesInput)) {
        set(&self.net, &self.hanako, change).await;
    }

    async fn found(&self, reader: &Viewer, q: &str) -> Vec<(String, Vec<Why>)> {
        let query = DirectoryQuery { q: q.into(), ..DirectoryQuery::default() };
        let people = self.net.service.directory(reader, &query).await.unwrap().people;
        people.into_iter().map(|it| (it.person.family, it.why)).collect()
    }

    /// All words of the profile that `reader` sees; none when there is no page.
    async fn page(&self, reader: &Viewer) -> Option<String> {
        match self.net.service.profile(reader, id(&self.hanako)).await {
            Ok(profile) => Some(format!("{profile:?}")),
            Err(Fault::NotFound | Fault::SignInNeeded) => None,
            Err(fault) => panic!("{fault:?}"),
        }
    }
}

async fn set(net: &Net, who: &Viewer, change: impl FnOnce(&mut NamesInput)) {
    let mut names = net.service.own_names(who).await.unwrap();
    change(&mut names);
    net.service.change_names(who, &names).await.unwrap();
}

/// All names there are, each with the word by which it is known.
const WORDS: [(NameKind, &str); 5] = [
    (NameKind::Kanji, "橘"),
    (NameKind::Reading, "たちばな"),
    (NameKind::Roman, "Tachibana"),
    (NameKind::Former, "大槻"),
    (NameKind::Display, "はなちゃん"),
];

fn full(names: &mut NamesInput, level: Visibility, searchable: bool) {
    let one = |text: &str| vec![text.to_owned()];
    (names.family_kana, names.given_kana) = ("タチバナ".into(), "ハナコ".into());
    (names.family_roman, names.given_roman) = ("Tachibana".into(), "Hanako".into());
    names.display = "はなちゃん".into();
    names.former_family = one("大槻");
    names.former_reading = one("オオツキ");
    names.former_until = one("2009");
    let reach = level.to_string();
    names.former_reach = one(&reach);
    (names.kanji_reach, names.reading_reach, names.roman_reach) = (reach.clone(), reach.clone(), reach);
    names.searchable = Vec::new();
    names.former_searchable = Vec::new();
    if searchable {
        names.searchable = NameKind::SPELLINGS.map(|kind| kind.to_string()).to_vec();
        names.former_searchable = one("0");
    }
}

#[tokio::test]
async fn each_name_is_seen_as_far_as_it_reaches() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let cast = Cast::on(net).await;
        let mut profile = cast.net.service.own_profile(&cast.hanako).await.unwrap();
        profile.bio = "公開です".into();
        profile.seen = vec!["bio:public".into()];
        cast.net.service.change_profile(&cast.hanako, &profile).await.unwrap();
        for level in Visibility::ALL {
            cast.set(|names| full(names, *level, true)).await;
            for (relation, reader) in cast.everybody() {
                let page = cast.page(reader).await.unwrap();
                for (kind, word) in WORDS {
                    let sees = kind == NameKind::Display || may_see(relation, *level);
                    assert_eq!(page.contains(word), sees, "{relation:?} {kind} {level}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_preview_shows_what_others_see() {
    let cast = Cast::on(Net::new().await).await;
    let s = &cast.net.service;
    for level in Visibility::ALL {
        cast.set(|names| full(names, *level, true)).await;
        for (relation, reader) in cast.everybody().into_iter().filter(|(it, _)| *it != Relation::Office) {
            let theirs = s.profile(reader, id(&cast.hanako)).await.ok();
            let shown = s.profile_as(&cast.hanako, relation).await.unwrap();
            let names =
                |it: crate::profile::ProfileView| (it.person.family, it.kana, it.roman, it.called, it.former);
            assert_eq!(shown.map(names), theirs.map(names), "{relation:?} {level}");
        }
    }
}

#[tokio::test]
async fn without_a_name_for_visitors_they_have_no_page() {
    let cast = Cast::on(Net::new().await).await;
    let mut profile = cast.net.service.own_profile(&cast.hanako).await.unwrap();
    profile.bio = "公開です".into();
    profile.seen = vec!["bio:public".into()];
    cast.net.service.change_profile(&cast.hanako, &profile).await.unwrap();
    assert!(cast.page(&Viewer::Visitor).await.unwrap().contains('橘'), "as it always was");
    cast.set(|names| names.kanji_reach = "members".into()).await;
    assert_eq!(cast.page(&Viewer::Visitor).await, None);
    assert_eq!(cast.page(&cast.blocked).await, None);
    assert!(cast.page(&cast.member).await.unwrap().contains('橘'));
    assert!(cast.net.service.profile_as(&cast.hanako, Relation::Visitor).await.unwrap().is_none());
    cast.set(|names| names.display = "はなちゃん".into()).await;
    let page = cast.page(&Viewer::Visitor).await.unwrap();
    assert!(page.contains("はなちゃん") && !page.contains('橘'));
}

#[tokio::test]
async fn search_finds_by_what_members_see_or_what_the_member_lets_it_find() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let cast = Cast::on(net).await;
        let typed = ["橘", "橘華子", "たちばな", "tachibana", "大槻", "大槻華子", "おおつき", "はなちゃん"];
        for level in Visibility::ALL {
            for searchable in [true, false] {
                cast.set(|names| full(names, *level, searchable)).await;
                let is_open = may_see(Relation::Member, *level);
                for q in typed {
                    let found = cast.found(&cast.member, q).await;
                    let finds = q == "はなちゃん" || is_open || searchable;
                    assert_eq!(found.len(), usize::from(finds), "{q} {level} {searchable}");
                    let shown = format!("{found:?}");
                    assert!(
                        is_open || !["橘", "大槻", "オオツキ"].iter().any(|it| shown.contains(it)),
                        "{shown}"
                    );
                    let is_told = found.iter().any(|(_, why)| !why.is_empty());
                    let is_beside = ["大槻", "大槻華子", "おおつき", "はなちゃん"].contains(&q);
                    assert_eq!(is_told, is_open && is_beside, "{q} {level}: {shown}");
                    assert!(cast.found(&cast.blocked, q).await.is_empty());
                }
            }
        }
        cast.set(|names| full(names, Visibility::Members, false)).await;
        let why = Why { field: None, excerpt: "大槻".into() };
        assert_eq!(cast.found(&cast.member, "大槻").await, [("橘".to_owned(), vec![why])]);
    }
}

#[tokio::test]
async fn a_hidden_given_name_is_not_confirmed_by_a_former_family_name() {
    let cast = Cast::on(Net::new().await).await;
    cast.set(|names| {
        full(names, Visibility::Nobody, false);
        names.former_searchable = vec!["0".into()];
    })
    .await;
    assert_eq!(cast.found(&cast.member, "大槻").await.len(), 1);
    assert_eq!(cast.found(&cast.member, "大槻華子").await.len(), 0);
}

/// Everybody in 五十音 order: nobody's place may depend on a reading that the reader does not see.
#[tokio::test]
async fn a_hidden_reading_gives_no_place() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let reader = net.member("林", "友", &[]).await;
        let mut orders = Vec::new();
        for (n, reading) in ["アオ", "ンン"].into_iter().enumerate() {
            let given = format!("空{n}");
            let kept = net.member("青", &given, &[]).await;
            let hide = |names: &mut NamesInput| {
                (names.family_kana, names.given_kana) = (reading.into(), "ソラ".into());
                names.reading_reach = "connections".into();
            };
            set(&net, &kept, hide).await;
            let mut conn = net.service.db().read().await.unwrap();
            let row = store::member::by_id(&mut conn, id(&kept)).await.unwrap().unwrap();
            assert!(row.family_kana.is_empty() && row.given_kana.is_empty());
            orders.push(row.sort_key.replace(&given, ""));
            let no = store::directory::number(&mut conn, id(&kept)).await.unwrap().unwrap();
            orders.push((no / crate::directory::SAME).to_string());
        }
        assert_eq!(orders[..2], orders[2..]);
        // A name in kana has a place by itself; one that hides stands where the name does that is shown.
        let called = net.member("渡辺", "明", &[]).await;
        let call = |names: &mut NamesInput| {
            (names.family_kana, names.given_kana) = ("ワタナベ".into(), "アキラ".into());
            (names.kanji_reach, names.reading_reach) = ("nobody".into(), "nobody".into());
            names.display = "あっくん".into();
        };
        set(&net, &called, call).await;
        let page = net.service.directory(&reader, &DirectoryQuery::default()).await.unwrap();
        assert_eq!(page.people.first().map(|it| it.person.family.as_str()), Some("あっくん"));
    }
}

#[tokio::test]
async fn what_stands_beside_everything_somebody_wrote_is_what_members_see() {
    let cast = Cast::on(Net::new().await).await;
    let s = &cast.net.service;
    cast.set(|names| full(names, Visibility::Connections, false)).await;
    let post = s.publish(&cast.hanako, "こんにちは").await.unwrap();
    for reader in [&cast.member, &cast.friend, &cast.office] {
        let name = s.post(reader, post, None).await.unwrap().post.author.name(types::lang::Lang::Ja);
        assert_eq!(name, "はなちゃん");
    }
    // A hidden name links to nobody, the one that is shown does.
    let linked = async |text: &str| {
        let post = s.publish(&cast.member, text).await.unwrap();
        s.post(&cast.member, post, None)
            .await
            .unwrap()
            .post
            .html
            .contains(&format!("/people/{}", id(&cast.hanako)))
    };
    assert!(!linked("@橘華子 さん").await && !linked("@Hanako Tachibana").await);
    assert!(linked("@はなちゃん さん").await && linked("@はなちゃん").await);
}

#[tokio::test]
async fn the_office_sees_its_names_at_the_desk_and_the_reading_is_listed() {
    let cast = Cast::on(Net::new().await).await;
    let s = &cast.net.service;
    let reads = async || s.profile_reads(&cast.hanako, None).await.unwrap().0.len();
    let mut profile = s.own_profile(&cast.hanako).await.unwrap();
    profile.seen = vec!["mail:members".into()];
    s.change_profile(&cast.hanako, &profile).await.unwrap();
    cast.set(|names| full(names, Visibility::Members, false)).await;
    assert!(!s.profile(&cast.office, id(&cast.hanako)).await.unwrap().is_read, "no more than a member");
    assert_eq!(reads().await, 0);
    cast.set(|names| full(names, Visibility::Office, false)).await;
    let shown = s.profile(&cast.office, id(&cast.hanako)).await.unwrap();
    assert!(shown.is_read && shown.person.family == "橘");
    assert_eq!(reads().await, 1);
    let desk = s.member_desk(&cast.office, id(&cast.hanako)).await.unwrap();
    assert_eq!((desk.person.family.as_str(), desk.names.kana[0].as_str()), ("橘", "タチバナ"));
    assert_eq!(desk.names.former[0].name, "大槻");
    cast.set(|names| full(names, Visibility::Nobody, false)).await;
    let desk = s.member_desk(&cast.office, id(&cast.hanako)).await.unwrap();
    assert_eq!((desk.person.family.as_str(), desk.names.former.len()), ("はなちゃん", 0));
    assert!(s.member_desk(&cast.member, id(&cast.hanako)).await.is_err());
}

#[tokio::test]
async fn a_form_comes_back_as_it_was_saved_and_hiding_can_be_taken_back() {
    let cast = Cast::on(Net::new().await).await;
    let s = &cast.net.service;
    for level in Visibility::ALL {
        for searchable in [true, false] {
            let mut names = s.own_names(&cast.hanako).await.unwrap();
            full(&mut names, *level, searchable);
            s.change_names(&cast.hanako, &names).await.unwrap();
            assert_eq!(
                s.own_names(&cast.hanako).await.unwrap(),
                NamesInput { former_given: vec![String::new()], ..names }
            );
        }
    }
    cast.set(|names| full(names, Visibility::Public, true)).await;
    assert!(cast.page(&cast.member).await.unwrap().contains('橘'));
}

#[tokio::test]
async fn a_refusal_changes_nothing_and_visitors_have_no_names() {
    let cast = Cast::on(Net::new().await).await;
    let s = &cast.net.service;
    let before = s.own_names(&cast.hanako).await.unwrap();
    let hidden = NamesInput { kanji_reach: "connections".into(), ..before.clone() };
    let Err(FormError::Problems(problems)) = s.change_names(&cast.hanako, &hidden).await else {
        panic!("members would see no name")
    };
    assert_eq!(problems.of("display"), Some(&Problem::NameNeeded));
    assert_eq!(s.own_names(&cast.hanako).await.unwrap(), before);
    assert!(matches!(s.own_names(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(
        s.change_names(&Viewer::Visitor, &before).await,
        Err(FormError::Fault(Fault::SignInNeeded))
    ));
}
