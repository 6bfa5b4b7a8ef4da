//! The demonstration with a cast: who looks, and at what. Whatever belongs to a member belongs to the owner.
use std::collections::BTreeMap;

use axum::http::header::{COOKIE, LOCATION};
use axum::http::{Method, StatusCode};
use axum_test::TestResponse;
use axum_test::multipart::{MultipartForm, Part};
use service::viewer::Viewer;
use tokio::sync::OnceCell;
use types::role::{Role, Roles};

use super::ask::ask;
use super::programs;
use super::table::Sent;
use crate::tests::world::{Files, World};

/// Who looks, and the word of the demonstration for signing in.
pub const CAST: [(&str, &str); 8] = [
    ("visitor", ""),
    // Leads an application, wrote a post and made an invitation too: none of these is the one looked at.
    ("member", "new"),
    ("host", "hamada-koji"),
    ("reviewer", "reviewer"),
    ("manager", "hirose-nao"),
    ("office", "nakamura-takuya"),
    ("admin", "office"),
    ("owner", "long-time"),
];
const CALL: &str = "/programmes/startup-3";
const DESK: &str = "/office/programmes/startup-3";

/// A network to look at, and what there is.
pub struct Stage {
    files: Files,
    cookies: BTreeMap<&'static str, String>,
    /// Beginnings of routes, and what their parameters are; names that forms use (`@post`), and what they stand for.
    values: Vec<(&'static str, Vec<String>)>,
}

impl Stage {
    /// The stage, built once.
    pub async fn get() -> &'static Self {
        static STAGE: OnceCell<Stage> = OnceCell::const_new();
        STAGE.get_or_init(Self::build).await
    }

    /// The network as it was built, for one who changes it.
    pub async fn world(&self) -> World {
        World::of(&self.files, true, "http://localhost:3000").await
    }

    /// The session of `who`; none for the visitor.
    pub fn cookie(&self, who: &str) -> Option<&str> {
        self.cookies.get(who).map(String::as_str)
    }

    /// The route with its parameters filled in.
    pub fn path(&self, route: &str) -> String {
        if !route.contains('{') {
            return route.to_owned();
        }
        let values = self.values.iter().filter(|(begin, _)| route.starts_with(begin));
        let (_, values) = values.max_by_key(|(begin, _)| begin.len()).unwrap_or_else(|| {
            panic!("{route} has parameters: name an object of the owner's for it in Build::values (routes/stage.rs)")
        });
        let mut path = route.to_owned();
        for value in values {
            let (begin, rest) = path.split_once('{').map(|(b, r)| (b.to_owned(), r.to_owned())).unwrap();
            path = format!("{begin}{value}{}", rest.split_once('}').unwrap().1);
            if !path.contains('{') {
                break;
            }
        }
        assert!(!path.contains('{'), "{route} has more parameters than Build::values names");
        path
    }

    /// `text` with the ids of what it names.
    pub fn fill(&self, text: &str) -> String {
        let named = self.values.iter().filter(|(name, _)| name.starts_with('@'));
        named.fold(text.to_owned(), |text, (name, values)| text.replace(name, &values[0]))
    }

    async fn build() -> Self {
        let world = World::new(true).await;
        let mut cookies = BTreeMap::new();
        let office = viewer(&world, &world.sign_in("office").await).await;
        let (_, host) = CAST.iter().find(|(who, _)| *who == "host").unwrap();
        let host = viewer(&world, &world.sign_in(host).await).await;
        let roles = Roles::of(&[Role::Host]);
        world.service.change_roles(&office, host.me().unwrap().id(), &roles).await.unwrap();
        for (who, key) in CAST.iter().filter(|(_, key)| !key.is_empty()) {
            cookies.insert(*who, world.sign_in(key).await);
        }
        let build = Build { world, cookies };
        let values = build.values().await;
        let Build { world, cookies } = build;
        Self { files: world.into_files().await, cookies, values }
    }
}

