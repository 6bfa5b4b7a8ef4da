//! Small files that mean to become large. Each is refused, or drawn without becoming so; `memory` measures that.
use types::form::Problem;

use crate::Site;
use crate::make::{
    chunk, exact_webp, extended, gif, gif_block, gif_parts, gif_with, grey_jpeg, jpeg, jpeg_with,
    packed_nothing, png, png_of, png_with, riff, segment, webp, webp_of,
};

/// What becomes of a bomb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has more pixels than can be decoded, and the form says so.
    TooMany,
    /// It cannot be read.
    Unreadable,
    /// It is drawn like any picture: what was packed in it was passed over.
    Drawn,
}

/// Bytes that the packed bombs unpack to, side by side.
const NOTHING: u32 = 12_500;

/// All bombs.
pub fn bombs() -> Vec<(&'static str, Vec<u8>, Fate)> {
    [png_bombs(), jpeg_bombs(), gif_bombs(), webp_bombs()].concat()
}

fn png_bombs() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let nothing = packed_nothing(NOTHING);
    let pixels = chunk(*b"IDAT", &nothing);
    let named = |kind: [u8; 4], head: &[u8]| png_with(&[chunk(kind, &[head, &nothing].concat())]);
    let mut long = png();
    long[33..37].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    let frame = |number: u32| {
        let sides = [number.to_be_bytes(), 8000u32.to_be_bytes(), 8000u32.to_be_bytes()].concat();
        chunk(*b"fcTL", &[&sides[..], &[0; 8], &[0, 1, 0, 100, 0, 0]].concat())
    };
    let film = [
        vec![chunk(*b"acTL", &[0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
        (0..10_000).map(frame).collect(),
        vec![pixels.clone()],
    ]
    .concat();
    vec![
        (
            "PNG of 4 billion pixels",
            png_of((65_500, 65_500), [8, 6, 0], std::slice::from_ref(&pixels)),
            Fate::TooMany,
        ),
        (
            "PNG of one endless row",
            png_of((0x7fff_ffff, 1), [8, 6, 0], std::slice::from_ref(&pixels)),
            Fate::TooMany,
        ),
        (
            "PNG of a row of 60 million",
            png_of((60_000_000, 1), [16, 6, 0], std::slice::from_ref(&pixels)),
            Fate::TooMany,
        ),
        ("interlaced PNG", png_of((7900, 7900), [8, 6, 1], std::slice::from_ref(&pixels)), Fate::TooMany),
        (
            "PNG with more pixels than it says",
            png_of((10, 10), [8, 0, 0], std::slice::from_ref(&pixels)),
            Fate::Drawn,
        ),
        (
            "PNG with fewer pixels than it says",
            png_of((7900, 7900), [16, 6, 0], std::slice::from_ref(&pixels)),
            Fate::Unreadable,
        ),
        ("PNG with a packed profile", named(*b"iCCP", b"icc\0\0"), Fate::Drawn),
        ("PNG with a packed text", named(*b"zTXt", b"Comment\0\0"), Fate::Drawn),
        ("PNG with a packed text of any script", named(*b"iTXt", b"Comment\0\x01\0\0\0"), Fate::Drawn),
        ("PNG with a long EXIF", png_with(&[chunk(*b"eXIf", &vec![0; 15_000_000])]), Fate::Unreadable),
        ("PNG with a chunk of 2 GB", long, Fate::Unreadable),
        ("PNG with 10,000 frames", png_of((8000, 7900), [16, 6, 0], &film), Fate::Unreadable),
        ("half a PNG", png()[..png().len() / 2].to_vec(), Fate::Unreadable),
    ]
}

fn jpeg_bombs() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let head = |frame: u8, sides: (u32, u32)| grey_jpeg(frame, sides, &[]);
    // Its pixels in as few bytes as make it look like a picture.
    let short = |frame, sides| {
        let mut file = head(frame, sides);
        file.truncate(file.len() - 2);
        [file, segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]), vec![0xff, 0xd9]].concat()
    };
    let profile = |number: usize| {
        segment(0xe2, &[&b"ICC_PROFILE\0"[..], &[number as u8, 255], &vec![7; 65_000]].concat())
    };
    let scans: Vec<(u8, u8)> = std::iter::once((0, 0)).chain((0..5000).map(|_| (1, 63))).collect();
    vec![
        ("JPEG of 4 billion pixels", short(0xc0, (65_500, 65_500)), Fate::TooMany),
        ("progressive JPEG of 4 billion pixels", short(0xc2, (65_500, 65_500)), Fate::TooMany),
        ("progressive JPEG of 60 megapixels", grey_jpeg(0xc2, (9000, 6700), &[(0, 0)]), Fate::TooMany),
        ("JPEG of 60 megapixels without any", short(0xc0, (9000, 6700)), Fate::Drawn),
        ("progressive JPEG of 5,000 scans", grey_jpeg(0xc2, (320, 320), &scans), Fate::Unreadable),
        ("JPEG without losses", short(0xc3, (8000, 7900)), Fate::Unreadable),
        ("JPEG of arithmetic", short(0xc9, (8000, 7900)), Fate::Unreadable),
        (
            "JPEG with 250 pieces of a profile",
            jpeg_with(&(1..=250).map(profile).collect::<Vec<_>>()),
            Fate::Drawn,
        ),
        ("half a JPEG", jpeg()[..jpeg().len() / 2].to_vec(), Fate::Unreadable),
    ]
}

