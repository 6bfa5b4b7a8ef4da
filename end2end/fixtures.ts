import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export { expect };

/** Somebody of the demonstration network. */
export type Who = 'office' | 'long-time' | 'new' | 'employee' | 'reviewer';

/** Texts in the language of the project. */
export type Words = (ja: string, en: string) => string;

/** Every test fails on console errors; `allow` names those that belong to what is tested (a 404 that is asked for). */
export const test = base.extend<{ words: Words; allow: (text: RegExp) => void; quiet: void }>({
  words: async ({ locale }, use) => use((ja, en) => (locale?.startsWith('en') ? en : ja)),
  allow: async ({}, use, info) => {
    await use((text) => info.annotations.push({ type: 'allow', description: text.source }));
  },
  quiet: [
    async ({ page }, use, info) => {
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      await use();
      const allowed = info.annotations.filter((note) => note.type === 'allow').map((note) => new RegExp(note.description ?? ''));
      expect(errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in by the demonstration's shortcut. */
export async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto(`/dev/sign-in/${who}`);
  await page.getByRole('main').getByRole('button').click();
  await expect(page).not.toHaveURL(/dev\/sign-in/);
}

/** The newest mail to `address`, as text. */
export async function mailTo(page: Page, address: string): Promise<string> {
  const mail = page.locator('article', { hasText: address }).first();
  await expect(async () => {
    await page.goto('/dev/mailbox');
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass();
  return mail.innerText();
}

/** No finding of axe, no sideways scrolling. */
export async function expectGoodPage(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
