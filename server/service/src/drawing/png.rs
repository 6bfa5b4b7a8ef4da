//! PNG, decoded a row at a time, unless it is interlaced. Of an animation the first picture is taken. Texts and colour profiles,
//! which may be packed a thousandfold, are passed over as they are.
use std::io;

use ::png::{ColorType, Decoder, Limits, Transformations};
use types::form::Problem;

use super::header::{Format, Header, Source, broken, bytes, exif, orientation, skip};
use super::shrink::{Layout, Shrink};

/// Bytes of what stands around the pixels: palette, EXIF, marks of an animation.
const CHUNKS_MAX: usize = 1024 * 1024;
/// Bytes of a pixel at most, as it is packed: four colours of 16 bits.
const PACKED: u64 = 8;
/// Bytes of a pixel at most, as it is drawn.
const DRAWN: usize = 4;

/// Reads size and orientation, passing over the pixels.
pub(super) fn look(source: &mut Source) -> io::Result<Header> {
    skip(source, 8)?;
    let (head, kind) = chunk(source)?;
    if head != 13 || &kind != b"IHDR" {
        return Err(broken());
    }
    let [width, height] = [bytes(source)?, bytes(source)?].map(u32::from_be_bytes);
    let [_, _, _, _, interlace, ..] = bytes::<9>(source)?;
    let mut turned = None;
    loop {
        match chunk(source)? {
            (_, kind) if &kind == b"IEND" => break,
            (length, kind) if &kind == b"eXIf" && turned.is_none() => {
                turned = exif(source, length)?;
                skip(source, 4)?;
            }
            (length, _) => skip(source, length + 4)?,
        }
    }
    // Two rows as they are packed, with room to read ahead, and one as it is drawn.
    let rows = u64::from(width) * (4 * PACKED + DRAWN as u64);
    Ok(Header {
        format: Format::Png,
        width,
        height,
        orientation: orientation(&turned.unwrap_or_default()),
        pixels: u64::from(width) * u64::from(height),
        each: if interlace == 0 { 0 } else { DRAWN as u64 },
        besides: rows + CHUNKS_MAX as u64,
    })
}

/// Length and kind of the next chunk.
fn chunk(source: &mut Source) -> io::Result<(u64, [u8; 4])> {
    Ok((u32::from_be_bytes(bytes(source)?).into(), bytes(source)?))
}

/// Decodes a picture that was looked at.
pub(super) fn decode(source: Source, shrink: &mut Shrink) -> Result<(), Problem> {
    let mut decoder = Decoder::new(source);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let width = decoder.read_header_info().map_err(unreadable)?.width as usize;
    decoder.set_limits(Limits { bytes: CHUNKS_MAX + width.saturating_mul(DRAWN) });
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let layout = match reader.output_color_type().0 {
        ColorType::Grayscale => Layout::Grey,
        ColorType::GrayscaleAlpha => Layout::GreyAlpha,
        ColorType::Rgb => Layout::Rgb,
        ColorType::Rgba => Layout::Rgba,
        // `EXPAND` leaves no palette.
        ColorType::Indexed => return Err(Problem::UnreadableFile),
    };
    if reader.info().interlaced {
        let mut pixels = vec![0; reader.output_buffer_size().ok_or(Problem::UnreadableFile)?];
        let frame = reader.next_frame(&mut pixels).map_err(unreadable)?;
        shrink.push_all(&pixels, frame.width, layout);
        return Ok(());
    }
    while let Some(row) = reader.next_row().map_err(unreadable)? {
        shrink.push(row.data(), layout);
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unreadable(error: ::png::DecodingError) -> Problem {
    tracing::debug!(%error, "a PNG that cannot be read");
    Problem::UnreadableFile
}
