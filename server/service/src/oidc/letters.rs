//! The mail about an account.
use types::lang::Lang;
use types::site::Site;
use types::text::Mail;
use types::words::oidc as w;

use crate::mail::Letter;

/// The company's account signs the member in from now on.
pub(super) fn linked(to: &Mail, site: &Site, lang: Lang, devices: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    Letter {
        to: to.clone(),
        lang,
        subject: w::mail_linked_subject(v, name),
        body: w::mail_linked(v, &site.contact, devices, name),
        calendar: None,
    }
}
