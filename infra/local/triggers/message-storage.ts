import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileAtomically } from '../write-file-atomically.ts';

const storedMessageSchema = z.object({
  /** Order in which messages came in. */
  sequence: z.int().min(1),
  messageId: z.string(),
  group: z.string(),
  deduplicationId: z.string(),
  body: z.string(),
  sentAtMs: z.number(),
  receiveCount: z.int().min(0),
  /** Until then it is being worked on, or waits to be tried again. */
  visibleAtMs: z.number(),
});
export type StoredMessage = z.infer<typeof storedMessageSchema>;

/** Where a queue keeps its messages, so that a restart loses none. */
export interface MessageStorage {
  load(): StoredMessage[];
  save(message: StoredMessage): void;
  remove(message: StoredMessage): void;
}

export const messagesInMemory: MessageStorage = {
  load: () => [],
  save: () => undefined,
  remove: () => undefined,
};

const sequenceDigits = 12;

/** One small file for each message that waits. */
export function openMessageFiles(directory: string): MessageStorage {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const pathOf = ({ sequence }: StoredMessage) =>
    join(directory, `${String(sequence).padStart(sequenceDigits, '0')}.json`);
  return {
    load: () =>
      readdirSync(directory)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .map((name) =>
          storedMessageSchema.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))),
        ),
    save: (message) => writeFileAtomically(pathOf(message), JSON.stringify(message)),
    remove: (message) => rmSync(pathOf(message), { force: true }),
  };
}
