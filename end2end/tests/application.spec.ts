import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, linkIn, mailTo, signIn, test } from '../fixtures.js';

const drawing = fileURLToPath(new URL('../files/phone.jpg', import.meta.url));

/** Begins an application to the open programme; its address. */
async function begin(page: Page): Promise<string> {
  await page.goto('/programmes/startup-3');
  await page.locator('a[href="/programmes/startup-3/apply"]').click();
  await page.locator('main form button.primary').click();
  await expect(page).toHaveURL(/\/applications\/[^/]+\/steps\/1$/);
  return new URL(page.url()).pathname.replace('/steps/1', '');
}

/** The address of the application that somebody who is signed in began. */
async function own(page: Page): Promise<string> {
  await page.goto('/me');
  return (await page.locator('main a[href^="/applications/"]').first().getAttribute('href')) ?? '';
}

test('an idea becomes an application: written step by step, with a team, and sent @en', async ({ page, other, words, allow }) => {
  allow(/404/);
  await signIn(page, 'fukuda-tsuyoshi');
  const application = await begin(page);
  const answer = (ja: string, en: string) => page.getByLabel(words(ja, en));
  const next = page.getByRole('button', { name: words('保存して次へ', 'Save and go on') });
  await answer('応募の名前', 'Name of the application').fill('屋根の上の天気図');
  await page.getByRole('radio', { name: words('食と土と水', 'Food, land and water') }).check();
  await answer('どんな困りごとですか', 'What is the problem?').fill('漁に出るかどうかを、\n毎朝ひとりで決めています。');
  await page.getByRole('button', { name: words('保存する', 'Save'), exact: true }).click();
  await expect(page.getByText(new RegExp(words('^保存しました \\d\\d:\\d\\d$', '^Saved \\d\\d:\\d\\d$'))).first()).toBeVisible();

  await page.goto('/me');
  await page.getByRole('link', { name: '屋根の上の天気図' }).click();
  await expect(page.locator('.head .badge')).toHaveText(words('下書き', 'Draft'));
  await page.getByRole('link', { name: words('続きを書く', 'Go on writing') }).click();
  await expect(answer('どんな困りごとですか', 'What is the problem?')).toHaveValue('漁に出るかどうかを、\n毎朝ひとりで決めています。');
  await expect(page.getByRole('radio', { name: words('食と土と水', 'Food, land and water') })).toBeChecked();
  await answer('ひとりの人について', 'One person').fill('七十一歳の漁師の方です。');
  await next.click();
  await answer('どうやって解きますか', 'How will you solve it?').fill('屋根に小さな風見を置きます。');
  await answer('なぜ、このチームですか', 'Why this team?').fill('同じ港で育ちました。');
  await answer('会社の中と外で', 'from inside the company').fill('中からは気象の計算、外からは港の朝。');
  await next.click();
  await answer('最初の90日', 'first 90 days').fill('三軒の屋根で試します。');
  await page.getByRole('radio', { name: words('10万円まで', 'Up to 100,000 yen') }).check();
  await answer('添付', 'Attachment').setInputFiles(drawing);
  await next.click();
  await expect(page).toHaveURL(`${application}/review`);
  await expect(page.getByRole('link', { name: 'phone.jpg' })).toBeVisible();
  await expect(page.getByText(words('チームは2名以上で', 'A team needs at least 2 people'))).toBeVisible();

  const joins = await other('matsui-haruna');
  const declines = await other('okada-osamu');
  for (const [typed, ja, en] of [['松井', '松井 陽菜', 'Haruna Matsui'], ['岡田', '岡田 修', 'Osamu Okada']] as const) {
    await page.goto(`${application}/team`);
    await page.getByRole('main').getByRole('searchbox').fill(typed);
    await page.getByRole('button', { name: words('さがす', 'Search') }).click();
    await page.getByRole('button', { name: `${words('誘う', 'Ask')}: ${words(ja, en)}` }).click();
    await expect(page.getByText(words('お誘いを送りました。', 'Asked. Now wait'))).toBeVisible();
  }
  const seat = (name: string) => page.locator('#team li', { hasText: name }).locator('.badge');
  await expect(seat(words('松井 陽菜', 'Haruna Matsui'))).toHaveText(words('返事待ち', 'Not answered yet'));
  expect((await joins.goto(application))?.status()).toBe(404);
  const asked = await mailTo(joins, 'haruna.matsui@sakurabashi.example.jp', words('のチームへのお誘い', 'asks you to join a team'));
  await joins.goto(linkIn(asked, '/applications/'));
  await joins.getByRole('button', { name: words('チームに加わる', 'Join the team') }).click();
  await expect(joins.getByText(words('チームに加わりました。', 'You are in the team.'))).toBeVisible();
  await expect(joins).toHaveURL(application);
  await declines.goto('/me');
  await declines.getByRole('link', { name: '屋根の上の天気図' }).click();
  await declines.getByRole('button', { name: words('今回は見送る', 'Not this time') }).click();
  await expect(declines.getByText(words('今回は見送るとお伝えしています。', 'You said: not this time.'))).toBeVisible();
  await page.reload();
  await expect(seat(words('松井 陽菜', 'Haruna Matsui'))).toHaveText(words('参加', 'In the team'));
  await expect(seat(words('岡田 修', 'Osamu Okada'))).toHaveText(words('今回は見送り', 'Not this time'));

  await page.goto(`${application}/review`);
  await page.getByRole('button', { name: words('応募を送る', 'Send the application') }).click();
  await expect(page.getByText(words('応募を受け付けました。ありがとうございます。', 'We have your application. Thank you.')).first()).toBeVisible();
  await expect(page.locator('.head .badge')).toHaveText(words('応募済み', 'Applied'));
  const coming = page.locator('dl.facts > div', { hasText: words('次の予定', 'What comes next') });
  await expect(coming).toContainText(words('書類審査', 'Review'));
  await expect(coming.locator('time')).toHaveText(/20\d\d/);
  await mailTo(joins, 'haruna.matsui@sakurabashi.example.jp', words('への応募を受け付けました', 'We have your application to'));
  const file = (await page.getByRole('link', { name: 'phone.jpg' }).getAttribute('href')) ?? '';
  expect(await Promise.all([page, joins, declines].map(async (who) => (await who.request.get(file)).status()))).toEqual([200, 200, 404]);
});

