//! Running other programs, with errors that say what failed, why, and what to do.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

/// Runs a program with our own input and output.
///
/// # Errors
/// `could not <what>: <why>; <remedy>` when it cannot be started or ends with a failure.
pub(crate) fn run(command: &mut Command, what: &str, remedy: &str) -> Result<()> {
    let status = command.status().map_err(|error| failure(command, what, &error.to_string(), remedy))?;
    if status.success() { Ok(()) } else { Err(failure(command, what, &status.to_string(), remedy)) }
}

/// Runs a program silently; its output is shown only in the error.
///
/// # Errors
/// As [`run`], with the last lines the program wrote.
pub(crate) fn quiet(command: &mut Command, what: &str, remedy: &str) -> Result<()> {
    let output = command.output().map_err(|error| failure(command, what, &error.to_string(), remedy))?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    let why = format!("{}\n{}\n", output.status, last_lines(&String::from_utf8_lossy(&text), 15));
    Err(failure(command, what, &why, remedy))
}

/// The trimmed standard output of a program that ended well, or `None`.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program silently for at most `limit`; whether it ended well in time.
pub(crate) fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = silent.spawn() else { return false };
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(50)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Runs a program, repeats every line it writes (both streams, in order) and shows each to `see`.
///
/// # Errors
/// When it cannot be started; a failing program is `Ok(false)`.
pub(crate) fn watch_lines(command: &mut Command, what: &str, mut see: impl FnMut(&str)) -> Result<bool> {
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().map_err(|error| failure(command, what, &error.to_string(), ""))?;
    // The command keeps the pipe's writing ends open until it is told otherwise.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        see(&line);
    }
    Ok(child.wait()?.success())
}

/// Fails unless `program` can be started with `--version`.
///
/// # Errors
/// One sentence: what is missing, why it is wanted, what to do.
pub(crate) fn need(program: &str, why: &str, remedy: &str) -> Result<String> {
    match capture(Command::new(program).arg("--version")) {
        Some(version) => Ok(version),
        None => bail!("`{program}` is missing: {why}; {remedy}"),
    }
}

fn failure(command: &Command, what: &str, why: &str, remedy: &str) -> anyhow::Error {
    let remedy = if remedy.is_empty() { String::new() } else { format!("; {remedy}") };
    anyhow!("could not {what}: `{}`: {}{remedy}", shown(command), why.trim_end())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::{last_lines, quiet, succeeds_within, watch_lines};

    #[test]
    fn an_error_says_what_why_and_the_remedy() {
        let error = quiet(Command::new("sh").args(["-c", "echo broken >&2; exit 3"]), "try it", "try again");
        let text = error.unwrap_err().to_string();
        assert!(text.starts_with("could not try it: `sh -c"), "{text}");
        assert!(text.contains("broken") && text.ends_with("; try again"), "{text}");
    }

    #[test]
    fn a_program_that_takes_too_long_is_ended() {
        assert!(!succeeds_within(Command::new("sleep").arg("20"), Duration::from_millis(100)));
        assert!(succeeds_within(&mut Command::new("true"), Duration::from_secs(20)));
    }

    #[test]
    fn both_streams_are_seen_in_order() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; exit 1"]);
        let ended_well = watch_lines(&mut command, "talk", |line| lines.push(line.to_owned())).unwrap();
        assert!(!ended_well);
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn only_the_last_lines_are_kept() {
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
        assert_eq!(last_lines("a", 2), "a");
    }
}
