//! Contracts of what was read of members, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::application::ApplicationRow;
use store::profile_read::{self, Reading, Stretch};
use store::programme::ProgrammeRow;
use store::roster::RosterRow;
use store::roster_import::RosterImportRow;
use store::{Tx, application, programme, roster, roster_import, team};
use types::application::{ApplicationState, TeamState};
use types::id::{ApplicationId, ProgrammeId, RosterImportId, RosterRowId};
use types::profile_read::{ReadKey, ReadKind};
use types::programme::ProgrammeState;
use types::roster::RosterImportState;
use types::time::Stamp;
use uuid::Uuid;

fn reading(reader: u128, kind: ReadKind, day: &str, at: i64) -> Reading<'_> {
    Reading { reader: id(reader), kind, purpose: "", day, at: Stamp(at) }
}

/// Kind, reader and time of all that is listed to member `n`.
async fn listed(tx: &mut Tx, n: u128) -> Vec<(ReadKind, u128, i64)> {
    let rows = profile_read::page(tx, id(n), ReadKey::LAST, 99).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.reader.id.0.as_u128(), row.at.0)).collect()
}

#[tokio::test]
async fn a_reading_is_listed_once_a_day_paged_and_forgotten() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=4).map(person)).await;
        let first = reading(2, ReadKind::Profile, "2026-11-18", 10);
        assert!(!profile_read::is_listed(&mut tx, id(1), first).await.unwrap());
        for r in [
            first,
            Reading { at: Stamp(11), ..first },
            reading(3, ReadKind::Profile, "2026-11-18", 10),
            reading(2, ReadKind::JoinRequest, "2026-11-18", 10),
            Reading { purpose: "call", ..reading(2, ReadKind::Profile, "2026-11-19", 20) },
        ] {
            profile_read::insert(&mut tx, id(1), r).await.unwrap();
        }
        profile_read::insert(&mut tx, id(4), first).await.unwrap();
        assert!(profile_read::is_listed(&mut tx, id(1), Reading { at: Stamp(99), ..first }).await.unwrap());
        let later = Reading { day: "2026-11-20", ..first };
        assert!(!profile_read::is_listed(&mut tx, id(1), later).await.unwrap());
        let all = [
            (ReadKind::Profile, 2, 20),
            (ReadKind::Profile, 3, 10),
            (ReadKind::Profile, 2, 10),
            (ReadKind::JoinRequest, 2, 10),
        ];
        assert_eq!(listed(&mut tx, 1).await, all);
        let two = profile_read::page(&mut tx, id(1), ReadKey::LAST, 2).await.unwrap();
        assert_eq!((two[0].purpose.as_str(), two[1].purpose.as_str()), ("call", ""));
        let last = two.last().unwrap();
        let key = ReadKey { at: last.at, reader: last.reader.id, kind: last.kind };
        let rest = profile_read::page(&mut tx, id(1), key, 9).await.unwrap();
        let rest: Vec<ReadKind> = rest.into_iter().map(|row| row.kind).collect();
        assert_eq!(rest, [ReadKind::Profile, ReadKind::JoinRequest]);
        assert_eq!(profile_read::sweep(&mut tx, "2026-11-19").await.unwrap(), 4);
        assert_eq!(listed(&mut tx, 1).await, all[..1]);
        assert_eq!(listed(&mut tx, 4).await, []);
    }
}

