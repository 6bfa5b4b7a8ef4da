import type { Page } from '@playwright/test';
import { expect, linkIn, mailTo, ownProfile, signIn, test } from '../fixtures.js';

/** Writes a post and says where it is. */
async function writePost(page: Page, body: string): Promise<string> {
  await page.goto('/');
  await page.locator('.composer textarea').fill(body);
  await page.locator('.composer button[value="publish"]').click();
  const post = page.getByRole('article').filter({ hasText: body }).first();
  return (await post.locator('a[href^="/posts/"]').first().getAttribute('href')) ?? '';
}

/** Chooses for each kind of content and is sure. */
async function choose(page: Page, fates: Record<string, string>): Promise<void> {
  await page.goto('/me/leave');
  await page.locator('a[href="/me/leave/choices"]').click();
  for (const [kind, fate] of Object.entries(fates)) {
    await page.locator(`label:has(input[name="${kind}"][value="${fate}"])`).click();
  }
  await page.locator('#sure').check();
}

test('a rest hides the profile, and one button brings everything back @en', async ({ page, other, allow, words }) => {
  allow(/404/);
  await signIn(page, 'hirata-saori');
  const profile = await ownProfile(page);
  const post = await writePost(page, '休む前の一言 before a rest');
  await page.goto('/me');
  await page.getByRole('link', { name: words('お休みと退会', 'Rest or leave') }).click();
  await page.getByRole('button', { name: words('お休みする', 'Rest') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('お休みに入りました', 'You are resting'));

  const reader = await other('kuwabara-minoru');
  await reader.goto(profile);
  await expect(reader.getByRole('heading', { level: 1 })).not.toContainText(words('平田', 'Hirata'));
  await reader.goto(`/people?q=${encodeURIComponent('平田')}`);
  await expect(reader.getByRole('main').getByRole('link', { name: words('平田', 'Hirata') })).toHaveCount(0);
  await reader.goto(post);
  await expect(reader.getByRole('article').first()).toContainText(words('平田', 'Hirata'));

  await signIn(page, 'hirata-saori');
  await page.goto('/me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('おかえりなさい', 'Welcome back'));
  await page.getByRole('button', { name: words('お休みを終える', 'End the rest') }).click();
  await expect(page.locator('.notice[role="status"]')).toContainText(words('おかえりなさい', 'Welcome back'));
  await reader.goto(profile);
  await expect(reader.getByRole('heading', { level: 1 })).toContainText(words('平田', 'Hirata'));
});

test('the mailed link leads back too', async ({ page, words }) => {
  await signIn(page, 'shinohara-yui');
  await page.goto('/me/addresses');
  const mail = ((await page.getByRole('main').textContent()) ?? '').match(/[\w.+-]+@example\.(?:com|jp)/)?.[0] ?? '';
  await page.goto('/me/leave');
  await page.getByRole('button', { name: words('お休みする', 'Rest') }).click();
  await page.goto('/sign-in');
  await page.locator('#mail').fill(mail);
  await page.locator('form:has(#mail) button.primary').click();
  await page.goto(linkIn(await mailTo(page, mail, '/sign-in/link/'), '/sign-in/link/'));
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL(/\/welcome-back$/);
  await page.getByRole('button', { name: words('お休みを終える', 'End the rest') }).click();
  await expect(page.locator('.notice[role="status"]')).toBeVisible();
});

test('within the week leaving is taken back @en', async ({ page, other, words }) => {
  await signIn(page, 'iida-sawako');
  const profile = await ownProfile(page);
  await choose(page, {});
  await page.getByRole('button', { name: words('退会する(7日後に消す)', 'Leave (erase in 7 days)') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('退会を承りました', 'We have noted that you want to leave'));
  await signIn(page, 'iida-sawako');
  await page.goto('/');
  await page.getByRole('button', { name: words('退会を取りやめる', 'Stay after all') }).click();
  await expect(page.locator('.notice[role="status"]')).toBeVisible();
  const reader = await other('kuwabara-minoru');
  await reader.goto(profile);
  await expect(reader.getByRole('heading', { level: 1 })).toContainText(words('飯田', 'Iida'));
});

for (const [fate, who, ja, en] of [
  ['keep', 'ozaki-mari', '尾崎 真理', 'Mari Ozaki'],
  ['anonymous', 'tanigawa-satoru', '退会された方', 'Somebody who left'],
  ['erase', 'miyata-koichi', '', ''],
] as const) {
  test(`erased at once, posts: ${fate} @en`, async ({ page, other, allow, words }) => {
    allow(/404/);
    await signIn(page, who);
    const profile = await ownProfile(page);
    const post = await writePost(page, `お別れの一言 ${fate}`);
    await choose(page, { posts: fate });
    await page.getByRole('button', { name: words('いますぐ消す', 'Erase now') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('退会の手続きが終わりました', 'You have left'));

    const reader = await other('kuwabara-minoru');
    await expect(async () => {
      await reader.goto(post);
      const article = reader.getByRole('article').first();
      if (fate === 'erase') await expect(article).toHaveCount(0);
      else {
        await expect(article.locator('.name').first()).toHaveText(words(ja, en));
        await expect(article.locator('a[href^="/people/"]')).toHaveCount(0);
      }
    }).toPass({ timeout: 20_000 });
    await reader.goto(profile);
    await expect(reader.getByRole('heading', { level: 1 })).not.toContainText(ja || '宮田');
    const again = await page.request.post(`/dev/sign-in/${who}`, { maxRedirects: 0 });
    expect(again.status(), 'nobody signs in any more').toBe(404);
  });
}

test('not being sure keeps what was chosen @en', async ({ page, allow, words }) => {
  allow(/422/);
  await signIn(page, 'tsuchiya-masaru');
  await page.goto('/me/leave/choices');
  await page.locator('label:has(input[name="comments"][value="keep"])').click();
  await page.getByRole('button', { name: words('いますぐ消す', 'Erase now') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('input[name="comments"][value="keep"]')).toBeChecked();
  await expect(page.locator('#sure')).toHaveAttribute('aria-invalid', 'true');
});

test('the office sees what would go before it decides how long things are kept @en', async ({ page, words }) => {
  await signIn(page, 'office');
  await page.goto('/office/settings');
  await page.getByRole('link', { name: words('保存期間', 'How long things are kept') }).click();
  await page.locator('#draft_months').fill('24');
  await page.getByRole('button', { name: words('今日消えるものを見る', 'See what would go today') }).click();
  await expect(page.locator('#today dd')).toHaveCount(6);
  await expect(page.locator('#draft_months')).toHaveValue('24');
  await page.getByRole('button', { name: words('保存', 'Save') }).click();
  await expect(page.locator('.notice[role="status"]')).toBeVisible();
  await expect(page.locator('#draft_months')).toHaveValue('24');
});
