//! Who sees a portrait: on the page of the profile, at its own address and in lists.
use store::export::{Place, section};
use types::crop::Crop;
use types::export::ExportSection;
use types::form::Problem;
use types::id::MediaId;
use types::member::MemberState;
use types::role::Role;
use types::visibility::{Relation, Visibility, may_see};

use crate::connection::Which;
use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::media::MediaSize;
use crate::testing::{Net, id, picture, postgres};
use crate::viewer::Viewer;

/// An owner, and one viewer for each way to stand to the owner.
struct Round {
    net: Net,
    owner: Viewer,
    viewers: Vec<(&'static str, Viewer, Relation)>,
}

impl Round {
    async fn of(net: Net) -> Self {
        let s = &net.service;
        let owner = net.member("佐々木", "花", &[]).await;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let near = net.member("久我", "洋平", &[]).await;
        let member = net.member("松本", "健", &[]).await;
        let blocked = net.member("林", "由紀子", &[]).await;
        s.connect(&owner, id(&near), "").await.unwrap();
        s.accept_connection(&near, id(&owner)).await.unwrap();
        s.block(&owner, id(&blocked)).await.unwrap();
        let viewers = vec![
            ("owner", owner.clone(), Relation::Own),
            ("office", office, Relation::Office),
            ("near", near, Relation::Connection),
            ("member", member, Relation::Member),
            ("visitor", Viewer::Visitor, Relation::Visitor),
            ("blocked", blocked, Relation::Visitor),
        ];
        Self { net, owner, viewers }
    }

    async fn portrait(&self) -> MediaId {
        let mut conn = self.net.service.db().read().await.unwrap();
        store::media::portrait(&mut conn, id(&self.owner)).await.unwrap().unwrap().id
    }

    /// Who sees the picture at its address.
    async fn seen_at_address(&self) -> Vec<&'static str> {
        let (portrait, mut seen) = (self.portrait().await, Vec::new());
        for (who, viewer, _) in &self.viewers {
            match self.net.service.media(viewer, portrait, MediaSize::Small).await {
                Ok(stored) => {
                    assert!(!stored.public, "it can be taken back");
                    seen.push(*who);
                }
                Err(fault) => assert!(matches!(fault, Fault::NotFound), "{who}: {fault:?}"),
            }
        }
        seen
    }

