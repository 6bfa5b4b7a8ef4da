//! Stored pictures: portraits, logos, pictures of posts. `drawing` makes them.
use std::path::{Path, PathBuf};

use store::media::MediaRow;
use store::{Conn, Tx};
use types::id::{MediaId, MemberId};
use types::profile_read::ReadKind;
use types::visibility::Visibility;

use crate::Service;
use crate::drawing::Drawn;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::portrait::may_see_portrait;
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

/// For whom a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Everybody.
    All,
    /// Whoever may see the post it is in.
    Readers,
    /// Those near enough to whom it shows.
    Relations(Visibility),
}

/// Whether somebody may see a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// They may.
    Open,
    /// Only by their role, which is listed to this member.
    ByRole(MemberId),
    /// They may not.
    Closed,
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
        let access = may_see(&mut conn, viewer, &row).await?;
        drop(conn);
        match (access, viewer.me()) {
            (Access::Open, _) => {}
            (Access::ByRole(owner), Some(me)) => {
                self.note_reading(me.id(), ReadKind::Profile, "", &[owner]).await;
            }
            (Access::Closed | Access::ByRole(_), _) => return Err(Fault::NotFound),
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
        whom: For,
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
            public: whom == For::All,
            created_at: self.now(),
            reach: match whom {
                For::Relations(reach) => Some(reach),
                For::All | For::Readers => None,
            },
        };
        store::media::insert(tx, &row).await?;
        Ok(id)
    }

    pub(crate) fn media_folder(&self, id: MediaId) -> PathBuf {
        self.config().data.join("media").join(id.to_string())
    }
}

/// Whether the viewer may see a stored picture: what is public everybody, the rest members who may see whose it is, a picture
/// that was not published only its owner, a portrait whom it reaches.
async fn may_see(conn: &mut Conn, viewer: &Viewer, row: &MediaRow) -> Result<Access, Fault> {
    let is_open = match (row.owner_id, row.reach) {
        _ if row.public => true,
        (Some(owner), Some(reach)) => return may_see_portrait(conn, viewer, row.id, (owner, reach)).await,
        (None, Some(_)) => false,
        (_, None) => match require(viewer, Capability::TakePart) {
            Ok(me) => store::picture::is_seen_by(conn, row.id, me.id()).await?,
            Err(_) => false,
        },
    };
    Ok(if is_open { Access::Open } else { Access::Closed })
}

/// Writes beside, then renames: a reader finds the whole file or none.
pub(crate) async fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let part = folder.join(format!("{name}.part"));
    tokio::fs::write(&part, bytes).await?;
    Ok(tokio::fs::rename(&part, folder.join(name)).await?)
}
