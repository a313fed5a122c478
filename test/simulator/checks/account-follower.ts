import type { CustomerCommand } from '../model/customer-command.ts';
import { BrokenInvariant } from '../broken-invariant.ts';
import type { Item, ItemKey } from '../database/item.ts';
import { carryOut, describeRequest } from '../model/carry-out.ts';
import { passTime } from '../model/pass-time.ts';
import type { Purse } from '../model/purse.ts';
import { type Foretold, noteIdOf, type Outcome } from '../model/view.ts';
import { adoptCharge, adoptOpen, adoptState } from './adopt-rows.ts';
import { compareState } from './compare-state.ts';
import { createDamageRecord } from './damage-record.ts';
import { createIssuedCommands } from './issued-commands.ts';
import { createModelHistory } from './model-history.ts';
import { endOf, momentOf } from './moments.ts';
import { type Effect, readEffects } from './read-effects.ts';
import { chargeRowSchema, type EntryRow, recordRowSchema, stateRowSchema } from './rows.ts';
import { createShadow, type Image } from './shadow.ts';
import { spellOut } from './spell-out.ts';

/** An effect that was understood: which commands it may have been, and what it should answer. */
export interface Happening {
  readonly moment: number;
  /** More than one where commands without a key come to the same. */
  readonly commands: readonly CustomerCommand[];
  readonly answer: Foretold;
  isClaimed: boolean;
}

/** One write to the account. */
export interface FollowedWrite {
  /** 1, 2 … over all accounts. */
  readonly order: number;
  readonly items: readonly { readonly key: ItemKey; readonly item: Item | undefined }[];
  /** ISO time by the clock of the sender. */
  readonly sentAt: string;
}

/** Moments by which a note may be late: each is a command that overtook it. */
const overtakenCount = 50;

/**
 * Follows one account write by write: what each write did must be what somebody asked for, and what
 * the model says comes of it.
 */
