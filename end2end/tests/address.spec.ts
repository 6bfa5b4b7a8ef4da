import type { Page } from '@playwright/test';
import { expect, expectGoodPage, linkIn, mailTo, signIn, test } from '../fixtures.js';

/** The six digits mailed to `address` under a subject with `about`. */
async function codeFor(page: Page, address: string, about: string): Promise<string> {
  const subject = new RegExp(`${about}.* (\\d{6})`);
  return subject.exec(await mailTo(page, address, subject))?.[1] ?? '';
}

test('a second address is added at both ends, signs in, becomes the main one and replaces the first @en', async ({ page, words }) => {
  const [first, second] = ['uchida.akira@example.com', 'another.address@example.org'];
  await signIn(page, 'uchida-akira');
  await page.goto('/me');
  await page.getByRole('link', { name: words('メールアドレス', 'Mail addresses') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('メールアドレス', 'Mail addresses'));
  const list = page.getByRole('main').getByRole('list').first();
  await expect(list).toContainText(first);
  await page.getByLabel(words('加えるアドレス', 'Address to add')).fill(second);
  await page.getByRole('button', { name: words('確認のメールを受け取る', 'Send me the mails') }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('アドレスの確認', 'Confirming an address'));
  const request = page.url();
  const code = await codeFor(page, second, words('アドレスの確認の番号', 'your code for this address'));
  await page.getByLabel(words('6桁の番号', 'Six-digit code')).fill(code);
  await page.getByRole('button', { name: words('確認する', 'Confirm'), exact: true }).click();
  await expect(page.getByRole('status')).toContainText(words('加えるアドレスを確認しました', 'The new address is confirmed'));
  await page.goto('/me/addresses');
  await expect(list).not.toContainText(second);

  const confirmation = linkIn(await mailTo(page, first, words('お申し出について', 'is to be added')), '/addresses/confirm/');
  await page.goto(confirmation);
  await page.getByRole('button', { name: words('この変更を認める', 'Agree to the change') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('アドレスを加えました', 'The address is added'));
  await page.goto(request);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('この手続きは終わっています', 'This is over'));
  await page.goto('/me/addresses');
  await expect(list).toContainText(second);
  await mailTo(page, first, words('アドレスを加えました', 'an address was added'));

  await page.goto('/me');
  await page.getByRole('main').getByRole('button', { name: words('サインアウト', 'Sign out') }).click();
  await page.goto('/sign-in?return_to=%2Fme%2Faddresses');
  await page.getByLabel(words('メールアドレス', 'Mail address')).fill(second);
  await page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') }).click();
  await page.getByLabel(words('6桁の番号', 'Six-digit code')).fill(await codeFor(page, second, words('サインインの番号', 'your sign-in code')));
  await page.getByRole('button', { name: words('サインインする', 'Sign in') }).click();

  await expect(page).toHaveURL('/me/addresses');
  const rowOf = (address: string) => list.getByRole('listitem').filter({ hasText: address }).first();
  await rowOf(second).getByRole('button', { name: words('主なアドレスにする', 'Make it the main one') }).click();
  await expect(page.getByRole('status')).toContainText(words('主なアドレスを変えました', 'The main address is changed'));
  await rowOf(first).locator('summary').click();
  await rowOf(first).locator('form:has(input[value="' + first + '"]) button.danger').click();
  await expect(page.getByRole('status')).toContainText(words('アドレスを外しました', 'The address is removed'));
  await expect(list).not.toContainText(first);
  await expect(list).toContainText(words('ただ一つのアドレス', 'Your only address'));
  await mailTo(page, first, words('アドレスを外しました', 'an address was removed'));
});

test('the main address stops what its owner did not ask for', async ({ page, other }) => {
  const [first, second] = ['hamada.koji@example.com', 'somebody.else@example.org'];
  await signIn(page, 'hamada-koji');
  await page.goto('/me/addresses');
  await page.getByLabel('加えるアドレス').fill(second);
  await page.getByRole('button', { name: '確認のメールを受け取る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('アドレスの確認');
  const request = page.url();
  // Neither mail asks to be signed in.
  const visitor = await other();
  await visitor.goto(linkIn(await mailTo(page, second, 'アドレスの確認の番号'), '/addresses/new/'));
  await visitor.getByRole('main').getByRole('button').click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('このアドレスを確認しました');
  await visitor.goto(linkIn(await mailTo(page, first, 'お申し出について'), '/addresses/confirm/'));
  await visitor.getByRole('button', { name: 'この変更を止める' }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('この変更は取りやめになりました');
  await page.goto(request);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('この手続きは終わっています');
  await page.goto('/me/addresses');
  await expect(page.getByRole('main')).not.toContainText(second);
});

test('the office confirms for somebody who lost the old address @en', async ({ page, other, words }) => {
  const second = 'after.the.company@example.org';
  await signIn(page, 'takeda-nanako');
  await page.goto('/me/addresses');
  await page.getByLabel(words('加えるアドレス', 'Address to add')).fill(second);
  await page.getByRole('button', { name: words('確認のメールを受け取る', 'Send me the mails') }).click();
  const code = await codeFor(page, second, words('アドレスの確認の番号', 'your code for this address'));
  await page.getByLabel(words('6桁の番号', 'Six-digit code')).fill(code);
  await page.getByRole('button', { name: words('確認する', 'Confirm'), exact: true }).click();
  await page.locator('summary', { hasText: words('見られないとき', 'You cannot read') }).click();
  await page.getByRole('button', { name: words('事務局に確認をお願いする', 'Ask the alumni office') }).click();
  await expect(page.getByRole('status')).toBeVisible();

  const office = await other('office');
  await mailTo(office, 'en@sakurabashi.example.jp', '/office/queue/addresses');
  await office.goto('/office/queue');
  await office.getByRole('link', { name: words('メールアドレスの確認をお待ちの方', 'wait for a confirmed address') }).click();
  const waiting = office.getByRole('main').getByRole('listitem').filter({ hasText: second });
  await waiting.getByRole('button', { name: words('確かめたので認める', 'I made sure') }).click();
  await expect(office.getByRole('status')).toContainText(words('認めました', 'Confirmed'));
  await page.goto('/me/addresses');
  await expect(page.getByRole('main').getByRole('list').first()).toContainText(second);
});

test('axe finds nothing on the way to another address @axe', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'imamura-kei');
  await page.goto('/me/addresses');
  await page.getByLabel('加えるアドレス').fill('quiet.place@example.org');
  await page.getByRole('button', { name: '確認のメールを受け取る' }).click();
  await page.getByRole('button', { name: '確認する', exact: true }).click();
  await expectGoodPage(page);
  await page.goto('/me/addresses');
  await expectGoodPage(page);
  await page.goto(linkIn(await mailTo(page, 'quiet.place@example.org', 'アドレスの確認の番号'), '/addresses/new/'));
  await expectGoodPage(page);
});
