import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamCheckpoint, StreamPosition } from './stream-checkpoint.ts';

/** Pages of shards; DynamoDB Local has one shard at a time, and forgets them after a day. */
const shardPageCount = 10;

/** The database says so when it has forgotten where we were. */
const forgottenErrors = new Set([
  'TrimmedDataAccessException',
  'ResourceNotFoundException',
  'ValidationException',
]);

export interface StreamReader {
  /** The next records, none at the end; the same ones again until {@link moveTo}. */
  read(): Promise<StreamRecord[]>;
  /** Goes on after this record of the last read, also after a restart. */
  moveTo(sequenceNumber: string): void;
}

/** Reads the stream of a table shard after shard, from the checkpoint or else from its beginning. */
export function createStreamReader(options: {
  client: DynamoDBStreamsClient;
  streamArn: string;
  checkpoint: StreamCheckpoint;
  batchCount: number;
}): StreamReader {
  const { client, streamArn, checkpoint, batchCount } = options;
  let position = checkpoint.read();
  let iterator: string | undefined;
  /** Whether the iterator comes from the position, not from the read before. */
  let isFresh = false;
  let lastRead: { sequenceNumber: string | undefined; next: string | undefined } | undefined;

  async function read(): Promise<StreamRecord[]> {
    try {
      return await readOn();
    } catch (error) {
      // An iterator may expire while the records are still there; a new one tells.
      iterator = undefined;
      if (isFresh && error instanceof Error && forgottenErrors.has(error.name)) position = null;
      throw error;
    }
  }

  async function readOn(): Promise<StreamRecord[]> {
    position ??= await findOldest();
    if (position === null) return [];
    isFresh = iterator === undefined;
    iterator ??= await openIterator(position);
    const answer = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: batchCount }),
    );
    const { Records: records = [], NextShardIterator: next } = answer;
    iterator = records.length === 0 ? next : undefined;
    if (records.length === 0 && next === undefined) position = await findNext(position);
    lastRead = { sequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber, next };
    return records;
  }

  function moveTo(sequenceNumber: string): void {
    if (position === null) return;
    position = { ...position, sequenceNumber };
    if (lastRead?.sequenceNumber === sequenceNumber) iterator = lastRead.next;
    checkpoint.write(position);
  }

  async function openIterator({ shardId, sequenceNumber }: StreamPosition) {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ...(sequenceNumber === null
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber }),
      }),
    );
    return ShardIterator;
  }

  async function findOldest(): Promise<StreamPosition | null> {
    const shards = await listShards();
    const ids = new Set(shards.map(({ ShardId }) => ShardId));
    return startOf(shards.find(({ ParentShardId }) => !ids.has(ParentShardId)));
  }

  /** The shard that follows a closed one; until there is one, its end is read again. */
  async function findNext(closed: StreamPosition): Promise<StreamPosition> {
    const shards = await listShards();
    const next = shards.find(({ ParentShardId }) => ParentShardId === closed.shardId);
    return startOf(next) ?? closed;
  }

  async function listShards(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let after: string | undefined;
    for (let page = 0; page < shardPageCount; page++) {
      const { StreamDescription } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: after }),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      after = StreamDescription?.LastEvaluatedShardId;
      if (after === undefined) break;
    }
    return shards;
  }

  return { read, moveTo };
}

const startOf = (shard: Shard | undefined): StreamPosition | null =>
  shard?.ShardId === undefined ? null : { shardId: shard.ShardId, sequenceNumber: null };
