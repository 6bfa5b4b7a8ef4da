//! The views of わたし.
use leptos::prelude::*;
use service::session::Device;
use types::lang::Voice;
use types::member::Person;
use types::words::me as w;
use types::words::sign_in as s;
use types::words::{
    address, connection, consent, export, intent, invitation, leave, letter, name, nav, private,
    profile_read, referral, rights,
};
use types::words::{passkey, people};

use crate::ctx::Ctx;
use crate::format;
use crate::ui::{Icon, PersonRow};

pub(super) fn home(
    voice: Voice,
    person: Person,
    lacks_private: bool,
    waiting: i64,
    (prompt, applications, relationships): (impl IntoView, impl IntoView, impl IntoView),
    switches: impl IntoView,
) -> impl IntoView {
    let entry = |path, icon, label, note: &str| {
        let note = note.to_owned();
        view! {
            <li><a class="person" href=path><Icon name=icon/><span class="who"><span class="name">{label}</span><span class="meta">{note}</span></span></a></li>
        }
    };
    let asking = match waiting {
        0 => connection::note(voice).to_owned(),
        100.. => connection::waiting_many(voice, 100_i64),
        n => connection::waiting(voice, n),
    };
    let addresses = if lacks_private { address::note_private(voice) } else { address::note(voice) };
    view! {
        <header class="head"><div><h1>{w::title(voice)}</h1></div></header>
        <section class="card"><PersonRow person lang=voice.lang/></section>
        {prompt}
        <ul class="rows card">
            {entry("/letters", "mail", nav::letters(voice), letter::lead(voice))}
            {entry("/invitations", "link", nav::invitations(voice), invitation::new(voice))}
            {entry("/me/profile", "pencil", people::edit(voice), people::edit_note(voice))}
            {entry("/me/names", "user", name::title(voice), name::note(voice))}
            {entry("/me/intents", "sprout", intent::title(voice), intent::note(voice))}
            {entry("/me/connections", "handshake", connection::title(voice), &asking)}
            {entry("/me/private", "eye-off", private::title(voice), private::note(voice))}
            {entry("/me/photo", "camera", people::photo_edit(voice), people::photo_lead(voice))}
            {entry("/me/origin", "network", referral::origin(voice), referral::origin_note(voice))}
            {entry("/me/addresses", "at-sign", address::title(voice), addresses)}
            {entry("/me/passkeys", "fingerprint", passkey::title(voice), passkey::note(voice))}
            {entry("/me/consents", "shield-check", consent::title(voice), consent::note(voice))}
            {entry("/me/seen", "eye", profile_read::title(voice), profile_read::note(voice))}
            {entry("/me/export", "download", export::title(voice), export::note(voice))}
            {entry("/me/requests", "file-text", rights::title(voice), rights::note(voice))}
            {entry("/me/devices", "smartphone", s::devices(voice), w::devices_note(voice))}
            {entry("/me/leave", "moon", leave::title(voice), leave::note(voice))}
        </ul>
        {applications}
        {relationships}
        <section class="card">
            <h2>{w::reading(voice)}</h2>
            {switches}
        </section>
        <form method="post" action="/sign-out"><button class="btn"><Icon name="log-out"/>{s::sign_out(voice)}</button></form>
    }
}

pub(super) fn devices(ctx: &Ctx, devices: Vec<Device>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let has_others = devices.len() > 1;
    let row = |device: Device| {
        let name = if device.device.is_empty() { s::unknown_device(v).to_owned() } else { device.device };
        let this = device.is_this.then(|| view! { <span class="chip now">{s::this_device(v)}</span> });
        let label = format!("{}: {name}", s::sign_out(v));
        view! {
            <li class="spread">
                <span class="who"><span class="name">{name}" "{this}</span><span class="meta">{s::since(v, format::date(ctx, device.since))}" · "{s::used(v, format::date(ctx, device.used))}</span></span>
                <form method="post" action=format!("/me/devices/{}/end", device.id)><button class="btn small" aria-label=label>{s::sign_out(v)}</button></form>
            </li>
        }
    };
    view! {
        <header class="head"><div><h1>{s::devices(v)}</h1><p class="lead">{s::devices_lead(v)}</p></div></header>
        <ul class="rows card">{devices.into_iter().map(row).collect_view()}</ul>
        <div class="acts">
            {has_others.then(|| view! {
                <form method="post" action="/me/devices/end-others"><button class="btn">{s::sign_out_others(v)}</button></form>
            })}
            <form method="post" action="/me/devices/end-all"><button class="btn danger">{s::sign_out_all(v)}</button></form>
        </div>
    }
}
