//! Which routes there are: the paths as the sources write them, the methods as the router answers.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use axum::http::Method;
use axum::http::header::{ALLOW, AUTHORIZATION};
use leptos::server_fn::axum::server_fn_paths;
use syn::visit::Visit;

use crate::tests::world::{SCIM_TOKEN, World};

/// Where routes are written.
const SOURCES: [&str; 3] = ["src", "../app/src", "../app/pages/src"];
/// What would put routes where [`paths`] does not look.
const HIDDEN: [&str; 5] =
    ["nest", "nest_service", "route_service", "route_layer_service", "fallback_service"];

#[derive(Default)]
struct Paths(BTreeSet<String>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        assert!(!HIDDEN.contains(&name.as_str()), "`.{name}` hides routes from the table: use `.route`");
        if name == "route" {
            let Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. })) = call.args.first()
            else {
                panic!("the path of a route has to be a literal, or the table cannot know it");
            };
            self.0.insert(path.value());
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

/// Every path, the calls of islands among them.
fn paths() -> BTreeSet<String> {
    let mut found = Paths::default();
    for folder in SOURCES {
        for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            let code = std::fs::read_to_string(&file).unwrap();
            found.visit_file(&syn::parse_file(&code).unwrap());
        }
    }
    let mut paths = found.0;
    assert!(paths.remove("/api/{*name}"), "the calls of islands have one route");
    paths.extend(server_fn_paths().map(|(path, _)| path.to_owned()));
    paths
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| !path.ends_with("tests"));
    let rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).filter(rust).collect()
}

/// Every route with each of its methods, as `GET /people/{id}`. The router itself says which methods a path has, so a path
/// that is written somewhere and served nowhere is found too.
pub async fn routes(world: &World) -> BTreeSet<String> {
    let no_method = Method::from_bytes(b"LOOK").unwrap();
    let mut routes = BTreeSet::new();
    for path in paths() {
        let concrete = path.replace(['{', '}'], "");
        // The directory's routes tell nothing without its token; the others do not look at it.
        let request = world.server.method(no_method.clone(), &concrete);
        let answer = request.add_header(AUTHORIZATION, format!("Bearer {SCIM_TOKEN}")).await;
        let allowed = answer.maybe_header(ALLOW).unwrap_or_else(|| {
            panic!("{path} stands in the sources and the router answers {}", answer.status_code())
        });
        let allowed = allowed.to_str().unwrap().to_owned();
        routes.extend(allowed.split(',').filter(|m| *m != "HEAD").map(|method| format!("{method} {path}")));
    }
    routes
}
