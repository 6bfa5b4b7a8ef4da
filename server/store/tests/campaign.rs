//! Contracts of invitations to the leavers' list, on both engines.
use crate::engines;
use crate::people::{person, with};
use store::campaign::Bounds;
use store::roster::RosterRow;
use store::{Tx, campaign, campaign_mail, opt_out, roster, roster_import};
use types::campaign::{CampaignMailState, CampaignState, NewCampaign, Segment};
use types::id::{CampaignId, MemberId, RosterImportId, RosterRowId};
use types::lang::Lang;
use types::roster::RosterImportState;
use types::text::Mail;
use types::time::Stamp;
use uuid::Uuid;

const OFFICE: MemberId = MemberId(Uuid::from_u128(1));
const FIRST: CampaignId = CampaignId(Uuid::from_u128(1));

async fn list(tx: &mut Tx, people: &[(u128, &str, &str)]) {
    let import = roster_import::RosterImportRow {
        id: RosterImportId(Uuid::from_u128(1)),
        member_id: OFFICE,
        state: RosterImportState::Importing,
        file_name: String::new(),
        encoding: String::new(),
        delimiter: ",".into(),
        mapping: "[]".into(),
        total_rows: 0,
        bad_rows: 0,
        done_rows: 0,
        added: 0,
        updated: 0,
        created_at: Stamp(1),
        finished_at: None,
    };
    roster_import::insert(tx, &import, "").await.unwrap();
    for (n, mail, left_on) in people {
        let text = String::new;
        let row = RosterRow {
            id: RosterRowId(Uuid::from_u128(*n)),
            identity: n.to_string(),
            fingerprint: text(),
            import_id: import.id,
            employee_number: text(),
            family: "久我".into(),
            given: n.to_string(),
            family_kana: text(),
            given_kana: text(),
            mail: (*mail).into(),
            department: "公共".into(),
            joined_on: text(),
            left_on: (*left_on).into(),
            name_key: text(),
            kana_key: text(),
            sort_key: text(),
            member_id: None,
            updated_at: Stamp(1),
        };
        roster::put(tx, &row).await.unwrap();
    }
}

fn new() -> NewCampaign {
    let segment = Segment { left_from: Some(2010), left_to: Some(2012), department: "公".into() };
    NewCampaign { title: "t".into(), segment, lang: Lang::Ja, subject: "s".into(), body: "b".into() }
}

fn mail(text: &str) -> Mail {
    text.parse().unwrap()
}

#[tokio::test]
async fn no_address_is_gathered_twice_by_any_campaign() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        list(
            &mut tx,
            &[(1, "a@example.jp", "2010-03-31"), (2, "", "2011-03"), (3, "b@example.jp", "2013-01-01")],
        )
        .await;
        let second = CampaignId(Uuid::from_u128(2));
        for id in [FIRST, second] {
            campaign::insert(&mut tx, id, OFFICE, &new(), Stamp(1)).await.unwrap();
        }
        let bounds = campaign::by_id(&mut tx, FIRST).await.unwrap().unwrap().bounds();
        let reach = campaign::reach(&mut tx, &bounds).await.unwrap();
        assert_eq!((reach.people, reach.with_mail, reach.invited, reach.members), (2, 1, 0, 0));
        let people = campaign::recipients(&mut tx, &bounds, RosterRowId::FIRST, 9).await.unwrap();
        assert_eq!(people.iter().map(|p| p.mail.as_str()).collect::<Vec<_>>(), ["a@example.jp"]);
        assert!(campaign::recipients(&mut tx, &bounds, people[0].id, 9).await.unwrap().is_empty());
        let waiting = CampaignMailState::Waiting;
        let a = mail("a@example.jp");
        assert!(campaign_mail::gather(&mut tx, &a, FIRST, people[0].id, waiting).await.unwrap());
        assert!(!campaign_mail::gather(&mut tx, &a, second, people[0].id, waiting).await.unwrap());
        assert!(campaign::recipients(&mut tx, &bounds, RosterRowId::FIRST, 9).await.unwrap().is_empty());
        assert_eq!(campaign::reach(&mut tx, &bounds).await.unwrap().invited, 1);
        let all = Bounds::of(None, None, "");
        assert_eq!(campaign::reach(&mut tx, &all).await.unwrap().people, 3);
        assert_eq!(campaign::reach(&mut tx, &Bounds::of(None, None, "%")).await.unwrap().people, 0);
    }
}

