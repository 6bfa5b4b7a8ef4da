//! The directory against real members: nobody becomes one by it, and whose account ends is asked whether to stay.
use serde_json::{Value, json};
use store::scim_user::ScimUserRow;
use types::handover::{HandoverAttention, HandoverState};
use types::member::Relationship;
use types::role::Role;
use types::time::Stamp;

use super::group::ScimGroup;
use super::{ListQuery, Provisioner, ScimError};
use crate::Service;
use crate::fault::Fault;
use crate::mail::read_mailbox;
use crate::testing::{Net, member_at};
use crate::viewer::{Me, Viewer};

const TOKEN: &str = "scim-token-of-the-tests-0123456789";
const MAIL: &str = "yuki@example.jp";

fn directory(service: &Service) -> Provisioner {
    service.provisioner(TOKEN).unwrap()
}

async fn add(s: &Service, user: Value) -> Result<ScimUserRow, ScimError> {
    s.add_scim_user(directory(s), user.to_string().as_bytes()).await
}

async fn patch(s: &Service, row: &ScimUserRow, operation: Value) -> Result<ScimUserRow, ScimError> {
    let body = json!({ "Operations": [operation] }).to_string();
    s.patch_scim_user(directory(s), row.id, body.as_bytes(), None).await
}

fn yuki() -> Value {
    json!({ "userName": "Yuki@Corp.example.jp", "externalId": "E7", "active": true,
        "emails": [{ "value": MAIL, "type": "work", "primary": true }] })
}

/// A network with an office and the employee of [`MAIL`].
async fn net() -> (Net, Viewer, Viewer) {
    let net = Net::new().await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let me = member_at(&net.service, MAIL, ["林", "由紀子"], Relationship::Employee, &[]).await;
    (net, office, me)
}

/// What is told of leavers.
async fn told(s: &Service, office: &Viewer) -> Vec<HandoverState> {
    s.handovers(office, None).await.unwrap().rows.into_iter().map(|row| row.state).collect()
}

#[tokio::test]
async fn only_the_configured_token_opens_the_directory() {
    let net = Net::new().await;
    assert!(net.service.provisioner(TOKEN).is_some());
    for wrong in ["", "scim", "scim-token-of-the-tests-0123456780", &TOKEN.to_uppercase()] {
        assert!(net.service.provisioner(wrong).is_none(), "{wrong}");
    }
}

#[tokio::test]
async fn an_account_makes_nobody_a_member_and_is_linked_to_whoever_proved_its_address() {
    let (net, ..) = net().await;
    let s = &net.service;
    let stranger = add(s, json!({ "userName": "new@example.jp", "active": "True" })).await.unwrap();
    assert_eq!((stranger.member_id, stranger.active), (None, Some(true)));
    let mut conn = s.db().read().await.unwrap();
    assert_eq!(store::member::count(&mut conn).await.unwrap(), 2);
    drop(conn);
    let linked = add(s, yuki()).await.unwrap();
    assert!(linked.member_id.is_some());
    let twice = add(s, json!({ "userName": "YUKI@corp.EXAMPLE.jp" })).await;
    assert!(matches!(twice, Err(ScimError::Uniqueness)));
    let theirs =
        patch(s, &stranger, json!({ "op": "replace", "path": "userName", "value": "yuki@corp.example.jp" }));
    assert!(matches!(theirs.await, Err(ScimError::Uniqueness)));
    for bad in [
        json!({}),
        json!({ "userName": " " }),
        json!({ "userName": 7 }),
        json!({ "userName": "a", "active": "x" }),
        json!({ "userName": "a", "emails": ["a@b.jp"] }),
        json!({ "userName": "a", "name": "b" }),
        json!([]),
    ] {
        assert_eq!(add(s, bad.clone()).await.unwrap_err().kind().0, 400, "{bad}");
    }
}

#[tokio::test]
async fn an_account_is_linked_to_who_signs_in_by_it() {
    let issuer = "https://id.example.jp";
    let net = Net::configured(|config| config.oidc = Some(crate::oidc::OidcConfig::of(issuer))).await;
    let s = &net.service;
    let me = member_at(s, MAIL, ["林", "由紀子"], Relationship::Employee, &[]).await;
    let me = me.me().unwrap().id();
    let account = json!({ "userName": "7", "externalId": "subject-7" });
    let unknown = add(s, account).await.unwrap();
    assert_eq!(unknown.member_id, None);
    let mut tx = s.db().write().await.unwrap();
    store::oidc::link(&mut tx, issuer, "subject-7", me, s.now()).await.unwrap();
    tx.commit().await.unwrap();
    let off = patch(s, &unknown, json!({ "op": "replace", "path": "active", "value": false })).await.unwrap();
    assert_eq!(off.member_id, Some(me), "known since the first sign-in");
    let mut conn = s.db().read().await.unwrap();
    assert!(store::handover::open_of_member(&mut conn, me).await.unwrap().is_some(), "and asked");
}