/// Who holds the session.
pub async fn viewer(world: &World, cookie: &str) -> Viewer {
    let token = cookie.split_once('=').map(|(_, token)| token);
    world.service.visit(token).await.unwrap().0
}

struct Build {
    world: World,
    cookies: BTreeMap<&'static str, String>,
}

impl Build {
    /// One object for the beginning of each route with parameters (the longest beginning counts), and for each name.
    async fn values(&self) -> Vec<(&'static str, Vec<String>)> {
        for who in ["member", "owner"] {
            self.form(who, &format!("{CALL}/apply"), "").await;
        }
        self.form("member", "/", "body=今日の沢は澄んでいました&action=publish").await;
        let wrote = self.form("owner", "/", "body=今日の沢は澄んでいました&action=publish").await;
        let post = location(&wrote).trim_start_matches("/#p-").to_owned();
        let application = self.find("owner", CALL, "\"/applications/").await;
        let step = format!("/applications/{application}/steps/3");
        let field = format!("f-{}", self.find("owner", &step, "name=\"f-").await);
        self.file("owner", &step, &field, "plan.pdf", "%PDF-1.7").await;
        let file = self.find("owner", &step, &format!("/applications/{application}/files/")).await;
        let asked = self.find_all("owner", "/me", "\"/applications/").await;
        let asked = asked.into_iter().find(|id| *id != application).expect("the owner is asked into a team");

        self.form("owner", &format!("/posts/{post}"), "body=そうでした").await;
        let comment =
            self.find("owner", &format!("/posts/{post}"), &format!("/posts/{post}/comments/")).await;
        self.form("host", &format!("/posts/{post}/report"), "reason=spam").await;
        self.form("owner", "/me/searches", "name=営業の方&q=営業").await;
        let report = self.find("office", "/office/reports", "\"/office/reports/").await;

        let invite = "worked_together=2014年の保守&note=&days=30&uses=5&mail=";
        let invitation = location(&self.form("owner", "/invitations", invite).await);
        let token = self.find("owner", &invitation, "/join/").await;
        self.world.sign_in("long-time").await;
        let device = self.find("owner", "/me/devices", "\"/me/devices/").await;

        let attempt = location(&self.form("visitor", "/sign-in", "mail=k.matsumoto@example.jp").await);
        let link = self.mailed("/sign-in/link/").await;
        let join = "family=森&given=葉子&family_kana=モリ&given_kana=ヨウコ&mail=yoko@example.com&department=保守&year_from=2010&year_to=2014\
            &purpose=running";
        self.form("visitor", "/join", join).await;
        let proof = format!("/sign-in/link/{}", self.mailed("/sign-in/link/").await);
        let request = location(&self.form("visitor", &proof, "").await);

        let mut values = self.of_joining().await;
        values.extend(self.of_leavers().await);
        values.extend(programs::values(&self.world).await);

        let csv = "氏名,フリガナ,メール,入社日,退社日\n森 葉子,モリ ヨウコ,mori.yoko@example.com,2010-04-01,2014-03-31\n";
        let roster = location(&self.file("office", "/office/roster", "file", "roster.csv", csv).await);
        let question = self.find("owner", &step.replace("/steps/3", "/steps/1"), "<textarea id=\"q-").await;
        values.extend([
            ("@application", vec![application.clone()]),
            ("@post", vec![post.clone()]),
            ("@question", vec![question]),
            ("/applications/{id}", vec![application.clone(), file]),
            ("/applications/{id}/steps/", vec![application, "1".into()]),
            ("/applications/{id}/invitation", vec![asked]),
            ("/dev/sign-in/", vec!["new".into()]),
            ("/events/", vec!["sashikake-evening".into()]),
            ("/invitations/", vec![tail(&invitation)]),
            ("/join/", vec![token]),
            ("/join/request/", vec![tail(&request)]),
            ("/left/", vec!["rested".into()]),
            ("/letters/", vec![self.find("owner", "/letters", "\"/letters/").await]),
            ("/me/consents/", vec!["notices".into(), "2026-11".into()]),
            ("/me/devices/", vec![device]),
            ("/me/profile/as/", vec!["member".into()]),
            ("/me/searches/", vec![self.find("owner", "/people", "\"/me/searches/").await]),
            ("/me/passkeys/", vec!["00000000000000000000000000000001".into()]),
            ("/media/", vec![self.find("owner", "/people", "\"/media/").await, "small".into()]),
            // The host's own.
            ("/office/events/", vec!["mikan-day".into()]),
            ("/office/letters/", vec![self.find("office", "/office/letters", "\"/office/letters/").await]),
            ("/office/programmes/", vec!["startup-3".into()]),
            (
                "/office/programmes/{slug}/applications/",
                vec![
                    "startup-3".into(),
                    self.find("office", &format!("{DESK}/applications"), &format!("\"{DESK}/applications/"))
                        .await,
                ],
            ),
            (
                "/office/programmes/{slug}/questions/",
                vec![
                    "startup-3".into(),
                    self.find("office", &format!("{DESK}/questions"), &format!("\"{DESK}/questions/")).await,
                ],
            ),
            ("/office/reports/", vec![report]),
            ("/office/roster/", vec![tail(&roster)]),
            (
                "/office/departments/",
                vec![self.find("office", "/office/departments", "\"/office/departments/").await],
            ),
            ("/office/skills/", vec![self.find("office", "/office/skills", "\"/office/skills/").await]),
            ("/office/roles/", vec![self.find("member", "/people", "\"/people/").await]),
            ("/office/stories/", vec![self.find("office", "/stories", "\"/stories/").await]),
            ("/people/", vec![self.find("member", "/people", "\"/people/").await]),
            ("/posts/", vec![post, comment]),
            ("/programmes/", vec!["startup-3".into()]),
            ("/setup/", vec!["over".into()]),
            ("/sign-in/", vec![tail(&attempt)]),
            ("/sign-in/link/", vec![link]),
            ("/sign-in/office/", vec!["over".into()]),
            ("/sign-in/oidc/failed/", vec!["unreachable".into()]),
            ("/stories/", vec![self.find("visitor", "/stories", "\"/stories/").await]),
        ]);
        values
    }

