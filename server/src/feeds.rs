//! What machines read of the public side: the Atom feed, the site map, the rules for robots.
use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::tz::TimeZone;
use pages::App;
use pages::ctx::Ctx;
use pages::fault::PageFault;
use service::clock::zoned;
use service::event::When;
use service::fault::Fault;
use service::viewer::Viewer;
use types::time::Stamp;
use types::words::{event, public as w};

/// Pages of a list that the site map follows at most.
const LIST_PAGES: usize = 100;
/// What stands still.
const FIXED: [&str; 7] = ["/", "/events", "/programmes", "/stories", "/about", "/privacy", "/terms"];
/// Files of pages, which robots need to see them as people do.
const FILES: [&str; 7] = ["/pkg/", "/media/", "/icons/", "/art/", "/favicon.svg", "/og.png", "/atom.xml"];

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/atom.xml", get(atom))
        .route("/sitemap.xml", get(sitemap))
        .route("/robots.txt", get(robots))
}

/// The next public events and the newest stories, in the site's language.
async fn atom(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let side = app.service.public_side().await?;
    let past = app.service.events(&Viewer::Visitor, When::Past, None).await?.events;
    let (config, site) = (app.service.config(), &ctx.site);
    let lang = site.lang;
    let entry = |path: String, title: &str, summary: &str, at: Stamp| {
        let address = config.url(&path);
        Ok(Entry {
            title: Text::plain(title),
            id: address.clone(),
            updated: rfc3339(at)?,
            published: Some(rfc3339(at)?),
            links: vec![Link { href: address, ..Link::default() }],
            summary: Some(Text::plain(summary)),
            ..Entry::default()
        })
    };
    let events = side.upcoming.iter().chain(&past);
    let events = events.map(|e| {
        let title = e.words.title.get(lang);
        let called_off = format!("{}: {title}", event::called_off(site.voice(lang)));
        let title = if e.called_off { &called_off } else { title };
        entry(format!("/events/{}", e.slug), title, e.words.summary.get(lang), e.changed)
    });
    let stories = side.stories.iter();
    let stories = stories.map(|s| {
        entry(format!("/stories/{}", s.slug), s.words.title.get(lang), s.words.lead.get(lang), s.published)
    });
    let mut entries = events.chain(stories).collect::<Result<Vec<_>, Fault>>()?;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    let feed = Feed {
        title: Text::plain(w::feed_title(site.voice(lang), site.name.get(lang))),
        id: config.url("/atom.xml"),
        updated: entries.first().map_or_else(|| rfc3339(Stamp(0)), |first| Ok(first.updated))?,
        authors: vec![Person { name: site.name.get(lang).to_owned(), ..Person::default() }],
        links: vec![
            Link { href: config.url("/atom.xml"), rel: "self".to_owned(), ..Link::default() },
            Link { href: config.url("/"), ..Link::default() },
        ],
        lang: Some(lang.to_string()),
        entries,
        ..Feed::default()
    };
    Ok(text("application/atom+xml; charset=utf-8", feed.to_string()))
}

/// Every page a visitor may see.
async fn sitemap(State(app): State<App>) -> Result<Response, PageFault> {
    let config = app.service.config();
    let mut addresses: Vec<(String, Option<Stamp>)> =
        FIXED.iter().map(|path| (config.url(path), None)).collect();
    for p in app.service.programmes().await? {
        addresses.push((config.url(&format!("/programmes/{}", p.slug)), Some(p.changed)));
    }
    for when in [When::Upcoming, When::Past] {
        let mut next = None;
        for _ in 0..LIST_PAGES {
            let page = app.service.events(&Viewer::Visitor, when, next.as_deref()).await?;
            addresses.extend(
                page.events
                    .into_iter()
                    .map(|e| (config.url(&format!("/events/{}", e.slug)), Some(e.changed))),
            );
            next = page.next;
            if next.is_none() {
                break;
            }
        }
    }
    let mut next = None;
    for _ in 0..LIST_PAGES {
        let page = app.service.stories(&Viewer::Visitor, next.as_deref()).await?;
        addresses.extend(
            page.stories
                .into_iter()
                .map(|s| (config.url(&format!("/stories/{}", s.slug)), Some(s.published))),
        );
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for (address, changed) in addresses {
        let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", day(at))).unwrap_or_default();
        xml += &format!("<url><loc>{}</loc>{changed}</url>\n", address.replace('&', "&amp;"));
    }
    xml += "</urlset>\n";
    Ok(text("application/xml; charset=utf-8", xml))
}

/// Everything is closed but the public side; members' pages say `noindex` besides.
async fn robots(State(app): State<App>) -> Response {
    let mut rules = "User-agent: *\nAllow: /$\n".to_owned();
    for path in FIXED.iter().skip(1).chain(&FILES) {
        rules += &format!("Allow: {path}\n");
    }
    rules += &format!("Disallow: /\n\nSitemap: {}\n", app.service.config().url("/sitemap.xml"));
    text("text/plain; charset=utf-8", rules)
}

fn text(kind: &'static str, body: String) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")], body).into_response()
}

fn day(at: Stamp) -> String {
    zoned(at, &TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

fn rfc3339(at: Stamp) -> Result<FixedDateTime, Fault> {
    let written = zoned(at, &TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    written.parse().map_err(Fault::internal)
}
