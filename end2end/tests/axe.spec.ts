import { expect, expectGoodPage, linkIn, mailTo, signIn, test } from '../fixtures.js';
import { type Applicant, fillIn, makeLink, submit } from '../joining.js';
import { nameOf, open, pages, viewers } from '../pages.js';

for (const [who, places] of Object.entries(pages)) {
  // In Japanese on the phone and in English on the desktop.
  test(`axe finds nothing on the pages of a ${who}, and nothing scrolls sideways @axe @en`, async ({ page, allow }) => {
    test.setTimeout(240_000);
    allow(/40[34]|422/);
    const key = viewers[who as keyof typeof viewers];
    if (key) await signIn(page, key);
    for (const place of places) {
      await test.step(nameOf(place), async () => {
        await open(page, place);
        await expectGoodPage(page);
      });
    }
  });
}

test('axe finds nothing on the way in @axe', async ({ page, other }) => {
  const inviter = await other('chiba-ikumi');
  const link = await makeLink(inviter, '2010年、品質保証部');
  await expectGoodPage(inviter);
  await inviter.goto('/invitations');
  await expectGoodPage(inviter);
  await inviter.goto(link);
  await expectGoodPage(inviter);

  await page.goto(link);
  await expectGoodPage(page);
  const who: Applicant = { family: '柏木', given: '理', kana: ['カシワギ', 'オサム'], mail: 'kashiwagi@example.com', department: '品質保証部', from: '2009', to: '' };
  await fillIn(page, who);
  await submit(page);
  await expect(page).toHaveURL(/\/sign-in\//);
  await expectGoodPage(page);
  await page.goto(linkIn(await mailTo(page, who.mail), '/sign-in/link/'));
  await expectGoodPage(page);
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL(/\/join\/request\//);
  await expectGoodPage(page);
  await page.goto(link);
  await expectGoodPage(page);
});

test('axe finds nothing on what a post brings with it @axe', async ({ page, other }) => {
  await signIn(page, 'noguchi-haruka');
  await page.goto('/');
  await page.locator('#body').fill('axe に見てもらう**近況**です。\n\n- ひとつ\n- ふたつ\n\n> 引用');
  await page.locator('.composer button[value="publish"]').click();
  await expect(page).toHaveURL(/#p-/);
  const address = page.url().replace(/^.*#p-/, '/posts/');
  const reader = await other('imai-hiroshi');
  await reader.goto(`${address}/report`);
  await expectGoodPage(reader);
  await reader.locator('#reason').fill('確認のためのお知らせです。');
  await reader.locator('form:has(#reason) button.primary').click();
  await expect(reader.getByRole('status').first()).toBeVisible();
  await reader.getByLabel('この近況について').click();
  await expectGoodPage(reader);
  await page.goto(`${address}/edit`);
  await expectGoodPage(page);
  await page.locator('#body').fill('axe に見てもらう近況でした。');
  await page.locator('.composer button[value="publish"]').click();
  await expect(page).toHaveURL(`${address}#p-${address.slice("/posts/".length)}`);
  await page.goto(`${address}/history`);
  await expectGoodPage(page);
  const office = await other('office');
  await office.goto('/office/reports');
  await expectGoodPage(office);
});
