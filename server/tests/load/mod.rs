//! A generated network with the real server on it.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::path::Path;

use bench::network::{Visitors, generate, prepare};
use bench::process::Server;
use store::Db;

/// Members, all of them signed in.
pub const MEMBERS: usize = 200;

/// A folder with a network and what its visitors need to know.
pub struct Network {
    pub folder: tempfile::TempDir,
    pub visitors: Visitors,
}

impl Network {
    /// A fresh network with `events` events of `seats` seats.
    pub async fn new(events: usize, seats: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("enishi.db");
        generate(&file, MEMBERS, MEMBERS * 10, 1).await.unwrap();
        let db = Db::sqlite(&file).await.unwrap();
        let visitors = prepare(&db, MEMBERS, events, seats, "Asia/Tokyo").await.unwrap();
        db.close().await;
        Self { folder, visitors }
    }

    /// The server on it.
    pub async fn serve(&self) -> Server {
        let binary = Path::new(env!("CARGO_BIN_EXE_enishi"));
        Server::start(binary, self.folder.path(), None).await.unwrap()
    }
}
