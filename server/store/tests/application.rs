//! Contracts of questions, applications, teams, answers and interest, told as one story per noun on both engines.
use crate::engines;
use crate::people::{agreed, id as who, person, with};
use store::answer::{AnswerRow, FileRow};
use store::application::{ApplicationRow, Move};
use store::programme::ProgrammeRow;
use store::question::QuestionRow;
use store::{Db, StoreError, Tx, answer, application, programme, question, team};
use types::application::{ApplicationState, QuestionKind, TeamRules, TeamState};
use types::consent::Purpose;
use types::id::{ApplicationId, MediaId, MemberId, ProgrammeId, QuestionId};
use types::programme::ProgrammeState;
use types::time::Stamp;
use uuid::Uuid;

const CALL: ProgrammeId = ProgrammeId(Uuid::from_u128(100));
const NOBODY: MemberId = MemberId::FIRST;
const FIRST: ApplicationId = ApplicationId::FIRST;

fn which(n: u128) -> ApplicationId {
    ApplicationId(Uuid::from_u128(n))
}

/// A programme and three members.
async fn with_programme(db: &Db) -> Tx {
    let mut tx = with(db, (1..=3).map(person)).await;
    let call = ProgrammeRow {
        id: CALL,
        slug: "call".into(),
        state: ProgrammeState::Open,
        content: "{}".into(),
        changed_at: Stamp(1),
    };
    programme::insert(&mut tx, &call).await.unwrap();
    tx
}

fn asked(n: u128, step: i64, place: i64) -> QuestionRow {
    QuestionRow {
        id: QuestionId(Uuid::from_u128(n)),
        programme_id: CALL,
        step,
        place,
        kind: QuestionKind::Text,
        label: "{\"ja\":\"問\"}".into(),
        hint: "{}".into(),
        required: true,
        max_length: 600,
        options: "[]".into(),
        removed_at: None,
    }
}

fn draft(n: u128, lead: u128) -> ApplicationRow {
    ApplicationRow {
        id: which(n),
        programme_id: CALL,
        lead_id: who(lead),
        state: ApplicationState::Draft,
        title: String::new(),
        note: String::new(),
        created_at: Stamp(5),
        saved_at: Stamp(5),
        submitted_at: None,
        state_at: Stamp(5),
    }
}

