import { readFileSync } from 'node:fs';
import { expect, mailTo, signIn, test } from '../fixtures.js';

test('the office reads an application, exports all of them, and decides @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'arai-maho');
  const office = await other('office');
  await office.goto('/office/programmes');
  await office.locator('a[href="/office/programmes/startup-3/applications"]').first().click();
  const exporting = office.waitForEvent('download');
  await office.getByRole('link', { name: words('CSV で書き出す', 'Export as CSV') }).click();
  const table = readFileSync(await (await exporting).path(), 'utf8');
  expect(table.startsWith('\ufeff')).toBe(true);
  expect(table).toMatch(/\r\n$/);
  const line = table.split('\r\n').find((row) => row.includes('なまえの橋')) ?? '';
  expect(line).toContain(words('新井 真帆', 'Maho Arai'));
  expect(line).toContain(words('応募済み', 'Applied'));
  expect(table, 'drafts are their teams’ own').not.toContain('沢の電気');

  await office.getByRole('link', { name: /なまえの橋/ }).click();
  await expect(office.getByRole('heading', { name: words('どんな困りごとですか', 'What is the problem?') })).toBeVisible();
  const note = office.getByLabel(words('チームへのことば', 'Words to the team'));
  const decide = office.getByRole('button', { name: words('決めて、チームへ知らせる', 'Decide and tell the team') });
  await office.getByRole('radio', { name: words('見送り', 'Not this time') }).check();
  await decide.click();
  await expect(note).toHaveAttribute('aria-invalid', 'true');
  await expect(office.getByRole('radio', { name: words('見送り', 'Not this time') })).toBeChecked();
  await office.getByRole('radio', { name: words('書類審査中', 'In review') }).check();
  await note.fill('たのしみに拝読します。');
  await decide.click();
  await expect(office.getByText(words('チームへお知らせしました。', 'The team is told.'))).toBeVisible();

  await page.goto('/me');
  await page.getByRole('link', { name: /なまえの橋/ }).click();
  await expect(page.locator('.head .badge')).toHaveText(words('書類審査中', 'In review'));
  await expect(page.getByText('たのしみに拝読します。')).toBeVisible();
  await mailTo(page, 'araim17@example.com', words('への応募について', 'About your application'));
});

test('興味あり reaches the office @en', async ({ page, other, words }) => {
  const office = await other('office');
  await signIn(page, 'kubota-minoru');
  await page.goto('/programmes/startup-3');
  await page.getByRole('button', { name: words('興味あり', 'I am interested'), exact: true }).click();
  await expect(page.getByText(words('興味ありと伝えています。', 'You told us that you are interested.'))).toBeVisible();
  await office.goto('/office/programmes/startup-3/interested');
  const row = office.getByRole('main').getByRole('listitem').filter({ hasText: words('久保田 稔', 'Minoru Kubota') });
  await expect(row).toContainText(words('から', 'since'));
});