    /// What belongs to joining, to invitations of the office, and to rights.
    async fn of_joining(&self) -> Vec<(&'static str, Vec<String>)> {
        let address = location(&self.form("owner", "/me/addresses", "mail=keiko@example.net").await);
        let proof_of_address = self.mailed("/addresses/new/").await;
        let confirmation = self.mailed("/addresses/confirm/").await;

        let queued = self.find("office", "/office/queue", "\"/office/queue/").await;
        let note = format!("/office/queue/{queued}/notes");
        self.form("office", &note, "note=台帳で確認").await;
        let note = self.find("office", &format!("/office/queue/{queued}"), &format!("\"{note}/")).await;
        self.form("office", "/office/queue/refusals", "title=派遣&body_ja=恐れ入ります").await;
        let refusal = self.find("office", "/office/queue/settings", "\"/office/queue/refusals/").await;
        let vouch = self.find("owner", "/vouches", "\"/vouches/").await;

        self.form("owner", "/me/export", "").await;
        self.form("owner", "/me/requests", "kind=correction&body=読みが違います").await;
        let rights = self.find("office", "/office/rights", "\"/office/rights/").await;
        self.world.service.work_all().await.unwrap();
        let export = self.find("owner", "/me/export", "\"/me/export/").await;

        let campaign = "title=2014&left_from=2014&left_to=2014&department=&lang=ja&subject=お久しぶりです&body=お元気ですか";
        let sent = location(&self.form("office", "/office/roster/campaigns/new", campaign).await);
        self.form("office", &sent, "verb=start").await;
        let invited = self.mailed("/opt-out/").await;
        let campaign = location(&self.form("office", "/office/roster/campaigns/new", campaign).await);
        vec![
            ("/addresses/confirm/", vec![confirmation]),
            ("/addresses/new/", vec![proof_of_address]),
            ("/join/list/", vec![invited.clone()]),
            ("/me/addresses/requests/", vec![tail(&address)]),
            ("/me/export/", vec![export]),
            ("/me/requests/", vec![rights.clone()]),
            ("/office/queue/", vec![queued, note]),
            ("/office/queue/addresses/", vec![tail(&address)]),
            ("/office/queue/refusals/", vec![refusal]),
            ("/office/rights/", vec![rights]),
            ("/office/roster/campaigns/", vec![tail(&campaign)]),
            ("/opt-out/", vec![invited]),
            ("/vouches/", vec![vouch]),
        ]
    }

