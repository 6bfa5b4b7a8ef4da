import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { serve, type Server } from './server.js';

export { expect };

/** What a file of tests may choose with `test.use`. */
export type Options = {
  /** What the server serves: the demonstration, or nothing yet. */
  data: 'demo' | 'empty';
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

export const test = base.extend<Fixtures, Options & { server: Server }>({
  data: ['demo', { option: true, scope: 'worker' }],
  // Each worker has a server of its own, so that what one test writes never meets what another one counts.
  server: [
    async ({ data }, use, info) => {
      const server = await serve(info.workerIndex, data);
      await use(server);
      await server.stop();
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
        watched.on('console', (message) => message.type() === 'error' && errors.push(`${message.text()} ${message.location().url}`));
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

/** The newest mail to `address` that says `about`, as text. */
export async function mailTo(page: Page, address: string, about: string | RegExp = ''): Promise<string> {
  const box = await page.context().newPage();
  const mail = box.locator('article', { hasText: address }).filter({ hasText: about }).first();
  await expect(async () => {
    await box.goto('/dev/mailbox');
    expect(await mail.count()).toBe(1);
  }).toPass({ timeout: 15_000 });
  const text = await mail.innerText();
  await box.close();
  return text;
}

/** The first link of a mail to a path that begins with `start`. */
export function linkIn(mail: string, start: string): string {
  const links = [...mail.matchAll(/http\S+/g)].map((found) => new URL(found[0]));
  return links.find((link) => link.pathname.startsWith(start))?.pathname ?? `no link to ${start} in the mail`;
}

/** No finding of axe in either theme, no sideways scrolling. */
export async function expectGoodPage(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  const found = [...light.violations, ...dark.violations];
  expect.soft(found.map((rule) => `${page.url()} ${rule.id}: ${rule.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  await expectNoSideways(page);
}

/** Nothing is wider than the window. */
export async function expectNoSideways(page: Page): Promise<void> {
  // A phone's own window grows with what overflows, so the width asked for counts.
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
