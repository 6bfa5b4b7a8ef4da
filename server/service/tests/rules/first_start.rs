//! The first start works once, by its link, with what the form needs.
use crate::world::{World, first_start};
use service::drawing::Upload;
use service::fault::{Fault, FormError};
use service::media::MediaSize;
use service::policy::Capability;
use service::viewer::Viewer;
use types::form::Problem;
use types::lang::Lang;
use types::site::SiteInput;

#[tokio::test]
async fn the_link_sets_the_site_up_and_then_is_gone() {
    let (world, viewer) = World::started().await;
    assert!(viewer.may(Capability::RunOffice));
    assert!(world.service.site().await.unwrap().ready);
    assert_eq!(world.service.first_start_path().await.unwrap(), None);
}

#[tokio::test]
async fn a_new_link_ends_the_one_before() {
    let world = World::empty().await;
    let old = world.service.first_start_path().await.unwrap().unwrap();
    let new = world.service.first_start_path().await.unwrap().unwrap();
    let check = |path: String| {
        let service = world.service.clone();
        async move { service.check_first_start(path.strip_prefix("/setup/").unwrap()).await }
    };
    assert!(matches!(check(old).await, Err(Fault::NotFound)));
    assert!(check(new).await.is_ok());
}

#[tokio::test]
async fn whoever_starts_goes_on_in_the_language_they_read() {
    for (langs, reads) in [("both", Lang::En), ("ja", Lang::Ja)] {
        let world = World::empty().await;
        let path = world.service.first_start_path().await.unwrap().unwrap();
        let token = path.strip_prefix("/setup/").unwrap();
        let mut input = first_start();
        input.site.langs = langs.into();
        let opened = world.service.first_start(token, &input, Lang::En, "").await.unwrap();
        let Viewer::Member(me) = world.service.visit(Some(&opened.token)).await.unwrap().0 else {
            panic!("signed in")
        };
        assert_eq!(me.lang, reads, "{langs}");
    }
}

#[tokio::test]
async fn problems_leave_nothing_half_written() {
    let world = World::empty().await;
    let path = world.service.first_start_path().await.unwrap().unwrap();
    let mut input = first_start();
    input.mail = "office".into();
    input.family = String::new();
    let error = world
        .service
        .first_start(path.strip_prefix("/setup/").unwrap(), &input, Lang::Ja, "")
        .await
        .unwrap_err();
    let FormError::Problems(problems) = error else { panic!("{error:?}") };
    assert_eq!(problems.of("mail"), Some(&Problem::NotAMail));
    assert_eq!(problems.of("family"), Some(&Problem::Required));
    assert!(!world.service.site().await.unwrap().ready);
}

#[tokio::test]
async fn only_the_office_changes_the_site() {
    let (world, office) = World::started().await;
    let mut input = SiteInput::of(&world.service.site().await.unwrap());
    input.brand = "#336699".into();
    let refused = world.service.change_site(&Viewer::Visitor, &input).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::SignInNeeded))));
    let Viewer::Member(me) = office.clone() else { panic!("signed in") };
    let mut plain = *me;
    plain.roles = types::role::Roles::default();
    let refused = world.service.change_site(&Viewer::Member(Box::new(plain)), &input).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    assert_eq!(world.service.change_site(&office, &input).await.unwrap().brand, "#336699");
}

#[tokio::test]
async fn the_command_line_adds_an_office_member_once() {
    let (world, _) = World::started().await;
    world.service.create_office("林", "由紀子", "hayashi@example.jp").await.unwrap();
    let again = world.service.create_office("林", "由紀子", "hayashi@example.jp").await;
    assert!(matches!(again, Err(FormError::Problems(p)) if p.of("mail") == Some(&Problem::Taken)));
}

/// A PNG of two pixels.
fn logo() -> Upload {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgba8(2, 1).write_to(&mut png, image::ImageFormat::Png).unwrap();
    Upload::of(png.get_ref()).unwrap()
}

#[tokio::test]
async fn a_logo_outlives_a_first_start_that_needs_another_look() {
    let world = World::empty().await;
    let path = world.service.first_start_path().await.unwrap().unwrap();
    let token = path.strip_prefix("/setup/").unwrap();
    assert!(matches!(
        world.service.hold_logo("another", logo()).await,
        Err(FormError::Fault(Fault::NotFound))
    ));
    world.service.hold_logo(token, logo()).await.unwrap();
    world.service.check_first_start(token).await.unwrap();
    world.service.first_start(token, &first_start(), Lang::Ja, "Mac").await.unwrap();
    let site = world.service.site().await.unwrap();
    let stored = world.service.media(&Viewer::Visitor, site.logo.unwrap(), MediaSize::Large).await.unwrap();
    assert!(site.ready && stored.public, "visitors see the logo");
}

#[tokio::test]
async fn only_the_office_changes_the_logo() {
    let (world, office) = World::started().await;
    let refused = world.service.change_logo(&Viewer::Visitor, Some(logo())).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::SignInNeeded))));
    let svg = world
        .service
        .change_logo(&office, Some(Upload::of(b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap()))
        .await;
    assert!(matches!(svg, Err(FormError::Problems(p)) if p.of("logo") == Some(&Problem::NotAPicture)));
    world.service.change_logo(&office, Some(logo())).await.unwrap();
    let first = world.service.site().await.unwrap().logo.unwrap();
    world.service.change_site(&office, &SiteInput::of(&world.service.site().await.unwrap())).await.unwrap();
    assert_eq!(world.service.site().await.unwrap().logo, Some(first), "other settings leave it alone");
    world.service.change_logo(&office, None).await.unwrap();
    assert_eq!(world.service.site().await.unwrap().logo, None);
    let gone = world.service.media(&office, first, MediaSize::Large).await;
    assert!(matches!(gone, Err(Fault::NotFound)));
}
