import { expect, gotoAsleep, inputMethod, signIn, test } from '../fixtures.js';

test('news composed while the page wakes is neither lost nor doubled, and is kept @script', async ({ page }) => {
  await signIn(page, 'takizawa-yumi');
  const wake = await gotoAsleep(page, '/');
  const body = page.locator('#body');
  await body.focus();
  const ime = await inputMethod(page);
  await ime.compose('お', 'おひ', 'おひさ', 'おひさし');
  wake();
  // What stands there half converted is worth keeping too.
  const saved = page.getByText(/保存しました \d/);
  await expect(saved).toBeVisible({ timeout: 10_000 });
  await expect(body).toHaveValue('おひさし');
  await ime.compose('おひさしぶ', 'おひさしぶり', 'お久しぶり');
  await ime.enter();
  await expect(page).toHaveURL('/');
  await ime.done('お久しぶり');
  await body.pressSequentially('です。');
  await expect(body).toHaveValue('お久しぶりです。');

  await page.getByRole('button', { name: 'プレビュー' }).click();
  await expect(page.locator('.preview')).toHaveText('お久しぶりです。');
  await page.locator('.composer button[value="publish"]').click();
  await expect(page.locator('article.post', { hasText: 'お久しぶりです。' })).toHaveCount(1);
  await expect(body).toHaveValue('');
});

test('a name composed in a form of one line sends nothing before it is done @script', async ({ page }) => {
  await signIn(page, 'takizawa-yumi');
  const wake = await gotoAsleep(page, '/me/names');
  const shown = page.locator('#display');
  await shown.focus();
  const before = await shown.inputValue();
  const ime = await inputMethod(page);
  await ime.compose('た', 'たき', 'たきざ');
  wake();
  await ime.compose('たきざわ', '滝沢');
  await ime.enter();
  await expect(page).toHaveURL('/me/names');
  await ime.done('滝沢');
  await expect(shown).toHaveValue(`${before}滝沢`);
  // Kept in this browser, and given back.
  await page.reload();
  await expect(shown).toHaveValue(`${before}滝沢`);
});
