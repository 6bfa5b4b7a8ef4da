//! Who may make and change programmes, and what becomes of what they type.
use types::form::Problem;
use types::programme::StepKind;
use types::role::Role;

use super::{ProgrammeInput, Rows};
use crate::fault::{Fault, FormError};
use crate::testing::Net;
use crate::viewer::Viewer;

fn rows<const N: usize>(column: [&str; N]) -> Vec<String> {
    column.map(str::to_owned).to_vec()
}

fn typed() -> ProgrammeInput {
    ProgrammeInput {
        slug: "startup-4".into(),
        state: "draft".into(),
        title_ja: "第4期".into(),
        what_ja: "**会社**をつくる\n<script>".into(),
        prize_title_ja: rows(["出資"]),
        prize_title_en: rows([""]),
        prize_text_ja: rows(["最大3,000万円"]),
        prize_text_en: rows([""]),
        step_kind: rows(["decision", "deadline", "briefing"]),
        step_at: rows(["2027-03-01T12:00", "2027-01-31T17:00", ""]),
        step_title_ja: rows(["お知らせ", "締切", ""]),
        ..ProgrammeInput::default()
    }
}

fn problem<T>(outcome: Result<T, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn only_the_office_makes_and_sees_what_is_being_prepared() {
    let net = Net::new().await;
    let (kenta, office) =
        (net.member("佐々木", "健太", &[]).await, net.member("髙橋", "真理子", &[Role::Office]).await);
    let s = &net.service;
    for viewer in [&kenta, &Viewer::Visitor] {
        assert!(matches!(
            s.create_programme(viewer, &typed()).await,
            Err(FormError::Fault(Fault::NotAllowed | Fault::SignInNeeded))
        ));
        assert!(s.new_programme_form(viewer).is_err());
    }
    let slug = s.create_programme(&office, &typed()).await.unwrap();
    assert_eq!(slug, "startup-4");
    assert!(matches!(s.programme(&kenta, &slug).await, Err(Fault::NotFound)));
    assert!(s.programmes_seen(&kenta).await.unwrap().is_empty());
    assert_eq!(s.programmes_seen(&office).await.unwrap().len(), 1);
    assert!(matches!(s.programme_form(&kenta, &slug).await, Err(Fault::NotAllowed)));
    let theft = s.change_programme(&kenta, &slug, &typed()).await;
    assert!(matches!(theft, Err(FormError::Fault(Fault::NotAllowed))));

    let seen = s.programme(&office, &slug).await.unwrap().content;
    assert!(seen.what.ja.contains("<strong>会社</strong>") && !seen.what.ja.contains("<script"), "{seen:?}");
    let kinds: Vec<StepKind> = seen.timeline.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [StepKind::Deadline, StepKind::Decision], "in order of time, without the empty row");
    let open = ProgrammeInput { state: "open".into(), slug: "startup-iv".into(), ..typed() };
    assert_eq!(s.change_programme(&office, &slug, &open).await.unwrap(), "startup-iv");
    assert_eq!(s.programme(&kenta, "startup-iv").await.unwrap().content.prizes.len(), 1);
}

#[tokio::test]
async fn a_form_comes_back_as_it_was_saved() {
    let net = Net::new().await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let slug = net.service.create_programme(&office, &typed()).await.unwrap();
    let form = net.service.programme_form(&office, &slug).await.unwrap();
    assert_eq!(
        (form.what_ja.as_str(), form.step_at[0].as_str()),
        ("**会社**をつくる\n<script>", "2027-01-31T17:00")
    );
    assert_eq!(form.rows(Rows::Faq), 1, "an empty row shows what may be asked");
    net.service.change_programme(&office, &slug, &form).await.unwrap();
    assert_eq!(net.service.programme_form(&office, &slug).await.unwrap(), form);
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field() {
    let net = Net::new().await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let s = &net.service;
    s.create_programme(&office, &typed()).await.unwrap();
    for (input, field, expected) in [
        (typed(), "slug", Problem::Taken),
        (ProgrammeInput { slug: "第4期".into(), ..typed() }, "slug", Problem::NotASlug),
        (ProgrammeInput { slug: "new".into(), ..typed() }, "slug", Problem::Taken),
        (ProgrammeInput { title_ja: " ".into(), ..typed() }, "title_ja", Problem::Required),
        (ProgrammeInput { step_at: rows(["いつか", "", ""]), ..typed() }, "step_at_0", Problem::NotADate),
        (ProgrammeInput { step_at: rows(["", "", ""]), ..typed() }, "step_at_1", Problem::Required),
        (
            ProgrammeInput { step_kind: rows(["x", "deadline", ""]), ..typed() },
            "step_kind_0",
            Problem::NotAChoice,
        ),
        (
            ProgrammeInput { slug: String::new(), step_event: rows(["", "nowhere", ""]), ..typed() },
            "step_event_1",
            Problem::NotAChoice,
        ),
        (ProgrammeInput { faq_q_ja: rows(["誰でも?"]), ..typed() }, "faq_a_ja_0", Problem::Required),
    ] {
        assert_eq!(problem(s.create_programme(&office, &input).await, field), Some(expected), "{field}");
    }
}

#[test]
fn rows_are_added_and_taken_away_whole() {
    let mut input = typed();
    input.add_row(Rows::Steps);
    assert_eq!((input.rows(Rows::Steps), input.step_event.len()), (4, 4));
    input.remove_row(Rows::Steps, 0);
    assert_eq!((input.step_kind[0].as_str(), input.step_title_ja[0].as_str()), ("deadline", "締切"));
    input.remove_row(Rows::Steps, 99);
    assert_eq!(input.rows(Rows::Steps), 3);
    for _ in 0..99 {
        input.add_row(Rows::Faq);
    }
    assert_eq!(input.rows(Rows::Faq), 30);
}
