//! The way of a member as a picture: a bar for each period over fiscal years, which begin in April.
//!
//! Places across are shares of the width, so that letters stay as large as those of the page on any screen.
use leptos::prelude::*;
use service::profile::TenureView;
use types::career::{Job, Month};
use types::lang::Voice;
use types::words::career as w;

/// Heights: a row, the bar in it, and the axis below.
const ROW: i32 = 40;
const BAR: i32 = 10;
const AXIS: i32 = 26;
/// Most marks on the axis: as many as have room on a phone.
const MARKS: i32 = 4;
/// Widths of the longest label: a letter has one, a character of Japanese two.
const LABEL: usize = 38;
/// What one width takes of the picture on a phone, in hundredths of it.
const WIDTH: f64 = 2.3;

/// A bar, in fiscal years: 2019.5 is October 2019.
#[derive(Clone, Debug, PartialEq)]
struct Span {
    label: String,
    from: f64,
    to: f64,
    is_since: bool,
}

/// None when nothing has a beginning.
pub(super) fn view(
    voice: Voice,
    name: &str,
    tenures: &[TenureView],
    jobs: &[Job],
    now: Month,
) -> Option<impl IntoView + use<>> {
    let spans = spans(voice, tenures, jobs, now);
    let (first, last) = ends(&spans)?;
    let across = move |at: f64| (at - f64::from(first)) * 100.0 / f64::from(last - first);
    let rows = spans
        .iter()
        .zip(0..)
        .map(|(span, row)| bar(span, row * ROW, (across(span.from), across(span.to))))
        .collect_view();
    let bottom = ROW * i32::try_from(spans.len()).unwrap_or_default();
    let mark = |year: i32| {
        let at = across(f64::from(year));
        let anchor = if at < 8.0 {
            "start"
        } else if at > 92.0 {
            "end"
        } else {
            "middle"
        };
        view! {
            <line class="mark" x1=share(at) x2=share(at) y1="0" y2=bottom + 4/>
            <text class="year" x=share(at) y=bottom + 20 text-anchor=anchor>{w::fiscal(voice, year)}</text>
        }
    };
    Some(view! {
        <svg class="timeline" width="100%" height=bottom + AXIS role="img" aria-labelledby="timeline-title timeline-text">
            <title id="timeline-title">{w::timeline(voice, name)}</title>
            <desc id="timeline-text">{w::timeline_summary(voice, first, last - 1)}</desc>
            {marks(first, last).into_iter().map(mark).collect_view()}
            {rows}
        </svg>
    })
}

fn spans(voice: Voice, tenures: &[TenureView], jobs: &[Job], now: Month) -> Vec<Span> {
    // A year by itself ends with its summer: whoever left in it was there for a part of it.
    let end = |at: Month| at.month.map_or(whole(at.year) + 0.5, |month| fiscal(at.year, month + 1));
    let begin = |at: Month| at.month.map_or(whole(at.year), |month| fiscal(at.year, month));
    let span = |label: &str, from: Month, to: Option<Month>, is_since| {
        let from = begin(from);
        let to = end(to.unwrap_or(now)).max(from + 0.25);
        Span { label: short(label), from, to, is_since }
    };
    let year = |year| Month { year, month: None };
    let then =
        tenures.iter().map(|t| span(t.department.get(voice.lang), year(t.from), t.to.map(year), false));
    let since = jobs.iter().filter_map(|job| {
        let label = if job.company.is_empty() { &job.title } else { &job.company };
        Some(span(label, job.from?, job.to, true))
    });
    then.chain(since).collect()
}

/// The fiscal year in which the first bar begins, and the one after the last bar.
#[expect(clippy::cast_possible_truncation, reason = "years of people's lives")]
fn ends(spans: &[Span]) -> Option<(i32, i32)> {
    let first = spans.iter().map(|span| span.from).reduce(f64::min)?.floor() as i32;
    let last = spans.iter().map(|span| span.to).reduce(f64::max)?.ceil() as i32;
    Some((first, last.max(first + 1)))
}

/// Years to write on the axis.
fn marks(first: i32, last: i32) -> Vec<i32> {
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| (last - first) / step < MARKS).unwrap_or(100);
    (first..=last).filter(|year| year % step == 0).collect()
}

