//! The map: how many live where, as tiles and as a table, each a link to them.
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use service::directory::{Counts, DirectoryQuery};
use types::country::Country;
use types::lang::{Lang, Voice};
use types::place::{Area, Place};
use types::prefecture::Prefecture;
use types::words::facet as w;

use super::map_grid::{SIZE, TILES};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::Icon;

/// Side of a tile and the gap to the next.
const TILE: u32 = 40;
const GAP: u32 = 3;

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let counts = app.service.directory_counts(&ctx.viewer, &DirectoryQuery::default()).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(move || view(v, &counts)))
}

fn view(v: Voice, counts: &Counts) -> impl IntoView + use<> {
    let at = |place: Place| counts.place(place.as_str()).map_or(0, |count| count.people);
    let areas: Vec<_> = Area::ALL.iter().map(|area| (*area, rows(*area, at))).collect();
    let areas: Vec<_> = areas.into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
    let head = view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div>
            <div class="acts"><a class="btn quiet" href="/people"><Icon name="users"/>{w::back(v)}</a></div></header>
    };
    if areas.is_empty() {
        return view! {
            {head}
            <section class="empty">
                <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#people"></use></svg>
                <h2>{w::empty_title(v)}</h2><p>{w::empty_text(v)}</p>
            </section>
        }
        .into_any();
    }
    let bodies = areas.into_iter().map(|(area, rows)| body(v, area, rows)).collect_view();
    view! {
        {head}
        <div class="places">
            <section class="card">{tiles(v, at)}</section>
            <section class="card">
                <table class="table dense">
                    <caption>{w::table(v)}</caption>
                    <thead><tr><th scope="col">{w::place(v)}</th><th scope="col" class="num">{w::number(v)}</th></tr></thead>
                    {bodies}
                </table>
                <p class="meta">{w::note(v)}</p>
            </section>
        </div>
    }
    .into_any()
}

/// The places of an area where somebody lives: regions before their prefectures, or before their countries.
fn rows(area: Area, at: impl Fn(Place) -> usize) -> Vec<(Place, usize)> {
    let countries = |place: Place| {
        let countries =
            Country::ALL.iter().filter(move |it| area == Area::Abroad && it.region() == place.region());
        std::iter::once(place).chain(countries.map(|it| Place::Country(*it)))
    };
    let places = area.places().into_iter().flat_map(countries);
    places.map(|place| (place, at(place))).filter(|(_, people)| *people > 0).collect()
}

fn body(v: Voice, area: Area, rows: Vec<(Place, usize)>) -> impl IntoView + use<> {
    let row = |(place, people): (Place, usize)| {
        // A region of one prefecture stands as that prefecture.
        let is_part = !matches!(place, Place::Region(_)) && place.region().as_str() != place.as_str();
        view! {
            <tr><th scope="row" class:part=is_part><a href=address(place)>{place.text(v)}</a></th><td class="num">{number(people)}</td></tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! { <tbody><tr class="area"><th scope="rowgroup" colspan="2">{area.text(v)}</th></tr>{rows}</tbody> }
}

fn tiles<A: Fn(Place) -> usize>(v: Voice, at: A) -> impl IntoView + use<A> {
    let people = TILES.map(|(prefecture, cells)| (prefecture, cells, at(Place::Prefecture(prefecture))));
    let most = people.iter().map(|(_, _, people)| *people).max().unwrap_or_default();
    let tiles =
        people.map(|(prefecture, cells, people)| tile(v, prefecture, cells, people, most)).collect_view();
    let size = format!("0 0 {} {}", SIZE.0 * TILE, SIZE.1 * TILE);
    view! { <svg class="tiles" viewBox=size role="group" aria-label=w::map_label(v)>{tiles}</svg> }
}

/// Letters of a name that fill a tile.
const LONG: usize = 7;

/// One prefecture; a link where somebody lives.
fn tile(
    v: Voice,
    prefecture: Prefecture,
    [x, y, columns, rows]: [u32; 4],
    people: usize,
    most: usize,
) -> impl IntoView + use<> {
    let (width, height) = (columns * TILE - GAP, rows * TILE - GAP);
    let (x, y) = (x * TILE, y * TILE);
    let (middle, center) = (x + width / 2, y + height / 2);
    let name = short(prefecture.text(v), v.lang);
    let style = if v.lang != Lang::Ja && columns == 1 && name.len() > LONG { "name long" } else { "name" };
    let shape = view! { <rect x=x y=y width=width height=height rx="6"/> };
    if people == 0 {
        let name = view! { <text class=style x=middle y=center + 4>{name}</text> };
        return view! { <g class="tile d0" aria-hidden="true">{shape}{name}</g> }.into_any();
    }
    let place = Place::Prefecture(prefecture);
    // What is seen on the tile, with the same space in between, and what the number counts.
    let label = format!("{name} {}", w::people(v, number(people)));
    let class = format!("tile d{}", density(people, most));
    view! {
        <a class=class href=address(place) aria-label=label>
            {shape}
            <g aria-hidden="true"><text class=style x=middle y=center - 3>{name}</text>" "<text class="people" x=middle y=center + 12>{number(people)}</text></g>
        </a>
    }
    .into_any()
}

/// 1 to 4: quarters of the most who live in one prefecture.
fn density(people: usize, most: usize) -> usize {
    (people * 4).div_ceil(most.max(1)).clamp(1, 4)
}

/// The name without 都, 府 and 県.
fn short(name: &str, lang: Lang) -> String {
    let name = if lang == Lang::Ja { name.strip_suffix(['都', '府', '県']).unwrap_or(name) } else { name };
    name.to_owned()
}

fn address(place: Place) -> String {
    DirectoryQuery { region: place.to_string(), ..DirectoryQuery::default() }.address()
}

fn number(people: usize) -> String {
    format::number(i64::try_from(people).unwrap_or(i64::MAX))
}
