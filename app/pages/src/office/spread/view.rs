//! The view of how far invitations reached.
use leptos::prelude::*;
use service::activity::percent;
use service::referral::{CountRow, DepartmentSpread, FAR, Spread};
use types::lang::Voice;
use types::words::{consent, invitation, referral as w};

use super::super::tile;
use super::sunburst::{Slice, sunburst};
use crate::ctx::Ctx;
use crate::format::{self, number};
use crate::ui::{Icon, spoken};

/// Departments told apart in the picture; the rest is one slice.
const SLICES: usize = 7;
/// Numbers of links told apart: from this many up to the next.
const LINKS: [i64; 4] = [1, 2, 5, 10];

pub(super) fn spread(ctx: &Ctx, spread: &Spread) -> impl IntoView + use<> {
    let v = ctx.voice;
    let head = view! { <header class="head"><div><h1>{w::spread(v)}</h1><p class="lead">{w::spread_lead(v)}</p></div></header> };
    if spread.invited() == 0 {
        return view! {
            {head}
            <section class="empty">
                <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
                <h2>{w::empty(v)}</h2><p>{w::empty_text(v)}</p>
                <p class="acts"><a class="btn primary" href="/invitations"><Icon name="link"/>{invitation::new(v)}</a></p>
            </section>
            <section class="card">{links(v, spread)}</section>
        }
        .into_any();
    }
    view! {
        {head}
        <dl class="stats">{tiles(v, spread)}</dl>
        <section class="card spread-board">{reach(ctx, spread)}</section>
        <div class="desk">
            <section class="card">{years(v, spread)}</section>
            <div class="stack">
                <section class="card">{links(v, spread)}</section>
                <section class="card"><h2>{w::half(v)}</h2><p>{days(v, spread)}</p></section>
            </div>
        </div>
        <p class="meta">{w::counted(v, format::time(ctx, spread.at))}" "{consent::statistics_only(v)}</p>
    }
    .into_any()
}

fn tiles(v: Voice, spread: &Spread) -> impl IntoView + use<> {
    let tile = |name, value, meta| tile(name, None, value, meta);
    let share = w::invited_share(v, percent(spread.invited(), spread.members()));
    let dead = spread.ends.unfinished + spread.ends.unopened;
    let half = (spread.days.members > 0)
        .then(|| tile(w::half(v), w::days(v, number(spread.days.half)), w::half_meta(v).to_owned()));
    view! {
        {tile(w::invited_tile(v), number(spread.invited()), share)}
        {tile(w::depth(v), w::depth_steps(v, spread.depth), w::depth_meta(v).to_owned())}
        {half}
        {tile(w::dead(v), w::items(v, number(dead)), w::dead_meta(v).to_owned())}
    }
}

fn reach(ctx: &Ctx, spread: &Spread) -> impl IntoView + use<> {
    let v = ctx.voice;
    let slices = slices(ctx, &spread.departments);
    let row = |(place, it): (usize, &DepartmentSpread)| {
        // The departments without a colour of their own share that of the last slice.
        let swatch = (it.invited() > 0).then(|| format!("swatch s{}", place.min(SLICES)));
        let steps = it.by_distance.map(|n| view! { <td class="num">{number(n)}</td> });
        view! {
            <tr>
                <th scope="row"><span class=swatch></span>{name(ctx, it)}</th>
                <td class="num strong">{number(it.invited())}</td>
                {steps.collect_view()}
                <td class="num">{number(it.members)}</td>
                <td class="num">{w::percent(v, percent(it.invited(), it.members))}</td>
            </tr>
        }
    };
    let rows = spread.departments.iter().enumerate().map(row).collect_view();
    let head = [
        w::department(v),
        w::invited(v),
        w::steps_1(v),
        w::steps_2(v),
        w::steps_3(v),
        w::members(v),
        w::share(v),
    ];
    view! {
        <figure class="chart">
            <figcaption>{w::chart(v)}</figcaption>
            {sunburst(ctx, &slices)}
            <p class="meta">{w::chart_text(v)}</p>
        </figure>
        {table(w::chart(v), head, rows.into_any())}
    }
}