fn gif_bombs() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let mut wide = gif();
    wide[6..10].copy_from_slice(&[0xff; 4]);
    // The frame, which begins with a comma, says 65,535 × 65,535.
    let (head, blocks) = gif_parts();
    let comma = blocks.iter().position(|byte| *byte == b',').unwrap();
    let mut larger = blocks.clone();
    larger[comma + 5..comma + 9].copy_from_slice(&[0xff; 4]);
    let frame = [head.clone(), larger].concat();
    let film = [head, blocks[..blocks.len() - 1].repeat(2000), b";".to_vec()].concat();
    let comments = gif_with(&[gif_block(0xfe, &vec![b'a'; 15_000_000])]);
    vec![
        ("GIF of 4 billion pixels", wide, Fate::TooMany),
        ("GIF whose frame is larger than its screen", frame, Fate::Unreadable),
        ("GIF of 2,000 frames", film, Fate::Drawn),
        ("GIF with a comment of 15 MB", comments, Fate::Drawn),
        ("half a GIF", gif()[..gif().len() / 2].to_vec(), Fate::Unreadable),
    ]
}

fn webp_bombs() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let wide = |first: usize| {
        let mut file = webp();
        file[first..first + 4].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
        file
    };
    // The exact one has 14 bits each.
    let mut exact = exact_webp();
    let vp8l = exact.windows(4).position(|bytes| bytes == b"VP8L").unwrap();
    exact[vp8l + 9..vp8l + 13].copy_from_slice(&0x0fff_ffffu32.to_le_bytes());
    let inside = webp_of(&[extended(0, (10, 10)), exact[vp8l..].to_vec()]);
    let mut long = webp();
    long[16..20].copy_from_slice(&[0xff; 4]);
    let canvas = webp_of(&[extended(0, (0x00ff_ffff, 0x00ff_ffff)), webp()[12..].to_vec()]);
    let frame = |side: u32| {
        let side = &side.to_le_bytes()[..3];
        riff(*b"ANMF", &[&[0; 6], side, side, &[1, 0, 0, 0], &webp()[12..]].concat())
    };
    let film = |canvas, side| {
        let frames = (0..500).flat_map(|_| frame(side)).collect();
        webp_of(&[extended(0x02, canvas), riff(*b"ANIM", &[0; 6]), frames])
    };
    vec![
        ("WebP of 268 megapixels", wide(26), Fate::TooMany),
        ("WebP of 268 megapixels without losses", exact, Fate::TooMany),
        ("WebP of a canvas of 280,000 billion pixels", canvas, Fate::TooMany),
        ("WebP that is larger inside", inside, Fate::Unreadable),
        ("WebP with a chunk of 4 GB", long, Fate::Unreadable),
        ("WebP film on a large canvas", film((8000, 8000), 59), Fate::TooMany),
        ("WebP film with frames larger than its canvas", film((60, 40), 16_000), Fate::Unreadable),
        ("half a WebP", webp()[..webp().len() / 2].to_vec(), Fate::Unreadable),
    ]
}

#[tokio::test]
async fn bombs_do_not_go_off() {
    let site = Site::new().await;
    let bombs = bombs();
    assert!(bombs.len() >= 20);
    for (name, file, fate) in bombs {
        let came = match site.draw(&file).await {
            Ok(_) => Fate::Drawn,
            Err(Problem::TooManyPixels { .. }) => Fate::TooMany,
            Err(Problem::UnreadableFile) => Fate::Unreadable,
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(came, fate, "{name}");
    }
    assert_eq!(site.draw(&[]).await.err(), Some(Problem::Required));
}
