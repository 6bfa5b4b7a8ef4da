//! The referral tree as its people see it.
use types::member::Relationship;
use types::role::Role;
use types::visibility::Relation;

use super::{Branch, DepartmentSpread};
use crate::Service;
use crate::fault::Fault;
use crate::member::NewMember;
use crate::testing::{NOW, Net, named, viewer};
use crate::viewer::{Me, Viewer};

/// Somebody who came by an invitation of `by`.
async fn invited(service: &Service, by: &Viewer, given: &str, shows_origin: bool) -> Viewer {
    let invited_by = by.me().map(Me::id);
    let new = NewMember::named(named("久我", given), Relationship::Alumnus);
    let mail = format!("{}@example.jp", service.secrets().uuid(NOW).simple());
    viewer(service, NewMember { invited_by, shows_origin, ..new }, &mail).await
}

#[tokio::test]
async fn one_sees_a_number_and_only_those_who_agreed() {
    let net = Net::new().await;
    let s = &net.service;
    let inviter = net.member("佐々木", "花", &[]).await;
    let shy = invited(s, &inviter, "静", false).await;
    let open = invited(s, &inviter, "明", true).await;
    invited(s, &open, "遠", true).await;

    let branch = s.branch(&inviter, None).await.unwrap();
    assert_eq!(branch.count, 3);
    assert_eq!(s.branch_count(&inviter).await.unwrap(), 3);
    assert!(matches!(s.branch_count(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    let names: Vec<_> = branch.people.iter().map(|it| it.given.as_str()).collect();
    assert_eq!(names, ["明"], "not who did not agree, nor whom others invited");
    assert!(matches!(s.branch(&Viewer::Visitor, None).await, Err(Fault::SignInNeeded)));

    // An invitation brings nobody nearer than other members: that is asked for and accepted.
    let relation = async |of: &Viewer| s.profile(&inviter, of.me().unwrap().id()).await.unwrap().relation;
    assert_eq!(relation(&shy).await, Relation::Member);
    assert_eq!(relation(&open).await, Relation::Member);
    s.show_origin(&shy, true).await.unwrap();
    s.show_origin(&open, false).await.unwrap();
    let names: Vec<_> =
        s.branch(&inviter, None).await.unwrap().people.into_iter().map(|it| it.given).collect();
    assert_eq!(names, ["静"]);
    assert!(matches!(s.show_origin(&inviter, true).await, Err(Fault::NotFound)), "nobody invited them");
}

#[tokio::test]
async fn leaving_the_tree_is_for_good_and_keeps_the_own_branch() {
    let net = Net::new().await;
    let s = &net.service;
    let inviter = net.member("佐々木", "花", &[]).await;
    let middle = invited(s, &inviter, "中", true).await;
    invited(s, &middle, "先", true).await;
    assert_eq!(s.origin(&middle).await.unwrap().unwrap().inviter.given, "花");

    s.leave_branch(&middle).await.unwrap();
    s.leave_branch(&middle).await.unwrap();
    assert_eq!(s.origin(&middle).await.unwrap(), None);
    assert_eq!(s.branch(&inviter, None).await.unwrap(), Branch::default());
    assert_eq!(s.branch(&middle, None).await.unwrap().count, 1);
    let inviter_id = inviter.me().unwrap().id();
    assert_eq!(s.profile(&middle, inviter_id).await.unwrap().relation, Relation::Member);
}

#[tokio::test]
async fn the_office_sees_counts_and_nobody_else_does() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "花", &[Role::Office]).await;
    let middle = invited(s, &office, "中", false).await;
    invited(s, &middle, "先", false).await;
    assert!(matches!(s.spread(&middle).await, Err(Fault::NotAllowed)));

    let spread = s.spread(&office).await.unwrap();
    assert_eq!((spread.invited(), spread.depth, spread.departments.len()), (2, 2, 1));
    assert_eq!(spread.departments[0].by_distance, [1, 1, 0]);
    assert_eq!((spread.years[0].year, spread.years[0].invited, spread.years[0].members), (None, 2, 3));
    // Counted for all who ask within five minutes.
    invited(s, &middle, "次", false).await;
    assert_eq!(s.spread(&office).await.unwrap().invited(), 2);
    net.clock.advance(super::spread::FRESH);
    assert_eq!(s.spread(&office).await.unwrap().invited(), 3);
}

#[tokio::test]
async fn the_demonstration_spreads_over_departments_and_years() {
    let net = Net::demonstration().await;
    let office = net.service.demo_sign_in("office", "").await.unwrap();
    let office = net.service.visit(Some(&office.token)).await.unwrap().0;
    let spread = net.service.spread(&office).await.unwrap();
    assert!(spread.invited() > 50 && spread.depth >= 3, "{spread:?}");
    let invited = |all: &[DepartmentSpread]| all.iter().map(DepartmentSpread::invited).collect::<Vec<_>>();
    assert!(invited(&spread.departments).is_sorted_by(|a, b| a >= b), "most first");
    assert!(spread.days.members > 0 && spread.days.quarter <= spread.days.half);
}
