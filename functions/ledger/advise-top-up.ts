import { AppError, isAppError } from '../app-error.ts';
import type { Ledger } from './ledger.ts';
import { readSoundState } from './read-balance.ts';

/**
 * The same ledger, whose refusals for lack of tokens also say where to get more (`topUpUrl`) and
 * when more come by themselves (`nextGrantAt`, ISO 8601 in UTC), whichever command was refused.
 */
export function adviseTopUp(ledger: Ledger, topUpUrl: string, now = () => new Date()): Ledger {
  async function advise(error: AppError, accountId: string): Promise<AppError> {
    const { period } = await readSoundState(ledger.reader, accountId, now().toISOString());
    return new AppError('insufficient_tokens', {
      members: { ...error.members, topUpUrl, nextGrantAt: period.end },
      cause: error,
    });
  }

  const execute: Ledger['execute'] = (command) =>
    ledger.execute(command).catch(async (error: unknown) => {
      throw isAppError(error, 'insufficient_tokens')
        ? await advise(error, command.accountId)
        : error;
    });
  return { ...ledger, execute };
}
