//! The mail of a campaign: greeting, the office's words, the way in, and what the law asks for: who sends, from where, and the
//! way never to hear again (特定電子メールの送信の適正化等に関する法律 第4条).
use types::lang::Lang;
use types::site::Site;
use types::text::Mail;
use types::words::campaign as w;

use super::{CampaignRow, RecipientRow};
use crate::Service;
use crate::mail::Letter;

/// Stands for the last part of a link in a preview.
const NO_TOKEN: &str = "…";

/// The mail to `to`.
pub(super) fn letter(
    service: &Service,
    site: &Site,
    campaign: &CampaignRow,
    person: Option<&RecipientRow>,
    to: Mail,
    token: &str,
) -> Letter {
    let (subject, body) = text(service, site, campaign, person, token);
    Letter { to, lang: campaign.lang, subject, body, calendar: None }
}

/// Subject and text as the office looks at them.
pub(super) fn preview(
    service: &Service,
    site: &Site,
    campaign: &CampaignRow,
    person: Option<&RecipientRow>,
) -> (String, String) {
    text(service, site, campaign, person, NO_TOKEN)
}

/// Where one says never to want to hear again.
pub(super) fn opt_out_url(service: &Service, token: &str) -> String {
    service.config().url(&format!("/opt-out/{token}"))
}

fn text(
    service: &Service,
    site: &Site,
    campaign: &CampaignRow,
    person: Option<&RecipientRow>,
    token: &str,
) -> (String, String) {
    let (v, lang) = (site.voice(campaign.lang), campaign.lang);
    let name = person.map(|person| name(person, lang)).unwrap_or_else(|| w::somebody(v).to_owned());
    let join = service.config().url(&format!("/join/list/{token}"));
    let body = w::mail(
        v,
        campaign.body.trim(),
        site.company.get(lang),
        &site.contact,
        join,
        name,
        opt_out_url(service, token),
        site.postal.get(lang),
        site.name.get(lang),
    );
    (campaign.subject.clone(), body)
}

/// The list may hold a whole name in one column.
fn name(person: &RecipientRow, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{} {}", person.family, person.given),
        Lang::En => format!("{} {}", person.given, person.family),
    }
    .trim()
    .to_owned()
}
