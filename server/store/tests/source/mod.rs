//! The statements of the store, read from its source.
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// Macros of `store::sql` whose literals are statements.
pub const MACROS: [&str; 11] = [
    "execute",
    "rows",
    "row",
    "maybe_row",
    "value",
    "maybe_value",
    "values",
    "maybe_row_by_engine",
    "rows_by_engine",
    "values_by_engine",
    "execute_by_engine",
];

/// A statement and where it stands.
#[derive(Clone, Debug)]
pub struct Statement {
    /// `file::function`, as in `member::by_id`.
    pub place: String,
    /// Its text.
    pub sql: String,
}

/// The statements, by the engines they are for.
#[derive(Default)]
pub struct Statements {
    pub both: Vec<Statement>,
    pub sqlite: Vec<Statement>,
    pub postgres: Vec<Statement>,
    file: String,
    function: String,
}

impl Statements {
    fn statement(&self, sql: &str) -> Statement {
        Statement { place: format!("{}::{}", self.file, self.function), sql: sql.to_owned() }
    }
}

impl<'ast> Visit<'ast> for Statements {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function = function.sig.ident.to_string();
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let name = mac.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        if MACROS.contains(&name.as_str()) {
            let literals = mac.tokens.clone().into_iter().filter_map(|tree| match tree {
                proc_macro2::TokenTree::Literal(literal) => {
                    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()
                }
                _ => None,
            });
            let literals: Vec<String> = literals.map(|literal| literal.value()).collect();
            match (name.ends_with("_by_engine"), literals.as_slice()) {
                (true, [sqlite, postgres, ..]) => {
                    self.sqlite.push(self.statement(sqlite));
                    self.postgres.push(self.statement(postgres));
                }
                (false, [both, ..]) => self.both.push(self.statement(both)),
                _ => panic!("{name}! without a statement: {}", mac.tokens),
            }
        }
        syn::visit::visit_macro(self, mac);
    }
}

/// All statements of the store.
pub fn statements() -> Statements {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Statements::default();
    for file in sources(&root) {
        let code = std::fs::read_to_string(&file).unwrap();
        if !file.ends_with("sql.rs") {
            let name = file.strip_prefix(&root).unwrap().with_extension("");
            found.file = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "::");
            found.visit_file(&syn::parse_file(&code).unwrap());
        }
    }
    found
}

/// The Rust files below a folder.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}
