import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type ApiEnvironmentOptions, describeApiEnvironment } from './api-environment.ts';

const script = fileURLToPath(new URL('api-process.ts', import.meta.url));
const readySchema = z.object({ url: z.url() });

export interface ApiChild extends AsyncDisposable {
  readonly url: string;
  /** Ends the process as a power cut would. */
  readonly kill: () => void;
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<unknown>;
}

/** The API in a process of its own, on a table that others may use as well. */
export async function startApiChild(options: ApiEnvironmentOptions): Promise<ApiChild> {
  const child = fork(script, {
    env: { PATH: process.env['PATH'], ...describeApiEnvironment(options) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([, signal]) => signal as unknown);
  const kill = () => void child.kill('SIGKILL');
  const failed = ended.then(() => {
    throw new Error('the process ended before it was ready');
  });
  const [ready] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  const { url } = readySchema.parse(ready);
  return {
    url,
    kill,
    ended,
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
    },
  };
}
