//! A Postgres of our own for the tests: a temporary cluster on a free port, gone when the guard is dropped.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::{apt, sh, step::step};

/// A running cluster. Dropping it stops the server and removes its folder.
pub(crate) struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes a cluster in a folder and starts it; installs Postgres when it is missing.
    ///
    /// # Errors
    /// When Postgres cannot be installed, or does not start within 30 seconds.
    pub(crate) fn start(parent: &Path) -> Result<Self> {
        let bin = programs()?;
        step("start PostgreSQL for the tests");
        let folder = parent.join("postgres");
        let data = folder.join("data");
        make_folder(&folder)?;
        let mut initdb = as_postgres(&bin.join("initdb"));
        initdb
            .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data);
        sh::quiet(&mut initdb, "make a PostgreSQL cluster", "look at the message above")?;

        let port = free_port()?;
        let server = server(&bin, &data, &folder, port).stdin(Stdio::null()).spawn()?;
        let mut guard = Self { server, folder, port };
        guard.wait(&bin)?;
        Ok(guard)
    }

    /// The address for `TEST_POSTGRES_URL`.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, bin: &Path) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(30);
        let port = self.port.to_string();
        while Instant::now() < end {
            if self.server.try_wait()?.is_some() {
                break;
            }
            let mut ready = Command::new(bin.join("pg_isready"));
            if sh::capture(ready.args(["-q", "-h", "127.0.0.1", "-p", &port])).is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("data/log")).unwrap_or_default();
        bail!("PostgreSQL did not start on port {port}: {log}; see whether `initdb` works by hand")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGQUIT is PostgreSQL's immediate shutdown: nothing in here is worth a checkpoint.
        let pid = self.server.id().to_string();
        let _ = Command::new("kill").args(["-QUIT", &pid]).status();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder with `initdb`; installs Postgres when there is none.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(&["postgresql"], "the tests of the PostgreSQL store")?;
    find()
        .ok_or_else(|| anyhow!("PostgreSQL was installed but has no `initdb`: put its programs on the PATH"))
}

/// The newest of Debian's versions, else whatever the PATH has.
fn find() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path()).collect();
    folders.sort_by_key(|folder| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let debian = folders.into_iter().rev().map(|folder| folder.join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian.chain(std::env::split_paths(&path)).find(|folder| folder.join("initdb").is_file())
}

/// Postgres refuses to run as root: its own user owns the folder then.
fn make_folder(folder: &Path) -> Result<()> {
    let mut install = Command::new("install");
    install.args(["-d", "-m", "700"]);
    if apt::is_root() {
        install.args(["-o", "postgres", "-g", "postgres"]);
    }
    sh::quiet(install.arg(folder), "make a folder for PostgreSQL", "check that the user `postgres` exists")
}

fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if apt::is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    // Should we be killed, the server goes too.
    command.args(["--pdeathsig", "QUIT"]).arg(program).current_dir("/");
    command
}

fn server(bin: &Path, data: &Path, folder: &Path, port: u16) -> Command {
    let mut command = as_postgres(&bin.join("postgres"));
    command.arg("-D").arg(data).arg("-k").arg(folder).args(["-p", &port.to_string(), "-h", "127.0.0.1"]);
    let settings = [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=200",
        "shared_buffers=128MB",
        "logging_collector=on",
        "log_directory=.",
        "log_filename=log",
    ];
    for setting in settings {
        command.args(["-c", setting]);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::free_port;

    #[test]
    fn a_free_port_can_be_had() {
        assert!(free_port().unwrap() > 1024);
    }
}
