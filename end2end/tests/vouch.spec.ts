import { expect, mailTo, test } from '../fixtures.js';
import { type Applicant, askToJoin } from '../joining.js';

test('two colleagues let in whoever the roster does not know @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  const who: Applicant = { family: '保科', given: '芙美', kana: ['ホシナ', 'フミ'], mail: 'hoshina@example.com', department: '図書館班', from: '2001', to: '2006' };
  await askToJoin(page, who);
  await page.locator('#colleagues').fill('一,二,三,四,五,六');
  await page.locator('form:has(#colleagues) button').click();
  await expect(page.locator('#colleagues-e')).toBeVisible();
  await expect(page.locator('#colleagues')).toHaveValue('一,二,三,四,五,六');
  await page.locator('#colleagues').fill('木村 さおり\nkato.yusuke@example.com\n名もなき 人');
  await page.locator('form:has(#colleagues) button').click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.getByText('名もなき 人')).toBeVisible();
  await mailTo(page, 's.kimura@example.jp', '保科');

  const kimura = await other('kimura-saori');
  await kimura.goto('/');
  await kimura.getByRole('link', { name: words('見てみる', 'Have a look') }).click();
  const question = kimura.locator('section', { hasText: '図書館班' });
  await question.getByRole('textbox').fill('あ'.repeat(201));
  await question.getByRole('button', { name: words('一緒に働きました', 'We worked together') }).click();
  await expect(kimura.locator('#words-e')).toBeVisible();
  await kimura.locator('#words').fill('2004年、図書館班');
  await kimura.getByRole('button', { name: words('一緒に働きました', 'We worked together') }).click();
  await expect(kimura.getByRole('status')).toBeVisible();
  await expect(kimura.getByRole('button', { name: /保科/ })).toBeVisible();

  const office = await other('office');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: /保科 芙美/ }).click();
  await expect(office.getByText('2004年、図書館班')).toBeVisible();

  const kato = await other('kato-yusuke');
  await kato.goto('/vouches');
  await kato.getByRole('button', { name: words('一緒に働きました', 'We worked together') }).click();
  await mailTo(page, who.mail, words('ようこそ', 'Welcome to'));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('参加いただけます', 'You are in'));

  await kimura.getByRole('button', { name: /保科/ }).click();
  await expect(kimura.getByRole('status')).toBeVisible();
  await office.goto('/office/queue/vouches?view=doubtful');
  await expect(office.locator('li', { hasText: '木村 さおり' }).getByText(words('取り下げ', 'Taken back'))).toBeVisible();
});

test('no answer is told to nobody and the question goes away', async ({ page, other }) => {
  const who: Applicant = { family: '生駒', given: '瑞樹', kana: ['イコマ', 'ミズキ'], mail: 'ikoma@example.com', department: '購買', from: '2001', to: '2006' };
  await askToJoin(page, who);
  await page.locator('#colleagues').fill('東 美咲');
  await page.locator('form:has(#colleagues) button').click();
  const azuma = await other('azuma-misaki');
  await azuma.goto('/vouches');
  await azuma.getByRole('button', { name: '答えない' }).click();
  await expect(azuma.getByText('いま、お尋ねはありません')).toBeVisible();
  await azuma.goto('/');
  await expect(azuma.getByRole('link', { name: '見てみる' })).toHaveCount(0);
  const office = await other('office');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: /生駒 瑞樹/ }).click();
  await expect(office.getByText('東 美咲')).toBeVisible();
  await expect(office.getByText('まだありません')).toBeVisible();
});
