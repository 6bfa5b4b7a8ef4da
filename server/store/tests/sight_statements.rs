//! Every statement that reads the name of a member either asks whether the viewer may see that member, or stands here with a reason.

use std::collections::BTreeSet;

use crate::source::statements;

/// Why a statement that reads names needs no condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// The member's own name.
    Own,
    /// A list of the member's own making, to undo it.
    OwnList,
    /// Read by a role at a desk of the office, of reviewers or of hosts.
    Desk,
    /// Who asks to join, or stands in a list of the company: no member.
    NoMember,
    /// The network itself, for a mail or a page that asks `sight` first, or about people whom such a statement found.
    Network,
    /// Who works in one team or was invited by name knows of the other.
    Team,
    /// Told to the member for transparency: who of the office read what.
    Told,
}

use Reason::{Desk, Network, NoMember, Own, OwnList, Team, Told};

const EXEMPT: &[(&str, Reason)] = &[
    ("address_request::for_office", Desk),
    ("application::list", Desk),
    ("block::page", OwnList),
    ("campaign::recipients", NoMember),
    ("campaign_mail::recipient", NoMember),
    ("directory::sheet::members", Network),
    ("export::account::name", Own),
    ("export::account::names", Own),
    ("export::company::directory_accounts", Own),
    ("export::joining::roster", Own),
    ("export::joining::vouches", NoMember),
    ("export::ties::avoided", OwnList),
    ("export::ties::blocks", OwnList),
    ("export::traces::profile_reads", Told),
    ("incident::page", Desk),
    ("intent::shared", Desk),
    ("join_request::decided", Desk),
    ("join_request::held", Desk),
    ("join_request::queue", Desk),
    ("join_request::queued", Desk),
    ("leaving::away", Own),
    ("member::by_id", Network),
    ("member::office", Desk),
    ("member::person", Network),
    ("member_role::holders", Desk),
    ("name::of_member", Network),
    ("profile_read::page", Told),
    ("programme::interested_people", Desk),
    ("report::handled", Desk),
    ("report::waiting", Desk),
    ("rights_request::answered", Desk),
    ("rights_request::open", Desk),
    ("session::viewer", Own),
    ("staff_note::of_request", Desk),
    ("team::list", Team),
    ("vouch::asked", NoMember),
    ("vouch::given", NoMember),
    ("vouch::namesakes", Network),
    ("vouch::of_request", Desk),
    ("vouch::page", Desk),
];

#[test]
fn whoever_reads_names_asks_whether_the_viewer_may_see_them() {
    let found = statements();
    let all = found.both.into_iter().chain(found.sqlite).chain(found.postgres);
    let reads = |sql: &str| {
        let words: Vec<&str> = sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let is_read = !matches!(words.first(), Some(&("INSERT" | "UPDATE" | "DELETE")));
        is_read
            && (words.contains(&"family")
                || sql.contains("SELECT * FROM member ")
                || sql.contains("SELECT * FROM name ")
                || sql.contains("m.*"))
    };
    let mut unasked = BTreeSet::new();
    for statement in all.filter(|statement| reads(&statement.sql)) {
        let asks = ["m", "i"].iter().any(|alias| {
            (1..12).any(|n| {
                let asks = format!(
                    "NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = ${n} AND u.owner_id = {alias}.id)"
                );
                statement.sql.contains(&asks)
            })
        });
        if !asks {
            unasked.insert(statement.place);
        }
    }
    let exempt: BTreeSet<String> = EXEMPT.iter().map(|(place, _)| (*place).to_owned()).collect();
    assert_eq!(unasked, exempt);
}
