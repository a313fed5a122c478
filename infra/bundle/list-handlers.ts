import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const functionsDirectory = fileURLToPath(new URL('../../functions/', import.meta.url));
const handlerFolders = ['routes', 'triggers'] as const;

/** Every handler of the product, as `routes/connect`: its file below `functions/`. */
export const listHandlers = (): readonly string[] =>
  handlerFolders.flatMap((folder) =>
    readdirSync(functionsDirectory + folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file.replace(/\.ts$/, '')}`),
  );