#[tokio::test]
async fn an_account_given_to_somebody_else_is_no_longer_the_first_ones() {
    let (net, _, me) = net().await;
    let s = &net.service;
    let other = member_at(s, "ken@example.jp", ["佐々木", "健太"], Relationship::Employee, &[]).await;
    let row = add(s, yuki()).await.unwrap();
    assert_eq!(row.member_id, me.me().map(Me::id));
    let email = json!({ "op": "replace", "path": "emails", "value": [{ "value": "ken@example.jp" }] });
    let named = json!({ "op": "replace", "path": "userName", "value": "ken@example.jp" });
    patch(s, &row, named).await.unwrap();
    let given = patch(s, &row, email).await.unwrap();
    assert_eq!(given.member_id, other.me().map(Me::id));
    let unknown = json!({ "op": "replace", "value": { "userName": "9", "externalId": "E9", "emails": [] } });
    assert_eq!(patch(s, &row, unknown).await.unwrap().member_id, None);
}

#[tokio::test]
async fn an_account_back_after_leaving_took_effect_is_for_the_office_to_look_at() {
    let (net, office, me) = net().await;
    let s = &net.service;
    let row = add(s, yuki()).await.unwrap();
    patch(s, &row, json!({ "op": "replace", "path": "active", "value": false })).await.unwrap();
    net.clock.advance(31 * Stamp::DAY);
    s.schedule().await.unwrap();
    s.work_all().await.unwrap();
    patch(s, &row, json!({ "op": "replace", "path": "active", "value": true })).await.unwrap();
    let attention = async || s.handovers(&office, None).await.unwrap().rows.remove(0);
    let row = attention().await;
    assert_eq!((row.attention, row.state), (HandoverAttention::AccountBack, HandoverState::Expired));
    assert!(matches!(s.see_handover(&me, row.id).await, Err(Fault::NotAllowed)));
    s.see_handover(&office, row.id).await.unwrap();
    assert_eq!(attention().await.attention, HandoverAttention::None);
}

#[tokio::test]
async fn a_directory_cannot_send_what_is_not_seen() {
    let (net, ..) = net().await;
    let name = json!({ "familyName": "\u{202e}林\u{200b}", "givenName": "由\u{0}紀子" });
    let sent = json!({ "userName": "yuki\u{200b}@corp.example.jp", "displayName": "𠮷野家 👩‍💻\u{2069}", "name": name });
    let row = add(&net.service, sent).await.unwrap();
    assert_eq!([&row.family, &row.given, &row.display_name], ["林", "由紀子", "𠮷野家 👩‍💻"]);
    let again = add(&net.service, json!({ "userName": "yuki@corp.example.jp" })).await;
    assert!(matches!(again, Err(ScimError::Uniqueness)), "the same name to whoever reads it");
}

#[tokio::test]
async fn whose_account_ends_is_asked_once_and_taken_back_when_it_comes_back() {
    let (net, office, _) = net().await;
    let s = &net.service;
    let row = add(s, yuki()).await.unwrap();
    let off = patch(s, &row, json!({ "op": "Replace", "path": "active", "value": "False" })).await.unwrap();
    assert_eq!((off.active, off.version), (Some(false), 2));
    assert_eq!(told(s, &office).await, [HandoverState::Waiting]);
    patch(s, &row, json!({ "op": "Replace", "path": "active", "value": "False" })).await.unwrap();
    assert_eq!(told(s, &office).await.len(), 1, "once");
    patch(s, &row, json!({ "op": "replace", "value": { "active": true } })).await.unwrap();
    assert_eq!(told(s, &office).await, [HandoverState::Withdrawn]);
    s.delete_scim_user(directory(s), row.id, None).await.unwrap();
    assert_eq!(told(s, &office).await, [HandoverState::Waiting]);
    assert!(matches!(s.scim_user(directory(s), row.id).await, Err(ScimError::NotFound)));
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 50).await.unwrap();
    assert_eq!(mails.iter().filter(|mail| mail.to == MAIL).count(), 1, "no second mail for a slip");
    let stranger = add(s, json!({ "userName": "new@example.jp" })).await.unwrap();
    s.delete_scim_user(directory(s), stranger.id, None).await.unwrap();
    assert_eq!(told(s, &office).await.len(), 1, "nobody is asked for an account without a member");
}

