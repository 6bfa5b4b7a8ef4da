//! Pictures: decoded within limits, turned upright, drawn anew in two sizes, so that nothing of the file but its pixels stays.
use std::io::Cursor;
use std::path::{Path, PathBuf};

use fast_image_resize::images::Image;
use fast_image_resize::{IntoImageView, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbaImage};
use store::media::MediaRow;
use store::{Conn, Tx};
use tokio::sync::Semaphore;
use types::form::Problem;
use types::id::{MediaId, MemberId};

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Bytes of the largest picture taken.
pub const UPLOAD_MAX: usize = 12 * 1024 * 1024;
/// Pixels of the largest picture decoded: 60 megapixels, a little above today's phones.
const PIXELS_MAX: u64 = 60_000_000;
const QUALITY: f32 = 82.0;
/// Pictures decoded at a time: each may take some hundred megabytes.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// What a picture is for; decides its sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A square of a person.
    Portrait,
    /// A picture of a post.
    Picture,
    /// The company's logo.
    Logo,
}

impl MediaKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::Picture => "picture",
            Self::Logo => "logo",
        }
    }

    /// Longest sides of the small and the large version.
    fn sides(self) -> [u32; 2] {
        match self {
            Self::Portrait => [176, 640],
            Self::Picture => [560, 1600],
            Self::Logo => [176, 512],
        }
    }
}

/// One of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaSize {
    /// For lists.
    Small,
    /// To look at.
    Large,
}

/// A picture ready to be sent.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its type.
    pub mime: String,
    /// Whether caches between here and the viewer may keep it.
    pub public: bool,
}

/// A picture drawn anew, not stored yet.
pub(crate) struct Drawn {
    kind: MediaKind,
    small: Vec<u8>,
    large: Vec<u8>,
    width: u32,
    height: u32,
}

