import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, mailTo, signIn, test } from '../fixtures.js';

/** A day ten days ahead at `hour`, as a field for days and times wants it; the site's clock is Tokyo's. */
function inTenDays(hour: number): string {
  const day = new Date(Date.now() + 10 * 24 * 3600 * 1000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });
  return `${day}T${String(hour).padStart(2, '0')}:00`;
}

/** The office sets up an information meeting with one seat; its address. */
async function meeting(office: Page, title: string, en: string): Promise<string> {
  await office.goto('/office/events/new');
  await office.locator('input[name="kind"][value="briefing"]').check();
  await office.locator('#title_ja').fill(title);
  await office.locator('#title_en').fill(en);
  await office.locator('#summary_ja').fill('第3期のご説明とご質問の時間です。');
  await office.locator('#starts').fill(inTenDays(19));
  await office.locator('#ends').fill(inTenDays(20));
  await office.locator('#place_ja').fill('東京本社 2階ホール');
  await office.locator('#online_url').fill('https://meet.example.com/one-seat');
  await office.locator('#capacity').fill('1');
  await office.locator('input[name="audience"][value="public"]').check();
  await office.locator('input[name="programme"][value="startup-3"]').check();
  await office.locator('form:has(#capacity) button.primary').click();
  await expect(office.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`${title}|${en}`));
  return office.url();
}

test('the last seat, the waiting list, and the next in line @en', async ({ page, other, words }) => {
  const office = await other('office');
  const address = await meeting(office, '一席だけの説明会', 'A meeting with one seat');

  const visitor = await other();
  await visitor.goto(address);
  await expect(visitor.getByText(words('残り 1 席', '1 seats left'))).toBeVisible();
  await expect(visitor.getByText('meet.example.com')).toHaveCount(0);
  await visitor.getByRole('link', { name: words('サインインして申し込む', 'Sign in to sign up') }).click();
  await expect(visitor).toHaveURL(/return_to=/);

  await signIn(page, 'katayama-junichi');
  await page.goto(address);
  await page.getByRole('button', { name: words('参加を申し込む', 'Sign up') }).click();
  await expect(page.getByText(words('お申し込みを承りました。', 'You are signed up.'))).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://meet.example.com/one-seat' })).toBeVisible();
  await mailTo(page, 'junichi.katayama@example.jp', words('【参加】一席だけの説明会', 'You are going: A meeting with one seat'));

  const second = await other('honda-rie');
  await second.goto(address);
  await expect(second.getByText(words('満席です', 'All 1 seats are taken'))).toBeVisible();
  await second.getByRole('button', { name: words('空席待ちに入る', 'Join the waiting list') }).click();
  await expect(second.getByText(words('空席待ちでお受けしました。', 'You are on the waiting list.')).first()).toBeVisible();
  await expect(second.getByText('meet.example.com')).toHaveCount(0);
  await mailTo(second, 'honda.rie@example.com', words('【空席待ち】', 'waiting list'));

  await page.locator('details.confirm summary').click();
  await page.locator('details.confirm form button').click();
  await expect(page.getByText(words('取り消しました。', 'Cancelled.'))).toBeVisible();
  await mailTo(page, 'junichi.katayama@example.jp', words('【取り消し】', 'Cancelled'));
  await second.reload();
  await expect(second.getByText(words('お席をご用意しています。', 'We have a seat for you.'))).toBeVisible();
  await mailTo(second, 'honda.rie@example.com', words('【お席が空きました】', 'seat'));

  await office.goto(address.replace('/events/', '/office/events/'));
  await expect(office.getByText(words('1名 / 定員 1', '1 of 1 seats'))).toBeVisible();
  await expect(office.getByRole('link', { name: words('本田 理恵', 'Rie Honda') })).toBeVisible();
});

test('more seats go to those who wait, in order', async ({ page, other }) => {
  const office = await other('office');
  const address = await meeting(office, '席が増える説明会', 'A meeting that grows');
  const others = [];
  for (const who of ['hirata-saori', 'kuwabara-minoru', 'mizuno-keiko']) {
    const guest = await other(who);
    await guest.goto(address);
    await guest.locator('button[value="join"]').click();
    await expect(guest.locator('button[value="leave"]')).toBeAttached();
    others.push(guest);
  }
  await signIn(page, 'office');
  await page.goto(address.replace('/events/', '/office/events/'));
  await page.locator('#capacity').fill('2');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('2名 / 定員 2')).toBeVisible();
  await others[1]?.reload();
  await expect(others[1]?.getByText('お席をご用意しています。') ?? page).toBeVisible();
  await others[2]?.reload();
  await expect(others[2]?.getByText('空席待ちでお受けしています。') ?? page).toBeVisible();
});

test('an event goes into the calendar @en', async ({ page, words }) => {
  await signIn(page, 'hattori-kei');
  await page.goto('/events/startup-briefing-2');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: words('カレンダーに入れる', 'Add to calendar') }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  for (const line of ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART:', 'DTEND:', 'SUMMARY:', 'UID:', 'END:VCALENDAR']) expect(text).toContain(line);
});

test('what is wrong with an event stands beside the field', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'office');
  await page.goto('/office/events/new');
  await page.locator('#title_ja').fill('逆さまの会');
  await page.locator('#starts').fill(inTenDays(20));
  await page.locator('#ends').fill(inTenDays(19));
  await page.locator('#capacity').fill('0');
  await page.locator('form:has(#capacity) button.primary').click();
  await expect(page.locator('#ends')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#capacity-e')).toBeVisible();
  await expect(page.locator('#title_ja')).toHaveValue('逆さまの会');
  await expect(page.locator('#starts')).toHaveValue(inTenDays(20));
});

test('興味あり is said and taken back @en', async ({ page, words }) => {
  await signIn(page, 'okubo-susumu');
  await page.goto('/programmes/startup-3');
  await page.getByRole('button', { name: words('興味あり', 'I am interested'), exact: true }).click();
  await expect(page.getByText(words('興味ありと伝えています。', 'You told us that you are interested.'))).toBeVisible();
  await page.getByRole('button', { name: words('興味ありを取り消す', 'No longer interested') }).click();
  await expect(page.getByRole('button', { name: words('興味あり', 'I am interested'), exact: true })).toBeVisible();
});

test('events for members are not there for visitors @once', async ({ page, allow }) => {
  allow(/404/);
  expect((await page.goto('/events/mikan-day'))?.status()).toBe(404);
  await page.goto('/events');
  await expect(page.getByText('みかん山のお手伝いの日')).toHaveCount(0);
});
