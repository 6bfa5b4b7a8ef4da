import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, mailTo, ownProfile, signIn, test } from '../fixtures.js';

/** Connects two members; gives the addresses of their profiles. */
async function connect(one: Page, two: Page): Promise<[string, string]> {
  const [first, second] = [await ownProfile(one), await ownProfile(two)];
  await one.request.post(`${second}/connect`, { form: { words: '' }, maxRedirects: 0 });
  await two.request.post(`${first}/ties`, { form: { verb: 'accept' }, maxRedirects: 0 });
  return [first, second];
}

const card = (page: Page) => page.locator('main a[href$="/card.vcf"]');

/** Downloads the card on the page: the name of the file, and its lines. */
async function download(page: Page): Promise<[string, string[]]> {
  const coming = page.waitForEvent('download');
  await card(page).click();
  const file = await coming;
  return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8').split('\r\n')];
}

test('whoever is connected takes the card along, with what connections see, and nobody else does', async ({ page, other }) => {
  await signIn(page, 'fujiwara-saki');
  const friend = await other('muller-anna');
  const [saki, anna] = await connect(page, friend);

  await page.goto(anna);
  const [name, lines] = await download(page);
  expect(name).toBe('ミュラー アンナ.vcf');
  expect(lines[0]).toBe('BEGIN:VCARD');
  expect(lines).toContain('FN:ミュラー アンナ');
  expect(lines).toContain('EMAIL;TYPE=INTERNET:anna.muller@example.jp');

  await friend.goto(saki);
  const [, back] = await download(friend);
  expect(back).toContain('FN:藤原 紗季');
  expect(back.join()).not.toContain('EMAIL');

  for (const stranger of [await other('sasaki-kaoru'), await other('hayashi-kentaro')]) {
    await stranger.goto(anna);
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('ミュラー アンナ');
    await expect(card(stranger)).toHaveCount(0);
  }
  await friend.goto(anna);
  await expect(card(friend), 'none of one’s own').toHaveCount(0);
  const status = async (who: Page) => (await who.request.get(`${anna}/card.vcf`, { maxRedirects: 0 })).status();
  expect(await status(page)).toBe(200);
  for (const who of [await other('sasaki-kaoru'), await other('hayashi-kentaro'), await other()]) expect(await status(who)).not.toBe(200);
});

test('a connection ends for both, and nobody is told', async ({ page, other }) => {
  await signIn(page, 'hashimoto-yu');
  const friend = await other('garcia-luis');
  const [yu, luis] = await connect(page, friend);
  const address = 'garcial16@example.com';
  const mails = async () => (await (await page.request.get('/dev/mailbox')).text()).split(address).length - 1;
  const heard = async () => {
    await friend.goto('/');
    const cards = await friend.locator('main > aside').allTextContents();
    await expect(friend.locator('.notice')).toHaveCount(0);
    await friend.goto('/me');
    return [cards, await friend.getByRole('main').textContent()];
  };
  await mailTo(page, address, '橋本 悠さんから、つながりのお願いです');
  await friend.goto(yu);
  await expect(card(friend)).toBeVisible();
  const [told, before] = [await mails(), await heard()];

  await page.goto(luis);
  await expect(card(page)).toBeVisible();
  const end = page.locator('button[value="end"]');
  await expect(end).toBeHidden();
  await page.locator('summary', { hasText: 'つながりを終える' }).click();
  await end.click();
  await expect(page).toHaveURL('/me/connections');
  await expect(page.getByText('つながりを終えました。')).toBeVisible();
  await expect(page.locator(`main a[href="${luis}"]`)).toHaveCount(0);

  expect(await heard()).toEqual(before);
  for (const [who, profile] of [[page, luis], [friend, yu]] as const) {
    await who.goto(profile);
    await expect(who.locator(`form[action="${profile}/connect"]`)).toBeAttached();
    await expect(card(who)).toHaveCount(0);
  }

  // Mails keep their order: the next one to the friend is that of another request.
  await page.request.post(`${luis}/connect`, { form: { words: 'またお願いします。' }, maxRedirects: 0 });
  await mailTo(page, address, 'またお願いします。');
  expect(await mails()).toBe(told + 1);
  expect(await heard(), 'a request would be heard of').not.toEqual(before);
});
