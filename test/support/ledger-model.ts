import { chargeIdOf } from '../../functions/ledger/account/charge-record.ts';
import type {
  AdjustCommand,
  CaptureCommand,
  GrantCommand,
  LedgerCommand,
  RefundCommand,
  ReleaseCommand,
  SpendCommand,
} from '../../functions/ledger/commands.ts';

/** Tokens for one unit; a fraction is rounded up over the whole command. */
const tokensPerUnit: Record<string, number> = {
  ai_chat_message: 1,
  outbound_call: 1,
  business_collector: 1 / 5,
  social_post: 10,
  contact_create: 0,
};
const openingTokens = 100;

/** The members of an answer that the model foretells, or the refusal. */
export type Forecast =
  | { readonly refused: string }
  | {
      readonly isReplay: boolean;
      readonly available?: number;
      readonly balanceAfter?: number | null;
      readonly capturedTokens?: number;
      readonly status?: string;
      readonly refundedTokens?: number;
      readonly isFrozen?: boolean;
    };

interface Payment {
  request: string;
  isHold: boolean;
  tokens: number;
  balanceAfter: number;
  kept: number | null;
  status: 'open' | 'captured' | 'released';
  balanceAfterSettling: number | null;
  refunded: number;
}

/** A command with a key of its own, by kind and key. */
interface Note {
  request: string;
  answer: { balanceAfter: number; refundedTokens?: number };
}

/**
 * What the ledger should do while time stands still, as a purse with a notebook: a number and two maps. It knows nothing
 * of entries, versions, buckets or items, so that it shares no mistake with them.
 */
