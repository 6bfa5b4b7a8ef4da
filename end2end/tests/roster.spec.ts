import { fileURLToPath } from 'node:url';
import { expect, signIn, test } from '../fixtures.js';

// As Excel saves it in Japan: CP932, CRLF, a quoted line break, 和暦, digits of both widths.
const roster = fileURLToPath(new URL('../files/roster-cp932.csv', import.meta.url));

test('the leavers’ file is checked cell by cell, imported, and a second time changes nothing @en', async ({ page, words }) => {
  await signIn(page, 'office');
  await page.goto('/office/roster');
  const upload = async () => {
    await page.getByLabel(words('CSV ファイル', 'CSV file')).setInputFiles(roster);
    await page.getByRole('button', { name: words('読み込んで確認する', 'Read and check') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('名簿の確認', 'Check the roster'));
  };
  await upload();
  await expect(page.getByText(words('CP932 のカンマ区切り', 'Read as CP932'))).toBeVisible();
  await expect(page.getByLabel('氏名')).toHaveValue('full_name');
  await expect(page.getByLabel('退社日')).toHaveValue('left_on');
  const bad = page.getByRole('region', { name: words('見直しが必要な行', 'Rows that need another look') });
  const cell = (row: string, column: string) => bad.getByRole('row').filter({ hasText: row }).locator(`td[data-label="${column}"]`);
  await expect(cell('A004', 'メール')).toContainText(words('メールアドレスの形', 'does not look like a mail address'));
  await expect(cell('A004', '入社日')).toContainText(words('1から12まで', 'from 1 to 12'));
  await expect(cell('A005', '退社日')).toContainText(words('入社日より前', 'before the first'));
  await expect(cell('A001', '社員番号')).toContainText(words('同じファイルの中', 'twice in this file'));
  const good = page.getByRole('region', { name: words('取り込める行', 'Rows that can be imported'), exact: true });
  await expect(good).toContainText('髙木 﨑子');
  await page.getByRole('button', { name: words('2名を取り込む', 'Import 2 people') }).click();
  await expect(page.getByText(words('新しい方 2名', '2 new, 0 updated, 0 unchanged'))).toBeVisible({ timeout: 15_000 });

  await page.goto('/office/roster');
  await upload();
  await page.getByRole('button', { name: words('2名を取り込む', 'Import 2 people') }).click();
  await expect(page.getByText(words('新しい方 0名、更新 0名、変わりのない方 2名', '0 new, 0 updated, 2 unchanged'))).toBeVisible({ timeout: 15_000 });
});

test('columns are mapped by hand, and an upload can be called off', async ({ page, words, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/roster');
  const before = await page.locator('.tallies b').first().innerText();
  await page.getByLabel('CSV ファイル').setInputFiles({
    name: 'staff.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\ufeff"No","Who","Where"\r\n"Z1","橋詰 直","第一システム部"\r\n', 'utf8'),
  });
  await page.getByRole('button', { name: '読み込んで確認する' }).click();
  await page.getByLabel('Who').selectOption({ label: '社員番号' });
  await page.getByLabel('No').selectOption({ label: '社員番号' });
  await page.getByRole('button', { name: 'この割り当てで確認する' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Who')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Who').selectOption({ label: '氏名' });
  await page.getByLabel('Where').selectOption({ label: '最終所属' });
  await page.getByRole('button', { name: 'この割り当てで確認する' }).click();
  await expect(page.getByRole('button', { name: '1名を取り込む' })).toBeVisible();
  await page.getByRole('button', { name: words('取り込まずにやめる', 'Do not import') }).click();
  await expect(page.getByText('取り込みをやめました')).toBeVisible();
  await expect(page.locator('.tallies b').first()).toHaveText(before);
});

test('a file that is none, and no file, are explained beside the field', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/roster');
  await page.getByRole('button', { name: '読み込んで確認する' }).click();
  await expect(page.locator('#file-e')).toBeVisible();
  await page.getByLabel('CSV ファイル').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from([0, 1, 2, 255, 254, 0]) });
  await page.getByRole('button', { name: '読み込んで確認する' }).click();
  await expect(page.locator('#file-e')).toBeVisible();
});
