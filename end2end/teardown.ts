import { rmSync } from 'node:fs';

/** Takes the copies of the demonstration away; what went wrong inside, the servers themselves told when they stopped. */
export default function teardown(): void {
  const data = process.env['E2E_DATA'];
  if (data) rmSync(data, { recursive: true, force: true });
}
