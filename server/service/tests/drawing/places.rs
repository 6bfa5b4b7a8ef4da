//! Pictures that tell where and with what they were taken, in all the ways that formats have for it.
use image::ImageFormat;

use crate::make::{chunk, gif_block, gif_with, jpeg, jpeg_with, png, png_with, riff, segment, webp_with};
use crate::{Site, holds};

/// The longitude of Tokyo station, as texts have it, and a word no picture has by chance.
const CANARY: &str = "canary-0815 35.681236N 139.767125E";

const TRACES: [&[u8]; 10] =
    [b"canary-0815", b"35.68", b"139.76", b"GPS", b"Exif", b"exif", b"xmp", b"8BIM", b"EnishiCam", b"eXIf"];

const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description exif:GPSLatitude='35,40.874N' \
                   exif:GPSLongitude='139,46.027E' dc:creator='canary-0815'/></rdf:RDF></x:xmpmeta>";

/// TIFF as EXIF has it: a maker, an orientation, and a folder of GPS with latitude and longitude.
fn exif(orientation: u8, is_little: bool) -> Vec<u8> {
    let two = |n: u16| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let four = |n: u32| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&two(tag)[..], &two(kind), &four(count), &value].concat()
    };
    let [high, low] = two(orientation.into());
    // The first folder has three entries, the second four; what is too long for an entry stands behind both.
    let (gps, text, places) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 4 * 12 + 4, CANARY.len() as u32);
    let rational = |n: u32, d: u32| [four(n), four(d)].concat();
    let latitude = [rational(35, 1), rational(40, 1), rational(5245, 100)].concat();
    let longitude = [rational(139, 1), rational(46, 1), rational(165, 100)].concat();
    [
        if is_little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() },
        four(8).to_vec(),
        two(3).to_vec(),
        entry(0x010f, 2, places, four(text)),
        entry(0x0112, 3, 1, [high, low, 0, 0]),
        entry(0x8825, 4, 1, four(gps)),
        four(0).to_vec(),
        two(4).to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, four(text + places)),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, four(text + places + 24)),
        four(0).to_vec(),
        CANARY.as_bytes().to_vec(),
        latitude,
        longitude,
    ]
    .concat()
}

fn app1(exif: &[u8]) -> Vec<u8> {
    segment(0xe1, &[b"Exif\0\0", exif].concat())
}

/// Photoshop's resource of IPTC: city, and a caption.
fn iptc() -> Vec<u8> {
    let set = |number: u8, text: &str| {
        [&[0x1c, 2, number], &(text.len() as u16).to_be_bytes()[..], text.as_bytes()].concat()
    };
    let sets = [set(90, "Tokyo canary-0815"), set(120, CANARY)].concat();
    [b"Photoshop 3.0\08BIM\x04\x04\0\0", &(sets.len() as u32).to_be_bytes()[..], &sets].concat()
}

