//! Files made by hand: pictures of each format, and what can be put into them.
use std::io::Cursor;

use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};

/// 60 × 40, red on the left, blue on the right, darker below.
pub fn image() -> RgbImage {
    RgbImage::from_fn(60, 40, |x, y| {
        let shade = 255 - y as u8 * 3;
        if x < 30 { Rgb([shade, 30, 20]) } else { Rgb([20, 30, shade]) }
    })
}

fn written(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image()).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn jpeg() -> Vec<u8> {
    written(ImageFormat::Jpeg)
}

pub fn png() -> Vec<u8> {
    written(ImageFormat::Png)
}

pub fn gif() -> Vec<u8> {
    written(ImageFormat::Gif)
}

/// WebP with losses, as phones and sites write it.
pub fn webp() -> Vec<u8> {
    webp::Encoder::from_rgb(&image(), 60, 40).encode(80.0).to_vec()
}

/// WebP without losses.
pub fn exact_webp() -> Vec<u8> {
    written(ImageFormat::WebP)
}

/// A picture of one colour in a format of `image`, of any size.
pub fn plain(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 90, 30])))
        .write_to(&mut file, format)
        .unwrap();
    file.into_inner()
}

/// A segment of a JPEG.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], body].concat()
}

/// A JPEG with segments at its beginning.
pub fn jpeg_with(segments: &[Vec<u8>]) -> Vec<u8> {
    let jpeg = jpeg();
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// A chunk of a PNG.
pub fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let sum = crc(&[&kind[..], body].concat()).to_be_bytes();
    [&length[..], &kind, body, &sum].concat()
}

/// A PNG with chunks before its pixels.
pub fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let png = png();
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// A PNG of a head that says anything, and chunks.
pub fn png_of(
    (width, height): (u32, u32),
    [depth, colour, interlace]: [u8; 3],
    chunks: &[Vec<u8>],
) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, interlace]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &head), chunks.concat(), chunk(*b"IEND", &[])].concat()
}

/// `side` × `side` bytes of nothing, packed to a thousandth, as the pixels of a PNG.
pub fn packed_nothing(side: u32) -> Vec<u8> {
    let mut png = Vec::new();
    let black = vec![0; side as usize * side as usize];
    let encoder = image::codecs::png::PngEncoder::new_with_quality(
        &mut png,
        image::codecs::png::CompressionType::Fast,
        image::codecs::png::FilterType::NoFilter,
    );
    encoder.write_image(&black, side, side, ExtendedColorType::L8).unwrap();
    let (mut packed, mut rest) = (Vec::new(), &png[8..]);
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        if &rest[4..8] == b"IDAT" {
            packed.extend_from_slice(&rest[8..8 + length]);
        }
        rest = &rest[12 + length..];
    }
    packed
}

/// A chunk of a WebP.
pub fn riff(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if body.len().is_multiple_of(2) { &[] } else { &[0] };
    [&kind[..], &(body.len() as u32).to_le_bytes(), body, padding].concat()
}

/// A WebP of chunks.
pub fn webp_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    let chunks = chunks.concat();
    [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &chunks].concat()
}

/// The chunk that says what is in a WebP of `width` × `height`.
pub fn extended(flags: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let sides = [&(width - 1).to_le_bytes()[..3], &(height - 1).to_le_bytes()[..3]].concat();
    riff(*b"VP8X", &[&[flags, 0, 0, 0], &sides[..]].concat())
}

/// A lossy WebP with chunks behind its pixels.
pub fn webp_with(flags: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    webp_of(&[extended(flags, (60, 40)), webp()[12..].to_vec(), chunks.concat()])
}

/// A block of an extension of a GIF.
pub fn gif_block(label: u8, body: &[u8]) -> Vec<u8> {
    let pieces = body.chunks(255).flat_map(|piece| [&[piece.len() as u8], piece].concat());
    [0x21, label].into_iter().chain(pieces).chain([0]).collect()
}

/// A GIF in two: what stands before its blocks, size and palette, and its blocks.
pub fn gif_parts() -> (Vec<u8>, Vec<u8>) {
    let mut head = gif();
    let palette = if head[10] & 0x80 == 0 { 0 } else { 3 * (2 << (head[10] & 7)) };
    let blocks = head.split_off(13 + palette);
    (head, blocks)
}

/// A GIF with blocks before its first frame.
pub fn gif_with(blocks: &[Vec<u8>]) -> Vec<u8> {
    let (head, rest) = gif_parts();
    [head, blocks.concat(), rest].concat()
}

/// A grey JPEG of any size, a bit or two for each block of 8 × 8. `scans` are the numbers of a block they bring, from and to.
pub fn grey_jpeg(frame: u8, (width, height): (u32, u32), scans: &[(u8, u8)]) -> Vec<u8> {
    let sides = [(height as u16).to_be_bytes(), (width as u16).to_be_bytes()].concat();
    let planes = [1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    // One word of one bit for each table: no difference, and nothing more in this block.
    let table = |class: u8| [&[class, 1][..], &[0; 15], &[0]].concat();
    let mut jpeg = [
        vec![0xff, 0xd8],
        segment(0xdb, &[[0].as_slice(), &[1; 64]].concat()),
        segment(frame, &[&[8], &sides[..], &[3], &planes[..]].concat()),
        segment(0xc4, &table(0x00)),
        segment(0xc4, &table(0x10)),
    ]
    .concat();
    let blocks = width.div_ceil(16) as usize * height.div_ceil(16) as usize * 6;
    for (from, to) in scans {
        // The first number of a block stands beside those of the other planes, the rest for each plane alone.
        let planes: &[&[u8]] = match from {
            0 => &[&[3, 1, 0, 2, 0, 3, 0]],
            _ => &[&[1, 1, 0], &[1, 2, 0], &[1, 3, 0]],
        };
        let bits = if (*from, *to) == (0, 63) { 2 * blocks } else { blocks };
        for planes in planes {
            jpeg.extend(segment(0xda, &[*planes, &[*from, *to, 0]].concat()));
            jpeg.resize(jpeg.len() + bits.div_ceil(8), 0);
        }
    }
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}
