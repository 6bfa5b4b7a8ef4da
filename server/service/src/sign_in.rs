//! Signing in without a password: a mail with a link for this device and a code for another one.
use store::Tx;
use store::sign_in::SignInRow;
use types::form::Problem;
use types::id::{JoinRequestId, MemberId, SignInId};
use types::lang::{Lang, Voice};
use types::text::Mail;
use types::time::Stamp;
use types::words::sign_in as w;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::policy::{Capability, require};
use crate::secret::{hash, hash_code};
use crate::session::Opened;
use crate::task::Task;
use crate::viewer::Viewer;

/// How long a link and a code work.
pub const LIFETIME: i64 = 15 * Stamp::MINUTE;
/// Wrong codes after which an attempt takes none any more; its link still works.
pub const TRIES: i64 = 5;
/// Mails to one address within [`LIFETIME`]: whoever gets no more has one whose link works, so nobody can be kept out by
/// being sent mails.
const MAILS_PER_ADDRESS: i64 = 5;
/// Wrong codes for one address within [`WINDOW`], over all its attempts and from wherever. Past them no code is looked at;
/// the mailed links work on, so nobody can be kept out by guesses.
pub const CODES_PER_ADDRESS: i64 = 10;
/// Requests of one network address within [`WINDOW`].
const REQUESTS_PER_CLIENT: i64 = 60;
const WINDOW: i64 = Stamp::HOUR;

/// Whether a link or code can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// It can.
    Open,
    /// By its link only: too many wrong codes were tried, for it or for its address.
    LinkOnly,
    /// It was used.
    Used,
    /// Its 15 minutes are over.
    Over,
}

/// What proving an address led to.
#[derive(Clone, Debug)]
pub enum Proved {
    /// The member is signed in.
    SignedIn(Opened),
    /// Nobody is signed in yet: the request to join waits for the office.
    Waiting {
        /// Path of the request's page.
        go_to: String,
    },
}

