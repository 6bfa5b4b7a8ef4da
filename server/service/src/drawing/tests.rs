//! Pictures made smaller: means of areas, and what of a portrait is taken.
use image::metadata::Orientation;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

use super::shrink::{Area, Layout, Shrink};
use crate::media::MediaKind;

fn shrink(pixels: &[u8], (width, height): (u32, u32), layout: Layout, side: u32) -> RgbaImage {
    let mut shrink = Shrink::new(Area::whole((width, height)), side);
    shrink.push_all(pixels, width, layout);
    shrink.finish().unwrap()
}

#[test]
fn a_pixel_is_the_mean_of_its_area() {
    let three = [0, 90, 255];
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 1).as_raw(), &[115, 115, 115, 255]);
    // One and a half pixels each: (0 + 90 ÷ 2) ÷ 1.5 and (90 ÷ 2 + 255) ÷ 1.5.
    let two = shrink(&three, (3, 1), Layout::Grey, 2);
    assert_eq!(
        (two.get_pixel(0, 0), two.get_pixel(1, 0)),
        (&Rgba([30, 30, 30, 255]), &Rgba([200, 200, 200, 255]))
    );
    assert_eq!(shrink(&three, (1, 3), Layout::Grey, 2).as_raw(), two.as_raw());
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 3).as_raw()[4..8], [90, 90, 90, 255], "nothing to do");
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 9).dimensions(), (3, 1), "never larger");
}

#[test]
fn what_is_transparent_has_no_colour() {
    let red_beside_nothing = [255, 0, 0, 255, 0, 255, 0, 0];
    assert_eq!(shrink(&red_beside_nothing, (2, 1), Layout::Rgba, 1).as_raw(), &[255, 0, 0, 128]);
    assert_eq!(shrink(&[0; 8], (2, 1), Layout::Rgba, 1).as_raw(), &[0; 4]);
}

#[test]
fn inks_become_light() {
    assert_eq!(shrink(&[0, 0, 0, 0], (1, 1), Layout::Cmyk, 1).as_raw(), &[255; 4]);
    assert_eq!(shrink(&[0, 255, 255, 0], (1, 1), Layout::Cmyk, 1).as_raw(), &[255, 0, 0, 255]);
}

#[test]
fn a_picture_that_ends_early_is_none() {
    let mut shrink = Shrink::new(Area::whole((2, 2)), 2);
    shrink.push(&[1, 2], Layout::Grey);
    assert!(shrink.finish().is_none());
}

/// The upper third of a standing person is kept, whichever way the camera was held.
#[test]
fn a_portrait_keeps_the_face_however_it_is_turned() {
    for exif in 1..=8 {
        let orientation = Orientation::from_exif(exif).unwrap();
        // What is to be seen upright: two wide, eight high, each row of its own shade.
        let seen =
            DynamicImage::ImageRgb8(RgbImage::from_fn(2, 8, |_, y| Rgb([u8::try_from(y).unwrap(); 3])));
        let mut stored = seen.clone();
        stored.apply_orientation(back(orientation));
        let area = Area::of(MediaKind::Portrait, (stored.width(), stored.height()), orientation);
        let mut crop = stored.crop_imm(area.left, area.top, area.width, area.height);
        crop.apply_orientation(orientation);
        assert_eq!(crop.to_rgb8().get_pixel(0, 0), &Rgb([2; 3]), "{orientation:?}");
        assert_eq!(crop.height(), 2);
    }
}

fn back(orientation: Orientation) -> Orientation {
    match orientation {
        Orientation::Rotate90 => Orientation::Rotate270,
        Orientation::Rotate270 => Orientation::Rotate90,
        same => same,
    }
}
