import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../infra/local/find-free-port.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import { waitUntil } from '../local/wait-until.ts';
import { openSpender, startEventBench } from './event-bench.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

/** Where nobody listens. */
const findDeadUrl = async () => `http://127.0.0.1:${await findFreePort()}/hook`;

describe('the stream of the table', () => {
  let table: TestTable;
  beforeEach(async () => {
    table = await createTestTable({ isStreamed: true });
  });

  /** Publishes until the event is out, and gives the ids of all events. */
  async function publishUntil(lastId: string, dataDir?: string): Promise<string[]> {
    await using receiver = await startWebhookReceiver();
    const place = { table, url: receiver.url, ...(dataDir && { dataDir }) };
    await using bench = await startEventBench(place);
    const ids = () => bench.published().map(({ id }) => id);
    await waitUntil(() => ids().includes(lastId), `event ${lastId}`);
    return ids();
  }

  it('is read on after a restart, without loss and without repetition', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'stream-'));
    const { charge } = await openSpender(table, 'a');
    await charge();
    expect(await publishUntil('a-2', folder.path)).toEqual(['a-1', 'a-2']);
    for (let count = 0; count < 3; count++) await charge();
    expect(await publishUntil('a-5', folder.path)).toEqual(['a-3', 'a-4', 'a-5']);
  });

  it('that comes again makes events with the same ids', async () => {
    const { charge } = await openSpender(table, 'a');
    await charge(76);
    const first = await publishUntil('a-2-low');
    expect(first.toSorted()).toEqual(['a-1', 'a-2', 'a-2-low']);
    expect(await publishUntil('a-2-low')).toEqual(first);
  });

  it('is read from its beginning when the checkpoint is of another table, or damaged', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'stream-'));
    await (await openSpender(table, 'a')).charge();
    await publishUntil('a-2', folder.path);
    await writeFile(join(folder.path, 'stream.json'), '{"streamArn":');
    expect(await publishUntil('a-2', folder.path)).toEqual(['a-1', 'a-2']);
    table = await createTestTable({ isStreamed: true });
    await (await openSpender(table, 'b')).charge();
    expect(await publishUntil('b-2', folder.path)).toEqual(['b-1', 'b-2']);
  });

  it('is read from its beginning when the database has forgotten the checkpoint', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'stream-'));
    await (await openSpender(table, 'a')).charge();
    await publishUntil('a-2', folder.path);
    const path = join(folder.path, 'stream.json');
    const { default: checkpoint } = await import(path, { with: { type: 'json' } });
    await writeFile(path, JSON.stringify({ ...checkpoint, shardId: 'shardId-0-forgotten' }));
    expect(await publishUntil('a-2', folder.path)).toEqual(['a-1', 'a-2']);
  });

  it('goes on behind a row that cannot be read', async () => {
    await using bench = await startEventBench({ table, url: await findDeadUrl() });
    const key = { pk: 'ACCOUNT#damaged', sk: 'ENTRY#000000000099' };
    await table.documents.send(
      new PutCommand({ TableName: table.tableName, Item: { ...key, tokens: 'many' } }),
    );
    await (await openSpender(table, 'a')).charge();
    await waitUntil(() => bench.published().length >= 2, 'the events behind it');
    expect(bench.published().map(({ id }) => id)).toEqual(['a-1', 'a-2']);
    expect(bench.lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'change not readable', ...key }),
    );
  });

  it('keeps deliveries that wait over a restart', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'stream-'));
    await (await openSpender(table, 'a')).charge();
    {
      const url = await findDeadUrl();
      await using bench = await startEventBench({ table, url, dataDir: folder.path });
      const failed = () => bench.lines.find(({ message }) => message === 'webhook failed');
      await waitUntil(() => failed() !== undefined, 'a failed delivery');
      expect(failed()).toMatchObject({ eventId: 'a-1', reason: 'ECONNREFUSED' });
    }
    await using receiver = await startWebhookReceiver();
    await using bench = await startEventBench({ table, url: receiver.url, dataDir: folder.path });
    await waitUntil(() => receiver.received.length >= 2, 'the deliveries');
    expect(receiver.received.map(({ event }) => event.id)).toEqual(['a-1', 'a-2']);
    expect(bench.published()).toEqual([]);
  });
});
