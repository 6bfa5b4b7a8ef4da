import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { provide } from './provider.js';
import { serve, siteOf, type Server } from './server.js';

export { expect };

/** What a file of tests may choose with `test.use`. */
export type Options = {
  /** What the server serves: the demonstration, or nothing yet. */
  data: 'demo' | 'empty';
  /** Whether the company has accounts to sign in by. */
  accounts: boolean;
};

type Fixtures = {
  /** Texts in the language of the project. */
  words: (ja: string, en: string) => string;
  /** Console errors that belong to what is tested, like those of a 404 that is asked for. */
  allow: (text: RegExp) => void;
  /** A page of somebody else, in a browser of its own; without a name, of a visitor. */
  other: (who?: string) => Promise<Page>;
  /** Fails the test on console errors of any page. */
  quiet: { watch: (context: BrowserContext) => void };
};

/** A trace fetches pictures that a page shows from memory, which the page's policy forbids; without a trace nobody does. */
const OF_TRACES = /^Connecting to 'blob:/;

export const test = base.extend<Fixtures, Options & { server: Server }>({
  data: ['demo', { option: true, scope: 'worker' }],
  accounts: [false, { option: true, scope: 'worker' }],
  // Each worker has a server of its own, so that what one test writes never meets what another one counts.
  server: [
    async ({ data, accounts }, use, info) => {
      const provider = accounts ? await provide(siteOf(info.workerIndex)) : undefined;
      const server = await serve(info.workerIndex, data, provider?.args);
      await use(server);
      await server.stop();
      provider?.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  words: async ({ locale }, use) => use((ja, en) => (locale?.startsWith('en') ? en : ja)),
  allow: async ({}, use, info) => {
    await use((text) => info.annotations.push({ type: 'allow', description: text.source }));
  },
  quiet: [
    async ({ context }, use, info) => {
      const errors: string[] = [];
      const watch = (watched: BrowserContext) => {
        const isError = (text: string, type: string) => type === 'error' && !OF_TRACES.test(text);
        watched.on('console', (message) => isError(message.text(), message.type()) && errors.push(`${message.text()} ${message.location().url}`));
        watched.on('weberror', (error) => errors.push(error.error().message));
      };
      watch(context);
      await use({ watch });
      const allowed = info.annotations.filter((note) => note.type === 'allow').map((note) => new RegExp(note.description ?? ''));
      expect(errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([]);
    },
    { auto: true },
  ],
  other: async ({ browser, quiet }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who) => {
      const context = await browser.newContext();
      contexts.push(context);
      quiet.watch(context);
      const page = await context.newPage();
      if (who) await signIn(page, who);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/**
 * Signs in by the demonstration's shortcut: `office`, `long-time`, `new`, `employee`, `reviewer`, or a key of members.json.
 * In the English project everybody reads English.
 */
export async function signIn(page: Page, who: string): Promise<void> {
  const answer = await page.request.post(`/dev/sign-in/${who}`, { maxRedirects: 0 });
  expect(answer.status(), `sign in as ${who}`).toBe(303);
  const lang = test.info().project.use.locale?.startsWith('en') ? 'en' : 'ja';
  await page.request.post('/reading', { form: { lang, back: '/' }, maxRedirects: 0 });
}

/** The address of the own profile, which is found on the way. */
export async function ownProfile(page: Page): Promise<string> {
  await page.goto('/me');
  return (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
}

/** Opens a page whose islands do not wake before the function is called that comes back. */
export async function gotoAsleep(page: Page, path: string): Promise<() => void> {
  let wake = () => {};
  const slow = new Promise<void>((done) => (wake = done));
  await page.route(/\.wasm$/, async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  return wake;
}

/** An input method in the field that has the focus: each step replaces what is being composed, and `done` ends it. */
export async function inputMethod(page: Page) {
  const keyboard = await page.context().newCDPSession(page);
  return {
    compose: async (...steps: string[]): Promise<void> => {
      for (const text of steps) {
        await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      }
    },
    /** The Enter that ends a conversion, as the page hears of it. */
    enter: () =>
      keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 }),
    done: (text: string) => keyboard.send('Input.insertText', { text }),
  };
}

/** The newest mail to `address` that says `about`, as text. */
export async function mailTo(page: Page, address: string, about: string | RegExp = ''): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const box = await (await page.request.get('/dev/mailbox')).text();
    const mails = box.split('<article').slice(1).map(textOf);
    found = mails.find((mail) => mail.includes(address) && mail.search(about) >= 0);
    expect(found, `a mail to ${address} about ${about}`).toBeDefined();
  }).toPass({ timeout: 15_000, intervals: [100, 100, 200, 400, 1000] });
  return found ?? '';
}

/** The text of a piece of HTML. */
function textOf(html: string): string {
  const plain = html.replace(/^[^>]*>/, '').replace(/<[^>]*>/g, '\n');
  return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&amp;/g, '&');
}

/** The first link of a mail to a path that begins with `start`. */
export function linkIn(mail: string, start: string): string {
  const links = [...mail.matchAll(/http\S+/g)].map((found) => new URL(found[0]));
  return links.find((link) => link.pathname.startsWith(start))?.pathname ?? `no link to ${start} in the mail`;
}

const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** No finding of axe in either theme, no sideways scrolling; on a phone not in a window of 320 px either. */
export async function expectGoodPage(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  // Only colours differ between the themes.
  for (const [theme, rules] of [['light', undefined], ['dark', ['color-contrast']]] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const found = await page.evaluate(findings, rules);
    expect.soft(found, `axe at ${page.url()}, ${theme}`).toEqual([]);
  }
  await expectNoSideways(page);
  const size = page.viewportSize();
  if (size && size.width < 600) {
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSideways(page);
    await page.setViewportSize(size);
  }
}

/** What axe finds in the page, by all its rules or by `only` these. */
async function findings(only: readonly string[] | undefined): Promise<string[]> {
  // axe gives up on contrast where there is a picture behind: decorations go, and a gradient becomes its first colour.
  for (const part of document.querySelectorAll<HTMLElement>('html, select, .letter')) {
    part.style.background = '';
    const [first] = /(rgb|color|okl)\w*\([^)]*\)/.exec(getComputedStyle(part).backgroundImage) ?? [];
    part.style.setProperty('background-image', 'none', 'important');
    if (first && part.matches('.letter')) part.style.backgroundColor = first;
  }
  const here = (globalThis as unknown as { axe: typeof axe }).axe;
  // Its own options, but for the patterns that are drawn as pseudo elements.
  const contrastRatio = { normal: { expected: 4.5 }, large: { expected: 3 } };
  const options = { ignoreUnicode: true, ignorePseudo: true, boldValue: 700, boldTextPt: 14, largeTextPt: 18, contrastRatio, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03 };
  here.configure({ checks: [{ id: 'color-contrast', options }] });
  const all = await here.run({ resultTypes: ['violations'], selectors: false, ...(only && { runOnly: [...only] }) });
  if (!all.passes.some((rule) => rule.id === 'color-contrast')) return ['no contrast could be judged'];
  return all.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(' | ')}`);
}

/** Nothing is wider than the window. */
export async function expectNoSideways(page: Page): Promise<void> {
  // A phone's own window grows with what overflows, so the width asked for counts.
  const asked = page.viewportSize()?.width ?? 0;
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${page.url()} scrolls sideways at ${asked} px`).toBeLessThanOrEqual(asked);
}
