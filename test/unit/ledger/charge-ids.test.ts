import { describe, expect, it } from 'vitest';
import { chargeIdOf, commandKeyHashOf } from '../../../functions/ledger/account/charge-record.ts';
import { fingerprintOf } from '../../../functions/ledger/commands.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChangePlanCommand,
  buildChargeCommand,
  buildExpireCommand,
  buildExtendCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';

describe('the id of a charge', () => {
  it('is the same for the same key, fits a key of the table and does not show it', () => {
    expect(chargeIdOf('key #1')).toBe(chargeIdOf('key #1'));
    expect(chargeIdOf('key #1')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(chargeIdOf('key #1')).not.toBe(chargeIdOf('key #2'));
  });

  it('is kept apart by kind for other commands', () => {
    expect(commandKeyHashOf('grant', 'key')).not.toBe(commandKeyHashOf('refund', 'key'));
    expect(commandKeyHashOf('grant', 'key')).not.toBe(chargeIdOf('key'));
  });
});

describe('the fingerprint of a command', () => {
  const charge = buildChargeCommand();
  const grant = buildGrantCommand();
  const capture = buildCaptureCommand();
  const release = buildReleaseCommand();
  const extend = buildExtendCommand();
  const refund = buildRefundCommand();
  const adjust = buildAdjustCommand();
  const plan = buildChangePlanCommand();

  it.each([
    ['service', charge, { ...charge, service: 'outbound_call' }],
    ['quantity', charge, { ...charge, quantity: 2 }],
    ['subject', charge, { ...charge, subject: 'hash of a message' }],
    ['kind', charge, { ...buildHoldCommand(), ...charge, kind: 'hold' as const }],
    ['amount of a grant', grant, { ...grant, tokens: 501 }],
    ['bucket of a grant', grant, { ...grant, bucket: 'promo' as const }],
    ['quantity of a capture', capture, { ...capture, quantity: 2 }],
    ['hold of a release', release, { ...release, chargeId: 'another' }],
    [
      'kind of a settlement',
      release,
      { ...buildExpireCommand(), ...release, kind: 'expire' as const },
    ],
    ['time of an extension', extend, { ...extend, holdSeconds: 60 }],
    ['amount of a refund', refund, { ...refund, tokens: 2 }],
    ['charge of a refund', refund, { ...refund, chargeId: 'another' }],
    ['amount of an adjustment', adjust, { ...adjust, tokens: -7 }],
    ['plan', plan, { ...plan, plan: 'growth' as const }],
    ['expiry of a grant', grant, { ...grant, expiresAt: '2027-01-01T00:00:00.000Z' }],
  ])('differs with the %s', (_, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it('does not depend on who sends the command again, from which session', () => {
    const again = buildChargeCommand({
      actor: 'key:k1',
      sessionId: 'another',
      clientId: '15',
      reference: { turn: 2 },
    });
    expect(fingerprintOf(again)).toBe(fingerprintOf(charge));
  });

  it('does not depend on the reason that is given', () => {
    expect(fingerprintOf({ ...release, reason: 'another' })).toBe(fingerprintOf(release));
    expect(fingerprintOf({ ...refund, reason: 'another' })).toBe(fingerprintOf(refund));
  });
});
