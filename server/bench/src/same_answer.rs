//! Whether the time an answer takes tells if an address is a member's, or if there is somebody who blocked whoever looks: each
//! ask with a known and an unknown one in turns.
mod looking;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use bench::network::{prepare, token};
use serde::Serialize;
use service::Service;
use service::clock::SystemClock;
use service::config::Config;
use service::secret::Secrets;
use service::viewer::Viewer;
use store::Db;
use types::consent::Purpose;
use types::invitation::InvitationInput;
use types::join::JoinInput;
use types::lang::Lang;

/// Asks of each kind with each of both addresses; as many members the network needs.
pub const ASKS: usize = 1_000;
/// Milliseconds by which the medians may differ.
const BAR_MS: f64 = 1.0;

/// Medians in milliseconds.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// What was asked.
    pub what: &'static str,
    /// With a member's address, or of a member who blocked the viewer.
    pub known_ms: f64,
    /// With nobody's.
    pub unknown_ms: f64,
    /// By how much they may differ.
    pub bar_ms: f64,
}

impl Compared {
    /// Of the times of all answers.
    fn of(what: &'static str, known: Vec<f64>, unknown: Vec<f64>, bar_ms: f64) -> Result<Self> {
        let median = |times| median(times).context("nothing was measured");
        Ok(Self { what, known_ms: median(known)?, unknown_ms: median(unknown)?, bar_ms })
    }

    /// By how much they differ, in milliseconds.
    pub fn difference_ms(&self) -> f64 {
        (self.known_ms - self.unknown_ms).abs()
    }
}

/// Measures the network at `path`, in this process.
pub async fn measure(path: &Path, folder: &Path) -> Result<Vec<Compared>> {
    let db = Db::sqlite(path).await?;
    prepare(&db, ASKS, 0, 0, crate::measure::ZONE).await?;
    let service = Service::new(db, Arc::new(SystemClock), Secrets::from_os(), config(folder)?)?;
    let mut compared = Vec::new();
    for kind in [Kind::SignIn, Kind::Join, Kind::Invite] {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for n in 0..ASKS {
            let viewer = service.visit(Some(&token(n))).await?.0;
            let mut turns = [(&mut known, 'm'), (&mut unknown, 'n')];
            // Who comes first changes, so that neither gains by it.
            if n % 2 == 1 {
                turns.reverse();
            }
            for (times, letter) in turns {
                let begin = Instant::now();
                kind.ask(&service, &viewer, &format!("{letter}{n}@example.jp")).await?;
                times.push(begin.elapsed().as_secs_f64() * 1_000.0);
            }
        }
        compared.push(Compared::of(kind.name(), known, unknown, BAR_MS)?);
    }
    compared.extend(looking::measure(&service).await?);
    service.db().close().await;
    Ok(compared)
}

/// The settings of a network measured in this process.
pub fn config(folder: &Path) -> Result<Config> {
    Ok(Config {
        data: folder.to_owned(),
        base_url: "https://enishi.example.jp".parse()?,
        zone: jiff::tz::TimeZone::get(crate::measure::ZONE)?,
        smtp_url: None,
        mail_from: "Enishi <enishi@example.jp>".to_owned(),
        machines: service::config::Machines::default(),
        demo: false,
        oidc: None,
    })
}

/// What can be asked with an address.
#[derive(Clone, Copy, Debug)]
enum Kind {
    SignIn,
    Join,
    Invite,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign in",
            Self::Join => "ask to join",
            Self::Invite => "invite",
        }
    }

    /// From a network address of its own, so that no limit is met.
    async fn ask(self, service: &Service, viewer: &Viewer, mail: &str) -> Result<()> {
        let asked = match self {
            Self::SignIn => service.ask_sign_in(mail, "/", Lang::Ja, mail).await.map(drop),
            Self::Join => service.ask_to_join(None, &joining(mail), Lang::Ja, mail).await.map(drop),
            Self::Invite => {
                let input = InvitationInput {
                    worked_together: "2008年、図書館班".into(),
                    mail: mail.into(),
                    ..InvitationInput::default()
                };
                service.invite(viewer, &input, Lang::Ja).await.map(drop)
            }
        };
        asked.map_err(|error| anyhow!("{}: {error:?}", self.name()))
    }
}

fn joining(mail: &str) -> JoinInput {
    JoinInput {
        family: "森".into(),
        given: "葉子".into(),
        family_kana: "モリ".into(),
        given_kana: "ヨウコ".into(),
        mail: mail.into(),
        department: "保守".into(),
        year_from: "2010".into(),
        purpose: vec![Purpose::Running.as_str().into()],
        ..JoinInput::default()
    }
}

fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}
