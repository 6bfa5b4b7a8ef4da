import { expect, expectGoodPage, signIn, test } from '../fixtures.js';

test('a member says where they stand, and others see as far as it reaches @en', async ({ page, other, words }) => {
  await signIn(page, 'yano-harumi');
  await page.goto('/me');
  const profile = (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';
  await page.locator('main a[href="/me/intents"]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('いまの気持ち', 'Where I stand'));
  const name = words('取引先さがし', 'Finding business partners');
  const kind = page.getByRole('group', { name });
  const reach = kind.locator('select[name="reach_trade"]');
  await kind.getByRole('radio', { name: words('いつか', 'Some day') }).check();
  await reach.selectOption('members');
  await kind.locator('select[name="period_trade"]').selectOption('three_years');
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(page.locator('.notice[role="status"]')).toContainText(words('気持ちを書きとめました', 'Written down'));
  await expect(kind.locator('.age')).toHaveText(words('このごろの気持ち', 'said lately'));

  const reader = await other('kodama-fumika');
  const seen = reader.locator('.intents li').filter({ hasText: name });
  await reader.goto(profile);
  await expect(seen).toContainText(words('いつか', 'Some day'));
  await expect(reader.locator('.intents .seen')).toHaveCount(0);

  await reach.selectOption('nobody');
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(reach).toHaveValue('nobody');
  await reader.reload();
  await expect(seen).toHaveCount(0);
  await page.goto(profile);
  await expect(page.locator('.intents li').filter({ hasText: name })).toContainText(words('自分だけ', 'Only me'));
});

test('axe finds nothing on the question @axe', async ({ page }) => {
  await signIn(page, 'watanabe-kumiko');
  await page.goto('/');
  await expect(page.locator('#intents')).toBeVisible();
  await expectGoodPage(page);
});

test('home asks once when it is time, and one tap is enough @en', async ({ page, words }) => {
  await signIn(page, 'okawa-hiroshi');
  await page.goto('/');
  const question = page.locator('#intents');
  await expect(question.locator('li')).toHaveCount(2);
  await expect(question).toContainText(words('1年前の気持ち', 'said a year ago'));
  await question.getByRole('button', { name: words('変わりません', 'It is the same') }).click();
  await expect(page).toHaveURL('/');
  await expect(page.locator('.notice[role="status"]')).toBeVisible();
  await expect(question).toHaveCount(0);
  await page.goto('/me/intents');
  const learn = page.getByRole('group', { name: words('学びたい', 'Learning') });
  await expect(learn.locator('.age')).toHaveText(words('このごろの気持ち', 'said lately'));
  const rejoin = page.getByRole('group', { name: words('再入社', 'Coming back to the company') });
  await expect(rejoin.locator('.age')).toHaveText(words('1年前の気持ち', 'said a year ago'));
});

test('the office reads who shares, and that is listed to them', async ({ page, other }) => {
  await signIn(page, 'kikuchi-shogo');
  await page.goto('/me/seen');
  await expect(page.locator('main')).not.toContainText('いまの気持ちのうち');
  const office = await other('nakamura-takuya');
  await office.goto('/office');
  await office.locator('main a[href="/office/intents"]').click();
  await expect(office.locator('#shared a.person')).toHaveCount(0);
  await expect(office.getByRole('row').filter({ hasText: '取引先さがし' })).toContainText('5人未満');
  await office.getByLabel('気持ち', { exact: true }).selectOption('rejoin');
  await office.getByLabel('お返事').selectOption('now');
  await office.getByRole('button', { name: '見る' }).click();
  await expect(office.locator('#shared a.person').filter({ hasText: '菊地 将吾' })).toBeVisible();
  await page.reload();
  await expect(page.locator('main')).toContainText('いまの気持ちのうち、メンバーには見えないもの');
});
