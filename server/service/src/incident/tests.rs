//! Who is in the table, who may make it, and that it is listed to everybody in it.
use types::form::Problem;
use types::incident::IncidentInput;
use types::lang::Voice;
use types::profile_read::ReadKind;
use types::role::Role;
use types::time::Stamp;

use crate::fault::{Fault, FormError};
use crate::testing::Net;
use crate::viewer::Viewer;

fn everybody() -> IncidentInput {
    IncidentInput {
        audience: "everybody".into(),
        fields: vec!["name".into(), "mail".into()],
        since: "2026-11-01".into(),
        ..IncidentInput::default()
    }
}

async fn table(net: &Net, office: &Viewer, input: &IncidentInput) -> Vec<String> {
    let bytes = net.service.incident_csv(office, input, Voice::default()).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{text}");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_table_says_whom_to_tell_and_is_listed_to_them() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Administrator]).await;
    let lines = table(&net, &office, &everybody()).await;
    assert_eq!(lines.len(), 2);
    let line = lines.iter().find(|line| line.starts_with("佐々木 花,m")).unwrap();
    assert!(line.ends_with("@example.jp,日本語,氏名、メールアドレス,2026-11-01"), "{line}");
    let reads = s.profile_reads(&member, None).await.unwrap().0;
    assert_eq!((reads.len(), reads[0].kind), (1, ReadKind::Incident));
    assert_eq!(s.profile_reads(&office, None).await.unwrap().0.len(), 0, "the own data is nobody's reading");
}

#[tokio::test]
async fn only_those_concerned_are_in_it() {
    let net = Net::new().await;
    let (s, early) = (&net.service, net.member("佐々木", "花", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Administrator]).await;
    net.clock.advance(2 * Stamp::DAY);
    let late = net.member("久我", "洋平", &[Role::Reviewer]).await;
    let office =
        crate::testing::viewer_of(s, office.me().unwrap().id(), office.me().unwrap().roles.clone()).await;
    let with_role = IncidentInput { audience: "with_role".into(), role: "reviewer".into(), ..everybody() };
    let lines = table(&net, &office, &with_role).await;
    assert!(lines.len() == 1 && lines[0].starts_with("久我 洋平"), "{lines:?}");
    let joined = |from: &str, to: &str| IncidentInput {
        audience: "joined_between".into(),
        from: from.into(),
        to: to.into(),
        ..everybody()
    };
    assert_eq!(table(&net, &office, &joined("2026-11-18", "2026-11-18")).await.len(), 2);
    assert_eq!(table(&net, &office, &joined("2026-11-19", "2026-11-20")).await.len(), 1);
    assert_eq!(s.profile_reads(&early, None).await.unwrap().0.len(), 1);
    assert_eq!(s.profile_reads(&late, None).await.unwrap().0.len(), 1, "once a day");
}

#[tokio::test]
async fn who_may_not_and_what_is_missing() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Administrator]).await;
    let fault = async |viewer: &Viewer| match s.incident_csv(viewer, &everybody(), Voice::default()).await {
        Err(FormError::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert!(matches!(fault(&member).await, Fault::NotAllowed));
    assert!(matches!(fault(&Viewer::Visitor).await, Fault::SignInNeeded));
    let problem = async |input: IncidentInput, field: &str| match s
        .incident_csv(&office, &input, Voice::default())
        .await
    {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        other => panic!("{other:?}"),
    };
    let of = |audience: &str| IncidentInput { audience: audience.into(), ..everybody() };
    assert_eq!(problem(of(""), "audience").await, Some(Problem::NotAChoice));
    assert_eq!(problem(of("with_role"), "role").await, Some(Problem::NotAChoice));
    assert_eq!(problem(of("of_event"), "event").await, Some(Problem::Required));
    let unknown = IncidentInput { event: "nowhere".into(), ..of("of_event") };
    assert_eq!(problem(unknown, "event").await, Some(Problem::NotAChoice));
    let turned = IncidentInput { from: "2026-11-02".into(), to: "2026-11-01".into(), ..of("joined_between") };
    assert_eq!(problem(turned, "to").await, Some(Problem::Before));
    let nothing = IncidentInput { fields: vec!["x".into()], since: "soon".into(), ..everybody() };
    assert_eq!(problem(nothing.clone(), "fields").await, Some(Problem::Required));
    assert_eq!(problem(nothing, "since").await, Some(Problem::NotADate));
    assert_eq!(s.profile_reads(&member, None).await.unwrap().0.len(), 0, "nothing was exported");
    net.clock.advance(16 * Stamp::MINUTE);
    assert!(matches!(fault(&office).await, Fault::ConfirmNeeded));
}
