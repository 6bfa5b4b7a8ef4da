//! JPEG, decoded at a half, a quarter or an eighth where that is enough: a photo of 60 megapixels then takes no more memory than
//! one of ten.
use std::io::{self, Read};

use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};
use types::form::Problem;

use super::header::{Format, Header, Source, broken, bytes, exif, orientation, skip};
use super::shrink::{Layout, Shrink};
use crate::media::MediaKind;

/// Scans of a picture: progressive ones have about ten. Each goes over all pixels, so that thousands would take hours.
const SCANS_MAX: u32 = 100;

/// One colour of the picture, and how many blocks of 8 × 8 it has in a unit of the file.
struct Plane {
    across: u64,
    down: u64,
}

/// The size and kind of a picture, from its `SOF` segment.
struct Frame {
    width: u16,
    height: u16,
    is_progressive: bool,
    planes: Vec<Plane>,
}

/// Goes through the segments to the end of the picture, without decoding any.
pub(super) fn look(source: &mut Source, kind: MediaKind) -> io::Result<Header> {
    skip(source, 2)?;
    let (mut frame, mut turned, mut scans, mut kept) = (None, None, 0, 0);
    let mut marker = next_marker(source)?;
    while marker != 0xd9 {
        let segment = u64::from(u16::from_be_bytes(bytes(source)?)).checked_sub(2).ok_or_else(broken)?;
        if (0xe0..=0xef).contains(&marker) {
            kept += segment;
        }
        match marker {
            0xc0..=0xc2 => frame = Some(read_frame(source, marker, segment)?),
            0xe1 if turned.is_none() => {
                turned = exif(source, segment)?.filter(|exif| exif.starts_with(b"Exif\0\0"));
            }
            // Frames without loss, of differences, and coded arithmetically: no phone and no browser writes them.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Err(broken()),
            0xda => {
                scans += 1;
                skip(source, segment)?;
            }
            _ => skip(source, segment)?,
        }
        if scans > SCANS_MAX {
            return Err(broken());
        }
        marker = next_marker(source)?;
    }
    let frame = frame.filter(|_| scans > 0).ok_or_else(broken)?;
    let orientation = orientation(&turned.unwrap_or_default());
    Ok(Header { orientation, ..frame.header(kind, kept) })
}

/// The next marker with a segment, or the end of the picture; what lies between are coded pixels.
fn next_marker(source: &mut Source) -> io::Result<u8> {
    loop {
        while bytes::<1>(source)?[0] != 0xff {}
        let mut marker = 0xff;
        while marker == 0xff {
            [marker] = bytes(source)?;
        }
        // An 0xFF of the coded pixels, and marks between them.
        if !matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
            return Ok(marker);
        }
    }
}

fn read_frame(source: &mut Source, marker: u8, segment: u64) -> io::Result<Frame> {
    let mut body = Vec::new();
    source.take(segment).read_to_end(&mut body)?;
    let [8, h1, h2, w1, w2, _, planes @ ..] = body.as_slice() else { return Err(broken()) };
    let planes: Vec<Plane> = planes
        .chunks_exact(3)
        .map(|plane| Plane { across: u64::from(plane[1] >> 4), down: u64::from(plane[1] & 15) })
        .collect();
    let is_sound =
        planes.iter().all(|plane| (1..=4).contains(&plane.across) && (1..=4).contains(&plane.down));
    if !matches!(planes.len(), 1 | 3 | 4) || !is_sound {
        return Err(broken());
    }
    let (width, height) = (u16::from_be_bytes([*w1, *w2]), u16::from_be_bytes([*h1, *h2]));
    Ok(Frame { width, height, is_progressive: marker == 0xc2, planes })
}

impl Frame {
    fn header(&self, kind: MediaKind, kept: u64) -> Header {
        let eighths = self.eighths(kind);
        let scaled = |length: u16| (u32::from(length) * eighths).div_ceil(8);
        let (width, height) = (scaled(self.width), scaled(self.height));
        let across = self.planes.iter().map(|plane| plane.across).max().unwrap_or(1);
        let down = self.planes.iter().map(|plane| plane.down).max().unwrap_or(1);
        // Samples for so many pixels: of all planes, and of the largest.
        let (pixels, samples) =
            (across * down, self.planes.iter().map(|plane| plane.across * plane.down).sum::<u64>());
        let colours = self.planes.len() as u64;
        // All planes and, once they are there, the pixels made of them; blocks stand over by less than a 16th.
        let decoded =
            u64::from(width) * u64::from(height) * (colours * pixels + samples + samples / 16) / pixels;
        // A row of blocks of each plane waits for its pixels, as numbers of two bytes.
        let row = u64::from(self.width).next_multiple_of(32) * 32 * 2 * colours;
        // A progressive picture is in memory as numbers of two bytes until its last scan; one plane of it twice.
        let each = if self.is_progressive { (2 * (samples + pixels)).div_ceil(pixels) } else { 0 };
        Header {
            format: Format::Jpeg,
            width,
            height,
            orientation: image::metadata::Orientation::NoTransforms,
            pixels: u64::from(self.width) * u64::from(self.height),
            each,
            // The decoder keeps what programs wrote about the picture, such as pieces of colour profiles in any number.
            besides: decoded + row + kept,
        }
    }

    /// The smallest scale that still has as many pixels as are drawn, as the decoder chooses it.
    fn eighths(&self, kind: MediaKind) -> u32 {
        let (wide, high) = wanted(kind, self.width, self.height);
        let is_enough = |length: u16, wanted: u16, eighths: u32| {
            (u32::from(length) * eighths).div_ceil(8) >= u32::from(wanted)
        };
        [1, 2, 4]
            .into_iter()
            .find(|eighths| is_enough(self.width, wide, *eighths) || is_enough(self.height, high, *eighths))
            .unwrap_or(8)
    }
}

/// The size to ask the decoder for, which takes one side as enough: the longest, of a portrait the shortest.
fn wanted(kind: MediaKind, width: u16, height: u16) -> (u16, u16) {
    let side = u16::try_from(kind.sides()[1]).unwrap_or(u16::MAX);
    if (width >= height) == (kind != MediaKind::Portrait) { (side, u16::MAX) } else { (u16::MAX, side) }
}

/// Decodes a picture that was looked at.
pub(super) fn decode(source: Source, kind: MediaKind, shrink: &mut Shrink) -> Result<(), Problem> {
    let mut decoder = Decoder::new(source);
    decoder.read_info().map_err(unreadable)?;
    let info = decoder.info().ok_or(Problem::UnreadableFile)?;
    if info.coding_process == CodingProcess::Lossless {
        return Err(Problem::UnreadableFile);
    }
    let layout = match info.pixel_format {
        PixelFormat::L8 => Layout::Grey,
        PixelFormat::RGB24 => Layout::Rgb,
        PixelFormat::CMYK32 => Layout::Cmyk,
        PixelFormat::L16 => return Err(Problem::UnreadableFile),
    };
    let (wide, high) = wanted(kind, info.width, info.height);
    let (width, _) = decoder.scale(wide, high).map_err(unreadable)?;
    let pixels = decoder.decode().map_err(unreadable)?;
    shrink.push_all(&pixels, width.into(), layout);
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unreadable(error: jpeg_decoder::Error) -> Problem {
    tracing::debug!(%error, "a JPEG that cannot be read");
    Problem::UnreadableFile
}
