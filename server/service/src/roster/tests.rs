//! The office's way from a file to the list, and who is recognised in it.
use encoding_rs::SHIFT_JIS;
use tempfile::TempDir;
use types::id::{MemberId, RosterImportId};
use types::member::Relationship;
use types::role::Role;

use super::matching::{Claimant, claim_roster_row, find_roster_match};
use super::*;
use crate::testing::{self, Net};

const CSV: &str = "社員番号,氏名,フリガナ,メール,最終所属,入社日,退社日\r\n\
    1,髙橋　美咲,タカハシ　ミサキ,misaki@example.jp,営業,H16.4.1,令和2年6月30日\r\n\
    2,山田 太郎,ヤマダ タロウ,,開発,2000/4/1,2012-03-31\r\n\
    3,,ナマエ ナシ,,,,\r\n\
    4,渡邉 和子,ワタナベ カズコ,kazuko@example.jp,\"本社\n総務\",,\r\n";

struct Desk {
    service: Service,
    office: Viewer,
    member: Viewer,
    _folder: TempDir,
}

async fn desk() -> Desk {
    let Net { service, folder, .. } = Net::new().await;
    let person = async |given: &str, roles: &[Role]| {
        testing::member(&service, ["林", given], Relationship::Employee, roles).await
    };
    let office = person("事務", &[Role::Office]).await;
    let member = person("由紀子", &[]).await;
    Desk { service, office, member, _folder: folder }
}

impl Desk {
    async fn upload(&self, bytes: Vec<u8>) -> RosterImportId {
        self.service.upload_roster(&self.office, "名簿.csv", bytes).await.unwrap()
    }

    async fn import(&self, bytes: Vec<u8>) -> RosterImportRow {
        let id = self.upload(bytes).await;
        self.service.import_roster(&self.office, id).await.unwrap();
        self.service.work_all().await.unwrap();
        self.state(id).await.import
    }

    async fn state(&self, id: RosterImportId) -> RosterUpload {
        self.service.roster_upload(&self.office, id, 0).await.unwrap()
    }

    async fn found(&self, who: Claimant<'_>) -> Option<RosterRowId> {
        let mut conn = self.service.db().read().await.unwrap();
        find_roster_match(&mut conn, &who).await.unwrap()
    }
}

fn cp932(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}

#[tokio::test]
async fn a_file_from_excel_comes_into_the_list_and_again_changes_nothing() {
    let desk = desk().await;
    let first = desk.import(cp932(CSV)).await;
    assert_eq!((first.state, first.encoding.as_str()), (RosterImportState::Done, "CP932"));
    assert_eq!(
        (first.total_rows, first.bad_rows, first.done_rows, first.added, first.updated),
        (4, 1, 3, 3, 0)
    );
    let before = desk.service.roster(&desk.office, None).await.unwrap().rows;
    let again = desk.import(CSV.as_bytes().to_vec()).await;
    assert_eq!((again.done_rows, again.added, again.updated), (3, 0, 0));
    let page = desk.service.roster(&desk.office, None).await.unwrap();
    assert_eq!(page.rows, before);
    assert_eq!((page.total, page.joined, page.imports.len()), (3, 0, 2));
    let names: Vec<_> = page.rows.iter().map(|row| row.family.as_str()).collect();
    assert_eq!(names, ["髙橋", "山田", "渡邉"], "五十音 order");
    assert_eq!(page.rows[0].joined_on, "2004-04-01");
}

#[tokio::test]
async fn what_is_new_about_somebody_is_taken_over() {
    let desk = desk().await;
    desk.import(CSV.as_bytes().to_vec()).await;
    let second = desk
        .import("社員番号,氏名,メール\n2,山田 太郎,taro@example.jp\n9,新井 一,\n".as_bytes().to_vec())
        .await;
    assert_eq!((second.added, second.updated), (1, 1));
}

