//! The mails about a request to join.
use types::lang::Lang;
use types::site::Site;
use types::text::Mail;
use types::words::join as w;

use super::JoinRequestRow;
use crate::mail::Letter;

/// Asks to prove the address.
pub(super) fn proof(to: &Mail, site: &Site, lang: Lang, link: &str, code: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    letter(to, lang, w::mail_proof_subject(v, code, name), w::mail_proof(v, code, link, name))
}

/// The address is a member's already.
pub(super) fn member_already(to: &Mail, site: &Site, lang: Lang, link: &str, code: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    letter(to, lang, w::mail_member_subject(v, name), w::mail_member(v, code, link, name))
}

/// The address has a request that waits already.
pub(super) fn asked_already(to: &Mail, site: &Site, lang: Lang, link: &str, code: &str) -> Letter {
    let (v, name) = (site.voice(lang), site.name.get(lang));
    letter(to, lang, w::mail_again_subject(v, name), w::mail_again(v, code, link, name))
}

/// The request waits for the office.
pub(super) fn waiting(request: &JoinRequestRow, site: &Site, page: &str) -> Letter {
    let (v, name) = (site.voice(request.lang), site.name.get(request.lang));
    let body = w::mail_waiting(v, site.joining.expected_days, page, name, who(request));
    letter(&request.mail, request.lang, w::mail_waiting_subject(v, name), body)
}

/// The office asks for more.
pub(super) fn question(request: &JoinRequestRow, site: &Site, page: &str, question: &str) -> Letter {
    let (v, name) = (site.voice(request.lang), site.name.get(request.lang));
    let body = w::mail_question(v, page, question, name, who(request));
    letter(&request.mail, request.lang, w::mail_question_subject(v, name), body)
}

/// Welcome.
pub(super) fn welcome(request: &JoinRequestRow, site: &Site, sign_in: &str) -> Letter {
    let (v, name) = (site.voice(request.lang), site.name.get(request.lang));
    let body = w::mail_welcome(v, sign_in, name, who(request));
    letter(&request.mail, request.lang, w::mail_welcome_subject(v, name), body)
}

/// 見送り, in the office's words.
pub(super) fn declined(request: &JoinRequestRow, site: &Site, words: &str) -> Letter {
    let (v, name) = (site.voice(request.lang), site.name.get(request.lang));
    let body = w::mail_declined(v, &site.contact, name, who(request), words);
    letter(&request.mail, request.lang, w::mail_declined_subject(v, name), body)
}

/// The name in the order of the language the mail is in.
fn who(request: &JoinRequestRow) -> String {
    match request.lang {
        Lang::En if !request.family_roman.is_empty() => {
            format!("{} {}", request.given_roman, request.family_roman)
        }
        Lang::En => format!("{} {}", request.given, request.family),
        Lang::Ja => format!("{} {}", request.family, request.given),
    }
}

fn letter(to: &Mail, lang: Lang, subject: String, body: String) -> Letter {
    Letter { to: to.clone(), lang, subject, body, calendar: None }
}
