//! The places of the network, for side bar and tabs.
use service::policy::Capability;
use types::lang::Voice;
use types::words::nav as w;

use crate::ctx::Ctx;

/// One place.
#[derive(Clone, Copy)]
pub struct Place {
    /// Path; the place is current on all paths below it.
    pub path: &'static str,
    /// Name in the sprite.
    pub icon: &'static str,
    /// Label.
    pub label: fn(Voice) -> &'static str,
}

/// The places of a member, which are also the tabs of a phone.
pub const MEMBER: [Place; 5] = [
    Place { path: "/", icon: "house", label: w::home },
    Place { path: "/people", icon: "users", label: w::people },
    Place { path: "/events", icon: "calendar", label: w::events },
    Place { path: "/programmes", icon: "sprout", label: w::programmes },
    Place { path: "/me", icon: "user", label: w::me },
];

/// What the side bar has beyond the tabs; on a phone わたし leads there.
pub const MORE: [Place; 2] = [
    Place { path: "/letters", icon: "mail", label: w::letters },
    Place { path: "/invitations", icon: "link", label: w::invitations },
];

/// The desk of the office.
pub const OFFICE: [Place; 10] = [
    Place { path: "/office", icon: "layout-dashboard", label: w::office_home },
    Place { path: "/office/queue", icon: "list-checks", label: w::queue },
    Place { path: "/office/roster", icon: "file-text", label: w::roster },
    Place { path: "/office/handover", icon: "graduation-cap", label: w::handover },
    Place { path: "/office/events", icon: "calendar", label: w::events },
    Place { path: "/office/programmes", icon: "sprout", label: w::programmes },
    Place { path: "/office/letters", icon: "mail", label: w::letters },
    Place { path: "/office/stories", icon: "book-open", label: w::stories },
    Place { path: "/office/reports", icon: "flag", label: w::reports },
    Place { path: "/office/settings", icon: "settings", label: w::settings },
];

/// The pages of visitors.
pub const PUBLIC: [Place; 4] = [
    Place { path: "/events", icon: "calendar", label: w::events },
    Place { path: "/programmes", icon: "sprout", label: w::programmes },
    Place { path: "/stories", icon: "book-open", label: w::stories },
    Place { path: "/about", icon: "info", label: w::about },
];

/// The places of the desk that the viewer works at; none for most members.
pub fn desk(ctx: &Ctx) -> &'static [Place] {
    const PROGRAMMES: [Place; 1] =
        [Place { path: "/office/programmes", icon: "sprout", label: w::programmes }];
    if ctx.viewer.may(Capability::RunOffice) {
        &OFFICE
    } else if ctx.viewer.may(Capability::RunProgrammes) {
        &PROGRAMMES
    } else {
        &[]
    }
}

/// Paths that belong to a place with another one.
const ELSEWHERE: [(&str, &str); 2] = [("/places", "/people"), ("/together", "/people")];

/// Which place of `places` the viewer is at: the longest path that the present one begins with.
pub fn current(ctx: &Ctx, places: &[Place]) -> Option<&'static str> {
    let path = ctx.path();
    let is_below = |path: &str, place: &str| {
        path == place || (place != "/" && path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')))
    };
    let below = |place: &str| {
        is_below(path, place) || ELSEWHERE.iter().any(|(other, of)| *of == place && is_below(path, other))
    };
    places.iter().map(|place| place.path).filter(|place| below(place)).max_by_key(|place| place.len())
}