test('what is sent can be taken back and written on until the deadline @en', async ({ page, other, words }) => {
  await signIn(page, 'miyazaki-aoi');
  const application = await own(page);
  const office = await other('office');
  const list = '/office/programmes/startup-3/applications';
  const state = page.locator('.head .badge');
  await page.goto(application);
  await expect(state).toHaveText(words('応募済み', 'Applied'));
  await page.locator('details.confirm summary').click();
  await page.getByRole('button', { name: words('取り下げます', 'Withdraw it') }).click();
  await expect(state).toHaveText(words('取り下げ', 'Withdrawn'));
  await office.goto(`${list}?state=withdrawn`);
  await office.getByRole('link', { name: /筆談の窓/ }).click();
  await expect(office.getByText(words('チームが取り下げました。', 'The team withdrew it.'))).toBeVisible();
  await expect(office.getByRole('main')).not.toContainText('弟は聞こえません');

  await page.getByRole('button', { name: words('下書きに戻して書き直す', 'Make it a draft again') }).click();
  await expect(state).toHaveText(words('下書き', 'Draft'));
  await page.getByRole('link', { name: words('確認して送る', 'Review and send') }).click();
  await expect(page.getByText('弟は聞こえません')).toBeVisible();
  await page.getByRole('button', { name: words('応募を送る', 'Send the application') }).click();
  await expect(state).toHaveText(words('応募済み', 'Applied'));
  await office.goto(`${list}?state=submitted`);
  await expect(office.getByRole('row', { name: /筆談の窓/ })).toContainText('宮崎 葵');
});

test('what is left out is named before sending, and nothing is lost @en', async ({ page, words, allow }) => {
  allow(/422/);
  await signIn(page, 'miura-tomoko');
  const application = await begin(page);
  const problem = page.getByLabel(words('どんな困りごとですか', 'What is the problem?'));
  const person = page.getByLabel(words('ひとりの人について', 'One person'));
  const save = page.getByRole('button', { name: words('保存する', 'Save'), exact: true });
  await page.locator('#title').fill('港の掲示板');
  await problem.fill('あ'.repeat(601));
  await person.fill('毎朝六時に港へ来る方です。');
  await save.click();
  await expect(problem).toHaveAttribute('aria-invalid', 'true');
  await expect(problem).toHaveValue('あ'.repeat(601));
  await expect(person).toHaveValue('毎朝六時に港へ来る方です。');
  await problem.fill('');
  await save.click();
  await expect(problem).not.toHaveAttribute('aria-invalid', 'true');

  await page.goto(`${application}/review`);
  await page.getByRole('button', { name: words('応募を送る', 'Send the application') }).click();
  const missing = page.getByRole('alert');
  await expect(missing).toContainText(words('どんな困りごとですか', 'What is the problem?'));
  await expect(missing).not.toContainText(words('ひとりの人について', 'One person'));
  await missing.getByRole('link', { name: words('どんな困りごとですか', 'What is the problem?') }).click();
  await expect(problem).toBeInViewport();
  await expect(problem, 'what is missing is marked beside its field').toHaveAttribute('aria-invalid', 'true');
  await expect(person).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#title')).toHaveValue('港の掲示板');
  await expect(person).toHaveValue('毎朝六時に港へ来る方です。');
});

test('answers are kept while they are typed @script', async ({ page }) => {
  await signIn(page, 'iwasaki-tsuyoshi');
  await begin(page);
  const problem = page.getByLabel('どんな困りごとですか');
  await problem.fill('まだ途中の');
  await expect(page.getByText(/^保存しました \d\d:\d\d$/)).toBeVisible();
  await page.reload();
  await expect(problem).toHaveValue('まだ途中の');
});

test('an application is there for its team only @once', async ({ page, other }) => {
  await signIn(page, 'sugawara-ryota');
  const application = await own(page);
  const below = ['', '/steps/1', '/review', '/team'].map((part) => application + part);
  for (const path of below) expect((await page.goto(path))?.status(), path).toBe(200);
  const asked = await other('endo-shinichi');
  expect((await asked.goto(`${application}/invitation`))?.status()).toBe(200);
  await expect(asked.getByRole('main')).not.toContainText('落ち葉');
  for (const who of [asked, await other('mizuno-keiko'), await other('office')]) {
    for (const path of below) expect((await who.request.get(path)).status(), path).toBe(404);
  }
});
