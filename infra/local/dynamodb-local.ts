import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { ChildProcess } from 'node:child_process';
import { createDynamoDbClient } from './create-dynamodb-client.ts';
import { findFreePort } from './find-free-port.ts';
import { spawnBound } from './spawn-bound.ts';

const emulatorDirectory = fileURLToPath(
  new URL('../../node_modules/amplify-dynamodb-simulator/emulator', import.meta.url),
);

/**
 * Quick compilation and a simple collector: a start takes half the processor time, and the first
 * thousands of transactions a third less. The full compiler pays off only much later.
 */
const quickFlags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** It is ready after 2 to 5 seconds on a quiet machine; a busy one may need ten times that. */
const readyDeadlineMs = 120_000;
const probeIntervalMs = 100;
const stopDeadlineMs = 5_000;

export interface DynamoDbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts Amazon's DynamoDB Local and waits until it answers.
 * @param options.dataDir a folder, made when absent, or `:memory:`
 * @param options.java path of the Java executable
 * @param options.javaFlags instead of those for short runs
 * @throws Error when it ends early or does not answer within two minutes
 */
export async function startDynamoDbLocal(options: {
  port?: number;
  dataDir: string;
  java?: string;
  javaFlags?: readonly string[];
}): Promise<DynamoDbLocal> {
  const port = options.port ?? (await findFreePort());
  const storage = await storageFlags(options.dataDir);
  const child = spawnBound(
    options.java ?? 'java',
    [
      ...(options.javaFlags ?? quickFlags),
      '-Djava.library.path=./DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-sharedDb',
      '-port',
      String(port),
      ...storage,
    ],
    emulatorDirectory,
  );
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(endpoint, child);
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
  return { endpoint, stop: () => stopProcess(child) };
}

async function storageFlags(dataDir: string): Promise<string[]> {
  if (dataDir === ':memory:') return ['-inMemory'];
  await mkdir(dataDir, { recursive: true });
  return ['-dbPath', resolve(dataDir)];
}

async function waitUntilReady(endpoint: string, child: ChildProcess): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code) => (failure = `it ended with code ${code}`));
  const client = createDynamoDbClient(endpoint);
  const deadline = Date.now() + readyDeadlineMs;
  try {
    while (!(await answers(client))) {
      if (failure) throw new Error(`DynamoDB Local could not start: ${failure}.`);
      if (Date.now() > deadline) throw new Error('DynamoDB Local did not answer in time.');
      await wait(probeIntervalMs);
    }
  } finally {
    client.destroy();
  }
}

async function answers(client: DynamoDBClient): Promise<boolean> {
  return client.send(new ListTablesCommand({ Limit: 1 })).then(
    () => true,
    () => false,
  );
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.stdin?.end(), stopDeadlineMs);
  await ended;
  clearTimeout(killer);
}
