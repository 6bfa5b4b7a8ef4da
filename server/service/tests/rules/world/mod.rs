//! A service on a fresh database, with a clock that stands still and a mailbox to read.
#![allow(dead_code, reason = "each test binary uses a part")]

pub mod postgres;

use std::sync::Arc;

use service::Service;
use service::clock::StoppedClock;
use service::config::Config;
use service::mail::{ReceivedMail, read_mailbox};
use service::secret::Secrets;
use service::site::FirstStartInput;
use service::viewer::Viewer;
use store::Db;
use types::lang::Lang;
use types::site::{Site, SiteInput};
use types::time::Stamp;

/// 2026-11-18 in the middle of a month.
pub const NOW: Stamp = Stamp(1_795_000_000_000);

/// A service and what surrounds it.
pub struct World {
    /// The service.
    pub service: Service,
    /// Its clock.
    pub clock: Arc<StoppedClock>,
    folder: tempfile::TempDir,
}

impl World {
    /// Before the first start.
    pub async fn empty() -> Self {
        Self::with_smtp(None).await
    }

    /// Before the first start, with mail that goes to a server.
    pub async fn with_smtp(smtp_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("test.db")).await.unwrap();
        db.migrate().await.unwrap();
        let clock = Arc::new(StoppedClock::at(NOW));
        let service = service(db, clock.clone(), &folder, smtp_url);
        Self { service, clock, folder }
    }

    /// A service with the same clock on another database.
    pub fn service_on(&self, db: Db) -> Service {
        service(db, self.clock.clone(), &self.folder, None)
    }

    /// After the first start, with one office member at `office@example.jp`.
    pub async fn started() -> (Self, Viewer) {
        let world = Self::empty().await;
        let path = world.service.first_start_path().await.unwrap().unwrap();
        let token = path.strip_prefix("/setup/").unwrap();
        let opened = world.service.first_start(token, &first_start(), Lang::Ja, "Mac").await.unwrap();
        let viewer = world.service.visit(Some(&opened.token)).await.unwrap().0;
        (world, viewer)
    }

    /// Sends what waits and returns all mail so far, newest first.
    pub async fn mails(&self) -> Vec<ReceivedMail> {
        self.service.work_all().await.unwrap();
        read_mailbox(self.folder.path(), 100).await.unwrap()
    }
}

fn service(
    db: Db,
    clock: Arc<StoppedClock>,
    folder: &tempfile::TempDir,
    smtp_url: Option<String>,
) -> Service {
    let config = Config {
        data: folder.path().to_owned(),
        base_url: "https://enishi.example".parse().unwrap(),
        zone: jiff::tz::TimeZone::UTC,
        smtp_url,
        mail_from: "Enishi <enishi@example.jp>".into(),
        machines: service::config::Machines::default(),
        demo: false,
        oidc: None,
    };
    Service::new(db, clock, Secrets::seeded(7), config).unwrap()
}

/// A first start without mistakes.
pub fn first_start() -> FirstStartInput {
    let site = SiteInput {
        name_ja: "縁の会".into(),
        company_ja: "桜橋システムズ".into(),
        contact: "office@example.jp".into(),
        ..SiteInput::of(&Site::default())
    };
    FirstStartInput {
        site, family: "髙橋".into(), given: "真理子".into(), mail: "office@example.jp".into()
    }
}

/// The six digits in a mail.
pub fn code_in(body: &str) -> String {
    let mut words = body.split(|c: char| !c.is_ascii_digit());
    words.rfind(|word| word.len() == 6).expect("a code").to_owned()
}

/// The token of the sign-in link in a mail.
pub fn link_in(body: &str) -> String {
    body.split("/sign-in/link/").nth(1).expect("a link").split_whitespace().next().unwrap().to_owned()
}
