import { openAudit } from '../wiring/audit-command.ts';
import { type AuditOptions, auditUsage, readAuditOptions } from './audit-options.ts';
import { describeCommandFailure } from './describe-command-failure.ts';
import { loadLocalEnvironment } from './load-local-environment.ts';
import { createStderrLog } from './stderr-log.ts';

const couldNotRun = 2;
const print = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run audit`: verifies accounts, and says by its exit code what it found. */
async function audit(): Promise<number> {
  const options = readOptions();
  if (options === null) return couldNotRun;
  if (options.help) {
    print(auditUsage);
    return 0;
  }
  try {
    loadLocalEnvironment(process.env);
    return await openAudit({ print, log: createStderrLog() })(options);
  } catch (error) {
    complain(describeCommandFailure(error, process.env));
    return couldNotRun;
  }
}

function readOptions(): AuditOptions | null {
  try {
    return readAuditOptions(process.argv.slice(2));
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n\n${auditUsage}`);
    return null;
  }
}

process.exitCode = await audit();
