//! Lighthouse, as on a phone, on the pages that most visits begin with.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::child::{Server, enishi};
use crate::compress::Effort;
use crate::step::step;
use crate::toolchain::Toolchain;
use crate::{npm, paths, serve, sh, site};

/// Where the measured server listens.
const PORT: u16 = 3999;

/// Name, path, whether a member looks, whether search engines may list it.
const PAGES: [(&str, &str, bool, bool); 9] = [
    ("home", "/", false, true),
    ("feed", "/", true, false),
    ("directory", "/people", true, false),
    ("search", "/people?q=hayashi", true, false),
    ("map", "/places", true, false),
    ("together", "/together", true, false),
    ("photo", "/me/photo", true, false),
    ("programme", "/programmes/startup-3", false, true),
    ("sign-in", "/sign-in", false, false),
];

/// Category and the score it must reach; the last only on public pages.
const BARS: [(&str, u32); 4] =
    [("performance", 95), ("accessibility", 100), ("best-practices", 100), ("seo", 100)];

/// Serves a demonstration and measures its pages; whether all bars are reached. Reports land in the target folder.
///
/// # Errors
/// When something does not build, install or answer.
pub(crate) fn run(release: bool) -> Result<bool> {
    let toolchain = Toolchain::ready()?;
    site::build(toolchain, Effort::Best)?;
    let profile = serve::build_server(toolchain, release)?;
    let data = paths::target().join("lighthouse-data");
    serve::seed(profile, &data, false)?;
    let mut serve = enishi(profile, "serve");
    serve.args(["--demo", "--port", &PORT.to_string(), "--data"]).arg(&data);
    let _server = Server::start(&serve, Stdio::null)?;
    wait()?;
    let cookie = sign_in().context("could not sign in to the demonstration")?;
    println!(
        "{:<10} {:>11} {:>13} {:>14} {:>5}",
        "page", "performance", "accessibility", "best practices", "SEO"
    );
    let mut reached = true;
    for (name, path, member, public) in PAGES {
        step(&format!("Lighthouse on {name}"));
        let scores = measure(name, path, member.then_some(cookie.as_str()))?;
        println!("{name:<10} {:>11} {:>13} {:>14} {:>5}", scores[0], scores[1], scores[2], scores[3]);
        let asked = if public { BARS.len() } else { BARS.len() - 1 };
        reached &= BARS.iter().zip(scores).take(asked).all(|((_, bar), score)| score >= *bar);
    }
    Ok(reached)
}

/// The scores of a page, in the order of [`BARS`], 0 to 100.
fn measure(name: &str, path: &str, cookie: Option<&str>) -> Result<[u32; 4]> {
    let report = paths::target().join(format!("lighthouse/{name}.json"));
    let mut lighthouse = npm::lighthouse()?;
    lighthouse.arg(format!("http://127.0.0.1:{PORT}{path}"));
    lighthouse
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking");
    lighthouse.args(["--quiet", "--output=json"]).arg(format!("--output-path={}", report.display()));
    if let Some(cookie) = cookie {
        lighthouse.arg(format!("--extra-headers={}", serde_json::json!({ "Cookie": cookie })));
    }
    sh::quiet(&mut lighthouse, "measure the page", "look at the message above")?;
    let report: Value = serde_json::from_slice(&std::fs::read(&report)?)?;
    let score = |(category, _): (&str, u32)| {
        let share = report["categories"][category]["score"].as_f64().unwrap_or(0.0);
        format!("{:.0}", share * 100.0).parse().unwrap_or(0)
    };
    Ok(BARS.map(score))
}

/// The session cookie of a long-time member.
fn sign_in() -> Result<String> {
    let mut connection = TcpStream::connect(("127.0.0.1", PORT))?;
    write!(
        connection,
        "POST /dev/sign-in/long-time HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    let cookie =
        answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("no cookie came back")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Waits until the server takes connections.
fn wait() -> Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", PORT)).is_err() {
        if Instant::now() > end {
            bail!("the server did not listen on port {PORT} within 20 s; something else may hold the port");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
