import { join, relative } from 'node:path';
import { demoUsers } from './issuer/demo-users.ts';
import { readLocalOptions, type LocalOptions } from './local-options.ts';
import { removeReadyFile } from './ready-file.ts';
import { type LocalServer, startLocal } from './start-local.ts';
import { StartRefusal } from './start-refusal.ts';
import { watchParent } from './watch-parent.ts';

/** `npm start`: the product on this machine until it is told to stop. */
async function start(): Promise<void> {
  const options = readLocalOptions(process.env);
  const print = console.log.bind(console);
  print('Starting Metered Copilot. The local database takes a few seconds.');
  const server = await startLocal(options, print);
  stopOnSignal(server);
  removeReadyFileOnCrash(options);
  print(describeStart(server, options));
}

function describeStart({ ready }: LocalServer, options: LocalOptions): string {
  const [{ email, password }] = demoUsers;
  const logPath = join(options.localDir, 'app.log');
  const relativePath = relative(process.cwd(), logPath);
  const log = relativePath.startsWith('..') ? logPath : relativePath;
  const warning = options.host.startsWith('127.')
    ? ''
    : `
  Careful: HOST is ${options.host}, so whoever reaches this port can sign in with the demo password.
`;
  return `
  Metered Copilot is ready:  ${ready.url}

  Sign in    ${email}  password  ${password}
  API key    ${ready.apiKey}
  Client     ${ready.clientId}  of account  ${ready.accountId}
  Log        ${log}
  Stop       Ctrl+C
${warning}`;
}

function stopOnSignal(server: LocalServer): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => exitWith(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started by hand in the background, it may well outlive its shell.
  if (process.env['npm_lifecycle_event'] !== undefined) watchParent(stop);
}

/** Java ends with us however we end; the file would stay and say that we serve. */
function removeReadyFileOnCrash(options: LocalOptions): void {
  process.once('exit', () => removeReadyFile(options.localDir));
}

function exitWith(error: unknown): never {
  console.error(error instanceof StartRefusal ? error.message : error);
  process.exit(1);
}

await start().catch(exitWith);
