import type { Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.js';
import { fillIn, makeLink, prove, submit } from '../joining.js';

const number = (text: string): number => Number(text.replace(/\D/g, ''));

/** The big number of a tile on the office's home. */
const tile = async (office: Page, name: string): Promise<number> =>
  number(await office.locator('.stat', { has: office.getByText(name, { exact: true }) }).locator('b').innerText());

/** The number beside `what` in the card of invitations. */
const tally = async (office: Page, what: string): Promise<number> =>
  number(await office.locator('.tallies li', { hasText: what }).locator('b').innerText());

test('the home counts what waits, and the numbers follow what happens @en', async ({ page, other, words }) => {
  await signIn(page, 'office');
  const programme = page.locator('.desk li', { has: page.locator('a[href="/office/programmes/startup-3/applications"]') });
  const interested = async () => number(await programme.getByText(words('興味あり', 'interested')).innerText());
  const event = page.locator('.desk li', { has: page.locator('a[href="/office/events/startup-briefing-2"]') });
  const seats = async () => Number(await event.locator('meter').getAttribute('value'));
  const read = async () => {
    await page.goto('/office');
    return [await tile(page, words('参加の確認', 'Requests to join')), await interested(), await seats()];
  };
  const [waiting = 0, keen = 0, going = 0] = await read();
  await page.getByRole('main').getByRole('link', { name: words('参加の確認', 'Requests to join'), exact: true }).click();
  await expect(page.getByText(new RegExp(words(`確認待ち ${waiting}名`, `${waiting} waiting`)))).toBeVisible();

  const visitor = await other();
  await visitor.goto('/join');
  await fillIn(visitor, { family: '木村', given: '灯', kana: ['キムラ', 'トモリ'], mail: 'tomori@example.com', department: '総務', from: '2001', to: '2004' });
  await submit(visitor);
  expect(await read(), 'a request nobody proved is not there yet').toEqual([waiting, keen, going]);
  await prove(visitor, 'tomori@example.com');
  await expect(visitor).toHaveURL(/\/join\/request\//);
  const member = await other('eguchi-daisuke');
  await member.goto('/programmes/startup-3');
  await member.getByRole('button', { name: words('興味あり', 'I am interested'), exact: true }).click();
  await expect(member.getByText(words('興味ありと伝えています。', 'You told us that you are interested.'))).toBeVisible();
  await member.goto('/events/startup-briefing-2');
  await member.getByRole('button', { name: words('参加を申し込む', 'Sign up') }).click();
  await expect(member.getByText(words('お申し込みを承りました。', 'You are signed up.'))).toBeVisible();
  expect(await read()).toEqual([waiting + 1, keen + 1, going + 1]);
});

test('monthly active members are drawn, and a table says the same @en', async ({ page, words }) => {
  await signIn(page, 'office');
  await page.goto('/office');
  const figure = page.locator('figure.chart');
  await figure.getByText(words('表で見る', 'As a table')).click();
  const months = [];
  for (const row of (await figure.locator('tbody tr').all()).reverse()) {
    const [active = 0, members = 0, percent = 0] = (await row.locator('td').allInnerTexts()).map(number);
    expect(active).toBeLessThanOrEqual(members);
    expect(percent).toBe(Math.round((100 * active) / members));
    months.push({ active, members, percent });
  }
  expect(months.length).toBeGreaterThan(6);
  const picture = figure.locator('svg');
  const sizes = async (shapes: string, attribute: string) =>
    Promise.all((await picture.locator(shapes).all()).map(async (shape) => Number(await shape.getAttribute(attribute))));
  const [none = 0, all = 0, half = 0, seventy = 0] = await sizes('line', 'y1');
  const share = (y: number) => Math.round((100 * (none - y)) / (none - all));
  expect([share(half), share(seventy)]).toEqual([50, 70]);
  await expect(picture.locator('.ref-label')).toHaveText(['50%', '70%']);
  const tops = await sizes('rect.bar', 'y');
  expect(tops.length).toBe(months.length);
  for (const [i, top] of tops.entries()) expect(Math.abs(share(top) - (months[i]?.percent ?? 0))).toBeLessThanOrEqual(1);

  const said = await picture.locator('desc').textContent();
  for (const month of [months.at(0), months.at(-1)]) {
    const { active, members, percent } = month ?? { active: 0, members: 0, percent: 0 };
    expect(said).toContain(words(`${active}人 / ${members}人 (${percent}%)`, `${active} of ${members} (${percent}%)`));
  }
  expect(await tile(page, words('今月のMAU', 'MAU this month'))).toBe(months.at(-1)?.percent);
});

test('whoever joins by an invitation is counted at every place @en', async ({ page, other, server, words, allow }) => {
  // What a page asks for while the server is away.
  allow(/ERR_CONNECTION_|ERR_EMPTY_RESPONSE/);
  const office = await other('office');
  const read = async () => {
    // Counted once a minute, and when the server begins.
    await server.again();
    await office.goto('/office');
    const figure = office.locator('figure.chart');
    await figure.getByText(words('表で見る', 'As a table')).click();
    const [active = 0, members = 0] = (await figure.locator('tbody tr').first().locator('td').allInnerTexts()).map(number);
    const tallies = [words('招待リンク', 'links made'), words('申し込みが始まったリンク', 'links whose form was sent'), words('参加された方', 'people who joined')];
    const links = [];
    for (const what of tallies) links.push(await tally(office, what));
    return { members: await tile(office, words('メンバー', 'Members')), came: await tile(office, words('招待で参加された方', 'Joined by invitation')), active, asMonth: members, links };
  };
  await signIn(page, 'eguchi-daisuke');
  await page.goto('/me');
  const before = await read();
  const link = await makeLink(page, '2020年、ダナンの出張');
  const visitor = await other();
  await visitor.goto(link);
  await fillIn(visitor, { family: 'リー', given: 'ウェイ', kana: ['リー', 'ウェイ'], mail: 'wei.lee@example.com', department: 'ダナン開発センター', from: '2015', to: '2019' });
  await visitor.locator('input[name=purpose][value=statistics]').check();
  await submit(visitor);
  await expect(visitor).toHaveURL(/\/sign-in\//);
  await prove(visitor, 'wei.lee@example.com');
  await visitor.goto('/me');
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(words('わたし', 'Me'));
  const [made = 0, started = 0, joined = 0] = before.links;
  expect(await read()).toEqual({ members: before.members + 1, came: before.came + 1, active: before.active + 1, asMonth: before.asMonth + 1, links: [made + 1, started + 1, joined + 1] });
});

test('the office’s pages are the office’s @once', async ({ page }) => {
  const paths = ['/office', '/office/queue', '/office/roster', '/office/events/new', '/office/programmes/startup-3/interested', '/office/programmes/startup-3/applications.csv', '/office/letters', '/office/reports', '/office/settings'];
  await page.goto('/office');
  await expect(page).toHaveURL('/sign-in?return_to=%2Foffice');
  for (const who of ['long-time', 'employee', 'reviewer']) {
    await signIn(page, who);
    for (const path of paths) expect((await page.request.get(path)).status(), `${who} ${path}`).toBe(403);
    await page.goto('/');
    await expect(page.locator('a[href="/office"]')).toHaveCount(0);
  }
});
