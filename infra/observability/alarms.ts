import type { AlarmDefinition } from './alarm-definition.ts';
import { apiAlarms } from './api-alarms.ts';
import { jobAlarms } from './job-alarms.ts';
import { ledgerAlarms } from './ledger-alarms.ts';

/**
 * Everything that is worth disturbing somebody for, by name. The name is also the anchor of the
 * article in `docs/runbook.md` that says what to do; a test demands one for each.
 */
export const alarms: Readonly<Record<string, AlarmDefinition>> = {
  ...ledgerAlarms,
  ...apiAlarms,
  ...jobAlarms,
};
