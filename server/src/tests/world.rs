//! A server in this process on a fresh demonstration database.
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ::pages::App;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum_test::{TestResponse, TestServer};
use service::Service;
use service::clock::SystemClock;
use service::config::Config;
use service::secret::Secrets;
use store::Db;

use crate::assets::Site;
use crate::router::router;

pub struct World {
    pub server: TestServer,
    service: Service,
    _folder: tempfile::TempDir,
}

impl World {
    /// The demonstration network; `demo` decides about the shortcuts.
    pub async fn new(demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in seeded() {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let service = open(folder.path(), demo).await;
        let site = Site::open(None).unwrap();
        let app = App { service: service.clone(), assets: Arc::new(site.assets()) };
        Self { server: TestServer::new(router(app, site)), service, _folder: folder }
    }

    /// The session cookie of one of the demonstration's people.
    pub async fn sign_in(&self, who: &str) -> String {
        let response = self.server.post(&format!("/dev/sign-in/{who}")).await;
        let cookie = response.headers().get(SET_COOKIE).expect("a session").to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Does the background work that is due.
    pub async fn work(&self) {
        self.service.work_all().await.unwrap();
    }

    /// A page as seen with a cookie.
    pub async fn get_as(&self, cookie: &str, path: &str) -> TestResponse {
        self.server.get(path).add_header(COOKIE, cookie).await
    }
}

/// The files of a freshly seeded demonstration, made once: its portraits take longer than most tests.
fn seeded() -> &'static [(PathBuf, Vec<u8>)] {
    static SEEDED: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
    SEEDED.get_or_init(|| {
        let seed = async {
            let folder = tempfile::tempdir().unwrap();
            let service = open(folder.path(), true).await;
            service.seed_demo().await.unwrap();
            service.db().close().await;
            let mut files = Vec::new();
            read_all(folder.path(), folder.path(), &mut files);
            files
        };
        let own_runtime = || tokio::runtime::Runtime::new().unwrap().block_on(seed);
        std::thread::scope(|scope| scope.spawn(own_runtime).join().unwrap())
    })
}

async fn open(folder: &Path, demo: bool) -> Service {
    let db = Db::sqlite(&folder.join("test.db")).await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        data: folder.to_owned(),
        base_url: "http://localhost:3000".parse().unwrap(),
        zone: jiff::tz::TimeZone::UTC,
        smtp_url: None,
        mail_from: "Enishi <enishi@localhost>".into(),
        demo,
    };
    Service::new(db, Arc::new(SystemClock), Secrets::from_os(), config).unwrap()
}

fn read_all(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(root, &path, files);
        } else {
            files.push((path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap()));
        }
    }
}