    /// What belongs to leavers: one without an account, and one with.
    async fn of_leavers(&self) -> Vec<(&'static str, Vec<String>)> {
        let stranger = "text=社員番号,氏名,メール,退職日%0A8,久我 洋平,kuga@example.com,2099-12-31";
        self.form("office", "/office/handover/send", stranger).await;
        let stranger = self.mailed("/handover/").await;
        let known =
            "text=社員番号,氏名,メール,退職日%0A7,須藤 航,wataru.suto@sakurabashi.example.jp,2099-12-31";
        self.form("office", "/office/handover/send", known).await;
        let known = self.mailed("/handover/").await;
        let member = self.find("office", "/office/handover", "\"/office/members/").await;
        let handover = self.find("office", "/office/handover", "\"/office/handover/").await;
        let desk = format!("/office/members/{member}");
        let period = self.find("office", &desk, &format!("\"{desk}/")).await;
        vec![
            ("/handover/", vec![known]),
            ("/handover/{token}/join", vec![stranger]),
            ("/office/handover/", vec![handover]),
            ("/office/members/", vec![member, period]),
        ]
    }

    async fn form(&self, who: &str, path: &str, body: &'static str) -> TestResponse {
        let cookie = self.cookies.get(who).map(String::as_str);
        let answer = ask(&self.world, cookie, &Method::POST, path, Sent::Form(body)).await;
        assert_eq!(answer.status_code(), StatusCode::SEE_OTHER, "{who}: {path}\n{}", answer.text());
        answer
    }

    async fn file(&self, who: &str, path: &str, field: &str, name: &str, text: &str) -> TestResponse {
        let part = Part::bytes(text.as_bytes().to_vec()).file_name(name.to_owned());
        let form = MultipartForm::new().add_part(field.to_owned(), part);
        let request = self.world.server.post(path).add_header(COOKIE, self.cookies[who].clone());
        let answer = request.multipart(form).await;
        assert_eq!(answer.status_code(), StatusCode::SEE_OTHER, "{who}: {path}\n{}", answer.text());
        answer
    }

    /// What follows the first `before` on a page.
    async fn find(&self, who: &str, page: &str, before: &str) -> String {
        self.find_all(who, page, before).await.remove(0)
    }

    /// What follows each `before` on a page, as far as it can be part of a path.
    async fn find_all(&self, who: &str, page: &str, before: &str) -> Vec<String> {
        let cookie = self.cookies.get(who).map(String::as_str);
        let html = ask(&self.world, cookie, &Method::GET, page, Sent::Query("")).await.text();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let found = html.split(before).skip(1).map(|rest| rest.split(|c| !is_part(c)).next().unwrap());
        let fixed = [
            "new",
            "end-all",
            "end-others",
            "people",
            "settings",
            "vouches",
            "addresses",
            "campaigns",
            "refusals",
        ];
        let found: Vec<_> =
            found.filter(|id| !id.is_empty() && !fixed.contains(id)).map(str::to_owned).collect();
        assert!(!found.is_empty(), "no {before} on {page} as {who}\n{html}");
        found
    }

    /// What follows `before` in the newest mail that has it.
    async fn mailed(&self, before: &str) -> String {
        self.world.service.work_all().await.unwrap();
        self.find("visitor", "/dev/mailbox", before).await
    }
}

fn location(answer: &TestResponse) -> String {
    let path = answer.header(LOCATION).to_str().unwrap().to_owned();
    path.split('?').next().unwrap().to_owned()
}

/// The last part of a path.
fn tail(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}
