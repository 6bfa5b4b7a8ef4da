import { expect, signIn, test } from '../fixtures.js';

test('an administrator gives a role, which is there at once and gone at once @en', async ({ page, other, allow, words }) => {
  allow(/403/);
  await signIn(page, 'office');
  const member = await other('kodama-fumika');
  await member.goto('/me');
  const profile = (await member.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
  const roles = `/office/roles/${profile.split('/').pop()}`;

  await page.goto('/office/settings');
  await page.locator('main a[href="/office/roles"]').click();
  await page.getByRole('searchbox').fill('児玉 文香');
  await page.getByRole('searchbox').press('Enter');
  await page.locator(`#find a[href="${roles}"]`).click();
  const manager = page.getByRole('checkbox', { name: words('制度担当', 'Programme manager') });
  await manager.check();
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(page.locator('.notice[role="status"]')).toContainText(words('役割を変えました', 'The roles were changed'));
  const row = page.getByRole('listitem').filter({ has: page.locator(`a[href="${roles}"]`) });
  await expect(row).toContainText(words('制度担当', 'Programme manager'));

  // Signed out, and somebody else after signing in again.
  await member.goto('/me');
  await expect(member).toHaveURL(/\/sign-in/);
  await signIn(member, 'kodama-fumika');
  await member.goto('/office/programmes');
  await expect(member.locator('main a[href="/office/programmes/new"]')).toBeVisible();
  expect((await member.goto('/office/queue'))?.status()).toBe(403);

  await page.goto(roles);
  await manager.uncheck();
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await signIn(member, 'kodama-fumika');
  expect((await member.goto('/office/programmes'))?.status()).toBe(403);
});

test('the last administrator stays one, and the office gives no roles', async ({ page, other, allow }) => {
  allow(/403|422/);
  await signIn(page, 'office');
  await page.goto('/office/roles');
  await page.getByRole('listitem').filter({ hasText: '運営責任者' }).getByRole('link', { name: /役割/ }).click();
  await page.getByRole('checkbox', { name: '運営責任者' }).uncheck();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.locator('#roles-e')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '運営責任者' })).not.toBeChecked();

  const office = await other('nakamura-takuya');
  await office.goto('/office/settings');
  await expect(office.locator('main a[href="/office/roles"]')).toHaveCount(0);
  expect((await office.goto('/office/roles'))?.status()).toBe(403);
});
