//! The two documents of the file, written side by side: `data.json` for programs, `index.html` to read.
use std::path::Path;

use html_escape::encode_text;
use serde_json::{Value, json};
use store::export::{Cell, section};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufWriter};
use types::export::ExportSection;
use types::lang::{Lang, Voice};
use types::site::Site;
use types::time::Stamp;
use types::words::export_doc as w;

use super::words;
use crate::clock::zoned;
use crate::config::Config;
use crate::fault::Fault;

/// A part with more columns is told row by row, one line a column.
const WIDE: usize = 8;
const STYLE: &str = "body{font:1rem/1.7 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#222;background:#fff}\
h1,h2{line-height:1.4}section{border-top:1px solid #ccc;margin-top:2rem}.scroll{overflow-x:auto}\
table{border-collapse:collapse;width:100%;margin:0 0 1rem}th,td{border:1px solid #ccc;padding:.4rem .6rem;text-align:left;vertical-align:top}\
th{background:#f4f4f0;font-weight:600}td{white-space:pre-wrap;overflow-wrap:anywhere;min-width:5rem}nav ul{columns:2;padding-left:1.2rem}\
@media (prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}th{background:#2a2a2a}th,td,section{border-color:#555}a{color:#9cf}}";

/// The documents while they are written.
pub(super) struct Document<'a> {
    json: BufWriter<File>,
    html: BufWriter<File>,
    config: &'a Config,
    site: &'a Site,
    voice: Voice,
    part: ExportSection,
    rows: usize,
}

impl<'a> Document<'a> {
    pub(super) async fn create(
        json: &Path,
        html: &Path,
        config: &'a Config,
        site: &'a Site,
        lang: Lang,
    ) -> Result<Self, Fault> {
        Ok(Self {
            json: BufWriter::new(File::create_new(json).await?),
            html: BufWriter::new(File::create_new(html).await?),
            config,
            site,
            voice: site.voice(lang),
            part: ExportSection::Account,
            rows: 0,
        })
    }

