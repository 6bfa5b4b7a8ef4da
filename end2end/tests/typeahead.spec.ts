import type { Page } from '@playwright/test';
import { expect, expectGoodPage, inputMethod, signIn, test } from '../fixtures.js';

const WHO = 'yoshikawa-miwako';
const CALL = '**/api/suggest_people';

/** The directory with the field alive. */
async function open(page: Page) {
  await signIn(page, WHO);
  await page.goto('/people');
  const field = page.locator('input[role="combobox"]');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  return { field, list: page.locator('#suggested'), options: page.locator('#suggested [role="option"]') };
}

test('people are suggested while a name is typed, and the keyboard chooses @script @en', async ({ page, words }) => {
  const { field, list, options } = await open(page);
  await expect(list).toBeHidden();
  await field.pressSequentially('yama');
  const person = options.filter({ hasText: words('山田 太郎', 'Taro Yamada') });
  await expect(person).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('main [role="status"].sr')).toContainText(words('候補', 'uggestion'));
  expect(await options.count()).toBeLessThanOrEqual(8);

  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', 'suggested-0');
  await field.press('End');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await expect(options.and(page.locator('[aria-selected="true"]'))).toHaveCount(1);
  await field.press('Home');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');

  await field.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toHaveValue('yama');
  await field.press('ArrowDown');
  await expect(person).toBeVisible();
  await field.press('ArrowDown');
  const href = (await options.first().getAttribute('href')) ?? '';
  await field.press('Enter');
  await expect(page).toHaveURL(href);
});

test('Enter without a choice searches, and a press on somebody opens the profile @script @en', async ({ page, words }) => {
  const { field, options } = await open(page);
  await field.pressSequentially('takahashi');
  await expect(options.first()).toBeVisible();
  await field.press('Enter');
  await expect(page).toHaveURL(/\/people\?q=takahashi(&|$)/);

  const again = await open(page);
  const name = words('髙橋 真理子', 'Mariko Takahashi');
  await again.field.pressSequentially('takahashi mariko');
  await again.options.filter({ hasText: name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('an input method is left alone until it is done @script', async ({ page }) => {
  const { field, list, options } = await open(page);
  let asked = 0;
  page.on('request', (request) => (asked += Number(request.url().endsWith('/api/suggest_people'))));
  await field.focus();
  const ime = await inputMethod(page);
  await ime.compose('た', 'たか', 'たかは', 'たかはし', '高橋');
  // The Enter that ends a conversion is the input method's: neither a choice nor a search.
  await ime.enter();
  await page.waitForTimeout(500);
  expect(asked).toBe(0);
  await expect(page).toHaveURL('/people');
  await expect(list).toBeHidden();
  await ime.done('高橋');
  await expect(field).toHaveValue('高橋');
  await expect(options.filter({ hasText: '髙橋 真理子' })).toBeVisible();
  expect(asked).toBe(1);
});

test('an older answer never replaces a newer one @script', async ({ page }) => {
  const { field, options } = await open(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let calls = 0;
  await page.route(CALL, async (route) => {
    calls += 1;
    if (calls === 1) await held;
    await route.continue();
  });
  await field.pressSequentially('yamada');
  await expect.poll(() => calls).toBe(1);
  await field.fill('takahashi mariko');
  await expect(options.filter({ hasText: '髙橋 真理子' })).toBeVisible();
  const late = page.waitForResponse(CALL);
  release();
  await late;
  await page.waitForTimeout(200);
  await expect(options.filter({ hasText: '髙橋 真理子' })).toBeVisible();
  await expect(options.filter({ hasText: '山田' })).toHaveCount(0);
});

test('axe finds nothing on the open list @axe', async ({ page }) => {
  const { field, options } = await open(page);
  await field.pressSequentially('takah');
  await expect(options.first()).toBeVisible();
  await expectGoodPage(page);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the field is a plain form @en', async ({ page, words }) => {
    await signIn(page, WHO);
    await page.goto('/people');
    const field = page.getByRole('searchbox');
    await expect(field).not.toHaveAttribute('aria-controls');
    await field.fill('takahashi');
    await field.press('Enter');
    await expect(page).toHaveURL(/\/people\?q=takahashi(&|$)/);
    await expect(page.getByRole('link', { name: words('髙橋 真理子', 'Mariko Takahashi'), exact: true })).toBeVisible();
  });
});
