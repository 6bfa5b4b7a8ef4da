//! What the readable page of the file calls its parts, its columns and what stands in them.
use serde_json::Value;
use types::application::ApplicationState;
use types::consent::Purpose;
use types::export::ExportSection as S;
use types::handover::HandoverState;
use types::industry::Industry;
use types::intent::{IntentAnswer, IntentKind, Period};
use types::lang::{Bilingual, Voice};
use types::language::{self, Spoken};
use types::member::Relationship;
use types::name::NameKind;
use types::place::Place;
use types::profile::ProfileField;
use types::profile_read::ReadKind;
use types::prompt::PromptKind;
use types::relationship::RelationshipSource;
use types::rights::{RightsKind, RightsState};
use types::visibility::Visibility;
use types::words::export_doc as w;

/// The name of a part.
pub(super) fn part(v: Voice, section: S) -> &'static str {
    match section {
        S::Account => w::part_account(v),
        S::Name => w::part_name(v),
        S::Names => w::part_names(v),
        S::Profile => w::part_profile(v),
        S::Departments => w::part_departments(v),
        S::Career => w::part_career(v),
        S::Prompts => w::part_prompts(v),
        S::Intents => w::part_intents(v),
        S::SavedSearches => w::part_saved_searches(v),
        S::Relationships => w::part_relationships(v),
        S::Handovers => w::part_handovers(v),
        S::DirectoryAccounts => w::part_directory_accounts(v),
        S::DirectoryGroups => w::part_directory_groups(v),
        S::Portrait => w::part_portrait(v),
        S::Addresses => w::part_addresses(v),
        S::AddressRequests => w::part_address_requests(v),
        S::Consents => w::part_consents(v),
        S::Sessions => w::part_sessions(v),
        S::Passkeys => w::part_passkeys(v),
        S::Accounts => w::part_accounts(v),
        S::SignIns => w::part_sign_ins(v),
        S::Posts => w::part_posts(v),
        S::PostVersions => w::part_post_versions(v),
        S::Pictures => w::part_pictures(v),
        S::Comments => w::part_comments(v),
        S::Reactions => w::part_reactions(v),
        S::Drafts => w::part_drafts(v),
        S::ReadMarker => w::part_read_marker(v),
        S::Reports => w::part_reports(v),
        S::Events => w::part_events(v),
        S::HostedEvents => w::part_hosted_events(v),
        S::Interests => w::part_interests(v),
        S::Applications => w::part_applications(v),
        S::Teams => w::part_teams(v),
        S::Answers => w::part_answers(v),
        S::AnswerFiles => w::part_answer_files(v),
        S::JoinRequest => w::part_join_request(v),
        S::StaffNotes => w::part_staff_notes(v),
        S::Vouches => w::part_vouches(v),
        S::Invitations => w::part_invitations(v),
        S::Referral => w::part_referral(v),
        S::InvitedPeople => w::part_invited_people(v),
        S::Connections => w::part_connections(v),
        S::ConnectionRequests => w::part_connection_requests(v),
        S::Blocks => w::part_blocks(v),
        S::Avoided => w::part_avoided(v),
        S::HiddenSuggestions => w::part_hidden_suggestions(v),
        S::Roster => w::part_roster(v),
        S::Stories => w::part_stories(v),
        S::Letters => w::part_letters(v),
        S::ProfileReads => w::part_profile_reads(v),
        S::Acts => w::part_acts(v),
        S::ActsAbout => w::part_acts_about(v),
        S::Exports => w::part_exports(v),
        S::RightsRequests => w::part_rights_requests(v),
    }
}

