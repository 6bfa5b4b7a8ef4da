//! What the developer sees: one line per step, stamped with the time since the start.

use std::io::IsTerminal;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;

static START: OnceLock<Instant> = OnceLock::new();

/// Starts the clock; the first call wins.
pub(crate) fn start() {
    START.get_or_init(Instant::now);
}

/// Prints one step: `[  12.3 s] build the server …`.
pub(crate) fn step(text: &str) {
    println!("{}", line(START.get_or_init(Instant::now).elapsed().as_secs_f64(), text, colours()));
}

/// Whether output may carry colours: a terminal, not `CI=true`, no `NO_COLOR`.
pub(crate) fn colours() -> bool {
    !ci() && std::env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal()
}

/// Asks a program for plain lines when `CI=true`: neither colours nor progress bars.
pub(crate) fn plain(command: &mut Command) {
    if ci() {
        command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
        command.env("NO_COLOR", "1").env("FORCE_COLOR", "0");
    }
}

/// Whether `CI=true` asks for plain lines.
pub(crate) fn ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

fn line(seconds: f64, text: &str, colour: bool) -> String {
    if colour {
        format!("\u{1b}[2m[{seconds:6.1} s]\u{1b}[0m \u{1b}[1m{text}\u{1b}[0m …")
    } else {
        format!("[{seconds:6.1} s] {text} …")
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_step_carries_the_elapsed_time() {
        assert_eq!(line(12.34, "build", false), "[  12.3 s] build …");
        assert!(line(1.0, "build", true).contains("\u{1b}[1mbuild"));
    }
}
