import type { Page } from '@playwright/test';
import { expect, ownProfile, signIn, test } from '../fixtures.js';

/** Asks the person at `profile`, at the foot of their page. */
async function ask(page: Page, profile: string, summary: string, said: string): Promise<void> {
  await page.goto(profile);
  await page.locator('summary', { hasText: summary }).click();
  const form = page.locator(`form[action="${profile}/connect"]`);
  await form.locator('textarea[name="words"]').fill(said);
  await form.getByRole('button').click();
}

test('two members connect, and a block takes it away @en', async ({ page, other, words, allow }) => {
  allow(/404|422/);
  await signIn(page, 'watanabe-hikaru');
  const asked = await other('kono-fumi');
  const [hikaru, fumi] = [await ownProfile(page), await ownProfile(asked)];
  const name = words('渡部 光', 'Hikaru Watanabe');
  const toAsk = words('つながりをお願いする', 'Ask to connect');
  const near = (of: Page) => of.locator('section[aria-labelledby="connection"]');
  const notice = (of: Page) => of.locator('.notice[role="status"]');
  const press = (of: Page, who: string, verb: string) => of.locator(`form[action="${who}/ties"] button[name="verb"][value="${verb}"]`).click();

  await ask(page, fumi, toAsk, 'あ'.repeat(301));
  await expect(page.locator('#words-e')).toBeVisible();
  await expect(page.locator('#words')).toHaveValue('あ'.repeat(301));
  await page.locator('#words').fill('品質保証の研修でご一緒しました。');
  await page.locator(`form[action="${fumi}/connect"]`).getByRole('button').click();
  await expect(page).toHaveURL(fumi);
  await expect(notice(page)).toContainText(words('お願いしました', 'You asked'));

  await asked.goto('/me/connections/requests');
  await expect(asked.locator('main')).toContainText(name);
  await expect(asked.locator('main')).toContainText('品質保証の研修でご一緒しました。');
  await press(asked, hikaru, 'accept');
  const connected = words('つながっています', 'are connected');
  await expect(asked).toHaveURL(hikaru);
  await expect(near(asked)).toContainText(connected);
  await page.goto(fumi);
  await expect(near(page)).toContainText(connected);
  await page.goto('/me/connections');
  await expect(page.locator(`main a[href="${fumi}"]`)).toBeVisible();

  await asked.locator('summary', { hasText: words('この方と距離をおく', 'Keep a distance') }).click();
  await press(asked, hikaru, 'block');
  await expect(asked).toHaveURL('/me/private');
  await expect(asked.locator('main')).toContainText(name);
  for (const [by, who] of [[page, fumi], [asked, hikaru]] as const) expect((await by.goto(who))?.status()).toBe(404);

  await asked.goto('/me/private');
  await press(asked, hikaru, 'unblock');
  await expect(asked.locator('main')).not.toContainText(name);
  expect((await page.goto(fumi))?.status()).toBe(200);
  await expect(near(page)).not.toContainText(connected);

  await ask(page, fumi, toAsk, '');
  await expect(near(page).locator('button[value="withdraw"]')).toBeVisible();
  await asked.goto(hikaru);
  await press(asked, hikaru, 'decline');
  await expect(asked).toHaveURL('/me/connections/requests');
  await expect(asked.locator('main')).not.toContainText(name);
  await page.reload();
  await expect(near(page).locator('button[value="withdraw"]'), 'a no looks like no answer').toBeVisible();
});
