import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A panic anywhere in the server fails the run, whatever the pages showed. */
export default function teardown(): void {
  const data = process.env['E2E_DATA'];
  if (!data) return;
  const log = join(data, 'server.log');
  const panics = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('panicked at')) : [];
  if (panics.length > 0) throw new Error(`the server panicked:\n${panics.join('\n')}`);
  rmSync(data, { recursive: true, force: true });
}
