//! Contracts of the referral tree on both engines.
use crate::engines;
use crate::people::{agreed, id, person, with};
use store::department::{self, DepartmentRow};
use store::invitation::InvitationRow;
use store::join_request::JoinRequestRow;
use store::member::{self, MemberRow};
use store::profile::{TenureRow, insert_tenure};
use store::referral::{self, CellRow, CountRow, EndsRow};
use store::{Tx, invitation, join_request};
use types::consent::Purpose;
use types::id::{DepartmentId, InvitationId, JoinRequestId, MemberId, TenureId};
use types::join::JoinState;
use types::lang::Lang;
use types::member::MemberState;
use types::time::Stamp;
use uuid::Uuid;

const LAST: MemberId = MemberId(Uuid::max());

fn invited(n: u128, by: u128, shows_origin: bool) -> MemberRow {
    MemberRow { invited_by: Some(id(by)), shows_origin, joined_at: Stamp(3 * Stamp::DAY), ..person(n) }
}

/// 1 invited 2 and 3; 2 invited 4, who left and invited 5.
async fn tree(engine: &engines::Engine) -> Tx {
    let left = MemberRow { state: MemberState::Left, ..invited(4, 2, true) };
    let all = [person(1), invited(2, 1, true), invited(3, 1, false), left, invited(5, 4, true)];
    with(&engine.db, all).await
}

fn link(n: u128) -> InvitationRow {
    InvitationRow {
        id: InvitationId(Uuid::from_u128(n)),
        token: format!("token{n}"),
        inviter_id: id(1),
        worked_together: "2008年、図書館班".into(),
        note: String::new(),
        mail: None,
        uses: 1,
        used: 0,
        created_at: Stamp(Stamp::DAY),
        expires_at: Stamp(9 * Stamp::DAY),
        started_at: None,
        revoked_at: None,
    }
}

fn approved(n: u128, by: u128, member: u128) -> JoinRequestRow {
    let text = String::new;
    JoinRequestRow {
        id: JoinRequestId(Uuid::from_u128(n)),
        secret: format!("secret{n}"),
        state: JoinState::Approved,
        invitation_id: Some(link(by).id),
        shows_origin: true,
        family: "佐々木".into(),
        given: "第二".into(),
        family_kana: text(),
        given_kana: text(),
        family_roman: text(),
        given_roman: text(),
        former_family: text(),
        mail: "a@example.jp".parse().unwrap(),
        department: text(),
        year_from: 2001,
        year_to: None,
        note: text(),
        lang: Lang::Ja,
        purposes: text(),
        text_version: "1".into(),
        question: text(),
        answer: text(),
        created_at: Stamp(10),
        proved_at: Some(Stamp(11)),
        decided_at: Some(Stamp(12)),
        decided_by: None,
        told_at: Some(Stamp(12)),
        colleagues: String::new(),
        member_id: Some(id(member)),
    }
}

