import { execFile } from 'node:child_process';
import { describeAuditReport } from './describe-audit-report.ts';
import { readAuditReport } from './read-audit-report.ts';

const timeoutMs = 120_000;
const outputBytes = 16 * 1024 * 1024;

/**
 * `npm run audit:dependencies`: asks the registry what is known about the packages that are
 * deployed. Exit code: 0 nothing, 1 something, 2 the registry could not be asked.
 */
async function auditDependencies(): Promise<number> {
  const { text, exitCode } = describeAuditReport(readAuditReport(await runNpmAudit()));
  process.stdout.write(`${text}\n`);
  return exitCode;
}

/** npm's own exit code says nothing that its report does not say better. */
const runNpmAudit = () =>
  new Promise<string>((resolve) => {
    const options = { timeout: timeoutMs, maxBuffer: outputBytes };
    execFile('npm', ['audit', '--omit=dev', '--json'], options, (_error, stdout) =>
      resolve(stdout),
    );
  });

process.exitCode = await auditDependencies();
