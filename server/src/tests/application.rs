//! Applications over HTTP: beginning, saving a step, downloads, and the desk.
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION};
use axum_test::TestResponse;
use axum_test::multipart::{MultipartForm, Part};

use super::world::World;

const CALL: &str = "/programmes/startup-3";
const DESK: &str = "/office/programmes/startup-3";
/// Before the id of an application in the desk's list.
const ROW: &str = "href=\"/office/programmes/startup-3/applications/";

fn location(answer: &TestResponse) -> String {
    answer.header(LOCATION).to_str().unwrap().to_owned()
}

/// What stands in `html` between the first `before` and the next quote.
fn after<'h>(html: &'h str, before: &str) -> &'h str {
    html.split(before).nth(1).unwrap_or_else(|| panic!("{before}\n{html}")).split('"').next().unwrap()
}

#[tokio::test]
async fn a_member_applies_step_by_step() {
    let world = World::new(true).await;
    let new = world.sign_in("new").await;
    let page = world.get_as(&new, CALL).await.text();
    assert!(page.contains("/programmes/startup-3/apply"), "the way in\n{page}");
    assert!(world.get_as(&new, &format!("{CALL}/apply")).await.text().contains("応募を書きはじめる"));
    let begun = world.server.post(&format!("{CALL}/apply")).add_header(COOKIE, new.clone()).await;
    let step = location(&begun);
    assert!(begun.status_code() == StatusCode::SEE_OTHER && step.ends_with("/steps/1"), "{step}");
    let html = world.get_as(&new, &step).await.text();
    let question = after(&html, "<textarea id=\"");
    let field = question.to_owned();
    let save = |form: MultipartForm| world.server.post(&step).add_header(COOKIE, new.clone()).multipart(form);
    let form = MultipartForm::new()
        .add_text("title", "沢の電気")
        .add_text(field.clone(), "見たこと")
        .add_text(field.replace("q-", "r-"), "0")
        .add_text("action", "next");
    let saved = save(form).await;
    assert_eq!((saved.status_code(), location(&saved)), (StatusCode::SEE_OTHER, step.replace("/1", "/2")));
    let stale = MultipartForm::new()
        .add_text(field.clone(), "別の窓で書いた文")
        .add_text(field.replace("q-", "r-"), "0");
    let stale = save(stale).await;
    assert_eq!(stale.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = stale.text();
    assert!(html.contains("別の窓で書いた文") && html.contains("見たこと"), "both texts\n{html}");
    let root = step.trim_end_matches("/steps/1");
    let review = world.server.post(&format!("{root}/review")).add_header(COOKIE, new.clone()).await;
    assert_eq!(review.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(review.text().contains(&format!("{root}/steps/2?check=true#q-")), "links to what is missing");
    let employee = world.sign_in("employee").await;
    for path in [root.to_owned(), step.clone(), format!("{root}/team"), format!("{root}/invitation")] {
        assert_eq!(world.get_as(&employee, &path).await.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["", "/team", "/review"] {
        let page = world.get_as(&new, &format!("{root}{path}")).await;
        assert_eq!(page.status_code(), StatusCode::OK, "{path}");
    }
    assert!(world.get_as(&new, "/me").await.text().contains("沢の電気"));
}

#[tokio::test]
async fn a_file_is_only_a_download() {
    let world = World::new(true).await;
    let new = world.sign_in("new").await;
    let begun = world.server.post(&format!("{CALL}/apply")).add_header(COOKIE, new.clone()).await;
    let step = location(&begun).replace("/steps/1", "/steps/3");
    let html = world.get_as(&new, &step).await.text();
    let field = format!("f-{}", after(&html, "name=\"f-"));
    let part = |name: &str, bytes: &[u8]| Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    let send = |part: Part| {
        let form = MultipartForm::new().add_part(field.clone(), part);
        world.server.post(&step).add_header(COOKIE, new.clone()).multipart(form)
    };
    assert_eq!(send(part("x.html", b"<script>")).await.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let large = vec![b'x'; 13 * 1024 * 1024];
    let large = send(part("x.pdf", &large)).await;
    assert_eq!(large.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.text().contains("12MB"));
    assert_eq!(send(part("図.pdf", b"%PDF-1.7")).await.status_code(), StatusCode::SEE_OTHER);
    let html = world.get_as(&new, &step).await.text();
    let root = step.trim_end_matches("/steps/3");
    let path = format!("{root}/files/{}", after(&html, &format!("{root}/files/")));
    let file = world.get_as(&new, &path).await;
    assert_eq!(file.header(CONTENT_TYPE), "application/pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let disposition = file.header(CONTENT_DISPOSITION).to_str().unwrap().to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"_.pdf\"")
            && disposition.contains("UTF-8''%E5%9B%B3.pdf")
    );
    for other in ["office", "reviewer", "employee"] {
        let other = world.sign_in(other).await;
        assert_eq!(world.get_as(&other, &path).await.status_code(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_desk_shows_every_state_and_exports_a_table() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    let list = world.get_as(&office, &format!("{DESK}/applications")).await.text();
    for part in ["採択", "面談", "書類審査中", "応募済み", "見送り", "取り下げ", "下書きが"]
    {
        assert!(list.contains(part), "{part}\n{list}");
    }
    let filtered = world.get_as(&office, &format!("{DESK}/applications?state=interview")).await.text();
    assert!(filtered.contains("待合のいす") && !filtered.contains("よるのて"), "{filtered}");
    let one = format!("{DESK}/applications/{}", after(&filtered, ROW));
    let page = world.get_as(&office, &one).await.text();
    assert!(page.contains("石橋") && page.contains("name=\"note\""), "{page}");
    let bare =
        world.server.post(&one).add_header(COOKIE, office.clone()).form(&[("to", "declined"), ("note", "")]);
    assert_eq!(bare.await.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = [("to", "accepted"), ("note", "一緒につくりましょう。")];
    let told = world.server.post(&one).add_header(COOKIE, office.clone()).form(&told).await;
    assert_eq!(told.status_code(), StatusCode::SEE_OTHER);
    let table = world.get_as(&office, &format!("{DESK}/applications.csv")).await;
    assert_eq!(table.header(CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(table.text().starts_with('\u{feff}') && table.text().contains("\r\n"));
    for path in ["/office/programmes", "/interested", "/questions", "/questions/new"] {
        let path = if path.starts_with("/office") { path.to_owned() } else { format!("{DESK}{path}") };
        assert_eq!(world.get_as(&office, &path).await.status_code(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn reviewers_read_and_do_not_decide() {
    let world = World::new(true).await;
    let reviewer = world.sign_in("reviewer").await;
    let list = world.get_as(&reviewer, &format!("{DESK}/applications")).await.text();
    let one = format!("{DESK}/applications/{}", after(&list, ROW));
    let page = world.get_as(&reviewer, &one).await;
    assert_eq!(page.status_code(), StatusCode::OK);
    assert!(!page.text().contains("name=\"note\""));
    let decided = world.server.post(&one).add_header(COOKIE, reviewer.clone()).form(&[("to", "screening")]);
    assert_eq!(decided.await.status_code(), StatusCode::FORBIDDEN);
    for path in ["/applications.csv", "/interested", "/questions"] {
        let path = format!("{DESK}{path}");
        assert_eq!(world.get_as(&reviewer, &path).await.status_code(), StatusCode::FORBIDDEN, "{path}");
    }
    let member = world.sign_in("new").await;
    for path in ["/office/programmes".to_owned(), format!("{DESK}/applications"), one] {
        assert_eq!(world.get_as(&member, &path).await.status_code(), StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn an_invitation_waits_for_its_answer() {
    let world = World::new(true).await;
    let asked = world.sign_in("long-time").await;
    let me = world.get_as(&asked, "/me").await.text();
    let path = format!("/applications/{}", after(&me, "href=\"/applications/"));
    assert!(path.ends_with("/invitation"), "{path}");
    let page = world.get_as(&asked, &path).await.text();
    assert!(page.contains("となりの本棚") && page.contains("青木"), "{page}");
    let yes = world.server.post(&path).add_header(COOKIE, asked.clone()).form(&[("joins", "yes")]).await;
    assert_eq!(location(&yes), path.trim_end_matches("/invitation"));
    assert_eq!(world.get_as(&asked, &location(&yes)).await.status_code(), StatusCode::OK);
}

#[tokio::test]
async fn visitors_sign_in_first() {
    let world = World::new(false).await;
    let answer = world.server.get(&format!("{CALL}/apply")).await;
    assert_eq!(location(&answer), "/sign-in?return_to=%2Fprogrammes%2Fstartup-3%2Fapply");
    assert!(!world.server.get(CALL).await.text().contains("startup-3/apply"));
}
