//! Who gets a file and when, how long it stays, and what is in it.
mod content;

use std::path::PathBuf;

use tokio::io::AsyncReadExt;
use types::id::ExportId;
use types::role::Roles;
use types::time::Stamp;

use super::{A_DAY, KEPT, MayAsk, Progress};
use crate::fault::Fault;
use crate::mail::read_mailbox;
pub(super) use crate::testing::id;
use crate::testing::{Net, viewer_of};
use crate::viewer::Viewer;

/// The member, having signed in just now.
async fn again(net: &Net, viewer: &Viewer) -> Viewer {
    viewer_of(&net.service, id(viewer), Roles::default()).await
}

async fn newest(net: &Net, viewer: &Viewer) -> (ExportId, Progress) {
    let exports = net.service.exports(viewer).await.unwrap();
    (exports.all[0].id, exports.all[0].progress)
}

fn files(net: &Net) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(net.folder.path().join("exports"));
    folder.map(|folder| folder.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

#[tokio::test]
async fn a_file_is_made_told_taken_and_removed() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    assert_eq!(s.exports(&member).await.unwrap().all, []);
    assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::Yes);
    assert_eq!(s.exports(&member).await.unwrap().may_ask, MayAsk::Waits);
    assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::Waits, "one at a time");
    let (file, progress) = newest(&net, &member).await;
    assert_eq!(progress, Progress::Waiting);
    assert!(matches!(s.export_file(&member, file).await, Err(Fault::NotFound)), "not ready");

    s.work_all().await.unwrap();
    let (_, progress) = newest(&net, &member).await;
    let Progress::Ready { bytes, until } = progress else { panic!("{progress:?}") };
    assert_eq!(until, s.now().plus(KEPT));
    let (row, mut open) = s.export_file(&member, file).await.unwrap();
    let mut read = Vec::new();
    open.read_to_end(&mut read).await.unwrap();
    assert_eq!(
        (i64::try_from(read.len()).unwrap(), row.bytes, &read[..4]),
        (bytes, bytes, &b"PK\x03\x04"[..])
    );
    assert_eq!(row.file_name, "enishi-20261118.zip");
    assert_eq!(files(&net).len(), 1, "nothing else stays");
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].body.contains("https://en.example.jp/me/export\n"), "{}", mails[0].body);
    assert!(!mails[0].body.contains(&file.to_string()), "the page, not the file");

    net.clock.advance(KEPT);
    let member = again(&net, &member).await;
    assert_eq!(newest(&net, &member).await.1, Progress::Expired);
    assert!(matches!(s.export_file(&member, file).await, Err(Fault::NotFound)));
    s.sweep_exports().await.unwrap();
    assert_eq!(s.exports(&member).await.unwrap().all, []);
    assert_eq!(files(&net), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn who_may_not() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let other = net.member("久我", "洋平", &[types::role::Role::Office]).await;
    s.ask_export(&member).await.unwrap();
    s.work_all().await.unwrap();
    let (file, _) = newest(&net, &member).await;
    assert!(matches!(s.export_file(&other, file).await, Err(Fault::NotFound)), "the office neither");
    assert_eq!(s.exports(&other).await.unwrap().all, []);
    let visitor = Viewer::Visitor;
    assert!(matches!(s.exports(&visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.ask_export(&visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.export_file(&visitor, file).await, Err(Fault::SignInNeeded)));
    net.clock.advance(16 * Stamp::MINUTE);
    assert!(matches!(s.exports(&member).await, Err(Fault::ConfirmNeeded)));
    assert!(matches!(s.ask_export(&member).await, Err(Fault::ConfirmNeeded)));
    assert!(matches!(s.export_file(&member, file).await, Err(Fault::ConfirmNeeded)));
    assert!(s.export_file(&again(&net, &member).await, file).await.is_ok());
}

#[tokio::test]
async fn three_within_a_day() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let start = s.now();
    for _ in 0..A_DAY {
        assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::Yes);
        s.work_all().await.unwrap();
        net.clock.advance(Stamp::MINUTE);
    }
    assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::From(start.plus(Stamp::DAY)));
    net.clock.advance(Stamp::DAY);
    let member = again(&net, &member).await;
    assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::Yes);
}

#[tokio::test]
async fn what_fails_leaves_no_file_and_can_be_asked_for_again() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    s.ask_export(&member).await.unwrap();
    let (file, _) = newest(&net, &member).await;
    // No folder can be made where a file is.
    let folder = net.folder.path().join("exports");
    std::fs::write(&folder, "").unwrap();
    assert!(s.export_member(file, false).await.is_err());
    assert_eq!(newest(&net, &member).await.1, Progress::Waiting, "it is tried again");
    assert!(s.export_member(file, true).await.is_err());
    assert_eq!(newest(&net, &member).await.1, Progress::Failed);
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(s.ask_export(&member).await.unwrap(), MayAsk::Yes);
    // The office tries the first one again, too.
    s.export_member(file, false).await.unwrap();
    s.work_all().await.unwrap();
    assert_eq!(files(&net).len(), 2);
}

#[tokio::test]
async fn a_file_without_a_row_goes() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    s.ask_export(&member).await.unwrap();
    let (waiting, _) = newest(&net, &member).await;
    let folder = net.folder.path().join("exports");
    std::fs::create_dir_all(&folder).unwrap();
    let nobodys = ExportId::LAST;
    for name in [format!("{nobodys}.zip"), "x".into(), format!("{waiting}.half.zip.part")] {
        std::fs::write(folder.join(name), "").unwrap();
    }
    s.sweep_exports().await.unwrap();
    assert_eq!(files(&net), [folder.join(format!("{waiting}.half.zip.part"))], "it is being written");
    // The task was lost: what waits too long is given up, and its file with it.
    net.clock.advance(3 * Stamp::DAY);
    s.sweep_exports().await.unwrap();
    assert_eq!(files(&net), Vec::<PathBuf>::new());
    assert_eq!(newest(&net, &again(&net, &member).await).await.1, Progress::Failed);
}