#[tokio::test]
async fn a_mail_is_taken_once_and_keeps_its_token() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        list(&mut tx, &[(1, "a@example.jp", "2010-03-31")]).await;
        campaign::insert(&mut tx, FIRST, OFFICE, &new(), Stamp(1)).await.unwrap();
        let a = mail("a@example.jp");
        let person = RosterRowId(Uuid::from_u128(1));
        campaign_mail::gather(&mut tx, &a, FIRST, person, CampaignMailState::Waiting).await.unwrap();
        let taken = campaign_mail::claim(&mut tx, FIRST, "t1").await.unwrap().unwrap();
        assert_eq!((taken.state, taken.attempts), (CampaignMailState::Sending, 1));
        assert!(campaign_mail::claim(&mut tx, FIRST, "t2").await.unwrap().is_none());
        campaign_mail::note(&mut tx, &taken.mail, CampaignMailState::Failed, Stamp(2)).await.unwrap();
        assert_eq!(campaign_mail::undelivered(&mut tx, FIRST, "", 9).await.unwrap().len(), 1);
        assert!(campaign_mail::undelivered(&mut tx, FIRST, "a@example.jp", 9).await.unwrap().is_empty());
        assert_eq!(campaign_mail::retry(&mut tx, FIRST).await.unwrap(), 1);
        let again = campaign_mail::claim(&mut tx, FIRST, "t3").await.unwrap().unwrap();
        assert_eq!((again.token.as_deref(), again.attempts), (Some("t1"), 1));
        campaign_mail::note(&mut tx, &again.mail, CampaignMailState::Sent, Stamp(3)).await.unwrap();
        let sent = campaign_mail::by_token(&mut tx, "t1").await.unwrap().unwrap();
        assert_eq!(sent.sent_at, Some(Stamp(3)));
        assert!(campaign_mail::bounce(&mut tx, FIRST, &a).await.unwrap());
        assert!(!campaign_mail::bounce(&mut tx, FIRST, &a).await.unwrap());
        let tally = campaign_mail::tally(&mut tx, FIRST).await.unwrap();
        assert_eq!((tally.len(), tally[0].state, tally[0].count), (1, CampaignMailState::Bounced, 1));
        assert_eq!(campaign_mail::joined(&mut tx, FIRST).await.unwrap(), 0);
        roster::claim(&mut tx, person, OFFICE).await.unwrap();
        assert_eq!(campaign_mail::joined(&mut tx, FIRST).await.unwrap(), 1);
        assert_eq!(campaign_mail::recipient(&mut tx, person).await.unwrap().unwrap().given, "1");
    }
}

#[tokio::test]
async fn only_a_draft_changes_and_states_follow_one_another() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        campaign::insert(&mut tx, FIRST, OFFICE, &new(), Stamp(1)).await.unwrap();
        let changed = NewCampaign { title: "u".into(), ..new() };
        assert!(campaign::update(&mut tx, FIRST, &changed).await.unwrap());
        let (draft, sending, done) = (CampaignState::Draft, CampaignState::Sending, CampaignState::Done);
        assert!(campaign::turn(&mut tx, FIRST, draft, sending, Stamp(5)).await.unwrap());
        assert!(!campaign::turn(&mut tx, FIRST, draft, sending, Stamp(6)).await.unwrap());
        assert!(!campaign::update(&mut tx, FIRST, &new()).await.unwrap());
        assert!(!campaign::delete(&mut tx, FIRST).await.unwrap());
        let to = RosterRowId(Uuid::from_u128(7));
        campaign::note_gathered(&mut tx, FIRST, Some(to), None).await.unwrap();
        campaign::note_gathered(&mut tx, FIRST, None, Some(Stamp(8))).await.unwrap();
        assert!(campaign::turn(&mut tx, FIRST, sending, done, Stamp(9)).await.unwrap());
        let row = campaign::by_id(&mut tx, FIRST).await.unwrap().unwrap();
        assert_eq!(
            (row.title.as_str(), row.started_at, row.finished_at),
            ("u", Some(Stamp(5)), Some(Stamp(9)))
        );
        assert_eq!((row.gathered_to, row.gathered_at), (Some(to), Some(Stamp(8))));
        assert_eq!(campaign::list(&mut tx, CampaignId::LAST, 9).await.unwrap(), [row]);
        assert!(campaign::list(&mut tx, FIRST, 9).await.unwrap().is_empty());
        opt_out::put(&mut tx, "h", Stamp(1)).await.unwrap();
        opt_out::put(&mut tx, "h", Stamp(2)).await.unwrap();
        assert!(
            opt_out::exists(&mut tx, "h").await.unwrap() && !opt_out::exists(&mut tx, "i").await.unwrap()
        );
        assert!(
            opt_out::delete(&mut tx, "h").await.unwrap() && !opt_out::delete(&mut tx, "h").await.unwrap()
        );
    }
}
