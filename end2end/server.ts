import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running server with data of its own. */
export type Server = {
  url: string;
  /** Lines printed so far. */
  printed: () => string;
  /** Ends it and starts it with the same data: what is counted once a minute is counted anew. */
  again: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts `enishi` with `args`, its log going to `log`. */
export function enishi(args: string[], log?: number): ChildProcess {
  const env = { ...process.env, NO_COLOR: '1', ENISHI_ZONE: 'Asia/Tokyo' };
  return spawn(process.env['ENISHI_BIN'] ?? '', args, { env, stdio: ['ignore', 'pipe', log ?? 'inherit'] });
}

const portOf = (index: number): number => Number(process.env['E2E_PORT']) + index;

/** Where the server of worker `index` is. */
export const siteOf = (index: number): string => `http://localhost:${portOf(index)}`;

/** Serves a copy of the demonstration, or, as `empty`, a network before its first start; with more settings, if there are any. */
export async function serve(index: number, from: 'demo' | 'empty', settings: string[] = []): Promise<Server> {
  const root = process.env['E2E_DATA'] ?? '';
  const port = portOf(index);
  const data = join(root, `${from}-${index}`);
  if (from === 'demo') cpSync(join(root, 'seed'), data, { recursive: true });
  else mkdirSync(data);
  const log = join(data, 'server.log');
  const url = siteOf(index);
  let printed = '';
  const start = async () => {
    const running = enishi(['--demo', String(from === 'demo'), '--data', data, '--port', String(port), ...settings, 'serve'], openSync(log, 'a'));
    running.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    await ready(url, () => running.exitCode !== null, log);
    return async () => {
      running.kill('SIGTERM');
      await ended;
    };
  };
  let end = await start();
  return {
    url,
    printed: () => printed,
    again: async () => {
      await end();
      end = await start();
    },
    stop: async () => {
      await end();
      const wrong = readFileSync(log, 'utf8').split('\n').filter((line) => /panicked at| ERROR /.test(line));
      if (wrong.length > 0) throw new Error(`the server failed inside:\n${wrong.join('\n')}`);
    },
  };
}

async function ready(url: string, hasEnded: () => boolean, log: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (hasEnded()) break;
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no server at ${url}:\n${readFileSync(log, 'utf8')}`);
}
