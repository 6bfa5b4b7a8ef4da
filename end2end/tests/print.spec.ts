import { expect, signIn, test } from '../fixtures.js';

/** What is of no use on paper. */
const forScreens = ['header.side', 'header nav', 'footer', '.acts', 'form', 'button', 'summary', 'textarea'];

test('a profile on paper is what is read of it, black on white in every theme @once @script', async ({ page }) => {
  await signIn(page, 'patel-rohan');
  const look = () =>
    page.evaluate(() => {
      const shown = [...document.querySelectorAll('html, body, main, main *')].filter((one) => one.checkVisibility());
      const inks = shown.filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()));
      return {
        inks: [...new Set(inks.map((one) => getComputedStyle(one).color))],
        papers: [...new Set(shown.map((one) => getComputedStyle(one).backgroundColor))],
        canvas: getComputedStyle(document.documentElement).colorScheme,
      };
    });

  // A dark device, and a dark theme on a light one.
  for (const [colorScheme, theme] of [['dark', 'auto'], ['light', 'dark']] as const) {
    await page.request.post('/reading', { form: { theme, back: '/' }, maxRedirects: 0 });
    await page.emulateMedia({ media: 'screen', colorScheme });
    await page.goto(`/people?q=${encodeURIComponent('清水 健')}`);
    await page.getByRole('link', { name: '清水 健', exact: true }).click();
    for (const folded of ['つながりをお願いする', 'この方と距離をおく']) await page.locator('summary', { hasText: folded }).click();
    const name = page.getByRole('heading', { level: 1, name: '清水 健' });
    const read = [name, page.getByText('倉庫の現場見学'), page.locator('dl.facts'), page.locator('ol.career').getByText('流通営業')];
    for (const part of read) await expect(part).toBeVisible();
    for (const part of forScreens) await expect(page.locator(part).filter({ visible: true }).first(), part).toBeVisible();
    await expect(name).toHaveCSS('color', 'rgb(233, 230, 223)');

    await page.emulateMedia({ media: 'print', colorScheme });
    for (const part of read) await expect(part).toBeVisible();
    for (const part of forScreens) await expect(page.locator(part).filter({ visible: true }), part).toHaveCount(0);
    await expect(name).toHaveCSS('color', 'rgb(0, 0, 0)');
    const { inks, papers, canvas } = await look();
    const lights = inks.flatMap((ink) => (ink.match(/\d+/g) ?? []).map(Number)).filter((part) => part > 0x70);
    expect(lights, `inks ${inks.join(' ')}`).toEqual([]);
    expect(papers.sort(), 'nothing or white').toEqual(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);
    expect(canvas).toBe('light');
  }
});
