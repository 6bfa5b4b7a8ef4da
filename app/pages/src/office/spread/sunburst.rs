//! The reach of invitations as two rings: departments, and within each how many invitations away.
use leptos::prelude::*;
use types::words::referral as w;

use crate::ctx::Ctx;
use crate::format::number;

/// Half of the picture, in its units.
const CENTRE: f64 = 160.0;
/// Where the rings begin and end.
const INNER: (f64, f64) = (62.0, 104.0);
const OUTER: (f64, f64) = (107.0, 152.0);

/// A department as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    /// Its name for the reader.
    pub name: String,
    /// Invited members, one, two, and three or more steps away.
    pub steps: [i64; 3],
}

impl Slice {
    pub(super) fn total(&self) -> i64 {
        self.steps.iter().sum()
    }
}

/// The picture; `slices` are not empty and each holds somebody.
pub(super) fn sunburst(ctx: &Ctx, slices: &[Slice]) -> impl IntoView + use<> {
    let v = ctx.voice;
    let all: i64 = slices.iter().map(Slice::total).sum();
    let step_names = [w::steps_1(v), w::steps_2(v), w::steps_3(v)];
    let mut arcs = Vec::new();
    let mut before = 0;
    for (place, slice) in slices.iter().enumerate() {
        let title = w::slice(v, &slice.name, number(slice.total()));
        arcs.push(arc(INNER, before, slice.total(), all, format!("s{place}"), title));
        for (step, (count, name)) in slice.steps.into_iter().zip(step_names).enumerate() {
            if count > 0 {
                let title = w::slice_steps(v, &slice.name, number(count), name);
                arcs.push(arc(OUTER, before, count, all, format!("s{place} far{step}"), title));
                before += count;
            }
        }
    }
    view! {
        <svg class="sunburst" viewBox="0 0 320 320" role="img" aria-labelledby="spread-title spread-text">
            <title id="spread-title">{w::chart(v)}</title>
            <desc id="spread-text">{w::chart_text(v)}</desc>
            {arcs}
            <text class="value" x="160" y="158" text-anchor="middle">{number(all)}</text>
            <text x="160" y="182" text-anchor="middle">{w::invited(v)}</text>
        </svg>
    }
}

fn arc(ring: (f64, f64), before: i64, count: i64, all: i64, class: String, title: String) -> AnyView {
    view! { <path class=class d=outline(ring, part(before, all), part(before + count, all))><title>{title}</title></path> }.into_any()
}

/// `n` of `all` as a part of the circle.
fn part(n: i64, all: i64) -> f64 {
    let float = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    float(n) / float(all.max(1))
}

/// The outline of the part of a ring `from` one part of the circle `to` another, clockwise from the top.
fn outline((inner, outer): (f64, f64), from: f64, to: f64) -> String {
    // An arc that ends where it begins would be none at all.
    let to = to.min(from + 0.9999);
    let large = i32::from(to - from > 0.5);
    let point = |radius: f64, part: f64| {
        let angle = part * std::f64::consts::TAU;
        format!("{:.2} {:.2}", CENTRE + radius * angle.sin(), CENTRE - radius * angle.cos())
    };
    format!(
        "M{} A{outer} {outer} 0 {large} 1 {} L{} A{inner} {inner} 0 {large} 0 {} Z",
        point(outer, from),
        point(outer, to),
        point(inner, to),
        point(inner, from),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_runs_from_the_top_to_the_right() {
        assert_eq!(
            outline((50.0, 100.0), 0.0, 0.25),
            "M160.00 60.00 A100 100 0 0 1 260.00 160.00 L210.00 160.00 A50 50 0 0 0 160.00 110.00 Z"
        );
    }

    #[test]
    fn a_whole_ring_is_a_large_arc_that_does_not_end_where_it_began() {
        let whole = outline((50.0, 100.0), 0.0, 1.0);
        assert!(whole.starts_with("M160.00 60.00 A100 100 0 1 1 159.94 60.00"), "{whole}");
    }
}