#[tokio::test]
async fn a_branch_goes_on_through_those_who_left_and_names_only_who_agreed() {
    for engine in engines::both().await {
        let mut tx = tree(&engine).await;
        assert_eq!(referral::branch(&mut tx, id(1), 99).await.unwrap(), 3, "2, 3 and 5");
        assert_eq!(referral::branch(&mut tx, id(2), 99).await.unwrap(), 1, "5, by way of who left");
        assert_eq!(referral::branch(&mut tx, id(1), 2).await.unwrap(), 2, "no further than asked");
        assert_eq!(referral::branch(&mut tx, id(5), 99).await.unwrap(), 0);

        let shown = async |tx: &mut Tx, before| {
            let rows = referral::shown(tx, id(1), before, 9).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(shown(&mut tx, LAST).await, [id(2)]);
        assert!(referral::show_origin(&mut tx, id(3), true).await.unwrap());
        assert_eq!(shown(&mut tx, LAST).await, [id(3), id(2)]);
        assert_eq!(shown(&mut tx, id(3)).await, [id(2)], "the next page");
        assert!(!referral::show_origin(&mut tx, id(1), true).await.unwrap(), "nobody invited 1");
        let gone = referral::shown(&mut tx, id(2), LAST, 9).await.unwrap();
        assert!(gone.is_empty(), "4 left");
    }
}

#[tokio::test]
async fn whoever_leaves_the_tree_leaves_no_trace_in_it_and_takes_the_own_branch_along() {
    for engine in engines::both().await {
        let mut tx = tree(&engine).await;
        invitation::insert(&mut tx, &link(1)).await.unwrap();
        join_request::insert(&mut tx, &approved(1, 1, 2)).await.unwrap();
        let origin = referral::origin(&mut tx, id(2)).await.unwrap().unwrap();
        assert_eq!(
            (origin.inviter.id, origin.shows_origin, origin.worked_together.as_deref()),
            (id(1), true, Some("2008年、図書館班"))
        );
        let unknown = referral::origin(&mut tx, id(3)).await.unwrap().unwrap();
        assert_eq!(unknown.worked_together, None);
        assert_eq!(referral::origin(&mut tx, id(5)).await.unwrap(), None, "who invited 5 left");
        assert_eq!(referral::days_to_join(&mut tx, "").await.unwrap(), [], "2 does not agree to be counted");
        agreed(&mut tx, 2, Purpose::Statistics).await;
        assert_eq!(referral::days_to_join(&mut tx, "").await.unwrap(), [CountRow { n: 2, members: 1 }]);

        assert!(referral::detach(&mut tx, id(2)).await.unwrap());
        assert!(!referral::detach(&mut tx, id(2)).await.unwrap(), "twice is once");
        assert_eq!(referral::origin(&mut tx, id(2)).await.unwrap(), None);
        let member = member::by_id(&mut tx, id(2)).await.unwrap().unwrap();
        assert_eq!((member.invited_by, member.shows_origin), (None, false));
        let request = join_request::by_id(&mut tx, approved(1, 1, 2).id).await.unwrap().unwrap();
        assert_eq!(request.invitation_id, None);
        assert_eq!(referral::days_to_join(&mut tx, "").await.unwrap(), []);
        assert_eq!(referral::branch(&mut tx, id(1), 99).await.unwrap(), 1, "3");
        assert_eq!(referral::branch(&mut tx, id(2), 99).await.unwrap(), 1, "5 stays with 2");
    }
}

#[tokio::test]
async fn the_office_counts_cells_and_links() {
    for engine in engines::both().await {
        let mut tx = tree(&engine).await;
        let known = DepartmentId(Uuid::from_u128(7));
        let row = DepartmentRow {
            id: known,
            company_ja: String::new(),
            company_en: String::new(),
            name_ja: "公共".into(),
            name_en: "Public".into(),
            from_year: 1990,
            to_year: None,
        };
        department::insert(&mut tx, &row).await.unwrap();
        let spell = |n, department_id, from_year, to_year| TenureRow {
            id: TenureId(Uuid::from_u128(n)),
            member_id: id(2),
            department_id,
            department: String::new(),
            title: String::new(),
            from_year,
            to_year,
        };
        insert_tenure(&mut tx, &spell(1, None, 1995, Some(1999))).await.unwrap();
        insert_tenure(&mut tx, &spell(2, Some(known), 1999, Some(2006))).await.unwrap();
        assert_eq!(referral::cells(&mut tx, "").await.unwrap(), [], "nobody agrees to be counted");
        for n in [1, 2, 3, 4, 5] {
            agreed(&mut tx, n, Purpose::Statistics).await;
        }
        let mut cells = referral::cells(&mut tx, "2026-11").await.unwrap();
        cells.sort_by_key(|cell| (cell.distance, cell.department_id));
        let cell =
            |department_id, left_year, distance| CellRow { department_id, left_year, distance, members: 1 };
        let expected =
            [cell(None, None, 0), cell(None, None, 1), cell(Some(known), Some(2006), 1), cell(None, None, 3)];
        assert_eq!(cells, expected, "the last department counts; 4 left but carries the way to 5");

        let links = [
            link(1),
            InvitationRow { used: 1, ..link(2) },
            InvitationRow { started_at: Some(Stamp(2)), revoked_at: Some(Stamp(3)), ..link(3) },
            InvitationRow { expires_at: Stamp(2 * Stamp::DAY), ..link(4) },
            InvitationRow { inviter_id: id(2), ..link(5) },
        ];
        for row in &links {
            invitation::insert(&mut tx, row).await.unwrap();
        }
        let ends = referral::ends(&mut tx, Stamp(4 * Stamp::DAY)).await.unwrap();
        assert_eq!(ends, EndsRow { open: 2, used: 1, unfinished: 1, unopened: 1 });
        assert_eq!(referral::links_made(&mut tx, "2026-12").await.unwrap(), [], "agreed to an older text");
        let made = referral::links_made(&mut tx, "").await.unwrap();
        assert_eq!(made, [CountRow { n: 1, members: 1 }, CountRow { n: 4, members: 1 }]);
    }
}