#[tokio::test]
async fn questions_stand_in_order_and_outlive_their_asking() {
    for engine in engines::both().await {
        let mut tx = with_programme(&engine.db).await;
        for row in [asked(3, 2, 1), asked(1, 1, 2), asked(2, 1, 1)] {
            question::insert(&mut tx, &row).await.unwrap();
        }
        let order = |rows: Vec<QuestionRow>| rows.iter().map(|q| q.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(order(question::list(&mut tx, CALL, false, 9).await.unwrap()), [2, 1, 3]);
        assert_eq!(question::next_place(&mut tx, CALL, 1).await.unwrap(), 3);
        assert_eq!(question::next_place(&mut tx, CALL, 5).await.unwrap(), 1);
        let gone = QuestionRow { removed_at: Some(Stamp(9)), required: false, ..asked(2, 1, 1) };
        question::update(&mut tx, &gone).await.unwrap();
        assert_eq!(order(question::list(&mut tx, CALL, false, 9).await.unwrap()), [1, 3]);
        assert_eq!(order(question::list(&mut tx, CALL, true, 9).await.unwrap()), [1, 3, 2]);
        assert_eq!(question::by_id(&mut tx, CALL, gone.id).await.unwrap(), None);
        assert_eq!(question::by_id(&mut tx, CALL, asked(1, 1, 2).id).await.unwrap(), Some(asked(1, 1, 2)));
        assert_eq!(question::rules(&mut tx, CALL).await.unwrap(), None);
        for min_people in [1, 2] {
            let rules = TeamRules { min_people, ..TeamRules::default() };
            question::set_rules(&mut tx, CALL, rules).await.unwrap();
            assert_eq!(question::rules(&mut tx, CALL).await.unwrap(), Some(rules));
        }
    }
}

#[tokio::test]
async fn an_application_moves_only_from_where_it_is() {
    for engine in engines::both().await {
        let mut tx = with_programme(&engine.db).await;
        application::insert(&mut tx, &draft(1, 1)).await.unwrap();
        assert_eq!(application::by_id(&mut tx, which(1)).await.unwrap(), Some(draft(1, 1)));
        assert_eq!(application::of_lead(&mut tx, CALL, who(1)).await.unwrap(), Some(draft(1, 1)));
        assert_eq!(application::of_lead(&mut tx, CALL, who(2)).await.unwrap(), None);
        assert!(application::touch(&mut tx, which(1), Stamp(6)).await.unwrap());
        application::set_title(&mut tx, which(1), "沢の電気").await.unwrap();
        let send = Move {
            from: ApplicationState::Draft,
            to: ApplicationState::Submitted,
            note: "",
            submitted_at: Some(Stamp(7)),
            at: Stamp(7),
        };
        assert!(application::advance(&mut tx, which(1), send).await.unwrap());
        assert!(!application::advance(&mut tx, which(1), send).await.unwrap(), "it is no draft any more");
        assert!(!application::touch(&mut tx, which(1), Stamp(8)).await.unwrap());
        application::set_title(&mut tx, which(1), "too late").await.unwrap();
        let sent = ApplicationRow {
            state: ApplicationState::Submitted,
            title: "沢の電気".into(),
            saved_at: Stamp(6),
            submitted_at: Some(Stamp(7)),
            state_at: Stamp(7),
            ..draft(1, 1)
        };
        assert_eq!(application::by_id(&mut tx, which(1)).await.unwrap(), Some(sent.clone()));
        application::insert(&mut tx, &draft(2, 2)).await.unwrap();
        team::insert(&mut tx, which(1), who(1), TeamState::Accepted, false, Stamp(5)).await.unwrap();
        let listed = application::list(&mut tx, CALL, "", FIRST, 9).await.unwrap();
        assert_eq!((listed.len(), listed[0].people), (1, 1), "drafts are their teams' own");
        assert_eq!((&listed[0].application, listed[0].lead_given.as_str()), (&sent, "第1"));
        assert!(application::list(&mut tx, CALL, "screening", FIRST, 9).await.unwrap().is_empty());
        assert!(application::list(&mut tx, CALL, "submitted", which(1), 9).await.unwrap().is_empty());
        let counts = application::counts(&mut tx, CALL).await.unwrap();
        let counts: Vec<_> = counts.iter().map(|c| (c.state, c.count)).collect();
        assert_eq!(counts, [(ApplicationState::Draft, 1), (ApplicationState::Submitted, 1)]);
        // Last: a refused statement ends the transaction on PostgreSQL.
        let second = application::insert(&mut tx, &draft(3, 1)).await;
        assert!(matches!(second, Err(StoreError::Duplicate(_))), "one application a lead: {second:?}");
    }
}

#[tokio::test]
async fn a_team_is_asked_and_answers() {
    for engine in engines::both().await {
        let mut tx = with_programme(&engine.db).await;
        application::insert(&mut tx, &draft(1, 1)).await.unwrap();
        let id = which(1);
        assert!(team::insert(&mut tx, id, who(1), TeamState::Accepted, false, Stamp(1)).await.unwrap());
        assert!(team::insert(&mut tx, id, who(2), TeamState::Invited, true, Stamp(2)).await.unwrap());
        assert!(!team::insert(&mut tx, id, who(2), TeamState::Invited, false, Stamp(3)).await.unwrap());
        let mates = team::list(&mut tx, id, 9).await.unwrap();
        let facts: Vec<_> = mates.iter().map(|m| (m.id, m.seat, m.by_mail, m.answered_at)).collect();
        let lead = (who(1), TeamState::Accepted, false, Some(Stamp(1)));
        assert_eq!(facts, [lead, (who(2), TeamState::Invited, true, None)]);
        assert_eq!(team::seat(&mut tx, id, who(2)).await.unwrap(), Some(TeamState::Invited));
        assert_eq!(team::seat(&mut tx, id, who(3)).await.unwrap(), None);
        assert!(team::answer(&mut tx, id, who(2), TeamState::Declined, Stamp(4)).await.unwrap());
        assert!(!team::answer(&mut tx, id, who(2), TeamState::Declined, Stamp(4)).await.unwrap(), "twice");
        assert!(!team::answer(&mut tx, id, who(3), TeamState::Accepted, Stamp(4)).await.unwrap());
        assert!(application::of_member(&mut tx, who(2), 9).await.unwrap().is_empty());
        assert!(!team::remove(&mut tx, id, who(2)).await.unwrap(), "a no stays, so that nobody asks again");
        assert!(team::answer(&mut tx, id, who(2), TeamState::Accepted, Stamp(5)).await.unwrap());
        let mine = application::of_member(&mut tx, who(2), 9).await.unwrap();
        assert_eq!((mine.len(), mine[0].seat, mine[0].slug.as_str()), (1, TeamState::Accepted, "call"));
        assert!(team::remove(&mut tx, id, who(2)).await.unwrap());
        assert_eq!(team::seat(&mut tx, id, who(2)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn answers_replace_each_other_and_files_come_and_go() {
    for engine in engines::both().await {
        let mut tx = with_programme(&engine.db).await;
        application::insert(&mut tx, &draft(1, 1)).await.unwrap();
        question::insert(&mut tx, &asked(1, 1, 1)).await.unwrap();
        let words = |body: &str, at: i64| AnswerRow {
            application_id: which(1),
            question_id: asked(1, 1, 1).id,
            body: body.into(),
            saved_at: Stamp(at),
            saved_by: who(1),
            saved_from: "page".into(),
        };
        answer::put(&mut tx, &words("ひとつめ", 1)).await.unwrap();
        answer::put(&mut tx, &words("ふたつめ", 2)).await.unwrap();
        assert_eq!(answer::list(&mut tx, which(1), 9).await.unwrap(), [words("ふたつめ", 2)]);
        let file = |n: u128| FileRow {
            id: MediaId(Uuid::from_u128(n)),
            application_id: which(1),
            question_id: asked(1, 1, 1).id,
            name: "図.pdf".into(),
            mime: "application/pdf".into(),
            bytes: 7,
            created_at: Stamp(1),
        };
        answer::insert_file(&mut tx, &file(1)).await.unwrap();
        assert_eq!(answer::file(&mut tx, which(1), file(1).id).await.unwrap(), Some(file(1)));
        assert_eq!(
            answer::file(&mut tx, which(2), file(1).id).await.unwrap(),
            None,
            "of another application"
        );
        assert_eq!(answer::files(&mut tx, which(1), 9).await.unwrap(), [file(1)]);
        assert_eq!(answer::remove_file(&mut tx, which(1), asked(1, 1, 1).id).await.unwrap(), Some(file(1)));
        assert_eq!(answer::remove_file(&mut tx, which(1), asked(1, 1, 1).id).await.unwrap(), None);
        answer::insert_file(&mut tx, &file(2)).await.unwrap();
        let second = answer::insert_file(&mut tx, &file(3)).await;
        assert!(matches!(second, Err(StoreError::Duplicate(_))), "one file a question: {second:?}");
    }
}

#[tokio::test]
async fn those_interested_are_found_until_they_apply() {
    for engine in engines::both().await {
        let mut tx = with_programme(&engine.db).await;
        for n in 1..=3 {
            programme::add_interest(&mut tx, CALL, who(n), Stamp(7)).await.unwrap();
        }
        let people = programme::interested_people(&mut tx, CALL, who(1), 9).await.unwrap();
        let people: Vec<_> = people.iter().map(|row| (row.person.id, row.at)).collect();
        assert_eq!(people, [(who(2), Stamp(7)), (who(3), Stamp(7))]);
        application::insert(&mut tx, &draft(1, 1)).await.unwrap();
        team::insert(&mut tx, which(1), who(1), TeamState::Accepted, false, Stamp(5)).await.unwrap();
        team::insert(&mut tx, which(1), who(2), TeamState::Invited, false, Stamp(5)).await.unwrap();
        let undecided =
            async |tx: &mut Tx| programme::undecided(tx, CALL, NOBODY, 9, "2026-11").await.unwrap();
        assert_eq!(undecided(&mut tx).await, [], "nobody agrees to notices");
        for n in 1..=3 {
            agreed(&mut tx, n, Purpose::Notices).await;
        }
        assert_eq!(undecided(&mut tx).await.len(), 3, "a draft");
        let send = Move {
            from: ApplicationState::Draft,
            to: ApplicationState::Submitted,
            note: "",
            submitted_at: Some(Stamp(7)),
            at: Stamp(7),
        };
        application::advance(&mut tx, which(1), send).await.unwrap();
        assert_eq!(undecided(&mut tx).await, [who(2), who(3)]);
        assert!(programme::note_told(&mut tx, CALL, Stamp(50), Stamp(8)).await.unwrap());
        assert!(!programme::note_told(&mut tx, CALL, Stamp(50), Stamp(9)).await.unwrap(), "once");
    }
}
