//! Contracts of the files with all that is held about a member, on both engines.
use std::collections::{BTreeMap, BTreeSet};

use crate::engines::{self, Engine};
use crate::people::{agreed, id, person, with};
use sqlx::Row;
use store::audit::{self, AuditRow};
use store::export::{self, Cell, ExportRow, Place, coverage, section};
use store::post::{self, NewPost};
use store::{Tx, draft, reaction};
use types::consent::Purpose;
use types::export::{ExportSection, ExportState};
use types::feed::{DraftPlace, ReactionKind};
use types::id::{AuditId, ExportId, PostId};
use types::lang::Lang;
use types::time::Stamp;
use uuid::Uuid;

fn file(n: u128, of: u128) -> ExportRow {
    ExportRow {
        id: ExportId(Uuid::from_u128(n)),
        member_id: id(of),
        state: ExportState::Waiting,
        file_name: "enishi.zip".into(),
        bytes: 0,
        created_at: Stamp(10),
        ready_at: None,
        expires_at: Stamp(100),
    }
}

#[tokio::test]
async fn a_file_waits_is_ready_and_goes() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=2).map(person)).await;
        let (first, second) = (file(1, 1), file(2, 1));
        assert!(!export::is_waiting(&mut tx, id(1)).await.unwrap());
        export::insert(&mut tx, &first).await.unwrap();
        export::insert(&mut tx, &second).await.unwrap();
        assert_eq!(export::by_id(&mut tx, first.id).await.unwrap(), Some(first.clone()));
        assert!(export::is_waiting(&mut tx, id(1)).await.unwrap());
        assert!(!export::is_waiting(&mut tx, id(2)).await.unwrap(), "another's");
        assert!(export::set_state(&mut tx, first.id, ExportState::Failed).await.unwrap());
        assert!(export::set_ready(&mut tx, second.id, 9, Stamp(20), Stamp(50)).await.unwrap());
        assert!(!export::set_ready(&mut tx, second.id, 8, Stamp(21), Stamp(51)).await.unwrap(), "once");
        assert!(!export::set_state(&mut tx, second.id, ExportState::Failed).await.unwrap());
        let all = export::of_member(&mut tx, id(1), 9).await.unwrap();
        let told: Vec<_> = all.iter().map(|row| (row.id, row.state, row.bytes, row.ready_at)).collect();
        assert_eq!(
            told,
            [(second.id, ExportState::Ready, 9, Some(Stamp(20))), (first.id, ExportState::Failed, 0, None)]
        );
        assert_eq!(export::over(&mut tx, Stamp(49), 9).await.unwrap(), []);
        assert_eq!(export::over(&mut tx, Stamp(50), 9).await.unwrap()[0].id, second.id);
        assert_eq!(export::over(&mut tx, Stamp(100), 9).await.unwrap().len(), 2);
        export::delete(&mut tx, second.id).await.unwrap();
        assert_eq!(export::by_id(&mut tx, second.id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_not_made_in_time_is_given_up() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        export::insert(&mut tx, &file(1, 1)).await.unwrap();
        export::insert(&mut tx, &ExportRow { created_at: Stamp(30), ..file(2, 1) }).await.unwrap();
        assert_eq!(export::give_up(&mut tx, Stamp(30)).await.unwrap(), 1);
        let all = export::of_member(&mut tx, id(1), 9).await.unwrap();
        assert_eq!(
            all.iter().map(|row| row.state).collect::<Vec<_>>(),
            [ExportState::Waiting, ExportState::Failed]
        );
    }
}

/// All rows of a part, `limit` at a time.
async fn rows(tx: &mut Tx, part: ExportSection, of: u128, limit: i64) -> Vec<Vec<Cell>> {
    let (mut all, mut after) = (Vec::new(), Place::default());
    loop {
        let page = section::page(tx, part, id(of), &after, limit).await.unwrap();
        let Some(last) = page.last() else { return all };
        after = last.place.clone();
        all.extend(page.into_iter().map(|line| line.cells));
        assert!(all.len() < 100, "{part} ends");
    }
}

async fn write(tx: &mut Tx, of: u128, n: u128) -> PostId {
    let post = PostId(Uuid::from_u128(n));
    let new = NewPost {
        id: post,
        author: id(of),
        body: "本文",
        html: "",
        lang: Lang::Ja,
        created_at: Stamp(5),
        quiet_days: None,
    };
    post::insert(tx, &new).await.unwrap();
    post
}

#[tokio::test]
async fn parts_are_read_page_by_page_and_are_nobody_elses() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=2).map(person)).await;
        for purpose in [Purpose::Running, Purpose::Notices, Purpose::Openings] {
            agreed(&mut tx, 1, purpose).await;
        }
        agreed(&mut tx, 2, Purpose::Running).await;
        for n in 1..=5 {
            let post = write(&mut tx, if n == 3 { 2 } else { 1 }, n).await;
            for kind in ReactionKind::ALL {
                reaction::insert(&mut tx, post, id(1), *kind, Stamp(6)).await.unwrap();
            }
        }
        for place in [DraftPlace::Post, DraftPlace::Comment(PostId::FIRST)] {
            draft::put(&mut tx, id(1), &place, "書きかけ", Stamp(7)).await.unwrap();
        }
        for limit in [1, 2, 99] {
            assert_eq!(rows(&mut tx, ExportSection::Posts, 1, limit).await.len(), 4);
            assert_eq!(rows(&mut tx, ExportSection::Reactions, 1, limit).await.len(), 15);
            assert_eq!(rows(&mut tx, ExportSection::Drafts, 1, limit).await.len(), 2);
            assert_eq!(rows(&mut tx, ExportSection::Consents, 1, limit).await.len(), 3);
            assert_eq!(rows(&mut tx, ExportSection::Account, 1, limit).await.len(), 1);
            assert_eq!(rows(&mut tx, ExportSection::Referral, 1, limit).await, [[Cell::Number(0)]]);
        }
        assert_eq!(rows(&mut tx, ExportSection::Posts, 2, 99).await.len(), 1);
        assert_eq!(rows(&mut tx, ExportSection::Drafts, 2, 99).await.len(), 0);
        let post = &rows(&mut tx, ExportSection::Posts, 2, 99).await[0];
        assert_eq!(post[0], Cell::Id(Uuid::from_u128(3)));
        assert_eq!(post[1..4], [Cell::Text("本文".into()), Cell::Text("ja".into()), Cell::Time(Stamp(5))]);
        assert_eq!(post[4], Cell::None);
    }
}

