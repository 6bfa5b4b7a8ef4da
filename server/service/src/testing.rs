//! What the tests in this crate share: a network on a fresh database, and members to look through.
// Once in this binary: it numbers the databases.
#[path = "../tests/rules/world/postgres.rs"]
pub(crate) mod postgres;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use store::Db;
use tempfile::TempDir;
use types::consent::{Purpose, edition};
use types::id::{MemberId, SessionId};
use types::lang::Lang;
use types::member::{Name, Person, Relationship, Theme};
use types::role::{Role, Roles};
use types::time::Stamp;

use crate::Service;
use crate::clock::StoppedClock;
use crate::config::{Config, Machines};
use crate::drawing::Upload;
use crate::member::NewMember;
use crate::secret::Secrets;
use crate::viewer::{Me, Viewer};

/// When the clock of a test begins: 2026-11-18 in the middle of a month.
pub(crate) const NOW: Stamp = Stamp(1_795_000_000_000);

/// The settings of an installation in `folder`.
fn config(folder: &Path) -> Config {
    Config {
        data: folder.to_owned(),
        base_url: "https://en.example.jp".parse().unwrap(),
        zone: jiff::tz::TimeZone::get("Asia/Tokyo").unwrap(),
        smtp_url: None,
        mail_from: "Enishi <enishi@example.jp>".to_owned(),
        machines: Machines {
            scim_token: Some("scim-token-of-the-tests-0123456789".to_owned()),
            handover_secret: Some("handover-secret-of-the-tests-0123456789".to_owned()),
        },
        demo: false,
        oidc: None,
    }
}

/// A picture of one colour.
pub(crate) fn picture() -> Upload {
    let mut jpeg = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(60, 40, Rgb([200, 90, 30])));
    image.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    Upload::of(jpeg.get_ref()).unwrap()
}

/// A network in this process, on a fresh database.
pub(crate) struct Net {
    pub(crate) service: Service,
    pub(crate) clock: Arc<StoppedClock>,
    pub(crate) folder: TempDir,
}

impl Net {
    /// With nobody in it.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::start(sqlite(folder.path()).await, config(folder.path()), folder).await
    }

    /// With nobody in it, on the empty database `db`.
    pub(crate) async fn on(db: Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::start(db, config(folder.path()), folder).await
    }

    /// The demonstration.
    pub(crate) async fn demonstration() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { demo: true, ..config(folder.path()) };
        let net = Self::start(sqlite(folder.path()).await, config, folder).await;
        net.service.seed_demo().await.unwrap();
        net
    }

    /// With nobody in it and other settings.
    pub(crate) async fn configured(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(folder.path());
        change(&mut config);
        Self::start(sqlite(folder.path()).await, config, folder).await
    }

    async fn start(db: Db, config: Config, folder: TempDir) -> Self {
        db.migrate().await.unwrap();
        let clock = Arc::new(StoppedClock::at(NOW));
        let service = Service::new(db, clock.clone(), Secrets::seeded(1), config).unwrap();
        Self { service, clock, folder }
    }

    /// A new member, an alumnus.
    pub(crate) async fn member(&self, family: &str, given: &str, roles: &[Role]) -> Viewer {
        member(&self.service, [family, given], Relationship::Alumnus, roles).await
    }
}

async fn sqlite(folder: &Path) -> Db {
    Db::sqlite(&folder.join("t.db")).await.unwrap()
}

/// A new member, family name first, as a viewer; the address is like nobody else's.
pub(crate) async fn member(
    service: &Service,
    name: [&str; 2],
    relationship: Relationship,
    roles: &[Role],
) -> Viewer {
    let mail = format!("m{}@example.jp", service.secrets().uuid(NOW).simple());
    member_at(service, &mail, name, relationship, roles).await
}

/// A new member with the address `mail`.
pub(crate) async fn member_at(
    service: &Service,
    mail: &str,
    [family, given]: [&str; 2],
    relationship: Relationship,
    roles: &[Role],
) -> Viewer {
    let new = NewMember { roles: Roles::of(roles), ..NewMember::named(named(family, given), relationship) };
    viewer(service, new, mail).await
}

/// A name without readings.
pub(crate) fn named(family: &str, given: &str) -> Name {
    Name {
        family: family.parse().unwrap(),
        given: given.parse().unwrap(),
        family_kana: None,
        given_kana: None,
        family_roman: None,
        given_roman: None,
    }
}

/// The member `new` with the address `mail`, who agrees to every purpose, as a viewer.
pub(crate) async fn viewer(service: &Service, new: NewMember, mail: &str) -> Viewer {
    let roles = new.roles.clone();
    let mails = [(mail.parse().unwrap(), Some(service.now()))];
    let mut tx = service.db().write().await.unwrap();
    let id = service.add_member(&mut tx, new, &mails).await.unwrap();
    service.note_first_answers(&mut tx, id, Purpose::ALL, edition(), service.now()).await.unwrap();
    tx.commit().await.unwrap();
    viewer_of(service, id, roles).await
}

/// A member as a viewer with `roles`.
pub(crate) async fn viewer_of(service: &Service, id: MemberId, roles: Roles) -> Viewer {
    let mut conn = service.db().read().await.unwrap();
    let person = Person::from(store::member::person(&mut conn, id).await.unwrap().unwrap());
    let (session, signed_in_at) = (SessionId::FIRST, service.now());
    Viewer::Member(Box::new(Me { session, signed_in_at, roles, person, lang: Lang::Ja, theme: Theme::Auto }))
}

/// Who looks.
pub(crate) fn id(viewer: &Viewer) -> MemberId {
    viewer.me().map(Me::id).unwrap()
}
