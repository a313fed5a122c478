import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPowertoolsMetrics } from '../../../functions/http/powertools-metrics.ts';

/** What is written to the standard output, where CloudWatch reads metrics. */
function recordOutput() {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

describe('a metric', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('is one line in the embedded metric format, at once', () => {
    const written = recordOutput();
    createPowertoolsMetrics('MeteredCopilot/test').count('LedgerDrift', 1);
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0]!)).toMatchObject({
      LedgerDrift: 1,
      service: 'metered-copilot',
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'MeteredCopilot/test',
            Dimensions: [['service']],
            Metrics: [{ Name: 'LedgerDrift', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it('is counted anew each time', () => {
    const written = recordOutput();
    const metrics = createPowertoolsMetrics('MeteredCopilot/test');
    metrics.count('HoldsExpired', 3);
    metrics.count('HoldsExpired', 2);
    expect(
      written.map((line) => (JSON.parse(line) as { HoldsExpired: number }).HoldsExpired),
    ).toEqual([3, 2]);
  });

  it('of nothing is not written', () => {
    const written = recordOutput();
    createPowertoolsMetrics('MeteredCopilot/test').count('HoldsExpired', 0);
    expect(written).toEqual([]);
  });
});
