import { scheduleHandler } from '../http/schedule-handler.ts';
import { auditAccounts } from '../wiring.ts';

export const handler = scheduleHandler(auditAccounts());
