//! Pictures drawn anew: looked at before anything is decoded, decoded within a budget of memory, turned
//! upright, and drawn in two sizes, so that nothing of the file but its pixels stays.
mod budget;
mod gif;
mod header;
mod jpeg;
mod png;
mod shrink;
#[cfg(test)]
mod tests;
mod upload;
mod webp;

use std::io::Seek;

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};
use types::crop::Crop;
use types::form::Problem;

pub use self::upload::{UPLOAD_MAX, Upload};

use self::header::{Format, Header, Source};
use self::shrink::{Area, Layout, Shrink};
use crate::media::MediaKind;

const QUALITY: f32 = 82.0;

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    /// What for.
    kind: MediaKind,
    /// Which square of the upright picture; none for all of it.
    crop: Option<Crop>,
}

impl Wish {
    /// All of a picture.
    pub(crate) fn whole(kind: MediaKind) -> Self {
        Self { kind, crop: None }
    }

    /// A square of a person.
    pub(crate) fn portrait(crop: Crop) -> Self {
        Self { kind: MediaKind::Portrait, crop: Some(crop) }
    }
}

/// A picture drawn anew, not stored yet.
pub(crate) struct Drawn {
    pub(crate) kind: MediaKind,
    /// The small version, as WebP.
    pub(crate) small: Vec<u8>,
    /// The large version, as WebP.
    pub(crate) large: Vec<u8>,
    /// Pixels of the large version, across.
    pub(crate) width: u32,
    /// Pixels of the large version, down.
    pub(crate) height: u32,
}

/// Decodes and draws anew, away from the threads that answer requests.
pub(crate) async fn draw(wish: Wish, upload: &Upload) -> Result<Drawn, Problem> {
    let source = upload.source().await?;
    let looked = tokio::task::spawn_blocking(move || look(wish, source)).await;
    let (source, header) = looked.map_err(|_| Problem::UnreadableFile)??;
    budget::in_turn(move || encode(wish.kind, &decode(wish, source, &header)?)).await
}

/// Both versions of a picture that is in memory.
pub(crate) fn draw_image(wish: Wish, image: &DynamicImage) -> Result<Drawn, Problem> {
    let pixels = image.to_rgba8();
    let area = Area::of(wish.crop, pixels.dimensions(), Orientation::NoTransforms);
    encode(wish.kind, &shrunk(&pixels, area, wish.kind.sides()[1])?)
}

/// What a file says of itself, and what decoding it would take.
fn look(wish: Wish, mut source: Source) -> Result<(Source, Header), Problem> {
    let header = Header::read(&mut source, wish)?;
    header.check(wish.kind)?;
    source.rewind().map_err(|_| Problem::UnreadableFile)?;
    Ok((source, header))
}

/// The picture in its large size, upright. What decoding took is given back when this returns.
fn decode(wish: Wish, source: Source, header: &Header) -> Result<RgbaImage, Problem> {
    let area = Area::of(wish.crop, (header.width, header.height), header.orientation);
    let mut shrink = Shrink::new(area, wish.kind.sides()[1]);
    match header.format {
        Format::Jpeg => jpeg::decode(source, header, &mut shrink)?,
        Format::Png => png::decode(source, &mut shrink)?,
        Format::WebP => webp::decode(source, &mut shrink)?,
        Format::Gif => gif::decode(source, header, &mut shrink)?,
    }
    let mut image = DynamicImage::ImageRgba8(shrink.finish().ok_or(Problem::UnreadableFile)?);
    image.apply_orientation(header.orientation);
    Ok(image.into_rgba8())
}

fn encode(kind: MediaKind, large: &RgbaImage) -> Result<Drawn, Problem> {
    let (width, height) = large.dimensions();
    let small = shrunk(large, Area::whole((width, height)), kind.sides()[0])?;
    Ok(Drawn { kind, small: webp_of(&small), large: webp_of(large), width, height })
}

fn shrunk(image: &RgbaImage, area: Area, side: u32) -> Result<RgbaImage, Problem> {
    let mut shrink = Shrink::new(area, side);
    shrink.push_all(image.as_raw(), image.width(), Layout::Rgba);
    shrink.finish().ok_or(Problem::UnreadableFile)
}

fn webp_of(image: &RgbaImage) -> Vec<u8> {
    ::webp::Encoder::from_rgba(image, image.width(), image.height()).encode(QUALITY).to_vec()
}