#[tokio::test]
async fn acts_of_others_are_told_where_the_member_may_know_of_them() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=2).map(person)).await;
        for (n, actor, action, about) in [
            (1, Some(1), "post.publish", 0),
            (2, Some(2), "address.confirm", 1),
            (3, None, "member.join", 1),
            (4, Some(2), "avoid.add", 1),
            (5, Some(2), "profile.change", 2),
            (6, Some(1), "profile.change", 1),
        ] {
            let row = AuditRow {
                id: AuditId(Uuid::from_u128(n)),
                at: Stamp(5),
                actor_id: actor.map(id),
                action: action.into(),
                object: format!("member:{}", id(about)),
                detail: "null".into(),
            };
            audit::insert(&mut tx, &row).await.unwrap();
        }
        let mut told = async |part| -> Vec<Cell> {
            rows(&mut tx, part, 1, 1).await.into_iter().map(|mut cells| cells.remove(1)).collect()
        };
        let text = |action: &str| Cell::Text(action.into());
        assert_eq!(told(ExportSection::Acts).await, [text("post.publish"), text("profile.change")]);
        assert_eq!(told(ExportSection::ActsAbout).await, [text("address.confirm"), text("member.join")]);
    }
}

/// Columns whose name says that they refer to a member, in addition to those with a foreign key to one.
const REFERRING: [&str; 9] = [
    "member_id",
    "author_id",
    "owner_id",
    "actor_id",
    "reader_id",
    "reporter_id",
    "inviter_id",
    "lead_id",
    "host_id",
];

/// Columns that refer to a member, as SQLite's schema says; PostgreSQL has the same tables and columns.
async fn referring(engine: &Engine) -> BTreeSet<String> {
    let store::Db::Sqlite { write, .. } = &engine.db else { unreachable!() };
    let keys =
        "SELECT m.name || '.' || k.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k
        WHERE m.type = 'table' AND k.\"table\" = 'member'";
    let columns = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND substr(m.name, 1, 5) <> '_sqlx'";
    let keys = sqlx::query(keys).fetch_all(write).await.unwrap();
    let mut found: BTreeSet<String> = keys.iter().map(|row| row.get(0)).collect();
    for row in sqlx::query(columns).fetch_all(write).await.unwrap() {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        if REFERRING.iter().any(|end| column.ends_with(end)) || column.ends_with("_by") {
            found.insert(format!("{table}.{column}"));
        }
    }
    found
}

#[tokio::test]
async fn every_column_that_refers_to_a_member_is_told_or_left_out_for_a_reason() {
    let found = referring(&engines::sqlite().await).await;
    assert!(found.contains("post.author_id") && found.contains("audit.actor_id"), "{found:?}");
    let told = coverage::TOLD.iter().map(|(column, _)| *column);
    let listed: Vec<&str> = told.chain(coverage::LEFT_OUT.iter().map(|(column, _)| *column)).collect();
    let once: BTreeSet<String> = listed.iter().map(|column| (*column).to_owned()).collect();
    assert_eq!(once.len(), listed.len(), "a column is listed once");
    let missing: Vec<_> = found.difference(&once).collect();
    assert!(missing.is_empty(), "neither told nor left out in store::export::coverage: {missing:?}");
    let gone: Vec<_> = once.difference(&found).collect();
    assert!(gone.is_empty(), "listed in store::export::coverage and not in the schema: {gone:?}");
    assert!(coverage::LEFT_OUT.iter().all(|(_, reason)| reason.len() > 20));
}

/// `data.json` is documented: every part with every one of its keys.
#[test]
fn the_document_names_every_part_and_key() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/export.md");
    let text = std::fs::read_to_string(path).unwrap();
    let parts: BTreeMap<&str, &str> =
        text.split("\n### `").skip(1).filter_map(|part| part.split_once('`')).collect();
    for part in ExportSection::ALL {
        let about = parts.get(part.as_str()).unwrap_or_else(|| panic!("no part {part}"));
        for column in section::columns(*part) {
            assert!(about.contains(&format!("`{column}`")), "{part} does not name {column}");
        }
    }
    for (column, _) in coverage::LEFT_OUT {
        assert!(text.contains(&format!("`{column}`")), "{column} is not said to be left out");
    }
}

#[tokio::test]
async fn every_part_has_as_many_cells_as_names() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=2).map(person)).await;
        export::insert(&mut tx, &file(1, 1)).await.unwrap();
        for part in ExportSection::ALL {
            for cells in rows(&mut tx, *part, 1, 9).await {
                assert_eq!(cells.len(), section::columns(*part).len(), "{part}");
            }
        }
    }
}
