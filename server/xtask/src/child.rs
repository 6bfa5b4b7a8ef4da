//! The server as a child of ours: `enishi` with a subcommand, tied to our life, ended in good order.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::paths;

/// `enishi <subcommand>` of a cargo profile folder, with the site that is built here.
pub(crate) fn enishi(profile: &str, subcommand: &str) -> Command {
    let mut server = Command::new(paths::server(profile));
    server.arg(subcommand).current_dir(paths::root()).env("ENISHI_SITE_DIR", paths::site());
    server
}

/// A running server; dropping it asks it to end, and insists after three seconds.
pub(crate) struct Server(Child);

impl Server {
    /// Starts an [`enishi`] that writes what it says to `output`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(server: &Command, output: fn() -> Stdio) -> Result<Self> {
        // Should we be killed, the server goes too: it would hold the port.
        let mut tied = Command::new("setpriv");
        tied.args(["--pdeathsig", "TERM"]).arg(server.get_program()).args(server.get_args());
        tied.envs(server.get_envs().filter_map(|(name, value)| Some((name, value?))));
        tied.current_dir(server.get_current_dir().unwrap_or_else(|| paths::root()));
        let child = tied.stdout(output()).stderr(output()).spawn();
        Ok(Self(child.context("could not start the server with `setpriv`: install util-linux")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let end = Instant::now() + Duration::from_secs(3);
        while Instant::now() < end {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::{Command, Stdio};

    use super::Server;

    #[test]
    fn a_dropped_server_is_gone() {
        let server = Server::start(Command::new("sleep").arg("20"), Stdio::inherit).unwrap();
        let process = format!("/proc/{}", server.0.id());
        assert!(Path::new(&process).exists());
        drop(server);
        assert!(!Path::new(&process).exists());
    }
}