/// The largest departments, and the rest as one; only those somebody was invited to.
fn slices(ctx: &Ctx, departments: &[DepartmentSpread]) -> Vec<Slice> {
    let invited: Vec<&DepartmentSpread> = departments.iter().filter(|it| it.invited() > 0).collect();
    let (own, rest) = invited.split_at(SLICES.min(invited.len()));
    let mut slices: Vec<Slice> =
        own.iter().map(|it| Slice { name: name(ctx, it), steps: it.by_distance }).collect();
    if !rest.is_empty() {
        let mut steps = [0; FAR];
        for it in rest {
            for (sum, n) in steps.iter_mut().zip(it.by_distance) {
                *sum += n;
            }
        }
        slices.push(Slice { name: w::department_other(ctx.voice).to_owned(), steps });
    }
    slices
}

fn name(ctx: &Ctx, it: &DepartmentSpread) -> String {
    let v = ctx.voice;
    it.name.as_ref().map_or(w::department_none(v).to_owned(), |name| spoken(name, v.lang).text)
}

fn years(v: Voice, spread: &Spread) -> impl IntoView + use<> {
    let row = |it: &service::referral::YearSpread| {
        let year = it.year.map_or(w::year_none(v).to_owned(), |year| w::year_of(v, year));
        view! {
            <tr><th scope="row">{year}</th><td class="num strong">{number(it.invited)}</td><td class="num">{number(it.members)}</td>
                <td class="num">{w::percent(v, percent(it.invited, it.members))}</td></tr>
        }
    };
    let rows = spread.years.iter().map(row).collect_view();
    view! { <h2>{w::years(v)}</h2> {table(w::years(v), [w::year(v), w::invited(v), w::members(v), w::share(v)], rows.into_any())} }
}

fn links(v: Voice, spread: &Spread) -> impl IntoView + use<> {
    let row = |(label, n): (String, i64)| view! { <tr><th scope="row">{label}</th><td class="num">{number(n)}</td></tr> };
    let made = by_links(v, spread.members(), &spread.links_made).into_iter().map(row).collect_view();
    let ends = [
        (w::ends_open(v), spread.ends.open),
        (w::ends_used(v), spread.ends.used),
        (w::ends_unfinished(v), spread.ends.unfinished),
        (w::ends_unopened(v), spread.ends.unopened),
    ];
    let ends = ends.map(|(label, n)| row((label.to_owned(), n))).collect_view();
    view! {
        <h2>{w::links(v)}</h2>
        {table(w::links(v), [w::links_count(v), w::members(v)], made.into_any())}
        <h2>{w::ends(v)}</h2>
        {table(w::ends(v), [w::ends(v), w::links_count(v)], ends.into_any())}
        <p class="meta">{w::ends_note(v)}</p>
    }
}

/// Members by how many links they made, in a few steps; `members` are all, also those who made none.
fn by_links(v: Voice, members: i64, made: &[CountRow]) -> Vec<(String, i64)> {
    let between = |from: i64, to: Option<i64>| -> i64 {
        let within = made.iter().filter(|row| row.n >= from && to.is_none_or(|to| row.n < to));
        within.map(|row| row.members).sum()
    };
    let mut all = vec![(w::links_none(v).to_owned(), (members - between(1, None)).max(0))];
    for (i, from) in LINKS.into_iter().enumerate() {
        let to = LINKS.get(i + 1).copied();
        let label = match to {
            None => w::links_from(v, from),
            Some(to) if to == from + 1 => w::links_one(v).to_owned(),
            Some(to) => w::links_range(v, from, to - 1),
        };
        all.push((label, between(from, to)));
    }
    all
}

fn days(v: Voice, spread: &Spread) -> String {
    let days = spread.days;
    if days.members == 0 {
        return w::days_none(v).to_owned();
    }
    let [half, n, quarter, rest] = [days.half, days.members, days.quarter, days.three_quarters].map(number);
    w::days_text(v, half, n, quarter, rest)
}

fn table<const N: usize>(label: &'static str, head: [&'static str; N], rows: AnyView) -> impl IntoView {
    let head = head.into_iter().enumerate().map(|(i, name)| {
        let class = (i > 0).then_some("num");
        view! { <th scope="col" class=class>{name}</th> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="table dense"><thead><tr>{head.collect_view()}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}
