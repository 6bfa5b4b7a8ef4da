// Asks the device for a passkey where a page has a form for its answer (`data-passkey`: `create` or `get`).
// Without this script, or in a browser that knows no passkeys, those forms stay hidden and the rest of the page is complete.

/** Before a question is over on the server, the mail field asks a new one. */
const RENEW_AFTER = 4 * 60 * 1000;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** The server's options with bytes where JSON has none. */
function asked(options) {
  const known = (list = []) => list.map((it) => ({ ...it, id: bytes(it.id) }));
  const user = options.user && { ...options.user, id: bytes(options.user.id) };
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(user && { user, excludeCredentials: known(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
  };
}

/** What the device answered, as JSON. */
function answered({ id, type, rawId, response }) {
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const there = parts.filter((part) => response[part]).map((part) => [part, base64url(response[part])]);
  return JSON.stringify({ id, type, rawId: base64url(rawId), response: Object.fromEntries(there) });
}

async function question(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST' });
  if (answer.redirected) {
    // Signed out, or too long ago: the page itself says what to do.
    location.reload();
    return new Promise(() => {});
  }
  if (!answer.ok) throw new Error(`${form.dataset.options}: ${answer.status}`);
  return answer.json();
}

/** Asks the server, then the device, and sends the form with its answer. */
async function run(form, how = {}) {
  const { ceremony, options } = await question(form);
  const request = { ...how, publicKey: asked(options) };
  const { credentials } = navigator;
  const credential = await (form.dataset.passkey === 'create' ? credentials.create(request) : credentials.get(request));
  form.elements.ceremony.value = ceremony;
  form.elements.credential.value = answered(credential);
  form.submit();
}

let inField;

/** Offers passkeys in the mail field, where the browser can. */
async function offer(form) {
  if (!('offer' in form.dataset) || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  for (let isOver = true; isOver; ) {
    if (document.hidden) await new Promise((seen) => document.addEventListener('visibilitychange', seen, { once: true }));
    isOver = false;
    inField = new AbortController();
    const renew = setTimeout(() => {
      isOver = true;
      inField.abort();
    }, RENEW_AFTER);
    await run(form, { mediation: 'conditional', signal: inField.signal }).catch(() => {});
    clearTimeout(renew);
  }
}

function prepare(form) {
  const says = (name) => form.querySelector(`[data-said="${name}"]`);
  let isBusy = false;
  form.addEventListener('submit', async (event) => {
    const { name, credential } = form.elements;
    // A form that came back with its answer, or has no name yet, is for the server to look at.
    if (credential.value || (name && !name.value.trim())) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    inField?.abort();
    for (const said of form.querySelectorAll('[data-said]')) said.hidden = true;
    try {
      await run(form);
    } catch (error) {
      const isKnown = form.dataset.passkey === 'create' && error.name === 'InvalidStateError';
      says(isKnown ? 'known' : 'failed').hidden = false;
      offer(form);
    }
    isBusy = false;
  });
  for (const instead of document.querySelectorAll('[data-passkey-instead]')) instead.hidden = true;
  form.hidden = false;
  offer(form);
}

if (globalThis.PublicKeyCredential) document.querySelectorAll('form[data-passkey]').forEach(prepare);
