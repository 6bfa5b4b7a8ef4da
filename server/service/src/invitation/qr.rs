//! A link as QR code.
use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::fault::Fault;

/// Modules of quiet around the code that readers need.
const QUIET: usize = 4;

/// A QR code as the parts of an SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules on each side, the quiet zone included: `viewBox="0 0 size size"`.
    pub size: usize,
    /// The dark modules as the `d` of one path.
    pub path: String,
}

impl Qr {
    /// The code of `text`; readable with 15 % of it lost.
    ///
    /// # Errors
    /// The text is too long for a code.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Fault::internal)?;
        let width = code.width();
        let mut path = String::new();
        for (row, colours) in code.to_colors().chunks(width).enumerate() {
            for (column, run) in runs(colours) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
        }
        Ok(Self { size: width + 2 * QUIET, path })
    }
}

/// Start and length of each run of dark modules.
fn runs(colours: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (column, _) in colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == column => *length += 1,
            _ => runs.push((column, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_starts_with_its_finder_pattern() {
        let qr = Qr::of("https://example.jp/join/abc").unwrap();
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", qr.path);
        assert!(qr.size >= 21 + 8);
    }

    #[test]
    fn dark_modules_are_drawn_in_runs() {
        assert_eq!(runs(&[Color::Dark, Color::Dark, Color::Light, Color::Dark]), [(0, 2), (3, 1)]);
    }
}
