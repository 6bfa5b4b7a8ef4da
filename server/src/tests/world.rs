//! A server in this process on a fresh demonstration database.
use std::sync::Arc;

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
    _folder: tempfile::TempDir,
}

impl World {
    /// The demonstration network; `demo` decides about the shortcuts.
    pub async fn new(demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("test.db")).await.unwrap();
        db.migrate().await.unwrap();
        let config = Config {
            data: folder.path().to_owned(),
            base_url: "http://localhost:3000".parse().unwrap(),
            zone: jiff::tz::TimeZone::UTC,
            smtp_url: None,
            mail_from: "Enishi <enishi@localhost>".into(),
            demo,
        };
        let service = Service::new(db, Arc::new(SystemClock), Secrets::from_os(), config).unwrap();
        service.seed_demo().await.unwrap();
        let site = Site::open(None).unwrap();
        let app = App { service, assets: Arc::new(site.assets()) };
        Self { server: TestServer::new(router(app, site)), _folder: folder }
    }

    /// The session cookie of one of the demonstration's people.
    pub async fn sign_in(&self, who: &str) -> String {
        let response = self.server.post(&format!("/dev/sign-in/{who}")).await;
        let cookie = response.headers().get(SET_COOKIE).expect("a session").to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A page as seen with a cookie.
    pub async fn get_as(&self, cookie: &str, path: &str) -> TestResponse {
        self.server.get(path).add_header(COOKIE, cookie).await
    }
}
