//! Erasing a member: what there may be much of in small steps, each of which finds what the one before left; the rest, and that
//! it happened, in one transaction. Files go before their rows, so that a stop leaves no file that nobody knows of.
use std::path::Path;

use serde_json::json;
use store::Tx;
use store::erasure::{self, ErasureRow, account, company, content, places, traces};
use types::id::{AuditId, ExportId, MediaId, MemberId};
use types::leave::{Fate, Fates};
use types::member::MemberState;
use types::time::Stamp;

use super::log;
use crate::Service;
use crate::campaign::mail_hash;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::task::Task;

/// Posts handed over, and answers and reactions changed, in one transaction.
const STEP: i64 = 200;
/// Entries of the audit log looked through in one transaction.
const STRETCH: i64 = 20_000;

/// Who is erased, and who stands beside what stays.
struct Plan {
    member: MemberId,
    fates: Fates,
    named: MemberId,
    unnamed: MemberId,
}

impl Plan {
    /// Beside a text: of texts without a name nobody learns that the same person wrote them.
    fn by(&self, fate: Fate) -> MemberId {
        if fate == Fate::Keep { self.named } else { MemberId::SOMEBODY }
    }

    /// In a place where each person stands once.
    fn at(&self, fate: Fate) -> MemberId {
        if fate == Fate::Keep { self.named } else { self.unnamed }
    }
}

impl Service {
    /// Erases a member who is about to leave and whose time has come; the work of [`Task::EraseMember`].
    pub(crate) async fn erase_member(&self, member: MemberId) -> Result<(), Fault> {
        let Some(plan) = self.begin_erasure(member).await? else { return Ok(()) };
        while self.erase_some_posts(&plan).await? {}
        while self.erase_some(&plan).await? {}
        let cleared = self.clear_audit(member).await?;
        let at = self.finish_erasure(&plan, cleared).await?;
        let row = ErasureRow { member_id: member, fates: plan.fates.to_string(), at };
        log::append(&self.config().data, &[row]).await
    }

    /// Nobody comes back from here.
    async fn begin_erasure(&self, member: MemberId) -> Result<Option<Plan>, Fault> {
        let now = self.now();
        let mut tx = self.db().write().await?;
        let state = store::member::by_id(&mut tx, member).await?.map(|row| row.state);
        let row = store::leaving::get(&mut tx, member).await?;
        let Some(row) = row.filter(|row| state == Some(MemberState::Leaving) && row.due_at <= now) else {
            return Ok(None);
        };
        let fates: Fates = row.fates.parse().map_err(Fault::internal)?;
        erasure::stand_in(&mut tx, MemberId::SOMEBODY, now).await?;
        let unnamed = match row.unnamed_id {
            Some(known) => known,
            None => self.new_stand_in(&mut tx).await?,
        };
        let named = match row.named_id {
            None if fates.keep_the_name() => Some(self.new_stand_in(&mut tx).await?),
            known => known,
        };
        if let Some(named) = named {
            erasure::name_stand_in(&mut tx, named, member).await?;
        }
        store::leaving::set_stand_ins(&mut tx, member, named, unnamed).await?;
        store::session::delete_all(&mut tx, member).await?;
        tx.commit().await?;
        Ok(Some(Plan { member, fates, named: named.unwrap_or(MemberId::SOMEBODY), unnamed }))
    }

    async fn new_stand_in(&self, tx: &mut Tx) -> Result<MemberId, Fault> {
        let id = MemberId::stand_in(self.id());
        erasure::stand_in(tx, id, self.now()).await?;
        Ok(id)
    }

    /// The next posts; whether there were any.
    async fn erase_some_posts(&self, plan: &Plan) -> Result<bool, Fault> {
        let mut tx = self.db().write().await?;
        let posts = content::posts(&mut tx, plan.member, STEP).await?;
        for post in &posts {
            if post.is_deleted || plan.fates.posts == Fate::Erase {
                for media in content::pictures_of(&mut tx, post.id).await? {
                    self.erase_picture(media).await?;
                    content::delete_picture(&mut tx, media).await?;
                }
                content::empty_post(&mut tx, post.id, self.now()).await?;
            } else {
                content::hand_over_post(&mut tx, post.id, plan.by(plan.fates.posts)).await?;
            }
        }
        tx.commit().await?;
        Ok(!posts.is_empty())
    }

    /// The next answers and reactions; whether there were any.
    async fn erase_some(&self, plan: &Plan) -> Result<bool, Fault> {
        let (member, now) = (plan.member, self.now());
        let mut tx = self.db().write().await?;
        let all = plan.fates.comments == Fate::Erase;
        let mut touched = content::empty_comments(&mut tx, member, all, now, STEP).await?;
        if touched == 0 {
            touched +=
                content::hand_over_comments(&mut tx, member, plan.by(plan.fates.comments), STEP).await?;
        }
        touched += content::delete_reactions(&mut tx, member, STEP).await?;
        tx.commit().await?;
        Ok(touched > 0)
    }

    /// Clears the audit log; up to which entry.
    async fn clear_audit(&self, member: MemberId) -> Result<AuditId, Fault> {
        let mut after = AuditId::FIRST;
        loop {
            let mut tx = self.db().write().await?;
            let Some(to) = traces::audit_stretch(&mut tx, after, STRETCH).await? else { return Ok(after) };
            clear_stretch(&mut tx, member, after, to).await?;
            tx.commit().await?;
            after = to;
        }
    }

