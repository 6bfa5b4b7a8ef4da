import { expect, gotoAsleep, inputMethod, signIn, test } from '../fixtures.js';

test('news composed while the page wakes is neither lost nor doubled, and is kept @script', async ({ page }) => {
  await signIn(page, 'takizawa-yumi');
  const wake = await gotoAsleep(page, '/');
  const body = page.locator('#body');
  await body.focus();
  const ime = await inputMethod(page);
  await ime.compose('く', 'くり', 'くりは', 'くりはま');
  wake();
  // What stands there half converted is worth keeping too.
  await expect(page.getByText(/保存しました \d/)).toBeVisible({ timeout: 10_000 });
  await expect(body).toHaveValue('くりはま');
  await ime.compose('くりはまは', 'くりはまはあめ', '久里浜は雨');
  await ime.enter();
  await expect(page).toHaveURL('/');
  await ime.done('久里浜は雨');
  await body.pressSequentially('です。');
  await expect(body).toHaveValue('久里浜は雨です。');

  await page.getByRole('button', { name: 'プレビュー' }).click();
  await expect(page.locator('.preview')).toHaveText('久里浜は雨です。');
  await page.locator('.composer button[value="publish"]').click();
  await expect(page.locator('article.post', { hasText: '久里浜は雨です。' })).toHaveCount(1);
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
