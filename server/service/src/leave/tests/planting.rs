//! Plants a row in every table, as if all of it were one member's: the tables, columns and keys are those of the schemas.
use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Row};
use store::Db;
use store::copy::{Catalogue, Kind, Table};
use types::id::MemberId;
use uuid::Uuid;

/// Stands in every text that is the member's.
pub const CANARY: &str = "canaryq7f3k9";
/// The member's address.
pub const MAIL: &str = "canaryq7f3k9@example.jp";

/// Tables without a row of the member's making, and why.
const NO_ROW: [(&str, &str); 10] = [
    ("site", "one row of settings, nobody's"),
    ("member", "the member is there; its texts are planted"),
    ("mail_address", "the member's address is there"),
    ("oidc_attempt", "random values for ten minutes, before anybody is known"),
    ("opt_out", "hashes, so that no address is in it"),
    ("directory", "made by the service from the profile"),
    ("directory_told", "made by the service from the profile"),
    ("leaving", "written by leaving"),
    ("intent_count", "numbers of at least five members, in steps"),
    ("erasure", "written by leaving: a random id, a time and what was to stay"),
];

/// Texts that stay, and whose they are.
const STAYS: [(&str, &str, &str); 44] = [
    ("facet", "kind", "a word of the program"),
    ("facet", "key", "a choice of a filter: how many there are, never who"),
    ("skill", "key", "a word of all who tell it; forgotten with the last of them"),
    ("skill", "name", "a word of all who tell it; forgotten with the last of them"),
    ("audit", "action", "a word of the program"),
    ("audit", "object", "a noun and an id; the member's is looked for by itself"),
    ("audit", "detail", "holds no personal data; the member's id in it is looked for by itself"),
    ("campaign", "title", "the company's invitation"),
    ("campaign", "subject", "the company's invitation"),
    ("campaign", "body", "the company's invitation"),
    ("campaign", "department", "the company's"),
    ("consent", "text_version", "the name of a text; the ledger stays under the id"),
    ("department", "company_ja", "the company's"),
    ("department", "company_en", "the company's"),
    ("department", "name_ja", "the company's"),
    ("department", "name_en", "the company's"),
    ("event", "slug", "the network's"),
    ("event", "words", "the network's: others come to it"),
    ("event", "online_url", "the network's"),
    ("event", "call_off_note", "the network's"),
    ("letter", "title_ja", "the company's letter"),
    ("letter", "title_en", "the company's letter"),
    ("letter", "body_ja", "the company's letter"),
    ("letter", "body_en", "the company's letter"),
    ("letter", "html_ja", "the company's letter"),
    ("letter", "html_en", "the company's letter"),
    ("month_total", "month", "a number that names nobody"),
    ("programme", "slug", "the company's"),
    ("programme", "content", "the company's"),
    ("question", "label", "the company's"),
    ("question", "hint", "the company's"),
    ("question", "options", "the company's"),
    ("refusal", "title", "the office's wording"),
    ("refusal", "body_ja", "the office's wording"),
    ("refusal", "body_en", "the office's wording"),
    ("roster_import", "file_name", "the office's work"),
    ("roster_import", "encoding", "the office's work"),
    ("roster_import", "delimiter", "the office's work"),
    ("roster_import", "mapping", "the office's work"),
    ("scim_group", "display_name", "the company's"),
    ("scim_group", "external_id", "the company's"),
    ("member", "theme", "a word of the program"),
    ("member", "lang", "a word of the program"),
    ("member", "relationship", "a word of the program"),
];

