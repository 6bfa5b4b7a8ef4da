import { expect, expectNoSideways, signIn, test } from '../fixtures.js';

/** Names as people have them, and as nobody has them: 40 characters without a place to break, emoji, letters from the right. */
const names: [string, string, string][] = [
  ['w'.repeat(40), 'M'.repeat(40), 'long words'],
  ['寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処藪柑子', '長久命の長助', 'a long name'],
  ['𠮷野家', '𩸽', 'kanji of four bytes'],
  ['👨‍👩‍👧‍👦👩🏽‍💻', '❤️‍🔥', 'emoji'],
  ['דנה', 'שרון', 'letters from right to left'],
  ['Z\u0335\u0336\u0337\u0338\u0335\u0336\u0337\u0338', 'a\u0300\u0301\u0302\u0303', 'towers of marks'],
];

test('odd names and long names break no page', async ({ page }) => {
  await signIn(page, 'ueda-kaori');
  await page.goto('/me');
  const profile = (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
  await page.goto('/');
  await page.locator('textarea[name="body"]').first().fill('名前を変えてみました。');
  await page.locator('button[value="publish"]').first().click();
  for (const [family, given, why] of names) {
    await page.goto('/me/names');
    await page.locator('#family').fill(family);
    await page.locator('#given').fill(given);
    for (const other of ['family_kana', 'given_kana', 'family_roman', 'given_roman']) await page.locator(`#${other}`).fill('');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('お名前を保存しました。'), why).toBeVisible();
    for (const path of [profile, '/', '/me', '/people', `/people?q=${encodeURIComponent(family)}`]) {
      await page.goto(path);
      await test.step(`${why} ${path}`, () => expectNoSideways(page));
    }
  }
});

test('a name cannot turn the words beside it', async ({ page }) => {
  await signIn(page, 'otsuka-masashi');
  await page.goto('/me/names');
  await page.locator('#family').fill('\u202e大塚');
  await page.locator('#given').fill('שרון');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.goto('/me');
  const name = page.locator('main a.person[href^="/people/"] .name').first();
  await expect(name).toHaveText('\u2068大塚 שרון\u2069');
  expect(await name.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
});

test('a member chooses which name is shown to whom', async ({ page, other, allow }) => {
  allow(/422/);
  await signIn(page, 'kuroda-mei');
  await page.goto('/me/profile');
  await page.getByRole('main').getByRole('link', { name: 'お名前', exact: true }).click();
  await expect(page).toHaveURL(/\/me\/names$/);
  const family = await page.locator('#family').inputValue();
  const given = await page.locator('#given').inputValue();

  await page.locator('#display').fill('');
  await page.locator('#kanji_reach').selectOption('connections');
  await page.locator('#former_reach_0').selectOption('nobody');
  await page.locator('#former_family_0').fill('有栖川');
  await page.locator('#former_until_0').fill('2012');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.locator('#display-e')).toContainText('呼び名');
  await expect(page.locator('#former_family_0')).toHaveValue('有栖川');

  await page.locator('#display').fill('メイちゃん');
  for (const kind of ['reading', 'roman']) await page.locator(`#${kind}_reach`).selectOption('connections');
  for (const kind of ['kanji', 'reading', 'roman']) await page.locator(`input[name="searchable"][value="${kind}"]`).uncheck();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('お名前を保存しました。')).toBeVisible();
  await expect(page.locator('#former_reach_0')).toHaveValue('nobody');
  await expect(page.locator('#former_family_1')).toBeEmpty();
  await page.getByRole('link', { name: 'メンバーからの見え方' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'メイちゃん' })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(`${family} ${given}`);

  const reader = await other('suto-wataru');
  const search = async (text: string) => {
    await reader.goto(`/people?q=${encodeURIComponent(text)}`);
    return reader.getByRole('main').getByRole('link', { name: 'メイちゃん' });
  };
  await expect(await search('メイちゃん')).toHaveCount(1);
  await expect(await search(`${family}${given}`)).toHaveCount(0);
  // Found by the former name, which is said nowhere.
  const found = await search('有栖川');
  await expect(found).toHaveCount(1);
  await expect(reader.getByRole('main')).not.toContainText('有栖川');
  await found.click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('メイちゃん');
  await expect(reader.getByRole('main')).not.toContainText('有栖川');

  await page.goto('/me/names');
  await page.locator('#former_reach_0').selectOption('members');
  await page.locator('#kanji_reach').selectOption('public');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.goto('/me/profile/as/member');
  await expect(page.getByRole('heading', { level: 1, name: `${family} ${given}` })).toBeVisible();
  await expect(page.getByText('呼び名 メイちゃん')).toBeVisible();
  await expect(page.getByText('以前のお名前 有栖川(2012年まで)')).toBeVisible();
});
