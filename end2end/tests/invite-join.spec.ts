import { expect, linkIn, mailTo, signIn, test } from '../fixtures.js';
import { type Applicant, askToJoin, fillIn, makeLink, prove, submit } from '../joining.js';

test('a personal link lets in whoever stands on the roster, at once @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'ishikawa-naoto');
  const link = await makeLink(page, '2008年、運用センターの夜勤');
  await expect(page.getByRole('img', { name: words('招待リンクのQRコード', 'QR code of the invitation link') })).toBeVisible();
  const line = await page.getByRole('link', { name: words('LINEで送る', 'Send with LINE') }).getAttribute('href');
  expect(line).toContain('https://line.me/R/msg/text/?');
  expect(decodeURIComponent(line ?? '')).toContain(link);
  expect(link).toContain('openExternalBrowser=1');
  const own = page.url();

  const visitor = await other();
  await visitor.goto(link);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('石川 直人さんからの招待', 'An invitation from Naoto Ishikawa'));
  await expect(visitor.getByText('2008年、運用センターの夜勤')).toBeVisible();
  const who: Applicant = { family: '神谷', given: '勇人', kana: ['かみや', 'はやと'], mail: 'kamiya@example.com', department: 'クラウド基盤部', from: '2015', to: '2020' };
  await fillIn(visitor, who);
  await visitor.locator('#purpose').uncheck();
  await submit(visitor);
  await expect(visitor.getByRole('alert')).toBeVisible();
  await expect(visitor.locator('#purpose-e')).toBeVisible();
  await expect(visitor.locator('#family')).toHaveValue('神谷');
  await visitor.locator('#purpose').check();
  await submit(visitor);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('メールをご覧ください', 'Please look at your mail'));
  await prove(visitor, who.mail);
  await visitor.goto('/me');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('わたし', 'Me'));
  await expect(visitor.getByRole('main').getByRole('link', { name: /神谷/ })).toBeVisible();

  await page.goto(own);
  await expect(page.getByText(words('1人のうち1人が使いました', 'Used by 1 of 1'))).toBeVisible();
  const late = await other();
  await late.goto(link);
  await expect(late.getByText(words('すでに使われました', 'has been used'))).toBeVisible();
});

test('whoever is not on the roster waits, is asked, and is let in @en', async ({ page, other, words }) => {
  await signIn(page, 'goto-miho');
  const link = await makeLink(page, '2010年、品質保証部の朝会');
  const visitor = await other();
  await visitor.goto(link);
  const who: Applicant = { family: '御園', given: '灯', kana: ['ミソノ', 'アカリ'], mail: 'akari.misono@example.com', department: '品質保証部', from: '2009', to: '2012' };
  await fillIn(visitor, who);
  await submit(visitor);
  await expect(visitor).toHaveURL(/\/sign-in\//);
  await prove(visitor, who.mail);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('確認中です', 'We are having a look'));
  const waiting = visitor.url();

  const office = await other('office');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: /御園 灯/ }).click();
  await expect(office.getByText('2010年、品質保証部の朝会')).toBeVisible();
  await office.locator('#question').fill('当時の上司のお名前を教えてください。');
  await office.getByRole('button', { name: words('お尋ねを送る', 'Send the question') }).click();
  await expect(office.getByRole('status')).toBeVisible();

  const question = await mailTo(visitor, who.mail, '当時の上司');
  await visitor.goto(linkIn(question, '/join/request/'));
  await expect(visitor).toHaveURL(waiting);
  await visitor.locator('#answer').fill('西村由紀子さんです。');
  await visitor.getByRole('button', { name: words('お返事を送る', 'Send the answer') }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('確認中です', 'We are having a look'));

  await office.getByRole('link', { name: /御園 灯/ }).click();
  await expect(office.getByText('西村由紀子さんです。')).toBeVisible();
  await office.getByRole('button', { name: words('参加を承認する', 'Let in') }).click();
  await expect(office.getByRole('status')).toContainText(words('30分後', '30 minutes'));
  await visitor.goto(waiting);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('確認中です', 'We are having a look'));
  await office.getByRole('button', { name: words('いますぐ知らせる: 御園 灯', 'Tell now: 御園 灯') }).click();
  await expect(office.getByRole('status')).toBeVisible();
  await mailTo(visitor, who.mail, words('ようこそ', 'Welcome to'));
  await visitor.goto(waiting);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('参加いただけます', 'You are in'));
});

