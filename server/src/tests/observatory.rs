//! The rules of MDN's HTTP Observatory (<https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring>, as its grader
//! had them in 2026), for one answer of a site reached by https. Every answer begins with 100 points; what is missing costs,
//! what goes further counts extra from 90 on; 100 is A+.
use axum::http::HeaderMap;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

/// Seconds of six months, the shortest time of strict transport that costs nothing.
const SIX_MONTHS: u64 = 15_768_000;
/// Sources so broad that they are none.
const BROAD: [&str; 8] =
    ["*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"];

/// Points of one test, and what they are for.
type Mark = (&'static str, i32);

/// What an answer gets.
#[derive(Debug)]
pub struct Grade {
    /// Points before anything counts extra: 100 when nothing is missing.
    pub base: i32,
    /// Points with what counts extra.
    pub total: i32,
    /// Where they come from.
    #[expect(dead_code, reason = "for the message of a test that fails")]
    pub marks: Vec<Mark>,
}

/// Grades an answer with `body` from the site at `https://{host}`.
pub fn grade(host: &str, headers: &HeaderMap, body: &str) -> Grade {
    let policy = Policy::of(headers);
    let marks = vec![
        csp(policy.as_ref()),
        cookies(headers),
        cors(headers),
        redirection(host, headers),
        referrer(headers),
        transport(headers),
        scripts(host, body),
        sniffing(headers),
        frames(headers, policy.as_ref()),
        resources(headers),
    ];
    let sum = |keep: fn(&i32) -> bool| marks.iter().map(|(_, points)| *points).filter(keep).sum::<i32>();
    let base = 100 + sum(|points| *points < 0);
    let total = if base >= 90 { base + sum(|points| *points > 0) } else { base };
    Grade { base, total, marks }
}

/// The directives of a content security policy.
struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let text = text(headers, CONTENT_SECURITY_POLICY.as_str())?;
        let directive = |directive: &str| {
            let mut words = directive.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        };
        Some(Self(text.split(';').filter_map(directive).collect()))
    }

    /// Sources of a directive, or of the one it falls back on.
    fn sources(&self, name: &str) -> Vec<&str> {
        let find = |name: &str| self.0.iter().find(|(n, _)| n == name);
        let found = find(name).or_else(|| find("default-src"));
        found.map_or(vec!["*"], |(_, sources)| sources.iter().map(String::as_str).collect())
    }

    fn own(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, sources)| sources.as_slice())
    }
}

fn csp(policy: Option<&Policy>) -> Mark {
    let Some(policy) = policy else { return ("csp-not-implemented", -25) };
    let script = policy.sources("script-src");
    let style = policy.sources("style-src");
    let is_loose = |source: &&str| BROAD.contains(source) || ["'unsafe-inline'", "data:"].contains(source);
    if script.iter().any(is_loose) || policy.sources("object-src").iter().any(|s| BROAD.contains(s)) {
        return ("csp-implemented-with-unsafe-inline", -20);
    }
    let insecure = |source: &str| source.starts_with("http:") || source.starts_with("ftp:");
    let passive = ["img-src", "media-src"];
    if policy.0.iter().any(|(name, all)| !passive.contains(&name.as_str()) && all.iter().any(|s| insecure(s)))
    {
        return ("csp-implemented-with-insecure-scheme", -20);
    }
    if script.iter().chain(&style).any(|source| *source == "'unsafe-eval'") {
        return ("csp-implemented-with-unsafe-eval", -10);
    }
    if passive.iter().any(|name| policy.sources(name).iter().any(|source| insecure(source))) {
        return ("csp-implemented-with-insecure-scheme-in-passive-content-only", -10);
    }
    if style.iter().any(is_loose) {
        return ("csp-implemented-with-unsafe-inline-in-style-src-only", 0);
    }
    let is_none = policy.own("default-src").is_some_and(|sources| sources == ["'none'"]);
    if is_none {
        ("csp-implemented-with-no-unsafe-default-src-none", 10)
    } else {
        ("csp-implemented-with-no-unsafe", 5)
    }
}

