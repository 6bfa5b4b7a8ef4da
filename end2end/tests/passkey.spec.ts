import type { CDPSession, Page } from '@playwright/test';
import { expect, expectGoodPage, mailTo, signIn, test } from '../fixtures.js';

/** Addresses that end in it are opened as by a browser that offers no passkeys in fields. */
const noOffer = '#no-offer';

/** Gives the browser a device with a fingerprint sensor that answers by itself; how many passkeys it has. */
async function device(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript((mark) => {
    if (location.hash === mark) PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  }, noOffer);
  const browser: CDPSession = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', { options });
  return async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
}

const list = (page: Page) => page.getByRole('main').getByRole('list').first();

async function add(page: Page, words: (ja: string, en: string) => string, name: string): Promise<void> {
  await page.goto('/me/passkeys');
  await page.getByLabel(words('パスキーの名前', 'Name of the passkey')).fill(name);
  await page.getByRole('button', { name: words('パスキーをつくる', 'Make a passkey') }).click();
  await expect(page.getByRole('status')).toContainText(words('パスキーを加えました', 'The passkey is added'));
}

async function signOut(page: Page, words: (ja: string, en: string) => string): Promise<void> {
  await page.goto('/me');
  await page.getByRole('main').getByRole('button', { name: words('サインアウト', 'Sign out') }).click();
  await expect(page).toHaveURL('/');
}

test('a passkey is added, signs in by its button and from the mail field, is renamed and removed @en @script', async ({ page, words, allow }) => {
  allow(/422/);
  const mail = 'harada.kaoruko@example.com';
  const passkeys = await device(page);
  await signIn(page, 'harada-kaoruko');
  await page.goto('/me');
  await page.getByRole('link', { name: words('パスキー', 'Passkeys') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('パスキー', 'Passkeys'));
  const name = page.getByLabel(words('パスキーの名前', 'Name of the passkey'));
  await expect(name).not.toHaveValue('');
  await name.fill(' ');
  await page.getByRole('button', { name: words('パスキーをつくる', 'Make a passkey') }).click();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  expect(await passkeys(), 'no passkey without a name').toBe(0);
  await add(page, words, 'Phone in the kitchen');
  await expect(list(page)).toContainText('Phone in the kitchen');
  await expect(list(page)).toContainText(words('まだ使われていません', 'not used yet'));
  await mailTo(page, mail, words('パスキーを加えました', 'a passkey was added'));
  // The device has a passkey here already.
  await page.getByRole('button', { name: words('パスキーをつくる', 'Make a passkey') }).click();
  await expect(page.getByText(words('すでに加わっています', 'has a passkey here already'))).toBeVisible();

  await signOut(page, words);
  await page.goto(`/sign-in?return_to=%2Fme%2Fpasskeys${noOffer}`);
  const button = page.getByRole('button', { name: words('パスキーでサインイン', 'Sign in with a passkey') });
  await button.click();
  await expect(page).toHaveURL('/me/passkeys');
  await expect(list(page)).toContainText(words('に使用', 'used on'));

  await signOut(page, words);
  // The browser offers it in the mail field; this device takes the offer by itself.
  await page.goto('/sign-in?return_to=%2Fme%2Fdevices');
  await expect(page).toHaveURL('/me/devices');

  await page.goto('/me/passkeys');
  await list(page).getByRole('link').click();
  await name.fill('Laptop');
  await page.getByRole('button', { name: words('保存する', 'Save') }).click();
  await expect(page.getByRole('status')).toContainText(words('名前を変えました', 'The name is changed'));
  await expect(list(page)).toContainText('Laptop');
  await list(page).getByRole('link').click();
  await page.locator('summary', { hasText: words('外す', 'Remove') }).click();
  await page.getByRole('button', { name: words('このパスキーを外す', 'Remove this passkey') }).click();
  await expect(page.getByRole('status')).toContainText(words('パスキーを外しました', 'The passkey is removed'));
  await expect(page.getByRole('main')).toContainText(words('まだパスキーはありません', 'No passkeys yet'));
  await mailTo(page, mail, words('パスキーを外しました', 'a passkey was removed'));

  await signOut(page, words);
  await page.goto(`/sign-in${noOffer}`);
  await button.click();
  await expect(page.getByRole('alert')).toContainText(words('サインインできませんでした', 'does not sign you in'));
  await page.goto('/me');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('without a script there is no button for a passkey, and the rest is there @once', async ({ browser, words }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: words('メールを受け取る', 'Send me the mail') })).toBeVisible();
  await expect(page.getByRole('button', { name: words('パスキーでサインイン', 'Sign in with a passkey') })).toBeHidden();
  await signIn(page, 'matsuda-tsubasa');
  await page.goto('/me/passkeys');
  await expect(page.getByText(words('JavaScript を使える設定', 'with JavaScript on'))).toBeVisible();
  await expect(page.getByRole('button', { name: words('パスキーをつくる', 'Make a passkey') })).toBeHidden();
  await page.close();
});

test('axe finds nothing around passkeys @axe', async ({ page, words }) => {
  await device(page);
  await signIn(page, 'hirano-chihiro');
  await add(page, words, 'スマートフォン');
  await expectGoodPage(page);
  await list(page).getByRole('link').click();
  await page.locator('summary', { hasText: '外す' }).click();
  await expectGoodPage(page);
});
