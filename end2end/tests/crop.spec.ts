import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.js';

// Upright it is red above and blue below.
const photo = fileURLToPath(new URL('../files/phone.jpg', import.meta.url));

/** Red and blue in the middle of the portrait on the page. */
async function middle(page: Page): Promise<{ red: number; blue: number }> {
  const small = (await page.getByRole('main').locator('img.avatar').getAttribute('src')) ?? '';
  const bytes = await (await page.request.get(small)).body();
  const eye = await page.context().browser()!.newPage({ javaScriptEnabled: true });
  const pixel = await eye.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(source)).blob());
    const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    brush.drawImage(bitmap, 0, 0);
    return [...brush.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data];
  }, `data:image/webp;base64,${bytes.toString('base64')}`);
  await eye.close();
  return { red: pixel[0] ?? 0, blue: pixel[2] ?? 0 };
}

/** The square on a picture that was just chosen, taken hold of by the keyboard. */
async function square(page: Page, who: string): Promise<Locator> {
  await signIn(page, who);
  await page.goto('/me/photo');
  const square = page.getByRole('slider', { name: '使う場所' });
  await expect(square).toBeHidden();
  await page.locator('#photo').setInputFiles(photo);
  await expect(square).toBeVisible();
  await square.focus();
  return square;
}

/** Saves the picture; red and blue in its middle. */
async function saved(page: Page): Promise<{ red: number; blue: number }> {
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('写真を新しくしました。')).toBeVisible();
  return middle(page);
}

test('the square of a portrait is chosen by numbers, and a wrong one keeps the others @en', async ({ page, words, allow }) => {
  allow(/422/);
  await signIn(page, 'yamasaki-ryo');
  await page.goto('/me/photo');
  await page.locator('#photo').setInputFiles(photo);
  await page.locator('#crop_y').fill('100');
  await page.locator('#crop_size').fill('5');
  const save = page.getByRole('button', { name: words('保存する', 'Save') });
  await save.click();
  await expect(page.locator('#crop_size')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#crop_y')).toHaveValue('100');
  // Whoever corrects the number and forgets the file is told so: the old picture would stay.
  await page.locator('#crop_size').fill('40');
  await save.click();
  await expect(page.locator('#photo-e')).toBeVisible();
  await page.locator('#photo').setInputFiles(photo);
  await save.click();
  await expect(page.getByText(words('写真を新しくしました。', 'Your picture is new.'))).toBeVisible();
  const below = await middle(page);
  expect(below.blue).toBeGreaterThan(below.red + 100);
});

test('the square is moved by keys and shown on the picture @script', async ({ page }) => {
  const held = await square(page, 'matsumoto-keiko');
  const size = Number(await page.locator('#crop_size').inputValue());
  for (let press = 0; press < 12; press++) await page.keyboard.press('-');
  expect(Number(await page.locator('#crop_size').inputValue())).toBeLessThan(size || 100);
  for (let press = 0; press < 60; press++) await page.keyboard.press('ArrowUp');
  await expect(page.locator('#crop_y')).toHaveValue('0');
  await expect(held).toHaveAttribute('aria-valuetext', /上下0%/);
  const above = await saved(page);
  expect(above.red).toBeGreaterThan(above.blue + 100);
});

test('the square is dragged with a finger, and the page stays where it is @script @once', async ({ page }) => {
  const held = await square(page, 'fujii-rena');
  for (let press = 0; press < 12; press++) await page.keyboard.press('-');
  await expect(page.locator('#crop_y')).not.toHaveValue('');
  await held.scrollIntoViewIfNeeded();
  const box = (await held.boundingBox())!;
  const place = async () => [await page.locator('#crop_x').inputValue(), await page.locator('#crop_y').inputValue()];
  const [before, top] = [await place(), await page.evaluate(() => scrollY)];
  const cdp = await page.context().newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', across = 0, down = 0) => {
    const point = { x: box.x + box.width / 2 + across, y: box.y + box.height / 2 + down };
    return cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [point] });
  };
  await finger('touchStart');
  for (let step = 1; step <= 10; step++) await finger('touchMove', step * 30, step * 30);
  await finger('touchEnd');
  expect(await place()).toEqual(['100', '100']);
  expect(before).not.toEqual(['100', '100']);
  expect(await page.evaluate(() => scrollY)).toBe(top);
  const below = await saved(page);
  expect(below.blue).toBeGreaterThan(below.red + 100);
});