    /// Head and contents.
    pub(super) async fn begin(&mut self, name: &str, now: Stamp) -> Result<(), Fault> {
        let (v, site) = (self.voice, self.site.name.get(self.voice.lang).to_owned());
        let head = format!(
            "{{\n\"format\": \"enishi-export\",\n\"version\": 1,\n\"site\": {},\n\"made_at\": {}",
            json!(site),
            json!(self.machine(now))
        );
        self.json.write_all(head.as_bytes()).await?;
        let title = w::title(v, name);
        let title = encode_text(&title);
        let lead = w::lead(v, self.date(now), &site);
        let parts = ExportSection::ALL.iter();
        let contents: String =
            parts.map(|part| format!("<li><a href=\"#{part}\">{}</a></li>", words::part(v, *part))).collect();
        let head = format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\n\
             <body><header><h1>{title}</h1><p>{}</p><p>{}</p></header>\n\
             <nav aria-label=\"{}\"><h2>{}</h2><ul>{contents}</ul></nav>\n<main>\n",
            v.lang,
            encode_text(&lead),
            w::others(v),
            w::contents(v),
            w::contents(v)
        );
        Ok(self.html.write_all(head.as_bytes()).await?)
    }

    pub(super) async fn begin_part(&mut self, part: ExportSection) -> Result<(), Fault> {
        (self.part, self.rows) = (part, 0);
        let open = if part.is_one() { "" } else { "[" };
        self.json.write_all(format!(",\n\"{part}\": {open}").as_bytes()).await?;
        let head = format!("<section id=\"{part}\"><h2>{}</h2>\n", words::part(self.voice, part));
        self.html.write_all(head.as_bytes()).await?;
        if part == ExportSection::StaffNotes {
            self.html.write_all(format!("<p>{}</p>\n", w::staff(self.voice)).as_bytes()).await?;
        }
        Ok(())
    }

    /// A row of the part; `file` is the place of the file it stands for.
    pub(super) async fn row(&mut self, cells: &[Cell], file: Option<&str>) -> Result<(), Fault> {
        let names = section::columns(self.part);
        let mut pairs: Vec<String> = names
            .iter()
            .zip(cells)
            .map(|(name, cell)| format!("{}: {}", json!(name), self.value(cell)))
            .collect();
        if has_file(self.part) {
            pairs.push(format!("\"file\": {}", json!(file)));
        }
        let comma = if self.rows > 0 { "," } else { "" };
        let line_end = if self.part.is_one() { "" } else { "\n" };
        self.json.write_all(format!("{comma}{line_end}{{{}}}", pairs.join(", ")).as_bytes()).await?;
        let html = self.html_row(names, cells, file);
        self.html.write_all(html.as_bytes()).await?;
        self.rows += 1;
        Ok(())
    }

    pub(super) async fn end_part(&mut self) -> Result<(), Fault> {
        let end = match (self.part.is_one(), self.rows) {
            (true, 0) => "null",
            (true, _) => "",
            (false, _) => "]",
        };
        self.json.write_all(end.as_bytes()).await?;
        let end = match self.rows {
            0 => format!("<p>{}</p></section>\n", w::none(self.voice)),
            _ if self.is_wide() => "</section>\n".to_owned(),
            _ => "</tbody></table></div></section>\n".to_owned(),
        };
        Ok(self.html.write_all(end.as_bytes()).await?)
    }

    pub(super) async fn end(mut self) -> Result<(), Fault> {
        self.json.write_all(b"\n}\n").await?;
        self.html.write_all(b"</main></body></html>\n").await?;
        self.json.flush().await?;
        Ok(self.html.flush().await?)
    }

    fn is_wide(&self) -> bool {
        self.part.is_one() || section::columns(self.part).len() > WIDE
    }

    /// The row, with the head of its table where it is the first; ids are left to programs.
    fn html_row(&self, names: &[&'static str], cells: &[Cell], file: Option<&str>) -> String {
        let v = self.voice;
        let mut shown: Vec<(&'static str, String)> = names
            .iter()
            .zip(cells)
            .filter_map(|(name, cell)| Some((words::column(v, name)?, self.html_cell(name, cell))))
            .collect();
        if has_file(self.part) {
            let link = file.map(|file| format!("<a href=\"{}\">{}</a>", attribute(file), w::open_file(v)));
            shown.push((w::file(v), link.unwrap_or_default()));
        }
        if let Some(id) = self.post_of(names, cells) {
            let href = attribute(&self.config.url(&format!("/posts/{}", id.as_simple())));
            shown.push((w::on_site(v), format!("<a href=\"{href}\">{}</a>", w::on_site(v))));
        }
        if self.is_wide() {
            let lines: String = shown
                .iter()
                .map(|(name, html)| format!("<tr><th scope=\"row\">{name}</th><td>{html}</td></tr>"))
                .collect();
            return format!("<div class=\"scroll\"><table><tbody>{lines}</tbody></table></div>\n");
        }
        let row: String = shown.iter().map(|(_, html)| format!("<td>{html}</td>")).collect();
        let head: String = shown.iter().map(|(name, _)| format!("<th scope=\"col\">{name}</th>")).collect();
        let head = format!("<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>\n");
        format!("{}<tr>{row}</tr>\n", if self.rows == 0 { head.as_str() } else { "" })
    }

    /// The post a row is about, which has a page on the site.
    fn post_of(&self, names: &[&'static str], cells: &[Cell]) -> Option<uuid::Uuid> {
        let column = if self.part == ExportSection::Posts { "id" } else { "post_id" };
        let at = names.iter().position(|name| *name == column)?;
        match cells.get(at) {
            Some(Cell::Id(id)) => Some(*id),
            _ => None,
        }
    }

    fn html_cell(&self, name: &str, cell: &Cell) -> String {
        let v = self.voice;
        let text = match cell {
            Cell::None => String::new(),
            Cell::Text(text) => words::value(v, self.part, name, text),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(true) => w::yes(v).to_owned(),
            Cell::Flag(false) => w::no(v).to_owned(),
            Cell::Time(at) => self.date(*at),
            Cell::Id(id) => id.to_string(),
            Cell::Json(_) | Cell::Titled(_) => words::structure(v, &self.value(cell)),
        };
        encode_text(&text).into_owned()
    }

    fn value(&self, cell: &Cell) -> Value {
        match cell {
            Cell::None => Value::Null,
            Cell::Text(text) => json!(text),
            Cell::Number(number) => json!(number),
            Cell::Flag(flag) => json!(flag),
            Cell::Time(at) => json!(self.machine(*at)),
            Cell::Id(id) => json!(id.to_string()),
            Cell::Json(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
            Cell::Titled(text) => {
                let words: Value = serde_json::from_str(text).unwrap_or_default();
                words.get("title").cloned().unwrap_or_default()
            }
        }
    }

    fn machine(&self, at: Stamp) -> String {
        zoned(at, &self.config.zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn date(&self, at: Stamp) -> String {
        zoned(at, &self.config.zone).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

fn has_file(part: ExportSection) -> bool {
    matches!(part, ExportSection::Portrait | ExportSection::Pictures | ExportSection::AnswerFiles)
}

/// A place as the value of an attribute.
fn attribute(place: &str) -> String {
    html_escape::encode_double_quoted_attribute(place).replace(' ', "%20")
}
