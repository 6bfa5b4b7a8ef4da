//! A server in this process on a fresh demonstration database.
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ::pages::App;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum_test::{TestResponse, TestServer};
use service::Service;
use service::clock::SystemClock;
use service::config::{Config, Machines};
use service::oidc::OidcConfig;
use service::secret::Secrets;
use store::Db;

use crate::assets::Site;
use crate::router::router;

/// What the company's directory bears.
pub const SCIM_TOKEN: &str = "scim-token-of-the-tests-0123456789";
/// What the personnel system signs with.
pub const HANDOVER_SECRET: &str = "handover-secret-of-the-tests-0123456789";

const DATABASE: &str = "test.db";
/// The built site below the data folder, when a test needs one.
const SITE: &str = "site";

/// Paths and contents below a data folder.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

pub struct World {
    pub server: TestServer,
    /// What the server does it with, for the work between requests.
    pub service: Service,
    folder: tempfile::TempDir,
}

impl World {
    /// The demonstration network; `demo` decides about the shortcuts.
    pub async fn new(demo: bool) -> Self {
        Self::of(seeded(), demo, "http://localhost:3000").await
    }

    /// The demonstration network with its shortcuts and some files of a built site, as people reach it by https.
    pub async fn over_https() -> Self {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let read = |name: &str| std::fs::read(public.join(name)).unwrap();
        let manifest = br#"{"js":"/pkg/enishi.js","css":"/pkg/enishi.css"}"#.to_vec();
        let site = [
            ("manifest.json", manifest),
            ("pkg/enishi.js", b"export default 1;".to_vec()),
            ("pkg/enishi_bg.wasm", b"\0asm".to_vec()),
            ("pkg/enishi.css", b"body{}".to_vec()),
            ("og.png", read("og.png")),
            ("favicon.svg", read("favicon.svg")),
            ("manifest.webmanifest", read("manifest.webmanifest")),
        ];
        let site = site.into_iter().map(|(name, bytes)| (Path::new(SITE).join(name), bytes));
        let files = seeded().iter().cloned().chain(site).collect();
        Self::of(&files, true, "https://enishi.example.jp").await
    }

    /// The demonstration network with a provider of the company's accounts.
    pub async fn configured(demo: bool, oidc: Option<OidcConfig>) -> Self {
        Self::start(seeded(), demo, "http://localhost:3000", oidc).await
    }

    /// The network in `files`.
    pub async fn of(files: &Files, demo: bool, base_url: &str) -> Self {
        Self::start(files, demo, base_url, None).await
    }

    async fn start(files: &Files, demo: bool, base_url: &str, oidc: Option<OidcConfig>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let service = open(folder.path(), demo, base_url, oidc).await;
        let built = folder.path().join(SITE);
        let site = Site::open(built.exists().then_some(built.as_path())).unwrap();
        let app = App { service: service.clone(), assets: Arc::new(site.assets()) };
        Self { server: TestServer::new(router(app, site)), service, folder }
    }

    /// Ends the network; what it leaves in its folder.
    pub async fn into_files(self) -> Files {
        self.service.db().close().await;
        let mut files = Vec::new();
        read_all(self.folder.path(), self.folder.path(), &mut files);
        files
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join(DATABASE)
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
fn seeded() -> &'static Files {
    static SEEDED: OnceLock<Files> = OnceLock::new();
    SEEDED.get_or_init(|| {
        let seed = async {
            let folder = tempfile::tempdir().unwrap();
            let service = open(folder.path(), true, "http://localhost:3000", None).await;
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

async fn open(folder: &Path, demo: bool, base_url: &str, oidc: Option<OidcConfig>) -> Service {
    let db = Db::sqlite(&folder.join(DATABASE)).await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        data: folder.to_owned(),
        base_url: base_url.parse().unwrap(),
        zone: jiff::tz::TimeZone::UTC,
        smtp_url: None,
        mail_from: "Enishi <enishi@localhost>".into(),
        machines: Machines {
            scim_token: Some(SCIM_TOKEN.to_owned()),
            handover_secret: Some(HANDOVER_SECRET.to_owned()),
        },
        demo,
        oidc,
    };
    Service::new(db, Arc::new(SystemClock), Secrets::from_os(), config).unwrap()
}

fn read_all(root: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(root, &path, files);
        } else {
            files.push((path.strip_prefix(root).unwrap().to_owned(), std::fs::read(&path).unwrap()));
        }
    }
}
