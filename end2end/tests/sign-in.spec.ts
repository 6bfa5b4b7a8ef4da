import { expect, mailTo, signIn, test } from '../fixtures.js';

// A member of its own for each test, so that mails and rate limits do not meet.
const byLink = 'jiyoung.kim@example.jp';
const byCode = 'sakamoto.ryunosuke@example.com';
const byLinkOnly = 'watanabe.kumiko@example.com';

test('the mailed link signs in by its button, and only once @en', async ({ page, words }) => {
  await page.goto('/me/devices');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await page.getByLabel(words('メールアドレス', 'Mail address')).fill(byLink);
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('メールをご覧ください', 'Please look at your mail'));
  const link = /http\S+\/sign-in\/link\/\S+/.exec(await mailTo(page, byLink))?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL('/me/devices');
  await page.goto(link);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
});

test('the code signs in on the device that asked @en', async ({ page, words, allow }) => {
  allow(/422/);
  await page.goto('/sign-in');
  await page.getByLabel(words('メールアドレス', 'Mail address')).fill(byCode);
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  const asked = page.url();
  const mail = await mailTo(page, byCode);
  const code = /\b\d{6}\b/.exec(mail)?.[0] ?? '';
  await page.goto(asked);
  const field = page.getByLabel(words('6桁の番号', 'Six-digit code'));
  await field.fill(code === '000000' ? '111111' : '000000');
  await page.getByRole('button', { name: words('サインインする', 'Sign in') }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(code);
  await page.getByRole('button', { name: words('サインインする', 'Sign in') }).click();
  await page.goto('/me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/わたし|Me/);
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

test('signing out everywhere ends the other devices too', async ({ page, other }) => {
  await signIn(page, 'nishimura-yukiko');
  const elsewhere = await other('nishimura-yukiko');
  await page.goto('/me/devices');
  await page.getByRole('button', { name: 'すべての端末からサインアウト' }).click();
  await expect(page).toHaveURL('/');
  await elsewhere.goto('/me');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('signing out on other devices leaves this one', async ({ page, other }) => {
  await signIn(page, 'hamada-koji');
  const elsewhere = await other('hamada-koji');
  await page.goto('/me/devices');
  await page.getByRole('button', { name: 'ほかの端末からサインアウト' }).click();
  await expect(page.getByText('ほかの端末をサインアウトしました。')).toBeVisible();
  await expect(page.getByRole('button', { name: 'ほかの端末からサインアウト' })).toHaveCount(0);
  await elsewhere.goto('/me');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test('after wrong codes the mailed link still signs in @once', async ({ page, allow }) => {
  allow(/422/);
  await page.goto('/sign-in');
  await page.getByLabel('メールアドレス').fill(byLinkOnly);
  await page.getByRole('button', { name: 'メールを受け取る' }).click();
  for (let tried = 0; tried < 5; tried += 1) {
    await page.getByLabel('6桁の番号').fill('');
    await page.getByRole('button', { name: 'サインインする' }).click();
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('メールのリンクからお入りください');
  const link = /http\S+\/sign-in\/link\/\S+/.exec(await mailTo(page, byLinkOnly))?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL('/');
});
