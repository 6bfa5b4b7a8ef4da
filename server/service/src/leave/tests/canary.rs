//! Nothing of a member is left: a word that stands nowhere else is planted in every text of every table and in files, the member
//! is erased, and the word is looked for in all rows and, on SQLite, in the bytes of all files.
//!
//! A table that a migration adds is planted too. If it keeps anything, the test says which column: then add it to
//! `store::erasure`, or say in `planting.rs` why it stays.
use std::path::Path;

use store::Db;
use store::copy::{Catalogue, Kind, catalogue};
use types::leave::{Fate, Fates};
use types::member::Relationship;
use types::time::Stamp;

use super::planting::{self, CANARY, Keys, MAIL, count, id_in, plant};
use super::{Farewell, id, sure};
use crate::testing::{Net, member_at, postgres};

/// Texts that are content, and stay when the member says so.
const CONTENT: [(&str, &str); 14] = [
    ("post", "body"),
    ("post", "html"),
    ("picture", "alt"),
    ("media", "mime"),
    ("comment", "body"),
    ("comment", "html"),
    ("application", "title"),
    ("application", "note"),
    ("answer", "body"),
    ("answer_file", "name"),
    ("answer_file", "mime"),
    ("story", "slug"),
    ("story", "words"),
    ("answer", "saved_from"),
];

const ERASE: Fates = Fates {
    posts: Fate::Erase,
    comments: Fate::Erase,
    events: Fate::Erase,
    applications: Fate::Erase,
    stories: Fate::Erase,
};

/// The schemas of both engines, and the foreign keys.
async fn schema() -> (Catalogue, Keys) {
    let folder = tempfile::tempdir().unwrap();
    let ours = Db::sqlite(&folder.path().join("t.db")).await.unwrap();
    let theirs = postgres::database().await;
    for db in [&ours, &theirs] {
        db.migrate().await.unwrap();
    }
    let (mut a, mut b) = (ours.read().await.unwrap(), theirs.read().await.unwrap());
    (catalogue::read(&mut a, &mut b).await.unwrap(), planting::keys(&ours).await)
}

/// Plants, erases and looks, with nothing but what `fates` keep allowed to stay.
async fn nothing_is_left(net: Net, fates: Fates) {
    let (all, keys) = schema().await;
    let s = &net.service;
    let postgres = matches!(s.db(), Db::Postgres { .. });
    let viewer = member_at(s, MAIL, ["佐々木", "花"], Relationship::Alumnus, &[]).await;
    let member = id(&viewer);
    let plain: &[(&str, &str)] = if fates == ERASE { &[] } else { &CONTENT };
    plant(s.db(), &all, &keys, member, plain).await;
    let mut tx = s.db().write().await.unwrap();
    s.index_member(&mut tx, member).await.unwrap();
    let detail = serde_json::json!({ "asked": member });
    s.audit(&mut tx, Some(member), "application.team", format!("member:{member}"), detail).await.unwrap();
    tx.commit().await.unwrap();
    let files = [
        net.folder.path().join("media").join(simple("media")),
        net.folder.path().join("exports").join(format!("{}.zip", simple("export"))),
        net.folder.path().join("answers").join(simple("answer_file")),
    ];
    if fates == ERASE {
        std::fs::create_dir_all(&files[0]).unwrap();
        std::fs::write(files[0].join("large.webp"), CANARY).unwrap();
        for file in &files[1..] {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, CANARY).unwrap();
        }
        assert!(postgres || bytes(net.folder.path()) > 100, "the word is everywhere");
    }

    s.leave(&viewer, &sure(fates), Farewell::Now).await.unwrap();
    s.work_all().await.unwrap();
    net.clock.advance(Stamp::DAY);
    s.work_all().await.unwrap();

    let mut left = Vec::new();
    for table in &all.tables {
        for column in &table.columns {
            let found = match column.kind {
                Kind::Text => format!("\"{}\" LIKE '%{CANARY}%'", column.name),
                Kind::Bytes if postgres => format!("position('{CANARY}'::bytea in \"{}\") > 0", column.name),
                Kind::Bytes => format!("instr(\"{}\", CAST('{CANARY}' AS BLOB)) > 0", column.name),
                _ => continue,
            };
            let sql = format!("SELECT COUNT(*) FROM \"{}\" WHERE {found}", table.name);
            if count(s.db(), sql).await > 0 {
                left.push(format!("{}.{} still holds the word", table.name, column.name));
            }
        }
    }
    let refers = keys.iter().filter(|(_, parent)| *parent == "member").map(|(key, _)| key.clone());
    for (table, column) in refers.chain([("audit".to_owned(), "actor_id".to_owned())]) {
        let id = planting::uuid(member.0, postgres);
        let sql = format!("SELECT COUNT(*) FROM \"{table}\" WHERE \"{column}\" = {id}");
        // The ledger stays, under an id that is nobody's name.
        if (table.as_str(), column.as_str()) != ("consent", "member_id") && count(s.db(), sql).await > 0 {
            left.push(format!("{table}.{column} still points at the member"));
        }
    }
    for spelling in [member.0.as_simple().to_string(), member.0.as_hyphenated().to_string()] {
        for column in ["object", "detail"] {
            let sql = format!("SELECT COUNT(*) FROM audit WHERE {column} LIKE '%{spelling}%'");
            if count(s.db(), sql).await > 0 {
                left.push(format!("audit.{column} still names the member"));
            }
        }
    }
    let advice = "add the columns to store::erasure, or say in leave/tests/planting.rs why they stay";
    assert!(left.is_empty(), "{left:#?}\n{advice}");
    if fates == ERASE {
        assert!(files.iter().all(|file| !file.exists()), "uploads are gone");
    }
    if !postgres {
        assert_eq!(bytes(net.folder.path()), 0, "bytes of the files");
    }
}

fn simple(table: &str) -> String {
    id_in(table).as_simple().to_string()
}

/// How often the word stands in the files of a folder.
fn bytes(folder: &Path) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += bytes(&path);
        } else {
            let all = std::fs::read(&path).unwrap();
            found += all.windows(CANARY.len()).filter(|part| *part == CANARY.as_bytes()).count();
        }
    }
    found
}

#[tokio::test]
async fn nothing_of_a_member_is_left_on_sqlite() {
    nothing_is_left(Net::new().await, ERASE).await;
}

#[tokio::test]
async fn nothing_of_a_member_is_left_on_postgres() {
    nothing_is_left(Net::on(postgres::database().await).await, ERASE).await;
}

/// What stays without the name has nothing but its text.
#[tokio::test]
async fn what_stays_without_the_name_says_nothing_of_the_member() {
    let fates = Fates {
        posts: Fate::Anonymous,
        comments: Fate::Anonymous,
        events: Fate::Anonymous,
        applications: Fate::Anonymous,
        stories: Fate::Erase,
    };
    nothing_is_left(Net::new().await, fates).await;
    nothing_is_left(Net::on(postgres::database().await).await, fates).await;
}