/// A stored word as the reader knows it; what is no such word stays as it is.
pub(super) fn value(v: Voice, section: S, column: &str, text: &str) -> String {
    let known = match (section, column) {
        (S::Consents, "purpose") => text.parse().map(|it: Purpose| it.name(v)).ok(),
        (S::Applications, "state") => text.parse().map(|it: ApplicationState| it.word(v)).ok(),
        (S::Intents, "kind") => text.parse().map(|it: IntentKind| it.text(v)).ok(),
        (S::Intents, "answer") => text.parse().map(|it: IntentAnswer| it.text(v)).ok(),
        (S::Names, "kind") => text.parse().map(|it: NameKind| it.text(v)).ok(),
        (S::Names | S::Intents | S::Portrait, "reach") => text.parse().map(|it: Visibility| it.text(v)).ok(),
        (S::Intents, "period") => text.parse().map(|it: Period| it.text(v)).ok(),
        (S::Relationships, "kind") => text.parse().map(|it: Relationship| it.text(v)).ok(),
        (S::Relationships | S::Handovers, "source") => {
            text.parse().map(|it: RelationshipSource| it.text(v)).ok()
        }
        (S::Handovers, "state") => text.parse().map(|it| handover(v, it)).ok(),
        (S::ProfileReads, "kind") => text.parse().map(|it: ReadKind| it.text(v)).ok(),
        (S::RightsRequests, "kind") => text.parse().map(|it: RightsKind| it.word(v)).ok(),
        (S::RightsRequests, "state") => text.parse().map(|it: RightsState| it.word(v)).ok(),
        (S::Profile, "industry") => text.parse().map(|it: Industry| it.text(v)).ok(),
        (S::Profile, "region") => text.parse().map(|it: Place| it.text(v)).ok(),
        (S::Prompts, "kind") => text.parse().map(|it: PromptKind| it.name(v)).ok(),
        (S::Profile, "languages") => return spoken(v, text),
        (_, "purposes" | "roles") => return listed(v, column, text),
        (_, "state" | "relationship" | "theme" | "lang" | "kind" | "outcome" | "place") => plain(v, text),
        _ => None,
    };
    known.map_or_else(|| text.to_owned(), str::to_owned)
}

/// One language a line.
fn spoken(v: Voice, text: &str) -> String {
    let one = |it: &Spoken| format!("{} {}", it.language.text(v), it.fluency.text(v));
    language::stored(text).iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What the member answered.
fn handover(v: Voice, state: HandoverState) -> &'static str {
    match state {
        HandoverState::Waiting => w::val_unanswered(v),
        HandoverState::Agreed => w::val_stays(v),
        HandoverState::Declined => w::val_stays_not(v),
        HandoverState::Expired => w::val_silent(v),
        HandoverState::Withdrawn => w::val_withdrawn(v),
    }
}

fn listed(v: Voice, column: &str, text: &str) -> String {
    let one = |word: &str| match column {
        "purposes" => word.parse().map_or_else(|_| word.to_owned(), |it: Purpose| it.name(v).to_owned()),
        _ => plain(v, word).map_or_else(|| word.to_owned(), str::to_owned),
    };
    let words = text.split([',', ' ']).filter(|word| !word.is_empty());
    words.map(one).collect::<Vec<_>>().join(v.pick("、", ", "))
}

fn plain(v: Voice, text: &str) -> Option<&'static str> {
    Some(match text {
        "active" => w::val_active(v),
        "resting" => w::val_resting(v),
        "left" => w::val_left(v),
        "employee" => w::val_employee(v),
        "alumnus" => w::val_alumnus(v),
        "friend" => w::val_friend(v),
        "office" => w::val_office(v),
        "reviewer" => w::val_reviewer(v),
        "host" => w::val_host(v),
        "auto" => w::val_auto(v),
        "light" => w::val_light(v),
        "dark" => w::val_dark(v),
        "ja" => w::val_ja(v),
        "en" => w::val_en(v),
        "open" => w::val_open(v),
        "done" => w::val_done(v),
        "stopped" => w::val_stopped(v),
        "cheer" => w::val_cheer(v),
        "help" => w::val_help(v),
        "insight" => w::val_insight(v),
        "kept" => w::val_kept(v),
        "removed" => w::val_removed(v),
        "going" => w::val_going(v),
        "waiting" => w::val_waiting(v),
        "invited" => w::val_invited(v),
        "accepted" => w::val_accepted(v),
        "declined" => w::val_declined(v),
        "given" => w::val_given(v),
        "passed" => w::val_passed(v),
        "withdrawn" => w::val_withdrawn(v),
        "unverified" => w::val_unverified(v),
        "asked" => w::val_asked(v),
        "approved" => w::val_approved(v),
        "ready" => w::val_ready(v),
        "failed" => w::val_failed(v),
        "post" => w::val_post(v),
        _ => return None,
    })
}

