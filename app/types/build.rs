//! Turns `app/locales/{ja,en}/<feature>.toml` into typed functions, one module per feature.
//!
//! A key missing in one language, or with other `{parameters}` than its twin, fails the build with its name.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Texts = BTreeMap<String, String>;

/// Spellings the site chooses; each becomes a `match` on the voice instead of a parameter.
const SITE_WORDS: [&str; 2] = ["jinzai", "kyoso"];

fn main() {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let (ja, en) = (read(&locales.join("ja")), read(&locales.join("en")));
    assert_eq!(keys(&ja), keys(&en), "app/locales: ja and en do not have the same features");
    let mut code = String::new();
    for (feature, ja) in &ja {
        module(&mut code, feature, ja, &en[feature]);
    }
    let out = Path::new(&env::var("OUT_DIR").unwrap()).join("words.rs");
    fs::write(out, code).unwrap();
}

fn read(folder: &Path) -> BTreeMap<String, Texts> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let texts: Texts = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        all.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), texts);
    }
    all
}

fn module(code: &mut String, feature: &str, ja: &Texts, en: &Texts) {
    let missing: Vec<_> = keys(ja).symmetric_difference(&keys(en)).cloned().collect();
    assert!(missing.is_empty(), "app/locales/*/{feature}.toml: in one language only: {missing:?}");
    let uses = if varies(ja) { "CoCreation, Lang, Talent, Voice" } else { "Lang, Voice" };
    writeln!(code, "/// Words of `{feature}`.\npub mod {feature} {{\nuse crate::lang::{{{uses}}};").unwrap();
    for (key, ja) in ja {
        function(code, feature, key, ja, &en[key]);
    }
    code.push_str("}\n");
}

/// Whether a text has parameters or site words, and so matches on more than the language.
fn varies(texts: &Texts) -> bool {
    texts.values().any(|text| text.contains('{'))
}

fn function(code: &mut String, feature: &str, key: &str, ja: &str, en: &str) {
    let names = parameters(ja);
    assert_eq!(names, parameters(en), "app/locales/*/{feature}.toml: {key}: parameters differ");
    let mut arguments = String::new();
    for name in &names {
        write!(arguments, ", {name}: impl std::fmt::Display").unwrap();
    }
    if names.len() > 6 {
        code.push_str("#[expect(clippy::too_many_arguments, reason = \"a letter takes what it says\")]\n");
    }
    let result = if names.is_empty() { "&'static str" } else { "String" };
    writeln!(code, "/// `{}`\n#[must_use]\npub fn {key}(voice: Voice{arguments}) -> {result} {{", doc(en))
        .unwrap();
    if names.is_empty() && !SITE_WORDS.iter().any(|w| ja.contains(&format!("{{{w}}}"))) {
        writeln!(code, "match voice.lang {{ Lang::Ja => {ja:?}, Lang::En => {en:?} }}").unwrap();
    } else {
        code.push_str("match (voice.lang, voice.talent, voice.co_creation) {\n");
        arms(code, ja, !names.is_empty());
        writeln!(code, "(Lang::En, _, _) => {},", literal(en, !names.is_empty())).unwrap();
        code.push_str("}\n");
    }
    code.push_str("}\n");
}

/// One arm for each spelling of 人財/人材 and 協創/共創.
fn arms(code: &mut String, ja: &str, formatted: bool) {
    for (talent, jinzai) in [("Zai", "人財"), ("Material", "人材")] {
        for (creation, kyoso) in [("Cooperative", "協創"), ("Common", "共創")] {
            let text = ja.replace("{jinzai}", jinzai).replace("{kyoso}", kyoso);
            let text = literal(&text, formatted);
            writeln!(code, "(Lang::Ja, Talent::{talent}, CoCreation::{creation}) => {text},").unwrap();
        }
    }
}

fn literal(text: &str, formatted: bool) -> String {
    if formatted { format!("format!({text:?})") } else { format!("{text:?}") }
}

fn parameters(text: &str) -> BTreeSet<String> {
    let names =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned());
    names.filter(|name| !SITE_WORDS.contains(&name.as_str())).collect()
}

fn keys<T>(map: &BTreeMap<String, T>) -> BTreeSet<String> {
    map.keys().cloned().collect()
}

fn doc(text: &str) -> String {
    text.replace('`', "'").replace('\n', " ")
}
