//! The command line. `--help` documents every setting; `--config` names a file with the same keys.
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use serde::Deserialize;

use crate::oidc::Oidc;

/// 縁 Enishi: a network for a company and the people who once worked there
#[derive(Debug, Parser)]
#[command(name = "enishi", version, about)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// Settings of the installation
    #[command(flatten)]
    pub settings: Settings,
    /// File with settings (TOML, keys as the long flags with `_` for `-`); flags and environment win over it
    #[arg(long, global = true, env = "ENISHI_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What to do
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site; brings the database up to date first
    Serve,
    /// Bring the database up to date and stop
    Migrate,
    /// Fill an empty database with the demonstration network
    SeedDemo,
    /// Add a member of the alumni office who signs in by mail
    CreateOffice {
        /// Family name
        #[arg(long)]
        family: String,
        /// Given name
        #[arg(long)]
        given: String,
        /// Mail address
        #[arg(long)]
        mail: String,
    },
    /// Print a link that signs a member of the alumni office in once, within 15 minutes, without any mail
    OfficeLink {
        /// Mail address of the member
        #[arg(long)]
        mail: String,
    },
    /// Copy everything into an empty database of the other engine (SQLite, PostgreSQL), and compare both
    MoveDb {
        /// Database to copy: a SQLite file or `postgres://…` [default: the one this installation uses]
        #[arg(long, value_name = "FILE|URL")]
        from: Option<String>,
        /// Empty database to fill: a SQLite file (made if missing) or `postgres://…`
        #[arg(long, value_name = "FILE|URL")]
        to: String,
    },
    /// Erase again who was erased and came back with a database restored from a backup; `serve` does so by itself
    ReplayErasures,
    /// Look at settings, database, folders and mail, and say what is wrong
    Doctor,
}

/// Settings of an installation; each may stand on the command line, in the environment or in the file.
#[derive(Clone, Debug, Default, Args, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Folder of database, uploads and mail files [default: ./data]
    #[arg(long, global = true, env = "ENISHI_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// `postgres://…` to use a PostgreSQL server instead of SQLite in the data folder
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address to listen on [default: 127.0.0.1]
    #[arg(long, global = true, env = "ENISHI_HOST", value_name = "ADDRESS")]
    pub host: Option<IpAddr>,
    /// Port to listen on [default: 3000]
    #[arg(long, global = true, env = "ENISHI_PORT")]
    pub port: Option<u16>,
    /// Address people reach the site at [default: http://localhost:PORT]
    #[arg(long, global = true, env = "ENISHI_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// Time zone of the dates shown [default: Asia/Tokyo]
    #[arg(long, global = true, env = "ENISHI_ZONE", value_name = "ZONE")]
    pub zone: Option<String>,
    /// `smtps://user:password@host` or `smtp://…`; without it mails are files in the data folder
    #[arg(long, global = true, env = "ENISHI_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of all mails, `Name <address>` (`Enishi <enishi@localhost>` unless set)
    #[arg(long, global = true, env = "ENISHI_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,
    /// Folder of the built site; unset, the files inside the binary are served
    #[arg(long, global = true, env = "ENISHI_SITE_DIR", value_name = "FOLDER")]
    pub site_dir: Option<PathBuf>,
    /// Bearer token (32 characters or more) by which the company's directory uses SCIM at /scim/v2; unset, there is no SCIM
    #[arg(long, global = true, env = "ENISHI_SCIM_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub scim_token: Option<String>,
    /// Secret (32 characters or more) the personnel system signs calls of /api/handover with; unset, there is no such address
    #[arg(
        long,
        global = true,
        env = "ENISHI_HANDOVER_SECRET",
        value_name = "SECRET",
        hide_env_values = true
    )]
    pub handover_secret: Option<String>,
    /// Demonstration: sign-in shortcuts and a public mailbox; only on loopback
    #[arg(long, global = true, env = "ENISHI_DEMO", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub demo: Option<bool>,
    /// Log as JSON lines
    #[arg(long, global = true, env = "ENISHI_LOG_JSON", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub log_json: Option<bool>,
    /// Accounts of the company: the section `[oidc]` of the file
    #[command(flatten)]
    pub oidc: Oidc,
}
