import { describe, expect, it } from 'vitest';
import { describeAuditReport } from '../../../infra/dependencies/describe-audit-report.ts';
import { readAuditReport } from '../../../infra/dependencies/read-audit-report.ts';

/** As npm prints it. */
const buildReport = (vulnerabilities: object = {}) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { vulnerabilities: { total: 0 }, dependencies: { prod: 210, dev: 600 } },
  });
const buildVulnerability = (overrides: object = {}) => ({
  name: 'left-pad',
  severity: 'high',
  isDirect: false,
  via: [{ source: 1, title: 'Pads to the right', url: 'https://github.com/advisories/GHSA-1' }],
  effects: [],
  range: '<1.3.0',
  nodes: ['node_modules/left-pad'],
  fixAvailable: true,
  ...overrides,
});
const verdictOf = (output: string) => describeAuditReport(readAuditReport(output));

describe('the audit of dependencies', () => {
  it('is content when nothing is known', () => {
    const text = '210 packages that are deployed: nothing known.';
    expect(verdictOf(buildReport())).toEqual({ text, exitCode: 0 });
  });

  it('names each vulnerable package, why, and what would help, the worst first', () => {
    const { text, exitCode } = verdictOf(
      buildReport({
        low: buildVulnerability({ name: 'low', severity: 'low', via: ['left-pad'] }),
        'left-pad': buildVulnerability(),
        worst: buildVulnerability({
          name: 'worst',
          severity: 'critical',
          fixAvailable: { name: 'parent', version: '3.0.0', isSemVerMajor: true },
        }),
        stuck: buildVulnerability({ name: 'stuck', severity: 'low', fixAvailable: false }),
      }),
    );
    expect(exitCode).toBe(1);
    expect(text.split('\n')).toEqual([
      '210 packages that are deployed: 4 vulnerable.',
      '',
      expect.stringMatching(/^critical {2}worst <1\.3\.0 .*parent@3\.0\.0 \(breaking\)$/),
      expect.stringMatching(/^high {6}left-pad <1\.3\.0 .*GHSA-1 {2}npm audit fix$/),
      expect.stringMatching(/^low {7}low <1\.3\.0 .*through left-pad .*npm audit fix$/),
      expect.stringMatching(/^low {7}stuck <1\.3\.0 .*no fix yet$/),
    ]);
  });

  it.each([
    ['a registry without advisories', '{"message":"405 Method Not Allowed"}', '405 Method'],
    ['no registry at all', '', 'npm printed no report'],
    ['a report of another form', '{"auditReportVersion":3}', 'npm printed no report'],
  ])('does not take %s for good news', (_, output, reason) => {
    const { text, exitCode } = verdictOf(output);
    expect(exitCode).toBe(2);
    expect(text).toContain(reason);
  });
});
