import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.js';

/** What forms keep in the browser. */
const kept = (page: Page): Promise<[string, string][]> =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith('draft:')));

/** Whether `text` is among it. */
const keeps = async (page: Page, text: string): Promise<boolean> => (await kept(page)).some(([, what]) => what.includes(text));

/** Types into a field of the own profile without saving, until it is kept. */
async function type(page: Page, field: string, text: string): Promise<void> {
  await page.goto('/me/profile');
  await page.locator(field).fill(text);
  await expect.poll(() => keeps(page, text)).toBe(true);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('プロフィールを保存しました。')).toBeVisible();
}

test('what one member typed is not given to the next one in the same browser @script', async ({ page }) => {
  await signIn(page, 'ishibashi-yuka');
  await page.goto('/me/profile');
  const theirs = await page.locator('#help').inputValue();

  await signIn(page, 'yamaguchi-naoko');
  await page.goto('/me/profile');
  const own = await page.locator('#help').inputValue();
  await type(page, '#help', 'だれにも見せない書きかけ');
  await page.reload();
  await expect(page.locator('#help'), 'its owner is given it').toHaveValue('だれにも見せない書きかけ');

  await signIn(page, 'ishibashi-yuka');
  await page.goto('/me/profile');
  await expect.poll(() => keeps(page, 'だれにも見せない書きかけ')).toBe(false);
  await expect(page.locator('#help')).toHaveValue(theirs);

  await signIn(page, 'yamaguchi-naoko');
  await page.goto('/me/profile');
  await page.locator('#bio').fill('いま書いたもの');
  await expect.poll(() => keeps(page, 'いま書いたもの')).toBe(true);
  await expect(page.locator('#help')).toHaveValue(own);
});

test('signing out leaves nothing of what was typed @script', async ({ page }) => {
  const ways = {
    menu: async () => {
      await page.locator('.account summary').click();
      await page.locator('.account').getByRole('button', { name: 'サインアウト' }).click();
    },
    me: async () => {
      await page.goto('/me');
      await page.getByRole('main').getByRole('button', { name: 'サインアウト' }).click();
    },
  };
  for (const [way, signOut] of Object.entries(ways)) {
    await signIn(page, 'onishi-haruki');
    await type(page, '#bio', '書きかけの自己紹介');
    await signOut();
    await expect(page.getByRole('link', { name: 'サインイン' }).first()).toBeVisible();
    expect(await kept(page), way).toEqual([]);
  }
});

test('a skill that was added and taken away again stays away @script', async ({ page }) => {
  await signIn(page, 'murakami-daichi');
  await page.goto('/me');
  const profile = (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
  const skill = page.locator('dl.facts .chip', { hasText: '星の名前' });
  await type(page, '#skill_more', '星の名前');
  await save(page);
  await expect(page.locator('#skills')).toHaveValue(/星の名前/);
  await page.goto(profile);
  await expect(skill).toBeVisible();

  await page.goto('/me/profile');
  const without = (await page.locator('#skills').inputValue()).split('、').filter((one) => one !== '星の名前').join('、');
  await type(page, '#skills', without);
  await save(page);
  // Once as saved, and once as somebody comes back to it.
  for (let time = 0; time < 2; time += 1) {
    await expect.poll(() => keeps(page, '星の名前')).toBe(false);
    await expect(page.locator('#skills')).toHaveValue(without);
    await expect(page.locator('#skill_more')).toHaveValue('');
    await page.goto('/me/profile');
  }
  await type(page, '#city', '黒潮町');
  await save(page);
  await page.goto(profile);
  await expect(page.locator('dl.facts .chip', { hasText: 'GIS' })).toBeVisible();
  await expect(skill).toHaveCount(0);
});

test('words of a request survive a reload, until they are sent @script', async ({ page }) => {
  await signIn(page, 'shimizu-takeshi');
  await page.goto(`/people?q=${encodeURIComponent('佐々木 薫')}`);
  await page.getByRole('link', { name: '佐々木 薫', exact: true }).click();
  const said = '公共システム本部の朝会でお世話になりました。';
  const ask = page.locator('summary', { hasText: 'つながりをお願いする' });
  await ask.click();
  await page.locator('#words').fill(said);
  await expect.poll(() => keeps(page, said)).toBe(true);
  await page.reload();
  await ask.click();
  await expect(page.locator('#words')).toHaveValue(said);
  await page.locator('form:has(#words)').getByRole('button').click();
  await expect(page.getByText('お願いしました。', { exact: true })).toBeVisible();
  await expect.soft.poll(() => keeps(page, said), 'nothing is kept of what was sent').toBe(false);

  const profile = page.url();
  await page.locator('button[value="withdraw"]').click();
  await expect(page.getByText('お願いを取り消しました。')).toBeVisible();
  await page.goto(profile);
  await ask.click();
  await page.locator('#words').pressSequentially('ま');
  await expect.poll(() => keeps(page, 'ま')).toBe(true);
  await expect(page.locator('#words')).toHaveValue('ま');
});
