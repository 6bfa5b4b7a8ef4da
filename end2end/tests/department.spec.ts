import { expect, signIn, test } from '../fixtures.js';

test('the office notes that a department was renamed, and people are found by both names @once', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/departments?q=' + encodeURIComponent('品質'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('部署のあゆみ');
  await page.getByRole('link', { name: '開く: 品質保証部' }).click();
  await page.getByRole('button', { name: '記す', exact: true }).click();
  await expect(page.locator('#names')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('名前が変わった').check();
  await page.locator('#at').fill('2022');
  await page.locator('#names').fill('品質創造部');
  await page.getByRole('button', { name: '記す', exact: true }).click();
  await expect(page.getByText('記しました。検索には少しずつ反映されます。')).toBeVisible();
  await expect(page.getByRole('link', { name: '2022年、「品質創造部」に名前が変わりました。' })).toBeVisible();
  // The index follows in the background.
  await expect(async () => {
    await page.goto('/people?q=' + encodeURIComponent('品質創造'));
    expect(await page.getByRole('main').locator('a[href^="/people/"]').count()).toBeGreaterThan(0);
  }).toPass({ timeout: 15_000 });
  await page.getByRole('main').locator('a[href^="/people/"]').first().click();
  await expect(page.getByText('品質保証部（現 品質創造部）').first()).toBeVisible();
  await page.goto('/office/departments?q=' + encodeURIComponent('品質保証'));
  await page.getByRole('link', { name: '開く: 品質保証部' }).click();
  await page.getByRole('button', { name: '元に戻す', exact: true }).click();
  await expect(page.getByText('元に戻しました。検索には少しずつ反映されます。')).toBeVisible();
  await expect(page.getByText('まだ何も記されていません。')).toBeVisible();
});

test('the office adds a department of an earlier company and removes it again', async ({ page, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/departments');
  await page.locator('#to').fill('1980');
  await page.getByRole('button', { name: words('加える', 'Add'), exact: true }).click();
  await expect(page.locator('#name_ja')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#to')).toHaveValue('1980');
  // Each project has its own, as they share a server.
  const name = `織機課${test.info().project.name}`;
  await page.locator('#name_ja').fill(name);
  await page.locator('#from').fill('１９７０');
  await page.locator('#company_ja').fill('北浜計算センター');
  await page.getByRole('button', { name: words('加える', 'Add'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByText(words('前身の会社', 'Company before'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: words('この部署を消す', 'Remove this department') }).click();
  await expect(page.getByText(words('消しました。', 'Removed.'), { exact: true })).toBeVisible();
});

test('a profile tells what a department is called today @en', async ({ page, words }) => {
  await signIn(page, 'office');
  await page.goto('/people?q=' + encodeURIComponent('公共システム本部'));
  await page.getByRole('main').locator('a[href^="/people/"]').first().click();
  const whole = words('公共システム本部（現 公共デジタル本部）', 'Public Systems Division (now Public Digital Division)');
  await expect(page.getByRole('link', { name: whole }).first()).toBeVisible();
  await page.getByRole('link', { name: whole }).first().click();
  await expect(page.getByRole('main').locator('a[href^="/people/"]').first()).toBeVisible();
});
