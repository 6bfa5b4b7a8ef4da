//! What is measured: what people do most.
use std::sync::atomic::{AtomicUsize, Ordering};

use bench::http::{Answer, Ask};
use bench::network::{Visitors, token};

/// One kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// The file to compare with.
    File,
    /// The public home, for visitors.
    Home,
    /// The first page of the feed.
    Feed,
    /// The same, compressed as browsers ask for it.
    FeedCompressed,
    /// A page of the feed from long ago.
    Deep,
    /// The first page of the directory.
    Directory,
    /// Search for 営業.
    SearchSales,
    /// Search for 太郎.
    SearchTaro,
    /// Somebody's profile.
    Profile,
    /// Publish a post.
    Post,
    /// Sign up for an event.
    SignUp,
}

impl Scenario {
    /// All but the file, writing last.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Feed,
        Self::FeedCompressed,
        Self::Deep,
        Self::Directory,
        Self::SearchSales,
        Self::SearchTaro,
        Self::Profile,
        Self::Post,
        Self::SignUp,
    ];

    /// Its name in table and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Home => "home",
            Self::Feed => "feed",
            Self::FeedCompressed => "feed, compressed",
            Self::Deep => "feed, deep",
            Self::Directory => "directory",
            Self::SearchSales => "search 営業",
            Self::SearchTaro => "search 太郎",
            Self::Profile => "profile",
            Self::Post => "post",
            Self::SignUp => "sign-up",
        }
    }

    /// Whether it changes something, so that each request must be another one.
    pub fn writes(self) -> bool {
        matches!(self, Self::Post | Self::SignUp)
    }
}

/// Makes the requests of a scenario, each by the next visitor.
pub struct Requests {
    visitors: Visitors,
    next: [AtomicUsize; 2],
}

impl Requests {
    /// Requests to the network of `visitors`.
    pub fn new(visitors: Visitors) -> Self {
        Self { visitors, next: Default::default() }
    }

    /// The next request.
    pub fn next(&self, scenario: Scenario) -> Ask {
        // Writing has its own count: whoever posted or signed up must not do so again.
        let n = self.next[usize::from(scenario.writes())].fetch_add(1, Ordering::Relaxed);
        let people = self.visitors.members.len();
        let me = token(n % people);
        match scenario {
            Scenario::File => Ask::get("/pkg/file.bin", ""),
            Scenario::Home => Ask::get("/", ""),
            Scenario::Feed => Ask::get("/", &me),
            Scenario::FeedCompressed => Ask { encoding: "gzip, br", ..Ask::get("/", &me) },
            Scenario::Deep => Ask::get(format!("/feed?before={}", of(&self.visitors.places, n)), &me),
            Scenario::Directory => Ask::get("/people", &me),
            Scenario::SearchSales => Ask::get("/people?q=%E5%96%B6%E6%A5%AD", &me),
            Scenario::SearchTaro => Ask::get("/people?q=%E5%A4%AA%E9%83%8E", &me),
            Scenario::Profile => Ask::get(format!("/people/{}", of(&self.visitors.profiles, n)), &me),
            Scenario::Post => Ask::post("/", &me, POST.to_owned()),
            Scenario::SignUp => {
                let event = of(&self.visitors.events, n / people);
                Ask::post(format!("/events/{event}"), &me, "act=join".to_owned())
            }
        }
    }
}

/// 久しぶりに本社の前を通りました。
const POST: &str = "action=publish&body=%E4%B9%85%E3%81%97%E3%81%B6%E3%82%8A%E3%81%AB%E6%9C%AC%E7%A4%BE%E3%81%AE%E5%89%8D%E3%82%92%E9%80%9A%E3%82%8A%E3%81%BE%E3%81%97%E3%81%9F%E3%80%82";

/// Whether the server did what was asked.
pub fn is_good(scenario: Scenario, answer: &Answer) -> bool {
    match scenario {
        Scenario::Post => answer.status == 303 && answer.location.starts_with("/#p-"),
        Scenario::SignUp => answer.status == 303 && answer.location.starts_with("/events/"),
        _ => answer.status == 200,
    }
}

fn of<T>(list: &[T], n: usize) -> &T {
    &list[n % list.len()]
}
