import { expect, signIn, test } from '../fixtures.js';

test('a visitor changes language and brightness without losing the page @en', async ({ page, words }) => {
  await page.goto('/sign-in?return_to=%2Fme');
  await page.getByRole('button', { name: words('English', '日本語') }).click();
  await expect(page).toHaveURL('/sign-in?return_to=%2Fme');
  await expect(page.locator('html')).toHaveAttribute('lang', words('en', 'ja'));
  await page.getByRole('button', { name: words('Dark', '暗い') }).click();
  await expect(page).toHaveURL('/sign-in?return_to=%2Fme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a member’s choice holds on every device @en', async ({ page, other, words }) => {
  await signIn(page, 'yokoyama-hisashi');
  await page.goto('/people?q=%E5%96%B6%E6%A5%AD');
  await page.locator('details.account summary').click();
  await page.getByRole('button', { name: words('English', '日本語') }).first().click();
  await expect(page).toHaveURL('/people?q=%E5%96%B6%E6%A5%AD');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('People', 'ひと'));
  await page.goto('/me');
  await page.getByRole('main').getByRole('button', { name: words('Dark', '暗い') }).click();
  await expect(page).toHaveURL('/me');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const elsewhere = await other();
  await elsewhere.request.post('/dev/sign-in/yokoyama-hisashi', { maxRedirects: 0 });
  await elsewhere.goto('/me');
  await expect(elsewhere.locator('html')).toHaveAttribute('lang', words('en', 'ja'));
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the page is dark where the device is, until somebody chooses @once', async ({ page }) => {
  await page.goto('/');
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await paper();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.getByRole('button', { name: '明るい' }).click();
  await expect.poll(paper).toBe(light);
});
