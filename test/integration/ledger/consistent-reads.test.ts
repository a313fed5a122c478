import { expect, it } from 'vitest';
import * as z from 'zod';
import { chargeIdOf, commandKeyHashOf } from '../../../functions/ledger/account/charge-record.ts';
import { createLedgerReader } from '../../../functions/ledger/read/ledger-reader.ts';
import { createTestTable } from '../../support/table.ts';

const readSchema = z.looseObject({
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().optional(),
});

it('reads everything consistently, which an index alone cannot', async () => {
  const { documents, tableName } = await createTestTable();
  const reads: z.infer<typeof readSchema>[] = [];
  // DynamoDB Local never shows an old item, so the requests themselves have to tell.
  documents.middlewareStack.add(
    (next) => (call) => {
      reads.push(readSchema.parse(call.input));
      return next(call);
    },
    { step: 'initialize' },
  );
  const reader = createLedgerReader(documents, tableName);

  await reader.readState('account-1');
  await reader.isAccount('account-1');
  await reader.readCharge('account-1', chargeIdOf('key'));
  await reader.readRecord('account-1', commandKeyHashOf('grant', 'key'));
  await reader.readEntries('account-1', { order: 'oldest first', after: null });
  await reader.readLastEntry('account-1');
  await reader.readOpenCharges('account-1');

  expect(reads.map((read) => read.IndexName ?? read.ConsistentRead)).toEqual([
    ...Array(6).fill(true),
    'due',
  ]);
});
