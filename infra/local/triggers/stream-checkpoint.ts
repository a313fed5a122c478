import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeFileAtomically } from '../write-file-atomically.ts';

/** How far the stream was read: after that record, or at the start of the shard. */
const positionSchema = z.object({ shardId: z.string(), sequenceNumber: z.string().nullable() });
export type StreamPosition = z.infer<typeof positionSchema>;

const checkpointSchema = positionSchema.extend({ streamArn: z.string() });

export interface StreamCheckpoint {
  /** Null for a stream of which nothing was read: a new table has a new one. */
  read(): StreamPosition | null;
  write(position: StreamPosition): void;
}

/** @param path of the file that a restart goes on from; none: nothing is kept */
export function createStreamCheckpoint(
  streamArn: string,
  path: string | undefined,
): StreamCheckpoint {
  if (path === undefined) return { read: () => null, write: () => undefined };
  return {
    read: () => {
      const checkpoint = readCheckpoint(path);
      return checkpoint?.streamArn === streamArn ? checkpoint : null;
    },
    write: (position) => writeFileAtomically(path, JSON.stringify({ streamArn, ...position })),
  };
}

/** Without it everything is published again, under the same ids. */
function readCheckpoint(path: string): z.infer<typeof checkpointSchema> | null {
  try {
    return checkpointSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
