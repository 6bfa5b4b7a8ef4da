//! Fields of forms: label, hint, error beside the field.
use leptos::prelude::*;
use types::form::{Problem, Problems};
use types::lang::Voice;
use types::words::form as w;

use crate::ui::{Icon, text_only};

/// What a [`Field`] asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Prose,
    /// A mail address.
    Mail,
    /// Six digits from a mail.
    Code,
    /// A number.
    Number,
    /// A calendar year.
    Year,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A colour.
    Colour,
    /// A web address.
    Link,
}

impl Kind {
    pub(super) fn input_type(self) -> &'static str {
        match self {
            Self::Line | Self::Prose | Self::Code | Self::Year => "text",
            Self::Mail => "email",
            Self::Number => "number",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
            Self::Colour => "color",
            Self::Link => "url",
        }
    }

    pub(super) fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Code | Self::Number | Self::Year => Some("numeric"),
            Self::Mail => Some("email"),
            Self::Link => Some("url"),
            _ => None,
        }
    }
}

/// A labelled text field.
#[component]
pub fn Field(
    /// The reader's voice.
    voice: Voice,
    /// Name in the form.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What was typed or is set.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    problems: Problems,
    /// Kind of text.
    #[prop(optional)]
    kind: Kind,
    /// Help below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The `autocomplete` token.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Language of the text, where it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let error = problems.of(name).cloned();
    let described = described_by(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let required = (!optional).then_some("true");
    let code = (kind == Kind::Code).then_some("code");
    let id = name;
    let input = match kind {
        Kind::Prose => view! {
            <textarea id=id name=name rows="5" lang=lang aria-describedby=described aria-invalid=invalid aria-required=required
                inner_html=format!("\n{}", text_only(&value))></textarea>
        }
        .into_any(),
        _ => view! {
            <input id=id class=code name=name type=kind.input_type() inputmode=kind.input_mode() value=value lang=lang
                autocomplete=autocomplete aria-describedby=described aria-invalid=invalid aria-required=required/>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}{need(voice, optional)}</label>
            {hint.map(|text| view! { <p class="hint" id=format!("{name}-h")>{text}</p> })}
            {input}
            {error_line(voice, name, error)}
        </div>
    }
}

/// One of several choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value in the form.
    pub value: String,
    /// Label.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// Radio buttons for a few choices.
#[component]
pub fn Choices(
    /// The reader's voice.
    voice: Voice,
    /// Name in the form.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// The choices.
    choices: Vec<Choice>,
    /// The one chosen.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    problems: Problems,
) -> impl IntoView {
    let error = problems.of(name).cloned();
    let described = described_by(name, false, error.is_some());
    let first = choices.first().map(|choice| choice.value.clone());
    let radio = |choice: Choice| {
        let checked = choice.value == value;
        // The error summary links to the first one.
        let id = (Some(&choice.value) == first.as_ref()).then_some(name);
        view! { <label class="pick"><input type="radio" id=id name=name value=choice.value checked=checked/><span>{choice.label}</span></label> }
    };
    view! {
        <fieldset class="fields" aria-describedby=described>
            <legend>{label}</legend>
            <div class="picks">{choices.into_iter().map(radio).collect_view()}</div>
            {error_line(voice, name, error)}
        </fieldset>
    }
}

/// A list to choose at most one from.
#[component]
pub fn Select(
    /// Name in the form.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What choosing nothing is called.
    any: &'static str,
    /// The choices.
    choices: Vec<Choice>,
    /// The one chosen, or empty.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let option = |choice: Choice| {
        let selected = choice.value == value;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{any}</option>{choices.into_iter().map(option).collect_view()}</select>
        </div>
    }
}

/// Above a form that was not accepted: how many fields need a look, with links to them.
#[component]
pub fn ErrorSummary(
    /// The reader's voice.
    voice: Voice,
    /// What is wrong with the form.
    problems: Problems,
) -> impl IntoView {
    let items = problems.iter().map(|(field, problem)| {
        view! { <li><a href=format!("#{field}")>{problem.text(voice)}</a></li> }
    });
    (!problems.is_empty()).then(|| {
        view! {
            <div class="errors" role="alert" tabindex="-1">
                <h2>{w::summary(voice, problems.iter().count())}</h2>
                <ul>{items.collect_view()}</ul>
            </div>
        }
    })
}

pub(crate) fn error_line(voice: Voice, name: &str, error: Option<Problem>) -> Option<impl IntoView + use<>> {
    error.map(|problem| view! { <p class="error" id=format!("{name}-e")><Icon name="circle-alert"/>{problem.text(voice)}</p> })
}

fn need(voice: Voice, optional: bool) -> impl IntoView {
    if optional {
        view! { <span class="may">{w::optional(voice)}</span> }
    } else {
        view! { <span class="need">{w::needed(voice)}</span> }
    }
}

pub(crate) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids = [hint.then(|| format!("{name}-h")), error.then(|| format!("{name}-e"))];
    let ids: Vec<_> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
