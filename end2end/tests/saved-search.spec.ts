import { expect, expectGoodPage, signIn, test } from '../fixtures.js';

const WHO = 'kitamura-taku';

test('a search is kept by one button, found again, renamed, removed and brought back @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, WHO);
  await page.goto(`/people?q=${encodeURIComponent('営業')}&from=2000`);
  await page.getByRole('button', { name: words('この条件を残す', 'Keep this search') }).click();
  await expect(page.locator('.notice[role="status"]')).toContainText(words('条件を残しました', 'The search is kept'));
  await expect(page).toHaveURL(/from=2000/);
  await expect(page.locator('.keep-search')).toHaveCount(0);

  await page.goto('/people');
  const kept = page.locator('.saved-searches');
  await kept.locator('summary').click();
  const name = words('営業・2000–', '営業, 2000–');
  await kept.getByRole('link', { name, exact: true }).click();
  await expect(page.locator('input[name="q"]').first()).toHaveValue('営業');

  const stranger = await other('kodama-fumika');
  await stranger.goto('/people');
  await expect(stranger.locator('.saved-searches')).toHaveCount(0);

  await kept.locator('summary').click();
  await kept.locator('a[href^="/me/searches/"]').click();
  const field = page.locator('#name');
  await field.fill(' ');
  await page.getByRole('button', { name: words('名前を変える', 'Change the name') }).click();
  await expect(page.locator('#name-e')).toBeVisible();
  await field.fill(words('営業の方々', 'Sales people'));
  await page.getByRole('button', { name: words('名前を変える', 'Change the name') }).click();
  await kept.locator('summary').click();
  await expect(kept.getByRole('link', { name: words('営業の方々', 'Sales people'), exact: true })).toBeVisible();

  await kept.locator('a[href^="/me/searches/"]').click();
  await page.getByRole('button', { name: words('この条件を消す', 'Remove this search') }).click();
  await expect(kept).toHaveCount(0);
  await page.getByRole('button', { name: words('もとに戻す', 'Bring it back') }).click();
  await kept.locator('summary').click();
  await expect(kept.getByRole('link', { name: words('営業の方々', 'Sales people'), exact: true })).toBeVisible();
});

test('axe finds nothing beside a kept search @axe @en', async ({ page, words }) => {
  await signIn(page, WHO);
  await page.goto(`/people?q=${encodeURIComponent('図書')}`);
  await page.getByRole('button', { name: words('この条件を残す', 'Keep this search') }).click();
  await page.locator('.saved-searches summary').click();
  await expectGoodPage(page);
});

test('people are looked for by what they would like, as far as they show it', async ({ page, other }) => {
  const member = await other('yoshikawa-miwako');
  const say = (reach: string) =>
    member.request.post('/me/intents', { form: { answer_advise: 'now', reach_advise: reach, period_advise: 'year' }, maxRedirects: 0 });
  await signIn(page, WHO);
  const found = page.getByRole('link', { name: '吉川 美和子' });
  await say('connections');
  await page.goto('/people?intent=advise');
  await expect(page.locator('select[name="intent"]')).toHaveValue('advise');
  await expect(found).toHaveCount(0);
  await say('members');
  await page.reload();
  await expect(found).toBeVisible();
  await page.getByRole('search').locator('summary').click();
  await page.locator('select[name="answer"]').selectOption('some_day');
  await page.getByRole('search').getByRole('button', { name: '絞り込む' }).click();
  await expect(found).toHaveCount(0);
  await expect(page.locator('select[name="intent"] option[value="quiet"]')).toHaveCount(0);
  await say('nobody');
});
