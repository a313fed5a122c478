import * as z from 'zod/mini';
import type { FormAction } from '../forms/paid-call.ts';

export const callTool = 'outbound_call';
export const messageCharacters = 1_000;
export const nameCharacters = 120;
export const numberCharacters = 32;
const digitCounts = { least: 7, most: 15 } as const;

export const callValuesSchema = z.object({ to: z.string(), name: z.string(), message: z.string() });
export type CallValues = z.infer<typeof callValuesSchema>;

export type CallProblem = 'noNumber' | 'noCountryCode' | 'badNumber' | 'noMessage' | 'longMessage';
export type CallProblems = Readonly<Partial<Record<keyof CallValues, CallProblem>>>;

/** What is wrong with a filled form; nothing when it can be sent. */
export function checkCall({ to, message }: CallValues): CallProblems {
  const number = numberProblem(to.trim());
  const said = message.trim();
  const text = said === '' ? 'noMessage' : said.length > messageCharacters && 'longMessage';
  return { ...(number && { to: number }), ...(text && { message: text }) };
}

function numberProblem(number: string): CallProblem | null {
  if (number === '') return 'noNumber';
  const digitCount = number.replaceAll(/\D/g, '').length;
  const isNumber = /^[+\d\s().-]+$/.test(number);
  if (!isNumber || digitCount < digitCounts.least || digitCount > digitCounts.most) {
    return 'badNumber';
  }
  return number.startsWith('+') ? null : 'noCountryCode';
}

export function describeCallAction({ to, name, message }: CallValues): FormAction {
  const person = name.trim();
  const args = { to: to.trim(), ...(person && { name: person }), message: message.trim() };
  return { tool: callTool, args, quantity: 1 };
}
