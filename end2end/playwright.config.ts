import { defineConfig, devices } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from './fixtures.js';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`cargo xtask test browser\``);
  return value;
};

required('ENISHI_BIN');
// The folder outlives this file's several evaluations (one a worker) through the environment.
process.env['E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'enishi-e2e-'));
process.env['E2E_PORT'] ??= String(4100 + (process.pid % 800));

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };

export default defineConfig<Options>({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // Room for a machine that builds at the same time.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  globalSetup: './setup.ts',
  globalTeardown: './teardown.ts',
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // What moves between pages would only be waited for.
    contextOptions: { reducedMotion: 'reduce' },
    // Steps and pages of what failed; a film of all that passes takes a tenth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: required('CHROMIUM'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  // @once runs on one project (what only the server's answers decide), @en on the desktop in English, @script and @axe not without JavaScript.
  projects: [
    { name: 'phone', use: { ...devices['iPhone 13'], browserName: 'chromium', viewport: phone } },
    { name: 'desktop', grepInvert: /@once|@en/, use: { viewport: desktop } },
    { name: 'english', grep: /@en/, use: { viewport: desktop, locale: 'en-GB' } },
    { name: 'bare', grepInvert: /@axe|@script|@once/, use: { viewport: phone, javaScriptEnabled: false } },
  ],
});
