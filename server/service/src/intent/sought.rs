//! Looking in the directory for who would like something: what the viewer may see of it, and nothing else.
use types::intent::{IntentAnswer, IntentKind};

/// Kind and answer as the directory is asked for them; empty where nothing is asked. A wish to be left in peace is nothing to
/// look for, and neither is that somebody does not think of a thing.
pub(crate) fn sought(kind: &str, answer: &str) -> (String, String) {
    let kind = kind.parse::<IntentKind>().ok().filter(|kind| kind.is_sought());
    let answer = answer.parse::<IntentAnswer>().ok().filter(|answer| *answer != IntentAnswer::NotNow);
    let text = kind.map(|kind| kind.to_string()).unwrap_or_default();
    (text, answer.filter(|_| kind.is_some()).map(|answer| answer.to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use types::id::MemberId;
    use types::intent::IntentsInput;
    use types::role::Role;
    use types::visibility::Visibility;

    use super::*;
    use crate::directory::DirectoryQuery;
    use crate::testing::{Net, id};
    use crate::viewer::Viewer;

    async fn say(net: &Net, of: &Viewer, kind: IntentKind, answer: &str, reach: Visibility) {
        let mut form = IntentsInput::default();
        form.put(&format!("answer_{kind}"), answer);
        form.put(&format!("reach_{kind}"), reach.as_str());
        form.put(&format!("period_{kind}"), "year");
        net.service.say_intents(of, &form).await.unwrap();
    }

    /// Who is found, by words besides when there are any.
    async fn found(net: &Net, by: &Viewer, [q, intent, answer]: [&str; 3]) -> Vec<MemberId> {
        let [q, intent, answer] = [q, intent, answer].map(str::to_owned);
        let query = DirectoryQuery { q, intent, answer, ..DirectoryQuery::default() };
        let page = net.service.directory(by, &query).await.unwrap();
        page.people.into_iter().map(|listed| listed.person.id).collect()
    }

    #[tokio::test]
    async fn who_shares_with_connections_is_found_by_them_alone() {
        let net = Net::new().await;
        let s = &net.service;
        let member = net.member("佐々木", "花", &[]).await;
        let near = net.member("久我", "洋平", &[]).await;
        let other = net.member("松本", "健", &[]).await;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        s.connect(&near, id(&member), "").await.unwrap();
        s.accept_connection(&member, id(&near)).await.unwrap();
        let finders = async |q: &str| {
            let mut finders = Vec::new();
            for (name, by) in [("own", &member), ("near", &near), ("other", &other), ("office", &office)] {
                if found(&net, by, [q, "learn", ""]).await.contains(&id(&member)) {
                    finders.push(name);
                }
            }
            finders
        };
        // What reaches the office alone is on its desk, where looking is listed to the member.
        for (reach, expected) in [
            (Visibility::Nobody, vec!["own"]),
            (Visibility::Office, vec!["own"]),
            (Visibility::Connections, vec!["own", "near"]),
            (Visibility::Members, vec!["own", "near", "other", "office"]),
            (Visibility::Public, vec!["own", "near", "other", "office"]),
        ] {
            say(&net, &member, IntentKind::Learn, "now", reach).await;
            assert_eq!(finders("").await, expected, "{reach}");
            assert_eq!(finders("佐々木").await, expected, "{reach}, by name");
            assert!(finders("久我").await.is_empty(), "{reach}: words narrow further");
        }
        s.block(&member, id(&other)).await.unwrap();
        assert_eq!(finders("").await, ["own", "near", "office"]);
    }

    #[tokio::test]
    async fn now_and_some_day_are_looked_for_and_a_wish_for_peace_is_not() {
        let net = Net::new().await;
        let [now, some_day, not_now, by] = [
            net.member("佐々木", "花", &[]).await,
            net.member("久我", "洋平", &[]).await,
            net.member("松本", "健", &[]).await,
            net.member("髙橋", "真理子", &[]).await,
        ];
        for (of, answer) in [(&now, "now"), (&some_day, "some_day"), (&not_now, "not_now")] {
            say(&net, of, IntentKind::Found, answer, Visibility::Members).await;
            say(&net, of, IntentKind::Quiet, answer, Visibility::Members).await;
        }
        let found = async |intent: &str, answer: &str| found(&net, &by, ["", intent, answer]).await.len();
        assert_eq!(found("found", "").await, 2);
        assert_eq!((found("found", "now").await, found("found", "some_day").await), (1, 1));
        assert_eq!(found("found", "not_now").await, 2, "what nobody may ask for is not asked");
        assert_eq!(found("learn", "").await, 0);
        for (intent, answer) in [("quiet", "now"), ("quiet", ""), ("", "now"), ("x", "y")] {
            assert_eq!(found(intent, answer).await, 4, "{intent} {answer} counts as not asked");
        }
    }
}
