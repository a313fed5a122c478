import { readAuditConfig, readMetricsConfig } from '../config.ts';
import { createPowertoolsMetrics } from '../http/powertools-metrics.ts';
import { verifyAccount } from '../ledger/audit/verify.ts';
import { createAuditAccounts } from '../operations/audit-accounts.ts';
import { createChargeUsage } from '../operations/charge-usage.ts';
import { createSweepHolds } from '../operations/sweep-holds.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createAuditCursorStore } from '../store/audit-cursor.ts';
import { createListAccounts } from '../store/list-accounts.ts';
import { createReadDueCharges } from '../store/read-due-charges.ts';
import { countDelivered, ledger, log, now, table } from './foundation.ts';

const metrics = () => createPowertoolsMetrics(readMetricsConfig(process.env).METRICS_NAMESPACE);

export const sweepHolds = () =>
  createSweepHolds({
    readDueCharges: createReadDueCharges(table()),
    ledger: ledger(),
    countDelivered: countDelivered(),
    log: log(),
    metrics: metrics(),
    now,
  });

export const auditAccounts = () =>
  createAuditAccounts({
    listAccounts: createListAccounts(table()),
    cursors: createAuditCursorStore(table()),
    verify: (accountId) => verifyAccount(ledger().reader, accountId),
    ledger: ledger(),
    log: log(),
    metrics: metrics(),
    now,
    sampleShare: readAuditConfig(process.env).AUDIT_SAMPLE_SHARE,
  });

export const chargeUsage = () =>
  createChargeUsage({
    ledger: ledger(),
    accounts: createAccountStore(table()),
    log: log(),
  });
