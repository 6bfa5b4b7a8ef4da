//! Whether the time an answer takes tells if an address is a member's, or if there is somebody who blocked whoever looks: each
//! ask with a known and an unknown one in turns.
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use bench::network::{prepare, token};
use serde::Serialize;
use service::Service;
use service::clock::SystemClock;
use service::config::Config;
use service::fault::Fault;
use service::secret::Secrets;
use service::viewer::{Me, Viewer};
use store::Db;
use types::consent::Purpose;
use types::id::MemberId;
use types::invitation::InvitationInput;
use types::join::JoinInput;
use types::lang::Lang;

/// Asks of each kind with each of both addresses; as many members the network needs.
pub const ASKS: usize = 1_000;
/// Milliseconds by which the medians may differ.
const BAR_MS: f64 = 1.0;
/// The same for a page, which takes no longer than that bar.
const PAGE_BAR_MS: f64 = 0.2;

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
        compared.push(Compared {
            what: kind.name(),
            known_ms: median(known).context("nothing was measured")?,
            unknown_ms: median(unknown).context("nothing was measured")?,
            bar_ms: BAR_MS,
        });
    }
    compared.push(profiles(&service).await?);
    service.db().close().await;
    Ok(compared)
}

/// The profile of a member who blocked the viewer, and of nobody.
async fn profiles(service: &Service) -> Result<Compared> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in 0..ASKS {
        let viewer = service.visit(Some(&token(n))).await?.0;
        let blocker = service.visit(Some(&token((n + 1) % ASKS))).await?.0;
        let [me, blocked_by] = [&viewer, &blocker].map(|viewer| viewer.me().map(Me::id));
        let (me, blocked_by) = me.zip(blocked_by).context("a session is over")?;
        service.block(&blocker, me).await?;
        let nobody: MemberId = format!("0192d0f0c0ffee0192d0f0c0ff{n:06x}").parse().context("no id")?;
        let mut turns = [(&mut known, blocked_by), (&mut unknown, nobody)];
        if n % 2 == 1 {
            turns.reverse();
        }
        for (times, id) in turns {
            let begin = Instant::now();
            let answer = service.profile(&viewer, id).await;
            times.push(begin.elapsed().as_secs_f64() * 1_000.0);
            anyhow::ensure!(matches!(answer, Err(Fault::NotFound)), "there is a profile to look at");
        }
    }
    Ok(Compared {
        what: "look at a profile",
        known_ms: median(known).context("nothing was measured")?,
        unknown_ms: median(unknown).context("nothing was measured")?,
        bar_ms: PAGE_BAR_MS,
    })
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
