//! Pictures of posts: what is kept, who sees it, and when it goes.
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use types::feed::{PictureInput, ReportOutcome};
use types::form::Problem;
use types::id::MediaId;

use super::Net;
use crate::drawing::Upload;
use crate::fault::{Fault, FormError};
use crate::feed::PostInput;
use crate::media::MediaSize;
use crate::viewer::Viewer;

/// A JPEG of 60 × 40 that was taken standing, somewhere.
fn photo() -> Vec<u8> {
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(60, 40, image::Rgb([200, 90, 30])));
    let mut jpeg = Cursor::new(Vec::new());
    image.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    // One entry of EXIF: turn by 90 degrees; then the place, as any bytes.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 35.6812 N 139.7671 E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn with(files: Vec<Vec<u8>>) -> PostInput {
    PostInput {
        files: files.iter().map(|file| Ok(Upload::of(file).unwrap())).collect(),
        ..PostInput::from("海へ")
    }
}

fn say(id: MediaId, alt: &str, remove: bool) -> PictureInput {
    PictureInput { id, alt: alt.to_owned(), remove }
}

fn problem(outcome: Result<impl Sized, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn a_picture_is_drawn_anew_upright_and_without_its_place() {
    let net = Net::new().await;
    let kenta = net.member("佐々木", "健太", &[]).await;
    let id = net.service.publish(&kenta, with(vec![photo()])).await.unwrap();
    let shown = net.service.post(&kenta, id, None).await.unwrap().post.pictures;
    assert_eq!((shown.len(), shown[0].width, shown[0].height), (1, 40, 60));
    for size in [MediaSize::Small, MediaSize::Large] {
        let stored = net.service.media(&kenta, shown[0].id, size).await.unwrap();
        assert!(!stored.public);
        for left in [&b"Exif"[..], b"GPS", b"35.68"] {
            assert!(!stored.bytes.windows(left.len()).any(|bytes| bytes == left), "{left:?}");
        }
    }
    let seen = net.service.media(&Viewer::Visitor, shown[0].id, MediaSize::Small).await;
    assert!(matches!(seen, Err(Fault::NotFound)), "visitors see none");
}

#[tokio::test]
async fn a_failed_picture_keeps_the_text_and_the_others() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let outcome = net.service.publish(&kenta, with(vec![photo(), b"<svg/>".to_vec()])).await;
    assert_eq!(problem(outcome, "pictures"), Some(Problem::NotAPicture));
    let feed = net.service.feed(&kenta).await.unwrap();
    assert_eq!((feed.draft.as_str(), feed.pictures.len(), feed.newest), ("海へ", 1, None));
    let waiting = feed.pictures[0].id;
    assert!(net.service.media(&kenta, waiting, MediaSize::Small).await.is_ok());
    let other = net.service.media(&yuki, waiting, MediaSize::Small).await;
    assert!(matches!(other, Err(Fault::NotFound)), "what waits is its owner's alone");

    let input = PostInput { pictures: vec![say(waiting, " 朝の海 ", false)], ..PostInput::default() };
    let id = net.service.publish(&kenta, input).await.unwrap();
    let post = net.service.post(&yuki, id, None).await.unwrap().post;
    assert_eq!(
        (post.html.as_str(), post.pictures[0].alt.as_str()),
        ("", "朝の海"),
        "a picture needs no text"
    );
    assert!(net.service.media(&yuki, waiting, MediaSize::Large).await.is_ok());
    assert!(net.service.feed(&kenta).await.unwrap().pictures.is_empty());
}

#[tokio::test]
async fn four_is_the_most() {
    let net = Net::new().await;
    let kenta = net.member("佐々木", "健太", &[]).await;
    let outcome = net.service.publish(&kenta, with(vec![photo(); 5])).await;
    assert_eq!(problem(outcome, "pictures"), Some(Problem::TooMany { max: 4 }));
    assert_eq!(net.service.feed(&kenta).await.unwrap().pictures.len(), 4);
    let outcome = net.service.publish(&kenta, with(vec![vec![0; crate::drawing::UPLOAD_MAX + 1]])).await;
    assert_eq!(problem(outcome, "pictures"), Some(Problem::FileTooLarge { megabytes: 20 }));
    let empty = net.service.publish(&net.member("森", "芽衣", &[]).await, "  ").await;
    assert_eq!(problem(empty, "body"), Some(Problem::Required));
}

#[tokio::test]
async fn only_the_author_changes_the_pictures() {
    let net = Net::new().await;
    let (kenta, yuki) = (net.member("佐々木", "健太", &[]).await, net.member("林", "由紀子", &[]).await);
    let id = net.service.publish(&kenta, with(vec![photo(), photo()])).await.unwrap();
    let form = net.service.edit_form(&kenta, id).await.unwrap();
    let (first, second) = (form.pictures[0].id, form.pictures[1].id);
    let theft = net.service.edit_post(&yuki, id, with(vec![photo()])).await;
    assert!(matches!(theft, Err(FormError::Fault(Fault::NotAllowed))));
    let hold = net.service.hold_post(&yuki, Some(id), &with(vec![photo()])).await;
    assert!(matches!(hold, Err(FormError::Fault(Fault::NotAllowed))));

    let pictures = vec![say(first, "", true), say(second, "港", false)];
    let input = PostInput { pictures, ..with(vec![photo()]) };
    net.service.hold_post(&kenta, Some(id), &input).await.unwrap();
    let shown = net.service.post(&yuki, id, None).await.unwrap().post;
    assert_eq!((shown.pictures.len(), shown.edited_at), (2, None), "nothing changes before it is saved");
    let input = PostInput { files: Vec::new(), ..input };
    net.service.edit_post(&kenta, id, input).await.unwrap();
    let shown = net.service.post(&yuki, id, None).await.unwrap().post;
    assert_eq!(shown.pictures.iter().map(|p| p.alt.as_str()).collect::<Vec<_>>(), ["港", ""]);
    assert!(shown.edited_at.is_some());
    let gone = net.service.media(&kenta, first, MediaSize::Large).await;
    assert!(matches!(gone, Err(Fault::NotFound)));
}

#[tokio::test]
async fn pictures_go_with_their_post() {
    let net = Net::new().await;
    let kenta = net.member("佐々木", "健太", &[]).await;
    let office = net.member("髙橋", "真理子", &[types::role::Role::Office]).await;
    let files = || std::fs::read_dir(net.service.config().data.join("media")).unwrap().count();
    let id = net.service.publish(&kenta, with(vec![photo(), photo()])).await.unwrap();
    assert_eq!(files(), 2);
    net.service.delete_post(&kenta, id).await.unwrap();
    assert_eq!(files(), 0);

    let id = net.service.publish(&kenta, with(vec![photo()])).await.unwrap();
    let picture = net.service.post(&office, id, None).await.unwrap().post.pictures[0].id;
    net.service.report(&office, id, None, "気になります").await.unwrap();
    let report = net.service.reports(&office).await.unwrap().waiting[0].id;
    net.service.handle_report(&office, report, ReportOutcome::Removed).await.unwrap();
    assert!(matches!(net.service.media(&office, picture, MediaSize::Small).await, Err(Fault::NotFound)));
    assert_eq!(files(), 0);
}
