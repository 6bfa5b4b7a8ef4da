//! What the office decides about its site: name, look, languages, words.
use serde::{Deserialize, Serialize};

use crate::address;
use crate::form::{Problem, Problems};
use crate::id::MediaId;
use crate::joining::Joining;
use crate::lang::{Bilingual, CoCreation, Lang, Talent, Voice};
use crate::retention::Retention;
use crate::text::{self, Colour};

/// The settings of the one site of this installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    /// Whether the first start is over.
    pub ready: bool,
    /// Name of the network.
    pub name: Bilingual,
    /// Name of the company behind it.
    pub company: Bilingual,
    /// What the network is, one or two sentences, on the home page and in invitations.
    pub welcome: Bilingual,
    /// What the network is, at length, Markdown.
    pub about: Bilingual,
    /// How personal data is used, Markdown.
    pub privacy: Bilingual,
    /// The rules of the network, Markdown.
    pub terms: Bilingual,
    /// Mail address of the office, shown to whoever needs help.
    pub contact: String,
    /// Postal address of the office, which stands in every invitation it sends.
    pub postal: Bilingual,
    /// Domains of the company's own mail addresses.
    pub mail_domains: Vec<String>,
    /// Main colour.
    pub brand: String,
    /// Second colour.
    pub accent: String,
    /// The company's logo; the product's mark when absent.
    pub logo: Option<MediaId>,
    /// Language of visitors whose browser asks for neither.
    pub lang: Lang,
    /// Languages offered.
    pub langs: Vec<Lang>,
    /// 人財 or 人材.
    pub talent: Talent,
    /// 協創 or 共創.
    pub co_creation: CoCreation,
    /// How those who ask to join are answered.
    pub joining: Joining,
    /// Days within which the office answers what members ask about their data.
    pub rights_days: i64,
    /// How long what is kept only for a while is kept.
    pub retention: Retention,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            ready: false,
            name: Bilingual { ja: "縁".to_owned(), en: "Enishi".to_owned() },
            company: Bilingual::default(),
            welcome: Bilingual::default(),
            about: Bilingual::default(),
            privacy: Bilingual::default(),
            terms: Bilingual::default(),
            contact: String::new(),
            postal: Bilingual::default(),
            mail_domains: Vec::new(),
            brand: "#1f4e79".to_owned(),
            accent: "#b4491f".to_owned(),
            logo: None,
            lang: Lang::Ja,
            langs: Lang::ALL.to_vec(),
            talent: Talent::default(),
            co_creation: CoCreation::default(),
            joining: Joining::default(),
            rights_days: 14,
            retention: Retention::default(),
        }
    }
}

impl Site {
    /// How this site speaks in `lang`, or in its own language when it does not offer that one.
    #[must_use]
    pub fn voice(&self, lang: Lang) -> Voice {
        let lang = if self.langs.contains(&lang) { lang } else { self.lang };
        Voice { lang, talent: self.talent, co_creation: self.co_creation }
    }
}

/// The form of the site's settings, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Site")]
pub struct SiteInput {
    pub name_ja: String,
    pub name_en: String,
    pub company_ja: String,
    pub company_en: String,
    pub welcome_ja: String,
    pub welcome_en: String,
    pub about_ja: String,
    pub about_en: String,
    pub privacy_ja: String,
    pub privacy_en: String,
    pub terms_ja: String,
    pub terms_en: String,
    pub contact: String,
    pub postal_ja: String,
    pub postal_en: String,
    /// In one line, set apart by commas or spaces.
    pub mail_domains: String,
    pub brand: String,
    pub accent: String,
    pub lang: String,
    /// `both`, `ja` or `en`.
    pub langs: String,
    pub talent: String,
    pub co_creation: String,
}