    async fn finish_erasure(&self, plan: &Plan, cleared: AuditId) -> Result<Stamp, Fault> {
        let now = self.now();
        let mut tx = self.db().write().await?;
        self.erase_places(&mut tx, plan).await?;
        self.erase_joining(&mut tx, plan.member).await?;
        self.erase_traces(&mut tx, plan.member).await?;
        self.erase_account(&mut tx, plan.member).await?;
        clear_stretch(&mut tx, plan.member, cleared, AuditId::LAST).await?;
        let fates = plan.fates.to_string();
        erasure::insert(&mut tx, &ErasureRow { member_id: plan.member, fates: fates.clone(), at: now })
            .await?;
        self.audit(&mut tx, None, "member.erase", "member", json!({ "fates": fates })).await?;
        self.ask_scrub(&mut tx).await?;
        tx.commit().await?;
        Ok(now)
    }

    async fn erase_places(&self, tx: &mut Tx, plan: &Plan) -> Result<(), Fault> {
        let (member, fates) = (plan.member, plan.fates);
        self.give_seats_up(tx, member).await?;
        places::delete_rsvps(tx, member, fates.events == Fate::Erase).await?;
        places::hand_over_rsvps(tx, member, plan.at(fates.events)).await?;
        places::hand_over_events(tx, member, plan.by(fates.events)).await?;
        self.empty_applications(tx, member, fates.applications == Fate::Erase).await?;
        places::delete_seats(tx, member, fates.applications == Fate::Erase).await?;
        places::hand_over_applications(tx, member, plan.at(fates.applications), MemberId::SOMEBODY).await?;
        places::delete_interests(tx, member).await?;
        if fates.stories == Fate::Keep {
            places::hand_over_stories(tx, member, plan.named).await?;
        } else {
            for story in places::stories(tx, member).await? {
                store::story::delete_people(tx, story).await?;
                store::story::delete(tx, story).await?;
            }
        }
        places::hand_over_letters(tx, member, plan.by(fates.posts)).await?;
        Ok(places::hand_over_work(tx, member).await?)
    }

    async fn erase_joining(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        company::delete(tx, member, self.now()).await?;
        for request in account::join_requests(tx, member).await? {
            for text in [request.0.as_simple().to_string(), request.0.as_hyphenated().to_string()] {
                traces::delete_tasks(tx, &text).await?;
            }
            account::delete_join_request(tx, request).await?;
        }
        while let Some((id, token)) = account::invitation(tx, member).await? {
            traces::delete_tasks(tx, &token).await?;
            account::empty_invitation(tx, id, &self.secrets().token(), self.now()).await?;
        }
        account::release_invited(tx, member).await?;
        // Whoever left is not invited again when the company's list is read anew.
        for mail in store::member::mails(tx, member).await? {
            company::delete_accounts_of(tx, &mail).await?;
            store::opt_out::put(tx, &mail_hash(&mail), self.now()).await?;
        }
        Ok(account::delete_roster_rows(tx, member).await?)
    }

    async fn erase_traces(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        let mut names: Vec<String> = spellings(member).into();
        names.extend(account::addresses(tx, member).await?);
        names.extend(account::exports(tx, member).await?.iter().map(ExportId::to_string));
        for name in names {
            traces::delete_tasks(tx, &name).await?;
            traces::delete_rates(tx, &name).await?;
        }
        Ok(())
    }

    async fn erase_account(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        if let Some(no) = store::directory::number(tx, member).await? {
            store::directory::remove(tx, no).await?;
        }
        for skill in store::skill::of_member(tx, member).await? {
            store::skill::remove(tx, skill.id, member).await?;
        }
        let (waiting, loose) =
            (content::waiting_pictures(tx, member).await?, content::loose_media(tx, member).await?);
        for export in account::exports(tx, member).await? {
            self.remove_export(export).await?;
        }
        account::delete_ways_in(tx, member).await?;
        let mut connected = store::connection::others(tx, member).await?;
        connected.sort();
        account::delete_rest(tx, member).await?;
        for other in connected {
            self.index_member(tx, other).await?;
        }
        erasure::empty(tx, member).await?;
        for media in waiting {
            self.erase_picture(media).await?;
            content::delete_picture(tx, media).await?;
        }
        for media in loose {
            self.erase_picture(media).await?;
            content::delete_media(tx, media).await?;
        }
        Ok(content::disown_media(tx, member).await?)
    }

    async fn erase_picture(&self, media: MediaId) -> Result<(), Fault> {
        remove(&self.config().data.join("media").join(media.to_string())).await
    }

    /// Has the bytes of what was deleted overwritten the coming night, once for all that are erased until then.
    async fn ask_scrub(&self, tx: &mut Tx) -> Result<(), Fault> {
        let night = zoned(self.now(), &self.config().zone).date().at(3, 30, 0, 0);
        let at = night.to_zoned(self.config().zone.clone()).map_err(Fault::internal)?;
        let mut at = Stamp(at.timestamp().as_millisecond());
        if at <= self.now() {
            at = at.plus(Stamp::DAY);
        }
        self.enqueue_at(tx, &Task::Scrub, at, Some(&format!("scrub:{}", at.0))).await
    }
}

async fn clear_stretch(tx: &mut Tx, member: MemberId, after: AuditId, to: AuditId) -> Result<(), Fault> {
    let [simple, hyphenated] = spellings(member);
    traces::clear_audit(tx, member, (&simple, &hyphenated), after, to).await?;
    Ok(())
}

/// How an id is spelled in texts: by us, and by JSON.
fn spellings(member: MemberId) -> [String; 2] {
    [member.0.as_simple().to_string(), member.0.as_hyphenated().to_string()]
}

/// Removes a folder of files; one that is not there is removed.
async fn remove(folder: &Path) -> Result<(), Fault> {
    match tokio::fs::remove_dir_all(folder).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
