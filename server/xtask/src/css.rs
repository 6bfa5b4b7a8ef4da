//! One stylesheet out of `style/main.css` and all it imports.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::error::Error;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

/// Bundles and minifies for the browsers of the last two years.
///
/// # Errors
/// With file, line and column when a stylesheet is missing or wrong.
pub(crate) fn bundle(main: &Path) -> Result<String> {
    if !main.is_file() {
        bail!("{} is missing: every page needs it; put the stylesheet back", main.display());
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| wrong(main, &error))?;
    let targets = browsers();
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| wrong(main, &error))?;
    let printer = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|error| wrong(main, &error))?.code)
}

/// The releases of late 2024: all know `light-dark()` and nesting, so both stay as written.
fn browsers() -> Targets {
    let version = |major: u32, minor: u32| Some((major << 16) | (minor << 8));
    Targets::from(Browsers {
        chrome: version(131, 0),
        edge: version(131, 0),
        firefox: version(132, 0),
        safari: version(18, 1),
        ios_saf: version(18, 1),
        ..Browsers::default()
    })
}

fn wrong<T: std::fmt::Display>(main: &Path, error: &Error<T>) -> anyhow::Error {
    let place = match &error.loc {
        // Lines count from zero here, columns from one.
        Some(place) => format!("{}:{}:{}", place.filename, place.line + 1, place.column),
        None => main.display().to_string(),
    };
    anyhow!("the stylesheet cannot be bundled: {} at {place}; correct it, then try again", error.kind)
}

#[cfg(test)]
mod tests {
    use super::bundle;

    #[test]
    fn imports_become_one_small_sheet() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("main.css"), "@layer a;\n@import \"a.css\" layer(a);").unwrap();
        let nested = ":root { color: light-dark(#fff, #000); }\n.x { &:hover { color: red } }";
        std::fs::write(folder.path().join("a.css"), nested).unwrap();
        let css = bundle(&folder.path().join("main.css")).unwrap();
        assert!(css.contains("light-dark(#fff,#000)"), "{css}");
        assert!(!css.contains("@import") && !css.contains('\n'), "{css}");
    }

    #[test]
    fn an_error_names_the_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("main.css"), ".a { color: red }\n} .b {").unwrap();
        let error = bundle(&folder.path().join("main.css")).unwrap_err().to_string();
        assert!(error.contains("main.css:2:"), "{error}");
    }
}
