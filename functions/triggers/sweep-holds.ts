import { scheduleHandler } from '../http/schedule-handler.ts';
import { sweepHolds } from '../wiring.ts';

export const handler = scheduleHandler(sweepHolds());
