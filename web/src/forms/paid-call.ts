import type { ToolOutcome } from '../api/form-answer-schemas.ts';
import type { Failure } from '../chat/read-failure.ts';

/** What a form asks for. */
export interface FormAction {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Units of the tool's service. */
  readonly quantity: number;
}

/** An action with its price, which the person agrees to or not. */
export interface PricedAction extends FormAction {
  readonly tokens: number;
  /** As the server estimates it; null where the balance does not suffice or it does not say. */
  readonly balanceAfter: number | null;
  /** What there is to spend; null where the server did not say. */
  readonly available: number | null;
  /** The price that was agreed to no longer holds. */
  readonly hasRisen: boolean;
}

/** How far a form has come. */
export type PaidCall =
  | { readonly kind: 'editing' }
  | { readonly kind: 'pricing'; readonly action: FormAction }
  | { readonly kind: 'confirming'; readonly action: PricedAction }
  | { readonly kind: 'sending'; readonly action: PricedAction }
  | {
      readonly kind: 'failed';
      readonly action: FormAction | PricedAction;
      readonly failure: Failure;
    }
  /** The tool said no; nothing was charged. */
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'done'; readonly action: PricedAction; readonly outcome: ToolOutcome };

export const isPriced = (action: FormAction | PricedAction): action is PricedAction =>
  'tokens' in action;
