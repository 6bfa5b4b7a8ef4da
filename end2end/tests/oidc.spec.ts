import type { Page } from '@playwright/test';
import { expect, expectGoodPage, mailTo, test } from '../fixtures.js';

test.use({ accounts: true });

/** From the sign-in page to the company's, and back as `account`. */
async function byAccount(page: Page, account: string, words: (ja: string, en: string) => string): Promise<void> {
  await page.getByRole('button', { name: words('会社のアカウントでサインイン', 'Sign in with your company account') }).click();
  // Whoever signed in at the company before is not asked again.
  const asked = page.getByLabel('Account');
  await expect(asked.or(page.locator('#main'))).toBeVisible();
  await page.waitForURL((url) => url.pathname !== '/sign-in/oidc');
  if (await asked.isVisible()) {
    await asked.fill(account);
    await page.getByRole('button', { name: 'Go on' }).click();
  }
}

test('an employee agrees the first time and goes straight in the second @en', async ({ page, words, allow }) => {
  allow(/422/);
  await page.goto('/events?view=past');
  await page.goto('/me/devices');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await byAccount(page, 'kaede', words);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('はじめに', 'Before you start'));
  await expect(page).toHaveURL('/sign-in/oidc/welcome');
  await expect(page.locator('#family')).toHaveValue('神谷');
  await expect(page.locator('#given_kana')).toHaveValue('カエデ');
  await expect(page.getByText('kaede@sakurabashi.example.jp')).toBeVisible();

  const start = page.getByRole('button', { name: words('同意して始める', 'Agree and start') });
  await page.locator('#given').fill('かえで');
  await start.click();
  await expect(page.locator('#purpose-e')).toBeVisible();
  await expect(page.locator('#given')).toHaveValue('かえで');
  await page.locator('#purpose').check();
  await start.click();
  await expect(page).toHaveURL('/me/devices');
  await page.goto('/');
  await expect(page.getByRole('main')).toBeVisible();
  await page.goto('/me');
  await expect(page.getByRole('main').getByRole('link', { name: /神谷/ })).toBeVisible();
  await page.goto('/me/consents');
  await expect(page.getByRole('main')).toContainText(words('ネットワークの運営', 'Running the network'));

  await page.goto('/me');
  await page.getByRole('main').getByRole('button', { name: words('サインアウト', 'Sign out') }).click();
  await page.goto('/sign-in');
  await byAccount(page, 'kaede', words);
  await expect(page).toHaveURL('/');
  await page.goto('/me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('わたし', 'Me'));
});

test('an account in the group of the office sees the desk @en', async ({ page, words }) => {
  await page.goto('/sign-in?return_to=/office');
  await byAccount(page, 'jimu', words);
  await page.locator('#purpose').check();
  await page.getByRole('button', { name: words('同意して始める', 'Agree and start') }).click();
  await expect(page).toHaveURL('/office');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('事務局ホーム', 'Office home'));
});

test('a member is found by the address, and told', async ({ page, words }) => {
  await page.goto('/sign-in?return_to=/me/addresses');
  await byAccount(page, 'k.matsumoto@example.jp', words);
  await expect(page).toHaveURL('/me/addresses');
  await expect(page.getByRole('main')).toContainText('k.matsumoto@example.jp');
  await mailTo(page, 'k.matsumoto@example.jp', '会社のアカウントでサインインできるようになりました');
});

test('the answer of somebody else’s attempt signs nobody in', async ({ page, other, words }) => {
  await page.goto('/sign-in');
  const answers: string[] = [];
  await page.route('**/sign-in/oidc/callback?*', async (route) => {
    answers.push(route.request().url());
    await route.abort();
  });
  await byAccount(page, 'tanin', words).catch(() => undefined);
  await expect.poll(() => answers.length).toBe(1);
  const victim = await other();
  await victim.goto(answers[0] ?? '');
  await expect(victim.getByRole('heading', { level: 1 })).toHaveText('もう一度、はじめからお願いします');
  await victim.goto('/me');
  await expect(victim).toHaveURL(/\/sign-in/);
});

test('its pages are good in both themes and on narrow windows @axe @en', async ({ page, words }) => {
  await page.goto('/sign-in');
  await expectGoodPage(page);
  for (const why of ['unreachable', 'turned-back', 'no-attempt', 'not-accepted']) {
    await page.goto(`/sign-in/oidc/failed/${why}`);
    await expectGoodPage(page);
  }
  await page.goto('/sign-in');
  await byAccount(page, 'yomu', words);
  await expect(page).toHaveURL('/sign-in/oidc/welcome');
  await expectGoodPage(page);
  await page.getByRole('button', { name: words('同意して始める', 'Agree and start') }).click();
  await expectGoodPage(page);
});
