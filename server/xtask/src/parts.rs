//! `cargo xtask test`: the parts, in order, and the table at the end.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::ValueEnum;

use crate::compress::Effort;
use crate::postgres::Postgres;
use crate::rust_tests::{self, TestBinary};
use crate::scratch::Scratch;
use crate::tally::{self, Tally};
use crate::toolchain::Toolchain;
use crate::{browser, checks, npm, paths, scim, serve, sh, site, size, step::step};

/// Tests of the server that run a real process under load.
const SOAK: [&str; 2] = ["durability", "soak"];

/// One part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Part {
    /// Formatting
    Fmt,
    /// Clippy on both halves, and the documentation's links
    Lint,
    /// Tests of types, app, pages, service and xtask
    Unit,
    /// Tests of the store, on both engines
    Store,
    /// Tests of the server
    Http,
    /// The server under load: clients who leave, kill -9 while it writes, the last seats
    Soak,
    /// SCIM as a directory uses it, by scim2-tester
    Scim,
    /// Playwright in Chromium
    Browser,
    /// First load within its budget
    Size,
}

impl Part {
    /// Packages whose Rust tests belong to this part.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["types", "app", "pages", "service"],
            Self::Store => &["store"],
            Self::Http | Self::Soak => &["server"],
            _ => &[],
        }
    }

    /// Whether a test of one of its packages belongs to this part.
    fn holds(self, test: &TestBinary) -> bool {
        (self == Self::Soak) == SOAK.contains(&test.target.as_str())
    }
}

struct Outcome {
    part: Part,
    time: Duration,
    tally: Tally,
    error: Option<String>,
}

/// Runs the parts (all of them when none is named); `rest` goes to Playwright. Whether all passed.
///
/// # Errors
/// When no compiler can be had; a failing part is not an error.
pub(crate) fn test(parts: &[Part], rest: &[String]) -> Result<bool> {
    let toolchain = Toolchain::ready()?;
    let mut wanted: Vec<_> = if parts.is_empty() { Part::value_variants().to_vec() } else { parts.to_vec() };
    wanted.sort_unstable();
    wanted.dedup();
    let scratch = Scratch::make()?;
    let mut runner =
        Runner { toolchain, wanted: wanted.clone(), tests: None, postgres: None, docs_done: false, scratch };
    let mut outcomes = Vec::new();
    for part in wanted {
        step(&format!("test {}", name(part)));
        let start = Instant::now();
        let (tally, error) = match runner.run(part, rest) {
            Ok(tally) => (tally, None),
            Err(error) => (Tally { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
        };
        if let Some(error) = &error {
            eprintln!("{error}");
        }
        outcomes.push(Outcome { part, time: start.elapsed(), tally, error });
    }
    drop(runner);
    print!("\n{}", table(&outcomes));
    let mut sum = Tally::default();
    for outcome in &outcomes {
        sum += outcome.tally;
    }
    println!("{sum}");
    Ok(sum.failed == 0)
}

/// What parts share: the compiled tests and the database server they talk to.
struct Runner {
    toolchain: Toolchain,
    wanted: Vec<Part>,
    tests: Option<std::result::Result<Vec<TestBinary>, String>>,
    postgres: Option<Postgres>,
    docs_done: bool,
    /// The last to be dropped: the database server writes there.
    scratch: Scratch,
}

impl Runner {
    fn run(&mut self, part: Part, rest: &[String]) -> Result<Tally> {
        match part {
            Part::Fmt => checks::fmt(true).map(|()| Tally::default()),
            Part::Lint => checks::lint(self.toolchain).map(|()| Tally::default()),
            Part::Unit => {
                let mut sum = self.rust(part)?;
                sum += rust_tests::run_own()?;
                Ok(sum)
            }
            Part::Store | Part::Http | Part::Soak => self.rust(part),
            Part::Scim => scim::test(self.toolchain, self.has_server()),
            Part::Browser => browser_tests(self.toolchain, self.has_server(), &self.scratch, rest),
            Part::Size => size::check(self.toolchain).map(|()| Tally::default()),
        }
    }

    /// Whether the server was compiled already, for the tests that start it. Compiled alone it would be another build, of other
    /// features.
    fn has_server(&self) -> bool {
        let starts_it = |test: &TestBinary| SOAK.contains(&test.target.as_str());
        matches!(&self.tests, Some(Ok(tests)) if tests.iter().any(starts_it))
    }

    fn rust(&mut self, part: Part) -> Result<Tally> {
        let alone = self.wanted.iter().filter(|part| !part.packages().is_empty()).count() == 1;
        let build_of = if alone { part.packages() } else { &[] };
        if self.tests.is_none() {
            let built = rust_tests::build(self.toolchain, build_of).map_err(|error| error.to_string());
            self.tests = Some(built);
        }
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start(self.scratch.folder())?);
        }
        let (Some(tests), Some(postgres)) = (&self.tests, &self.postgres) else {
            return Ok(Tally::default());
        };
        let tests = tests.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
        let by_package = rust_tests::by_package(tests);
        let ours = part.packages().iter().filter_map(|name| by_package.get(name)).flatten().copied();
        let ours: Vec<_> = ours.filter(|test| part.holds(test)).collect();
        let env = [("TEST_POSTGRES_URL".to_owned(), postgres.url()), self.scratch.env()];
        let mut sum = rust_tests::run(self.toolchain, &ours, &env)?;
        // For the whole workspace they run together: once, with the first part.
        if !std::mem::replace(&mut self.docs_done, true) {
            sum += rust_tests::run_docs(self.toolchain, build_of, tests)?;
        }
        Ok(sum)
    }
}

