import { expect, signIn, test } from '../fixtures.js';

/** What is typed, and who is found by it: kanji of two characters, kana of both kinds, Latin letters, variants, former names. */
const searches: [string, string, string][] = [
  ['太郎', '山田 太郎', 'Taro Yamada'],
  ['営業', '髙橋 真理子', 'Mariko Takahashi'],
  ['たかはし', '髙橋 真理子', 'Mariko Takahashi'],
  ['ﾀｶﾊｼ', '髙橋 真理子', 'Mariko Takahashi'],
  ['takahashi', '髙橋 真理子', 'Mariko Takahashi'],
  ['高橋', '髙橋 真理子', 'Mariko Takahashi'],
  ['山崎', '山﨑 亮', 'Ryo Yamasaki'],
  ['渡辺 久美子', '渡邊 久美子', 'Kumiko Watanabe'],
  ['吉田誠', '𠮷田 誠', 'Makoto Yoshida'],
];

test('people are found as their names are typed @en', async ({ page, words }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  const box = page.getByRole('search').locator('input[name="q"]');
  for (const [typed, ja, en] of searches) {
    await box.fill(typed);
    await page.getByRole('search').locator('button.primary').click();
    await expect(box).toHaveValue(typed);
    await expect(page.getByRole('link', { name: words(ja, en), exact: true }), typed).toBeVisible();
  }
});

test('a former name finds, but is not shown', async ({ page }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto(`/people?q=${encodeURIComponent('大西')}`);
  await expect(page.getByRole('link', { name: '渡邊 久美子' })).toBeVisible();
  await page.getByRole('link', { name: '渡邊 久美子' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('渡邊 久美子');
  await expect(page.getByRole('main')).not.toContainText('大西');
});

test('filters narrow, and can be taken away @en', async ({ page, words }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  await page.getByRole('search').locator('summary').click();
  const department = page.getByLabel(words('在籍時の所属', 'Department then'));
  const sales = department.locator('option').filter({ hasText: new RegExp(`^${words('営業本部', 'Sales Division')}`, 'u') });
  await department.selectOption((await sales.getAttribute('value')) ?? '');
  await page.getByLabel(words('この年から', 'There from')).fill('1995');
  await page.getByLabel(words('この年まで在籍', 'There until')).fill('1997');
  await page.getByRole('button', { name: words('絞り込む', 'Filter') }).click();
  await expect(page.getByRole('link', { name: words('森 一', 'Hajime Mori') })).toBeVisible();
  await expect(page.getByRole('link', { name: words('篠原 結衣', 'Yui Shinohara') })).toHaveCount(0);
  await page.getByRole('link', { name: words('条件をはずす', 'Clear filters') }).click();
  await expect(page).toHaveURL('/people');
});

test('page after page shows everybody once, in 五十音 order', async ({ page }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  const seen: string[] = [];
  for (;;) {
    seen.push(...(await page.locator('.person-card .kana').allInnerTexts()));
    if ((await page.getByText('ここまでです').count()) > 0) break;
    await page.getByRole('link', { name: 'つぎの方々' }).click();
    await expect(page.locator('.person-card .kana').first()).not.toHaveText(seen.at(-24) ?? '');
  }
  await page.getByRole('link', { name: 'はじめに戻る' }).click();
  await expect(page).toHaveURL('/people');
  await expect(page.locator('.person-card .kana').first()).toHaveText(seen[0] ?? '');
  // A few do not show how they are read.
  expect(seen.length).toBeGreaterThanOrEqual(110);
  expect(new Set(seen).size).toBeGreaterThan(105);
  const firsts = seen.map((kana) => kana.normalize('NFD').charAt(0));
  expect(firsts).toEqual([...firsts].sort((a, b) => a.localeCompare(b, 'ja')));
});

test('the index of 五十音 leads to the row', async ({ page }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  const index = page.getByRole('navigation', { name: '五十音' });
  await index.getByRole('link', { name: 'わ', exact: true }).click();
  await expect(index.getByRole('link', { name: 'わ', exact: true })).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.person-card .kana').first()).toHaveText(/^わ/);
  for (const kana of await page.locator('.person-card .kana').allInnerTexts()) expect(kana).toMatch(/^わ/);
});

test('finding nobody is an invitation @en', async ({ page, words }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people?q=zzzzzz');
  await expect(page.getByRole('heading', { name: words('まだ見つかりません', 'Nobody found yet') })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: words('招待する', 'Invite') })).toBeVisible();
});
