import type { OpenDatabase } from '../run-round.ts';
import { createMemoryDatabase } from './memory-database.ts';

export const openMemoryDatabase: OpenDatabase = async (propagate) => ({
  database: createMemoryDatabase(propagate),
  tableName: 'simulated',
});
