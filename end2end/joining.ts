import type { Page } from '@playwright/test';
import { expect, linkIn, mailTo } from './fixtures.js';

/** What somebody writes into the form for joining. */
export type Applicant = { family: string; given: string; kana: [string, string]; mail: string; department: string; from: string; to: string };

/** Makes an invitation link as the member `page` is signed in as. */
export async function makeLink(page: Page, together: string): Promise<string> {
  await page.goto('/invitations');
  await page.locator('#worked_together').fill(together);
  await page.locator('#note').fill('また話しましょう。');
  await page.locator('form:has(#worked_together) button.primary').click();
  await expect(page.getByRole('status')).toBeVisible();
  return page.locator('#link').inputValue();
}

/** Fills in the form for joining. */
export async function fillIn(page: Page, who: Applicant): Promise<void> {
  await page.locator('#family').fill(who.family);
  await page.locator('#given').fill(who.given);
  await page.locator('#family_kana').fill(who.kana[0]);
  await page.locator('#given_kana').fill(who.kana[1]);
  await page.locator('#mail').fill(who.mail);
  await page.locator('#department').fill(who.department);
  await page.locator('#year_from').fill(who.from);
  await page.locator('#year_to').fill(who.to);
  await page.locator('#purpose').check();
}

/** Sends the form for joining. */
export const submit = (page: Page) => page.locator('form:has(#purpose) button.primary').click();

/** Opens the mailed link and presses its button. */
export async function prove(page: Page, mail: string): Promise<void> {
  await page.goto(linkIn(await mailTo(page, mail), '/sign-in/link/'));
  await page.getByRole('main').getByRole('button').click();
}

/** Asks to join without a link and proves the address; ends on the page of the request, which waits. */
export async function askToJoin(page: Page, who: Applicant): Promise<void> {
  await page.goto('/join');
  await fillIn(page, who);
  await submit(page);
  await expect(page).toHaveURL(/\/sign-in\//);
  await prove(page, who.mail);
  await expect(page).toHaveURL(/\/join\/request\//);
}
