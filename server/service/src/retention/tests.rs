//! What is over goes with the hourly round, and nothing else does.
use types::feed::DraftPlace;
use types::form::Problem;
use types::invitation::InvitationInput;
use types::lang::Lang;
use types::retention::{Retention, RetentionInput};
use types::role::Role;
use types::time::Stamp;

use super::Over;
use crate::fault::{Fault, FormError};
use crate::testing::Net;

#[tokio::test]
async fn the_office_sees_what_would_go_before_it_does() {
    let net = Net::new().await;
    let s = &net.service;
    let (office, member) =
        (net.member("髙橋", "真理子", &[Role::Administrator]).await, net.member("林", "健", &[]).await);
    let input = RetentionInput::of(&Retention::default());
    let refused = s.preview_retention(&member, &input).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(s.change_retention(&member, &input).await, Err(FormError::Fault(Fault::NotAllowed))));

    s.save_draft(&member, DraftPlace::Post, "書きかけ").await.unwrap();
    let link = InvitationInput {
        worked_together: "2008年、図書館班".into(),
        uses: "1".into(),
        days: "30".into(),
        ..InvitationInput::default()
    };
    let id = s.invite(&member, &link, Lang::Ja).await.unwrap();
    s.profile(&office, member.me().unwrap().id()).await.unwrap();
    assert_eq!(s.preview_retention(&office, &input).await.unwrap(), Over::default());
    net.clock.advance(150 * Stamp::DAY);
    assert_eq!(s.preview_retention(&office, &input).await.unwrap(), Over::default());

    let short = RetentionInput { draft_months: "3".into(), invitation_months: "1".into(), ..input.clone() };
    let over = s.preview_retention(&office, &short).await.unwrap();
    assert_eq!((over.rows.drafts, over.rows.invitations, over.applications), (1, 1, 0));
    s.schedule().await.unwrap();
    s.work_all().await.unwrap();
    assert_eq!(s.preview_retention(&office, &short).await.unwrap(), over, "a preview changes nothing");

    assert_eq!(s.change_retention(&office, &short).await.unwrap().draft_months, 3);
    net.clock.advance(Stamp::HOUR);
    s.work_all().await.unwrap();
    assert_eq!(s.preview_retention(&office, &short).await.unwrap(), Over::default());
    let row = s.invitation(&member, id, Lang::Ja).await.unwrap().row;
    assert_eq!((row.worked_together.as_str(), row.uses), ("", 1), "the count stays");

    let wrong = RetentionInput { declined_days: "1".into(), ..input };
    let Err(FormError::Problems(problems)) = s.change_retention(&office, &wrong).await else {
        panic!("out of range")
    };
    assert_eq!(problems.of("declined_days"), Some(&Problem::NotInRange { min: 30, max: 730 }));
}

#[tokio::test]
async fn applications_go_years_after_their_programme() {
    let net = Net::demonstration().await;
    let s = &net.service;
    let office = s.demo_sign_in("office", "").await.unwrap();
    let office = s.visit(Some(&office.token)).await.unwrap().0;
    let input = RetentionInput { application_years: "1".into(), ..RetentionInput::of(&Retention::default()) };
    assert_eq!(s.preview_retention(&office, &input).await.unwrap().applications, 0);
    net.clock.advance(4 * 365 * Stamp::DAY);
    let over = s.preview_retention(&office, &input).await.unwrap();
    assert!(over.applications > 0, "{over:?}");
    s.change_retention(&office, &input).await.unwrap();
    let mut tx = s.db().write().await.unwrap();
    s.end_what_is_over(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(s.preview_retention(&office, &input).await.unwrap(), Over::default());
}
