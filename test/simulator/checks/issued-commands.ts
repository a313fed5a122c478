import type { SpendCommand } from '../../../functions/ledger/commands.ts';
import type { CustomerCommand } from '../model/customer-command.ts';
import { hashText } from './hash-text.ts';

/** Everything that was ever asked of one account: each effect must be one of these. */
export interface IssuedCommands {
  add(command: CustomerCommand): void;
  spends(chargeId: string): readonly SpendCommand[];
  /** Commands with a key of their own, by the name of their record. */
  recorded(keyHash: string): readonly CustomerCommand[];
  /** What was asked of a charge without a key. */
  ofCharge(chargeId: string): readonly CustomerCommand[];
  ofKind(kind: CustomerCommand['kind']): readonly CustomerCommand[];
  all(): readonly CustomerCommand[];
}

export function createIssuedCommands(): IssuedCommands {
  const all: CustomerCommand[] = [];
  const spends = new Map<string, SpendCommand[]>();
  const others = new Map<string, CustomerCommand[]>();

  function add(command: CustomerCommand): void {
    all.push(command);
    switch (command.kind) {
      case 'charge':
      case 'hold':
        return append(spends, hashText(command.idempotencyKey), command);
      case 'capture':
      case 'release':
      case 'extend':
      case 'expire':
        return command.idempotencyKey === undefined
          ? append(others, `charge ${command.chargeId}`, command)
          : append(others, nameOfRecord(command.kind, command.idempotencyKey), command);
      case 'grant':
      case 'refund':
      case 'adjust':
      case 'change plan':
        return append(others, nameOfRecord(command.kind, command.idempotencyKey), command);
      case 'open':
      case 'freeze':
      case 'unfreeze':
        return append(others, `kind ${command.kind}`, command);
    }
  }

  return {
    add,
    spends: (chargeId) => spends.get(chargeId) ?? [],
    recorded: (keyHash) => others.get(`record ${keyHash}`) ?? [],
    ofCharge: (chargeId) => others.get(`charge ${chargeId}`) ?? [],
    ofKind: (kind) => others.get(`kind ${kind}`) ?? [],
    all: () => all,
  };
}

const nameOfRecord = (kind: string, key: string) =>
  `record ${hashText(JSON.stringify([kind, key]))}`;

function append<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}
