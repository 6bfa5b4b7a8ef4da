//! No page of another site changes anything here, whatever it sends on behalf of whoever is signed in.
use axum::http::header::{HOST, LOCATION};
use axum::http::{Method, StatusCode};
use sqlx::{Connection, SqliteConnection};

use super::ask::request;
use super::stage::Stage;
use super::table::{Row, Sent, rows};
use crate::tests::world::World;

const EVIL: &str = "https://evil.example";
const OURS: &str = "localhost:3000";
/// The heading of the page that says so.
const REFUSED: &str = "この操作は受け付けられませんでした";
const FIELDS: &str = "to=accepted&verb=approve&act=import&body=x&outcome=removed&kind=cheer&joins=yes&shift=remove&code=000000";
const JSON: &str = r#"{"to":"accepted","verb":"approve","act":"import","body":"x"}"#;

/// A name, what is sent, and what the browser says about it.
type Shape = (&'static str, Sent<'static>, &'static [(&'static str, &'static str)]);

/// How a foreign page can send something.
const SHAPES: [Shape; 10] = [
    ("a form", Sent::Form(FIELDS), &[("origin", EVIL)]),
    ("a form in parts", Sent::Multipart(FIELDS), &[("origin", EVIL)]),
    ("fetch with JSON", Sent::Json(JSON), &[("origin", EVIL)]),
    ("fetch as plain text", Sent::Text(FIELDS), &[("origin", EVIL)]),
    ("a frame without origin", Sent::Form(FIELDS), &[("origin", "null")]),
    ("an old browser", Sent::Form(FIELDS), &[("referer", "https://evil.example/page")]),
    (
        "an old browser, by name of ours",
        Sent::Form(FIELDS),
        &[("referer", "https://evil.example/localhost:3000/")],
    ),
    ("a new browser", Sent::Form(FIELDS), &[("sec-fetch-site", "cross-site")]),
    (
        "a neighbour",
        Sent::Form(FIELDS),
        &[("sec-fetch-site", "same-site"), ("origin", "http://x.localhost:3000")],
    ),
    ("our name at another port", Sent::Form(FIELDS), &[("origin", "http://localhost:4000")]),
];

/// A number that another changes by writing, however little.
async fn version(db: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("PRAGMA data_version").fetch_one(db).await.unwrap()
}

async fn watch(world: &World) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", world.database().display())).await.unwrap()
}

fn changing() -> impl Iterator<Item = Row> {
    rows().into_iter().filter(|row| !row.method.is_safe())
}

#[tokio::test]
async fn nothing_from_another_site_is_taken() {
    let stage = Stage::get().await;
    let (world, office) = (stage.world().await, stage.cookie("office"));
    let mut db = watch(&world).await;
    let before = version(&mut db).await;
    let (mut requests, mut taken) = (0, Vec::new());
    for row in changing() {
        for (name, sent, headers) in SHAPES {
            let path = stage.path(row.route);
            let answer =
                request(&world, office, &row.method, &path, sent, headers).add_header(HOST, OURS).await;
            requests += 1;
            // A program proves itself by what no browser has.
            if row.is_for_programs() {
                if answer.status_code() != StatusCode::UNAUTHORIZED {
                    taken.push(format!("{} {path} from {name}: {}", row.method, answer.status_code()));
                }
                continue;
            }
            if answer.status_code() != StatusCode::FORBIDDEN || !answer.text().contains(REFUSED) {
                taken.push(format!("{} {path} from {name}: {}", row.method, answer.status_code()));
            }
        }
    }
    assert!(taken.is_empty(), "{} of {requests} were taken:\n{}", taken.len(), taken.join("\n"));
    assert!(requests > 500, "every route in every shape");
    assert_eq!(version(&mut db).await, before, "something was written");
}

/// What would be sent as a form, as a link instead: nothing is written, whoever follows it. That the office read something is
/// noted by pages that show it (`profile_read`); that is left out here.
#[tokio::test]
async fn following_a_link_changes_nothing() {
    let stage = Stage::get().await;
    let (world, office) = (stage.world().await, stage.cookie("office"));
    let mut db = watch(&world).await;
    let unnoted = "CREATE TRIGGER unnoted BEFORE INSERT ON profile_read BEGIN SELECT RAISE(IGNORE); END";
    sqlx::query(unnoted).execute(&mut db).await.unwrap();
    let before = version(&mut db).await;
    for row in changing() {
        let (path, text) = (stage.path(row.route), stage.fill(row.sent.text()));
        let headers = [("sec-fetch-site", "cross-site"), ("referer", EVIL)];
        // JSON is nothing that a link can carry.
        let own = Some(&*text).filter(|_| !matches!(row.sent, Sent::Json(_)));
        for query in own.into_iter().chain([FIELDS]).map(|fields| format!("?{fields}")) {
            let answer = request(&world, office, &Method::GET, &path, Sent::Query(&query), &headers);
            let answer = answer.add_header(HOST, OURS).await;
            let status = answer.status_code();
            let to = answer.maybe_header(LOCATION);
            assert!(!status.is_server_error(), "{path}{query}: {status} {to:?}");
        }
    }
    assert_eq!(version(&mut db).await, before, "something was written");
}

/// Browsers inside old apps say nothing about where a form comes from; there `SameSite` keeps the cookie at home.
#[tokio::test]
async fn our_own_pages_are_heard_with_and_without_headers() {
    let stage = Stage::get().await;
    let world = stage.world().await;
    let from = format!("http://{OURS}/me/origin");
    let own: [&[(&str, &str)]; 5] = [
        &[],
        &[("referer", &from)],
        &[("origin", "http://localhost:3000")],
        &[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:3000"), ("referer", &from)],
        &[("sec-fetch-site", "none")],
    ];
    for headers in own {
        let form = Sent::Form("theme=dark&back=/me");
        let answer = request(&world, stage.cookie("owner"), &Method::POST, "/reading", form, headers);
        let answer = answer.add_header(HOST, OURS).await;
        assert_eq!(answer.status_code(), StatusCode::SEE_OTHER, "{headers:?}");
    }
}
