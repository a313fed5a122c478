import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const projectDirectory = fileURLToPath(new URL('../../', import.meta.url));
const memory = ':memory:';

/** Without HOST only this machine can reach the server, whose demo passwords everybody knows. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  LOCAL_DIR: z.string().min(1).optional(),
});

export interface LocalOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Where the table, the secrets and the sign-ins are kept; `:memory:` keeps nothing. */
  readonly dataDir: string;
  /** Where `ready.json` and `app.log` go. */
  readonly localDir: string;
  /** The built pages. */
  readonly siteDir: string;
}

/** @throws Error naming each variable that is malformed */
export function readLocalOptions(environment: NodeJS.ProcessEnv): LocalOptions {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    throw new Error(`The environment is malformed:\n${z.prettifyError(parsed.error)}`);
  }
  const { PORT, HOST, DATA_DIR, LOCAL_DIR } = parsed.data;
  const localDir = LOCAL_DIR ? resolve(LOCAL_DIR) : join(projectDirectory, '.local');
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR === memory ? memory : resolve(DATA_DIR ?? join(localDir, 'data')),
    localDir,
    siteDir: join(projectDirectory, 'web', 'dist'),
  };
}
