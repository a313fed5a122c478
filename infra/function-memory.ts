import type { ApiFunctionName } from './capabilities.ts';
import type { TriggerName } from './trigger-name.ts';

/** Lambda gives processor time in step with memory; with less, starts take noticeably longer. */
const defaultMegabytes = 1024;

const megabytes: Partial<Record<ApiFunctionName | TriggerName, number>> = {
  // It runs longest of all and mostly waits for the model, and waiting is paid by memory.
  chat: 512,
};

export const functionMemoryMegabytes = (name: ApiFunctionName | TriggerName): number =>
  megabytes[name] ?? defaultMegabytes;
