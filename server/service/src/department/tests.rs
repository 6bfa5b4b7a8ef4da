//! What the office says about departments finds members by old names and new ones, counts them once, and is taken back whole.
use types::department::{ChangeInput, DepartmentInput};
use types::form::Problem;
use types::id::DepartmentId;
use types::profile::ProfileInput;
use types::role::Role;

use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::testing::{Net, id, postgres};
use crate::tie::Tie;
use crate::viewer::Viewer;

async fn both() -> [Net; 2] {
    [Net::new().await, Net::on(postgres::database().await).await]
}

async fn add(net: &Net, office: &Viewer, name: &str) -> DepartmentId {
    let input = DepartmentInput { name_ja: name.into(), from: "1990".into(), ..DepartmentInput::default() };
    net.service.add_department(office, &input).await.unwrap()
}

fn change(kind: &str, at: &str, names: &str) -> ChangeInput {
    ChangeInput { kind: kind.into(), at: at.into(), names: names.into() }
}

async fn member(net: &Net, family: &str, department: &str, from: &str, to: &str) -> Viewer {
    let viewer = net.member(family, "望", &[]).await;
    let own = net.service.own_profile(&viewer).await.unwrap();
    let input = ProfileInput {
        period_department: vec![department.into()],
        period_title: vec![String::new()],
        period_from: vec![from.into()],
        period_to: vec![to.into()],
        ..own
    };
    net.service.change_profile(&viewer, &input).await.unwrap();
    viewer
}

async fn look(net: &Net, viewer: &Viewer, query: DirectoryQuery) -> Vec<String> {
    let people = net.service.directory(viewer, &query).await.unwrap().people;
    let mut families: Vec<_> = people.into_iter().map(|it| it.person.family).collect();
    families.sort();
    families
}

async fn search(net: &Net, viewer: &Viewer, q: &str) -> Vec<String> {
    look(net, viewer, DirectoryQuery { q: q.into(), ..DirectoryQuery::default() }).await
}

/// Who the filter finds; as many as the number beside it says.
async fn filtered(net: &Net, viewer: &Viewer, department: DepartmentId) -> Vec<String> {
    let query = DirectoryQuery { department: department.to_string(), ..DirectoryQuery::default() };
    let found = look(net, viewer, query).await;
    let counts = net.service.directory_counts(viewer, &DirectoryQuery::default()).await.unwrap();
    let counted = counts.department(&department.to_string()).map_or(0, |count| count.people);
    assert_eq!(counted, found.len(), "{found:?}");
    found
}

async fn called(net: &Net, office: &Viewer, name: &str) -> DepartmentId {
    let (lines, _) = net.service.office_departments(office, name, None).await.unwrap();
    lines[0].id
}