fn xmp_text() -> Vec<u8> {
    [b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat()
}

/// EXIF as old programs write it into texts of a PNG: in hexadecimal.
fn raw_profile() -> Vec<u8> {
    let digits: String = exif(1, false).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("Raw profile type exif\0\nexif\n{}\n{digits}", digits.len() / 2).into_bytes()
}

fn pictures() -> Vec<(&'static str, Vec<u8>)> {
    let xmp = segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat());
    let more_xmp = segment(0xe1, &[b"http://ns.adobe.com/xmp/extension/\0", XMP.as_bytes()].concat());
    let all = [app1(&exif(1, false)), xmp.clone(), segment(0xed, &iptc()), segment(0xfe, CANARY.as_bytes())];
    let inside = [b"EnishiCam".as_slice(), &jpeg_with(&[app1(&exif(1, true))])].concat();
    vec![
        ("JPEG with EXIF, large end first", jpeg_with(&[app1(&exif(1, false))])),
        ("JPEG with EXIF, small end first", jpeg_with(&[app1(&exif(1, true))])),
        ("JPEG with XMP", jpeg_with(std::slice::from_ref(&xmp))),
        ("JPEG with XMP in two parts", jpeg_with(&[xmp.clone(), more_xmp])),
        ("JPEG with IPTC", jpeg_with(&[segment(0xed, &iptc())])),
        ("JPEG with a comment", jpeg_with(&[segment(0xfe, CANARY.as_bytes())])),
        ("JPEG with all of them", jpeg_with(&all)),
        ("JPEG with a maker's notes", jpeg_with(&[segment(0xe5, &inside)])),
        (
            "JPEG with a preview that tells too",
            jpeg_with(&[segment(0xe2, &[b"MPF\0", &inside[..]].concat())]),
        ),
        ("JPEG with EXIF behind its end", [jpeg(), app1(&exif(1, false))].concat()),
        ("PNG with EXIF", png_with(&[chunk(*b"eXIf", &exif(1, false))])),
        ("PNG with XMP", png_with(&[chunk(*b"iTXt", &xmp_text())])),
        ("PNG with a text", png_with(&[chunk(*b"tEXt", &[b"Location\0", CANARY.as_bytes()].concat())])),
        ("PNG with EXIF as a text", png_with(&[chunk(*b"tEXt", &raw_profile())])),
        ("PNG with EXIF behind its end", [png(), chunk(*b"eXIf", &exif(1, false))].concat()),
        ("WebP with EXIF", webp_with(0x08, &[riff(*b"EXIF", &exif(1, true))])),
        ("WebP with XMP", webp_with(0x04, &[riff(*b"XMP ", XMP.as_bytes())])),
        (
            "WebP with both, unannounced",
            webp_with(0, &[riff(*b"EXIF", &exif(1, true)), riff(*b"XMP ", XMP.as_bytes())]),
        ),
        ("GIF with a comment", gif_with(&[gif_block(0xfe, CANARY.as_bytes())])),
        ("GIF with XMP", gif_with(&[gif_block(0xff, &[b"XMP DataXMP", XMP.as_bytes()].concat())])),
    ]
}

#[tokio::test]
async fn nobody_learns_where_a_picture_was_taken() {
    let site = Site::new().await;
    for (name, file) in pictures() {
        assert!(TRACES.iter().any(|trace| holds(&file, trace)), "{name}: tells nothing to begin with");
        for kept in site.drawn(name, &file).await {
            for trace in TRACES {
                assert!(!holds(&kept, trace), "{name}: {}", String::from_utf8_lossy(trace));
            }
        }
    }
}

#[tokio::test]
async fn what_exif_says_of_the_orientation_is_done_before_it_goes() {
    let site = Site::new().await;
    // Where red is: on the left of what is stored.
    let sides = [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ];
    for (orientation, side) in sides {
        let files = [
            ("JPEG", jpeg_with(&[app1(&exif(orientation, false))])),
            ("PNG", png_with(&[chunk(*b"eXIf", &exif(orientation, true))])),
            ("WebP", webp_with(0x08, &[riff(*b"EXIF", &exif(orientation, true))])),
            (
                "WebP by a program for JPEG",
                webp_with(0x08, &[riff(*b"EXIF", &[b"Exif\0\0", &exif(orientation, true)[..]].concat())]),
            ),
        ];
        for (name, file) in files {
            let [_, large] = site.drawn(name, &file).await;
            let seen = image::load_from_memory_with_format(&large, ImageFormat::WebP).unwrap().to_rgb8();
            let (width, height) = seen.dimensions();
            let is_red = |x: u32, y: u32| seen.get_pixel(x, y)[0] > seen.get_pixel(x, y)[2];
            let expected = match side {
                "left" => [true, false, true, false],
                "right" => [false, true, false, true],
                "top" => [true, true, false, false],
                _ => [false, false, true, true],
            };
            let corners = [(5, 5), (width - 6, 5), (5, height - 6), (width - 6, height - 6)];
            assert_eq!(corners.map(|(x, y)| is_red(x, y)), expected, "{name} {orientation}");
            assert_eq!(
                (width, height),
                if orientation < 5 { (60, 40) } else { (40, 60) },
                "{name} {orientation}"
            );
        }
    }
}
