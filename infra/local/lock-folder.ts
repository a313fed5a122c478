import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { StartRefusal } from './start-refusal.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const ownerSchema = z.object({ processId: z.int().positive(), port: z.int().positive() });
type Owner = z.infer<typeof ownerSchema>;

/**
 * Keeps a second server away from a data folder: two databases on one file damage it.
 * @param port where this server listens
 * @returns how to give the folder back
 * @throws StartRefusal when a running server has it
 */
export async function lockFolder(directory: string, port: number): Promise<() => void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'server.json');
  const owner = readOwner(path);
  if (owner && isRunning(owner.processId) && (await isListening(owner.port))) {
    throw new StartRefusal(
      `The data folder ${directory} is in use by process ${owner.processId}. ` +
        'Stop that one, or set DATA_DIR to another folder.',
    );
  }
  const self: Owner = { processId: process.pid, port };
  writeFileAtomically(path, JSON.stringify(self));
  return () => rmSync(path, { force: true });
}

function readOwner(path: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Signal 0 is delivered to nobody; it only asks. */
function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A crashed server leaves its file, and its process id may be somebody else's by now. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
