import type { Page } from '@playwright/test';
import { expect, ownProfile, signIn, test } from '../fixtures.js';

/** A field of the profile, what is written into it, and how far it is to reach. */
const fields = [
  ['news', '公開', '近況は、だれでも。'],
  ['help', 'メンバーまで', '力になれることは、メンバーに。'],
  ['bio', 'つながりまで', '自己紹介は、つながりに。'],
  ['looking', '事務局まで', '探しものは、事務局に。'],
  ['links', '自分だけ', '自分のための覚え書き'],
] as const;

/** Who looks, what the page calls them, and how many of the fields they see. */
const viewers = [
  ['visitor', '公開', 1],
  ['member', 'メンバー', 2],
  ['connection', 'つながり', 3],
  ['office', '事務局', 4],
] as const;

test('見え方 shows the own page as each sees it, no more and no less', async ({ page, other }) => {
  await signIn(page, 'pham-thuy-linh');
  const profile = await ownProfile(page);
  const friend = await other('nguyen-thi-lan');
  await page.request.post(`${await ownProfile(friend)}/connect`, { form: { words: '' }, maxRedirects: 0 });
  await friend.request.post(`${profile}/ties`, { form: { verb: 'accept' }, maxRedirects: 0 });
  const real = { visitor: await other(), member: await other('patel-rohan'), connection: friend, office: await other('ogawa-sayaka') };
  const told = page.locator('main > section .notice');

  await page.goto('/me/profile/as/visitor');
  await expect(told).toHaveText(/あなたのページは見えません/);
  await real.visitor.goto(profile);
  await expect(real.visitor).toHaveURL(/\/sign-in/);

  await page.goto('/me/profile');
  for (const [field, level, text] of fields) {
    await page.locator(field === 'links' ? '#link_label_0' : `#${field}`).fill(text);
    await page.locator(`#seen_${field}`).selectOption({ label: level });
  }
  await page.locator('#link_url_0').fill('https://example.jp/');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('プロフィールを保存しました。')).toBeVisible();
  const texts = fields.map(([, , text]) => text);
  const shown = async (who: Page) => {
    const main = (await who.getByRole('main').textContent()) ?? '';
    return texts.filter((text) => main.includes(text));
  };
  await page.goto(profile);
  expect(await shown(page), 'the owner sees all').toEqual(texts);

  for (const [who, name, count] of viewers) {
    await page.goto('/me/private');
    await page.getByRole('main').getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(`/me/profile/as/${who}`);
    await expect(page.locator('nav.tabs a[aria-current="page"]')).toHaveText(name);
    await expect(told).toHaveText(/には、このように見えます。/);
    expect(await shown(page), who).toEqual(texts.slice(0, count));
    await real[who].goto(profile);
    expect(await shown(real[who]), `whoever is a ${who}`).toEqual(texts.slice(0, count));
  }

  // For visitors the name and what is public, and nothing else.
  await page.goto('/me/profile/as/visitor');
  const parts = page.locator('main :is(h1, h2, h3, dt)');
  await expect(parts).toHaveText(['ファム トゥイ・リン', '最近どうしてる']);
  await page.goto('/me/profile/as/member');
  expect(await parts.count()).toBeGreaterThan(4);
});
