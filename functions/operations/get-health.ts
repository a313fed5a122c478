import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';

/** An account that never exists: looking for it asks the table and costs next to nothing. */
const probeAccountId = 'health-check';

/** Whether the service answers, and its ledger too. Never fails: it says what does. */
export function createGetHealth(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly version: string;
}): Operation<typeof routes.getHealth> {
  const { ledger, version } = dependencies;
  return async () => {
    const status = await ledger.reader.readState(probeAccountId).then(
      () => 'ok' as const,
      () => 'unavailable' as const,
    );
    return { status, ledger: status, version };
  };
}
