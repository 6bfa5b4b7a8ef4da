//! WebP, of which the first picture is taken. It has its size in several places, which have to agree: each alone would make the
//! decoder ask for memory.
use std::io::{self, Seek};

use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder};
use types::form::Problem;

use super::gif::unreadable;
use super::header::{Format, Header, Source, broken, bytes, exif, length, orientation, skip};
use super::shrink::{Layout, Shrink};

/// Bytes for each pixel of a lossy picture: brightness, two colours at a quarter, and the pixels made of them.
const LOSSY: u64 = 5;
/// For each pixel of one without loss.
const EXACT: u64 = 8;
/// For each pixel of a lossy one with transparency, which is packed without loss.
const CLEAR: u64 = 12;
/// For each pixel of an animation: its canvas besides.
const MOVING: u64 = 20;

/// What the chunks say, as far as they were read.
#[derive(Default)]
struct Chunks {
    canvas: Option<(u32, u32)>,
    each: u64,
    exif: Option<Vec<u8>>,
}

/// Goes through the chunks, without decoding any.
pub(super) fn look(source: &mut Source) -> io::Result<Header> {
    let file = length(source)?;
    let mut chunks = Chunks { each: LOSSY, ..Chunks::default() };
    skip(source, 12)?;
    chunks.read(source, file)?;
    let (width, height) = chunks.canvas.ok_or_else(broken)?;
    Ok(Header {
        format: Format::WebP,
        width,
        height,
        orientation: orientation(&chunks.exif.unwrap_or_default()),
        pixels: u64::from(width) * u64::from(height),
        each: chunks.each,
        // Chunks are read whole.
        besides: file,
    })
}

impl Chunks {
    fn read(&mut self, source: &mut Source, file: u64) -> io::Result<()> {
        while source.stream_position()? + 8 <= file {
            let (kind, size) = (bytes::<4>(source)?, u64::from(u32::from_le_bytes(bytes(source)?)));
            let begin = source.stream_position()?;
            let end = begin + size;
            if end > file {
                // What follows the picture need not be chunks.
                return if self.canvas.is_some() && !is_known(kind) { Ok(()) } else { Err(broken()) };
            }
            match &kind {
                b"VP8X" => {
                    skip(source, 4)?;
                    self.agree((long(source)? + 1, long(source)? + 1))?;
                }
                b"VP8 " => {
                    let [_, _, _, 0x9d, 0x01, 0x2a] = bytes(source)? else { return Err(broken()) };
                    let side = |bytes| u32::from(u16::from_le_bytes(bytes) & 0x3fff);
                    self.agree((side(bytes(source)?), side(bytes(source)?)))?;
                }
                b"VP8L" => {
                    let [0x2f] = bytes(source)? else { return Err(broken()) };
                    let sides = u32::from_le_bytes(bytes(source)?);
                    self.each = self.each.max(EXACT);
                    self.agree(((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1))?;
                }
                b"ALPH" => self.each = self.each.max(CLEAR),
                b"ANIM" => self.each = MOVING,
                b"ANMF" => {
                    // Where the frame lies, its size, how long it stays; then its own chunks.
                    skip(source, 6)?;
                    self.agree((long(source)? + 1, long(source)? + 1))?;
                    skip(source, 4)?;
                    self.each = MOVING;
                    continue;
                }
                b"EXIF" if self.exif.is_none() => self.exif = exif(source, size)?,
                _ => {}
            }
            source.seek(io::SeekFrom::Start(end + (size & 1)))?;
        }
        Ok(())
    }

    /// The first size counts; others may be parts of an animation, but not larger.
    fn agree(&mut self, (width, height): (u32, u32)) -> io::Result<()> {
        let (most_wide, most_high) = *self.canvas.get_or_insert((width, height));
        if width <= most_wide && height <= most_high { Ok(()) } else { Err(broken()) }
    }
}

fn is_known(kind: [u8; 4]) -> bool {
    matches!(&kind, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" | b"EXIF" | b"XMP ")
}

/// A number of three bytes.
fn long(source: &mut Source) -> io::Result<u32> {
    let [a, b, c] = bytes(source)?;
    Ok(u32::from_le_bytes([a, b, c, 0]))
}

/// Decodes a picture that was looked at.
pub(super) fn decode(source: Source, shrink: &mut Shrink) -> Result<(), Problem> {
    let decoder = WebPDecoder::new(source).map_err(unreadable)?;
    let layout = if decoder.color_type().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    shrink.push_all(image.as_bytes(), image.width(), layout);
    Ok(())
}
