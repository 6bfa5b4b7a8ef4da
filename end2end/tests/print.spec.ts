import { expect, signIn, test } from '../fixtures.js';

test('a profile on paper is what is read of it, black on white @once @script', async ({ page }) => {
  await signIn(page, 'patel-rohan');
  await page.request.post('/reading', { form: { theme: 'dark', back: '/' }, maxRedirects: 0 });
  await page.goto(`/people?q=${encodeURIComponent('清水 健')}`);
  await page.getByRole('link', { name: '清水 健', exact: true }).click();
  await page.locator('summary', { hasText: 'つながりをお願いする' }).click();
  await page.locator('summary', { hasText: 'この方と距離をおく' }).click();

  const read = [page.getByRole('heading', { level: 1, name: '清水 健' }), page.locator('ol.career li').first(), page.getByText('流通営業'), page.locator('dl.facts')];
  const pressed = page.locator('header.side, nav, footer, .acts, form, button, summary, textarea');
  const visible = async () => (await pressed.all()).reduce(async (sum, one) => (await sum) + Number(await one.isVisible()), Promise.resolve(0));
  const look = () =>
    page.evaluate(() => {
      const all = [...document.querySelectorAll('html, body, main, main *')].filter((one) => one.checkVisibility());
      const has = (of: Element) => [...of.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      const style = (of: Element) => getComputedStyle(of);
      return {
        scheme: style(document.documentElement).colorScheme,
        name: style(document.querySelector('h1') ?? document.body).color,
        inks: [...new Set(all.filter(has).map((one) => style(one).color))],
        papers: [...new Set(all.map((one) => style(one).backgroundColor))],
      };
    });

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ media: 'screen', colorScheme });
    for (const part of read) await expect(part).toBeVisible();
    expect(await visible()).toBeGreaterThan(8);
    expect(await look()).toMatchObject({ scheme: 'dark', name: 'rgb(233, 230, 223)' });

    await page.emulateMedia({ media: 'print', colorScheme });
    for (const part of read) await expect(part).toBeVisible();
    expect(await visible()).toBe(0);
    const { scheme, name, inks, papers } = await look();
    expect([scheme, name]).toEqual(['light', 'rgb(0, 0, 0)']);
    console.log(inks, papers);
    console.log(await page.evaluate(() => [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && getComputedStyle(one).color === 'rgb(47, 101, 70)').map((one) => one.outerHTML)));
    await page.screenshot({ path: `/tmp/e2e/print-${colorScheme}.png`, fullPage: true });
  }
});
