import { expect, signIn, test } from '../fixtures.js';

test('the first key leads past the navigation @script', async ({ page }) => {
  await signIn(page, 'long-time');
  for (const path of ['/', '/people', '/sign-in?return_to=/', '/events']) {
    await page.goto(path);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: '本文へ' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  }
});

test('whatever has the focus shows it @script', async ({ page }) => {
  await signIn(page, 'office');
  for (const path of ['/', '/people', '/me/profile', '/office/queue']) {
    await page.goto(path);
    for (let key = 0; key < 25; key += 1) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return 'nothing';
        const seen = [focused, focused.nextElementSibling, focused.parentElement].filter((part) => part !== null);
        const ringed = seen.some((part) => {
          const style = getComputedStyle(part);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        });
        return ringed ? 'shown' : focused.outerHTML.slice(0, 120);
      });
      // Past the last link the focus leaves the page.
      if (key > 5 && shown === 'nothing') break;
      expect(shown, path).toBe('shown');
    }
  }
});

test('a menu opens, is walked and closes by keyboard', async ({ page }) => {
  await signIn(page, 'long-time');
  await page.goto('/me');
  const summary = page.locator('details.account summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('details.account')).toHaveAttribute('open', '');
  await page.keyboard.press('Tab');
  await expect(page.locator('details.account .sheet a').first()).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('details.account')).not.toHaveAttribute('open', '');
});

test('Enter makes a new line while writing, and sends nothing @script', async ({ page }) => {
  await signIn(page, 'long-time');
  await page.goto('/');
  await page.locator('#body').fill('');
  await page.locator('#body').focus();
  await page.keyboard.type('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(page.locator('#body')).toHaveValue('one\ntwo');
  await expect(page).toHaveURL('/');
});
