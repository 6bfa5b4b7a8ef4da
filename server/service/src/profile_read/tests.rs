//! What the office reads by its role is listed once a day to whose it is, and to nobody else.
use types::join::JoinState;
use types::lang::Lang;
use types::profile_read::{ReadKey, ReadKind};
use types::role::Role;
use types::time::Stamp;
use types::visibility::Visibility;

use crate::fault::Fault;
use crate::testing::{Net, id};
use crate::viewer::Viewer;

/// Kinds and family names of the readers, newest first.
async fn reads(net: &Net, of: &Viewer) -> Vec<(ReadKind, String)> {
    let (reads, _) = net.service.profile_reads(of, None).await.unwrap();
    reads.into_iter().map(|read| (read.kind, read.reader.family)).collect()
}

#[tokio::test]
async fn the_office_is_listed_once_a_day_and_members_never_are() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let colleague = net.member("林", "由紀子", &[Role::Office]).await;
    let member = net.member("佐々木", "花", &[]).await;
    let other = net.member("久我", "洋平", &[Role::Reviewer]).await;

    assert!(!s.profile(&other, id(&member)).await.unwrap().is_read);
    assert!(!s.profile(&member, id(&member)).await.unwrap().is_read);
    assert_eq!(reads(&net, &member).await, []);
    for _ in 0..2 {
        // The mail address reaches the office and no further unless the member wishes so.
        assert!(s.profile(&office, id(&member)).await.unwrap().is_read);
        net.clock.advance(Stamp::MINUTE);
    }
    s.profile(&colleague, id(&member)).await.unwrap();
    let row = |family: &str| (ReadKind::Profile, family.to_owned());
    assert_eq!(reads(&net, &member).await, [row("林"), row("髙橋")]);
    net.clock.advance(Stamp::DAY);
    s.profile(&office, id(&member)).await.unwrap();
    assert_eq!(reads(&net, &member).await, [row("髙橋"), row("林"), row("髙橋")]);
    let (listed, _) = s.profile_reads(&member, None).await.unwrap();
    assert_eq!((listed[0].role, listed[0].programme.clone()), (Some(Role::Office), None));
    assert_eq!(reads(&net, &other).await, [], "another's list is another's");
    assert!(matches!(s.profile_reads(&Viewer::Visitor, None).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn seeing_no_more_than_a_member_is_no_reading() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let member = net.member("佐々木", "花", &[]).await;
    let mut form = s.own_profile(&member).await.unwrap();
    let open = |level: Visibility| {
        move |seen: &String| format!("{}:{level}", seen.split(':').next().unwrap_or_default())
    };
    form.seen = form.seen.iter().map(open(Visibility::Members)).collect();
    form.bio = "市役所の窓口にいました。".into();
    s.change_profile(&member, &form).await.unwrap();
    assert!(!s.profile(&office, id(&member)).await.unwrap().is_read);
    assert_eq!(reads(&net, &member).await, []);
    form.seen = form.seen.iter().map(open(Visibility::Nobody)).collect();
    s.change_profile(&member, &form).await.unwrap();
    let shown = s.profile(&office, id(&member)).await.unwrap();
    assert!(!shown.is_read && shown.bio.is_none(), "what nobody sees was not read");
}

#[tokio::test]
async fn a_page_whose_reading_is_listed_does_not_ask_for_the_writer() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let member = net.member("佐々木", "花", &[]).await;
    s.profile(&office, id(&member)).await.unwrap();
    let held = s.db().write().await.unwrap();
    s.profile(&office, id(&member)).await.unwrap();
    drop(held);
    assert_eq!(reads(&net, &member).await.len(), 1);
}

#[tokio::test]
async fn requests_and_the_leavers_list_are_listed_to_those_who_became_members() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let csv = "氏名,氏名カナ,入社日,退職日\n久我 洋平,クガ ヨウヘイ,2001/4/1,2006/3/31\n森 一,モリ ハジメ,2001/4/1,2006/3/31\n";
    let import = s.upload_roster(&office, "名簿.csv", csv.as_bytes().to_vec()).await.unwrap();
    s.import_roster(&office, import).await.unwrap();
    s.work_all().await.unwrap();
    s.roster(&office, None).await.unwrap();

    let input = types::join::JoinInput {
        family: "久我".into(),
        given: "洋平".into(),
        family_kana: "クガ".into(),
        given_kana: "ヨウヘイ".into(),
        mail: "kuga@example.jp".into(),
        department: "公共システム本部".into(),
        year_from: "2001".into(),
        year_to: "2006".into(),
        purpose: vec!["running".into()],
        ..types::join::JoinInput::default()
    };
    s.ask_to_join(None, &input, Lang::Ja, "::1").await.unwrap();
    s.work_all().await.unwrap();
    let mail = crate::mail::read_mailbox(net.folder.path(), 1).await.unwrap().remove(0);
    let token = mail.body.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap();
    let crate::sign_in::Proved::SignedIn(opened) = s.sign_in_by_link(token, "test").await.unwrap() else {
        panic!("is on the list")
    };
    let member = s.visit(Some(&opened.token)).await.unwrap().0;
    assert_eq!(reads(&net, &member).await, [], "nothing was read since");

    let decided = s.join_queue(&office, None).await.unwrap().decided;
    assert_eq!(decided[0].request.state, JoinState::Approved);
    for _ in 0..2 {
        s.join_request(&office, decided[0].request.id).await.unwrap();
        net.clock.advance(Stamp::MINUTE);
        s.roster(&office, None).await.unwrap();
    }
    let kinds: Vec<ReadKind> = reads(&net, &member).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [ReadKind::Roster, ReadKind::JoinRequest]);
}

#[tokio::test]
async fn the_list_is_read_page_by_page_and_swept_after_25_months() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let member = net.member("佐々木", "花", &[]).await;
    for _ in 0..=super::PAGE {
        s.profile(&office, id(&member)).await.unwrap();
        net.clock.advance(Stamp::DAY);
    }
    let (first, next) = s.profile_reads(&member, None).await.unwrap();
    let next: ReadKey = next.unwrap().to_string().parse().unwrap();
    let (rest, end) = s.profile_reads(&member, Some(next)).await.unwrap();
    assert_eq!((first.len(), rest.len(), end), (super::PAGE, 1, None));
    assert!(first.iter().chain(&rest).map(|read| read.at).is_sorted_by(|a, b| a > b));

    s.schedule().await.unwrap();
    s.work_all().await.unwrap();
    assert_eq!(s.profile_reads(&member, Some(next)).await.unwrap().0.len(), 1, "still kept");
    // From 2026-11-18, 25 months and a day later.
    net.clock.advance(-Stamp::DAY * i64::try_from(super::PAGE + 1).unwrap() + 762 * Stamp::DAY);
    s.work_all().await.unwrap();
    assert_eq!(s.profile_reads(&member, Some(next)).await.unwrap().0.len(), 0);
    assert_eq!(s.profile_reads(&member, None).await.unwrap().0.len(), super::PAGE);
}
