//! Dates and numbers as the reader expects them.
use jiff::Zoned;
use service::clock::zoned;
use service::month::Month;
use types::day::Day;
use types::lang::{Lang, Voice};
use types::time::Stamp;

use crate::ctx::Ctx;

/// 2026年11月23日(月), or 23 Nov 2026 (Mon).
#[must_use]
pub fn date(ctx: &Ctx, at: Stamp) -> String {
    let at = wall(ctx, at);
    match ctx.voice.lang {
        Lang::Ja => format!("{}年{}月{}日({})", at.year(), at.month(), at.day(), weekday(&at)),
        Lang::En => at.strftime("%-d %b %Y (%a)").to_string(),
    }
}

/// 2026年11月23日, 2026年11月 or 2026年, as much of it as is known.
#[must_use]
pub fn day(v: Voice, day: &Day) -> String {
    let mut parts = day.as_str().split('-').map(|part| part.trim_start_matches('0'));
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    match (v.lang, month, day) {
        (Lang::Ja, Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        (Lang::Ja, Some(month), None) => format!("{year}年{month}月"),
        (Lang::Ja, None, _) => format!("{year}年"),
        (Lang::En, Some(month), Some(day)) => format!("{day} {} {year}", month_name(month)),
        (Lang::En, Some(month), None) => format!("{} {year}", month_name(month)),
        (Lang::En, None, _) => year.to_owned(),
    }
}

fn month_name(number: &str) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    number.parse::<usize>().ok().and_then(|n| NAMES.get(n.checked_sub(1)?)).copied().unwrap_or_default()
}

/// 11月23日(月) within this year, otherwise with the year.
#[must_use]
pub fn short_date(ctx: &Ctx, at: Stamp) -> String {
    let (day, now) = (wall(ctx, at), wall(ctx, ctx.app.service.now()));
    match ctx.voice.lang {
        _ if day.year() != now.year() => date(ctx, at),
        Lang::Ja => format!("{}月{}日({})", day.month(), day.day(), weekday(&day)),
        Lang::En => day.strftime("%-d %b (%a)").to_string(),
    }
}

/// 19:00
#[must_use]
pub fn time(ctx: &Ctx, at: Stamp) -> String {
    wall(ctx, at).strftime("%H:%M").to_string()
}

/// 2026年11月23日(月) 19:00
#[must_use]
pub fn date_time(ctx: &Ctx, at: Stamp) -> String {
    format!("{} {}", date(ctx, at), time(ctx, at))
}

/// For `datetime` attributes: 2026-11-23T19:00:00+09:00
#[must_use]
pub fn machine(ctx: &Ctx, at: Stamp) -> String {
    wall(ctx, at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A leaf of a calendar, top to bottom: 12月 3 木, or Dec 3 Thu.
#[must_use]
pub fn leaf(ctx: &Ctx, at: Stamp) -> (String, String, String) {
    let at = wall(ctx, at);
    match ctx.voice.lang {
        Lang::Ja => (format!("{}月", at.month()), at.day().to_string(), weekday(&at).to_string()),
        Lang::En => (at.strftime("%b").to_string(), at.day().to_string(), at.strftime("%a").to_string()),
    }
}

/// 19:00–20:30; an end on another day is given with its date.
#[must_use]
pub fn span(ctx: &Ctx, from: Stamp, to: Stamp) -> String {
    let is_one_day = wall(ctx, from).date() == wall(ctx, to).date();
    let end = if is_one_day { time(ctx, to) } else { format!("{} {}", short_date(ctx, to), time(ctx, to)) };
    format!("{}–{end}", time(ctx, from))
}

/// 2026年11月, or Nov 2026.
#[must_use]
pub fn month(ctx: &Ctx, month: Month) -> String {
    match ctx.voice.lang {
        Lang::Ja => format!("{}年{}月", month.year(), month.number()),
        Lang::En => month.first_day().strftime("%b %Y").to_string(),
    }
}

/// 11月, or Nov.
#[must_use]
pub fn short_month(ctx: &Ctx, month: Month) -> String {
    match ctx.voice.lang {
        Lang::Ja => format!("{}月", month.number()),
        Lang::En => month.first_day().strftime("%b").to_string(),
    }
}

/// Calendar days from today until `at`; 0 is today.
#[must_use]
pub fn days_until(ctx: &Ctx, at: Stamp) -> i32 {
    let (today, day) = (wall(ctx, ctx.app.service.now()).date(), wall(ctx, at).date());
    day.since(today).map_or(0, |span| span.get_days())
}

/// Name of the zone all times are in.
#[must_use]
pub fn zone(ctx: &Ctx) -> String {
    ctx.app.service.config().zone.iana_name().unwrap_or("UTC").to_owned()
}

/// 1,234
#[must_use]
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

fn wall(ctx: &Ctx, at: Stamp) -> Zoned {
    zoned(at, &ctx.app.service.config().zone)
}

fn weekday(at: &Zoned) -> char {
    ['月', '火', '水', '木', '金', '土', '日']
        [usize::from(at.weekday().to_monday_zero_offset().unsigned_abs())]
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_are_separated() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")] {
            assert_eq!(number(n), text);
        }
    }
}
