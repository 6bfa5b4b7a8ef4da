//! Outgoing mail at the desk: what waits, what could not be done, and what to do about it.
use leptos::prelude::*;
use service::desk::{Failure, Outbox};
use types::lang::Voice;
use types::task::FailureCause;
use types::words::desk as w;

use crate::ctx::Ctx;
use crate::format::{self, number};
use crate::ui::Icon;

pub(super) fn health(ctx: &Ctx, outbox: &Outbox) -> impl IntoView + use<> {
    let v = ctx.voice;
    let mails = outbox.mails;
    let waiting = if mails.waiting == 0 {
        w::mail_idle(v).to_owned()
    } else {
        w::mail_waiting(v, number(mails.waiting))
    };
    let retrying = (mails.retrying > 0).then(
        || view! { <p class="notice wait"><Icon name="hourglass"/><span>{w::mail_retrying(v, number(mails.retrying))}</span></p> },
    );
    let failures = if outbox.failures.is_empty() {
        view! { <p class="with-icon"><Icon name="circle-check"/><span>{w::failures_none(v)}</span></p> }
            .into_any()
    } else {
        let rows = outbox.failures.iter().map(|f| failure(ctx, f)).collect_view();
        view! { <h3>{w::failures(v)}</h3> <p class="meta">{w::failures_lead(v)}</p> <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <h2>{w::mail(v)}</h2> <p>{waiting}</p> {retrying} {failures} }
}

fn failure(ctx: &Ctx, f: &Failure) -> impl IntoView + use<> {
    let v = ctx.voice;
    let id = f.id.to_string();
    let name = match &f.to {
        Some(to) => format!("{} {to}", kind(v, &f.kind)),
        None => kind(v, &f.kind).to_owned(),
    };
    let retry = format!("{}: {name}", w::retry(v));
    let discard = f.is_mail().then(|| {
        let label = format!("{}: {name}", w::discard(v));
        view! {
            <details class="confirm">
                <summary class="btn small quiet" aria-label=label>{w::discard(v)}</summary>
                <form class="card" method="post" action="/office">
                    <p>{w::discard_ask(v)}</p>
                    <input type="hidden" name="task" value=id.clone()/>
                    <button class="btn danger" name="act" value="discard">{w::discard(v)}</button>
                </form>
            </details>
        }
    });
    view! {
        <li class="stack tight">
            <span class="spread"><span class="strong">{name}</span><span class="meta nowrap">{w::failure_since(v, format::short_date(ctx, f.since))}</span></span>
            <p>{advice(v, f.cause)}</p>
            <div class="acts">
                <form method="post" action="/office">
                    <input type="hidden" name="task" value=id/>
                    <button class="btn small" name="act" value="retry" aria-label=retry><Icon name="refresh-cw"/>{w::retry(v)}</button>
                </form>
                {discard}
            </div>
        </li>
    }
}

fn kind(v: Voice, kind: &str) -> &'static str {
    match kind {
        "mail" => w::kind_mail(v),
        "import_roster" => w::kind_import_roster(v),
        "remind_event" => w::kind_remind_event(v),
        _ => w::kind_other(v),
    }
}

fn advice(v: Voice, cause: FailureCause) -> &'static str {
    match cause {
        FailureCause::Unreachable => w::cause_unreachable(v),
        FailureCause::SignInRefused => w::cause_sign_in_refused(v),
        FailureCause::Refused => w::cause_refused(v),
        FailureCause::Other => w::cause_other(v),
    }
}
