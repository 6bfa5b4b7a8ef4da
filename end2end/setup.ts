import { join } from 'node:path';
import { enishi } from './server.js';

/** Seeds the demonstration once; each worker serves a copy of it. */
export default async function setup(): Promise<void> {
  const seeding = enishi(['seed-demo', '--data', join(process.env['E2E_DATA'] ?? '', 'seed')]);
  const code = await new Promise((resolve) => seeding.once('exit', resolve));
  if (code !== 0) throw new Error(`seed-demo failed with ${code}`);
}
