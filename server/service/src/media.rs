//! Stored pictures: portraits, logos, pictures of posts. `drawing` makes them.
use std::path::{Path, PathBuf};

use store::media::MediaRow;
use store::{Conn, Tx};
use types::crop::Crop;
use types::id::{MediaId, MemberId};

use crate::Service;
use crate::drawing::{Drawn, Upload, Wish, draw};
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

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
    pub(crate) fn sides(self) -> [u32; 2] {
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

    /// Makes a square of `photo` the portrait of the viewer; `None` takes the present one away. Nothing else of the picture is kept.
    ///
    /// # Errors
    /// A problem of the field `photo`; only members have a portrait.
    pub async fn change_photo(
        &self,
        viewer: &Viewer,
        photo: Option<(Upload, Crop)>,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let drawn = match photo {
            Some((file, crop)) => {
                Some(draw(Wish::portrait(crop), &file).await.map_err(|p| FormError::of("photo", p))?)
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

/// Writes beside, then renames: a reader finds the whole file or none.
pub(crate) async fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let part = folder.join(format!("{name}.part"));
    tokio::fs::write(&part, bytes).await?;
    Ok(tokio::fs::rename(&part, folder.join(name)).await?)
}
