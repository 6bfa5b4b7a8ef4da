import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, gotoAsleep, ownProfile, signIn, test } from '../fixtures.js';

const photo = fileURLToPath(new URL('../files/phone.jpg', import.meta.url));

test('a profile is edited, a wrong link keeps what was typed @en', async ({ page, other, words, allow }) => {
  allow(/422/);
  await signIn(page, 'ueda-kaori');
  const profile = await ownProfile(page);
  await page.goto('/me/profile');
  const save = page.getByRole('button', { name: words('保存する', 'Save') });
  await page.locator('#bio').fill('長野で古書店を営んでいます。\n\n週末は棚をつくっています。');
  await page.locator('#career_company_0').fill('古書ひだまり');
  await page.locator('#skills').fill('本の修理、聞くこと');
  const row = (await page.locator('input[name="link_url"]').count()) - 1;
  await page.locator(`#link_label_${row}`).fill('店のページ');
  await page.locator(`#link_url_${row}`).fill('hidamari');
  await save.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator(`#link_url_${row}`)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(`#link_url_${row}-e`)).toBeVisible();
  await expect(page.locator('#bio')).toHaveValue('長野で古書店を営んでいます。\n\n週末は棚をつくっています。');
  await expect(page.locator('#career_company_0')).toHaveValue('古書ひだまり');
  await page.locator(`#link_url_${row}`).fill('https://hidamari.example.jp/');
  await save.click();
  await expect(page.getByText(words('プロフィールを保存しました。', 'Your profile was saved.'))).toBeVisible();

  const reader = await other('suto-wataru');
  await reader.goto(profile);
  await expect(reader.getByText('長野で古書店を営んでいます。')).toBeVisible();
  await expect(reader.getByText('古書ひだまり').first()).toBeVisible();
  await expect(reader.getByRole('link', { name: '店のページ' })).toHaveAttribute('href', 'https://hidamari.example.jp/');
  await expect(reader.getByText('本の修理')).toBeVisible();
});

test('what is typed survives a reload, each in its own field, until it is saved @script', async ({ page }) => {
  await signIn(page, 'otsuka-masashi');
  await page.goto('/me/profile');
  const rows = await page.locator('input[name="link_label"]').count();
  const last = page.locator(`#link_label_${rows - 1}`);
  await last.fill('途中の名前');
  await page.locator('#bio').fill('途中の自己紹介');
  await page.reload();
  await expect(page.locator('#bio')).toHaveValue('途中の自己紹介');
  await expect(last).toHaveValue('途中の名前');
  for (const period of await page.locator('input[name="period_title"]').all()) await expect(period).not.toHaveValue('途中の名前');
  await page.locator(`#link_url_${rows - 1}`).fill('https://example.jp/');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('プロフィールを保存しました。')).toBeVisible();
  await page.reload();
  await expect(page.locator(`#link_label_${rows - 1}`)).toHaveValue('途中の名前');
  await expect(page.locator(`#link_label_${rows}`)).toHaveValue('');
  await expect(page.locator(`#link_url_${rows}`)).toHaveValue('');
});

test('what is typed before the page has woken survives a reload too @script', async ({ page }) => {
  await signIn(page, 'sakai-midori');
  const wake = await gotoAsleep(page, '/me/profile');
  await page.locator('#help').fill('途中のひとこと');
  const kept = () => page.evaluate(() => Object.values(localStorage).some((text: string) => text.includes('途中のひとこと')));
  expect(await kept()).toBe(false);
  wake();
  await expect.poll(kept).toBe(true);
  await page.reload();
  await expect(page.locator('#help')).toHaveValue('途中のひとこと');
});

test('each part is seen as far as its owner chose', async ({ page, other, allow }) => {
  allow(/404/);
  await signIn(page, 'tamura-kazuki');
  const profile = await ownProfile(page);
  const bio = '公開範囲を確かめるための自己紹介です。';
  const choose = async (level: string) => {
    await page.goto('/me/profile');
    await page.locator('#bio').fill(bio);
    await page.locator('#seen_bio').selectOption({ label: level });
    await page.getByRole('button', { name: '保存する' }).click();
    await expect(page.getByText('プロフィールを保存しました。')).toBeVisible();
  };
  const member = await other('tsuji-sho');
  const office = await other('office');
  const visitor = await other();
  const sees = async (who: Page) => {
    await who.goto(profile);
    return (await who.getByText(bio).count()) > 0;
  };
  await choose('自分だけ');
  expect([await sees(page), await sees(office), await sees(member), await sees(visitor)]).toEqual([true, false, false, false]);
  await choose('事務局まで');
  expect([await sees(office), await sees(member)]).toEqual([true, false]);
  await member.goto('/people?q=確かめるための');
  await expect(member.getByRole('heading', { name: 'まだ見つかりません' })).toBeVisible();
  await choose('メンバーまで');
  expect([await sees(member), await sees(visitor)]).toEqual([true, false]);
  await choose('公開');
  expect(await sees(visitor)).toBe(true);
});

test('a phone’s picture is turned upright and tells no place', async ({ page, browser }) => {
  const original = readFileSync(photo);
  expect(original.includes('Exif')).toBe(true);
  await signIn(page, 'komatsu-rina');
  await page.goto('/me/photo');
  await page.getByLabel('写真のファイル').setInputFiles(photo);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('写真を新しくしました。')).toBeVisible();
  const small = (await page.getByRole('main').locator('img.avatar').getAttribute('src')) ?? '';
  const answer = await page.request.get(small.replace('/small', '/large'));
  const bytes = await answer.body();
  for (const trace of ['Exif', 'EXIF', 'GPS', 'Phone of a test']) expect(bytes.includes(trace), trace).toBe(false);

  // The file lies on its side: red left, blue right. Upright, red is above blue.
  const eye = await browser.newPage({ javaScriptEnabled: true });
  const picture = `data:${answer.headers()['content-type']};base64,${bytes.toString('base64')}`;
  const [above, below] = await eye.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(source)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const brush = canvas.getContext('2d');
    brush?.drawImage(bitmap, 0, 0);
    const at = (y: number) => [...(brush?.getImageData(bitmap.width / 2, bitmap.height * y, 1, 1).data ?? [])];
    return [at(0.1), at(0.9)];
  }, picture);
  await eye.close();
  expect(above?.[0]).toBeGreaterThan(150);
  expect(below?.[2]).toBeGreaterThan(150);

  await page.getByRole('button', { name: '写真をはずす' }).click();
  await expect(page.getByText('写真をはずしました。')).toBeVisible();
  expect((await page.request.get(small)).status()).toBe(404);
});

test('what is no picture is explained beside the field', async ({ page, allow }) => {
  allow(/422/);
  await signIn(page, 'asano-hayato');
  await page.goto('/me/photo');
  await page.getByLabel('写真のファイル').setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.locator('#photo-e')).toBeVisible();
  await expect(page.getByLabel('写真のファイル')).toHaveAttribute('aria-invalid', 'true');
});
