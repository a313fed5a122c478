import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const processFile = fileURLToPath(new URL('./function-process.ts', import.meta.url));

export interface FunctionInstance {
  /** The answer of the Lambda environment: JSON, or the stream of a streaming handler. */
  invoke(event: unknown, requestId: string, timeoutMs: number): Promise<Response>;
  stop(): Promise<void>;
}

/**
 * Starts a bundle in a process of its own, with this environment and nothing else of ours.
 *
 * @throws Error with what it printed, when it ends before it takes invocations
 */
export async function startFunction(options: {
  bundle: string;
  environment: Readonly<Record<string, string>>;
  showLine: (line: string) => void;
}): Promise<FunctionInstance> {
  const child = spawn(process.execPath, [processFile, options.bundle], {
    env: options.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const lines = createInterface({ input: child.stdout });
  const { promise: started, resolve, reject } = Promise.withResolvers<string>();
  child.once('exit', () => reject(new Error(`${options.bundle} ended:\n${complaints.join('\n')}`)));
  lines.on('line', (line) => {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port) resolve(port);
    else options.showLine(line);
  });
  const url = `http://127.0.0.1:${await started}`;
  return {
    invoke: (event, requestId, timeoutMs) =>
      fetch(url, { method: 'POST', body: JSON.stringify({ event, requestId, timeoutMs }) }),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
