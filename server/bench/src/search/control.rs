//! What one would write without an index and without keysets.
use anyhow::Result;
use store::Db;

use crate::load::Asks;

/// A statement to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// A word that very many have.
    LikeSales,
    /// A given name.
    LikeTaro,
    /// A word that nobody has.
    LikeNobody,
    /// A page in the middle.
    Offset,
}

impl Control {
    pub const ALL: [Self; 4] = [Self::LikeSales, Self::LikeTaro, Self::LikeNobody, Self::Offset];

    pub fn name(self) -> &'static str {
        match self {
            Self::LikeSales => "LIKE 営業",
            Self::LikeTaro => "LIKE 太郎",
            Self::LikeNobody => "LIKE 鯨飲",
            Self::Offset => "OFFSET, deep",
        }
    }

    /// How often it is asked; what takes seconds, less often.
    pub fn counted(self) -> usize {
        match self {
            Self::LikeSales | Self::LikeTaro => 20,
            Self::LikeNobody | Self::Offset => 2,
        }
    }
}

/// Asks it of the database itself.
pub struct Asking {
    db: Db,
    control: Control,
}

impl Asking {
    pub fn new(db: Db, control: Control) -> Self {
        Self { db, control }
    }
}

impl Asks for Asking {
    async fn ask(&mut self) -> Result<usize> {
        match self.control {
            Control::LikeSales => like(&self.db, "%営業%").await,
            Control::LikeTaro => like(&self.db, "%太郎%").await,
            Control::LikeNobody => like(&self.db, "%鯨飲%").await,
            Control::Offset => offset(&self.db).await,
        }
    }
}

/// A statement is written where it is sent: a test reads all of them.
async fn like(db: &Db, word: &str) -> Result<usize> {
    let found = match db {
        Db::Sqlite { read, .. } => sqlx::query(
            "SELECT m.id, m.family FROM directory d JOIN member m ON m.id = d.member_id JOIN profile p ON p.member_id = m.id
    WHERE m.family || m.given LIKE $1 OR m.line LIKE $1 OR p.skills LIKE $1 OR p.bio LIKE $1
        OR EXISTS (SELECT 1 FROM tenure t WHERE t.member_id = m.id AND (t.department LIKE $1 OR t.title LIKE $1))
    ORDER BY d.no LIMIT 25"
        )
        .bind(word)
        .fetch_all(read)
        .await?
        .len(),
        Db::Postgres { read: pool, .. } => sqlx::query(
            "SELECT m.id, m.family FROM directory d JOIN member m ON m.id = d.member_id JOIN profile p ON p.member_id = m.id
    WHERE m.family || m.given LIKE $1 OR m.line LIKE $1 OR p.skills LIKE $1 OR p.bio LIKE $1
        OR EXISTS (SELECT 1 FROM tenure t WHERE t.member_id = m.id AND (t.department LIKE $1 OR t.title LIKE $1))
    ORDER BY d.no LIMIT 25"
        )
        .bind(word)
        .fetch_all(pool)
        .await?
        .len(),
    };
    Ok(found)
}

async fn offset(db: &Db) -> Result<usize> {
    let found = match db {
        Db::Sqlite { read, .. } => sqlx::query(
            "SELECT m.id, m.family FROM directory d JOIN member m ON m.id = d.member_id
    ORDER BY d.no LIMIT 25 OFFSET (SELECT COUNT(*) / 2 FROM directory)",
        )
        .fetch_all(read)
        .await?
        .len(),
        Db::Postgres { read: pool, .. } => sqlx::query(
            "SELECT m.id, m.family FROM directory d JOIN member m ON m.id = d.member_id
    ORDER BY d.no LIMIT 25 OFFSET (SELECT COUNT(*) / 2 FROM directory)",
        )
        .fetch_all(pool)
        .await?
        .len(),
    };
    Ok(found)
}