export function createAccountFollower(accountId: string) {
  const shadow = createShadow(accountId);
  const issued = createIssuedCommands();
  const history = createModelHistory(accountId);
  const damage = createDamageRecord();
  const happenings: Happening[] = [];
  const broken = (message: string) => new BrokenInvariant(accountId, message);

  /** @returns how many commands the write carried out */
  function follow({ order, items, sentAt }: FollowedWrite): number {
    const images = items.map(({ key, item }) => shadow.imageOf(key, item));
    const entries = shadow.keep(images);
    const effects = readEffects(issued, accountId, { images, entries, sentAt });
    const stateItem = images.find(({ key }) => key.sk === 'STATE')?.after;
    if (entries.some(({ reference }) => reference['repair'] !== undefined)) noteRepair(order);
    if (stateItem !== undefined && damage.isMisleading()) {
      adopt(order, images, effects, stateItem);
    } else {
      for (const [index, effect] of effects.entries()) {
        apply(momentOf(order, index), effect, stateItem !== undefined);
      }
    }
    if (stateItem !== undefined) checkState(endOf(order), stateItem, entries, effects.length);
    return effects.length;
  }

  /** Whoever opens an account that was damaged is told that it is new. */
  function noteRepair(order: number): void {
    const open = { kind: 'open' as const, accountId, actor: 'system' };
    const moment = momentOf(order, 0);
    happenings.push({ moment, commands: [open], answer: { accountId }, isClaimed: false });
  }

  function apply(moment: number, effect: Effect, movesState: boolean): void {
    // What is only noted may have been overtaken between reading and writing.
    const moments = effect.isNoteOnly ? history.recentMoments(overtakenCount) : [Infinity];
    for (const at of moments) {
      const fitting = tryOn(at, effect).filter(({ outcome }) => effect.fits(outcome));
      const outcome = fitting[0]?.outcome;
      if (outcome?.kind !== 'done') continue;
      const commands = fitting.map(({ command }) => command);
      return keepOutcome(moment, effect, commands, outcome, movesState);
    }
    const tried = tryOn(Infinity, effect);
    const rows = JSON.stringify(effect.rows);
    throw broken(
      tried.length === 0
        ? `nobody asked for what was written: ${rows}`
        : `the rows ${rows} should be what comes of ${spellOut(tried)}`,
    );
  }

  function tryOn(moment: number, { candidates, now }: Effect) {
    const view = history.viewAt(moment);
    return candidates.map((command) => ({ command, outcome: carryOut(view, command, now) }));
  }

  function keepOutcome(
    moment: number,
    effect: Effect,
    commands: readonly CustomerCommand[],
    { payment, note, ...outcome }: Outcome & { kind: 'done' },
    movesState: boolean,
  ): void {
    history.setPurse(moment, purseAfter(effect, outcome.purse, movesState));
    if (payment !== undefined) history.setPayment(moment, payment);
    // The record's answer says all that was foretold, and its place in the chain besides.
    const answer = recordedAnswer(effect) ?? outcome.answer;
    if (note !== undefined) history.setNote(moment, note.id, { ...note.note, answer });
    happenings.push({ moment, commands, answer, isClaimed: false });
  }

  /** A write that leaves the state alone has not settled the time that passed either. */
  function purseAfter(effect: Effect, purse: Purse, movesState: boolean): Purse {
    const { purse: before } = history.now();
    if (before === null) return purse;
    if (effect.isNoteOnly) return before;
    return movesState ? purse : { ...before, open: purse.open };
  }

  /** What a lost state is worked out to be, and all that follows from it in the same write. */
  function adopt(
    order: number,
    images: readonly Image[],
    effects: readonly Effect[],
    item: Item,
  ): void {
    const moment = endOf(order);
    const rows = images
      .filter(({ key }) => key.sk.startsWith('CHARGE#'))
      .map(({ after }) => chargeRowSchema.parse(after));
    for (const row of rows) {
      history.setPayment(moment, adoptCharge(row, history.now().payment(row.chargeId)));
    }
    for (const effect of effects) {
      const answer = recordedAnswer(effect);
      const [command] = effect.candidates;
      if (answer !== undefined && command !== undefined && 'idempotencyKey' in command) {
        const id = noteIdOf(command, command.idempotencyKey ?? '');
        history.setNote(moment, id, { request: describeRequest(command), answer });
      }
      happenings.push({ moment, commands: effect.candidates, answer: {}, isClaimed: false });
    }
    const open = adoptOpen(history.now().purse?.open ?? new Map(), rows);
    history.setPurse(moment, adoptState(stateRowSchema.parse(item), open));
  }

  function checkState(
    moment: number,
    item: Item,
    entries: readonly EntryRow[],
    effectCount: number,
  ): void {
    const row = stateRowSchema.parse(item);
    const last = shadow.last();
    if (row.version !== shadow.entryCount() || row.lastHash !== last?.hash) {
      throw broken(`the state stands at ${row.version}, not at its last entry`);
    }
    if (row.available !== last.balanceAfter) {
      throw broken(`the state has ${row.available}, its last entry ${last.balanceAfter}`);
    }
    damage.mend(moment);
    const { purse } = history.now();
    if (purse === null) throw broken('a state without an opening entry');
    // A write for time alone may stop in the middle of what is due; the next one tells the rest.
    if (effectCount === 0) {
      return void history.setPurse(moment, passTime(purse, entries.at(-1)?.createdAt ?? ''));
    }
    const differences = compareState(purse, row);
    if (differences.length > 0) throw broken(`the state is wrong: ${differences.join('; ')}`);
  }

  return { accountId, shadow, issued, history, damage, happenings, follow };
}

export type AccountFollower = ReturnType<typeof createAccountFollower>;

const recordedAnswer = (effect: Effect): Foretold | undefined =>
  effect.rows.map((row) => recordRowSchema.safeParse(row).data).find((row) => row !== undefined)
    ?.answer;
