import { defineConfig } from 'vitest/config';

/** Folders whose tests need the database or a running server; all others need neither. */
const databaseFolders = ['integration', 'contract'];
const serverFolders = ['e2e'];
const filesOf = (folders: string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: filesOf([...databaseFolders, ...serverFolders]),
          // None of them waits for anything, but a busy machine may take ten times as long.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: filesOf(databaseFolders),
          globalSetup: 'test/support/start-database.ts',
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: filesOf(serverFolders),
          globalSetup: 'test/support/find-browser.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