test('見送り is kind, is not told at once, and can be undone until then', async ({ page, other }) => {
  const who: Applicant = { family: '江尻', given: '望美', kana: ['エジリ', 'ノゾミ'], mail: 'ejiri@example.com', department: '総務', from: '2001', to: '2002' };
  await askToJoin(page, who);
  const office = await other('office');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: /江尻 望美/ }).click();
  await office.getByRole('link', { name: '対象ではない会社の方' }).click();
  await expect(office.locator('#words')).toHaveValue(/ご在籍の会社は対象に含まれていない/);
  await office.getByRole('button', { name: '見送る' }).click();
  await expect(office.getByText('30分後')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('確認中です');
  await office.getByRole('button', { name: '元に戻す: 江尻 望美' }).click();
  await expect(office.getByText('元に戻しました')).toBeVisible();
  await expect(office.getByRole('button', { name: '参加を承認する: 江尻 望美' })).toBeVisible();

  await office.getByRole('link', { name: /江尻 望美/ }).click();
  await office.locator('#words').fill('またのご連絡をお待ちしています。');
  await office.getByRole('button', { name: '見送る' }).click();
  await office.getByRole('button', { name: 'いますぐ知らせる: 江尻 望美' }).click();
  await mailTo(page, who.mail, 'またのご連絡をお待ちしています。');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今回は見送らせていただきました');
});

test('several requests are answered at once', async ({ other }) => {
  const people = ['早苗', '若葉'].map((given, n): Applicant => (
    { family: '有働', given, kana: ['ウドウ', 'ワカバ'], mail: `udo${n}@example.com`, department: '総務', from: '2001', to: '2002' }));
  for (const who of people) await askToJoin(await other(), who);
  const office = await other('office');
  await office.goto('/office/queue');
  for (const who of people) await office.getByLabel(`有働 ${who.given} を選ぶ`).check();
  await office.getByLabel('見送りの文例').selectOption({ label: 'お尋ねへのお返事がなかった' });
  await office.locator('#chosen').getByRole('button', { name: '見送る' }).click();
  await expect(office.getByRole('status')).toContainText('2名を見送りにしました');
  for (const who of people) await office.getByLabel(`有働 ${who.given} を選ぶ`).check();
  await office.locator('#held').getByRole('button', { name: '元に戻す' }).click();
  await expect(office.getByRole('status')).toContainText('2名を元に戻しました');
  await expect(office.getByRole('button', { name: '参加を承認する: 有働 若葉' })).toBeVisible();
});

test('a note is kept in the file, marked as disclosed on request @en', async ({ page, other, words }) => {
  const who: Applicant = { family: '柏木', given: '千尋', kana: ['カシワギ', 'チヒロ'], mail: 'chihiro.kashiwagi@example.com', department: '総務', from: '2001', to: '2002' };
  await askToJoin(page, who);
  const office = await other('office');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: /柏木 千尋/ }).click();
  await office.locator('#note').fill('人事の台帳で確認済み。');
  await office.getByRole('button', { name: words('加える', 'Add'), exact: true }).click();
  const note = office.locator('#notes li', { hasText: '人事の台帳で確認済み。' });
  await expect(note.getByText(words('開示対象', 'disclosed on request'))).toBeVisible();
  await note.getByRole('button', { name: words('取り消す', 'Take back') }).click();
  await expect(note).toHaveCount(0);
});

test('the office sets the days of an answer and keeps wordings of its own', async ({ other, allow }) => {
  allow(/422/);
  const office = await other('office');
  await office.goto('/office/queue/settings');
  await office.locator('#expected_days').fill('0');
  await office.locator('form:has(#expected_days) button.primary').click();
  await expect(office.locator('#expected_days-e')).toBeVisible();
  await office.locator('#expected_days').fill('3');
  await office.locator('form:has(#expected_days) button.primary').click();
  await expect(office.getByRole('status')).toBeVisible();
  await office.locator('#title').fill('派遣の方');
  await office.locator('#body_ja').fill('派遣でご勤務の方は、派遣元の会社にお尋ねください。');
  await office.locator('form:has(#title) button').click();
  await expect(office.getByText('文例を加えました')).toBeVisible();
  await office.getByRole('link', { name: '派遣の方 を直す' }).click();
  await office.getByRole('button', { name: '消す' }).click();
  await expect(office.getByText('文例を消しました')).toBeVisible();
  await expect(office.getByRole('link', { name: '派遣の方 を直す' })).toHaveCount(0);
});

