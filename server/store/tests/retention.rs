//! Contracts of what is kept only for a while, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use crate::rights::request;
use store::invitation::{self, InvitationRow};
use store::profile_read::{self, Reading};
use store::retention::{self, Kept, OverRow};
use store::{draft, programme, rights_request};
use types::feed::DraftPlace;
use types::id::{InvitationId, ProgrammeId};
use types::profile_read::ReadKind;
use types::programme::ProgrammeState;
use types::time::Stamp;
use uuid::Uuid;

fn link(n: u128, expires_at: i64, revoked_at: Option<i64>) -> InvitationRow {
    InvitationRow {
        id: InvitationId(Uuid::from_u128(n)),
        token: format!("token{n}"),
        inviter_id: id(1),
        worked_together: "図書館班".into(),
        note: String::new(),
        mail: None,
        uses: 1,
        used: 0,
        created_at: Stamp(1),
        expires_at: Stamp(expires_at),
        started_at: None,
        revoked_at: revoked_at.map(Stamp),
    }
}

#[tokio::test]
async fn what_is_over_is_counted_and_then_goes() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        for row in [link(1, 50, None), link(2, 500, Some(50)), link(3, 500, None)] {
            invitation::insert(&mut tx, &row).await.unwrap();
        }
        draft::put(&mut tx, id(1), &DraftPlace::Post, "古い", Stamp(50)).await.unwrap();
        draft::put(&mut tx, id(2), &DraftPlace::Post, "新しい", Stamp(500)).await.unwrap();
        for day in ["2026-01-01", "2026-11-01"] {
            let reading = Reading { reader: id(2), kind: ReadKind::Profile, purpose: "", day, at: Stamp(1) };
            profile_read::insert(&mut tx, id(1), reading).await.unwrap();
        }
        for n in 1..=4 {
            rights_request::insert(&mut tx, &request(n, 1, 900)).await.unwrap();
        }
        rights_request::answer(&mut tx, request(1, 1, 900).id, "直しました。", id(2), Stamp(50))
            .await
            .unwrap();
        rights_request::withdraw(&mut tx, request(2, 1, 900).id, id(1), Stamp(50)).await.unwrap();
        rights_request::answer(&mut tx, request(3, 1, 900).id, "直しました。", id(2), Stamp(500))
            .await
            .unwrap();
        let kept = Kept {
            declined: Stamp(100),
            invitations: Stamp(100),
            readings: "2026-06-01".into(),
            drafts: Stamp(100),
            rights: Stamp(100),
        };
        let over = retention::over(&mut tx, &kept).await.unwrap();
        assert_eq!(over, OverRow { declined: 0, invitations: 2, readings: 1, drafts: 1, rights: 2 });
        assert_eq!(retention::empty_invitations(&mut tx, kept.invitations).await.unwrap(), 2);
        assert_eq!(retention::delete_drafts(&mut tx, kept.drafts).await.unwrap(), 1);
        assert_eq!(retention::delete_rights_requests(&mut tx, kept.rights).await.unwrap(), 2);
        profile_read::sweep(&mut tx, &kept.readings).await.unwrap();
        assert_eq!(retention::over(&mut tx, &kept).await.unwrap(), OverRow::default());
        assert_eq!(invitation::reach(&mut tx).await.unwrap().made, 3, "what is counted stays");

        let programme = programme::ProgrammeRow {
            id: ProgrammeId(Uuid::from_u128(1)),
            slug: "startup-1".into(),
            state: ProgrammeState::Closed,
            content: "{}".into(),
            changed_at: Stamp(1),
        };
        programme::insert(&mut tx, &programme).await.unwrap();
        assert_eq!(retention::count_applications(&mut tx, programme.id).await.unwrap(), 0);
        assert_eq!(retention::applications(&mut tx, programme.id, 9).await.unwrap(), []);
    }
}
