import { expect, signIn, test } from '../fixtures.js';

test('a search shows those near first and says what both have in common', async ({ page }) => {
  await signIn(page, 'sakai-midori');
  await page.goto('/people?q=営業');
  const near = page.locator('.person-card').filter({ has: page.locator('.shared') });
  await expect(page.getByText('ご縁のある方')).toBeVisible();
  await expect(near.first().locator('.shared')).toContainText('同じ営業本部');
  const cards = page.locator('.person-card');
  const count = await near.count();
  for (let i = 0; i < count; i += 1) await expect(cards.nth(i).locator('.shared').first()).toBeVisible();
  await expect(cards.nth(count).locator('.shared')).toHaveCount(0);

  await page.goto('/people?tie=together');
  await expect(cards.first()).toBeVisible();
  await expect(page.locator('.person-card:not(:has(.shared))')).toHaveCount(0);
});

test('people one may know are waved off, and back', async ({ page }) => {
  await signIn(page, 'sakai-midori');
  await page.goto('/people');
  await page.getByRole('link', { name: 'ご縁のありそうな方' }).click();
  const cards = page.locator('.acquaintance');
  const name = await cards.first().locator('.name').innerText();
  await page.getByRole('button', { name: `もう出さない: ${name}` }).first().click();
  await expect(page.getByText('この方は、もうここに出しません。')).toBeVisible();
  await expect(cards.filter({ hasText: name })).toHaveCount(0);

  await page.getByRole('link', { name: '出さないことにした方を見る' }).click();
  await page.getByRole('button', { name: `元に戻す: ${name}` }).click();
  await expect(page.getByText('またここに出ます。')).toBeVisible();
  await expect(page.getByText('出さないことにした方はいません。')).toBeVisible();
  await page.goto('/together');
  await expect(cards.filter({ hasText: name }).first()).toBeVisible();
});
