import { expect, signIn, test } from '../fixtures.js';

test('the office merges words for a skill, both find people, and it is undone @once', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/skills');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('得意なことの言葉');
  const first = page.getByRole('link', { name: /^直す・まとめる: / }).first();
  const name = ((await first.getAttribute('aria-label')) ?? '').replace('直す・まとめる: ', '');
  await first.click();
  await page.getByRole('button', { name: 'まとめる', exact: true }).click();
  await expect(page.locator('#into')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#into').fill('鯨飲の技');
  await page.getByRole('button', { name: 'まとめる', exact: true }).click();
  await expect(page.getByText('まとめました。検索には少しずつ反映されます。')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('鯨飲の技');
  // The index follows in the background.
  await expect(async () => {
    await page.goto('/people?q=' + encodeURIComponent('鯨飲の技'));
    expect(await page.getByRole('main').locator('a[href^="/people/"]').count()).toBeGreaterThan(0);
  }).toPass({ timeout: 15_000 });
  await page.goto('/office/skills?q=' + encodeURIComponent('鯨飲'));
  await page.getByRole('link', { name: '直す・まとめる: 鯨飲の技' }).click();
  await page.getByRole('button', { name: `元に戻す: ${name}` }).click();
  await expect(page.getByText('元に戻しました。検索には少しずつ反映されます。')).toBeVisible();
});
