//! Contracts of the company's directory on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::erasure::company;
use store::scim_group::{self, ScimGroupRow};
use store::scim_user::{self, ScimUserRow};
use store::{StoreError, address, member};
use types::id::{ScimGroupId, ScimUserId};
use types::member::MemberState;
use types::time::Stamp;
use uuid::Uuid;

fn user(n: u128) -> ScimUserRow {
    ScimUserRow {
        id: ScimUserId(Uuid::from_u128(n)),
        user_name: format!("U{n}@example.jp"),
        user_name_key: format!("u{n}@example.jp"),
        external_id: format!("E{n}"),
        active: Some(true),
        given: "由紀子".into(),
        family: "林".into(),
        formatted: String::new(),
        display_name: "林 由紀子".into(),
        emails: "[]".into(),
        member_id: None,
        version: 1,
        created_at: Stamp(1),
        updated_at: Stamp(1),
    }
}

fn group(n: u128) -> ScimGroupRow {
    ScimGroupRow {
        id: ScimGroupId(Uuid::from_u128(n)),
        display_name: format!("group {n}"),
        external_id: String::new(),
        version: 1,
        created_at: Stamp(1),
        updated_at: Stamp(1),
    }
}

#[tokio::test]
async fn an_account_has_one_name_and_changes_from_what_it_was() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        for n in 1..=3 {
            scim_user::insert(&mut tx, &user(n)).await.unwrap();
        }
        assert_eq!(scim_user::count(&mut tx).await.unwrap(), 3);
        let page = async |tx: &mut store::Tx, skip, limit| {
            let rows = scim_user::page(tx, skip, limit).await.unwrap();
            rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(page(&mut tx, 0, 2).await, [1, 2]);
        assert_eq!(page(&mut tx, 2, 2).await, [3]);
        assert_eq!(scim_user::by_name(&mut tx, "u2@example.jp").await.unwrap(), Some(user(2)));
        assert_eq!(scim_user::by_external(&mut tx, "E3").await.unwrap(), [user(3)]);
        assert_eq!(scim_user::by_external(&mut tx, "").await.unwrap(), []);
        assert_eq!(scim_user::member_by_external(&mut tx, "E1").await.unwrap(), None);

        let changed = ScimUserRow { active: Some(false), member_id: Some(id(1)), version: 2, ..user(1) };
        assert!(!scim_user::update(&mut tx, &changed, 2).await.unwrap(), "somebody was faster");
        assert!(scim_user::update(&mut tx, &changed, 1).await.unwrap());
        assert_eq!(scim_user::by_id(&mut tx, changed.id).await.unwrap(), Some(changed));
        assert_eq!(scim_user::member_by_external(&mut tx, "E1").await.unwrap(), Some(id(1)));
        assert!(scim_user::delete(&mut tx, user(3).id).await.unwrap());
        assert!(!scim_user::delete(&mut tx, user(3).id).await.unwrap());
        let twice = ScimUserRow { id: user(9).id, ..user(2) };
        let refused = scim_user::insert(&mut tx, &twice).await;
        assert!(matches!(refused, Err(StoreError::Duplicate(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_group_holds_accounts_that_exist() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, []).await;
        for n in 1..=2 {
            scim_user::insert(&mut tx, &user(n)).await.unwrap();
            scim_group::insert(&mut tx, &group(n)).await.unwrap();
        }
        let (one, two) = (user(1).id, user(2).id);
        assert!(scim_group::add_user(&mut tx, group(1).id, two).await.unwrap());
        assert!(scim_group::add_user(&mut tx, group(1).id, one).await.unwrap());
        assert!(!scim_group::add_user(&mut tx, group(1).id, one).await.unwrap(), "once");
        assert!(!scim_group::add_user(&mut tx, group(1).id, user(9).id).await.unwrap(), "nobody");
        assert_eq!(scim_group::users(&mut tx, group(1).id).await.unwrap(), [one, two]);
        assert!(scim_group::remove_user(&mut tx, group(1).id, one).await.unwrap());
        assert!(!scim_group::remove_user(&mut tx, group(1).id, one).await.unwrap());

        scim_group::touch_of_user(&mut tx, two, Stamp(9)).await.unwrap();
        scim_user::delete(&mut tx, two).await.unwrap();
        let touched = ScimGroupRow { version: 2, updated_at: Stamp(9), ..group(1) };
        assert_eq!(scim_group::by_id(&mut tx, group(1).id).await.unwrap(), Some(touched.clone()));
        assert_eq!(scim_group::users(&mut tx, group(1).id).await.unwrap(), []);

        let named =
            ScimGroupRow { display_name: "new".into(), external_id: "G".into(), version: 3, ..touched };
        assert!(!scim_group::update(&mut tx, &named, 1).await.unwrap());
        assert!(scim_group::update(&mut tx, &named, 2).await.unwrap());
        assert_eq!(scim_group::by_name(&mut tx, "new").await.unwrap(), std::slice::from_ref(&named));
        assert_eq!(scim_group::by_external(&mut tx, "G").await.unwrap(), std::slice::from_ref(&named));
        assert_eq!(scim_group::page(&mut tx, 1, 5).await.unwrap(), [group(2)]);
        assert!(scim_group::delete(&mut tx, named.id).await.unwrap());
        assert_eq!(scim_group::count(&mut tx).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn only_a_proved_address_tells_who_it_is() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        let mail = "a@example.jp".parse().unwrap();
        member::insert_mail(&mut tx, &mail, id(1), true, None).await.unwrap();
        assert_eq!(address::proved_holder(&mut tx, &mail).await.unwrap(), None);
        member::verify_mail(&mut tx, &mail, Stamp(5)).await.unwrap();
        assert_eq!(address::proved_holder(&mut tx, &mail).await.unwrap(), Some(id(1)));
        member::set_state(&mut tx, id(1), MemberState::Left).await.unwrap();
        assert_eq!(address::proved_holder(&mut tx, &mail).await.unwrap(), None);
    }
}

#[tokio::test]
async fn nothing_the_company_told_of_whoever_left_for_good_stays() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let linked = ScimUserRow { member_id: Some(id(1)), ..user(1) };
        let emails = r#"[{"type":"work","value":"M1@Example.jp"}]"#;
        let by_mail = ScimUserRow { emails: emails.into(), ..user(2) };
        let others = ScimUserRow { emails: emails.replace("M1", "xM1"), member_id: Some(id(2)), ..user(3) };
        for row in [&linked, &by_mail, &others] {
            scim_user::insert(&mut tx, row).await.unwrap();
        }
        scim_group::insert(&mut tx, &group(1)).await.unwrap();
        scim_group::add_user(&mut tx, group(1).id, linked.id).await.unwrap();
        company::delete(&mut tx, id(1), Stamp(8)).await.unwrap();
        company::delete_accounts_of(&mut tx, &"m1@example.jp".parse().unwrap()).await.unwrap();
        assert_eq!(scim_user::page(&mut tx, 0, 9).await.unwrap(), [others]);
        assert_eq!(scim_group::users(&mut tx, group(1).id).await.unwrap(), []);
        let told = scim_group::by_id(&mut tx, group(1).id).await.unwrap().unwrap();
        assert_eq!((told.version, told.updated_at), (2, Stamp(8)), "the directory sees that it changed");
    }
}