test('a request can be withdrawn by whoever made it', async ({ page }) => {
  await page.goto('/join');
  const who: Applicant = { family: '栗山', given: '渚', kana: ['クリヤマ', 'ナギサ'], mail: 'kuriyama@example.com', department: '総務', from: '2003', to: '2004' };
  await fillIn(page, who);
  await submit(page);
  await prove(page, who.mail);
  const waiting = page.url();
  await page.locator('details.confirm summary').click();
  await page.locator('details.confirm form button').click();
  await expect(page).toHaveURL('/join');
  await expect(page.getByRole('status')).toContainText('取り下げました');
  expect((await page.request.get(waiting)).status()).toBe(404);
});

test('a link taken back is closed, and open again when given again', async ({ page, other }) => {
  await signIn(page, 'kikuchi-shogo');
  const link = await makeLink(page, '2016年、クラウド基盤部');
  await page.getByRole('button', { name: '取り下げる: 2016年、クラウド基盤部' }).click();
  const visitor = await other();
  await visitor.goto(link);
  await expect(visitor.getByText('取り下げられました')).toBeVisible();
  await expect(visitor.getByText('2016年、クラウド基盤部')).toHaveCount(0);
  await page.getByRole('button', { name: 'もう一度使えるようにする: 2016年、クラウド基盤部' }).click();
  await visitor.reload();
  await expect(visitor.locator('#family')).toBeVisible();
});

test('members who open a link are told that they are in', async ({ page, other }) => {
  await signIn(page, 'noda-takeshi');
  const link = await makeLink(page, '2005年、営業本部');
  await page.goto(link);
  await expect(page.getByText('これは、あなたがつくった招待リンクです。')).toBeVisible();
  const another = await other('ando-yukino');
  await another.goto(link);
  await expect(another.getByRole('heading', { level: 1 })).toHaveText('すでに参加されています');
  await expect(another.getByText('安藤 雪乃さんとして')).toBeVisible();
  await another.getByRole('main').getByRole('button', { name: 'サインアウト' }).click();
  await another.goto(link);
  // Only the mail tells that the address is a member's.
  await fillIn(another, { family: '安藤', given: '雪乃', kana: ['アンドウ', 'ユキノ'], mail: 'andoy12@example.com', department: '営業本部', from: '2012', to: '2018' });
  await submit(another);
  await expect(another.getByRole('heading', { level: 1 })).toHaveText('メールをご覧ください');
  await mailTo(another, 'andoy12@example.com', 'すでに');
  await prove(another, 'andoy12@example.com');
  await another.goto('/me');
  await expect(another.getByRole('main').getByRole('link', { name: '安藤 雪乃' })).toBeVisible();
});

test('an invitation goes out by mail', async ({ page, other }) => {
  await signIn(page, 'hori-setsuko');
  await page.goto('/invitations');
  await page.locator('#worked_together').fill('1999年、入力班');
  await page.locator('#mail').fill('mailed.guest@example.com');
  await page.getByRole('button', { name: 'リンクをつくる' }).click();
  await expect(page.getByRole('status')).toContainText('メールもお送りします');
  const visitor = await other();
  await visitor.goto(linkIn(await mailTo(visitor, 'mailed.guest@example.com'), '/join/'));
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('堀 節子さんからの招待');
});

test('a link past its days is no longer handed on', async ({ page }) => {
  await signIn(page, 'office');
  await page.goto('/invitations');
  const link = page.getByRole('listitem').filter({ hasText: '2009年、東大阪の客先でご一緒しました' });
  await link.getByRole('button', { name: /^もう一度使えるようにする/ }).click();
  await expect(page.getByRole('main').getByText('期限切れ')).toBeVisible();
  await expect(page.getByText('2009年、東大阪の客先でご一緒しました')).toBeVisible();
  await expect(page.locator('#link, .qr')).toHaveCount(0);
});
