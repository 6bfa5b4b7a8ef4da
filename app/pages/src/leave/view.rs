//! The views of resting and leaving.
use axum::response::Response;
use leptos::prelude::*;
use service::handover::OWN_HANDOVER;
use service::leave::CountsRow;
use types::form::Problems;
use types::lang::Voice;
use types::leave::{Fate, LeaveInput};
use types::words::{form as f, leave as w};

use super::{CHOICES, PATH};
use crate::ctx::Ctx;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{Choice, Choices, ErrorSummary, Icon};

/// Both ways side by side.
pub(super) fn both(v: Voice, can: bool) -> impl IntoView {
    let list = |lines: &[&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    let rest = [w::rest_hidden(v), w::rest_quiet(v), w::rest_texts(v), w::rest_back(v), w::rest_seats(v)];
    let leave = [w::leave_choose(v), w::leave_account(v), w::leave_week(v), w::leave_again(v)];
    let last = (!can).then(|| view! { <p class="notice wait">{w::last_office(v)}</p> });
    let rest_act = can.then(|| {
        view! {
            <form method="post" action="/me/leave/rest"><p class="acts"><button class="btn primary">{w::rest_button(v)}</button></p></form>
        }
    });
    let leave_act = can.then(|| {
        view! { <p class="acts"><a class="btn" href="/me/leave/choices">{w::leave_button(v)}</a></p> }
    });
    view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
        {last}
        <div class="grid">
            <section class="card">
                <h2>{w::rest(v)}</h2>
                <div class="prose"><ul>{list(&rest)}</ul></div>
                {rest_act}
            </section>
            <section class="card">
                <h2>{w::leave(v)}</h2>
                <div class="prose"><ul>{list(&leave)}</ul></div>
                {leave_act}
            </section>
        </div>
    }
}

/// What is to stay, sent to `action`. Somebody suspended can take it back for a week in any case.
pub(super) fn form(
    ctx: &Ctx,
    action: &'static str,
    counts: CountsRow,
    input: LeaveInput,
    problems: Problems,
) -> Response {
    let v = ctx.voice;
    let is_member = action == CHOICES;
    let (layout, back) = if is_member { (Layout::Member, PATH) } else { (Layout::Narrow, OWN_HANDOVER) };
    let now = is_member.then(|| {
        view! { <button class="btn danger" name="when" value="now">{w::now_button(v)}</button> }
    });
    let page = Page::new(ctx, layout, w::form(v)).refused(!problems.is_empty());
    page.show(|| {
        view! {
            <header class="head"><div><h1>{w::form(v)}</h1><p class="lead">{w::form_lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" action=action class="form" novalidate="true">
                <section class="card">
                    <div class="prose"><ul>
                        <li>{w::keep_meaning(v)}</li>
                        <li>{w::anonymous_meaning(v)}</li>
                        <li>{w::erase_meaning(v)}</li>
                    </ul></div>
                </section>
                {kinds(v, counts, &input, &problems)}
                {consequences(v)}
                {sure(v, &input, &problems)}
                <p class="acts">
                    <button class="btn primary" name="when" value="week">{w::week_button(v)}</button>
                    {now}
                    <a class="btn quiet" href=back>{f::cancel(v)}</a>
                </p>
            </form>
        }
    })
}

fn kinds(v: Voice, n: CountsRow, input: &LeaveInput, problems: &Problems) -> impl IntoView + use<> {
    let kind = |name: &'static str, label: &'static str, value: &str, count: String| {
        let fates = Fate::ALL.iter().filter(|fate| name != "stories" || **fate != Fate::Anonymous);
        let choices = fates.map(|fate| Choice::new(fate.as_str(), fate.word(v))).collect();
        let (value, problems) = (value.to_owned(), problems.clone());
        view! {
            <section class="card">
                <Choices voice=v name label choices value problems/>
                <p class="meta">{count}</p>
            </section>
        }
    };
    view! {
        {kind("posts", w::posts(v), &input.posts, w::posts_count(v, n.posts, n.pictures))}
        {kind("comments", w::comments(v), &input.comments, w::comments_count(v, n.comments))}
        {kind("events", w::events(v), &input.events, w::events_count(v, n.events))}
        {kind("applications", w::applications(v), &input.applications, w::applications_count(v, n.applications))}
        {kind("stories", w::stories(v), &input.stories, w::stories_count(v, n.stories))}
    }
}

/// What no choice changes.
fn consequences(v: Voice) -> impl IntoView {
    let list = |lines: &[&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    let goes = [
        w::always_account(v),
        w::always_profile(v),
        w::always_private(v),
        w::always_joining(v),
        w::always_seen(v),
    ];
    let stays = [
        w::stays_consent(v),
        w::stays_audit(v),
        w::stays_counts(v),
        w::stays_opt_out(v),
        w::stays_others(v),
        w::stays_backup(v),
    ];
    view! {
        <section class="card">
            <h2>{w::always(v)}</h2>
            <div class="prose"><ul>{list(&goes)}</ul></div>
        </section>
        <section class="card">
            <h2>{w::stays(v)}</h2>
            <div class="prose"><ul>{list(&stays)}</ul></div>
        </section>
    }
}

fn sure(v: Voice, input: &LeaveInput, problems: &Problems) -> impl IntoView + use<> {
    let ticked = !input.sure.is_empty();
    let error = problems.of("sure").map(|problem| problem.text(v));
    let (described, invalid) = (error.is_some().then_some("sure-e"), error.is_some().then_some("true"));
    let line = error.map(|text| view! { <p class="error" id="sure-e"><Icon name="circle-alert"/>{text}</p> });
    view! {
        <div class="field">
            <label class="check">
                <input type="checkbox" id="sure" name="sure" value="yes" checked=ticked aria-describedby=described aria-invalid=invalid/>
                <span>{w::sure(v)}</span>
            </label>
            {line}
        </div>
    }
}
