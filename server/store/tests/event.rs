//! Contracts of events, sign-ups, programmes and stories, told as one story per noun on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::event::{self, EventRow, SignUpsRow};
use store::programme::{self, ProgrammeRow};
use store::rsvp::{self, Counts, RsvpRow};
use store::sight::Eye;
use store::story::{self, StoryRow};
use store::{StoreError, Tx};
use types::event::{EventKind, RsvpState};
use types::id::{EventId, MemberId, ProgrammeId, StoryId};
use types::programme::ProgrammeState;
use types::time::Stamp;
use uuid::Uuid;

/// Event `n`, hosted by member 1: starts at 100 × n and takes 10.
fn meeting(n: u128) -> EventRow {
    let starts = i64::try_from(n).unwrap() * 100;
    EventRow {
        id: EventId(Uuid::from_u128(n)),
        slug: format!("event{n}"),
        kind: EventKind::Meetup,
        words: "{}".into(),
        starts_at: Stamp(starts),
        ends_at: Stamp(starts + 10),
        online_url: String::new(),
        capacity: 2,
        public: n.is_multiple_of(2),
        host_id: id(1),
        programme_id: None,
        turns: 0,
        changed_at: Stamp(1),
        called_off_at: None,
        call_off_note: String::new(),
    }
}

fn startup(n: u128, state: ProgrammeState) -> ProgrammeRow {
    ProgrammeRow {
        id: ProgrammeId(Uuid::from_u128(n)),
        slug: format!("programme{n}"),
        state,
        content: "{}".into(),
        changed_at: Stamp(1),
    }
}

async fn sign_up(tx: &mut Tx, event: EventId, member: u128, state: RsvpState, turn: i64) {
    let row = RsvpRow { event_id: event, member_id: id(member), state, turn, at: Stamp(1) };
    rsvp::insert(tx, &row).await.unwrap();
}

#[tokio::test]
async fn an_event_is_made_changed_and_called_off_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        let open = startup(1, ProgrammeState::Open);
        programme::insert(&mut tx, &open).await.unwrap();
        event::insert(&mut tx, &meeting(1)).await.unwrap();
        let changed = EventRow {
            kind: EventKind::Study,
            capacity: 5,
            public: true,
            programme_id: Some(open.id),
            changed_at: Stamp(2),
            ..meeting(1)
        };
        event::update(&mut tx, &changed).await.unwrap();
        assert_eq!(event::by_slug(&mut tx, "event1").await.unwrap(), Some(changed.clone()));
        assert_eq!(event::by_slug(&mut tx, "event9").await.unwrap(), None);
        let held = event::take_turn(&mut tx, changed.id).await.unwrap().unwrap();
        assert_eq!(held, EventRow { turns: 1, ..changed.clone() });
        assert_eq!(event::take_turn(&mut tx, meeting(9).id).await.unwrap(), None);

        assert!(event::call_off(&mut tx, held.id, "台風のため", Stamp(7)).await.unwrap());
        assert!(!event::call_off(&mut tx, held.id, "もう一度", Stamp(8)).await.unwrap(), "twice is once");
        let expected = EventRow {
            turns: 1,
            changed_at: Stamp(7),
            called_off_at: Some(Stamp(7)),
            call_off_note: "台風のため".into(),
            ..changed
        };
        assert_eq!(event::by_id(&mut tx, held.id).await.unwrap(), Some(expected));
        tx.commit().await.unwrap();
        let mut tx = engine.db.write().await.unwrap();
        let again = event::insert(&mut tx, &EventRow { slug: "event1".into(), ..meeting(2) }).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
}