    async fn rest(&self, state: MemberState) {
        let mut tx = self.net.service.db().write().await.unwrap();
        store::member::set_state(&mut tx, id(&self.owner), state).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn each_level_reaches_whom_the_rule_names() {
    for net in [Net::new().await, Net::on(postgres::database().await).await] {
        let round = Round::of(net).await;
        let s = &round.net.service;
        s.change_photo(&round.owner, Some((picture(), Crop::default())), Visibility::Nobody).await.unwrap();
        let portrait = round.portrait().await;
        for reach in Visibility::ALL {
            s.change_photo(&round.owner, None, *reach).await.unwrap();
            assert_eq!(s.own_portrait(&round.owner).await.unwrap(), Some(*reach));
            assert_eq!(round.portrait().await, portrait, "the picture stays");
            let sees = |relation| may_see(relation, *reach);
            let expected: Vec<_> =
                round.viewers.iter().filter(|it| sees(it.2)).map(|(who, ..)| *who).collect();
            assert_eq!(round.seen_at_address().await, expected, "{reach}");
            for (who, viewer, relation) in &round.viewers {
                let shown = s.profile(viewer, id(&round.owner)).await.ok();
                let shown = shown.as_ref().and_then(|page| page.person.photo);
                assert_eq!(shown, sees(*relation).then_some(portrait), "{who} at {reach}");
                let own = s.profile_as(&round.owner, *relation).await.unwrap();
                let own = own.and_then(|page| page.person.photo);
                assert_eq!(own, sees(*relation).then_some(portrait), "as {who} at {reach}");
            }
            let level = s.profile(&round.owner, id(&round.owner)).await.unwrap().portrait_level;
            assert_eq!(level, Some(*reach));

            let (_, near, _) = &round.viewers[2];
            let people = s.directory(near, &DirectoryQuery::default()).await.unwrap().people;
            let listed = people.into_iter().find(|it| it.person.id == id(&round.owner)).unwrap();
            assert_eq!(listed.person.photo, sees(Relation::Member).then_some(portrait), "{reach}");
            let near = s.connections(near, Which::Connected, None).await.unwrap().people;
            assert_eq!(near[0].person.photo, sees(Relation::Connection).then_some(portrait), "{reach}");
        }
    }
}

/// As with any other field.
#[tokio::test]
async fn a_public_portrait_opens_the_page_to_visitors_and_reading_by_the_office_is_noted() {
    let round = Round::of(Net::new().await).await;
    let s = &round.net.service;
    let owner = id(&round.owner);
    assert!(s.profile(&Viewer::Visitor, owner).await.is_err());
    s.change_photo(&round.owner, Some((picture(), Crop::default())), Visibility::Public).await.unwrap();
    let page = s.profile(&Viewer::Visitor, owner).await.unwrap();
    assert_eq!((page.person.photo, page.fields()), (Some(round.portrait().await), vec![]));
    let (_, office, _) = &round.viewers[1];
    // The mail address reaches the office by itself: without one, the portrait alone makes the difference.
    let form = s.own_profile(&round.owner).await.unwrap();
    let seen = vec!["mail:nobody".to_owned(), "city:members".to_owned()];
    s.change_profile(&round.owner, &types::profile::ProfileInput { seen, ..form }).await.unwrap();
    assert!(!s.profile(office, owner).await.unwrap().is_read);
    s.change_photo(&round.owner, None, Visibility::Office).await.unwrap();
    let reads = async || {
        let mut conn = s.db().read().await.unwrap();
        let start = Place::default();
        section::page(&mut conn, ExportSection::ProfileReads, owner, &start, 99).await.unwrap().len()
    };
    let before = reads().await;
    s.media(office, round.portrait().await, MediaSize::Large).await.unwrap();
    assert_eq!(reads().await, before + 1, "at its address too");
    assert!(s.profile(office, owner).await.unwrap().is_read);
}

#[tokio::test]
async fn who_rests_keeps_the_portrait_that_every_member_saw() {
    let round = Round::of(Net::new().await).await;
    let s = &round.net.service;
    s.change_photo(&round.owner, Some((picture(), Crop::default())), Visibility::Public).await.unwrap();
    round.rest(MemberState::Resting).await;
    assert_eq!(round.seen_at_address().await, ["owner", "office", "near", "member"]);
    round.rest(MemberState::Suspended).await;
    assert_eq!(round.seen_at_address().await, ["owner", "office"]);
    round.rest(MemberState::Active).await;
    s.change_photo(&round.owner, None, Visibility::Connections).await.unwrap();
    round.rest(MemberState::Resting).await;
    assert_eq!(round.seen_at_address().await, ["owner", "office"]);
}

#[tokio::test]
async fn a_new_portrait_takes_the_place_of_the_old_one() {
    let round = Round::of(Net::new().await).await;
    let s = &round.net.service;
    let nothing = s.change_photo(&round.owner, None, Visibility::Members).await.unwrap_err();
    let FormError::Problems(problems) = nothing else { panic!("{nothing:?}") };
    assert_eq!(problems.of("photo"), Some(&Problem::NoFile));
    assert_eq!(s.own_portrait(&round.owner).await.unwrap(), None);

    for reach in [Visibility::Connections, Visibility::Members] {
        s.change_photo(&round.owner, Some((picture(), Crop::default())), reach).await.unwrap();
    }
    let old = round.portrait().await;
    s.change_photo(&round.owner, Some((picture(), Crop::default())), Visibility::Nobody).await.unwrap();
    let new = round.portrait().await;
    assert_ne!(old, new);
    assert!(!s.media_folder(old).exists() && s.media_folder(new).exists());
    s.remove_photo(&round.owner).await.unwrap();
    assert!(!s.media_folder(new).exists());
    assert_eq!(s.own_portrait(&round.owner).await.unwrap(), None);
    assert_eq!(s.profile(&round.owner, id(&round.owner)).await.unwrap().person.photo, None);

    for refused in [
        s.change_photo(&Viewer::Visitor, None, Visibility::Members).await.is_err(),
        s.remove_photo(&Viewer::Visitor).await.is_err(),
        s.own_portrait(&Viewer::Visitor).await.is_err(),
    ] {
        assert!(refused);
    }
}

/// Sent twice at once: what lists show is what the portrait reaches, whichever came last.
#[tokio::test]
async fn changes_at_the_same_time_wait_for_each_other() {
    let round = Round::of(Net::on(postgres::database().await).await).await;
    let s = &round.net.service;
    let new = |reach| s.change_photo(&round.owner, Some((picture(), Crop::default())), reach);
    new(Visibility::Members).await.unwrap();
    for _ in 0..10 {
        // A picture is drawn before anything is written: the level changes all the while.
        let narrower = async {
            for _ in 0..60 {
                s.change_photo(&round.owner, None, Visibility::Connections).await.unwrap();
            }
        };
        let (one, other, ()) = tokio::join!(new(Visibility::Public), new(Visibility::Members), narrower);
        one.unwrap();
        other.unwrap();
        let mut conn = s.db().read().await.unwrap();
        let portrait = store::media::portrait(&mut conn, id(&round.owner)).await.unwrap().unwrap();
        let listed = store::member::by_id(&mut conn, id(&round.owner)).await.unwrap().unwrap().photo_id;
        assert_eq!(listed, may_see(Relation::Member, portrait.reach).then_some(portrait.id));
    }
}
