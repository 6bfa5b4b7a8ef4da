//! Naming colleagues: whether somebody of that name is a member is never told.
use store::sight::Eye;
use store::{Conn, Tx};
use types::glyph::isolated;
use types::id::MemberId;
use types::join::JoinState;
use types::lang::Lang;
use types::text::{Kana, Mail};
use types::vouch::{COLLEAGUES_MAX, colleagues};
use types::words::vouch as w;

use super::is_open;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::feed::member_named;
use crate::join::JoinRequestRow;
use crate::mail::Letter;
use crate::task::Task;

impl Service {
    /// Names colleagues for the request of the page `secret`, whoever looks: each member of that name is asked once.
    ///
    /// # Errors
    /// A problem of the field `colleagues`; [`Fault::NotFound`] when nobody is asked on this network, or the request is
    /// decided; [`Fault::TooOften`].
    pub async fn name_colleagues(&self, secret: &str, typed: &str) -> Result<(), FormError> {
        let mut tx = self.db().write().await?;
        let request = store::join_request::by_secret(&mut tx, secret).await.map_err(Fault::from)?;
        let request = request.ok_or(Fault::NotFound)?;
        self.limit_request(&mut tx, &request).await?;
        let waits = request.told_at.is_none() && request.state != JoinState::Unverified;
        if self.site_on(&mut tx).await?.joining.vouches == 0 || !waits {
            return Err(Fault::NotFound.into());
        }
        let mut names: Vec<String> = request.colleagues.lines().map(str::to_owned).collect();
        let room = COLLEAGUES_MAX.saturating_sub(names.len());
        let new = colleagues(typed, room).map_err(|problem| FormError::of("colleagues", problem))?;
        for name in new {
            if names.contains(&name) {
                continue;
            }
            // While a decision is held nobody is asked any more; whoever waits cannot tell.
            if is_open(&request) {
                self.ask_colleague(&mut tx, &request, &name).await?;
            }
            names.push(name);
        }
        store::join_request::name_colleagues(&mut tx, request.id, &names.join("\n"))
            .await
            .map_err(Fault::from)?;
        self.audit_request(&mut tx, None, "join_request.name_colleagues", request.id).await?;
        tx.commit().await.map_err(Fault::from)?;
        Ok(())
    }

    async fn ask_colleague(&self, tx: &mut Tx, request: &JoinRequestRow, name: &str) -> Result<(), Fault> {
        let Some(member) = colleague(tx, name).await? else { return Ok(()) };
        let id = self.id();
        if !store::vouch::ask(tx, id, request.id, member, self.now()).await? {
            return Ok(());
        }
        let Some(reader) = store::member::by_id(tx, member).await? else { return Ok(()) };
        let Some(to) = store::member::mail_to(tx, member).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let (v, site_name) = (site.voice(reader.lang), site.name.get(reader.lang));
        let who = isolated(match reader.lang {
            Lang::Ja => format!("{} {}", request.family, request.given),
            Lang::En => format!("{} {}", request.given, request.family),
        });
        let page = self.config().url("/vouches");
        let letter = Letter {
            to,
            lang: reader.lang,
            subject: w::mail_subject(v, site_name, &who),
            body: w::mail(v, &request.department, page, site_name, who),
            calendar: None,
        };
        self.enqueue(tx, &Task::Mail(letter)).await
    }
}

/// The one member meant by a name or a mail address; two alike are nobody.
async fn colleague(conn: &mut Conn, name: &str) -> Result<Option<MemberId>, Fault> {
    if let Ok(mail) = name.parse::<Mail>() {
        return Ok(store::member::by_mail(conn, &mail).await?);
    }
    if let Some(member) = member_named(conn, Eye::NOBODY, name).await? {
        return Ok(Some(member));
    }
    let squeezed: String = name.split_whitespace().collect();
    let squeezed = squeezed.parse::<Kana>().map_or(squeezed, String::from);
    let mut found = store::vouch::namesakes(conn, &squeezed).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}
