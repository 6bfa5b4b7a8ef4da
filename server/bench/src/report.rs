//! Figures as a table, against the targets, and as JSON.
use anyhow::Result;

use crate::measure::{Figures, Network};
use crate::same_answer::Compared;
use crate::scenario::Scenario;
use crate::search::Cost;

/// The figures of one network.
pub fn table(network: &Network) -> String {
    let mut text = format!(
        "\n{} members: start {:.2} s, {:.0} MB at rest, {:.0} MB after; file {:.0}/s\n{}\n",
        network.members,
        network.start_s,
        network.memory_at_rest_mb,
        network.memory_after_mb,
        network.file_per_s,
        "                     req/s    ratio    CPU ms  statements   p99 ms   kB"
    );
    for Figures { name, per_s, ratio, cpu_ms, statements, p99_ms, bytes } in &network.scenarios {
        let width = 17 - wide(name);
        text += &format!(
            "{name:<width$} {per_s:>8.0} {ratio:>8.3} {cpu_ms:>9.3} {statements:>11.1} {p99_ms:>8.2} {:>4}\n",
            bytes / 1000
        );
    }
    text
}

/// What was to be reached, and whether it was; nothing for sizes that were not measured.
pub fn targets(networks: &[Network]) -> String {
    let mut lines = Vec::new();
    if let Some(ten_thousand) = networks.iter().find(|network| network.members == 10_000) {
        let (feed, deep) = (of(ten_thousand, Scenario::Feed), of(ten_thousand, Scenario::Deep));
        lines.push(at_most("feed at 10,000: CPU ms", feed.cpu_ms, 1.5));
        lines.push(at_least("feed at 10,000: ratio", feed.ratio, 0.05));
        lines.push(at_most("deep ÷ first page at 10,000: CPU", deep.cpu_ms / feed.cpu_ms, 1.2));
    }
    let ends = (networks.first(), networks.last());
    if let (Some(small), Some(large)) = ends
        && small.members < large.members
    {
        let grown = [Scenario::Feed, Scenario::Profile, Scenario::SearchSales, Scenario::SearchTaro];
        for scenario in grown {
            let growth = of(large, scenario).cpu_ms / of(small, scenario).cpu_ms;
            let what = format!("{} from {} to {}: CPU ×", scenario.name(), small.members, large.members);
            lines.push(at_most(&what, growth, 1.5));
        }
    }
    for network in networks {
        lines.push(at_most(
            &format!("memory at rest, {}: MB", network.members),
            network.memory_at_rest_mb,
            80.0,
        ));
        lines.push(at_most(&format!("start, {}: s", network.members), network.start_s, 0.5));
    }
    format!("\n{}\n", lines.join("\n"))
}

/// What finding people costs, against the bars: 1 ms of processor time, and `p99_ms` at half load.
pub fn search(of: &str, costs: &[Cost], p99_ms: f64) -> String {
    let mut text = format!("\n{of}\n                       store ms   CPU ms  statements   p99 ms\n");
    for Cost { name, store_ms, cpu_ms, statements, p99_ms, .. } in costs {
        let p99 = p99_ms.map(|ms| format!("{ms:>8.2}")).unwrap_or_default();
        let width = 20 - wide(name);
        text += &format!("{name:<width$} {store_ms:>10.3} {cpu_ms:>8.3} {statements:>11.1} {p99}\n");
    }
    let asked = || costs.iter().filter(|cost| cost.has_bar);
    let slowest = |figure: fn(&Cost) -> f64| asked().map(figure).fold(0.0, f64::max);
    let lines = [
        at_most("the dearest question: CPU ms at the store", slowest(|cost| cost.store_ms), 1.0),
        at_most(
            "the slowest question at half load: p99 ms",
            slowest(|cost| cost.p99_ms.unwrap_or_default()),
            p99_ms,
        ),
    ];
    format!("{text}\n{}\n", lines.join("\n"))
}

/// How much wider than Latin letters the text is: kanji are twice as wide.
fn wide(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

/// Medians with a member's address and with nobody's, against the bar.
pub fn same_answer(compared: &[Compared]) -> String {
    let line = |c: &Compared| {
        let what = format!("{}: known {:.3} ms, unknown {:.3} ms, apart", c.what, c.known_ms, c.unknown_ms);
        at_most(&what, c.difference_ms(), c.bar_ms)
    };
    format!("\n{}\n", compared.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// All figures.
pub fn json(networks: &[Network], quick: bool) -> Result<String> {
    Ok(serde_json::to_string_pretty(&serde_json::json!({ "quick": quick, "networks": networks }))?)
}

fn of(network: &Network, scenario: Scenario) -> &Figures {
    let place = Scenario::ALL.iter().position(|s| *s == scenario).unwrap_or_default();
    &network.scenarios[place]
}

fn at_most(what: &str, value: f64, limit: f64) -> String {
    format!("{} {what} {value:.3} (at most {limit})", if value <= limit { "ok    " } else { "MISSED" })
}

fn at_least(what: &str, value: f64, limit: f64) -> String {
    format!("{} {what} {value:.3} (at least {limit})", if value >= limit { "ok    " } else { "MISSED" })
}
