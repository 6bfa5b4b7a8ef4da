//! Questions as fields, and answers as they are read.
use leptos::prelude::*;
use service::application::{Answered, File};
use types::application::QuestionKind;
use types::form::{Problem, Problems};
use types::id::ApplicationId;
use types::lang::Voice;
use types::words::application as w;
use types::words::form as f;

use crate::ui::{Icon, spoken, text_only};

/// What the field of a question shows.
pub(super) struct Shown<'a> {
    /// The application.
    pub(super) id: ApplicationId,
    /// Question and saved answer.
    pub(super) answer: &'a Answered,
    /// What was typed, where it is not what is saved.
    pub(super) typed: Option<String>,
    /// What is wrong with the form.
    pub(super) problems: &'a Problems,
}

pub(super) fn field(v: Voice, shown: Shown<'_>) -> AnyView {
    let question = &shown.answer.question;
    let name = question.field();
    let problem = shown.problems.of(&name);
    let error = problem.map(|p| {
        let text = p.text(v);
        view! { <p class="error" id=format!("{name}-e")><Icon name="circle-alert"/>{text}</p> }
    });
    let hint = spoken(&question.hint, v.lang);
    let most = (question.kind == QuestionKind::Text).then(|| w::most(v, question.max));
    let hint = (!hint.text.is_empty() || most.is_some()).then(|| {
        view! { <p class="hint" id=format!("{name}-h")><span lang=hint.lang>{hint.text}</span>" "{most}</p> }
    });
    let described = [hint.is_some().then(|| format!("{name}-h")), problem.map(|_| format!("{name}-e"))];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = problem.is_some().then_some("true");
    let label = spoken(&question.label, v.lang);
    let need = if question.is_required {
        view! { <span class="need">{f::needed(v)}</span> }.into_any()
    } else {
        view! { <span class="may">{f::optional(v)}</span> }.into_any()
    };
    let other = (problem == Some(&Problem::ChangedMeanwhile)).then(|| {
        let saved = question.read(v, &shown.answer.body).to_owned();
        view! { <details class="more" open="true"><summary>{w::saved_by_other(v)}</summary><p class="kept">{saved}</p></details> }
    });
    let body = shown.typed.clone().unwrap_or_else(|| shown.answer.body.clone());
    let seen = shown.answer.revision.to_string();
    let revision = view! { <input type="hidden" name=format!("r-{}", question.id) value=seen/> };
    match question.kind {
        QuestionKind::Text => {
            let class = if question.max > 200 { "tall" } else { "" };
            view! {
                <div class="field question">
                    <label for=name.clone() lang=label.lang>{label.text}{need}</label>
                    {hint}
                    <textarea id=name.clone() name=name.clone() class=class rows="4" aria-describedby=described aria-invalid=invalid
                        inner_html=format!("\n{}", text_only(&body))></textarea>
                    {revision}{error}{other}
                </div>
            }
            .into_any()
        }
        QuestionKind::Choice => {
            let none = (!question.is_required).then(|| (String::new(), w::no_answer(v).to_owned(), None));
            let options = question.options.iter().map(|option| {
                let label = spoken(&option.label, v.lang);
                (option.key.clone(), label.text, label.lang)
            });
            let radios = options.chain(none).enumerate().map(|(i, (key, label, lang))| {
                // The summary of problems links to the first one.
                let id = (i == 0).then(|| name.clone());
                let checked = key == body;
                view! { <label class="choice"><input type="radio" id=id name=name.clone() value=key checked=checked/><span lang=lang>{label}</span></label> }
            });
            let radios: Vec<_> = radios.collect();
            view! {
                <fieldset class="fields question" aria-describedby=described>
                    <legend lang=label.lang>{label.text}{need}</legend>
                    {hint}
                    <div class="choices">{radios}</div>
                    {revision}{error}{other}
                </fieldset>
            }
            .into_any()
        }
        QuestionKind::File => {
            let kept = shown.answer.file.as_ref().map(|file| {
                let remove = format!("x-{}", question.id);
                view! {
                    <p>{file_link(shown.id, file)}</p>
                    <label class="check"><input type="checkbox" name=remove value="yes"/><span>{w::file_remove(v)}</span></label>
                }
            });
            let replace = if kept.is_some() { w::file_replace(v) } else { "" };
            view! {
                <div class="field question">
                    <label for=name.clone() lang=label.lang>{label.text}{need}</label>
                    {hint}
                    {kept}
                    <input id=name.clone() name=format!("f-{}", question.id) type="file" aria-describedby=described aria-invalid=invalid
                        accept=".pdf,.docx,.pptx,.xlsx,.png,.jpg,.jpeg"/>
                    <p class="hint">{replace}" "{w::file_hint(v)}</p>
                    {error}
                </div>
            }
            .into_any()
        }
    }
}

/// Questions with what was answered, to be read.
pub(crate) fn answers(v: Voice, id: ApplicationId, answers: &[&Answered]) -> impl IntoView + use<> {
    let one = |answer: &&Answered| {
        let question = &answer.question;
        let label = spoken(&question.label, v.lang);
        let body = question.read(v, &answer.body).to_owned();
        let file = answer.file.as_ref().map(|file| view! { <p>{file_link(id, file)}</p> });
        let none = (!answer.is_there()).then(|| view! { <p class="meta">{w::not_answered(v)}</p> });
        view! {
            <div class="answer">
                <h3 lang=label.lang>{label.text}</h3>
                {(!body.is_empty()).then(|| view! { <p class="kept">{body}</p> })}
                {file}{none}
            </div>
        }
    };
    answers.iter().map(one).collect_view()
}

fn file_link(id: ApplicationId, file: &File) -> impl IntoView + use<> {
    let size = if file.bytes < 1_000_000 {
        format!("{} kB", (file.bytes / 1_000).max(1))
    } else {
        format!("{} MB", file.bytes / 1_000_000)
    };
    view! {
        <a class="with-icon" href=format!("/applications/{id}/files/{}", file.id) download=file.name.clone()>
            <Icon name="paperclip"/><span>{file.name.clone()}" "<span class="meta">{size}</span></span>
        </a>
    }
}
