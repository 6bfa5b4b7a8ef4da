//! The mails about addresses.
use store::address_request::AddressRequestRow;
use types::lang::Lang;
use types::member::Person;
use types::site::Site;
use types::text::Mail;
use types::words::address as w;

use crate::mail::Letter;

/// What happened to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Removed,
    Primary,
}

/// Asks to prove the new address.
pub(super) fn proof(to: &Mail, site: &Site, lang: Lang, link: &str, code: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    letter(to, lang, w::mail_proof_subject(v, code, name), w::mail_proof(v, code, link, name))
}

/// The address is somebody's already.
pub(super) fn in_use(to: &Mail, site: &Site, lang: Lang, sign_in: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    letter(to, lang, w::mail_in_use_subject(v, name), w::mail_in_use(v, sign_in, name))
}

/// The primary address hears what was asked for, and confirms or stops it.
pub(super) fn asked(row: &AddressRequestRow, site: &Site, lang: Lang, link: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let body = if row.office_asked_at.is_some() {
        w::mail_asked_office(v, link, &row.mail, name)
    } else {
        w::mail_asked(v, link, &row.mail, name)
    };
    letter(&row.primary_mail, lang, w::mail_asked_subject(v, name), body)
}

/// An address was added, removed or made the primary one.
pub(super) fn changed(to: &Mail, site: &Site, lang: Lang, change: Change, mail: &Mail, page: &str) -> Letter {
    let (v, name, contact) = (site.voice(lang), site.name.get(lang), &site.contact);
    let (subject, body) = match change {
        Change::Added => (w::mail_added_subject(v, name), w::mail_added(v, contact, mail, name, page)),
        Change::Removed => (w::mail_removed_subject(v, name), w::mail_removed(v, contact, mail, name, page)),
        Change::Primary => (w::mail_primary_subject(v, name), w::mail_primary(v, contact, mail, name, page)),
    };
    letter(to, lang, subject, body)
}

/// The office is asked to confirm in place of an address that cannot be read any more.
pub(super) fn for_office(to: &Mail, site: &Site, person: &Person, page: &str) -> Letter {
    let lang = site.lang;
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let who = person.name(lang);
    letter(to, lang, w::mail_office_subject(v, name), w::mail_office(v, name, page, who))
}

fn letter(to: &Mail, lang: Lang, subject: String, body: String) -> Letter {
    Letter { to: to.clone(), lang, subject, body, calendar: None }
}
