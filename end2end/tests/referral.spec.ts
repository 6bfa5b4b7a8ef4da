import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.js';

/** How many joined through whoever looks, from the card beside the invitations. */
async function branch(page: Page): Promise<number> {
  await page.goto('/invitations');
  const words = await page.getByRole('complementary').getByRole('paragraph').first().textContent();
  return Number(words?.match(/\d+/)?.[0] ?? 0);
}

test('who was invited says what the inviter sees, and may leave for good @en', async ({ page, other, words }) => {
  const inviter = await other('saito-kazuhiko');
  const before = await branch(inviter);
  expect(before).toBeGreaterThan(6);
  await signIn(page, 'nakajima-toru');
  const own = await branch(page);
  await inviter.goto('/invitations/people');
  const name = words('中島', 'Nakajima');
  const listed = inviter.getByRole('main').getByRole('link', { name });
  await expect(inviter.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(listed).toHaveCount(0);

  await page.goto('/me');
  await page.getByRole('link', { name: words('ご招待のつながり', 'Who invited you') }).click();
  await expect(page.getByRole('main').getByRole('link', { name: words('齋藤', 'Saito') })).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: words('保存', 'Save') }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.getByRole('checkbox')).toBeChecked();
  await inviter.goto('/invitations/people');
  await expect(listed).toBeVisible();

  await page.locator('summary', { hasText: words('つながりから離れる', 'Leave it behind') }).click();
  await page.getByRole('button', { name: words('離れる', 'Leave it behind') }).click();
  await expect(page.getByRole('heading', { name: words('招待のつながりはありません', 'Nobody’s invitation') })).toBeVisible();
  await inviter.goto('/invitations/people');
  await expect(inviter.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(listed).toHaveCount(0);
  expect(await branch(inviter)).toBe(before - 1 - own);
  expect(await branch(page)).toBe(own);
});

test('the office sees how far invitations reached, and no names @en', async ({ page, words }) => {
  await signIn(page, 'office');
  await page.goto('/office');
  await page.getByRole('link', { name: words('広がりを詳しく見る', 'See how far they reached') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('招待の広がり', 'How invitations spread'));
  await expect(page.getByRole('img', { name: words('どの所属へ、どこまで届いたか', 'Which departments it reached, and how far') })).toBeVisible();
  const tables = page.getByRole('table');
  await expect(tables).toHaveCount(4);
  await expect(tables.first().getByRole('row').nth(1)).toContainText('%');
  await expect(page.getByRole('main').getByRole('link', { name: words('髙橋', 'Takahashi') })).toHaveCount(0);
});
