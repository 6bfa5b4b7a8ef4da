//! The share of active members, month by month, as a picture and as a table.
use leptos::prelude::*;
use service::activity::{MONTHS, MonthFigure};
use types::words::{consent, desk as w};

use crate::ctx::Ctx;
use crate::format::{self, number};

/// Units of the picture: where the bars begin and end, and the heights of 100 % and of 0 %.
const LEFT: i32 = 0;
const RIGHT: i32 = 566;
const TOP: i32 = 18;
const BOTTOM: i32 = 222;
/// From one bar to the next; there is always room for [`MONTHS`] bars.
const STEP: i32 = (RIGHT - LEFT) / MONTHS;
const BAR: i32 = 28;

/// The figure; `months` are in order, the one that runs last.
pub(super) fn months(ctx: &Ctx, months: &[MonthFigure]) -> impl IntoView + use<> {
    let v = ctx.voice;
    let ends = months.first().zip(months.last());
    let picture = ends.map(|(first, last)| {
        let (from, to) = (format::month(ctx, first.month), format::month(ctx, last.month));
        let text = w::month_svg_text(v, share(ctx, first), &from, share(ctx, last), &to);
        let title = w::month_svg_title(v, from, to);
        view! {
            <svg viewBox="0 0 640 260" role="img" aria-labelledby="mau-title mau-text">
                <title id="mau-title">{title}</title>
                <desc id="mau-text">{text}</desc>
                {line(0, "grid-line", "")}
                {line(100, "grid-line", "thin")}
                {months.iter().enumerate().map(|(i, month)| bar(ctx, i, month)).collect_view()}
                {line(50, "ref soft", "ref-label soft")}
                {line(70, "ref", "ref-label")}
                {value(ctx, months.len(), last)}
            </svg>
        }
    });
    let rows = months.iter().rev().map(|m| {
        view! {
            <tr><th scope="row">{format::month(ctx, m.month)}{m.runs.then(|| format!(" ({})", w::month_now(v)))}</th>
                <td class="num">{number(m.active)}</td><td class="num">{number(m.members)}</td><td class="num">{w::percent(v, m.percent())}</td></tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <figure class="chart">
            <figcaption>{w::month_title(v)}</figcaption>
            {picture}
            <ul class="legend"><li>{w::month_done(v)}</li><li class="b">{w::month_now(v)}</li></ul>
            <p class="meta">{w::month_lines(v)}</p>
            <details class="more"><summary>{w::month_table(v)}</summary>
                <div class="scroll" tabindex="0" role="region" aria-label=w::month_title(v)>
                    <table class="table dense">
                        <thead><tr><th scope="col">{w::month(v)}</th><th scope="col" class="num">{w::month_active(v)}</th><th scope="col" class="num">{w::month_members(v)}</th><th scope="col" class="num">{w::month_share(v)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
            <p class="meta">{w::month_definition(v)}" "{consent::statistics_only(v)}</p>
            <p class="meta">{w::month_privacy(v)}</p>
        </figure>
    }
}

/// 84人 / 120人 (70%)
fn share(ctx: &Ctx, m: &MonthFigure) -> String {
    w::share(ctx.voice, number(m.active), number(m.members), m.percent())
}

/// The height at which `percent` is.
fn y(percent: i64) -> i32 {
    let percent = i32::try_from(percent.clamp(0, 100)).unwrap_or_default();
    BOTTOM - (BOTTOM - TOP) * percent / 100
}

/// A line across at `percent`, with its number at the end.
fn line(percent: i64, class: &'static str, label: &'static str) -> impl IntoView {
    let at = y(percent);
    view! {
        <line class=class x1=LEFT x2=RIGHT y1=at y2=at/>
        <text class=label x=RIGHT + 12 y=at + 5>{format!("{percent}%")}</text>
    }
}

/// The middle of bar `i`.
fn middle(i: usize) -> i32 {
    LEFT + STEP * i32::try_from(i).unwrap_or_default() + STEP / 2
}

/// A bar with its month below. Every second name is dropped on a phone.
fn bar(ctx: &Ctx, i: usize, m: &MonthFigure) -> impl IntoView + use<> {
    let (middle, top) = (middle(i), y(m.percent()));
    let class = if m.runs { "bar b" } else { "bar" };
    let name = (i % 2 == 1).then_some("thin");
    view! {
        <rect class=class x=middle - BAR / 2 y=top width=BAR height=BOTTOM - top rx="2"/>
        <text class=name x=middle y=BOTTOM + 24 text-anchor="middle">{format::short_month(ctx, m.month)}</text>
    }
}

/// The last share, above its bar and over the lines.
fn value(ctx: &Ctx, bars: usize, last: &MonthFigure) -> impl IntoView + use<> {
    let (x, y) = (middle(bars.saturating_sub(1)), y(last.percent()) - 8);
    view! { <text class="value" x=x y=y text-anchor="middle">{w::percent(ctx.voice, last.percent())}</text> }
}
