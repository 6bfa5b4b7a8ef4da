//! The real server as a process: started, watched, ended.
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::{Ask, Client};

/// A running server; it ends when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    log: PathBuf,
    /// Where it listens.
    pub host: SocketAddr,
    /// From the start of the process to its first answer.
    pub start: Duration,
}

impl Server {
    /// Starts `binary` on the network in `data`, with the built site in `site` if there is one, and waits for its first answer.
    /// What it logs is added to `data/server.log`.
    ///
    /// # Errors
    /// It cannot be started, or does not answer within 30 seconds.
    pub async fn start(binary: &Path, data: &Path, site: Option<&Path>) -> Result<Self> {
        let log = data.join("server.log");
        let file = File::options().create(true).append(true).open(&log).context("could not write the log")?;
        let host = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = Command::new(binary);
        command.args(["serve", "--demo", "--port", &host.port().to_string(), "--data"]).arg(data);
        for name in ["DATABASE_URL", "ENISHI_CONFIG", "ENISHI_SITE_DIR", "ENISHI_HOST", "ENISHI_BASE_URL"] {
            command.env_remove(name);
        }
        if let Some(site) = site {
            command.arg("--site-dir").arg(site);
        }
        command.env("RUST_LOG", "warn").stdout(Stdio::null()).stderr(file);
        let begin = Instant::now();
        let child = command.spawn().with_context(|| format!("could not start {}", binary.display()))?;
        let mut server = Self { child, log, host, start: Duration::ZERO };
        while begin.elapsed() < Duration::from_secs(30) {
            let answer = Client::new(host).ask(&Ask::get("/healthz", "")).await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                server.start = begin.elapsed();
                return Ok(server);
            }
            if server.child.try_wait()?.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the server did not come up: {}", server.log_text())
    }

    /// Ends it at once, as `kill -9` does.
    ///
    /// # Errors
    /// It was gone already.
    pub fn kill(mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("the server ended by itself ({status}): {}", self.log_text());
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// All it logged so far.
    #[must_use]
    pub fn log_text(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Processor time used so far, all threads together.
    ///
    /// # Errors
    /// It is not running.
    pub fn cpu(&self) -> Result<Duration> {
        cpu_of(self.child.id())
    }

    /// Memory it holds, in bytes.
    ///
    /// # Errors
    /// It is not running.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }

    /// What its environment says of `name`.
    ///
    /// # Errors
    /// It is not running.
    pub fn variable(&self, name: &str) -> Result<Option<String>> {
        let all = fs::read(format!("/proc/{}/environ", self.child.id()))?;
        let mut all = all.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        Ok(all.find_map(|one| one.strip_prefix(name)?.strip_prefix('=').map(str::to_owned)))
    }

    /// Waits until it has nothing to do, or a minute.
    ///
    /// # Errors
    /// It is not running.
    pub async fn settle(&self) -> Result<()> {
        let end = Instant::now() + Duration::from_mins(1);
        while Instant::now() < end {
            let before = self.cpu()?;
            tokio::time::sleep(Duration::from_millis(200)).await;
            if self.cpu()?.saturating_sub(before) <= Duration::from_millis(10) {
                break;
            }
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time a process used so far, all threads together.
///
/// # Errors
/// It is not running.
pub fn cpu_of(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold spaces; user and system time are the 14th and 15th of all fields.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace()).context("no stat")?;
    let ticks = fields.skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

/// Processor time that the processes called `name` used so far.
///
/// # Errors
/// There is no `/proc`.
pub fn cpu_of_all(name: &str) -> Result<Duration> {
    cpu_in("/proc", name)
}

/// Processor time that the threads of this process used so far whose names begin with `name`.
///
/// # Errors
/// There is no `/proc`.
pub fn cpu_of_threads(name: &str) -> Result<Duration> {
    cpu_in("/proc/self/task", name)
}

/// In the folder of processes or threads `folder`; what ended meanwhile counts nothing.
fn cpu_in(folder: &str, name: &str) -> Result<Duration> {
    let mut sum = Duration::ZERO;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if fs::read_to_string(path.join("comm")).is_ok_and(|comm| comm.starts_with(name)) {
            // Its first number is the time on a processor, in nanoseconds.
            let times = fs::read_to_string(path.join("schedstat")).unwrap_or_default();
            let time = times.split_whitespace().next().and_then(|time| time.parse().ok());
            sum += Duration::from_nanos(time.unwrap_or_default());
        }
    }
    Ok(sum)
}
