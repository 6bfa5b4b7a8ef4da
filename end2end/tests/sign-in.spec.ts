import { expect, expectGoodPage, mailTo, signIn, test } from '../fixtures.js';

// A member of its own for each project, so that mails and rate limits do not meet.
const addresses: Record<string, string> = {
  phone: 'a.kondo@example.jp',
  desktop: 'endos96@example.com',
  english: 'jiyoung.kim@example.jp',
  bare: 'n.aoki@example.jp',
};

test('the mailed link signs in by its button, and only once @en', async ({ page, words }, info) => {
  const address = addresses[info.project.name] ?? '';
  await page.goto('/me/devices');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await page.getByLabel(words('メールアドレス', 'Mail address')).fill(address);
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('メールをご覧ください', 'Please look at your mail'));
  const link = /http\S+\/sign-in\/link\/\S+/.exec(await mailTo(page, address))?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL('/me/devices');
  await page.goto(link);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
});

test('the code signs in on the device that asked', async ({ page, words, allow }, info) => {
  allow(/422/);
  const address = addresses[info.project.name] ?? '';
  await page.goto('/sign-in');
  await page.getByLabel(words('メールアドレス', 'Mail address')).fill(address);
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  const asked = page.url();
  const mail = await mailTo(page, address);
  const code = /\b\d{6}\b/.exec(mail)?.[0] ?? '';
  await page.goto(asked);
  const field = page.getByLabel(words('6桁の番号', 'Six-digit code'));
  await field.fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: words('サインインする', 'Sign in') }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(code);
  await page.getByRole('button', { name: words('サインインする', 'Sign in') }).click();
  await page.goto('/me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('わたし');
});

test('a mistyped address is kept and explained @en', async ({ page, words, allow }) => {
  allow(/422/);
  await page.goto('/sign-in');
  const field = page.getByLabel(words('メールアドレス', 'Mail address'));
  await field.fill('misaki at example');
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  await expect(field).toHaveValue('misaki at example');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert')).toBeVisible();
});

test('a device is listed and signed out', async ({ page, words }) => {
  await signIn(page, 'new');
  await page.goto('/me/devices');
  const here = page.getByRole('listitem').filter({ hasText: words('この端末', 'This device') });
  await here.getByRole('button').click();
  await expect(page).toHaveURL('/');
  await page.goto('/me');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('language and brightness change without losing the page @en', async ({ page, words }) => {
  await page.goto('/sign-in?return_to=%2Fme');
  await page.getByRole('button', { name: words('English', '日本語') }).click();
  await expect(page).toHaveURL('/sign-in?return_to=%2Fme');
  await expect(page.locator('html')).toHaveAttribute('lang', words('en', 'ja'));
  await page.getByRole('button', { name: words('Dark', '暗い') }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

for (const theme of ['light', 'dark'] as const) {
  test(`pages of signing in are accessible, ${theme} @en @axe`, async ({ page, allow }) => {
    allow(/404/);
    await page.emulateMedia({ colorScheme: theme });
    for (const path of ['/', '/sign-in', '/nowhere']) {
      await page.goto(path);
      await expectGoodPage(page);
    }
  });

  test(`pages of a member and the office are accessible, ${theme} @axe`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await signIn(page, 'office');
    for (const path of ['/me', '/me/devices', '/office/settings']) {
      await page.goto(path);
      await expectGoodPage(page);
    }
  });
}