impl Service {
    /// Mails a link and a code to `mail` and returns the attempt's id. The answer is the same whether or not the address
    /// is a member's; an address that is not gets a mail that says so.
    ///
    /// # Errors
    /// The address cannot be read; [`Fault::TooOften`] for one network address.
    pub async fn ask_sign_in(
        &self,
        mail: &str,
        return_to: &str,
        lang: Lang,
        client: &str,
    ) -> Result<SignInId, FormError> {
        let mail: Mail = mail.parse().map_err(|problem| FormError::of("mail", problem))?;
        let site = self.site().await?;
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("sign-in:client:{client}"), REQUESTS_PER_CLIENT).await?;
        let member = store::member::by_mail(&mut tx, &mail).await?;
        let id = self
            .prove_mail(&mut tx, &mail, local_path(return_to), None, |link, code| {
                let voice = site.voice(lang);
                match member {
                    Some(_) => {
                        sign_in_letter(&mail, voice, site.name.get(lang), &self.config().url(link), code)
                    }
                    None => unknown_letter(&mail, voice, site.name.get(lang), &self.config().url("/join")),
                }
            })
            .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The viewer's primary address.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn primary_mail(&self, viewer: &Viewer) -> Result<Mail, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let mails = store::member::mails(&mut conn, me.id()).await?;
        mails.into_iter().next().ok_or_else(|| Fault::internal("a member without an address"))
    }

    /// Has the viewer sign in again by a mail to the primary address; the attempt's id.
    ///
    /// # Errors
    /// Only for members; [`Fault::TooOften`].
    pub async fn ask_again(&self, viewer: &Viewer, return_to: &str, client: &str) -> Result<SignInId, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mail = self.primary_mail(viewer).await?;
        match self.ask_sign_in(mail.as_str(), return_to, me.lang, client).await {
            Ok(id) => Ok(id),
            Err(FormError::Fault(fault)) => Err(fault),
            Err(FormError::Problems(_)) => Err(Fault::internal("a stored address that cannot be read")),
        }
    }

    /// Writes an attempt to prove `mail` and the task that mails what `letter` makes of its link (a path) and code.
    /// An address that got its mails gets no more for a while, silently: the attempt is made all the same.
    pub(crate) async fn prove_mail(
        &self,
        tx: &mut Tx,
        mail: &Mail,
        return_to: &str,
        join_request_id: Option<JoinRequestId>,
        letter: impl FnOnce(&str, &str) -> Letter + Send,
    ) -> Result<SignInId, Fault> {
        let (id, token, code) = (self.id::<SignInId>(), self.secrets().token(), self.secrets().code());
        let now = self.now();
        let row = SignInRow {
            id,
            mail: mail.clone(),
            link_hash: hash(&token),
            code_hash: hash_code(id, &code),
            return_to: return_to.to_owned(),
            join_request_id,
            tries: 0,
            created_at: now,
            expires_at: now.plus(LIFETIME),
            used_at: None,
        };
        store::sign_in::insert(tx, &row).await?;
        self.mail_secret(tx, letter(&format!("/sign-in/link/{token}"), &code)).await?;
        Ok(id)
    }

    /// Mails a letter that somebody asked for who need not own its address: past the mails of the hour it is dropped, silently.
    pub(crate) async fn mail_secret(&self, tx: &mut Tx, letter: Letter) -> Result<(), Fault> {
        match self.limit_in(tx, &format!("sign-in:mail:{}", letter.to), MAILS_PER_ADDRESS, LIFETIME).await {
            Ok(()) => self.enqueue(tx, &Task::Mail(letter)).await,
            Err(Fault::TooOften) => {
                tracing::info!("an address asked for too many sign-in mails");
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    /// State of the attempt `id`, for its page.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none.
    pub async fn attempt(&self, id: SignInId) -> Result<AttemptState, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::sign_in::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let window = self.now().plus(-WINDOW);
        let spent = store::rate::hits(&mut conn, &codes_of(&row.mail), window).await? >= CODES_PER_ADDRESS;
        Ok(match state(&row, self.now()) {
            AttemptState::Open if spent || row.tries >= TRIES => AttemptState::LinkOnly,
            state => state,
        })
    }

    /// State of the attempt of a mailed link. Changes nothing: scanners open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none.
    pub async fn link(&self, token: &str) -> Result<AttemptState, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::sign_in::by_link(&mut conn, &hash(token)).await?.ok_or(Fault::NotFound)?;
        Ok(state(&row, self.now()))
    }

    /// Signs in by the button behind a mailed link.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the link is unknown, used or over.
    pub async fn sign_in_by_link(&self, token: &str, device: &str) -> Result<Proved, Fault> {
        let mut tx = self.db().write().await?;
        let row = store::sign_in::by_link(&mut tx, &hash(token)).await?.ok_or(Fault::NotFound)?;
        if state(&row, self.now()) != AttemptState::Open {
            return Err(Fault::NotFound);
        }
        let proved = self.finish_attempt(&mut tx, &row, device).await?;
        tx.commit().await?;
        Ok(proved)
    }

    /// Signs in by the six digits of the mail.
    ///
    /// # Errors
    /// [`Problem::WrongCode`] for a wrong or late one, [`Fault::TooOften`] after too many for the address.
    pub async fn sign_in_by_code(&self, id: SignInId, code: &str, device: &str) -> Result<Proved, FormError> {
        let digits = digits(code);
        let wrong = || FormError::of("code", Problem::WrongCode);
        let mut tx = self.db().write().await?;
        let row = store::sign_in::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if state(&row, self.now()) != AttemptState::Open || row.tries >= TRIES {
            return Err(wrong());
        }
        // Counted before it is looked at: past the limit a right guess is worth nothing either.
        let codes = codes_of(&row.mail);
        if let Err(fault) = self.limit(&mut tx, &codes, CODES_PER_ADDRESS).await {
            tx.commit().await?;
            return Err(fault.into());
        }
        if row.code_hash == hash_code(id, &digits) {
            store::rate::give_back(&mut tx, &codes).await?;
            let proved = self.finish_attempt(&mut tx, &row, device).await?;
            tx.commit().await?;
            return Ok(proved);
        }
        store::sign_in::add_try(&mut tx, id).await?;
        tx.commit().await?;
        Err(wrong())
    }

    /// Uses the attempt up; opens the session of the member who proved the address, or settles the request to join.
    async fn finish_attempt(&self, tx: &mut Tx, row: &SignInRow, device: &str) -> Result<Proved, Fault> {
        if !store::sign_in::spend(tx, row.id, self.now()).await? {
            return Err(Fault::NotFound);
        }
        if let Some(member) = store::member::by_mail(tx, &row.mail).await? {
            return Ok(Proved::SignedIn(self.open_proved(tx, member, row, device).await?));
        }
        self.prove_request(tx, row.join_request_id.ok_or(Fault::NotFound)?, device).await
    }

    async fn open_proved(
        &self,
        tx: &mut Tx,
        member: MemberId,
        row: &SignInRow,
        device: &str,
    ) -> Result<Opened, Fault> {
        store::member::verify_mail(tx, &row.mail, self.now()).await?;
        self.audit(tx, Some(member), "session.open", format!("member:{member}"), serde_json::Value::Null)
            .await?;
        let opened = self.open_session(tx, member, device, &row.return_to).await?;
        store::session::note_mail(tx, &hash(&opened.token), &row.mail).await?;
        Ok(opened)
    }

    /// Counts one hit of `subject` in the hour.
    ///
    /// # Errors
    /// [`Fault::TooOften`] past `most`.
    pub(crate) async fn limit(&self, tx: &mut Tx, subject: &str, most: i64) -> Result<(), Fault> {
        self.limit_in(tx, subject, most, WINDOW).await
    }

    /// Counts one hit of `subject` in the time `window`.
    async fn limit_in(&self, tx: &mut Tx, subject: &str, most: i64, window: i64) -> Result<(), Fault> {
        let now = self.now();
        let hits = store::rate::hit(tx, subject, now, now.plus(-window)).await?;
        if hits > most { Err(Fault::TooOften) } else { Ok(()) }
    }
}

/// The digits of a code as typed, full-width ones too.
pub(crate) fn digits(code: &str) -> String {
    code.chars().map(types::text::ascii_of_full_width).filter(char::is_ascii_digit).collect()
}

/// Under which the wrong codes for an address are counted.
fn codes_of(mail: &Mail) -> String {
    format!("sign-in:code:{mail}")
}

fn state(row: &SignInRow, now: Stamp) -> AttemptState {
    if row.used_at.is_some() {
        AttemptState::Used
    } else if row.expires_at <= now {
        AttemptState::Over
    } else {
        AttemptState::Open
    }
}

/// A path on this site, whatever was asked for: nobody is sent elsewhere after signing in.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if local { path } else { "/" }
}

fn sign_in_letter(to: &Mail, voice: Voice, site: &str, link: &str, code: &str) -> Letter {
    let subject = w::mail_subject(voice, code, site);
    let body = w::mail_body(voice, code, link, site);
    Letter { to: to.clone(), lang: voice.lang, subject, body, calendar: None }
}

fn unknown_letter(to: &Mail, voice: Voice, site: &str, join: &str) -> Letter {
    let subject = w::unknown_subject(voice, site);
    let body = w::unknown_body(voice, join, site);
    Letter { to: to.clone(), lang: voice.lang, subject, body, calendar: None }
}