impl Service {
    /// A stored picture, for whoever may see it.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none or the viewer may not see it.
    pub async fn media(&self, viewer: &Viewer, id: MediaId, size: MediaSize) -> Result<Stored, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::media::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        if !may_see(&mut conn, viewer, &row).await? {
            return Err(Fault::NotFound);
        }
        let file = self.media_folder(id).join(match size {
            MediaSize::Small => "small.webp",
            MediaSize::Large => "large.webp",
        });
        match tokio::fs::read(&file).await {
            Ok(bytes) => Ok(Stored { bytes, mime: row.mime, public: row.public }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes `photo` the portrait of the viewer; `None` takes the present one away.
    ///
    /// # Errors
    /// A problem of the field `photo`; only members have a portrait.
    pub async fn change_photo(&self, viewer: &Viewer, photo: Option<Vec<u8>>) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let drawn = match photo {
            Some(bytes) => {
                Some(draw(MediaKind::Portrait, bytes).await.map_err(|p| FormError::of("photo", p))?)
            }
            None => None,
        };
        let mut tx = self.db().write().await?;
        let old = store::member::by_id(&mut tx, me.id()).await?.and_then(|row| row.photo_id);
        let new = match drawn {
            Some(drawn) => Some(self.keep(&mut tx, Some(me.id()), drawn, false).await?),
            None => None,
        };
        store::member::set_photo(&mut tx, me.id(), new).await?;
        if let Some(old) = old {
            store::media::delete(&mut tx, old).await?;
        }
        self.audit(
            &mut tx,
            Some(me.id()),
            "profile.photo",
            format!("member:{}", me.id()),
            serde_json::Value::Null,
        )
        .await?;
        tx.commit().await?;
        self.forget_files(old.as_slice()).await;
        Ok(())
    }

    /// Removes the files of pictures whose rows are gone, so that nobody reaches them any more; a failure here only leaves
    /// them on the disk.
    pub(crate) async fn forget_files(&self, gone: &[MediaId]) {
        for id in gone {
            if let Err(error) = tokio::fs::remove_dir_all(self.media_folder(*id)).await {
                tracing::warn!(%error, %id, "the files of a picture stay on the disk");
            }
        }
    }

    /// Stores a drawn picture: first the files, then the row, so that a row always has its files.
    pub(crate) async fn keep(
        &self,
        tx: &mut Tx,
        owner: Option<MemberId>,
        drawn: Drawn,
        public: bool,
    ) -> Result<MediaId, Fault> {
        let id = self.id::<MediaId>();
        let folder = self.media_folder(id);
        tokio::fs::create_dir_all(&folder).await?;
        write_whole(&folder, "small.webp", &drawn.small).await?;
        write_whole(&folder, "large.webp", &drawn.large).await?;
        let row = MediaRow {
            id,
            owner_id: owner,
            kind: drawn.kind.as_str().to_owned(),
            mime: "image/webp".to_owned(),
            // The name of the file may tell more than its owner means to.
            name: String::new(),
            bytes: i64::try_from(drawn.large.len()).unwrap_or(i64::MAX),
            width: drawn.width.into(),
            height: drawn.height.into(),
            public,
            created_at: self.now(),
        };
        store::media::insert(tx, &row).await?;
        Ok(id)
    }

    pub(crate) fn media_folder(&self, id: MediaId) -> PathBuf {
        self.config().data.join("media").join(id.to_string())
    }
}

/// Whether the viewer may see a stored picture: what is public everybody, the rest members who may see whose it is, a picture
/// that was not published only its owner. The office sees every portrait: it has files to look at.
async fn may_see(conn: &mut Conn, viewer: &Viewer, row: &MediaRow) -> Result<bool, Fault> {
    if row.public {
        return Ok(true);
    }
    let Ok(me) = require(viewer, Capability::TakePart) else { return Ok(false) };
    if row.kind == MediaKind::Picture.as_str() {
        return Ok(store::picture::is_seen_by(conn, row.id, me.id()).await?);
    }
    let is_of_nobody = row.owner_id.is_none();
    Ok(is_of_nobody
        || viewer.may(Capability::RunOffice)
        || store::media::is_portrait_seen(conn, me.eye(), row.id).await?)
}

/// Decodes and draws anew, away from the threads that answer requests.
pub(crate) async fn draw(kind: MediaKind, bytes: Vec<u8>) -> Result<Drawn, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Required);
    }
    if bytes.len() > UPLOAD_MAX {
        return Err(Problem::FileTooLarge { megabytes: UPLOAD_MAX / 1024 / 1024 });
    }
    let _turn = DRAWING.acquire().await.map_err(|_| Problem::UnreadableFile)?;
    tokio::task::spawn_blocking(move || draw_image(kind, &decode(&bytes)?))
        .await
        .map_err(|_| Problem::UnreadableFile)?
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let unreadable = |_| Problem::UnreadableFile;
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Problem::UnreadableFile)?;
    if reader.format().is_none() {
        return Err(Problem::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(20_000);
    limits.max_alloc = Some(PIXELS_MAX * 4 + 64 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Problem::UnreadableFile);
    }
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Both versions of a decoded picture.
pub(crate) fn draw_image(kind: MediaKind, image: &DynamicImage) -> Result<Drawn, Problem> {
    let source = DynamicImage::ImageRgba8(square(kind, image).to_rgba8());
    let [small, large] = kind.sides().map(|side| version(&source, side));
    let ((small, _), (large, (width, height))) = (small?, large?);
    Ok(Drawn { kind, small, large, width, height })
}

/// A portrait is cropped to its middle; a standing one a little above, where the face is.
fn square(kind: MediaKind, image: &DynamicImage) -> DynamicImage {
    if kind != MediaKind::Portrait {
        return image.clone();
    }
    let side = image.width().min(image.height());
    image.crop_imm((image.width() - side) / 2, (image.height() - side) / 3, side, side)
}

/// WebP with the longest side at most `side`, and its size.
fn version(source: &DynamicImage, side: u32) -> Result<(Vec<u8>, (u32, u32)), Problem> {
    let (width, height) = (source.width(), source.height());
    let longest = width.max(height).max(1);
    let fit = |length: u32| if longest <= side { length } else { shortened(length, side, longest) };
    let (width, height) = (fit(width), fit(height));
    let pixel = source.pixel_type().ok_or(Problem::UnreadableFile)?;
    let mut target = Image::new(width, height, pixel);
    Resizer::new().resize(source, &mut target, &ResizeOptions::new()).map_err(|_| Problem::UnreadableFile)?;
    let pixels = RgbaImage::from_raw(width, height, target.into_vec()).ok_or(Problem::UnreadableFile)?;
    let webp = webp::Encoder::from_rgba(&pixels, width, height).encode(QUALITY);
    Ok((webp.to_vec(), (width, height)))
}

/// `length` × `side` ÷ `longest`, at least 1.
fn shortened(length: u32, side: u32, longest: u32) -> u32 {
    u32::try_from(u64::from(length) * u64::from(side) / u64::from(longest)).unwrap_or(side).max(1)
}

/// Writes beside, then renames: a reader finds the whole file or none.
pub(crate) async fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let part = folder.join(format!("{name}.part"));
    tokio::fs::write(&part, bytes).await?;
    Ok(tokio::fs::rename(&part, folder.join(name)).await?)
}