#[tokio::test]
async fn the_office_decides_what_columns_hold() {
    let desk = desk().await;
    let id = desk.upload("A,B\n山田 太郎,2000/4/1\n佐藤 花,x\n".as_bytes().to_vec()).await;
    assert!(!desk.state(id).await.has_names);
    let refused = desk.service.import_roster(&desk.office, id).await.unwrap_err();
    assert!(matches!(refused, FormError::Problems(p) if p.of("columns") == Some(&Problem::Required)));
    let typed = ["full_name".to_owned(), "joined_on".to_owned()];
    assert!(desk.service.map_roster(&desk.office, id, &typed[..1]).await.is_err());
    desk.service.map_roster(&desk.office, id, &typed).await.unwrap();
    let upload = desk.state(id).await;
    assert_eq!((upload.import.state, upload.import.bad_rows), (RosterImportState::Mapped, 1));
    assert_eq!(upload.bad[0].cells[1].problem, Some(Problem::NotADate));
    assert_eq!(upload.columns[0].samples, ["山田 太郎", "佐藤 花"]);
}

#[tokio::test]
async fn cancelling_forgets_the_file_and_writes_nobody() {
    let desk = desk().await;
    let id = desk.upload(CSV.as_bytes().to_vec()).await;
    desk.service.cancel_roster(&desk.office, id).await.unwrap();
    desk.service.import_roster(&desk.office, id).await.unwrap();
    desk.service.work_all().await.unwrap();
    let upload = desk.state(id).await;
    assert_eq!(upload.import.state, RosterImportState::Cancelled);
    assert!(upload.columns.is_empty());
    assert_eq!(desk.service.roster(&desk.office, None).await.unwrap().total, 0);
}

#[tokio::test]
async fn only_the_office_may() {
    let desk = desk().await;
    let id = desk.upload(CSV.as_bytes().to_vec()).await;
    for (viewer, is_visitor) in [(&desk.member, false), (&Viewer::Visitor, true)] {
        let s = &desk.service;
        let faults = [
            s.roster(viewer, None).await.err(),
            s.roster_upload(viewer, id, 0).await.err(),
            s.cancel_roster(viewer, id).await.err(),
            form_fault(s.upload_roster(viewer, "a", CSV.as_bytes().to_vec()).await.err()),
            form_fault(s.map_roster(viewer, id, &[]).await.err()),
            form_fault(s.import_roster(viewer, id).await.err()),
        ];
        for fault in faults {
            match fault {
                Some(Fault::SignInNeeded) => assert!(is_visitor),
                Some(Fault::NotAllowed) => assert!(!is_visitor),
                other => panic!("{other:?}"),
            }
        }
    }
}

fn form_fault(error: Option<FormError>) -> Option<Fault> {
    match error {
        Some(FormError::Fault(fault)) => Some(fault),
        _ => None,
    }
}

