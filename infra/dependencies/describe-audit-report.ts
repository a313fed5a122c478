import type { AuditReport, Vulnerability } from './read-audit-report.ts';

export interface AuditVerdict {
  readonly text: string;
  /** 0 nothing known, 1 something known, 2 nobody could be asked. */
  readonly exitCode: 0 | 1 | 2;
}

/** What an operator reads of an audit, and what a script does. */
export function describeAuditReport(report: AuditReport): AuditVerdict {
  if (report.kind === 'not answered') {
    return { text: `The registry gave no advisories: ${report.reason}`, exitCode: 2 };
  }
  const { dependencyCount, vulnerabilities } = report;
  const asked = `${dependencyCount} packages that are deployed`;
  if (vulnerabilities.length === 0) return { text: `${asked}: nothing known.`, exitCode: 0 };
  const rows = vulnerabilities.map((found) => [
    found.severity,
    `${found.name} ${found.range}`,
    describeReason(found),
    describeFix(found),
  ]);
  return {
    text: [`${asked}: ${vulnerabilities.length} vulnerable.`, '', ...alignColumns(rows)].join('\n'),
    exitCode: 1,
  };
}

function describeReason({ via }: Vulnerability): string {
  const advisory = via.find((reason) => typeof reason !== 'string');
  if (advisory === undefined) {
    return `through ${via.filter((reason) => typeof reason === 'string').join(', ')}`;
  }
  return [advisory.title, advisory.url].filter(Boolean).join(' ');
}

function describeFix({ fixAvailable }: Vulnerability): string {
  if (typeof fixAvailable === 'boolean') return fixAvailable ? 'npm audit fix' : 'no fix yet';
  const { name, version, isSemVerMajor } = fixAvailable;
  return `${name}@${version}${isSemVerMajor ? ' (breaking)' : ''}`;
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
