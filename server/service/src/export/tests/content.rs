//! Everything held about the member is in the file, and nothing of anybody else that the member does not see.
use std::io::Read;

use serde_json::Value;
use store::handover::HandoverRow;
use store::join_request::JoinRequestRow;
use store::passkey::PasskeyRow;
use store::profile::{ProfileRow, TenureRow};
use store::scim_user::ScimUserRow;
use store::staff_note::NewNote;
use types::crop::Crop;
use types::export::ExportSection;
use types::feed::{DraftPlace, ReactionKind};
use types::handover::{HandoverAttention, HandoverState};
use types::id::JoinRequestId;
use types::invitation::InvitationInput;
use types::join::JoinState;
use types::lang::Lang;
use types::relationship::{PeriodInput, RelationshipSource};
use types::rights::RightsInput;
use types::role::Role;
use types::visibility::Visibility;
use types::vouch::VouchState;
use zip::ZipArchive;

use super::id;
use crate::feed::PostInput;
use crate::relationship::Change;
use crate::testing::{Net, picture, viewer_of};
use crate::viewer::Viewer;

/// What is planted, each by another way into the database, with where `data.json` has it.
const PLANTED: [(&str, &str); 26] = [
    ("profile", "自己紹介の種"),
    ("departments", "所属の種"),
    ("relationships", "2019-07"),
    ("handovers", "卒業の種"),
    ("directory_accounts", "台帳の種"),
    ("directory_groups", "班の種"),
    ("passkeys", "鍵の種"),
    ("accounts", "会社の番号の種"),
    ("posts", "二度目の本文の種"),
    ("post_versions", "最初の本文の種"),
    ("pictures", "画像の説明の種"),
    ("comments", "コメントの種"),
    ("drafts", "下書きの種"),
    ("reports", "通報の種"),
    ("reactions", "cheer"),
    ("join_request", "申込の種"),
    ("join_request", "事務局の問いの種"),
    ("join_request", "問いへの答えの種"),
    ("staff_notes", "事務局のメモの種"),
    ("vouches", "保証の種"),
    ("invitations", "招待の種"),
    ("rights_requests", "申し出の種"),
    ("rights_requests", "お答えの種"),
    ("consents", "statistics"),
    ("acts", "post.publish"),
    ("profile_reads", "profile"),
];

fn request(net: &Net, of: Option<&Viewer>, secret: &str, note: &str) -> JoinRequestRow {
    JoinRequestRow {
        id: net.service.id::<JoinRequestId>(),
        secret: secret.into(),
        state: JoinState::Approved,
        invitation_id: None,
        shows_origin: false,
        family: "佐々木".into(),
        given: "花".into(),
        family_kana: String::new(),
        given_kana: String::new(),
        family_roman: String::new(),
        given_roman: String::new(),
        former_family: String::new(),
        mail: format!("{secret}@example.jp").parse().unwrap(),
        department: String::new(),
        year_from: 2001,
        year_to: None,
        note: note.into(),
        lang: Lang::Ja,
        purposes: "running".into(),
        text_version: "2026-11".into(),
        question: "事務局の問いの種".into(),
        answer: "問いへの答えの種".into(),
        created_at: net.service.now(),
        proved_at: None,
        decided_at: None,
        decided_by: None,
        colleagues: String::new(),
        told_at: None,
        member_id: of.map(id),
    }
}