fn problem<T>(outcome: Result<T, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

#[tokio::test]
async fn members_are_found_by_the_old_name_and_the_new_one() {
    for net in both().await {
        let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
        let old = add(&net, &office, "公共システム本部").await;
        let before = member(&net, "青木", "公共システム本部", "2003", "2010").await;
        member(&net, "石井", "公共デジタル本部", "2018", "").await;
        assert_eq!(search(&net, &before, "公共デジタル").await, ["石井"]);

        s.change_department(&office, old, &change("renamed", "2016", "公共デジタル本部")).await.unwrap();
        s.work_all().await.unwrap();
        let new = called(&net, &office, "デジタル").await;
        for name in ["公共デジタル", "公共システム"] {
            assert_eq!(search(&net, &before, name).await, ["石井", "青木"], "{name}");
        }
        for department in [old, new] {
            assert_eq!(filtered(&net, &before, department).await, ["石井", "青木"]);
        }
        let profile = s.profile(&before, id(&before)).await.unwrap();
        let period = &profile.departments.unwrap().value[0];
        assert_eq!(
            (period.department.ja.as_str(), period.now[0].ja.as_str()),
            ("公共システム本部", "公共デジタル本部")
        );
        let page = s.office_department(&office, old).await.unwrap();
        assert_eq!((page.line.to, page.after.len(), page.is_unused), (Some(2016), 1, false));

        s.undo_department_change(&office, old).await.unwrap();
        s.work_all().await.unwrap();
        assert_eq!(search(&net, &before, "公共システム").await, ["青木"]);
        assert_eq!(filtered(&net, &before, new).await, ["石井"]);
        assert_eq!(s.office_department(&office, old).await.unwrap().line.to, None);
    }
}

#[tokio::test]
async fn what_is_taken_back_leaves_the_years_as_they_were() {
    for net in both().await {
        let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
        let old = add(&net, &office, "公共システム本部").await;
        let years = |to: &str| DepartmentInput {
            name_ja: "公共システム本部".into(),
            from: "1990".into(),
            to: to.into(),
            ..DepartmentInput::default()
        };
        for (to, changed) in [("2018", "2016"), ("2016", "2016"), ("", "2016")] {
            s.correct_department(&office, old, &years(to)).await.unwrap();
            s.change_department(&office, old, &change("renamed", changed, "公共デジタル本部")).await.unwrap();
            assert_eq!(s.office_department(&office, old).await.unwrap().line.to, Some(2016));
            s.undo_department_change(&office, old).await.unwrap();
            assert_eq!(s.office_department(&office, old).await.unwrap().line.to, to.parse().ok());
        }
    }
}

#[tokio::test]
async fn whoever_was_in_a_part_counts_for_the_whole() {
    for net in both().await {
        let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
        let (night, day) = (add(&net, &office, "夜勤室").await, add(&net, &office, "日勤室").await);
        let cloud = add(&net, &office, "クラウド部").await;
        let viewer = member(&net, "青木", "夜勤室", "2003", "2016").await;
        member(&net, "石井", "日勤室", "2003", "2010").await;
        member(&net, "上田", "クラウド部", "2015", "2020").await;
        // What is read of departments now is kept, with the edition that stands in the site.
        s.put_site(id(&office), &types::site::Site::default(), "site.change").await.unwrap();
        let together = DirectoryQuery { tie: "together".into(), ..DirectoryQuery::default() };
        assert_eq!(look(&net, &viewer, together.clone()).await, [""; 0]);
        for part in [night, day] {
            s.change_department(&office, part, &change("merged", "2015", "クラウド部")).await.unwrap();
        }
        s.work_all().await.unwrap();
        assert_eq!(filtered(&net, &viewer, cloud).await, ["上田", "石井", "青木"]);
        assert_eq!(filtered(&net, &viewer, night).await, ["青木"]);
        assert_eq!(search(&net, &viewer, "クラウド").await, ["上田", "石井", "青木"]);
        // From 2015 on it was one department, whatever either called it.
        let page = s.directory(&viewer, &together).await.unwrap();
        let [found] = page.people.as_slice() else { panic!("{page:?}") };
        assert_eq!(found.person.family, "上田");
        let [Tie::Together(overlap)] = found.ties.as_slice() else { panic!("{:?}", found.ties) };
        assert_eq!((overlap.from, overlap.to), (2015, Some(2016)));
        s.undo_department_change(&office, night).await.unwrap();
        s.work_all().await.unwrap();
        assert_eq!(look(&net, &viewer, together).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_corrected_name_is_found_and_what_was_written_stays() {
    for net in both().await {
        let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
        let it = add(&net, &office, "広報部").await;
        let viewer = member(&net, "青木", "広報部", "2003", "2010").await;
        let input = DepartmentInput {
            name_ja: "広報・渉外部".into(),
            company_ja: "みやこ帳票".into(),
            from: "1974".into(),
            to: "1989".into(),
            ..DepartmentInput::default()
        };
        s.correct_department(&office, it, &input).await.unwrap();
        s.work_all().await.unwrap();
        for words in ["渉外", "みやこ帳票", "広報部"] {
            assert_eq!(search(&net, &viewer, words).await, ["青木"], "{words}");
        }
        let own = s.own_profile(&viewer).await.unwrap();
        assert_eq!(own.period_department, ["広報部"]);
        s.change_profile(&viewer, &own).await.unwrap();
        assert_eq!(filtered(&net, &viewer, it).await, ["青木"], "the words mean the department still");
        let line = s.profile(&viewer, id(&viewer)).await.unwrap().person.line;
        assert_eq!(line, "2003–2010 みやこ帳票 広報・渉外部");
    }
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field() {
    let net = Net::new().await;
    let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
    let (a, b) = (add(&net, &office, "一部").await, add(&net, &office, "二部").await);
    let named = |name: &str| DepartmentInput {
        name_ja: name.into(),
        from: "1990".into(),
        ..DepartmentInput::default()
    };
    assert_eq!(problem(s.add_department(&office, &named("一 部")).await, "name_ja"), None, "another name");
    assert_eq!(problem(s.add_department(&office, &named("一部")).await, "name_ja"), Some(Problem::Taken));
    assert_eq!(
        problem(s.correct_department(&office, b, &named("一部")).await, "name_ja"),
        Some(Problem::Taken)
    );
    let same = s.change_department(&office, a, &change("renamed", "2000", "一部")).await;
    assert_eq!(problem(same, "names"), Some(Problem::SameWord));
    let second = DepartmentInput { name_en: "Second".into(), ..named("二部") };
    s.correct_department(&office, b, &second).await.unwrap();
    let twice = s.change_department(&office, a, &change("split", "2000", "二部\nsecond")).await;
    assert_eq!(problem(twice, "names"), Some(Problem::SameWord), "one department under two names");
    let early = s.change_department(&office, a, &change("renamed", "1980", "三部")).await;
    assert_eq!(problem(early, "at"), Some(Problem::Before));
    s.change_department(&office, a, &change("renamed", "2000", "二部")).await.unwrap();
    let back = s.change_department(&office, b, &change("renamed", "2010", "一部")).await;
    assert_eq!(problem(back, "names"), Some(Problem::InCircles));
    let again = s.change_department(&office, a, &change("renamed", "2010", "三部")).await;
    assert_eq!(problem(again, "kind"), Some(Problem::Taken));
    let (lines, _) = s.office_departments(&office, "三部", None).await.unwrap();
    assert!(lines.is_empty(), "what is refused leaves nothing behind");

    assert!(!s.remove_department(&office, a).await.unwrap(), "its history names it");
    s.undo_department_change(&office, a).await.unwrap();
    s.undo_department_change(&office, a).await.unwrap();
    assert!(s.remove_department(&office, a).await.unwrap());
    assert!(matches!(s.office_department(&office, a).await, Err(Fault::NotFound)));
    member(&net, "青木", "二部", "2003", "2010").await;
    assert!(!s.remove_department(&office, b).await.unwrap(), "a period names it");
}

#[tokio::test]
async fn only_the_office_says_what_became_of_departments() {
    let net = Net::new().await;
    let (s, office) = (&net.service, net.member("事務", "局", &[Role::Office]).await);
    let it = add(&net, &office, "一部").await;
    let member = net.member("青木", "望", &[Role::Reviewer]).await;
    for who in [&member, &Viewer::Visitor] {
        let is_refused = |outcome: Result<(), FormError>| {
            matches!(outcome, Err(FormError::Fault(Fault::NotAllowed | Fault::SignInNeeded)))
        };
        let input =
            DepartmentInput { name_ja: "二部".into(), from: "1990".into(), ..DepartmentInput::default() };
        assert!(is_refused(s.add_department(who, &input).await.map(|_| ())));
        assert!(is_refused(s.correct_department(who, it, &input).await));
        assert!(is_refused(s.change_department(who, it, &change("renamed", "2000", "二部")).await));
        assert!(is_refused(s.undo_department_change(who, it).await.map_err(FormError::from)));
        assert!(is_refused(s.remove_department(who, it).await.map(|_| ()).map_err(FormError::from)));
        assert!(is_refused(s.office_department(who, it).await.map(|_| ()).map_err(FormError::from)));
        assert!(is_refused(s.office_departments(who, "", None).await.map(|_| ()).map_err(FormError::from)));
    }
    assert_eq!(s.departments(&member).await.unwrap().len(), 1);
}
