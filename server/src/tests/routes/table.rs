//! The table of who may what: `*.policy` beside this file, one row a route and method.
use axum::http::Method;

/// A row, and where it stands.
#[derive(Debug)]
pub struct Row {
    /// Where it stands, for messages.
    pub file: &'static str,
    pub method: Method,
    /// The route as the router has it, with its parameters in braces.
    pub route: &'static str,
    /// Viewers and what each is answered, in the order of the columns.
    pub answers: Vec<(&'static str, &'static str)>,
    pub sent: Sent<'static>,
}

/// What a request carries.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'t> {
    Query(&'t str),
    Form(&'t str),
    Multipart(&'t str),
    Json(&'t str),
    Text(&'t str),
}

impl Row {
    /// Whether the route is for other programs: no cookie counts there, so no browser can be had to send it.
    pub fn is_for_programs(&self) -> bool {
        self.file == MACHINES
    }
}

impl<'t> Sent<'t> {
    /// What it carries, whatever the form.
    pub fn text(self) -> &'t str {
        match self {
            Self::Query(text)
            | Self::Form(text)
            | Self::Multipart(text)
            | Self::Json(text)
            | Self::Text(text) => text,
        }
    }

    /// The same form with another text in it.
    pub fn with(self, text: &str) -> Sent<'_> {
        match self {
            Self::Query(_) => Sent::Query(text),
            Self::Form(_) => Sent::Form(text),
            Self::Multipart(_) => Sent::Multipart(text),
            Self::Json(_) => Sent::Json(text),
            Self::Text(_) => Sent::Text(text),
        }
    }
}

/// The table of routes for other programs.
const MACHINES: &str = "machine.policy";

/// The tables by area; `routes/mod.rs` tells how to read them.
const TABLES: [(&str, &str); 5] = [
    ("public.policy", include_str!("public.policy")),
    ("member.policy", include_str!("member.policy")),
    ("programme.policy", include_str!("programme.policy")),
    ("office.policy", include_str!("office.policy")),
    (MACHINES, include_str!("machine.policy")),
];

/// All rows.
pub fn rows() -> Vec<Row> {
    TABLES.iter().flat_map(|(file, text)| table(file, text)).collect()
}

fn table(file: &'static str, text: &'static str) -> Vec<Row> {
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let who: Vec<&str> = lines.next().unwrap().split_whitespace().skip(2).collect();
    let row = |line: &'static str| {
        let (fields, sent) = line.split_once(" | ").unwrap_or((line, ""));
        let mut fields = fields.split_whitespace();
        let (method, route) = (fields.next().unwrap(), fields.next().unwrap());
        let answers: Vec<_> = who.iter().copied().zip(fields.by_ref()).collect();
        assert!(
            answers.len() == who.len() && fields.next().is_none(),
            "{file}: {method} {route} needs {who:?}"
        );
        Row { file, method: method.parse().unwrap(), route, answers, sent: parse(method, sent.trim()) }
    };
    lines.map(row).collect()
}

fn parse(method: &str, sent: &'static str) -> Sent<'static> {
    match sent.split_once(' ') {
        Some(("multipart", fields)) => Sent::Multipart(fields),
        Some(("json", text)) => Sent::Json(text),
        _ if method == "GET" => Sent::Query(sent),
        _ => Sent::Form(sent),
    }
}
