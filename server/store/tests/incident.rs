//! Contracts of whom to tell of a leak, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::Tx;
use store::incident::{self, Audience};
use store::member::{self, MemberRow};
use store::profile_read::{self, Reading};
use types::id::{EventId, MemberId};
use types::member::MemberState;
use types::profile_read::{ReadKey, ReadKind};
use types::role::{Role, Roles};
use types::time::Stamp;

const ALL: Audience<'_> =
    Audience { role: "", event: EventId::FIRST, from: Stamp(i64::MIN), to: Stamp(i64::MAX) };

async fn concerned(tx: &mut Tx, audience: Audience<'_>) -> Vec<u128> {
    let (mut all, mut after) = (Vec::new(), MemberId::FIRST);
    loop {
        let rows = incident::page(tx, audience, after, 2).await.unwrap();
        let Some(last) = rows.last() else { return all };
        after = last.id;
        all.extend(rows.iter().map(|row| row.id.0.as_u128()));
    }
}

#[tokio::test]
async fn those_concerned_are_found_and_find_it_listed() {
    for engine in engines::both().await {
        let people = [
            MemberRow { roles: Roles::of(&[Role::Office, Role::Host]), ..person(1) },
            MemberRow { joined_at: Stamp(2_000), ..person(2) },
            MemberRow { state: MemberState::Left, joined_at: Stamp(3_000), ..person(3) },
            MemberRow { roles: Roles::of(&[Role::Host]), joined_at: Stamp(4_000), ..person(4) },
        ];
        let mut tx = with(&engine.db, people).await;
        for (mail, is_primary) in [("a@example.jp", true), ("b@example.jp", false)] {
            member::insert_mail(&mut tx, &mail.parse().unwrap(), id(2), is_primary, None).await.unwrap();
        }
        assert_eq!(concerned(&mut tx, ALL).await, [1, 2, 3, 4], "whoever left, too");
        assert_eq!(concerned(&mut tx, Audience { role: "host", ..ALL }).await, [1, 4]);
        assert_eq!(concerned(&mut tx, Audience { role: "office", ..ALL }).await, [1]);
        assert_eq!(concerned(&mut tx, Audience { role: "off", ..ALL }).await, [0; 0]);
        let between = Audience { from: Stamp(2_000), to: Stamp(4_000), ..ALL };
        assert_eq!(concerned(&mut tx, between).await, [2, 3]);
        assert_eq!(concerned(&mut tx, Audience { event: EventId::LAST, ..ALL }).await, [0; 0]);
        let rows = incident::page(&mut tx, ALL, id(1), 2).await.unwrap();
        assert_eq!(rows[0].mail, Some("a@example.jp".parse().unwrap()));
        assert_eq!(rows[1].mail, None);

        let day = "2026-11-18";
        let reading = Reading { reader: id(1), kind: ReadKind::Incident, purpose: "", day, at: Stamp(9) };
        assert_eq!(incident::insert_readings(&mut tx, between, reading).await.unwrap(), 2);
        assert_eq!(
            incident::insert_readings(&mut tx, ALL, reading).await.unwrap(),
            1,
            "once a day, not the reader"
        );
        for (n, listed) in [(1, 0), (2, 1), (3, 1), (4, 1)] {
            let rows = profile_read::page(&mut tx, id(n), ReadKey::LAST, 9).await.unwrap();
            assert_eq!(rows.len(), listed, "{n}");
        }
    }
}
