import type { Page } from '@playwright/test';
import { expect, expectGoodPage, mailTo, test } from '../fixtures.js';

test.use({ accounts: true });

/** From the sign-in page to the company's, and back as `account`. */
async function byAccount(page: Page, account: string, words: (ja: string, en: string) => string): Promise<void> {
  await page.getByRole('button', { name: words('会社のアカウントでサインイン', 'Sign in with your company account') }).click();
  await page.waitForURL((url) => !['/sign-in', '/sign-in/oidc'].includes(url.pathname));
  // Whoever signed in at the company before is not asked again.
  const asked = page.getByLabel('Account');
  if (!(await asked.isVisible())) return;
  await asked.fill(account);
  await page.getByRole('button', { name: 'Go on' }).click();
}

test('an employee agrees the first time and goes straight in the second @en', async ({ page, words, allow }) => {
  allow(/422/);
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

test('the answer to somebody else’s attempt signs nobody in @once', async ({ page, other }) => {
  const going = await page.request.post('/sign-in/oidc', { form: { return_to: '/' } });
  const asked = await page.request.get(going.headers()['refresh']?.slice('0; url='.length) ?? '');
  let answer = await page.request.post(asked.url(), { form: { account: 'tanin' }, maxRedirects: 0 });
  const next = () => answer.headers()['location'] ?? '';
  while (!next().includes('/sign-in/oidc/callback?')) answer = await page.request.get(next(), { maxRedirects: 0 });

  const victim = await other();
  await victim.goto(next());
  await expect(victim.getByRole('heading', { level: 1 })).toHaveText('もう一度、はじめからお願いします');
  await victim.goto('/me');
  await expect(victim).toHaveURL(/\/sign-in/);
});

test('its pages are good in both themes and on narrow windows @axe @en', async ({ page, words, allow }) => {
  allow(/422/);
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
