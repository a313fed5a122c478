import { createDeleteAllowance } from '../operations/delete-allowance.ts';
import { createListAllowances } from '../operations/list-allowances.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createAllowanceStore } from '../store/allowances.ts';
import { log, now, table } from './foundation.ts';

export const allowanceParts = () => ({
  accounts: createAccountStore(table()),
  allowances: createAllowanceStore(table()),
  log: log(),
  now,
});

export const listAllowances = () => createListAllowances(allowanceParts());

export const deleteAllowance = () => createDeleteAllowance(allowanceParts());