/// Plants what a member does and what others do to the member; the member, and an office.
async fn plant(net: &Net) -> (Viewer, Viewer) {
    let s = &net.service;
    let (member, other) = (net.member("佐々木", "花", &[]).await, net.member("久我", "洋平", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let input = PostInput { files: vec![Ok(picture())], ..PostInput::from("最初の本文の種") };
    let post = s.publish(&member, input).await.unwrap();
    let shot = s.post(&member, post, None).await.unwrap().post.pictures[0].id;
    let say = types::feed::PictureInput { id: shot, alt: "画像の説明の種".into(), remove: false };
    let input = PostInput { pictures: vec![say], ..PostInput::from("二度目の本文の種") };
    s.edit_post(&member, post, input).await.unwrap();
    let others = s.publish(&other, "よその本文").await.unwrap();
    s.comment(&other, post, "よそのコメント").await.unwrap();
    s.comment(&member, others, "コメントの種").await.unwrap();
    s.react(&member, others, ReactionKind::Cheer).await.unwrap();
    s.report(&member, others, None, "通報の種").await.unwrap();
    s.save_draft(&member, DraftPlace::Post, "下書きの種<b>").await.unwrap();
    s.save_draft(&other, DraftPlace::Post, "よその下書き").await.unwrap();
    s.change_photo(&member, Some((picture(), Crop::default())), Visibility::Members).await.unwrap();
    let input = InvitationInput { worked_together: "招待の種".into(), ..InvitationInput::default() };
    s.invite(&member, &input, Lang::Ja).await.unwrap();
    let input = RightsInput { kind: "disclosure".into(), body: "申し出の種".into() };
    let asked = s.ask_rights(&member, &input).await.unwrap();
    s.answer_rights(&office, asked, "お答えの種").await.unwrap();

    let mut tx = s.db().write().await.unwrap();
    let profile = ProfileRow {
        bio: "自己紹介の種".into(),
        levels: r#"{"bio":"office"}"#.into(),
        ..ProfileRow::blank(id(&member), s.now())
    };
    store::profile::put(&mut tx, &profile).await.unwrap();
    let tenure = TenureRow {
        id: s.id(),
        member_id: id(&member),
        department_id: None,
        department: "所属の種".into(),
        title: String::new(),
        from_year: 2001,
        to_year: None,
    };
    store::profile::insert_tenure(&mut tx, &tenure).await.unwrap();
    let own = request(net, Some(&member), "himitsu-own", "申込の種");
    let elses = JoinRequestRow {
        state: JoinState::Waiting,
        ..request(net, None, "himitsu-other", "よその申込")
    };
    for row in [&own, &elses] {
        store::join_request::insert(&mut tx, row).await.unwrap();
    }
    for (row, body) in [(&own, "事務局のメモの種"), (&elses, "よそのメモ")] {
        let (author, created_at) = (id(&office), s.now());
        let note = NewNote { id: s.id(), join_request: row.id, author, body, created_at };
        store::staff_note::insert(&mut tx, &note).await.unwrap();
    }
    let vouch = s.id();
    store::vouch::ask(&mut tx, vouch, elses.id, id(&member), s.now()).await.unwrap();
    tx.commit().await.unwrap();
    plant_vouch(net, &member, vouch).await;
    plant_company(net, &member, &office).await;
    s.profile(&office, id(&member)).await.unwrap();
    (member, office)
}

/// What the company tells of the member.
async fn plant_company(net: &Net, member: &Viewer, office: &Viewer) {
    let s = &net.service;
    let was = PeriodInput { kind: "customer".into(), from: "2019-07".into(), to: String::new() };
    s.change_relationship(office, id(member), &Change::Add(was)).await.unwrap();
    let directory = s.provisioner("scim-token-of-the-tests-0123456789").unwrap();
    let account = s.add_scim_user(directory, r#"{"userName":"台帳の種"}"#.as_bytes()).await.unwrap();
    let group = format!(r#"{{"displayName":"班の種","members":[{{"value":"{}"}}]}}"#, account.id);
    s.add_scim_group(directory, group.as_bytes()).await.unwrap();
    s.add_scim_user(directory, r#"{"userName":"よその台帳"}"#.as_bytes()).await.unwrap();
    let mut tx = s.db().write().await.unwrap();
    let linked = ScimUserRow { member_id: Some(id(member)), version: 2, ..account };
    store::scim_user::update(&mut tx, &linked, 1).await.unwrap();
    let passkey = PasskeyRow {
        id: s.id(),
        member_id: id(member),
        credential_id: "AAAA".into(),
        credential: "{}".into(),
        name: "鍵の種".into(),
        created_at: s.now(),
        last_used_on: None,
    };
    assert!(store::passkey::add(&mut tx, &passkey).await.unwrap());
    store::oidc::link(&mut tx, "https://login.example.jp", "会社の番号の種", id(member), s.now())
        .await
        .unwrap();
    let leaver = |member_id, name: &str, token: &str| HandoverRow {
        id: s.id(),
        member_id,
        external_id: String::new(),
        name: name.into(),
        mail: Some("hana@example.jp".parse().unwrap()),
        leaves_on: "2026-12-31".parse().unwrap(),
        source: RelationshipSource::Csv,
        state: HandoverState::Waiting,
        token_hash: token.into(),
        join_request_id: None,
        created_at: s.now(),
        asked_at: Some(s.now()),
        answered_at: None,
        left_at: None,
        done_at: None,
        attention: HandoverAttention::None,
        rested: false,
    };
    let rows = [leaver(Some(id(member)), "卒業の種", "himitsu-link"), leaver(None, "よその卒業", "x")];
    for row in rows {
        store::handover::insert(&mut tx, &row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn plant_vouch(net: &Net, member: &Viewer, vouch: types::id::VouchId) {
    net.service.give_vouch(member, vouch, "保証の種").await.unwrap();
    let mut conn = net.service.db().read().await.unwrap();
    let row = store::vouch::of_member(&mut conn, id(member), vouch).await.unwrap().unwrap();
    assert_eq!(row.state, VouchState::Given);
}

/// The names in the archive, and the two documents.
async fn made(net: &Net, member: &Viewer) -> (Vec<String>, Value, String) {
    net.service.ask_export(member).await.unwrap();
    net.service.work_all().await.unwrap();
    let file = net.service.exports(member).await.unwrap().all[0].id;
    let (_, open) = net.service.export_file(member, file).await.unwrap();
    let mut zip = ZipArchive::new(open.into_std().await).unwrap();
    let names = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let json = text("data.json");
    (names, serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e}\n{json}")), text("index.html"))
}

#[tokio::test]
async fn everything_planted_is_in_the_file() {
    let net = Net::new().await;
    let (member, office) = plant(&net).await;
    let (names, json, html) = made(&net, &member).await;
    assert_eq!((&json["format"], &json["version"]), (&"enishi-export".into(), &1.into()));
    for part in ExportSection::ALL {
        assert!(json.get(part.as_str()).is_some(), "{part}");
        assert!(html.contains(&format!("<section id=\"{part}\">")), "{part}");
    }
    for (part, words) in PLANTED {
        assert!(json[part].to_string().contains(words), "{part}: {words}\n{}", json[part]);
    }
    for words in ["自己紹介の種", "事務局のメモの種", "最初の本文の種", "お答えの種", "事務局が、あなたの"]
    {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("下書きの種&lt;b&gt;") && !html.contains("<b>"), "text is text");
    assert!(
        html.starts_with("<!doctype html>\n<html lang=\"ja\">") && html.contains("自己紹介: 事務局"),
        "{html}"
    );
    assert_eq!(json["account"]["joined_at"], "2026-11-18T20:06:40+09:00");
    assert_eq!(json["name"]["family"], "佐々木");

    let picture = json["pictures"][0]["file"].as_str().unwrap().to_owned();
    for name in ["data.json", "index.html", "files/portrait.webp", &picture] {
        assert!(names.iter().any(|it| it == name), "{name} in {names:?}");
    }
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(html.contains(&format!("href=\"{picture}\"")));

    let all = format!("{json}{html}");
    for elses in [
        "よその本文",
        "よそのコメント",
        "よその下書き",
        "よその申込",
        "よそのメモ",
        "よその台帳",
        "よその卒業",
    ] {
        assert!(!all.contains(elses), "{elses}");
    }
    assert!(!all.contains("himitsu-own\"") && !all.contains("himitsu-link"), "no secret of a page");
    let roles = office.me().unwrap().roles.clone();
    let office = viewer_of(&net.service, id(&office), roles).await;
    let (_, json, _) = made(&net, &office).await;
    assert_eq!(json["staff_notes"].as_array().unwrap().len(), 0, "notes are told to whom they are about");
    assert!(!json.to_string().contains("の種"), "{json}");
}

#[tokio::test]
async fn an_empty_account_makes_a_whole_file_in_its_language() {
    let net = Net::new().await;
    let member = net.member("Dubois", "Claire", &[]).await;
    let me = id(&member);
    net.service.change_reading(&member, Lang::En, types::member::Theme::Auto).await.unwrap();
    let member = viewer_of(&net.service, me, types::role::Roles::default()).await;
    let (names, json, html) = made(&net, &member).await;
    assert_eq!(names.len(), 2);
    assert_eq!((&json["profile"], &json["portrait"]), (&Value::Null, &Value::Null));
    assert_eq!(json["posts"], Value::Array(Vec::new()));
    assert_eq!(json["referral"]["count"], 0);
    assert!(html.contains("<html lang=\"en\">") && html.contains("<h2>Mail addresses</h2>"), "{html}");
}