impl SiteInput {
    /// The form filled with what is set.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let Bilingual { ja: name_ja, en: name_en } = site.name.clone();
        let Bilingual { ja: company_ja, en: company_en } = site.company.clone();
        let Bilingual { ja: welcome_ja, en: welcome_en } = site.welcome.clone();
        let Bilingual { ja: about_ja, en: about_en } = site.about.clone();
        let Bilingual { ja: privacy_ja, en: privacy_en } = site.privacy.clone();
        let Bilingual { ja: terms_ja, en: terms_en } = site.terms.clone();
        let Bilingual { ja: postal_ja, en: postal_en } = site.postal.clone();
        let langs = if site.langs.len() > 1 { "both".to_owned() } else { site.lang.to_string() };
        Self {
            name_ja,
            name_en,
            company_ja,
            company_en,
            welcome_ja,
            welcome_en,
            about_ja,
            about_en,
            privacy_ja,
            privacy_en,
            terms_ja,
            terms_en,
            contact: site.contact.clone(),
            postal_ja,
            postal_en,
            mail_domains: site.mail_domains.join(", "),
            brand: site.brand.clone(),
            accent: site.accent.clone(),
            lang: site.lang.to_string(),
            langs,
            talent: site.talent.to_string(),
            co_creation: site.co_creation.to_string(),
        }
    }

    /// The settings typed over `site`, which keeps what has forms of its own.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self, site: &Site) -> Result<Site, Problems> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let next = Site {
            ready: site.ready,
            logo: site.logo,
            joining: site.joining.clone(),
            rights_days: site.rights_days,
            retention: site.retention,
            name: one_of_both(p, "name", &self.name_ja, &self.name_en, 60),
            company: one_of_both(p, "company", &self.company_ja, &self.company_en, 80),
            welcome: both(p, "welcome", &self.welcome_ja, &self.welcome_en, 400),
            about: both(p, "about", &self.about_ja, &self.about_en, text::PROSE_MAX),
            privacy: both(p, "privacy", &self.privacy_ja, &self.privacy_en, text::PROSE_MAX),
            terms: both(p, "terms", &self.terms_ja, &self.terms_en, text::PROSE_MAX),
            contact: p
                .take("contact", self.contact.parse::<text::Mail>())
                .map(String::from)
                .unwrap_or_default(),
            postal: both(p, "postal", &self.postal_ja, &self.postal_en, 200),
            mail_domains: p.take("mail_domains", address::domains(&self.mail_domains)).unwrap_or_default(),
            brand: p.take("brand", self.brand.parse::<Colour>()).map(String::from).unwrap_or_default(),
            accent: p.take("accent", self.accent.parse::<Colour>()).map(String::from).unwrap_or_default(),
            lang: p.take("lang", choice(&self.lang)).unwrap_or_default(),
            langs: match self.langs.parse::<Lang>() {
                Ok(only) => vec![only],
                Err(_) => Lang::ALL.to_vec(),
            },
            talent: p.take("talent", choice(&self.talent)).unwrap_or_default(),
            co_creation: p.take("co_creation", choice(&self.co_creation)).unwrap_or_default(),
        };
        if !next.langs.contains(&next.lang) {
            p.add("lang", Problem::NotAChoice);
        }
        problems.finish(Some(next))
    }
}

/// One of the variants of a text enum, or [`Problem::NotAChoice`].
///
/// # Errors
/// [`Problem::NotAChoice`].
pub fn choice<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotAChoice)
}

/// Both languages, either may be empty.
pub fn both(problems: &mut Problems, field: &str, ja: &str, en: &str, max: usize) -> Bilingual {
    let mut read = |lang: &str, text: &str| {
        let parsed = text::optional(text, |t| text::prose(t, max));
        problems.take(&format!("{field}_{lang}"), parsed).flatten().unwrap_or_default()
    };
    Bilingual { ja: read("ja", ja), en: read("en", en) }
}

/// Both languages, at least one of them there.
pub fn one_of_both(problems: &mut Problems, field: &str, ja: &str, en: &str, max: usize) -> Bilingual {
    let read = both(problems, field, ja, en, max);
    if ja.trim().is_empty() && en.trim().is_empty() {
        problems.add(&format!("{field}_ja"), Problem::Required);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_form_parses_to_the_same_site() {
        let site = Site {
            contact: "office@example.jp".into(),
            company: Bilingual { ja: "桜橋".into(), en: String::new() },
            mail_domains: vec!["example.jp".into(), "example.com".into()],
            ..Site::default()
        };
        assert_eq!(SiteInput::of(&site).parse(&site), Ok(site));
    }

    #[test]
    fn problems_name_their_fields() {
        let input = SiteInput {
            name_ja: "縁".into(),
            brand: "blue".into(),
            mail_domains: "example".into(),
            lang: "ja".into(),
            langs: "en".into(),
            ..SiteInput::default()
        };
        let problems = input.parse(&Site::default()).unwrap_err();
        for (field, problem) in [
            ("brand", Problem::NotAColour),
            ("contact", Problem::Required),
            ("mail_domains", Problem::NotADomain),
            ("company_ja", Problem::Required),
            ("lang", Problem::NotAChoice),
        ] {
            assert_eq!(problems.of(field), Some(&problem), "{field}");
        }
        assert_eq!(problems.of("name_ja"), None);
    }
}
