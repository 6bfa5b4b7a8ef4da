//! No statement is made of pieces while the program runs, outside the one builder: read from the sources of every crate.
//!
//! sqlx takes a `&'static str` or what somebody swears is safe; so besides the swearing only a leaked text could be built. Texts
//! that look like pieces of statements are found too, wherever they would go.
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The builder of `enishi move-db`, and the one place that runs what it builds.
const BUILDER: [&str; 2] = ["store/src/copy/sql.rs", "store/src/copy/rows.rs"];
/// The macros that run literals.
const MACROS: &str = "store/src/sql.rs";
/// Ways around the rule that a statement is a literal.
const ESCAPES: [&str; 4] = ["AssertSqlSafe", "QueryBuilder", "raw_sql", "leak"];
/// What runs a statement.
const RUNNERS: [&str; 7] =
    ["query", "query_as", "query_scalar", "query_with", "query_as_with", "query_scalar_with", "query_file"];
/// Macros that put texts together.
const TEXTS: [&str; 6] = ["format", "format_args", "concat", "write", "writeln", "stringify"];

/// What is wrong in a source, by line.
fn offences(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    look(code.parse().unwrap(), &mut found);
    found
}

fn look(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => look(group.stream(), found),
            TokenTree::Ident(ident) => {
                let (name, line) = (ident.to_string(), ident.span().start().line);
                let is_of_sqlx = i >= 3 && tokens[i - 3].to_string() == "sqlx";
                let is_macro = matches!(tokens.get(i + 1), Some(TokenTree::Punct(p)) if p.as_char() == '!');
                if ESCAPES.contains(&name.as_str()) {
                    found.push(format!("{line}: `{name}` makes a statement of any text"));
                } else if RUNNERS.contains(&name.as_str()) && is_of_sqlx && !takes_literal(&tokens[i + 1..]) {
                    found.push(format!("{line}: `sqlx::{name}` of something that is no literal"));
                } else if is_macro && TEXTS.contains(&name.as_str()) && reads_as_sql(&tokens[i + 2..]) {
                    found.push(format!("{line}: `{name}!` puts a statement together"));
                }
            }
            _ => {}
        }
    }
}

/// Whether the arguments that follow begin with a literal.
fn takes_literal(rest: &[TokenTree]) -> bool {
    let arguments = rest.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
        _ => None,
    });
    let first = arguments.and_then(|arguments| arguments.into_iter().next());
    matches!(first, Some(TokenTree::Literal(_)))
}

/// Whether a text among the arguments looks like a piece of a statement.
fn reads_as_sql(rest: &[TokenTree]) -> bool {
    let Some(TokenTree::Group(arguments)) = rest.first() else { return false };
    let texts = arguments.stream().into_iter().filter_map(|token| match token {
        TokenTree::Literal(literal) => syn::parse_str::<syn::LitStr>(&literal.to_string()).ok(),
        _ => None,
    });
    texts.map(|text| text.value()).any(|text| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let begins = |words: &[&str]| words.iter().any(|word| text.to_uppercase().starts_with(word));
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        begins(&["INSERT INTO ", "DELETE FROM ", "ALTER TABLE ", "DROP TABLE ", "CREATE TABLE ", "PRAGMA "])
            || has(&["SELECT ", " WHERE ", " ORDER BY ", " JOIN ", "UPDATE ", " VALUES ("])
            || (begins(&["SELECT "]) && text.to_uppercase().contains(" FROM "))
    })
}

/// All sources of the server's crates and the app's, without their tests' folders.
fn sources() -> Vec<(String, PathBuf)> {
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned();
    let app = server.parent().unwrap().join("app");
    let mut crates = vec![server.clone(), app.clone()];
    for folder in [&server, &app] {
        let inner = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        crates.extend(inner.filter(|path| path.join("Cargo.toml").exists()));
    }
    let mut files = Vec::new();
    for one in crates {
        rust_files(&one.join("src"), &mut files);
    }
    let named = |path: PathBuf| {
        let name = path.strip_prefix(&server).or_else(|_| path.strip_prefix(&app)).unwrap();
        (name.display().to_string(), path)
    };
    files.into_iter().map(named).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn no_statement_is_built_outside_the_builder() {
    let sources = sources();
    for name in ["service/src/lib.rs", "src/router.rs", "pages/src/lib.rs", "bench/src/main.rs", MACROS] {
        assert!(sources.iter().any(|(found, _)| found == name), "{name} is looked at");
    }
    let mut found = Vec::new();
    for (name, path) in &sources {
        if name != MACROS && !BUILDER.contains(&name.as_str()) {
            let offences = offences(&std::fs::read_to_string(path).unwrap());
            found.extend(offences.into_iter().map(|what| format!("{name}:{what}")));
        }
    }
    assert!(found.is_empty(), "statements are literals in the macros of store::sql:\n{}", found.join("\n"));
}

/// The builder is found by the same look, so the look can find.
#[test]
fn what_builds_statements_is_found() {
    for name in BUILDER {
        let code =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap();
        assert!(!offences(&code).is_empty(), "{name}");
    }
    for code in [
        "fn f(t: &str) { sqlx::query(t); }",
        "fn f(t: &'static str) { sqlx::query_as::<Sqlite, Row>(t).fetch_one(c); }",
        "fn f(n: &str) { let s = format!(\"SELECT * FROM {n}\"); }",
        "fn f(n: &str) { let s = format!(\"{n} WHERE id = 1\"); }",
        "fn f(n: String) -> &'static str { n.leak() }",
        "fn f(n: String) -> &'static str { Box::leak(n.into_boxed_str()) }",
        "fn f(b: &mut String) { write!(b, \"delete from {t}\"); }",
        "use sqlx::QueryBuilder;",
    ] {
        assert_eq!(offences(code).len(), 1, "{code}");
    }
    for code in [
        "fn f() { sqlx::query(\"ROLLBACK\"); rows!(c, Row, \"SELECT id FROM member WHERE id = $1\", id) }",
        "fn f(n: usize) { format!(\"Where {n} people selected this\"); request.query(n); }",
    ] {
        assert!(offences(code).is_empty(), "{code}");
    }
}
