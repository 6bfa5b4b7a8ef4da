//! The mail to whoever became an alumnus and has only addresses of the company.
use types::lang::Lang;
use types::member::Person;
use types::site::Site;
use types::text::Mail;
use types::words::relationship as w;

use crate::mail::Letter;

pub(super) fn needs_private(to: &Mail, site: &Site, lang: Lang, person: &Person, page: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    let body = w::mail_private(v, &site.contact, page, person.name(lang), name);
    Letter { to: to.clone(), lang, subject: w::mail_private_subject(v, name), body, calendar: None }
}
