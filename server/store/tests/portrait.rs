//! Contract of portraits: one of each member, and how far it reaches.
use crate::engines;
use crate::people::{id, person, with};
use store::media::{self, MediaRow, PortraitRow};
use store::session::{self, SessionRow};
use store::sight::Eye;
use store::{StoreError, connection, member};
use types::id::{MediaId, MemberId, SessionId};
use types::time::Stamp;
use types::visibility::{Relation, Visibility, may_see};
use uuid::Uuid;

fn portrait(n: u128, owner: MemberId, reach: Visibility) -> MediaRow {
    MediaRow {
        id: MediaId(Uuid::from_u128(n)),
        owner_id: Some(owner),
        kind: "portrait".into(),
        mime: "image/webp".into(),
        name: String::new(),
        bytes: 10,
        width: 64,
        height: 64,
        public: false,
        created_at: Stamp(1),
        reach: Some(reach),
    }
}

#[tokio::test]
async fn a_member_has_one_portrait_at_most() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let (first, other) =
            (portrait(1, id(1), Visibility::Office), portrait(2, id(2), Visibility::Members));
        media::insert(&mut tx, &first).await.unwrap();
        media::insert(&mut tx, &other).await.unwrap();
        let kept = PortraitRow { id: first.id, reach: Visibility::Office };
        assert_eq!(media::portrait(&mut tx, id(1)).await.unwrap(), Some(kept));
        media::set_reach(&mut tx, first.id, Visibility::Nobody).await.unwrap();
        assert_eq!(media::by_id(&mut tx, first.id).await.unwrap().unwrap().reach, Some(Visibility::Nobody));
        assert_eq!(media::by_id(&mut tx, other.id).await.unwrap(), Some(other));
        tx.commit().await.unwrap();

        let mut tx = engine.db.write().await.unwrap();
        let second = media::insert(&mut tx, &portrait(3, id(1), Visibility::Members)).await;
        assert!(matches!(second, Err(StoreError::Duplicate(_))), "{second:?}");
        drop(tx);
        let mut tx = engine.db.write().await.unwrap();
        media::delete(&mut tx, first.id).await.unwrap();
        assert_eq!(media::portrait(&mut tx, id(1)).await.unwrap(), None);
        media::insert(&mut tx, &portrait(3, id(1), Visibility::Members)).await.unwrap();
    }
}

#[tokio::test]
async fn the_owner_sees_it_on_every_page_and_connections_as_the_rule_has_it() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let row = portrait(1, id(1), Visibility::Nobody);
        media::insert(&mut tx, &row).await.unwrap();
        connection::insert(&mut tx, id(1), id(2), Stamp(1)).await.unwrap();
        let signed_in = SessionRow {
            id: SessionId(Uuid::from_u128(1)),
            member_id: id(1),
            device: String::new(),
            created_at: Stamp(1),
            idle_until: Stamp(100),
            expires_at: Stamp(100),
        };
        session::insert(&mut tx, "token", &signed_in).await.unwrap();
        let latest = (Stamp(9), MemberId(Uuid::max()));
        for reach in Visibility::ALL {
            media::set_reach(&mut tx, row.id, *reach).await.unwrap();
            let shown = may_see(Relation::Member, *reach).then_some(row.id);
            member::set_photo(&mut tx, id(1), shown).await.unwrap();
            let own = session::viewer(&mut tx, "token", Stamp(5), "2026-11").await.unwrap().unwrap();
            assert_eq!(own.photo_id, Some(row.id), "{reach}");
            let near = connection::page(&mut tx, id(2), latest, 9).await.unwrap();
            let expected = may_see(Relation::Connection, *reach).then_some(row.id);
            assert_eq!(near[0].person.photo_id, expected, "{reach}");
            let seen = member::seen_person(&mut tx, Eye::member(id(2)), id(1)).await.unwrap().unwrap();
            assert_eq!(seen.photo_id, shown, "{reach}");
        }
    }
}