fn bar(span: &Span, top: i32, (from, to): (f64, f64)) -> impl IntoView + use<> {
    let (at, anchor) = place(&span.label, from, to);
    view! {
        <text class="label" x=share(at) y=top + 16 text-anchor=anchor>{span.label.clone()}</text>
        <rect class=if span.is_since { "since" } else { "then" } x=share(from) y=top + 23 width=share(to - from) height=BAR rx=BAR / 2/>
    }
}

/// Where a label stands: from where its bar begins if there is room, else up to where it ends, else at the edge.
fn place(label: &str, from: f64, to: f64) -> (f64, &'static str) {
    let room = f64::from(u32::try_from(label.chars().map(width).sum::<usize>()).unwrap_or_default()) * WIDTH;
    match (from + room <= 100.0, to >= room) {
        (true, _) => (from, "start"),
        (false, true) => (to, "end"),
        (false, false) => (100.0, "end"),
    }
}

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn share(at: f64) -> String {
    format!("{at:.2}%")
}

fn short(label: &str) -> String {
    let mut room = LABEL;
    let fits = |c: &char| {
        let left = room.checked_sub(width(*c));
        room = left.unwrap_or_default();
        left.is_some()
    };
    let cut: String = label.chars().take_while(fits).collect();
    if cut.len() < label.len() { format!("{cut}…") } else { cut }
}

/// Where a month begins: April is a whole number.
fn fiscal(year: i64, month: i64) -> f64 {
    whole(year) + (f64::from(i32::try_from(month).unwrap_or(4)) - 4.0) / 12.0
}

fn whole(year: i64) -> f64 {
    f64::from(i32::try_from(year).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use types::lang::{Bilingual, Lang};

    use super::*;

    fn voice() -> Voice {
        Voice::default().in_lang(Lang::Ja)
    }

    fn job(from: Option<&str>, to: Option<&str>) -> Job {
        let month = |text: &str| text.parse().unwrap();
        Job {
            company: "古書ひだまり".into(), title: String::new(), from: from.map(month), to: to.map(month)
        }
    }

    fn tenure(from: i64, to: Option<i64>) -> TenureView {
        let department = Bilingual { ja: "公共システム本部".into(), en: String::new() };
        TenureView { department_id: None, department, now: Vec::new(), title: String::new(), from, to }
    }

    const NOW: Month = Month { year: 2026, month: Some(11) };

    #[test]
    fn march_belongs_to_the_fiscal_year_before() {
        let all = spans(voice(), &[tenure(2009, Some(2018))], &[job(Some("2019/3"), None)], NOW);
        assert!((all[0].from - 2009.0).abs() < 0.01 && (all[0].to - 2018.5).abs() < 0.01);
        assert!(all[1].from < 2019.0 && all[1].from > 2018.9 && all[1].to > 2026.6, "{all:?}");
        assert_eq!(ends(&all), Some((2009, 2027)));
    }

    #[test]
    fn one_row_is_a_picture_and_none_is_not() {
        assert_eq!(ends(&spans(voice(), &[tenure(2019, Some(2019))], &[], NOW)), Some((2019, 2020)));
        let undated = [job(None, None), job(None, Some("2020"))];
        assert_eq!(ends(&spans(voice(), &[], &undated, NOW)), None);
    }

    #[test]
    fn a_label_has_room_on_a_phone() {
        assert_eq!(short("Harrow Bridge Translations"), "Harrow Bridge Translations");
        assert_eq!(short(&"社".repeat(20)), format!("{}…", "社".repeat(19)));
        assert_eq!(short(&"社".repeat(19)), "社".repeat(19));
        assert_eq!(place("社", 10.0, 20.0), (10.0, "start"));
        assert_eq!(place("株式会社みなと試作室", 70.0, 90.0), (90.0, "end"));
        assert_eq!(place(&"社".repeat(19), 55.0, 60.0), (100.0, "end"));
    }

    #[test]
    fn the_axis_has_room_for_its_years() {
        for span in 1..80 {
            let marks = marks(1987, 1987 + span);
            assert!(!marks.is_empty() || span < 3, "{span}");
            assert!(marks.len() <= 5, "{span}: {marks:?}");
        }
        assert_eq!(marks(2009, 2027), [2010, 2015, 2020, 2025]);
    }
}