#[tokio::test]
async fn a_table_is_listed_to_the_teams_in_it() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=6).map(person)).await;
        let call = ProgrammeId(Uuid::from_u128(100));
        let row = ProgrammeRow {
            id: call,
            slug: "call".into(),
            state: ProgrammeState::Open,
            content: "{}".into(),
            changed_at: Stamp(1),
        };
        programme::insert(&mut tx, &row).await.unwrap();
        let states = [ApplicationState::Submitted, ApplicationState::Draft, ApplicationState::Withdrawn];
        for (n, state) in (1..).zip(states) {
            let row = ApplicationRow {
                id: ApplicationId(Uuid::from_u128(n)),
                programme_id: call,
                lead_id: id(n),
                state,
                title: String::new(),
                note: String::new(),
                created_at: Stamp(5),
                saved_at: Stamp(5),
                submitted_at: None,
                state_at: Stamp(5),
            };
            application::insert(&mut tx, &row).await.unwrap();
            team::insert(&mut tx, row.id, id(n), TeamState::Accepted, false, Stamp(5)).await.unwrap();
        }
        let sent = ApplicationId(Uuid::from_u128(1));
        for (n, seat) in [(4, TeamState::Accepted), (5, TeamState::Invited), (6, TeamState::Accepted)] {
            team::insert(&mut tx, sent, id(n), seat, false, Stamp(5)).await.unwrap();
        }
        // The reader is of the team, too: that is nobody's reading.
        let r = Reading { purpose: "call", ..reading(6, ReadKind::Export, "2026-11-18", 10) };
        assert_eq!(profile_read::insert_applicants(&mut tx, call, r).await.unwrap(), 2);
        assert_eq!(profile_read::insert_applicants(&mut tx, call, r).await.unwrap(), 0, "once a day");
        for n in [1, 4] {
            assert_eq!(listed(&mut tx, n).await, [(ReadKind::Export, 6, 10)]);
        }
        for n in [2, 3, 5, 6] {
            assert_eq!(listed(&mut tx, n).await, [], "{n}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_leavers_list_is_listed_to_its_members() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        with_roster(&mut tx).await;
        let place = |n: u128| RosterRowId(Uuid::from_u128(n));
        let r = reading(3, ReadKind::Roster, "2026-11-18", 10);
        let first = Stretch { after: ("", RosterRowId::FIRST), to: ("b", place(2)) };
        assert!(!profile_read::is_stretch_listed(&mut tx, first, r).await.unwrap());
        profile_read::insert_stretch(&mut tx, first, r).await.unwrap();
        assert!(profile_read::is_stretch_listed(&mut tx, first, r).await.unwrap());
        assert_eq!(listed(&mut tx, 1).await, [(ReadKind::Roster, 3, 10)]);
        assert_eq!(listed(&mut tx, 2).await, [], "on the next page");
        let second = Stretch { after: ("b", place(2)), to: ("d", place(4)) };
        assert!(!profile_read::is_stretch_listed(&mut tx, second, r).await.unwrap());
        profile_read::insert_stretch(&mut tx, second, r).await.unwrap();
        assert!(profile_read::is_stretch_listed(&mut tx, second, r).await.unwrap());
        assert_eq!(listed(&mut tx, 2).await.len(), 1);
        assert_eq!(listed(&mut tx, 3).await, [], "the reader is on the list, too");
    }
}

/// Four people in order: member 1, nobody's, member 2 and member 3.
async fn with_roster(tx: &mut Tx) {
    let import = RosterImportId(Uuid::from_u128(50));
    let row = RosterImportRow {
        id: import,
        member_id: id(3),
        state: RosterImportState::Done,
        file_name: String::new(),
        encoding: String::new(),
        delimiter: ",".into(),
        mapping: "[]".into(),
        total_rows: 4,
        bad_rows: 0,
        done_rows: 4,
        added: 4,
        updated: 0,
        created_at: Stamp(1),
        finished_at: None,
    };
    roster_import::insert(tx, &row, "").await.unwrap();
    for (n, key, member) in [(1, "a", Some(1)), (2, "b", None), (3, "c", Some(2)), (4, "d", Some(3))] {
        let text = String::new;
        let row = RosterRow {
            id: RosterRowId(Uuid::from_u128(n)),
            identity: key.into(),
            fingerprint: text(),
            import_id: import,
            employee_number: text(),
            family: text(),
            given: text(),
            family_kana: text(),
            given_kana: text(),
            mail: text(),
            department: text(),
            joined_on: text(),
            left_on: text(),
            name_key: text(),
            kana_key: text(),
            sort_key: key.into(),
            member_id: member.map(id),
            updated_at: Stamp(1),
        };
        roster::put(tx, &row).await.unwrap();
    }
}
