import { type Condition, parseCondition } from './parse-condition.ts';

/** The ledger speaks some dozens of different expressions; more are not remembered. */
const rememberedCount = 1_000;

const parsed = new Map<string, Condition>();

/** {@link parseCondition}, once for each expression. */
export function parseConditionOnce(expression: string): Condition {
  const known = parsed.get(expression);
  if (known !== undefined) return known;
  const condition = parseCondition(expression);
  if (parsed.size < rememberedCount) parsed.set(expression, condition);
  return condition;
}
