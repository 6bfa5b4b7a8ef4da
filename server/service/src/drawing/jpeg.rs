//! JPEG, decoded at a half, a quarter or an eighth where that is enough: a photo of 60 megapixels then takes no more memory than
//! one of ten.
use std::io::{self, Read};

use image::metadata::Orientation;
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};
use types::form::Problem;

use super::Wish;
use super::budget::BUDGET;
use super::header::{Format, Header, Source, broken, bytes, exif, orientation, skip};
use super::shrink::{Layout, Shrink};

/// Scans of a picture: progressive ones have about ten. Each goes over all pixels, so that thousands would take hours.
const SCANS_MAX: u32 = 100;

/// One colour of the picture, and how many blocks of 8 × 8 it has in a unit of the file.
struct Plane {
    name: u8,
    across: u64,
    down: u64,
    /// Which of the 64 numbers of a block came to their last digit, a bit each.
    come: u64,
}

/// The size and kind of a picture, from its `SOF` segment.
struct Frame {
    width: u16,
    height: u16,
    is_progressive: bool,
    planes: Vec<Plane>,
}

/// Goes through the segments to the end of the picture, without decoding any.
pub(super) fn look(source: &mut Source, wish: Wish) -> io::Result<Header> {
    skip(source, 2)?;
    let (mut frame, mut turned, mut scans, mut kept) = (None::<Frame>, None, 0, 0);
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
                frame.as_mut().ok_or_else(broken)?.read_scan(source, segment)?;
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
    Ok(Header { orientation, ..frame.header(wish, kept) })
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
        .map(|plane| Plane {
            name: plane[0],
            across: u64::from(plane[1] >> 4),
            down: u64::from(plane[1] & 15),
            come: 0,
        })
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
    /// Notes what a scan brings.
    fn read_scan(&mut self, source: &mut Source, segment: u64) -> io::Result<()> {
        let mut body = Vec::new();
        source.take(segment).read_to_end(&mut body)?;
        let [planes @ .., from, to, digits] = body.as_slice() else { return Err(broken()) };
        if digits.trailing_zeros() >= 4 && from <= to && *to < 64 {
            let names = planes.get(1..).unwrap_or_default().chunks_exact(2).map(|plane| plane[0]);
            let come = (u64::MAX >> (63 - to)) & (u64::MAX << from);
            names.for_each(|name| {
                self.planes
                    .iter_mut()
                    .filter(|plane| plane.name == name)
                    .for_each(|plane| plane.come |= come);
            });
        }
        Ok(())
    }

    fn header(&self, wish: Wish, kept: u64) -> Header {
        let across = self.planes.iter().map(|plane| plane.across).max().unwrap_or(1);
        let down = self.planes.iter().map(|plane| plane.down).max().unwrap_or(1);
        // So many samples for so many pixels.
        let (samples, pixels) =
            (self.planes.iter().map(|plane| plane.across * plane.down).sum::<u64>(), across * down);
        let colours = self.planes.len() as u64;
        let decoded = |eighths: u32| {
            let (width, height) = self.scaled(eighths);
            // All planes and, once they are there, the pixels made of them; blocks stand over by less than a 16th.
            u64::from(width) * u64::from(height) * (colours * pixels + samples + samples / 16) / pixels
        };
        // A shape that would take more than the budget has room for is drawn a little smaller.
        let scales = self.scales(wish);
        let eighths = scales.clone().find(|eighths| decoded(*eighths) < BUDGET * 3 / 4).unwrap_or(1);
        let (width, height) = self.scaled(eighths);
        // A row of blocks of each plane waits for its pixels, as numbers of two bytes.
        let row = u64::from(self.width).next_multiple_of(32) * 32 * 2 * colours;
        // A progressive picture is in memory as numbers of two bytes until its last scan; a plane that did not come to its end,
        // once more.
        let is_whole = self.planes.iter().all(|plane| plane.come == u64::MAX);
        let twice = if is_whole { 0 } else { pixels };
        let each = if self.is_progressive { (2 * (samples + twice)).div_ceil(pixels) } else { 0 };
        Header {
            format: Format::Jpeg,
            width,
            height,
            orientation: Orientation::NoTransforms,
            pixels: u64::from(self.width) * u64::from(self.height),
            each,
            // The decoder keeps what programs wrote about the picture, such as pieces of colour profiles in any number.
            besides: decoded(eighths) + row + kept,
        }
    }

    fn scaled(&self, eighths: u32) -> (u32, u32) {
        let scaled = |length: u16| (u32::from(length) * eighths).div_ceil(8);
        (scaled(self.width), scaled(self.height))
    }

    /// The smallest scale that still has as many pixels as are drawn, then those that have fewer.
    fn scales(&self, wish: Wish) -> impl Iterator<Item = u32> + Clone {
        let is_enough = move |(width, height): (u32, u32)| {
            let side = wish.crop.map_or(width.max(height), |crop| crop.side(width.min(height)));
            side >= wish.kind.sides()[1]
        };
        let enough = [1, 2, 4].into_iter().find(|eighths| is_enough(self.scaled(*eighths))).unwrap_or(8);
        [8, 4, 2, 1].into_iter().filter(move |eighths| *eighths <= enough)
    }
}

/// Decodes a picture that was looked at.
pub(super) fn decode(source: Source, header: &Header, shrink: &mut Shrink) -> Result<(), Problem> {
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
    // The decoder takes the smallest scale at which one side is long enough: it is asked for the longer one.
    let [wide, high] = [header.width, header.height].map(|side| u16::try_from(side).unwrap_or(u16::MAX));
    let (wide, high) = if wide >= high { (wide, u16::MAX) } else { (u16::MAX, high) };
    let scaled = decoder.scale(wide, high).map_err(unreadable)?;
    if (u32::from(scaled.0), u32::from(scaled.1)) != (header.width, header.height) {
        return Err(Problem::UnreadableFile);
    }
    let pixels = decoder.decode().map_err(unreadable)?;
    shrink.push_all(&pixels, header.width, layout);
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unreadable(error: jpeg_decoder::Error) -> Problem {
    tracing::debug!(%error, "a JPEG that cannot be read");
    Problem::UnreadableFile
}
