import { expect, linkIn, mailTo, signIn, test } from '../fixtures.js';

test('the office invites a part of the roster: look, try, send, never twice @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/roster');
  await page.getByRole('link', { name: words('名簿からの招待', 'Invitations to the roster') }).click();
  await page.getByRole('link', { name: words('新しいご案内', 'A new invitation') }).click();
  await page.locator('#title').fill('2010年に卒業した方');
  await page.locator('#left_from').fill('2010');
  await page.locator('#left_to').fill('2009');
  await page.locator('form:has(#subject) button.primary').click();
  await expect(page.locator('#left_to-e')).toBeVisible();
  await expect(page.locator('#subject-e')).toBeVisible();
  await page.locator('#left_to').fill('2010');
  await page.locator('#department').fill('帳票');
  await page.locator('#subject').fill('お変わりありませんか');
  await page.locator('#body').fill('むかしの仲間が集まる場所をつくりました。');
  await page.locator('form:has(#subject) button.primary').click();
  await expect(page.getByText('早川 敏江').first()).toBeVisible();
  await expect(page.getByText('むかしの仲間が集まる場所をつくりました。')).toBeVisible();
  await page.getByRole('button', { name: words('自分に試し送りする', 'Try it on myself') }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await mailTo(page, 'mariko.takahashi@sakurabashi.example.jp', 'むかしの仲間');

  await page.locator('details.confirm summary').click();
  await page.locator('details.confirm button').click();
  await expect(page.getByRole('status')).toBeVisible();
  const mail = await mailTo(page, 'hayakawa.t@example.com', 'むかしの仲間');
  expect(mail).toContain('〒530-0000');
  await page.reload();
  await expect(page.locator('.stat', { hasText: words('送信済み', 'Sent') }).getByText('1', { exact: true })).toBeVisible();

  const visitor = await other();
  await visitor.goto(linkIn(mail, '/join/list/'));
  await expect(visitor.locator('#family')).toHaveValue('早川');
  await expect(visitor.locator('#mail')).toHaveValue('hayakawa.t@example.com');
  await visitor.goto(linkIn(mail, '/opt-out/'));
  await visitor.getByRole('main').getByRole('button').click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('配信を停止しました', 'You have opted out'));
  await visitor.reload();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('配信を停止しました', 'You have opted out'));

  await page.locator('#mails').fill('hayakawa.t@example.com');
  await page.locator('form:has(#mails) button').click();
  await expect(page.locator('li', { hasText: 'hayakawa.t@example.com' })).toContainText(words('戻ってきた', 'Came back'));

  await page.goto('/office/roster/campaigns/new');
  await page.locator('#title').fill('もう一度');
  await page.locator('#left_from').fill('2010');
  await page.locator('#left_to').fill('2010');
  await page.locator('#department').fill('帳票');
  await page.locator('#subject').fill('もう一度');
  await page.locator('#body').fill('もう一度です。');
  await page.locator('form:has(#subject) button.primary').click();
  await expect(page.locator('.stat', { hasText: words('今回お送りする方', 'Get this mail') }).getByText('0', { exact: true })).toBeVisible();
  await expect(page.getByText(words('送信を始める', 'Begin sending'))).toHaveCount(0);
});
