import { expect, expectGoodPage, ownProfile, signIn, test } from '../fixtures.js';

test('news, home, languages and work are told, each as far as it reaches @en', async ({ page, other, words }) => {
  await signIn(page, 'carter-emily');
  const profile = await ownProfile(page);
  await page.goto(profile);
  const news = page.locator('section.news');
  await expect(news).toContainText(words('3か月前の近況', 'told 3 months ago'));

  await page.goto('/me/profile');
  const save = page.getByRole('button', { name: words('保存する', 'Save') });
  await page.locator('#news').fill('The second edition is out. Tea for everybody.');
  await page.locator('#region').selectOption('IE');
  await page.locator('#city').fill('Galway');
  const languages = await page.locator('select[name="language"]').count();
  await page.locator(`#language_${languages - 1}`).selectOption('pt');
  await page.locator(`#fluency_${languages - 1}`).selectOption('work');
  const jobs = await page.locator('input[name="career_company"]').count();
  await page.locator(`#career_company_${jobs - 1}`).fill('Galway Paper Studio');
  await page.locator(`#career_from_${jobs - 1}`).fill('2025/9');
  await save.click();
  await expect(page.getByText(words('プロフィールを保存しました。', 'Your profile was saved.'))).toBeVisible();
  await expect(page.locator(`#career_company_${jobs}`)).toHaveValue('');

  const reader = await other('suto-wataru');
  await reader.goto(profile);
  await expect(reader.locator('section.news')).toContainText('The second edition is out.');
  await expect(reader.locator('section.news')).toContainText(words('このごろの近況', 'told recently'));
  await expect(reader.getByRole('link', { name: words('アイルランド', 'Ireland') })).toBeVisible();
  await expect(reader.locator('.facts')).not.toContainText(words('市区町村', 'City or town'));
  await expect(reader.locator('.chip').filter({ hasText: words('ポルトガル語(仕事で使える)', 'Portuguese (I can work in it)') })).toBeVisible();
  await expect(reader.getByRole('img', { name: words('の歩み', 'Time line of') })).toBeVisible();
  await expect(reader.locator('.career').last()).toContainText('Galway Paper Studio');
  await reader.goto('/people?q=Portuguese');
  await expect(reader.locator(`a[href="${profile}"]`)).toBeVisible();
  await reader.goto('/people?q=Galway&region=IE');
  await expect(reader.locator(`a[href="${profile}"]`), 'by the company, not by the city').toBeVisible();

  await page.locator('#news').fill('');
  await page.locator(`#career_company_${jobs - 1}`).fill('');
  await page.locator(`#career_from_${jobs - 1}`).fill('');
  await page.locator('#seen_work').selectOption('work:connections');
  await save.click();
  await reader.goto(profile);
  await expect(reader.locator('section.news')).toHaveCount(0);
  await expect(reader.locator('main')).not.toContainText('Galway Paper Studio');
  await expect(reader.locator('.career')).toHaveCount(1);
});

test('what cannot be read stands beside its field, and what was typed stays', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'carter-emily');
  await page.goto('/me/profile');
  const save = page.getByRole('button', { name: '保存する' });
  const jobs = await page.locator('input[name="career_company"]').count();
  await page.locator(`#career_company_${jobs - 1}`).fill('しおり堂');
  await page.locator(`#career_from_${jobs - 1}`).fill('2019/4');
  await page.locator(`#career_to_${jobs - 1}`).fill('2018');
  await page.locator('#news').fill('あ'.repeat(281));
  await page.locator('#region').selectOption('');
  await save.click();
  for (const field of ['news', 'region', `career_to_${jobs - 1}`]) {
    await expect(page.locator(`#${field}`)).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator(`#${field}-e`)).toBeVisible();
  }
  await expect(page.locator(`#career_from_${jobs - 1}`)).toHaveValue('2019/4');
  await expect(page.locator('#city')).toHaveValue('Bristol');
});

test('people are found by prefecture, and by the region around it', async ({ page }) => {
  await signIn(page, 'carter-emily');
  await page.goto('/people');
  await page.getByText('条件で絞り込む').click();
  const names = page.locator('.person-card .name');
  await page.locator('#region').selectOption('miyagi');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expect(names).toHaveText([/菊地/]);
  const conditions = page.getByRole('search').locator('summary');
  await expect(conditions).toHaveText('条件で絞り込む宮城県');
  await conditions.click();
  await page.locator('#region').selectOption('tohoku');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expect(names.filter({ hasText: /菊地/ })).toBeVisible();
  expect(await names.count()).toBeGreaterThan(2);
});

test('one thing is suggested, and leaves in peace @en', async ({ page, words }) => {
  await signIn(page, 'imai-hiroshi');
  await page.goto('/me');
  const one = page.locator('.prompt');
  await expect(one).toHaveCount(1);
  await expect(one).toContainText(words('最近どうしているかをひとこと', 'how you are doing'));
  await one.getByRole('button', { name: words('もう出さない', 'Never again') }).click();
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.locator('.notice[role="status"]')).toBeVisible();
  await expect(one).toHaveCount(0);
  await page.goto('/me');
  await expect(one, 'nor does another take its place').toHaveCount(0);
});

test('axe finds nothing on the form, the profile and the suggestion @axe', async ({ page }) => {
  await signIn(page, 'carter-emily');
  const profile = await ownProfile(page);
  for (const path of [profile, '/me/profile', '/people?region=tohoku']) {
    await page.goto(path);
    await expectGoodPage(page);
  }
  await signIn(page, 'kono-fumi');
  await page.goto('/me');
  await expect(page.locator('.prompt')).toBeVisible();
  await expectGoodPage(page);
});
