import type { Page } from '@playwright/test';
import { expect, gotoAsleep, signIn, test } from '../fixtures.js';

/** Writes on the home page and gives the address of the new post. */
async function write(page: Page, body: string): Promise<string> {
  await page.goto('/');
  await page.locator('#body').fill(body);
  await page.locator('.composer button[value="publish"]').click();
  await expect(page).toHaveURL(/#p-/);
  return page.url().replace(/^.*#p-/, '/posts/');
}

test('a post is previewed, shared, answered, changed and taken down @en', async ({ page, other, words, allow }) => {
  allow(/404/);
  await signIn(page, 'kato-yusuke');
  await page.goto('/');
  await page.locator('#body').fill('新しい薬棚が**届きました**。@近藤 彩 さん、見に来てください。\nhttps://example.jp/tana');
  await page.getByRole('button', { name: words('プレビュー', 'Preview') }).click();
  await expect(page.locator('.preview strong')).toHaveText('届きました');
  await expect(page.locator('#body')).toHaveValue(/薬棚/);
  await page.getByRole('button', { name: words('届ける', 'Share') }).click();
  await expect(page.getByText(words('近況を届けました。', 'Your news is out.'))).toBeVisible();
  const own = page.locator('article.post', { hasText: '新しい薬棚' });
  await expect(own.getByRole('link', { name: '@近藤 彩' })).toHaveAttribute('href', /^\/people\//);
  await expect(own.getByRole('link', { name: 'https://example.jp/tana' })).toHaveAttribute('href', 'https://example.jp/tana');
  await expect(page.locator('#body')).toHaveValue('');
  const address = page.url().replace(/^.*#p-/, '/posts/');

  const reader = await other('kondo-aya');
  await reader.goto('/');
  const seen = reader.locator('article.post', { hasText: '新しい薬棚' });
  const cheer = seen.getByRole('button', { name: words('応援', 'Rooting for you') });
  await cheer.click();
  await expect(cheer).toHaveAttribute('aria-pressed', 'true');
  await reader.goto(address);
  await reader.locator('#body').fill('来週うかがいます。');
  await reader.getByRole('button', { name: words('送る', 'Send'), exact: true }).click();
  await expect(reader.getByText(words('ひとことを送りました。', 'Your reply is out.'))).toBeVisible();
  await expect(reader.locator('article.comment', { hasText: '来週うかがいます。' })).toBeVisible();

  await page.goto(address);
  await expect(page.locator('article.comment', { hasText: '来週うかがいます。' })).toBeVisible();
  await expect(page.getByText(words('応援: 近藤 彩', 'Rooting for you: Aya Kondo'))).toBeVisible();
  const menu = page.getByLabel(words('この近況について', 'About this post'));
  await menu.click();
  await page.getByRole('link', { name: words('書きなおす', 'Edit') }).click();
  await page.locator('#body').fill('新しい薬棚が来ました。');
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(page.getByText('新しい薬棚が来ました。')).toBeVisible();
  await page.getByRole('link', { name: words('書きなおしあり', 'Edited') }).click();
  await expect(page.getByText('新しい薬棚が来ました。')).toBeVisible();
  await expect(page.getByText('新しい薬棚が**届きました**')).toBeVisible();

  await page.goto(address);
  await menu.click();
  await page.getByRole('button', { name: words('取り下げる', 'Take down') }).first().click();
  await expect(page.getByText(words('近況を取り下げました。', 'The post was taken down.'))).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(404);
});

test('an empty post is explained beside the field', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'kato-yusuke');
  await page.goto('/');
  await page.getByRole('button', { name: '届ける' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('#body')).toHaveAttribute('aria-invalid', 'true');
});

test('a report reaches the office, which takes the post down', async ({ page, other, allow }) => {
  allow(/404/);
  await signIn(page, 'narita-kohei');
  const address = await write(page, '少し言いすぎたかもしれない文章です。');
  const reader = await other('maruyama-tetsuya');
  await reader.goto(address);
  await reader.getByLabel('この近況について').click();
  await reader.getByRole('link', { name: '事務局に知らせる' }).click();
  await reader.getByLabel('気になった点').fill('強い言い方が気になりました。');
  await reader.getByRole('button', { name: '事務局へ送る' }).click();
  await expect(reader.getByText('事務局にお届けしました。')).toBeVisible();
  const office = await other('office');
  await office.goto('/office/reports');
  const report = office.getByRole('article').filter({ hasText: '強い言い方が気になりました。' });
  await expect(report).toContainText('少し言いすぎたかもしれない文章です。');
  await report.getByRole('button', { name: '取り下げる' }).click();
  await expect(office.getByText('対応を記録しました。')).toBeVisible();
  expect((await reader.goto(address))?.status()).toBe(404);
});

test('what is new ends, and ここまで読みました keeps the place @en', async ({ page, other, words }) => {
  await signIn(page, 'kishimoto-tetsuya');
  await page.goto('/');
  await page.getByRole('button', { name: words('ここまで読みました', 'Read up to here') }).click();
  await expect(page.getByText(words('新しい近況はありません', 'Nothing new since you were last here'))).toBeVisible();
  const writer = await other('furukawa-hitomi');
  await write(writer, 'しおりのあとに書いた近況です。');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: words('前回からの近況', 'Since you were last here') })).toBeVisible();
  await expect(page.getByText('しおりのあとに書いた近況です。')).toBeVisible();
  await page.getByRole('button', { name: words('ここまで読みました', 'Read up to here') }).click();
  await expect(page.getByText(words('新しい近況はありません', 'Nothing new since you were last here'))).toBeVisible();
  await page.getByRole('link', { name: words('以前の近況を見る', 'See earlier posts') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('これまでの近況', 'Earlier'));
});

test('new posts are offered live, and nothing moves by itself @script @en', async ({ page, other, words }) => {
  await signIn(page, 'sugiyama-megumi');
  const stream = page.waitForResponse(/\/feed\/new/);
  await page.goto('/');
  await stream;
  await page.locator('article.post').nth(2).scrollIntoViewIfNeeded();
  const posts = await page.locator('article.post').count();
  const writer = await other('matsuoka-chiyo');
  await write(writer, '生放送の近況です。');
  const offer = page.getByRole('link', { name: words('新しい近況が1つあります', 'New posts: 1') });
  await expect(offer).toBeAttached();
  expect(await page.locator('article.post').count()).toBe(posts);
  await expect(page.getByText('生放送の近況です。')).toHaveCount(0);
  await offer.click();
  await expect(page.getByText('生放送の近況です。')).toBeVisible();
});

test('what is being written survives a reload @script @en', async ({ page, words }) => {
  await signIn(page, 'takagi-jun');
  await page.goto('/');
  await page.locator('#body').fill('まだ途中の\n\n  近況 & <ことば>');
  await expect(page.getByText(new RegExp(words('保存しました \\d', 'Saved \\d')))).toBeVisible({ timeout: 10_000 });
  await page.reload();
  await expect(page.locator('#body')).toHaveValue('まだ途中の\n\n  近況 & <ことば>');
  await page.getByRole('button', { name: words('届ける', 'Share') }).click();
  await expect(page.getByText(words('近況を届けました。', 'Your news is out.'))).toBeVisible();
  await page.reload();
  await expect(page.locator('#body')).toHaveValue('');
});

test('what is written before the page has woken is kept too @script @once', async ({ page }) => {
  await signIn(page, 'sakai-midori');
  const wake = await gotoAsleep(page, '/');
  await page.locator('#body').fill('起きる前の近況');
  wake();
  await expect(page.getByText(/保存しました \d/)).toBeVisible({ timeout: 10_000 });
  await page.reload();
  await expect(page.locator('#body')).toHaveValue('起きる前の近況');
});

test('a preview keeps the text as a draft, without any script', async ({ page }) => {
  await signIn(page, 'takeuchi-satomi');
  await page.goto('/');
  await page.locator('#body').fill('下書きの*ことば*');
  await page.getByRole('button', { name: 'プレビュー' }).click();
  await expect(page.locator('.preview em')).toHaveText('ことば');
  await expect(page.locator('#body')).toHaveValue('下書きの*ことば*');
});

test('a text sent after the session ended is shown, not lost', async ({ page, allow }) => {
  // The page may ask for what is new when the session is over already.
  allow(/422|401|text\/event-stream/);
  await signIn(page, 'shimada-eiji');
  await page.goto('/');
  await page.locator('#body').fill('長い文章を書いているあいだに');
  await page.request.post('/sign-out', { maxRedirects: 0 });
  await page.getByRole('button', { name: '届ける' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('サインインの期限が切れました');
  await expect(page.locator('#kept')).toHaveValue('長い文章を書いているあいだに');
});

test('letters stand at the top and are read on a page of their own @en', async ({ page, words }) => {
  await signIn(page, 'nagai-sayuri');
  await page.goto('/');
  await page.getByRole('link', { name: words('便り 第30号 席は、そのままです', 'Letter 30: your seat is still there') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('便り 第30号 席は、そのままです', 'Letter 30: your seat is still there'));
});

test('a letter of the office is pinned to everybody’s home', async ({ page, other }) => {
  await signIn(page, 'office');
  await page.goto('/office/letters');
  await page.locator('#title_ja').fill('便り 試し刷り');
  await page.locator('#body_ja').fill('窓辺の**席**から。');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '届ける' }).click();
  await expect(page.getByText('便りを届けました。')).toBeVisible();
  const reader = await other('yano-harumi');
  await reader.goto('/');
  await expect(reader.getByRole('link', { name: '便り 試し刷り' })).toBeVisible();
});
