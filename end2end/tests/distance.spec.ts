import type { Page } from '@playwright/test';
import { expect, ownProfile, signIn, test } from '../fixtures.js';

/** Presses a button about the person at `profile`. */
const press = (page: Page, profile: string, verb: string) => page.locator(`form[action="${profile}/ties"] button[value="${verb}"]`).click();

/** Whether the directory finds the person at `profile` by `name`. */
async function isFound(page: Page, profile: string, name: string): Promise<boolean> {
  await page.goto(`/people?q=${encodeURIComponent(name)}`);
  await expect(page.locator('input[name="q"]').first()).toHaveValue(name);
  return (await page.locator(`.person-card a[href="${profile}"]`).count()) > 0;
}

test('a member keeps a distance from a colleague, who sees nothing of it @en', async ({ page, other, words }) => {
  await signIn(page, 'inoue-masaki');
  const colleague = await other('kobayashi-daisuke');
  const [masaki, daisuke] = [await ownProfile(page), await ownProfile(colleague)];
  const name = words('小林 大輔', 'Daisuke Kobayashi');
  const nobody = words('引き合わせないでほしい方はいません。', 'There is nobody here.');
  const distance = page.locator('summary', { hasText: words('この方と距離をおく', 'Keep a distance') });
  const notice = page.locator('.notice[role="status"]');
  // What is folded too.
  const seen = async () => {
    await colleague.goto(masaki);
    return [await colleague.getByRole('heading').allTextContents(), await colleague.getByRole('main').textContent()];
  };
  const before = await seen();
  expect(before[0]).toContain(words('井上 正樹', 'Masaki Inoue'));

  await page.goto('/me/private');
  await expect(page.getByText(nobody)).toBeVisible();
  await page.goto(daisuke);
  await distance.click();
  await press(page, daisuke, 'avoid');
  await expect(page).toHaveURL(daisuke);
  await expect(notice).toContainText(words('引き合わせないようにしました。', 'You will not be brought together.'));
  await distance.click();
  await expect(page.locator(`form[action="${daisuke}/ties"] button[value="unavoid"]`)).toBeVisible();
  expect(await seen()).toEqual(before);
  await colleague.goto('/me/private');
  await expect(colleague.getByText(nobody)).toBeVisible();

  await page.goto('/me/private');
  await expect(page.getByText(nobody)).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name }).click();
  await expect(page).toHaveURL(daisuke);
  await page.goto('/me/private');
  await press(page, daisuke, 'unavoid');
  await expect(page).toHaveURL('/me/private');
  await expect(notice).toContainText(words('もとに戻しました。', 'Undone.'));
  await expect(page.getByText(nobody)).toBeVisible();
  await page.goto(daisuke);
  await distance.click();
  await expect(page.locator(`form[action="${daisuke}/ties"] button[value="avoid"]`)).toBeVisible();
  expect(await seen()).toEqual(before);
});

test('a block hides each from the other, in the directory too, until it is taken back', async ({ page, other, allow }) => {
  allow(/404/);
  await signIn(page, 'maeda-yoshito');
  const blocked = await other('ishii-mayumi');
  const [yoshito, mayumi] = [await ownProfile(page), await ownProfile(blocked)];
  const reach = async (by: Page, profile: string, name: string) => [(await by.goto(profile))?.status(), await isFound(by, profile, name)];
  const both = async () => [await reach(page, mayumi, '石井 真由美'), await reach(blocked, yoshito, '前田 義人')];
  expect(await both()).toEqual([[200, true], [200, true]]);

  await page.goto(mayumi);
  await page.locator('summary', { hasText: 'この方と距離をおく' }).click();
  await press(page, mayumi, 'block');
  await expect(page).toHaveURL('/me/private');
  await expect(page.getByRole('listitem').filter({ hasText: '石井 真由美' })).toBeVisible();
  await expect(page.locator(`main a[href="${mayumi}"]`)).toHaveCount(0);
  expect(await both()).toEqual([[404, false], [404, false]]);
  await blocked.goto('/me/private');
  await expect(blocked.getByText('ブロックした方はいません。')).toBeVisible();
  await expect(blocked.getByRole('main')).not.toContainText('前田');

  await page.goto('/me/private');
  await page.getByRole('button', { name: 'ブロックをやめる: 石井 真由美' }).click();
  await expect(page.getByText('ブロックをやめました。')).toBeVisible();
  await expect(page.getByText('ブロックした方はいません。')).toBeVisible();
  expect(await both()).toEqual([[200, true], [200, true]]);
});

test('whoever leaves the directory is not found there, and keeps a page', async ({ page, other }) => {
  await signIn(page, 'chen-meiling');
  const profile = await ownProfile(page);
  const reader = await other('tran-van-minh');
  const list = async (on: boolean) => {
    await page.goto('/me/private');
    await page.getByRole('checkbox', { name: '名簿と検索に載る' }).setChecked(on);
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText(on ? '名簿に載るようにしました。' : '名簿に載らないようにしました。')).toBeVisible();
    await expect(page.getByRole('checkbox', { name: '名簿と検索に載る' })).toBeChecked({ checked: on });
  };
  expect(await isFound(reader, profile, '陳 美玲')).toBe(true);
  await list(false);
  expect(await isFound(reader, profile, '陳 美玲')).toBe(false);
  await reader.goto(profile);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('陳 美玲');
  await list(true);
  expect(await isFound(reader, profile, '陳 美玲')).toBe(true);
});
