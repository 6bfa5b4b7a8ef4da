//! Mails about what somebody is to the company.
use types::lang::Lang;
use types::member::Person;
use types::site::Site;
use types::text::Mail;
use types::words::relationship as w;

use crate::mail::Letter;

/// To whoever became an alumnus and has only addresses of the company.
pub(super) fn needs_private(to: &Mail, site: &Site, lang: Lang, person: &Person, page: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let body = w::mail_private(v, &site.contact, page, person.name(lang), name);
    Letter { to: to.clone(), lang, subject: w::mail_private_subject(v, name), body, calendar: None }
}

/// To whoever was suspended and is brought back by the office.
pub(super) fn restored(to: &Mail, site: &Site, lang: Lang, person: &Person, page: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let body = w::mail_restored(v, &site.contact, page, person.name(lang), name);
    Letter { to: to.clone(), lang, subject: w::mail_restored_subject(v, name), body, calendar: None }
}
