import { expect, expectGoodPage, signIn, test } from '../fixtures.js';

/** How many a label speaks of. */
const number = (text: string): number => Number(/(\d+)(?!.*\d)/u.exec(text)?.[1] ?? '0');

test('a choice says how many people it finds @en', async ({ page }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  for (const name of ['department', 'industry', 'region', 'tie']) {
    const options = page.locator(`select[name="${name}"] option[value]:not([value=""])`);
    const choices = await options.evaluateAll((all) => all.map((it) => [it.getAttribute('value') ?? '', it.textContent ?? '']));
    const chosen = choices.find(([, label]) => number(label) > 0 && number(label) < 24);
    if (!chosen) continue;
    await page.goto(`/people?${name}=${chosen[0]}`);
    await expect(page.locator('.person-card'), chosen[1]).toHaveCount(number(chosen[1]));
    await page.goto('/people');
  }
});

test('the map leads to the people of a prefecture, and its table too @en', async ({ page, words }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/people');
  await page.getByRole('link', { name: words('地図から', 'On a map') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('お住まいの地図', 'Where people live'));
  const tile = page.locator('a.tile').first();
  const label = (await tile.getAttribute('aria-label')) ?? '';
  const href = (await tile.getAttribute('href')) ?? '';
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${href}"]`) });
  await expect(row.locator('td')).toHaveText(String(number(label)));
  await tile.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${href.replace('?', '\\?')}$`, 'u'));
  await expect(page.locator('.person-card').first()).toBeVisible();
});

test('axe finds nothing on the map @axe @en', async ({ page }) => {
  await signIn(page, 'sekiguchi-yu');
  await page.goto('/places');
  await expectGoodPage(page);
});