#[tokio::test]
async fn a_change_meant_for_another_version_is_stopped() {
    let (net, ..) = net().await;
    let s = &net.service;
    let row = add(s, yuki()).await.unwrap();
    let put = async |user: Value, if_match: &str| {
        s.put_scim_user(directory(s), row.id, user.to_string().as_bytes(), Some(if_match)).await
    };
    let same = put(yuki(), "W/\"1\"").await.unwrap();
    assert_eq!(same.version, 1, "nothing changed");
    let bare = put(json!({ "userName": "yuki" }), "W/\"0\", W/\"1\"").await.unwrap();
    assert_eq!(
        (bare.version, bare.external_id.as_str(), bare.emails.as_str()),
        (2, "", "[]"),
        "what is not sent is gone"
    );
    assert!(matches!(put(yuki(), "W/\"1\"").await, Err(ScimError::Precondition)));
    assert!(matches!(
        s.delete_scim_user(directory(s), row.id, Some("W/\"1\"")).await,
        Err(ScimError::Precondition)
    ));
}

#[tokio::test]
async fn accounts_and_groups_are_found_and_listed_by_parts() {
    let (net, ..) = net().await;
    let s = &net.service;
    let mut ids = Vec::new();
    for n in 0..5 {
        net.clock.advance(1);
        ids.push(
            add(s, json!({ "userName": format!("u{n}"), "externalId": format!("E{n}") })).await.unwrap().id,
        );
    }
    let list = async |filter: Option<&str>, start_index, count| {
        let query = ListQuery { filter: filter.map(str::to_owned), start_index, count };
        let listed = s.scim_users(directory(s), &query).await?;
        let names: Vec<String> = listed.items.into_iter().map(|row| row.user_name).collect();
        Ok::<_, ScimError>((listed.total, listed.start, names.join(" ")))
    };
    assert_eq!(list(None, Some(2), Some(2)).await.unwrap(), (5, 2, "u1 u2".into()));
    assert_eq!(list(None, Some(-1), Some(0)).await.unwrap(), (5, 1, String::new()));
    assert_eq!(list(Some("userName eq \"U3\""), None, None).await.unwrap(), (1, 1, "u3".into()));
    assert_eq!(list(Some("externalId eq \"E4\""), None, None).await.unwrap(), (1, 1, "u4".into()));
    assert_eq!(list(Some("userName eq \"nobody\""), None, None).await.unwrap(), (0, 1, String::new()));
    for bad in ["userName sw \"u\"", "nickName eq \"u\"", "userName eq true"] {
        assert!(matches!(list(Some(bad), None, None).await, Err(ScimError::InvalidFilter)), "{bad}");
    }

    let members = json!({ "displayName": "開発", "members": [{ "value": ids[1].to_string() }, { "value": ids[0].to_string() }] });
    let group = s.add_scim_group(directory(s), members.to_string().as_bytes()).await.unwrap();
    assert_eq!(group.members, [ids[0], ids[1]]);
    let nobody = json!({ "displayName": "x", "members": [{ "value": "nobody" }] }).to_string();
    assert_eq!(
        s.add_scim_group(directory(s), nobody.as_bytes()).await.unwrap_err().kind().1,
        Some("invalidValue")
    );
    let take =
        json!({ "Operations": [{ "op": "Remove", "path": format!("members[value eq \"{}\"]", ids[0]) }] });
    let less =
        s.patch_scim_group(directory(s), group.row.id, take.to_string().as_bytes(), None).await.unwrap();
    assert_eq!((less.members, less.row.version), (vec![ids[1]], 2));
    s.delete_scim_user(directory(s), ids[1], None).await.unwrap();
    let ScimGroup { row, members } = s.scim_group(directory(s), group.row.id).await.unwrap();
    assert_eq!((row.version, members), (3, vec![]), "whoever is gone is in no group");
    let by_name = ListQuery { filter: Some("displayName eq \"開発\"".into()), ..ListQuery::default() };
    assert_eq!(s.scim_groups(directory(s), &by_name).await.unwrap().total, 1);
    s.delete_scim_group(directory(s), group.row.id, None).await.unwrap();
    assert!(matches!(s.scim_group(directory(s), group.row.id).await, Err(ScimError::NotFound)));
}
