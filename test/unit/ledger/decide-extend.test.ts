import { describe, expect, it } from 'vitest';
import { buildCharge, buildExtendCommand, testTime } from '../../support/ledger-builders.ts';
import { decideWith } from '../../support/ledger-decisions.ts';

const epochSeconds = (time: string) => Date.parse(time) / 1000;
const firstDeadline = '2026-03-01T12:15:00.000Z';
const extend = (holdSeconds: number, now: string, charge = buildCharge()) =>
  decideWith(buildExtendCommand({ holdSeconds }), { charge, now });

describe('extending a hold', () => {
  it('moves its deadline to so long from now, and nothing else', () => {
    expect(extend(1_800, '2026-03-01T12:05:00.000Z')).toEqual({
      kind: 'change charge',
      chargeChange: {
        from: buildCharge(),
        to: buildCharge({ expiresAtEpochSeconds: epochSeconds('2026-03-01T12:35:00.000Z') }),
      },
      newRecord: undefined,
      answer: {
        chargeId: buildCharge().chargeId,
        status: 'open',
        expiresAt: '2026-03-01T12:35:00.000Z',
        isReplay: false,
      },
    });
  });

  it.each([
    ['rounds up to whole seconds', 1_800, '2026-03-01T12:05:00.001Z', '2026-03-01T12:35:01.000Z'],
    ['never brings it nearer', 60, '2026-03-01T12:05:00.000Z', firstDeadline],
    [
      'ends a day after the hold was taken',
      86_400,
      '2026-03-01T20:00:00.000Z',
      '2026-03-02T12:00:00.000Z',
    ],
    [
      'saves a hold that is overdue but not swept',
      900,
      '2026-03-01T13:00:00.000Z',
      '2026-03-01T13:15:00.000Z',
    ],
  ])('%s', (_, holdSeconds, now, expiresAt) => {
    expect(extend(holdSeconds, now)).toMatchObject({
      chargeChange: { to: { expiresAtEpochSeconds: epochSeconds(expiresAt) } },
      answer: { expiresAt },
    });
  });

  it('gives no more once the day is over', () => {
    const last = epochSeconds(testTime) + 86_400;
    const charge = buildCharge({ expiresAtEpochSeconds: last });
    const decision = extend(86_400, '2026-03-02T11:59:00.000Z', charge);
    expect(decision).toMatchObject({ answer: { expiresAt: '2026-03-02T12:00:00.000Z' } });
  });

  it.each([
    ['captured', 'hold_captured'],
    ['released', 'hold_released'],
    ['expired', 'hold_expired'],
    ['uncollected', 'hold_expired'],
  ] as const)('refuses a hold that is %s', (status, code) => {
    expect(extend(900, testTime, buildCharge({ status }))).toEqual({
      kind: 'refuse',
      code,
      members: undefined,
    });
  });

  it('finds no hold where there is none, and none in a charge at once', () => {
    for (const charge of [null, buildCharge({ kind: 'charge', status: 'captured' })]) {
      const decision = decideWith(buildExtendCommand(), { charge });
      expect(decision).toMatchObject({ code: 'hold_not_found' });
    }
  });
});
