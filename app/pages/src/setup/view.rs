//! The form of the first start, and the fields it shares with the office's settings.
use app::draft::KeepDraft;
use leptos::prelude::*;
use service::site::FirstStartInput;
use types::form::Problems;
use types::id::MediaId;
use types::lang::{CoCreation, Lang, Talent, Voice};
use types::site::SiteInput;
use types::words::{form, setup as w};

use crate::parts::UPLOAD_MEGABYTES;
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind};

pub(super) fn first_start(
    voice: Voice,
    input: FirstStartInput,
    problems: Problems,
    logo: Option<MediaId>,
) -> impl IntoView {
    let p = problems.clone();
    view! {
        <section class="card letter">
            <h1>{w::title(voice)}</h1>
            <p class="lead">{w::lead(voice)}</p>
            <ErrorSummary voice problems=problems.clone()/>
            <form method="post" class="form" enctype="multipart/form-data" novalidate="true">
                <KeepDraft owner=String::new() name="first-start".to_owned()/>
                <fieldset class="fields">
                    <legend>{w::you(voice)}</legend>
                    <p class="hint">{w::you_hint(voice)}</p>
                    <div class="pair">
                        <Field voice name="family" label=w::family(voice) value=input.family problems=p.clone() autocomplete="family-name"/>
                        <Field voice name="given" label=w::given(voice) value=input.given problems=p.clone() autocomplete="given-name"/>
                    </div>
                    <Field voice name="mail" label=w::mail(voice) value=input.mail problems=p.clone() kind=Kind::Mail autocomplete="email"/>
                </fieldset>
                {site_fields(voice, &input.site, &problems)}
                {logo_field(voice, logo, &problems, true)}
                <p class="acts"><button class="btn primary large block">{w::start(voice)}</button></p>
            </form>
        </section>
    }
}

/// The company's logo: the present one, and room for another.
pub(crate) fn logo_field(
    voice: Voice,
    logo: Option<MediaId>,
    problems: &Problems,
    optional: bool,
) -> impl IntoView + use<> {
    let error = problems.of("logo").map(|problem| problem.text(voice));
    let (invalid, described) = match error {
        Some(_) => (Some("true"), "logo-h logo-e"),
        None => (None, "logo-h"),
    };
    let may = optional.then(|| view! { <span class="may">{form::optional(voice)}</span> });
    let shown = logo.map(
        |id| view! { <p class="logo-now"><img src=format!("/media/{id}/large") alt=w::logo_now(voice)/></p> },
    );
    view! {
        <div class="drop">
            {shown}
            <label for="logo">{w::logo(voice)}{may}</label>
            <input id="logo" name="logo" type="file" accept="image/png,image/jpeg,image/webp" aria-describedby=described aria-invalid=invalid/>
            <p class="hint" id="logo-h">{w::logo_hint(voice, UPLOAD_MEGABYTES)}</p>
            {error.map(|text| view! { <p class="error" id="logo-e"><Icon name="circle-alert"/>{text}</p> })}
        </div>
    }
}

/// Name, company, welcome, colours, languages, words.
pub(crate) fn site_fields(voice: Voice, input: &SiteInput, problems: &Problems) -> impl IntoView + use<> {
    let (i, p) = (input.clone(), problems);
    let languages = vec![
        Choice::new("both", w::both_languages(voice)),
        Choice::new("ja", "日本語"),
        Choice::new("en", "English"),
    ];
    let lang = Lang::ALL
        .iter()
        .map(|lang| Choice::new(lang.as_str(), if *lang == Lang::Ja { "日本語" } else { "English" }))
        .collect();
    let talents = Talent::ALL.iter().map(|t| Choice::new(t.as_str(), t.as_str())).collect();
    let creations = CoCreation::ALL.iter().map(|c| Choice::new(c.as_str(), c.as_str())).collect();
    view! {
        <fieldset class="fields">
            <legend>{w::network(voice)}</legend>
            <p class="hint">{w::one_language(voice)}</p>
            <div class="pair">
                <Field voice name="name_ja" label=w::name_ja(voice) value=i.name_ja problems=p.clone() lang="ja"/>
                <Field voice name="name_en" label=w::name_en(voice) value=i.name_en problems=p.clone() lang="en" optional=true/>
            </div>
            <div class="pair">
                <Field voice name="company_ja" label=w::company_ja(voice) value=i.company_ja problems=p.clone() lang="ja"/>
                <Field voice name="company_en" label=w::company_en(voice) value=i.company_en problems=p.clone() lang="en" optional=true/>
            </div>
            <div class="pair">
                <Field voice name="welcome_ja" label=w::welcome_ja(voice) value=i.welcome_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
                <Field voice name="welcome_en" label=w::welcome_en(voice) value=i.welcome_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
            </div>
            <Field voice name="contact" label=w::contact(voice) value=i.contact problems=p.clone() kind=Kind::Mail hint=w::contact_hint(voice)/>
            <div class="pair">
                <Field voice name="postal_ja" label=w::postal_ja(voice) value=i.postal_ja problems=p.clone() lang="ja" hint=w::postal_hint(voice) optional=true/>
                <Field voice name="postal_en" label=w::postal_en(voice) value=i.postal_en problems=p.clone() lang="en" optional=true/>
            </div>
            <Field voice name="mail_domains" label=w::mail_domains(voice) value=i.mail_domains problems=p.clone() hint=w::mail_domains_hint(voice) optional=true/>
        </fieldset>
        <fieldset class="fields">
            <legend>{w::look(voice)}</legend>
            <div class="pair">
                <Field voice name="brand" label=w::brand(voice) value=i.brand problems=p.clone() kind=Kind::Colour/>
                <Field voice name="accent" label=w::accent(voice) value=i.accent problems=p.clone() kind=Kind::Colour/>
            </div>
        </fieldset>
        <fieldset class="fields">
            <legend>{w::words(voice)}</legend>
            <Choices voice name="langs" label=w::langs(voice) choices=languages value=i.langs problems=p.clone()/>
            <Choices voice name="lang" label=w::lang(voice) choices=lang value=i.lang problems=p.clone()/>
            <Choices voice name="talent" label=w::talent(voice) choices=talents value=i.talent problems=p.clone()/>
            <Choices voice name="co_creation" label=w::co_creation(voice) choices=creations value=i.co_creation problems=p.clone()/>
        </fieldset>
        <details class="more">
            <summary>{w::texts(voice)}</summary>
            <p class="hint">{w::texts_hint(voice)} " " {form::optional(voice)}</p>
            <Field voice name="about_ja" label=w::about_ja(voice) value=i.about_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="about_en" label=w::about_en(voice) value=i.about_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
            <Field voice name="privacy_ja" label=w::privacy_ja(voice) value=i.privacy_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="privacy_en" label=w::privacy_en(voice) value=i.privacy_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
            <Field voice name="terms_ja" label=w::terms_ja(voice) value=i.terms_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice name="terms_en" label=w::terms_en(voice) value=i.terms_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
        </details>
    }
}
