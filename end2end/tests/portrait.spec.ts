import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.js';

const photo = fileURLToPath(new URL('../files/phone.jpg', import.meta.url));

test('a portrait is seen as far as its owner chose, and only the level changes without a file @en', async ({ page, other, words, allow }) => {
  allow(/404|422/);
  await signIn(page, 'ikeda-chinatsu');
  await page.goto('/me/photo');
  const save = page.getByRole('button', { name: words('保存する', 'Save') });
  const reach = page.getByLabel(words('写真の公開範囲', 'Who sees: Picture'));
  if ((await page.locator('form[action="/me/photo/remove"]').count()) > 0) await page.getByRole('button', { name: words('写真をはずす', 'Remove the picture') }).click();
  await save.click();
  await expect(page.locator('#photo-e')).toHaveText(words('ファイルをお選びください。', 'Please choose a file.'));

  await page.locator('#photo').setInputFiles(photo);
  await reach.selectOption(words('つながりまで', 'Connections'));
  await save.click();
  await expect(page.getByText(words('写真を新しくしました。', 'Your picture is new.'))).toBeVisible();
  const address = (await page.getByRole('main').locator('img.avatar').getAttribute('src')) ?? '';
  await page.goto('/me');
  const profile = (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
  await page.goto(profile);
  await expect(page.locator('.profile-head')).toContainText(words('つながりまで', 'Connections'));

  const member = await other('nagata-shu');
  const visitor = await other();
  const sees = async (who: Page) => {
    await who.goto(profile);
    const isShown = (await who.locator('.profile-head img.avatar').count()) > 0;
    const status = (await who.request.get(address)).status();
    expect(status).toBe(isShown ? 200 : 404);
    return isShown;
  };
  expect([await sees(member), await sees(visitor)]).toEqual([false, false]);

  for (const [level, expected] of [
    [words('公開', 'Public'), [true, true]],
    [words('自分だけ', 'Only me'), [false, false]],
    [words('メンバーまで', 'Members'), [true, false]],
  ] as const) {
    await page.goto('/me/photo');
    await reach.selectOption(level);
    await save.click();
    await expect(page.getByText(words('写真の公開範囲を変えました。', 'You changed who sees your picture.'))).toBeVisible();
    expect(await page.getByRole('main').locator('img.avatar').getAttribute('src')).toBe(address);
    expect([await sees(member), await sees(visitor)], level).toEqual(expected);
  }
});