/// The name of a column; ids have none, and no place on the page.
#[expect(clippy::too_many_lines, reason = "a table: one line a word")]
pub(super) fn column(v: Voice, name: &str) -> Option<&'static str> {
    Some(match name {
        "state" => w::col_state(v),
        "relationship" => w::col_relationship(v),
        "query" => w::col_query(v),
        "roles" => w::col_roles(v),
        "line" => w::col_line(v),
        "lang" => w::col_lang(v),
        "theme" => w::col_theme(v),
        "joined_at" => w::col_joined_at(v),
        "invited_by" => w::col_invited_by(v),
        "shows_origin" => w::col_shows_origin(v),
        "family" => w::col_family(v),
        "given" => w::col_given(v),
        "family_kana" => w::col_family_kana(v),
        "given_kana" => w::col_given_kana(v),
        "family_roman" => w::col_family_roman(v),
        "given_roman" => w::col_given_roman(v),
        "former_family" => w::col_former_family(v),
        "no" => w::col_no(v),
        "reading" => w::col_reading(v),
        "until_year" => w::col_until_year(v),
        "searchable" => w::col_searchable(v),
        "company" => w::col_company(v),
        "title" => w::col_title(v),
        "industry" => w::col_industry(v),
        "region" => w::col_region(v),
        "city" => w::col_city(v),
        "languages" => w::col_languages(v),
        "news" => w::col_news(v),
        "news_at" => w::col_news_at(v),
        "from_month" => w::col_from_month(v),
        "to_month" => w::col_to_month(v),
        "for_good" => w::col_for_good(v),
        "skills" => w::col_skills(v),
        "bio" => w::col_bio(v),
        "help" => w::col_help(v),
        "looking" => w::col_looking(v),
        "links" => w::col_links(v),
        "levels" => w::col_levels(v),
        "changed_at" => w::col_changed_at(v),
        "listed" => w::col_listed(v),
        "until" => w::col_until(v),
        "entry_year" => w::col_entry_year(v),
        "department" => w::col_department(v),
        "from_year" => w::col_from_year(v),
        "to_year" => w::col_to_year(v),
        "from_on" => w::col_from_on(v),
        "to_on" => w::col_to_on(v),
        "source" => w::col_source(v),
        "leaves_on" => w::col_leaves_on(v),
        "done_at" => w::col_done_at(v),
        "user_name" => w::col_user_name(v),
        "active" => w::col_active(v),
        "formatted" => w::col_formatted(v),
        "display_name" => w::col_display_name(v),
        "emails" => w::col_emails(v),
        "width" => w::col_width(v),
        "height" => w::col_height(v),
        "bytes" => w::col_bytes(v),
        "created_at" => w::col_created_at(v),
        "mail" => w::col_mail(v),
        "is_primary" => w::col_is_primary(v),
        "verified_at" => w::col_verified_at(v),
        "primary_mail" => w::col_primary_mail(v),
        "proved_at" => w::col_proved_at(v),
        "confirmed_at" => w::col_confirmed_at(v),
        "office_asked_at" => w::col_office_asked_at(v),
        "expires_at" => w::col_expires_at(v),
        "purpose" => w::col_purpose(v),
        "text_version" => w::col_text_version(v),
        "given_consent" => w::col_given_consent(v),
        "at" => w::col_at(v),
        "device" => w::col_device(v),
        "credential" => w::col_credential(v),
        "last_used_on" => w::col_last_used_on(v),
        "issuer" => w::col_issuer(v),
        "subject" => w::col_subject(v),
        "linked_at" => w::col_linked_at(v),
        "proved_mail" => w::col_proved_mail(v),
        "idle_until" => w::col_idle_until(v),
        "used_at" => w::col_used_at(v),
        "body" => w::col_body(v),
        "edited_at" => w::col_edited_at(v),
        "quiet_days" => w::col_quiet_days(v),
        "deleted_at" => w::col_deleted_at(v),
        "written_at" => w::col_written_at(v),
        "alt" => w::col_alt(v),
        "waiting" => w::col_waiting(v),
        "kind" => w::col_kind(v),
        "place" => w::col_place(v),
        "saved_at" => w::col_saved_at(v),
        "moved_at" => w::col_moved_at(v),
        "reason" => w::col_reason(v),
        "outcome" => w::col_outcome(v),
        "handled_at" => w::col_handled_at(v),
        "name" => w::col_name(v),
        "slug" => w::col_slug(v),
        "starts_at" => w::col_starts_at(v),
        "ends_at" => w::col_ends_at(v),
        "turn" => w::col_turn(v),
        "called_off_at" => w::col_called_off_at(v),
        "programme" => w::col_programme(v),
        "note" => w::col_note(v),
        "submitted_at" => w::col_submitted_at(v),
        "state_at" => w::col_state_at(v),
        "by_mail" => w::col_by_mail(v),
        "asked_at" => w::col_asked_at(v),
        "answered_at" => w::col_answered_at(v),
        "question" => w::col_question(v),
        "saved_by_me" => w::col_saved_by_me(v),
        "file_name" => w::col_file_name(v),
        "mime" => w::col_mime(v),
        "colleagues" => w::col_colleagues(v),
        "purposes" => w::col_purposes(v),
        "answer" => w::col_answer(v),
        "reach" => w::col_reach(v),
        "said_at" => w::col_said_at(v),
        "period" => w::col_period(v),
        "review_at" => w::col_review_at(v),
        "shown_at" => w::col_shown_at(v),
        "decided_at" => w::col_decided_at(v),
        "told_at" => w::col_told_at(v),
        "person" => w::col_person(v),
        "words" => w::col_words(v),
        "withdrawn_at" => w::col_withdrawn_at(v),
        "worked_together" => w::col_worked_together(v),
        "uses" => w::col_uses(v),
        "used" => w::col_used(v),
        "started_at" => w::col_started_at(v),
        "revoked_at" => w::col_revoked_at(v),
        "count" => w::col_count(v),
        "employee_number" => w::col_employee_number(v),
        "joined_on" => w::col_joined_on(v),
        "left_on" => w::col_left_on(v),
        "updated_at" => w::col_updated_at(v),
        "public" => w::col_public(v),
        "published_at" => w::col_published_at(v),
        "title_ja" => w::col_title_ja(v),
        "title_en" => w::col_title_en(v),
        "body_ja" => w::col_body_ja(v),
        "body_en" => w::col_body_en(v),
        "day" => w::col_day(v),
        "action" => w::col_action(v),
        "ready_at" => w::col_ready_at(v),
        "due_at" => w::col_due_at(v),
        _ => return None,
    })
}

/// JSON for reading: a text in the reader's language, otherwise one line for each of its parts.
pub(super) fn structure(v: Voice, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(|part| structure(v, part)).collect::<Vec<_>>().join(
            "
",
        ),
        Value::Object(parts) if parts.keys().all(|key| key == "ja" || key == "en") => {
            serde_json::from_value::<Bilingual>(value.clone()).unwrap_or_default().get(v.lang).to_owned()
        }
        Value::Object(parts) => parts.iter().map(|(key, part)| pair(v, key, part)).collect::<Vec<_>>().join(
            "
",
        ),
        other => other.to_string(),
    }
}

/// How far a field reaches, or whatever it is.
fn pair(v: Voice, key: &str, value: &Value) -> String {
    let text = structure(v, value);
    match (key.parse::<ProfileField>(), text.parse::<Visibility>()) {
        (Ok(field), Ok(level)) => format!("{}: {}", field.text(v), level.text(v)),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_but_ids_has_a_name() {
        for section in S::ALL {
            for name in store::export::section::columns(*section) {
                let is_id = *name == "id" || name.ends_with("_id");
                assert_eq!(column(Voice::default(), name).is_none(), is_id, "{section}: {name}");
            }
        }
    }
}