/// Sterner than the Observatory, which asks for `HttpOnly` only by the name of a cookie: no script reads any of ours.
fn cookies(headers: &HeaderMap) -> Mark {
    let mut set = headers.get_all(SET_COOKIE).iter().map(|c| c.to_str().unwrap().to_lowercase()).peekable();
    if set.peek().is_none() {
        return ("cookies-not-found", 0);
    }
    for cookie in set {
        let has = |wanted: &str| cookie.split(';').skip(1).any(|part| part.trim() == wanted);
        if !has("secure") {
            return ("cookies-session-without-secure-flag", -40);
        } else if !has("httponly") {
            return ("cookies-session-without-httponly-flag", -30);
        } else if !has("samesite=lax") && !has("samesite=strict") {
            return ("cookies-samesite-flag-invalid", -20);
        }
    }
    ("cookies-secure-with-httponly-sessions-and-samesite", 5)
}

fn cors(headers: &HeaderMap) -> Mark {
    match text(headers, ACCESS_CONTROL_ALLOW_ORIGIN.as_str()) {
        None => ("cross-origin-resource-sharing-not-implemented", 0),
        Some(_) => ("cross-origin-resource-sharing-implemented-with-universal-access", -50),
    }
}

/// Of the site itself; that http leads to https is for the reverse proxy.
fn redirection(host: &str, headers: &HeaderMap) -> Mark {
    let ours = format!("https://{host}/");
    match text(headers, LOCATION.as_str()) {
        None => ("redirection-not-needed", 0),
        Some(to) if to.starts_with(&ours) || (to.starts_with('/') && !to.starts_with("//")) => {
            ("redirection-to-https", 0)
        }
        Some(_) => ("redirection-not-to-https", -20),
    }
}

fn referrer(headers: &HeaderMap) -> Mark {
    const PRIVATE: [&str; 4] =
        ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
    match text(headers, REFERRER_POLICY.as_str()) {
        None => ("referrer-policy-not-implemented", 0),
        Some(policy) if PRIVATE.contains(&policy.as_str()) => ("referrer-policy-private", 5),
        Some(_) => ("referrer-policy-unsafe", -5),
    }
}

fn transport(headers: &HeaderMap) -> Mark {
    let Some(text) = text(headers, STRICT_TRANSPORT_SECURITY.as_str()) else {
        return ("hsts-not-implemented", -20);
    };
    let age = text.split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    match age {
        None => ("hsts-header-invalid", -20),
        Some(age) if age < SIX_MONTHS => ("hsts-implemented-max-age-less-than-six-months", -10),
        Some(_) => ("hsts-implemented-max-age-at-least-six-months", 0),
    }
}

fn scripts(host: &str, body: &str) -> Mark {
    let sources = body.split("<script").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        tag.split("src=\"").nth(1)?.split('"').next()
    });
    let ours = format!("https://{host}/");
    let is_ours = |src: &str| (src.starts_with('/') && !src.starts_with("//")) || src.starts_with(&ours);
    if sources.into_iter().all(is_ours) {
        ("sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0)
    } else {
        ("sri-not-implemented-and-external-scripts-not-loaded-securely", -50)
    }
}

fn sniffing(headers: &HeaderMap) -> Mark {
    match text(headers, X_CONTENT_TYPE_OPTIONS.as_str()).as_deref() {
        Some("nosniff") => ("x-content-type-options-nosniff", 0),
        _ => ("x-content-type-options-not-implemented", -5),
    }
}

fn frames(headers: &HeaderMap, policy: Option<&Policy>) -> Mark {
    let ancestors = policy.and_then(|policy| policy.own("frame-ancestors"));
    if ancestors.is_some_and(|all| !all.iter().any(|source| BROAD.contains(&source.as_str()))) {
        return ("x-frame-options-implemented-via-csp", 5);
    }
    match text(headers, X_FRAME_OPTIONS.as_str()).as_deref() {
        Some("DENY" | "SAMEORIGIN") => ("x-frame-options-sameorigin-or-deny", 0),
        _ => ("x-frame-options-not-implemented", -20),
    }
}

fn resources(headers: &HeaderMap) -> Mark {
    match text(headers, "cross-origin-resource-policy").as_deref() {
        None => ("corp-not-implemented", 0),
        Some("same-origin" | "same-site") => ("corp-implemented-with-same-origin", 10),
        Some("cross-origin") => ("corp-implemented-with-cross-origin", 0),
        Some(_) => ("corp-header-invalid", -5),
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let all: Vec<_> = headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