/// Texts that must be a certain one for the program to read them.
const WORDS: [(&str, &str, &str); 56] = [
    ("active_month", "month", "2026-11"),
    ("address_request", "mail", MAIL),
    ("address_request", "primary_mail", MAIL),
    ("address_request", "state", "open"),
    ("application", "state", "submitted"),
    ("campaign", "lang", "ja"),
    ("campaign", "state", "draft"),
    ("campaign_mail", "state", "sent"),
    ("campaign_mail", "mail", MAIL),
    ("comment", "lang", "ja"),
    ("consent", "purpose", "notices"),
    ("department_change", "kind", "renamed"),
    ("event", "kind", "meetup"),
    ("export", "state", "ready"),
    ("intent", "kind", "learn"),
    ("intent", "answer", "now"),
    ("intent", "reach", "members"),
    ("intent", "period", "year"),
    ("name", "kind", "former"),
    ("name", "reach", "members"),
    ("invitation", "mail", "canaryq7f3k9-friend@example.jp"),
    ("join_request", "lang", "ja"),
    ("join_request", "mail", MAIL),
    ("join_request", "state", "approved"),
    ("media", "kind", "picture"),
    ("media", "reach", "members"),
    ("member", "roles", ""),
    ("member", "state", "active"),
    ("oidc_arrival", "mail", MAIL),
    ("oidc_arrival", "roles", ""),
    ("post", "lang", "ja"),
    ("profile", "levels", "{}"),
    ("profile", "links", "[{\"label\":\"canaryq7f3k9\",\"url\":\"https://example.jp/\"}]"),
    ("profile", "industry", ""),
    ("profile", "region", ""),
    ("profile", "languages", ""),
    ("profile_read", "kind", "profile"),
    ("programme", "state", "open"),
    ("question", "kind", "text"),
    ("rate", "subject", "sign-in:mail:canaryq7f3k9@example.jp"),
    ("reaction", "kind", "cheer"),
    ("report", "outcome", "kept"),
    ("relationship", "kind", "customer"),
    ("relationship", "source", "office"),
    ("relationship", "from_on", "2020"),
    ("relationship", "to_on", "2021"),
    ("rights_request", "kind", "correction"),
    ("rights_request", "state", "open"),
    ("roster_import", "state", "done"),
    ("roster_row", "mail", MAIL),
    ("rsvp", "state", "going"),
    ("sign_in", "mail", MAIL),
    ("profile_prompt", "kind", "news"),
    ("task", "kind", "mail"),
    (
        "task",
        "payload",
        "{\"kind\":\"mail\",\"to\":\"canaryq7f3k9@example.jp\",\"subject\":\"canaryq7f3k9\"}",
    ),
    ("team_member", "state", "accepted"),
];

/// Ids without a foreign key: of which table's row they are.
const IDS: [(&str, &str, &str); 5] = [
    ("audit", "actor_id", "member"),
    ("campaign", "gathered_to", "roster_row"),
    ("media", "owner_id", "member"),
    ("read_marker", "post_id", "post"),
    ("sign_in", "join_request_id", "join_request"),
];

/// Numbers that matter.
const NUMBERS: [(&str, &str, i64); 3] =
    [("task", "run_at", 9_000_000_000_000), ("roster_import", "finished_at", 1), ("event", "capacity", 9)];

/// `(table, column)` → the table referred to.
pub type Keys = BTreeMap<(String, String), String>;

/// The id of the row planted in `table`.
pub fn id_in(table: &str) -> Uuid {
    let mut bytes = [7_u8; 16];
    for (i, byte) in table.bytes().enumerate() {
        bytes[i % 16] = bytes[i % 16].wrapping_mul(31).wrapping_add(byte);
    }
    Uuid::from_bytes(bytes)
}

/// All foreign keys, as SQLite has them.
pub async fn keys(sqlite: &Db) -> Keys {
    let sql = "SELECT t.name, k.\"from\", k.\"table\" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k
        WHERE t.schema = 'main' AND t.type = 'table'";
    let Db::Sqlite { write, .. } = sqlite else { unreachable!() };
    let rows = sqlx::query(sql).fetch_all(write).await.unwrap();
    rows.into_iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect()
}

/// Plants `member` everywhere; texts in `plain` get no canary.
pub async fn plant(db: &Db, all: &Catalogue, keys: &Keys, member: MemberId, plain: &[(&str, &str)]) {
    let postgres = matches!(db, Db::Postgres { .. });
    for table in &all.tables {
        if NO_ROW.iter().any(|(name, _)| *name == table.name) {
            continue;
        }
        let (names, values): (Vec<_>, Vec<_>) = table
            .columns
            .iter()
            .filter_map(|column| {
                let value = value(table, &column.name, column.kind, keys, member, plain, postgres)?;
                Some((format!("\"{}\"", column.name), value))
            })
            .unzip();
        let sql =
            format!("INSERT INTO \"{}\" ({}) VALUES ({})", table.name, names.join(", "), values.join(", "));
        run(db, sql).await;
    }
    let texts: Vec<String> = all
        .tables
        .iter()
        .filter(|table| table.name == "member")
        .flat_map(|table| &table.columns)
        .filter(|column| {
            column.kind == Kind::Text && !["lang", "theme", "relationship"].contains(&column.name.as_str())
        })
        .map(|column| format!("{} = {}", column.name, text("member", &column.name, plain)))
        .collect();
    run(db, format!("UPDATE member SET {} WHERE id = {}", texts.join(", "), uuid(member.0, postgres))).await;
}

