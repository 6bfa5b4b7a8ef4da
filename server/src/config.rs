//! Command line, environment and file become one configuration.
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use service::config::{Config, Machines};
use types::text::Mail;

use crate::cli::{Cli, Settings};

/// Bytes of the shortest secret of another program.
const SECRET_MIN: usize = 32;

/// Why a configuration cannot be used: what, why, what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {0} cannot be read; check the path and its permissions")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// The file holds something else.
    #[error("the configuration file {0} is not valid; correct the key or value it names")]
    Invalid(PathBuf, #[source] Box<toml::de::Error>),
    /// A value that means nothing.
    #[error("the setting {0} has a value that cannot be used ({1}); see `enishi --help`")]
    Value(&'static str, String),
    /// Demonstration for everybody.
    #[error(
        "the demonstration lets anybody sign in and read all mail, so it only listens on loopback; leave --host out or drop --demo"
    )]
    DemoBeyondLoopback,
}

/// Everything the subcommands need.
#[derive(Clone, Debug)]
pub struct Full {
    /// What the service needs.
    pub service: Config,
    /// Where to listen.
    pub listen: SocketAddr,
    /// PostgreSQL instead of SQLite.
    pub database_url: Option<String>,
    /// Folder of the built site.
    pub site_dir: Option<PathBuf>,
    /// JSON logs.
    pub log_json: bool,
}

/// The configuration `cli` describes.
///
/// # Errors
/// A file or value cannot be used.
pub fn read(cli: &Cli) -> Result<Full, ConfigError> {
    let file = match &cli.config {
        None => Settings::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Unreadable(path.clone(), e))?;
            toml::from_str(&text).map_err(|e| ConfigError::Invalid(path.clone(), Box::new(e)))?
        }
    };
    complete(cli.settings.clone().or(file))
}

impl Settings {
    /// These settings, and those of `other` where these are silent.
    fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            database_url: self.database_url.or(other.database_url),
            host: self.host.or(other.host),
            port: self.port.or(other.port),
            base_url: self.base_url.or(other.base_url),
            zone: self.zone.or(other.zone),
            smtp_url: self.smtp_url.or(other.smtp_url),
            mail_from: self.mail_from.or(other.mail_from),
            site_dir: self.site_dir.or(other.site_dir),
            scim_token: self.scim_token.or(other.scim_token),
            handover_secret: self.handover_secret.or(other.handover_secret),
            demo: self.demo.or(other.demo),
            log_json: self.log_json.or(other.log_json),
            oidc: self.oidc.or(other.oidc),
        }
    }
}

fn complete(s: Settings) -> Result<Full, ConfigError> {
    let port = s.port.unwrap_or(3000);
    let listen = SocketAddr::new(s.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), port);
    let demo = s.demo.unwrap_or(false);
    if demo && !listen.ip().is_loopback() {
        return Err(ConfigError::DemoBeyondLoopback);
    }
    let base_url = s.base_url.unwrap_or_else(|| format!("http://localhost:{port}"));
    let zone = s.zone.unwrap_or_else(|| "Asia/Tokyo".to_owned());
    let mail_from = s.mail_from.unwrap_or_else(|| "Enishi <enishi@localhost>".to_owned());
    let service = Config {
        data: s.data.unwrap_or_else(|| PathBuf::from("data")),
        base_url: base_url.parse().map_err(|_| ConfigError::Value("base_url", base_url.clone()))?,
        zone: jiff::tz::TimeZone::get(&zone).map_err(|_| ConfigError::Value("zone", zone.clone()))?,
        smtp_url: s.smtp_url,
        mail_from,
        machines: Machines {
            scim_token: secret("scim_token", s.scim_token)?,
            handover_secret: secret("handover_secret", s.handover_secret)?,
        },
        demo,
        oidc: s.oidc.complete().map_err(|(key, value)| ConfigError::Value(key, value))?,
    };
    Ok(Full {
        service,
        listen,
        database_url: s.database_url,
        site_dir: s.site_dir,
        log_json: s.log_json.unwrap_or(false),
    })
}

/// A secret that cannot be guessed, if one is set.
fn secret(name: &'static str, value: Option<String>) -> Result<Option<String>, ConfigError> {
    match value {
        Some(value) if value.len() < SECRET_MIN => {
            Err(ConfigError::Value(name, format!("shorter than {SECRET_MIN} characters")))
        }
        value => Ok(value),
    }
}

/// The address inside `Name <address>`, for `doctor`.
#[must_use]
pub fn address(mailbox: &str) -> Option<Mail> {
    let inner = mailbox.rsplit_once('<').map_or(mailbox, |(_, rest)| rest.trim_end_matches('>'));
    inner.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wins_over_the_file() {
        let file = Settings { port: Some(8080), zone: Some("Europe/Berlin".into()), ..Settings::default() };
        let line = Settings { port: Some(9090), ..Settings::default() };
        let full = complete(line.or(file)).unwrap();
        assert_eq!(full.listen.port(), 9090);
        assert_eq!(full.service.zone.iana_name(), Some("Europe/Berlin"));
        assert_eq!(full.service.base_url.as_str(), "http://localhost:9090/");
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let error = toml::from_str::<Settings>("prot = 80").unwrap_err();
        assert!(error.to_string().contains("prot"), "{error}");
    }

    #[test]
    fn a_secret_that_could_be_guessed_is_refused() {
        let with = |token: &str| Settings { scim_token: Some(token.into()), ..Settings::default() };
        assert!(matches!(complete(with("secret")), Err(ConfigError::Value("scim_token", _))));
        let token = "0123456789abcdef0123456789abcdef";
        let machines = complete(with(token)).unwrap().service.machines;
        assert_eq!((machines.scim_token.as_deref(), machines.handover_secret), (Some(token), None));
    }

    #[test]
    fn a_demonstration_stays_on_loopback() {
        let open =
            Settings { demo: Some(true), host: Some("0.0.0.0".parse().unwrap()), ..Settings::default() };
        assert!(matches!(complete(open), Err(ConfigError::DemoBeyondLoopback)));
        let local = Settings { demo: Some(true), ..Settings::default() };
        assert!(complete(local).unwrap().service.demo);
    }
}
