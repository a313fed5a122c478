import type { ApprovalDescriptor, SessionTool } from '../../../shared/api/copilot.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { OpenApproval } from '../chat/find-open-approvals.ts';
import { readApprovalDescriptor } from '../chat/read-approval-descriptor.ts';
import { toolTitle } from '../chat/tool-title.ts';
import { formatNumber } from '../format/format-number.ts';
import { useTexts } from '../page/texts-context.ts';
import { ArgumentList } from './argument-list.tsx';

export interface ApprovalCardProps {
  readonly part: OpenApproval;
  readonly tools: readonly SessionTool[];
  /** Tokens the person has, or null while that is not known. */
  readonly available: number | null;
  readonly onAnswer: (approvalId: string, isApproved: boolean) => void;
}

/** A question that has to be answered before a tool runs: what it will do and what that costs. */
export function ApprovalCard({ part, tools, available, onAnswer }: ApprovalCardProps) {
  const { texts, locale } = useTexts();
  const descriptor = readApprovalDescriptor(part.approval.descriptor);
  const title = descriptor?.title ?? toolTitle(tools, part.toolName);
  const show = (amount: number) => texts.tokens(amount, formatNumber(amount, locale));
  const isShort = descriptor !== null && available !== null && descriptor.tokens > available;
  const titleId = `approval-${part.approval.id}`;
  return (
    <section class="approval-card" aria-labelledby={titleId}>
      <h3 id={titleId}>{texts.approval.question(title)}</h3>
      <ArgumentList input={part.input} />
      {descriptor && (
        <p class={descriptor.isDestructive ? 'approval-cost approval-final' : 'approval-cost'}>
          {describeCost(descriptor, texts, show(descriptor.tokens))}
        </p>
      )}
      {isShort && <p class="approval-short">{texts.approval.short(show(available))}</p>}
      <div class="approval-buttons">
        <button
          type="button"
          class="button button-primary"
          disabled={isShort}
          onClick={() => onAnswer(part.approval.id, true)}
        >
          {texts.approval.approve}
        </button>
        <button type="button" class="button" onClick={() => onAnswer(part.approval.id, false)}>
          {texts.approval.deny}
        </button>
        <span class="muted approval-hint">{texts.approval.hint}</span>
      </div>
    </section>
  );
}

function describeCost(descriptor: ApprovalDescriptor, { approval }: Texts, tokens: string): string {
  if (descriptor.tokens === 0) {
    return descriptor.isDestructive ? approval.freeDestructive : approval.free;
  }
  return descriptor.isDestructive ? approval.costDestructive(tokens) : approval.cost(tokens);
}
