import { scheduleHandler } from '../http/schedule-handler.ts';
import { auditAccounts } from '../wiring/jobs.ts';

export const handler = scheduleHandler(auditAccounts());
