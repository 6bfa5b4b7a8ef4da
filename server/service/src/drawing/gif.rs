//! GIF, of which the first picture is taken.
use std::io;

use image::codecs::gif::GifDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use types::form::Problem;

use super::header::{Format, Header, Source, bytes, skip};
use super::shrink::{Layout, Shrink};

/// Bytes of a decoded pixel.
const RGBA: u64 = 4;
/// Bytes for each pixel of the screen: the screen, a frame that lies on it, and the frame's numbers of colours.
const EACH: u64 = 2 * RGBA + 1;
/// Bytes for the tables that unpack it, and palettes.
const TABLES: u64 = 256 * 1024;

/// Reads the size of the screen.
pub(super) fn look(source: &mut Source) -> io::Result<Header> {
    skip(source, 6)?;
    let [width, height] = [bytes(source)?, bytes(source)?].map(|side| u32::from(u16::from_le_bytes(side)));
    let pixels = u64::from(width) * u64::from(height);
    let orientation = Orientation::NoTransforms;
    Ok(Header { format: Format::Gif, width, height, orientation, pixels, each: EACH, besides: TABLES })
}

/// Decodes a picture that was looked at; a frame larger than the screen is refused.
pub(super) fn decode(source: Source, header: &Header, shrink: &mut Shrink) -> Result<(), Problem> {
    let mut decoder = GifDecoder::new(source).map_err(unreadable)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(header.pixels * RGBA);
    decoder.set_limits(limits).map_err(unreadable)?;
    let image = DynamicImage::from_decoder(decoder).map_err(unreadable)?.into_rgba8();
    shrink.push_all(image.as_raw(), image.width(), Layout::Rgba);
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn unreadable(error: image::ImageError) -> Problem {
    tracing::debug!(%error, "a picture that cannot be read");
    Problem::UnreadableFile
}
