//! Teams: both sides agree, and nobody learns more than is meant.
use types::application::TeamState;
use types::form::Problem;
use types::id::MemberId;
use types::member::Relationship;

use super::{Site, member, problem, site};
use crate::fault::{Fault, FormError};

#[tokio::test]
async fn teams_agree_on_both_sides() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert_eq!(site.subjects().await.len(), 1, "asked twice is asked once");
    s.answer_team(&site.mate, id, false).await.unwrap();
    assert_eq!(site.seen(id).await.team[1].seat, TeamState::Declined);
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert_eq!(site.seen(id).await.team[1].seat, TeamState::Declined, "a no is not asked again");
    s.answer_team(&site.mate, id, true).await.unwrap();
    s.application(&site.mate, id).await.unwrap();
    let third = member(&s.clone(), "三人目", Relationship::Alumnus, &[]).await;
    let refused = s.invite_to_team(&site.mate, id, Site::id(&third)).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotFound))), "only the lead asks");
    s.remove_from_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert!(matches!(s.application(&site.mate, id).await, Err(Fault::NotFound)), "removed: sees no more");
    assert!(matches!(s.remove_from_team(&site.lead, id, Site::id(&site.lead)).await, Err(Fault::NotFound)));
    let unknown = s.invite_to_team(&site.lead, id, MemberId(uuid::Uuid::max())).await;
    assert!(matches!(unknown, Err(FormError::Fault(Fault::NotFound))));
}

#[tokio::test]
async fn asking_by_mail_tells_nobody_whose_address_it_is() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    let mut conn = s.db().read().await.unwrap();
    let mail = store::member::mails(&mut conn, Site::id(&site.mate)).await.unwrap().remove(0);
    drop(conn);
    s.invite_to_team_by_mail(&site.lead, id, "nobody@example.jp").await.unwrap();
    s.invite_to_team_by_mail(&site.lead, id, mail.as_str()).await.unwrap();
    assert_eq!(site.seen(id).await.team.len(), 1, "both addresses look the same");
    let candidates = s.team_candidates(&site.lead, id, "社員").await.unwrap();
    assert_eq!(candidates.len(), 1, "the search does not tell either");
    assert_eq!(s.my_applications(&site.mate).await.unwrap()[0].seat, TeamState::Invited);
    s.answer_team(&site.mate, id, true).await.unwrap();
    assert_eq!(site.seen(id).await.team.len(), 2);
    let wrong = s.invite_to_team_by_mail(&site.lead, id, "x").await.unwrap_err();
    assert_eq!(problem(wrong, "mail"), Some(Problem::NotAMail));
    let mut last = Ok(());
    for n in 0..40 {
        last = s.invite_to_team_by_mail(&site.lead, id, &format!("n{n}@example.jp")).await;
    }
    assert!(matches!(last, Err(FormError::Fault(Fault::TooOften))));
}

#[tokio::test]
async fn a_full_team_takes_nobody_more() {
    let site = site().await;
    let id = site.ready().await;
    let s = &site.service;
    let mut late = Vec::new();
    for given in ["三", "四"] {
        let person = member(s, given, Relationship::Alumnus, &[]).await;
        s.invite_to_team(&site.lead, id, Site::id(&person)).await.unwrap();
        late.push(person);
    }
    s.answer_team(&late[0], id, true).await.unwrap();
    assert!(matches!(s.answer_team(&late[1], id, true).await, Err(Fault::NotAllowed)), "three at most");
}

#[tokio::test]
async fn nobody_is_asked_across_a_block() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    s.block(&site.mate, Site::id(&site.lead)).await.unwrap();
    assert!(s.team_candidates(&site.lead, id, "社員").await.unwrap().is_empty());
    let asked = s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await;
    assert!(matches!(asked, Err(FormError::Fault(Fault::NotFound))));
    assert_eq!(site.subjects().await, [""; 0]);
}