/// As it stands in a statement; none where the column is to be empty.
fn value(
    table: &Table,
    column: &str,
    kind: Kind,
    keys: &Keys,
    member: MemberId,
    plain: &[(&str, &str)],
    postgres: bool,
) -> Option<String> {
    let of = |list: &[(&str, &str, i64)]| {
        list.iter().find(|(t, c, _)| *t == table.name && *c == column).map(|(.., number)| *number)
    };
    Some(match kind {
        Kind::Text => text(&table.name, column, plain),
        // Times that mostly are absent stay so: what was deleted, revoked or over is another story.
        Kind::Integer => match of(&NUMBERS) {
            Some(number) => number.to_string(),
            None if is_optional_time(column) => return None,
            None => "1".into(),
        },
        Kind::Real => "1.5".into(),
        Kind::Boolean if postgres => "FALSE".into(),
        Kind::Boolean => "0".into(),
        Kind::Bytes if postgres => format!("'\\x{}'", hex(CANARY)),
        Kind::Bytes => format!("x'{}'", hex(CANARY)),
        Kind::Uuid => {
            let key = (table.name.clone(), column.to_owned());
            let parent = keys.get(&key).map(String::as_str).or_else(|| {
                IDS.iter().find(|(t, c, _)| *t == table.name && *c == column).map(|(.., parent)| *parent)
            });
            match parent {
                Some("member") => uuid(member.0, postgres),
                Some(parent) => uuid(id_in(parent), postgres),
                None if column == "id" => uuid(id_in(&table.name), postgres),
                None => panic!("{}.{column} is an id without a foreign key: say in IDS whose", table.name),
            }
        }
    })
}

fn is_optional_time(column: &str) -> bool {
    const TIMES: [&str; 8] = [
        "deleted_at",
        "revoked_at",
        "leased_until",
        "failed_at",
        "removed_at",
        "called_off_at",
        "withdrawn_at",
        "used_at",
    ];
    TIMES.contains(&column)
}

fn text(table: &str, column: &str, plain: &[(&str, &str)]) -> String {
    let word =
        WORDS.iter().find(|(t, c, _)| *t == table && *c == column).map(|(.., word)| (*word).to_owned());
    let stays = STAYS.iter().any(|(t, c, _)| *t == table && *c == column) || plain.contains(&(table, column));
    let text = word.unwrap_or_else(|| if stays { "x".into() } else { format!("{CANARY} {table} {column}") });
    format!("'{text}'")
}

pub fn uuid(id: Uuid, postgres: bool) -> String {
    if postgres { format!("'{id}'") } else { format!("x'{}'", id.as_simple()) }
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

async fn run(db: &Db, sql: String) {
    let done = match db {
        Db::Sqlite { write, .. } => sqlx::query(AssertSqlSafe(sql.clone())).execute(write).await.map(drop),
        Db::Postgres { write, .. } => sqlx::query(AssertSqlSafe(sql.clone())).execute(write).await.map(drop),
    };
    done.unwrap_or_else(|error| {
        panic!("nothing could be planted: {error}; add a rule to planting.rs\n{sql}")
    });
}

/// How many rows of a statement that counts.
pub async fn count(db: &Db, sql: String) -> i64 {
    let found = match db {
        Db::Sqlite { write, .. } => {
            sqlx::query(AssertSqlSafe(sql)).fetch_one(write).await.map(|row| row.get::<i64, _>(0))
        }
        Db::Postgres { read: pool, .. } => {
            sqlx::query(AssertSqlSafe(sql)).fetch_one(pool).await.map(|row| row.get::<i64, _>(0))
        }
    };
    found.unwrap()
}
