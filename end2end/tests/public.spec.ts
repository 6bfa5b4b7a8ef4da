import { expect, signIn, test } from '../fixtures.js';

const pages = ['/', '/about', '/privacy', '/terms', '/programmes', '/programmes/startup-3', '/events', '/events/startup-briefing-2', '/stories', '/stories/mikan'];

test('a visitor reads about the network, the meeting, the programme and a story @en', async ({ page, words }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  await page.locator('.programme-hero a.primary').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('スタートアップ創出制度 第3期', 'Start-up Creation Programme, third round'));
  for (const part of [words('どんな制度か', 'What it is'), words('こんな方へ', 'Who it is for'), words('これからの流れ', 'The way ahead'), words('よくいただくご質問', 'Questions people ask')]) {
    await expect(page.getByRole('heading', { name: part })).toBeVisible();
  }
  await page.locator('.faq summary').first().click();
  await expect(page.locator('.faq details p').first()).toBeVisible();
  await page.getByRole('link', { name: words('説明会の案内を見る', 'About the meeting') }).click();
  await expect(page).toHaveURL('/events/startup-briefing-2');
  await expect(page.getByRole('link', { name: words('サインインして申し込む', 'Sign in to sign up') })).toBeVisible();
  await page.goto('/stories');
  await page.getByRole('link', { name: words('落とす勇気。病院の会計からみかん山へ', 'The courage to drop: from hospital billing to the mikan hills') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('落とす勇気。病院の会計からみかん山へ', 'The courage to drop: from hospital billing to the mikan hills'));
  await page.getByRole('contentinfo').getByRole('link', { name: words('個人情報の取り扱い', 'Privacy') }).click();
  await expect(page).toHaveURL('/privacy');
});

test('public pages say what they are to machines @once @en', async ({ page }) => {
  const titles = new Set<string>();
  for (const path of pages) {
    await page.goto(path);
    titles.add(await page.title());
    const meta = async (name: string) => page.locator(`meta[name="${name}"], meta[property="${name}"]`).getAttribute('content');
    expect(await meta('robots'), path).toBe('index, follow');
    expect((await meta('description'))?.length ?? 0, path).toBeGreaterThan(5);
    expect(await meta('og:title'), path).toBe(await page.title());
    expect(await meta('og:url'), path).toMatch(/^http/);
    expect((await page.request.get((await meta('og:image')) ?? '')).headers()['content-type'], path).toContain('image/');
    for (const text of await page.locator('script[type="application/ld+json"]').allTextContents()) {
      expect(JSON.parse(text), path).toMatchObject({ '@context': 'https://schema.org' });
    }
  }
  expect(titles.size).toBe(pages.length);
  for (const path of ['/', '/programmes/startup-3', '/events/startup-briefing-2', '/stories/mikan']) {
    await page.goto(path);
    await expect(page.locator('script[type="application/ld+json"]'), path).toHaveCount(1);
  }
});

test('the site map, the rules for robots and the feed lead to public pages only @once', async ({ request, baseURL }) => {
  const sitemap = await (await request.get('/sitemap.xml')).text();
  const listed = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map((found) => new URL(found[1] ?? '').pathname);
  for (const path of pages) expect(listed).toContain(path);
  expect(listed).not.toContain('/events/mikan-day');
  for (const path of listed) expect((await request.get(path)).status(), path).toBe(200);
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`);
  expect(robots).toContain('Disallow: /\n');
  const atom = await request.get('/atom.xml');
  expect(atom.headers()['content-type']).toContain('application/atom+xml');
  const feed = await atom.text();
  expect(feed).toContain('xmlns="http://www.w3.org/2005/Atom"');
  expect(feed).toContain('/stories/mikan');
  expect(feed).not.toContain('mikan-day');
});

test('everything else asks not to be found @once', async ({ page, allow }) => {
  allow(/404/);
  const robots = page.locator('meta[name="robots"]');
  for (const path of ['/sign-in', '/nowhere', '/events?view=past']) {
    await page.goto(path);
    await expect(robots, path).toHaveAttribute('content', 'noindex, nofollow');
  }
  await signIn(page, 'office');
  for (const path of ['/', '/people', '/me', '/me/profile', '/invitations', '/letters', '/office/queue', '/office/roster', '/office/settings', '/events/mikan-day']) {
    await page.goto(path);
    await expect(robots, path).toHaveAttribute('content', 'noindex, nofollow');
    await expect(page.locator('meta[property="og:title"]'), path).toHaveCount(0);
  }
});

test('the whole site loads nothing from anywhere else @once', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  for (const path of pages) await page.goto(path);
  await signIn(page, 'long-time');
  for (const path of ['/', '/people', '/me/profile']) await page.goto(path);
  expect(foreign).toEqual([]);
});
