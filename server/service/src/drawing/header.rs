//! What a file says of itself before any pixel is decoded: format, size, orientation, and the memory it would take.
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use image::metadata::Orientation;
use types::form::Problem;

use super::budget::BUDGET;
use super::{Wish, gif, jpeg, png, webp};
use crate::media::MediaKind;

/// Pixels of the largest picture looked through: those of a phone of 64 megapixels. More is a matter of patience only, as what
/// is decoded by rows or at a smaller scale takes no more memory.
const PIXELS_MAX: u64 = 64_000_000;
/// Bytes of a pixel of the large version, which is there while the rest is decoded.
const RGBA: u64 = 4;

/// Where a picture is read from.
pub(super) type Source = BufReader<std::fs::File>;

/// The formats taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
}

/// What was found out about a file.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub format: Format,
    /// Pixels across, as the decoder will give them.
    pub width: u32,
    /// Pixels down, as the decoder will give them.
    pub height: u32,
    /// How it is turned to stand upright.
    pub orientation: Orientation,
    /// Pixels as the file declares them.
    pub pixels: u64,
    /// Bytes decoding takes for each of them.
    pub each: u64,
    /// Bytes decoding takes besides.
    pub besides: u64,
}

impl Header {
    /// Reads what the file begins with; it has to be a picture from its first byte.
    pub fn read(source: &mut Source, wish: Wish) -> Result<Self, Problem> {
        let mut magic = [0; 12];
        let length = fill(source, &mut magic).map_err(|_| Problem::UnreadableFile)?;
        source.rewind().map_err(|_| Problem::UnreadableFile)?;
        let read = match &magic[..length] {
            [0xff, 0xd8, 0xff, ..] => jpeg::look(source, wish),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => png::look(source),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif::look(source),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => webp::look(source),
            _ => return Err(Problem::NotAPicture),
        };
        read.map_err(|_| Problem::UnreadableFile)
    }

    /// Refuses what cannot be decoded within the budget, and empty pictures.
    pub fn check(&self, kind: MediaKind) -> Result<(), Problem> {
        let side = u64::from(kind.sides()[1]);
        let large = (side * side).min(u64::from(self.width) * u64::from(self.height)) * RGBA;
        let room = BUDGET.checked_sub(self.besides + large);
        let most = room.unwrap_or(0).checked_div(self.each).unwrap_or(PIXELS_MAX).min(PIXELS_MAX);
        match self.pixels {
            0 => Err(Problem::UnreadableFile),
            pixels if pixels > most || room.is_none() => {
                Err(Problem::TooManyPixels { megapixels: most / 1_000_000 })
            }
            _ => Ok(()),
        }
    }
}

/// Reads until `buffer` is full or the file ends; how much there was.
fn fill(source: &mut Source, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..])? {
            0 => break,
            more => filled += more,
        }
    }
    Ok(filled)
}

/// The next `N` bytes.
pub(super) fn bytes<const N: usize>(source: &mut Source) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Goes on by `length` bytes, which may lie behind the end of the file.
pub(super) fn skip(source: &mut Source, length: u64) -> io::Result<()> {
    source.seek_relative(i64::try_from(length).map_err(|_| broken())?)
}

/// Bytes of the whole file.
pub(super) fn length(source: &mut Source) -> io::Result<u64> {
    let here = source.stream_position()?;
    let length = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(here))?;
    Ok(length)
}

/// The orientation that `exif` tells; upright when it tells none. The first six bytes of a segment of a JPEG say only that it
/// is EXIF, and some programs write them into other formats too.
pub(super) fn orientation(exif: &[u8]) -> Orientation {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms)
}

/// Reads `length` bytes of EXIF; `None` for what is too long to be any.
pub(super) fn exif(source: &mut Source, length: u64) -> io::Result<Option<Vec<u8>>> {
    /// EXIF fits into one segment of a JPEG.
    const EXIF_MAX: u64 = 65_535;
    if length > EXIF_MAX {
        skip(source, length)?;
        return Ok(None);
    }
    let mut exif = Vec::new();
    source.take(length).read_to_end(&mut exif)?;
    Ok(Some(exif))
}

/// A file that does not keep to its format.
pub(super) fn broken() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