fn browser_tests(
    toolchain: Toolchain,
    has_server: bool,
    scratch: &Scratch,
    rest: &[String],
) -> Result<Tally> {
    let chromium = browser::for_tests()?;
    npm::ready()?;
    site::build(toolchain, Effort::Quick)?;
    let profile = if has_server { "debug" } else { serve::build_server(toolchain, false)? };
    step("run Playwright");
    let mut playwright = npm::playwright();
    playwright.arg("test").env("ENISHI_BIN", paths::server(profile)).env("ENISHI_SITE_DIR", paths::site());
    playwright.env("CHROMIUM", chromium).envs([scratch.env()]);
    if !rest.iter().any(|arg| arg.starts_with("--reporter")) {
        // The count at the end is read from this reporter's summary.
        playwright.arg("--reporter=list");
    }
    let mut sum = Tally::default();
    let see = |line: &str| sum += tally::playwright(line);
    let ended_well = sh::watch_lines(playwright.args(rest), "run Playwright", see)?;
    if !ended_well && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!("{:<8} {:>8}  {:>7} {:>7}\n", "part", "time", "passed", "failed");
    for Outcome { part, time, tally, error } in outcomes {
        let row = format!(
            "{:<8} {:>6.1} s  {:>7} {:>7}  {}",
            name(*part),
            time.as_secs_f64(),
            tally.passed,
            tally.failed,
            error.as_deref().and_then(|error| error.lines().next()).unwrap_or_default()
        );
        text += row.trim_end();
        text.push('\n');
    }
    text
}

fn name(part: Part) -> String {
    format!("{part:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Outcome, Part, table};
    use crate::rust_tests::TestBinary;
    use crate::tally::Tally;

    #[test]
    fn the_table_has_a_row_for_each_part() {
        let time = Duration::from_millis(1500);
        let fine = Outcome { part: Part::Unit, time, tally: Tally { passed: 12, failed: 0 }, error: None };
        let error = Some("could not lint\nmore".to_owned());
        let bad = Outcome { part: Part::Lint, time, tally: Tally { passed: 0, failed: 1 }, error };
        let text = table(&[fine, bad]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[1], "unit        1.5 s       12       0");
        assert_eq!(lines[2], "lint        1.5 s        0       1  could not lint");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn parts_run_in_the_order_they_are_listed_in() {
        assert!(Part::Fmt < Part::Lint && Part::Http < Part::Browser && Part::Browser < Part::Size);
    }

    #[test]
    fn each_test_of_the_server_belongs_to_one_part() {
        for (target, is_soak) in [("enishi", false), ("soak", true), ("durability", true)] {
            let test = TestBinary::named("server", target);
            assert_eq!((Part::Http.holds(&test), Part::Soak.holds(&test)), (!is_soak, is_soak), "{target}");
        }
    }
}
