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
    await page.goto('/me/profile');
    await page.locator('#family').fill(family);
    await page.locator('#given').fill(given);
    for (const other of ['family_kana', 'given_kana', 'family_roman', 'given_roman']) await page.locator(`#${other}`).fill('');
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('プロフィールを保存しました。'), why).toBeVisible();
    for (const path of [profile, '/', '/me', '/people', `/people?q=${encodeURIComponent(family)}`]) {
      await page.goto(path);
      await test.step(`${why} ${path}`, () => expectNoSideways(page));
    }
  }
});

test('a name cannot turn the words beside it', async ({ page }) => {
  await signIn(page, 'otsuka-masashi');
  await page.goto('/me/profile');
  await page.locator('#family').fill('\u202e大塚');
  await page.locator('#given').fill('שרון');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.goto('/me');
  const name = page.locator('main a.person[href^="/people/"] .name').first();
  await expect(name).toHaveText('\u2068大塚 שרון\u2069');
  expect(await name.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
});
