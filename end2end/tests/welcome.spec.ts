import { expect, expectGoodPage, signIn, test } from '../fixtures.js';

test('whoever was away for long finds one page of what happened, once @en', async ({ page, words }) => {
  await signIn(page, 'nakagawa-satoshi');
  await page.goto('/');
  await page.locator('main a[href="/welcome"]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('おかえりなさい', 'Welcome back'));
  await expect(page.locator('main section').first().locator('li')).not.toHaveCount(0);
  await expect(page.locator('main .prose.fold')).toHaveCount(12);
  await expect(page.locator('header.greet')).not.toContainText(/[0-9]|ぶり|ago/);
  await page.locator('form[action="/feed/read"] button').click();
  await expect(page).toHaveURL('/');
  await expect(page.locator('main a[href="/welcome"]')).toHaveCount(0);
  await page.goto('/welcome');
  await expect(page).toHaveURL('/');
});

test('axe finds nothing on the page of what happened @axe', async ({ page }) => {
  await signIn(page, 'matsuo-kensuke');
  await page.goto('/welcome');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('おかえりなさい');
  await expectGoodPage(page);
});
