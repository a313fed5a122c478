import { readReleaseConfig } from '../config.ts';
import { createHistoryReader } from '../ledger/read/history-reader.ts';
import { createCaptureHold } from '../operations/capture-hold.ts';
import { createCreateCharge } from '../operations/create-charge.ts';
import { createCreateCharges } from '../operations/create-charges.ts';
import { createCreateHold } from '../operations/create-hold.ts';
import { createEstimateCharge } from '../operations/estimate-charge.ts';
import { createExtendHold } from '../operations/extend-hold.ts';
import { createGetBalance } from '../operations/get-balance.ts';
import { createGetHealth } from '../operations/get-health.ts';
import { createGetHold } from '../operations/get-hold.ts';
import { createGetMe } from '../operations/get-me.ts';
import { createGetUsage } from '../operations/get-usage.ts';
import { createListTransactions } from '../operations/list-transactions.ts';
import { createReleaseHold } from '../operations/release-hold.ts';
import { createAccountStore } from '../store/accounts.ts';
import { ledger, now, table } from './foundation.ts';

const spendParts = () => ({ ledger: ledger(), accounts: createAccountStore(table()) });

export const getMe = () =>
  createGetMe({ accounts: createAccountStore(table()), ledger: ledger(), now });

export const getBalance = () => createGetBalance({ ledger: ledger(), now });

export const listTransactions = () =>
  createListTransactions({ history: createHistoryReader(table()) });

export const getUsage = () => createGetUsage({ history: createHistoryReader(table()), now });

export const createCharge = () => createCreateCharge(spendParts());

export const createCharges = () => createCreateCharges({ ledger: ledger(), now });

export const estimateCharge = () => createEstimateCharge({ ledger: ledger(), now });

export const createHold = () => createCreateHold(spendParts());

export const getHold = () => createGetHold({ ledger: ledger() });

export const captureHold = () => createCaptureHold({ ledger: ledger() });

export const releaseHold = () => createReleaseHold({ ledger: ledger() });

export const extendHold = () => createExtendHold({ ledger: ledger() });

export const getHealth = () =>
  createGetHealth({ ledger: ledger(), version: readReleaseConfig(process.env).APP_VERSION });