export function createLedgerModel() {
  let balance: number | null = null;
  let used = 0;
  const payments = new Map<string, Payment>();
  const notes = new Map<string, Note>();
  let isFrozen = false;

  function apply(command: LedgerCommand): Forecast {
    switch (command.kind) {
      case 'open':
        return open();
      case 'charge':
      case 'hold':
        return spend(command);
      case 'capture':
      case 'release':
        return settle(command);
      case 'grant':
        return grant(command);
      case 'refund':
        return refund(command);
      case 'adjust':
        return adjust(command);
      case 'freeze':
      case 'unfreeze':
        return setFrozen(command.kind === 'freeze');
      default:
        throw new TypeError(`a purse knows no ${command.kind}`);
    }
  }

  function open(): Forecast {
    const isReplay = balance !== null;
    balance ??= openingTokens;
    return { isReplay, available: balance };
  }

  function spend(command: SpendCommand): Forecast {
    const price = tokensPerUnit[command.service];
    if (price === undefined) return { refused: 'service_unknown' };
    if (!isCount(command.quantity)) return { refused: 'amount_invalid' };
    const request = `${command.kind} ${command.quantity} ${command.service}`;
    const earlier = payments.get(chargeIdOf(command.idempotencyKey));
    if (earlier !== undefined) {
      if (earlier.request !== request) return { refused: 'idempotency_key_reused' };
      return { isReplay: true, balanceAfter: earlier.balanceAfter, status: earlier.status };
    }
    const tokens = Math.ceil(command.quantity * price);
    if (isFrozen) return { refused: 'account_frozen' };
    const purse = balance ?? openingTokens;
    if (tokens > purse) return { refused: 'insufficient_tokens' };
    balance = purse - tokens;
    used += tokens;
    const isHold = command.kind === 'hold';
    const status = isHold ? 'open' : 'captured';
    const settling = { kept: isHold ? null : tokens, balanceAfterSettling: null, refunded: 0 };
    const payment: Payment = {
      request,
      isHold,
      tokens,
      balanceAfter: balance,
      status,
      ...settling,
    };
    payments.set(chargeIdOf(command.idempotencyKey), payment);
    return { isReplay: false, balanceAfter: balance, status };
  }

  function settle(command: CaptureCommand | ReleaseCommand): Forecast {
    const hold = payments.get(command.chargeId);
    if (hold === undefined || !hold.isHold) return { refused: 'hold_not_found' };
    const kept = command.kind === 'release' ? 0 : tokensKept(hold, command.quantity);
    if (Number.isNaN(kept)) return { refused: 'amount_invalid' };
    if (kept > hold.tokens) return { refused: 'capture_above_hold' };
    const wanted = command.kind === 'release' ? 'released' : 'captured';
    const isReplay = hold.status !== 'open';
    if (isReplay && (hold.status !== wanted || hold.kept !== kept)) {
      return { refused: hold.status === 'captured' ? 'hold_captured' : 'hold_released' };
    }
    if (!isReplay) {
      balance = (balance ?? 0) + hold.tokens - kept;
      used -= hold.tokens - kept;
      const movesTokens = wanted === 'released' || kept < hold.tokens;
      hold.balanceAfterSettling = movesTokens ? balance : null;
      hold.status = wanted;
      hold.kept = kept;
    }
    return { isReplay, capturedTokens: kept, balanceAfter: hold.balanceAfterSettling };
  }

  function grant(command: GrantCommand): Forecast {
    if (!isCount(command.tokens) || command.tokens === 0) return { refused: 'amount_invalid' };
    return once(command, `${command.tokens} ${command.bucket}`, () => ({
      balanceAfter: (balance ?? openingTokens) + command.tokens,
    }));
  }

  function refund(command: RefundCommand): Forecast {
    const { chargeId, tokens: wanted } = command;
    return once(command, `${wanted} ${chargeId}`, () => {
      const payment = payments.get(chargeId);
      if (payment === undefined) return { refused: 'charge_not_found' };
      if (payment.status !== 'captured') return { refused: 'charge_not_captured' };
      const left = (payment.kept ?? 0) - payment.refunded;
      const tokens = wanted ?? left;
      if (left === 0 || tokens > left) return { refused: 'refund_above_paid' };
      if (tokens === 0) return { refused: 'amount_invalid' };
      payment.refunded += tokens;
      used -= tokens;
      return { balanceAfter: (balance ?? 0) + tokens, refundedTokens: payment.refunded };
    });
  }

  function adjust(command: AdjustCommand): Forecast {
    if (command.tokens === 0) return { refused: 'amount_invalid' };
    return once(command, String(command.tokens), () => {
      const balanceAfter = (balance ?? openingTokens) + command.tokens;
      return balanceAfter < 0 ? { refused: 'insufficient_tokens' } : { balanceAfter };
    });
  }

  function once(
    command: GrantCommand | RefundCommand | AdjustCommand,
    request: string,
    act: () => { refused: string } | Note['answer'],
  ): Forecast {
    const key = `${command.kind} ${command.idempotencyKey}`;
    const earlier = notes.get(key);
    if (earlier !== undefined) {
      if (earlier.request !== request) return { refused: 'idempotency_key_reused' };
      return { isReplay: true, ...earlier.answer };
    }
    const answer = act();
    if ('refused' in answer) return answer;
    balance = answer.balanceAfter;
    notes.set(key, { request, answer });
    return { isReplay: false, ...answer };
  }

  function setFrozen(wanted: boolean): Forecast {
    const isReplay = isFrozen === wanted;
    isFrozen = wanted;
    if (!isReplay) balance ??= openingTokens;
    return { isReplay, isFrozen };
  }

  return { apply, balance: () => balance, used: () => used };
}

/** NaN when the quantity is no count. */
function tokensKept(hold: Payment, quantity: number | undefined): number {
  if (quantity === undefined) return hold.tokens;
  const service = hold.request.split(' ')[2] ?? '';
  return isCount(quantity) ? Math.ceil(quantity * (tokensPerUnit[service] ?? NaN)) : NaN;
}

/** Also the largest amount of one command. */
const billion = 1_000_000_000;

const isCount = (quantity: number) =>
  Number.isInteger(quantity) && quantity >= 0 && quantity <= billion;