#[tokio::test]
async fn events_are_listed_by_time_audience_and_page() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        for n in 1..=4 {
            event::insert(&mut tx, &meeting(n)).await.unwrap();
        }
        sign_up(&mut tx, meeting(3).id, 1, RsvpState::Going, 1).await;
        sign_up(&mut tx, meeting(3).id, 2, RsvpState::Waiting, 2).await;
        let (start, end) = ((Stamp(0), EventId(Uuid::nil())), (Stamp(i64::MAX), EventId(Uuid::max())));
        let now = Stamp(205);
        let slugs = |rows: &[event::ListedRow]| rows.iter().map(|r| r.event.slug.clone()).collect::<Vec<_>>();

        let coming = event::upcoming(&mut tx, true, id(2), now, start, 10).await.unwrap();
        assert_eq!(slugs(&coming), ["event2", "event3", "event4"], "one that runs is not over");
        assert_eq!((coming[1].going, coming[1].mine), (1, Some(RsvpState::Waiting)));
        let second = (meeting(2).starts_at, meeting(2).id);
        let next = event::upcoming(&mut tx, true, id(2), now, second, 1).await.unwrap();
        assert_eq!(slugs(&next), ["event3"]);
        let nobody = MemberId(Uuid::nil());
        let public = event::upcoming(&mut tx, false, nobody, now, start, 10).await.unwrap();
        assert_eq!(slugs(&public), ["event2", "event4"]);

        let past = event::past(&mut tx, true, nobody, Stamp(310), end, 10).await.unwrap();
        assert_eq!(slugs(&past), ["event3", "event2", "event1"]);
        let before = (meeting(3).starts_at, meeting(3).id);
        let older = event::past(&mut tx, false, nobody, Stamp(310), before, 10).await.unwrap();
        assert_eq!(slugs(&older), ["event2"]);

        event::call_off(&mut tx, meeting(2).id, "", Stamp(200)).await.unwrap();
        let row = |n: u128, going, waiting| SignUpsRow {
            slug: format!("event{n}"),
            words: "{}".into(),
            starts_at: meeting(n).starts_at,
            capacity: 2,
            going,
            waiting,
        };
        assert_eq!(event::sign_ups(&mut tx, now, 10).await.unwrap(), [row(3, 1, 1), row(4, 0, 0)]);
        assert_eq!(event::sign_ups(&mut tx, now, 1).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_seat_is_taken_given_back_and_passed_on() {
    for engine in engines::both().await {
        let left = store::member::MemberRow { state: types::member::MemberState::Left, ..person(4) };
        let mut tx = with(&engine.db, [person(1), person(2), person(3), left]).await;
        event::insert(&mut tx, &meeting(1)).await.unwrap();
        let event = meeting(1).id;
        assert_eq!(rsvp::counts(&mut tx, event).await.unwrap(), Counts::default());
        sign_up(&mut tx, event, 4, RsvpState::Going, 1).await;
        sign_up(&mut tx, event, 1, RsvpState::Going, 2).await;
        sign_up(&mut tx, event, 3, RsvpState::Waiting, 3).await;
        sign_up(&mut tx, event, 2, RsvpState::Waiting, 4).await;
        assert_eq!(rsvp::counts(&mut tx, event).await.unwrap(), Counts { going: 2, waiting: 2 });
        assert_eq!(rsvp::going(&mut tx, event, 10).await.unwrap(), [id(4), id(1)]);
        assert_eq!(rsvp::waiting(&mut tx, event, 10).await.unwrap(), [id(3), id(2)], "in the order of turns");
        assert_eq!(rsvp::waiting(&mut tx, event, 1).await.unwrap(), [id(3)]);
        let shown = rsvp::people(&mut tx, Eye::NOBODY, event, RsvpState::Going, false, 10).await.unwrap();
        assert_eq!(shown.iter().map(|p| p.id).collect::<Vec<_>>(), [id(1)], "whoever left is not shown");

        let gone = rsvp::delete(&mut tx, event, id(1)).await.unwrap().unwrap();
        assert_eq!((gone.state, gone.turn), (RsvpState::Going, 2));
        assert_eq!(rsvp::delete(&mut tx, event, id(1)).await.unwrap(), None);
        assert_eq!(rsvp::promote_first(&mut tx, event).await.unwrap(), Some(id(3)));
        assert_eq!(rsvp::promote_first(&mut tx, event).await.unwrap(), Some(id(2)));
        assert_eq!(rsvp::promote_first(&mut tx, event).await.unwrap(), None);
        assert_eq!(rsvp::get(&mut tx, event, id(2)).await.unwrap().unwrap().state, RsvpState::Going);
        assert_eq!(rsvp::get(&mut tx, event, id(1)).await.unwrap(), None);
        tx.commit().await.unwrap();
        let mut tx = engine.db.write().await.unwrap();
        let row =
            RsvpRow { event_id: event, member_id: id(2), state: RsvpState::Going, turn: 9, at: Stamp(1) };
        assert!(matches!(rsvp::insert(&mut tx, &row).await, Err(StoreError::Duplicate(_))));
    }
}

#[tokio::test]
async fn programmes_are_listed_open_ones_first_and_interest_is_noted_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let [open, closed, draft] = [
            startup(1, ProgrammeState::Open),
            startup(2, ProgrammeState::Closed),
            startup(3, ProgrammeState::Draft),
        ];
        for row in [&open, &closed, &draft] {
            programme::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(programme::list(&mut tx, false, 10).await.unwrap(), [open.clone(), closed.clone()]);
        assert_eq!(
            programme::list(&mut tx, true, 10).await.unwrap(),
            [open.clone(), draft.clone(), closed.clone()]
        );
        assert_eq!(programme::list(&mut tx, true, 1).await.unwrap().len(), 1);
        assert_eq!(programme::by_slug(&mut tx, "programme2").await.unwrap(), Some(closed));
        assert_eq!(programme::by_slug(&mut tx, "programme9").await.unwrap(), None);
        assert_eq!(programme::by_id(&mut tx, draft.id).await.unwrap(), Some(draft));

        for at in [Stamp(5), Stamp(6)] {
            programme::add_interest(&mut tx, open.id, id(1), at).await.unwrap();
        }
        programme::add_interest(&mut tx, open.id, id(2), Stamp(7)).await.unwrap();
        assert_eq!(programme::interest(&mut tx, open.id, id(1)).await.unwrap(), Some(Stamp(5)));
        assert_eq!(programme::interested(&mut tx, open.id).await.unwrap(), 2);
        programme::remove_interest(&mut tx, open.id, id(1)).await.unwrap();
        assert_eq!(programme::interest(&mut tx, open.id, id(1)).await.unwrap(), None);
        assert_eq!(programme::interested(&mut tx, open.id).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut tx = engine.db.write().await.unwrap();
        let again = ProgrammeRow { slug: open.slug, ..startup(9, ProgrammeState::Open) };
        assert!(matches!(programme::insert(&mut tx, &again).await, Err(StoreError::Duplicate(_))));
    }
}

#[tokio::test]
async fn a_story_has_its_people_and_its_place() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let tale = |n: u128| StoryRow {
            id: StoryId(Uuid::from_u128(n)),
            slug: format!("story{n}"),
            words: "{}".into(),
            public: n != 2,
            published_at: Stamp(if n == 1 { 10 } else { 20 }),
        };
        for n in 1..=3 {
            story::insert(&mut tx, &tale(n)).await.unwrap();
        }
        story::insert_person(&mut tx, tale(1).id, id(1), 2).await.unwrap();
        story::insert_person(&mut tx, tale(1).id, id(2), 1).await.unwrap();
        let people = story::people(&mut tx, Eye::NOBODY, tale(1).id).await.unwrap();
        assert_eq!(people.iter().map(|p| p.id).collect::<Vec<_>>(), [id(2), id(1)]);
        assert!(story::people(&mut tx, Eye::NOBODY, tale(2).id).await.unwrap().is_empty());
        assert_eq!(story::by_slug(&mut tx, "story2").await.unwrap(), Some(tale(2)));
        assert_eq!(story::by_slug(&mut tx, "story9").await.unwrap(), None);

        let start = (Stamp(i64::MAX), StoryId(Uuid::max()));
        assert_eq!(story::page(&mut tx, true, start, 10).await.unwrap(), [tale(3), tale(2), tale(1)]);
        assert_eq!(story::page(&mut tx, false, start, 10).await.unwrap(), [tale(3), tale(1)]);
        let third = (tale(3).published_at, tale(3).id);
        assert_eq!(story::page(&mut tx, true, third, 1).await.unwrap(), [tale(2)]);
        tx.commit().await.unwrap();
        let mut tx = engine.db.write().await.unwrap();
        let twice = story::insert_person(&mut tx, tale(1).id, id(1), 3).await;
        assert!(matches!(twice, Err(StoreError::Duplicate(_))));
    }
}
