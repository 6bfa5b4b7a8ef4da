//! Why a mail did not go out, told apart by what the mail server says.
use crate::world::{NOW, World, first_start};
use service::viewer::Viewer;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use types::campaign::{CampaignInput, CampaignState};
use types::id::TaskId;
use types::lang::Lang;
use types::task::FailureCause;
use types::time::Stamp;
use uuid::Uuid;

/// A mail server that answers `answer` to the command `refused` and takes all others; its address.
async fn server(refused: &'static str, answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, refused, answer));
        }
    });
    format!("smtp://enishi:secret@127.0.0.1:{port}")
}

async fn converse(stream: TcpStream, refused: &'static str, answer: &'static str) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    _ = write.write_all(b"220 test ESMTP\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let text = match line.split(' ').next().unwrap_or_default() {
            command if command == refused => answer,
            "EHLO" => "250-test\r\n250 AUTH PLAIN",
            "AUTH" => "235 welcome",
            _ => "250 ok",
        };
        _ = write.write_all(format!("{text}\r\n").as_bytes()).await;
    }
}

/// What the desk says of a mail sent by way of `smtp_url`.
async fn cause(smtp_url: String) -> FailureCause {
    let world = World::with_smtp(Some(smtp_url)).await;
    let path = world.service.first_start_path().await.unwrap().unwrap();
    let token = path.strip_prefix("/setup/").unwrap();
    let opened = world.service.first_start(token, &first_start(), Lang::Ja, "").await.unwrap();
    let office: Viewer = world.service.visit(Some(&opened.token)).await.unwrap().0;
    let letter =
        r#"{"kind":"mail","to":"misaki@example.jp","lang":"ja","subject":"催し","body":"あさってです"}"#;
    let mut tx = world.service.db().write().await.unwrap();
    store::task::insert(&mut tx, TaskId(Uuid::from_u128(1)), "mail", letter, None, NOW).await.unwrap();
    tx.commit().await.unwrap();
    world.service.work_once().await.unwrap();
    let outbox = world.service.desk(&office).await.unwrap().outbox;
    assert_eq!((outbox.mails.waiting, outbox.mails.retrying, outbox.failures.len()), (1, 1, 0));
    for _ in 0..9 {
        world.clock.advance(6 * Stamp::HOUR);
        world.service.work_all().await.unwrap();
    }
    let outbox = world.service.desk(&office).await.unwrap().outbox;
    assert_eq!((outbox.mails.waiting, outbox.failures.len()), (0, 1));
    outbox.failures[0].cause
}

#[tokio::test]
async fn a_server_that_is_away_is_unreachable() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(cause(format!("smtp://127.0.0.1:{closed}")).await, FailureCause::Unreachable);
}

#[tokio::test]
async fn a_wrong_password_is_told_from_a_refused_address() {
    assert_eq!(cause(server("AUTH", "535 wrong").await).await, FailureCause::SignInRefused);
    assert_eq!(cause(server("RCPT", "550 nobody here").await).await, FailureCause::Refused);
}

/// A campaign to one person of the list by way of `smtp_url`, after its first part was sent: the world, who runs it, and which.
async fn campaign(smtp_url: String) -> (World, Viewer, types::id::CampaignId) {
    let world = World::with_smtp(Some(smtp_url)).await;
    let path = world.service.first_start_path().await.unwrap().unwrap();
    let mut start = first_start();
    "大阪市北区".clone_into(&mut start.site.postal_ja);
    let token = path.strip_prefix("/setup/").unwrap();
    let opened = world.service.first_start(token, &start, Lang::Ja, "").await.unwrap();
    let office = world.service.visit(Some(&opened.token)).await.unwrap().0;
    let csv =
        "氏名,氏名カナ,メール,入社日,退職日\n久我 洋平,クガ ヨウヘイ,kuga@example.jp,2001/4/1,2006/3/31\n";
    let import = world.service.upload_roster(&office, "名簿.csv", csv.as_bytes().to_vec()).await.unwrap();
    world.service.import_roster(&office, import).await.unwrap();
    world.service.work_all().await.unwrap();
    let input = CampaignInput {
        title: "みなさん".into(),
        lang: "ja".into(),
        subject: "お久しぶりです".into(),
        body: "お元気ですか。".into(),
        ..CampaignInput::default()
    };
    let id = world.service.put_campaign(&office, None, &input).await.unwrap();
    world.service.start_campaign(&office, id).await.unwrap();
    world.service.work_all().await.unwrap();
    (world, office, id)
}

#[tokio::test]
async fn an_invitation_to_nobody_comes_back_and_is_not_tried_again() {
    let (world, office, id) = campaign(server("RCPT", "550 nobody here").await).await;
    world.clock.advance(Stamp::HOUR);
    world.service.work_all().await.unwrap();
    let view = world.service.campaign(&office, id, "").await.unwrap();
    assert_eq!((view.progress.bounced, view.undelivered.len()), (1, 1));
    assert_eq!(view.row.state, CampaignState::Done);
    assert_eq!(world.service.retry_campaign(&office, id).await.unwrap(), 0);
}

#[tokio::test]
async fn an_invitation_waits_for_a_server_that_is_away_and_is_given_up_after_three_attempts() {
    let (world, office, id) = campaign(server("RCPT", "451 later").await).await;
    let progress = async || world.service.campaign(&office, id, "").await.unwrap().progress;
    assert_eq!((progress().await.waiting, progress().await.failed), (1, 0));
    for _ in 0..3 {
        world.clock.advance(5 * Stamp::MINUTE);
        world.service.work_all().await.unwrap();
    }
    assert_eq!((progress().await.waiting, progress().await.failed), (0, 1));
    assert_eq!(world.service.retry_campaign(&office, id).await.unwrap(), 1);
    assert_eq!(progress().await.waiting, 1);
}
