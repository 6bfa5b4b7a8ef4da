import { expect, test } from '../fixtures.js';

test.use({ data: 'empty' });

// One link for a server, so the tests of this file go one after the other and the last one uses it up.
test.describe.configure({ mode: 'serial' });

const setupPath = (printed: string): string => new URL(/http\S+\/setup\/\S+/.exec(printed)?.[0] ?? '').pathname;

test('a wrong address keeps the rest of the first form @en', async ({ page, server, words, allow }) => {
  allow(/422/);
  await page.goto(setupPath(server.printed()));
  await page.getByLabel(words('姓', 'Family name')).fill('山本');
  await page.locator('#mail').fill('yamamoto at example');
  await page.getByRole('button', { name: words('はじめる', 'Start') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(words('姓', 'Family name'))).toHaveValue('山本');
  await expect(page.locator('#mail')).toHaveValue('yamamoto at example');
  await expect(page.locator('#mail')).toHaveAttribute('aria-invalid', 'true');
});

test('the link from the terminal makes the office and names the network @en', async ({ page, server, words, allow }) => {
  allow(/404/);
  const path = setupPath(server.printed());
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('ようこそ。はじめの設定です', 'Welcome. Let us set things up'));
  await page.locator('#family').fill('山本');
  await page.locator('#given').fill('亜希');
  await page.locator('#mail').fill('yamamoto@example.jp');
  await page.locator('#name_ja').fill('みなと縁の会');
  await page.locator('#name_en').fill('Minato En no Kai');
  await page.locator('#company_ja').fill('みなとソフト');
  await page.locator('#contact').fill('alumni@minato.example.jp');
  await page.locator('#brand').fill('#205060');
  await page.getByRole('radio', { name: words('日本語と英語', 'Japanese and English') }).check();
  await page.getByRole('radio', { name: '人材' }).check();
  await page.getByRole('radio', { name: '共創' }).check();
  await page.getByRole('button', { name: words('はじめる', 'Start') }).click();
  await expect(page).toHaveURL('/office');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('事務局ホーム', 'Office home'));

  await page.goto('/office/settings');
  await expect(page.locator('#name_ja')).toHaveValue('みなと縁の会');
  await expect(page.locator('#brand')).toHaveValue('#205060');
  await expect(page.getByRole('radio', { name: '人材' })).toBeChecked();
  await expect(page.getByRole('radio', { name: '共創' })).toBeChecked();
  await page.locator('#name_en').fill('Minato Circle');
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(page.getByText(words('保存しました。', 'Saved.'))).toBeVisible();

  await page.goto('/me');
  await page.getByRole('main').getByRole('button', { name: words('サインアウト', 'Sign out') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('みなと縁の会', 'Minato Circle'));
  await expect(page.getByText(words('共創のきっかけ', 'Making things together'))).toBeVisible();

  const again = await page.goto(path);
  expect(again?.status()).toBe(404);
});

test('a network without a demonstration has no shortcuts @once', async ({ request }) => {
  for (const path of ['/dev/mailbox', '/dev/sign-in/office']) expect((await request.get(path)).status()).toBe(404);
});
