import { defineConfig, devices } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`cargo xtask test browser\``);
  return value;
};

// The folder outlives this file's several evaluations (one a worker) through the environment.
const data = (process.env['E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'enishi-e2e-')));
const port = Number((process.env['E2E_PORT'] ??= String(4100 + (process.pid % 800))));
const enishi = `${required('ENISHI_BIN')} --demo true --data ${data} --port ${port}`;

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  globalTeardown: './teardown.ts',
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: required('CHROMIUM'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'phone', use: { ...devices['iPhone 13'], browserName: 'chromium', viewport: { width: 390, height: 844 } } },
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // Members keep the language they chose, so English runs what is tagged @en: visitors, and members who read English.
    { name: 'english', grep: /@en/, use: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' } },
    // axe itself needs JavaScript.
    { name: 'bare', grepInvert: /@axe/, use: { viewport: { width: 390, height: 844 }, javaScriptEnabled: false } },
  ],
  webServer: {
    command: `sh -c '${enishi} seed-demo && exec ${enishi} serve 2> ${data}/server.log'`,
    url: `http://localhost:${port}/readyz`,
    stdout: 'ignore',
    stderr: 'pipe',
    timeout: 60_000,
  },
});
