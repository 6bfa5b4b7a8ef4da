//! The one row of settings.
use crate::sql::{execute, maybe_row, maybe_value};
use crate::{Conn, Result, Tx};

/// The site as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SiteRow {
    /// [`types::site::Site`] as JSON.
    pub settings: String,
    /// Hash of the one-time set-up link, until the first start is over.
    pub setup_token: Option<String>,
}

/// The site, if there is one yet.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn) -> Result<Option<SiteRow>> {
    maybe_row!(conn, SiteRow, "SELECT settings, setup_token FROM site WHERE id = 1")
}

/// Has whoever else holds the site wait until the transaction ends.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &mut Tx) -> Result<()> {
    execute!(tx, "UPDATE site SET settings = settings WHERE id = 1")?;
    Ok(())
}

/// By which edition of the tokens the search index was made; none before there is a site.
///
/// # Errors
/// The database failed.
pub async fn search_edition(conn: &mut Conn) -> Result<Option<i64>> {
    maybe_value!(conn, i64, "SELECT search_edition FROM site WHERE id = 1")
}

/// Notes by which edition of the tokens the search index is made from now on.
///
/// # Errors
/// The database failed.
pub async fn set_search_edition(tx: &mut Tx, edition: i64) -> Result<()> {
    execute!(tx, "UPDATE site SET search_edition = $1 WHERE id = 1", edition)?;
    Ok(())
}

/// Writes the site, new or not.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, site: &SiteRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO site (id, settings, setup_token) VALUES (1, $1, $2)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, setup_token = excluded.setup_token",
        &site.settings,
        &site.setup_token,
    )?;
    Ok(())
}
