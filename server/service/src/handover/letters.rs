//! The one mail to a leaver.
use types::day::Day;
use types::lang::{Lang, Voice};
use types::site::Site;
use types::text::Mail;
use types::words::handover as w;

use super::HandoverRow;
use crate::mail::Letter;

/// Asks a member whether to stay.
pub(super) fn asked(row: &HandoverRow, to: &Mail, site: &Site, lang: Lang, link: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let day = day(v, &row.leaves_on);
    let body = w::mail_asked(v, &site.contact, day, link, &row.name, name);
    letter(to, lang, w::mail_asked_subject(v, name), body)
}

/// Asks somebody without an account to join.
pub(super) fn invited(row: &HandoverRow, to: &Mail, site: &Site, link: &str) -> Letter {
    let lang = site.lang;
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let body = w::mail_invited(v, &site.contact, link, &row.name, name);
    letter(to, lang, w::mail_invited_subject(v, name), body)
}

/// 2026年12月31日, 2026-12-31.
fn day(v: Voice, day: &Day) -> String {
    let text = day.as_str();
    let mut parts = text.split('-').map(|part| part.trim_start_matches('0'));
    match (v.lang, parts.next(), parts.next(), parts.next()) {
        (Lang::Ja, Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        _ => text.to_owned(),
    }
}

fn letter(to: &Mail, lang: Lang, subject: String, body: String) -> Letter {
    Letter { to: to.clone(), lang, subject, body, calendar: None }
}
