//! What Enishi does: authorise, one transaction, audit row, tasks, commit.
//!
//! Each feature is one file (or folder) with `impl Service` blocks; [`policy`] decides who may, [`fault`] says what went wrong.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
pub mod clock;
pub mod config;
pub mod demo;
pub mod fault;
pub mod fold;
pub mod mail;
pub mod markdown;
pub mod month;
pub mod move_db;
mod paging;
pub mod policy;
pub mod secret;
pub mod task;
#[cfg(test)]
mod testing;
pub mod tie;
pub mod viewer;
pub mod work;

pub mod activity;
pub mod address;
pub mod application;
pub mod campaign;
pub mod connection;
pub mod consent;
pub mod department;
pub mod desk;
pub mod directory;
pub mod drawing;
pub mod event;
pub mod export;
pub mod feed;
pub mod handover;
pub mod home;
pub mod incident;
pub mod intent;
pub mod invitation;
pub mod join;
pub mod leave;
pub mod letter;
pub mod media;
pub mod member;
pub mod name;
pub mod office_link;
pub mod oidc;
pub mod passkey;
mod portrait;
pub mod private;
pub mod profile;
pub mod profile_read;
pub mod programme;
pub mod programme_edit;
pub mod public;
pub mod referral;
pub mod relationship;
pub mod report;
pub mod retention;
pub mod rights;
pub mod roles;
pub mod roster;
pub mod saved_search;
pub mod scim;
pub mod search;
pub mod session;
pub mod sign_in;
pub mod site;
pub mod skill;
mod sound;
pub mod story;
pub mod story_edit;
pub mod suggest;
pub mod vouch;
pub mod welcome;
pub mod why;

use std::sync::Arc;

use store::{Db, Tx};
use types::id::{AuditId, MemberId};
use types::site::Site;

use clock::Clock;
use config::Config;
use fault::Fault;
use secret::Secrets;

/// All that the product does, on one database. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    secrets: Secrets,
    config: Config,
    mailer: mail::Mailer,
    /// The provider of the company's accounts, if there is one.
    oidc: Option<oidc::Provider>,
    /// Wakes the worker when a task was written.
    tasks: tokio::sync::Notify,
    /// Tells open pages of new posts.
    live: feed::Live,
    /// The office's figures as counted last.
    figures: tokio::sync::Mutex<Option<Arc<desk::Figures>>>,
    /// How far invitations reached, as counted last.
    spread: tokio::sync::Mutex<Option<Arc<referral::Spread>>>,
    /// The site's settings as read last: their text, and what it means.
    site: std::sync::Mutex<(String, Arc<Site>)>,
    /// The departments as read last, and at which edition.
    history: std::sync::Mutex<Option<(i64, Arc<department::History>)>>,
}

impl Service {
    /// A service on a migrated database.
    ///
    /// # Errors
    /// The mail settings cannot be used, or those of the provider of accounts.
    pub fn new(db: Db, clock: Arc<dyn Clock>, secrets: Secrets, config: Config) -> Result<Self, Fault> {
        let mailer = mail::Mailer::new(&config)?;
        let oidc = config.oidc.as_ref().map(oidc::Provider::new).transpose()?;
        let tasks = tokio::sync::Notify::new();
        let (live, figures, spread, site, history) = Default::default();
        Ok(Self {
            inner: Arc::new(Inner {
                db,
                clock,
                secrets,
                config,
                mailer,
                oidc,
                tasks,
                live,
                figures,
                spread,
                site,
                history,
            }),
        })
    }

    /// The database, for start-up and health checks.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Where and how this installation runs.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> types::time::Stamp {
        self.inner.clock.now()
    }

    /// A fresh value for the scripts of one answer.
    #[must_use]
    pub fn nonce(&self) -> String {
        self.inner.secrets.token()
    }

    /// A new id of its time.
    pub(crate) fn id<T: From<uuid::Uuid>>(&self) -> T {
        T::from(self.inner.secrets.uuid(self.now()))
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.inner.secrets
    }

    /// Writes what `actor` did to the audit log, in the transaction that did it.
    pub(crate) async fn audit(
        &self,
        tx: &mut Tx,
        actor: Option<MemberId>,
        action: &str,
        object: impl ToString + Send,
        detail: serde_json::Value,
    ) -> Result<(), Fault> {
        let row = store::audit::AuditRow {
            id: self.id::<AuditId>(),
            at: self.now(),
            actor_id: actor,
            action: action.to_owned(),
            object: object.to_string(),
            detail: detail.to_string(),
        };
        Ok(store::audit::insert(tx, &row).await?)
    }
}
