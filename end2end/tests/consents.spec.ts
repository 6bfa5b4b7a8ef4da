import { expect, signIn, test } from '../fixtures.js';

test('a member withdraws notices, finds it recorded, and agrees again @en', async ({ page, words }) => {
  await signIn(page, 'ono-riko');
  await page.goto('/me');
  await page.getByRole('link', { name: words('利用目的と同意', 'Purposes and consent') }).click();
  const purpose = words('お知らせと便り', 'Letters and notices');
  const card = page.locator('section#notices');
  const withdraw = card.getByRole('button', { name: words('同意を取りやめる', 'Withdraw consent') });
  const give = card.getByRole('button', { name: words('同意する', 'Agree') });
  const record = page.locator('#ledger li').filter({ hasText: purpose });
  await expect(record).toHaveCount(1);
  await expect(give).toHaveCount(0);

  await withdraw.click();
  await expect(page.getByRole('status')).toContainText(purpose);
  await expect(give).toBeVisible();
  await expect(withdraw).toHaveCount(0);
  await expect(record).toHaveCount(2);
  await expect(record.first()).toContainText(words('同意なし', 'Not agreed'));

  await give.click();
  await expect(withdraw).toBeVisible();
  await expect(record).toHaveCount(3);
  await expect(record.first()).not.toContainText(words('同意なし', 'Not agreed'));

  await record.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(purpose);
  await expect(page.getByText(words('いまの説明です。', 'This is the text in force.'))).toBeVisible();
});

test('what membership needs is withdrawn by leaving, not here @en', async ({ page, words }) => {
  await signIn(page, 'ono-riko');
  await page.goto('/me/consents');
  const card = page.locator('section#running');
  await expect(card).toContainText(words('取りやめる方法は、退会です。', 'The way to withdraw it is to leave the network.'));
  await expect(card.getByRole('button')).toHaveCount(0);
});

test('what the office opens is listed to whose it is @en', async ({ page, other, words }) => {
  await signIn(page, 'shibata-asuka');
  await page.goto('/me/seen');
  // The office may have read the roster with this member in it, for another journey.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const before = await page.getByRole('main').getByRole('listitem').count();
  await page.goto('/me');
  const profile = (await page.locator('main a.person[href^="/people/"]').getAttribute('href')) ?? '';

  const member = await other('ono-riko');
  await member.goto(profile);
  await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(member.getByText(words('「誰が見たか」に載ります', 'That you looked is listed'))).toHaveCount(0);
  const office = await other('office');
  for (let visit = 0; visit < 2; visit += 1) {
    await office.goto(profile);
    await expect(office.getByText(words('「誰が見たか」に載ります', 'That you looked is listed'))).toBeVisible();
  }

  await page.getByRole('link', { name: words('誰が見たか', 'Who looked') }).click();
  const rows = page.getByRole('main').getByRole('listitem');
  await expect(rows).toHaveCount(before + 1);
  await expect(rows.first()).toContainText(words('髙橋 真理子', 'Mariko Takahashi'));
  await expect(rows.first()).toContainText(words('事務局', 'Alumni office'));
  await expect(rows.first()).toContainText(words('メンバーには見えない項目', 'members do not see'));
});
