import type { CustomerCommand } from '../model/customer-command.ts';
import { isAppError } from '../../../functions/app-error.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { createLedger, type Ledger } from '../../../functions/ledger/ledger.ts';
import { BrokenInvariant } from '../broken-invariant.ts';
import type { CallResult } from '../checks/check-call.ts';
import type { Scheduler } from '../scheduler.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { createNetwork } from './network.ts';

/** Clocks are wrong by as much, in both directions. */
const skewMs = 3_000;

export interface Process {
  readonly name: string;
  readonly ledger: Ledger;
  isAlive(): boolean;
  now(): Date;
  kill(): void;
  /** Sets the clock anew, back or forth. */
  stepClock(): void;
  /** Carries a command out. Never rejects; a process that dies says so to its callers at once. */
  call(command: CustomerCommand): Promise<{ result: CallResult; clock: readonly string[] }>;
}

interface ProcessParts {
  readonly name: string;
  readonly tableName: string;
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly network: ReturnType<typeof createNetwork>;
  readonly isSkewed: boolean;
  readonly onError: (error: unknown) => void;
  readonly onKill: () => void;
}

/** The real ledger with a memory, a clock and a life of its own. */
export function createProcess(parts: ProcessParts): Process {
  const { name, scheduler, random, network, tableName } = parts;
  const calls = new Set<{ end: (result: CallResult) => void; clock: string[] }>();
  let isAlive = true;
  let offsetMs = parts.isSkewed ? random.between(-skewMs, skewMs) : 0;

  const now = () => new Date(Math.floor(scheduler.nowMs()) + offsetMs);
  const self = { name, isAlive: () => isAlive, now, kill };
  const wait = (ms: number) =>
    new Promise<void>((resolve) => scheduler.schedule(ms, () => (isAlive ? resolve() : undefined)));
  const ledger = createLedger({
    documents: network.connect(self),
    tableName,
    log: silentLog,
    now,
    random: random.next,
    wait,
  });

  function kill(): void {
    if (!isAlive) return;
    isAlive = false;
    parts.onKill();
    for (const { end } of calls) end({ kind: 'killed' });
  }

  function stepClock(): void {
    for (const { clock } of calls) clock.push(now().toISOString());
    offsetMs = random.between(-skewMs, skewMs);
    for (const { clock } of calls) clock.push(now().toISOString());
  }

  async function call(command: CustomerCommand) {
    const clock = [now().toISOString()];
    const result = await new Promise<CallResult>((end) => {
      const own = { end, clock };
      calls.add(own);
      void execute(command).then((result) => {
        calls.delete(own);
        end(result);
      });
    });
    clock.push(now().toISOString());
    return { result, clock };
  }

  async function execute(command: CustomerCommand): Promise<CallResult> {
    try {
      return { kind: 'answered', answer: { ...(await ledger.execute(command)) } };
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') {
        parts.onError(brokenBy(command, error));
        return { kind: 'failed', code: 'internal' };
      }
      const { code, members } = error;
      return errorCatalogue[code].status >= 500
        ? { kind: 'failed', code }
        : { kind: 'refused', code, members };
    }
  }

  return { ...self, ledger, stepClock, call };
}

/** Whatever is neither an answer nor a refusal is a mistake in the ledger. */
function brokenBy({ accountId, kind }: CustomerCommand, error: unknown): BrokenInvariant {
  const cause = isAppError(error) ? (error.cause ?? error) : error;
  const story = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new BrokenInvariant(accountId, `a ${kind} failed for an inner reason: ${story}`);
}

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
