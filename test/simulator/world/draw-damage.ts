import type { AccountFollower } from '../checks/account-follower.ts';
import type { Item } from '../database/item.ts';
import type { SeededRandom } from '../seeded-random.ts';

export interface Damage {
  readonly name: string;
  /** What is to stand where the state stood; undefined for nothing. */
  readonly item: Item | undefined;
  /** Whether a reader may take it for something sound. */
  readonly misleads: boolean;
}

/**
 * Something that a script, a console or an old program could do to a state.
 *
 * @param older an image that the state had some commands ago
 */
export function drawDamage(
  random: SeededRandom,
  { shadow }: AccountFollower,
  older: Item | undefined,
): Damage | null {
  const state = shadow.items().get('STATE');
  if (state === undefined) return null;
  const { available, ...rest } = state;
  const half = typeof available === 'number' ? available / 2 + 0.25 : 0.25;
  const broken = {
    'balance missing': rest,
    'balance NULL': { ...rest, available: null },
    'balance a text': { ...rest, available: 'hundred' },
    'balance a fraction': { ...rest, available: half },
    'balance negative': { ...rest, available: -3 },
    'balance not its buckets': { ...rest, available: Math.floor(half) + 1_000_000 },
  };
  const name = random.pickWeighted({
    'balance missing': 2,
    'balance NULL': 2,
    'balance a text': 1,
    'balance a fraction': 1,
    'balance negative': 1,
    'balance not its buckets': 1,
    'state absent': 2,
    'state rolled back': 2,
  });
  if (name === 'state absent') return { name, item: undefined, misleads: true };
  if (name !== 'state rolled back') return { name, item: broken[name], misleads: false };
  return older === undefined ? null : { name, item: older, misleads: true };
}