#[tokio::test]
async fn unreadable_and_unknown_files_are_refused() {
    let desk = desk().await;
    for (bytes, problem) in [
        (b"PK\x03\x04\0\0".to_vec(), Problem::UnreadableFile),
        (Vec::new(), Problem::Required),
        (vec![b'a'; FILE_MAX + 1], Problem::FileTooLarge { megabytes: 20 }),
    ] {
        let error = desk.service.upload_roster(&desk.office, "x.xlsx", bytes).await.unwrap_err();
        assert!(matches!(error, FormError::Problems(p) if p.of("file") == Some(&problem)));
    }
    let nowhere = RosterImportId::FIRST;
    assert!(matches!(desk.service.roster_upload(&desk.office, nowhere, 0).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn ten_thousand_people_come_in_and_page() {
    use std::fmt::Write as _;
    let desk = desk().await;
    let mut text = "社員番号,氏名,フリガナ,入社日\n".to_owned();
    for i in 0..10_000 {
        writeln!(text, "S{i:05},山田 {i}郎,ヤマダ タロウ,平成{}年4月1日", i % 31 + 1).unwrap();
    }
    let import = desk.import(text.into_bytes()).await;
    assert_eq!((import.done_rows, import.added, import.bad_rows), (10_000, 10_000, 0));
    let first = desk.service.roster(&desk.office, None).await.unwrap();
    let second = desk.service.roster(&desk.office, first.next).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len()), (50, 50));
    assert!(
        first.rows.last().map(|row| (&row.sort_key, row.id))
            < second.rows.first().map(|row| (&row.sort_key, row.id))
    );
}

#[tokio::test]
async fn an_import_that_was_stopped_goes_on_where_it_was() {
    let desk = desk().await;
    let id = desk.upload(CSV.as_bytes().to_vec()).await;
    desk.service.import_roster(&desk.office, id).await.unwrap();
    let mut tx = desk.service.db().write().await.unwrap();
    let some = store::roster_import::Written { done: 2, added: 2, updated: 0 };
    assert!(store::roster_import::advance(&mut tx, id, 0, some).await.unwrap());
    assert!(!store::roster_import::advance(&mut tx, id, 0, some).await.unwrap(), "another worker is further");
    tx.commit().await.unwrap();
    desk.service.work_all().await.unwrap();
    let import = desk.state(id).await.import;
    assert_eq!((import.state, import.done_rows, import.added), (RosterImportState::Done, 3, 3));
    assert_eq!(desk.service.roster(&desk.office, None).await.unwrap().total, 1);
}

#[tokio::test]
async fn who_joins_is_recognised_by_address_or_by_name_and_reading() {
    let desk = desk().await;
    desk.import(CSV.as_bytes().to_vec()).await;
    let misaki =
        Claimant { mail: "Misaki@example.jp", family: "高橋", given: "美咲", ..Claimant::default() };
    assert!(desk.found(misaki).await.is_some(), "髙 is 高");
    assert!(
        desk.found(Claimant { family: "佐藤", ..misaki }).await.is_some(),
        "the family name may have changed"
    );
    assert!(
        desk.found(Claimant { family: "佐藤", given: "健", ..misaki }).await.is_none(),
        "another person at the address"
    );
    assert!(
        desk.found(Claimant { mail: "other@example.jp", ..misaki }).await.is_none(),
        "the list knows another address"
    );
    let taro = Claimant { mail: "taro@example.jp", family: "山田", given: "太郎", ..Claimant::default() };
    assert!(desk.found(taro).await.is_none(), "a name alone is not enough");
    assert!(desk.found(Claimant { family_kana: "やまだ", given_kana: "たろう", ..taro }).await.is_some());
    assert!(desk.found(Claimant { family_kana: "ヤマダ", given_kana: "フトロウ", ..taro }).await.is_none());
    assert!(desk.found(Claimant { left_year: Some(2011), ..taro }).await.is_some());
    assert!(desk.found(Claimant { left_year: Some(2018), ..taro }).await.is_none());
    let married = Claimant {
        family: "鈴木",
        former_family: "山田",
        given_kana: "タロウ",
        family_kana: "スズキ",
        ..taro
    };
    assert!(desk.found(married).await.is_some());
}

#[tokio::test]
async fn two_alike_are_nobody_and_a_person_is_claimed_once() {
    let desk = desk().await;
    desk.import("社員番号,氏名,フリガナ\n1,山田 太郎,ヤマダ タロウ\n2,山田　太郎,ヤマダ　タロウ\n3,佐藤 花,サトウ ハナ\n".as_bytes().to_vec()).await;
    let kana = |family, given, family_kana, given_kana| Claimant {
        family,
        given,
        family_kana,
        given_kana,
        ..Claimant::default()
    };
    assert!(desk.found(kana("山田", "太郎", "ヤマダ", "タロウ")).await.is_none());
    let hana = kana("佐藤", "花", "サトウ", "ハナ");
    let row = desk.found(hana).await.unwrap();
    let member: MemberId = desk.member.me().unwrap().id();
    let mut tx = desk.service.db().write().await.unwrap();
    assert!(claim_roster_row(&mut tx, row, member).await.unwrap());
    assert!(!claim_roster_row(&mut tx, row, member).await.unwrap());
    tx.commit().await.unwrap();
    assert!(desk.found(hana).await.is_none());
    assert_eq!(desk.service.roster(&desk.office, None).await.unwrap().joined, 1);
}
