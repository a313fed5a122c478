import { scheduleHandler } from '../http/schedule-handler.ts';
import { sweepHolds } from '../wiring/jobs.ts';

export const handler = scheduleHandler(sweepHolds());
