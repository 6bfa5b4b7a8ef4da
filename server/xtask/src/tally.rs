//! Counting tests in what libtest and Playwright print.

use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed, or could not run.
    pub(crate) failed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// What a line of libtest says, as in `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
pub(crate) fn libtest(line: &str) -> Tally {
    let line = plain(line);
    let Some((_, counts)) = line.split_once("test result: ") else { return Tally::default() };
    let counts = counts.split_once(". ").map_or(counts, |(_, counts)| counts);
    let mut tally = Tally::default();
    for count in counts.split(';') {
        match number_and_word(count) {
            Some((number, "passed")) => tally.passed += number,
            Some((number, "failed")) => tally.failed += number,
            _ => {}
        }
    }
    tally
}

/// What a line of Playwright's summary says, as in `  12 passed (3.4s)`.
pub(crate) fn playwright(line: &str) -> Tally {
    match number_and_word(&plain(line)) {
        Some((passed, "passed")) => Tally { passed, failed: 0 },
        Some((failed, "failed" | "flaky" | "interrupted" | "did not run")) => Tally { passed: 0, failed },
        _ => Tally::default(),
    }
}

fn number_and_word(text: &str) -> Option<(usize, &str)> {
    let (number, rest) = text.trim().split_once(' ')?;
    let word =
        rest.split_once(" (").map_or(rest, |(word, time)| if time.ends_with(')') { word } else { rest });
    Some((number.parse().ok()?, word))
}

/// A line without colours.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once('m').map_or("", |(_, rest)| rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Tally, libtest, playwright};

    fn tally(passed: usize, failed: usize) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn libtest_lines_are_counted() {
        let line =
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.0s";
        assert_eq!(libtest(line), tally(3, 0));
        let line = "test result: \u{1b}[31mFAILED\u{1b}[m. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(libtest(line), tally(3, 2));
        assert_eq!(libtest("test story ... ok"), tally(0, 0));
        assert_eq!(libtest("3 passed; 2 failed"), tally(0, 0));
    }

    #[test]
    fn playwright_lines_are_counted() {
        assert_eq!(playwright("  12 passed (3.4s)"), tally(12, 0));
        assert_eq!(playwright("\u{1b}[31m  2 failed\u{1b}[39m"), tally(0, 2));
        assert_eq!(playwright("  4 did not run"), tally(0, 4));
        assert_eq!(playwright("  1 flaky"), tally(0, 1));
        assert_eq!(playwright("  3 skipped"), tally(0, 0));
        assert_eq!(playwright("  2 failed attempts (see above"), tally(0, 0));
    }

    #[test]
    fn tallies_add_up() {
        let mut sum = tally(1, 0);
        sum += tally(2, 3);
        assert_eq!(sum.to_string(), "3 passed, 3 failed");
    }
}
