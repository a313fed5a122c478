import type { Ledger } from '../ledger.ts';
import type { Verdict } from './verify.ts';

/**
 * Freezes an account that does not add up. Where only its state is wrong, that is corrected from
 * the entries first: the entry of the freeze must not carry a false balance on.
 *
 * @throws AppError as the ledger does
 */
export async function freezeDrifted(
  ledger: Pick<Ledger, 'execute'>,
  { accountId, proven }: Verdict,
  actor: string,
): Promise<void> {
  if (proven !== null) await ledger.execute({ kind: 'repair', accountId, actor, proven });
  await ledger.execute({ kind: 'freeze', accountId, actor, reason: 'ledger drift' });
}
