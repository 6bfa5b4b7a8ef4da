import { expect, expectGoodPage, linkIn, mailTo, signIn, test } from '../fixtures.js';

const MAIL = 'wataru.suto@sakurabashi.example.jp';

/** A file of one leaver, who left before, and of a row that cannot be used. */
function leavers(name: string, mail: string): { name: string; mimeType: string; buffer: Buffer } {
  const rows = `社員番号,氏名,メール,退職日\n7,${name},${mail},2020/3/31\n8,誰か,x,2020/3/31\n`;
  return { name: 'leavers.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
}

test('a leaver is asked once, agrees, and is an alumnus on the same account @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/handover');
  await page.getByRole('button', { name: words('内容を確かめる', 'Look at it') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('#file').setInputFiles(leavers('須藤 航', MAIL));
  await page.getByRole('button', { name: words('内容を確かめる', 'Look at it') }).click();
  await expect(page.getByText(words('アカウントあり', 'has an account'))).toBeVisible();
  await expect(page.getByRole('heading', { name: words('使えない行', 'Rows that cannot be used') })).toBeVisible();
  await page.getByRole('button', { name: words('1人にお尋ねする', 'Ask 1') }).click();
  await expect(page.getByRole('row', { name: /須藤|Suto/ })).toContainText(words('お返事待ち', 'not answered yet'));

  const leaver = await other();
  const mail = await mailTo(page, MAIL, /handover/);
  await leaver.goto(linkIn(mail, '/handover/'));
  await expect(leaver.getByRole('heading', { level: 1 })).toBeVisible();
  const stay = leaver.locator('form:has(#purpose) button');
  await stay.click();
  await expect(leaver.getByRole('alert')).toBeVisible();
  await leaver.locator('#purpose').check();
  await leaver.locator('#mail').fill('wataru@example.com');
  await stay.click();
  await expect(leaver.getByRole('status')).toBeVisible();
  const proof = await mailTo(page, 'wataru@example.com', /addresses\/new/);
  await leaver.goto(linkIn(proof, '/addresses/new/'));
  await leaver.getByRole('main').getByRole('button').click();

  await page.goto('/office/handover');
  const row = page.getByRole('row', { name: /須藤|Suto/ });
  await expect(row).toContainText(words('残られます', 'stays'));
  await row.getByRole('link').click();
  await expect(page.getByText(words('いま表示されるのは「アルムナイ」です', 'Shown now: Alumnus'))).toBeVisible();
  await expect(page.getByRole('main')).toContainText('2020');
});

test('the office takes a question back, and its link ends @en', async ({ page, other, words }) => {
  await signIn(page, 'office');
  await page.goto('/office/handover');
  const mail = 'kitamura@example.com';
  await page.locator('#file').setInputFiles(leavers('北村 拓', mail));
  await page.getByRole('button', { name: words('内容を確かめる', 'Look at it') }).click();
  await page.getByRole('button', { name: words('1人にお尋ねする', 'Ask 1') }).click();
  const row = page.getByRole('row', { name: /北村/ });
  await row.getByRole('button', { name: words('取り消す', 'Take back') }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await expect(row).toContainText(words('取り消し', 'taken back'));
  const leaver = await other();
  await leaver.goto(linkIn(await mailTo(page, mail, /handover/), '/handover/'));
  await expect(leaver.getByRole('heading', { level: 1 })).toHaveText(words('このリンクは使えません', 'This link does not work'));
});

test('the office adds a relationship and ends it, with problems beside the fields @en', async ({ page, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/people');
  await page.locator('main a[href^="/people/"]:not([href*="?"])').first().click();
  await page.getByRole('link', { name: words('会社との関わりを見る', 'See what they are to the company') }).click();
  await page.getByRole('radio', { name: words('お客様', 'Customer') }).check();
  await page.locator('#from').fill('2024-13');
  await page.getByRole('button', { name: words('足す', 'Add'), exact: true }).click();
  await expect(page.locator('#from')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#from')).toHaveValue('2024-13');
  await page.locator('#from').fill('2024-04');
  await page.getByRole('button', { name: words('足す', 'Add'), exact: true }).click();
  await expect(page.getByRole('status')).toBeVisible();
  const period = page.getByRole('listitem').filter({ hasText: words('お客様', 'Customer') }).first();
  await period.locator('summary').click();
  await period.getByRole('textbox').fill('2024-01');
  await period.getByRole('button').click();
  await expect(page.locator('#end')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#end').fill('2025-03-31');
  await period.getByRole('button').click();
  await expect(page.getByRole('main')).toContainText(words('2025年3月31日', '31 Mar 2025'));
});

test('members read what they are to the company', async ({ page, words }) => {
  await signIn(page, 'new');
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: words('会社との関わり', 'You and the company') })).toBeVisible();
});

test('axe finds nothing on what a leaver and the office see @axe', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/handover');
  await page.locator('#file').setInputFiles(leavers('服部 圭', 'kei.hattori@sakurabashi.example.jp'));
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await expectGoodPage(page);
  await page.getByRole('button', { name: '1人にお尋ねする' }).click();
  await expectGoodPage(page);
  const link = linkIn(await mailTo(page, 'kei.hattori@sakurabashi.example.jp', /handover/), '/handover/');
  await page.goto(link);
  await expectGoodPage(page);
  await page.locator('form:has(#purpose) button').click();
  await expectGoodPage(page);
  await page.locator('#purpose').check();
  await page.locator('form:has(#purpose) button').click();
  await expect(page.getByRole('status')).toBeVisible();
  await expectGoodPage(page);
});
