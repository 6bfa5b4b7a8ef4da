import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { expect, mailTo, signIn, test } from '../fixtures.js';

/** The files of a ZIP archive by name: what its directory lists, unpacked. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  // The end of the directory: no comment follows it.
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end), 'the archive is whole').toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, name, extra, comment] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + packed);
    const isPacked = archive.readUInt16LE(at + 10) === 8;
    files.set(archive.toString('utf8', at + 46, at + 46 + name), isPacked ? inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return files;
}

test('a member takes all that is held about them @en', async ({ page, other, words }) => {
  await signIn(page, 'harada-kaoruko');
  await page.goto('/me');
  await page.getByRole('link', { name: words('情報の書き出し', 'Export of your data') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('情報の書き出し', 'Export of your data'));
  await page.getByRole('button', { name: words('書き出しを始める', 'Start an export') }).click();
  await expect(page.getByRole('status')).toContainText(words('書き出しを始めました', 'The export has started'));

  const mail = await mailTo(page, 'harada.kaoruko@example.com', words('情報の書き出しができました', 'the export of your data is ready'));
  expect(mail).toContain('/me/export');
  expect(mail, 'the mail leads to the page, not to the file').not.toMatch(/\/me\/export\/\w/);
  await page.goto('/me/export');
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: words('受け取れます', 'Ready') });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(/\d (kB|MB)/);
  const link = row.getByRole('link', { name: words('受け取る', 'Download') });
  const downloading = page.waitForEvent('download');
  await link.click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^enishi-\d{8}\.zip$/);

  const files = unzip(readFileSync(await download.path()));
  const data = JSON.parse(files.get('data.json')?.toString('utf8') ?? '{}') as Record<string, unknown>;
  expect(data['format']).toBe('enishi-export');
  expect(JSON.stringify(data['name'])).toContain('薫子');
  expect(JSON.stringify(data['acts'])).toContain('export.ask');
  const html = files.get('index.html')?.toString('utf8') ?? '';
  expect(html).toContain(words('事務局が書いたメモ', 'Notes written by the alumni office'));
  expect(html).toContain(`<html lang="${words('ja', 'en')}">`);

  const path = (await link.getAttribute('href')) ?? '';
  const office = await other('office');
  const refused = await office.request.get(path, { maxRedirects: 0 });
  expect(refused.status(), 'nobody else’s, not even the office’s').toBe(404);
  const visitor = await other();
  const unknown = await visitor.request.get(path, { maxRedirects: 0 });
  expect(unknown.headers()['location']).toContain('/sign-in');
});

test('a request about data is answered by the office, in words @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'matsuda-tsubasa');
  await page.goto('/me');
  await page.getByRole('link', { name: words('情報についてのお申し出', 'Requests about your data') }).click();
  const body = page.getByLabel(words('内容', 'In your words'));
  const send = page.getByRole('button', { name: words('申し出る', 'Send the request') });
  await body.fill('入社年度が一年ちがいます。');
  await send.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(body).toHaveValue('入社年度が一年ちがいます。');
  await page.getByRole('radio', { name: words('訂正', 'Correction') }).check();
  await send.click();
  await expect(page.getByRole('status')).toContainText(words('お申し出を受け取りました', 'Your request has arrived'));
  const mine = page.getByRole('main').getByRole('listitem').filter({ hasText: '入社年度が一年ちがいます。' });
  await expect(mine).toContainText(words('お答えを待っています', 'Waiting for an answer'));
  await expect(mine).toContainText(words('までにお答えします', 'Answer by'));

  const office = await other('office');
  await office.goto('/office');
  await office.getByRole('main').getByRole('link', { name: words('情報のお申し出', 'Data requests') }).click();
  await office.getByRole('link', { name: words('松田 翼', 'Tsubasa Matsuda') }).click();
  await expect(office.getByText('入社年度が一年ちがいます。')).toBeVisible();
  await office.getByLabel(words('お答え', 'Answer'), { exact: false }).fill('名簿を直しました。');
  await office.getByRole('button', { name: words('お答えする', 'Send the answer') }).click();
  await expect(office.getByRole('status')).toContainText(words('お答えしました', 'Answered'));

  await page.reload();
  await expect(mine).toContainText('名簿を直しました。');
  await expect(mine.getByRole('button')).toHaveCount(0);
  await mailTo(page, 'tsubasa.matsuda@example.jp', '名簿を直しました。');
});

test('a request is taken back', async ({ page, words }) => {
  await signIn(page, 'kudo-eita');
  await page.goto('/me/requests');
  await page.getByRole('radio', { name: words('利用の停止', 'Stop of use') }).check();
  await page.getByLabel(words('内容', 'In your words')).fill('写真を使わないでください。');
  await page.getByRole('button', { name: words('申し出る', 'Send the request') }).click();
  const mine = page.getByRole('main').getByRole('listitem').filter({ hasText: '写真を使わないでください。' });
  await mine.getByRole('button', { name: words('取り下げる', 'Take back') }).click();
  await expect(mine).toContainText(words('取り下げました', 'Taken back'));
  await expect(mine.getByRole('button')).toHaveCount(0);
});

test('the office makes a table of whom to tell of a leak @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/rights');
  await page.getByRole('link', { name: words('漏えいのときの宛先をつくる', 'Make a list of whom to tell of a leak') }).click();
  const make = page.getByRole('button', { name: words('CSV をつくる', 'Make the CSV') });
  await page.getByLabel(words('いつから', 'Since when')).fill('2026-11-01');
  await make.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(words('いつから', 'Since when'))).toHaveValue('2026-11-01');
  await page.getByRole('radio', { name: words('役割のある方', 'Members with a role') }).check();
  await page.getByLabel(words('役割', 'Role'), { exact: true }).selectOption('reviewer');
  await page.getByRole('checkbox', { name: words('メールアドレス', 'Mail addresses') }).check();
  const downloading = page.waitForEvent('download');
  await make.click();
  const table = readFileSync(await (await downloading).path(), 'utf8');
  expect(table.startsWith('\ufeff')).toBe(true);
  const lines = table.trimEnd().split('\r\n').slice(1);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(new RegExp(`,${words('メールアドレス', 'Mail addresses')},2026-11-01$`));

  const reviewer = await other('reviewer');
  await reviewer.goto('/me/seen');
  await expect(reviewer.getByText(words('漏えいのお知らせのための宛先のファイル', 'A file of whom to tell of a leak')).first()).toBeVisible();
});
