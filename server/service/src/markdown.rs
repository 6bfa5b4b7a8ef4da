//! Markdown as safe HTML.
use comrak::{Options, markdown_to_html};

/// `text` as HTML that may stand on any page: no scripts, no styles, no foreign pictures.
#[must_use]
pub fn render(text: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    // Without it **「言葉」**の would not be strong: CJK text has no spaces around emphasis.
    options.extension.cjk_friendly_emphasis = true;
    options.render.hardbreaks = true;
    ammonia::Builder::default().rm_tags(["img"]).clean(&markdown_to_html(text, &options)).to_string()
}
