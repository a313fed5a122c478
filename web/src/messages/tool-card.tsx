import type { SessionTool } from '../../../shared/api/copilot.ts';
import type { ToolCallPart } from '../chat/copilot-message.ts';
import { readApprovalDescriptor } from '../chat/read-approval-descriptor.ts';
import { readPicture } from '../chat/read-picture.ts';
import { showResult } from '../chat/show-result.ts';
import { type ToolState, toolState } from '../chat/tool-state.ts';
import { toolTitle } from '../chat/tool-title.ts';
import { formatDuration, formatNumber } from '../format/format-number.ts';
import { Icon, type IconName } from '../icons/icon.tsx';
import { useTexts } from '../page/texts-context.ts';
import { ArgumentList } from './argument-list.tsx';
import { ToolPicture } from './tool-picture.tsx';

const icons: Readonly<Record<ToolState, IconName | null>> = {
  preparing: null,
  running: null,
  waiting: 'clock',
  done: 'check',
  failed: 'alert',
  denied: 'denied',
  lapsed: 'denied',
};

/** A call shorter than this was as good as instant. */
const notedMs = 100;

export interface ToolCardProps {
  readonly part: ToolCallPart;
  readonly tools: readonly SessionTool[];
  readonly isCurrent: boolean;
}

/** One call of a tool: what it is, how it went, what it cost; its picture; its details on demand. */
export function ToolCard({ part, tools, isCurrent }: ToolCardProps) {
  const { texts } = useTexts();
  const state = toolState(part, isCurrent);
  const icon = icons[state];
  const picture = readPicture(part);
  return (
    <>
      <details class={`tool-card tool-${state}`}>
        <summary>
          <span class="tool-mark">{icon ? <Icon name={icon} /> : <span class="spinner" />}</span>
          <span class="tool-title">{toolTitle(tools, part.toolName)}</span>
          <span class="tool-facts">
            <ToolFacts part={part} tools={tools} state={state} />
          </span>
          <Icon name="chevron" />
        </summary>
        <div class="tool-details">
          <p class="detail-label">{texts.tool.arguments}</p>
          <ArgumentList input={part.input} />
          <ToolResult part={part} />
        </div>
      </details>
      {picture && <ToolPicture picture={picture} />}
    </>
  );
}

function ToolFacts({
  part,
  tools,
  state,
}: Omit<ToolCardProps, 'isCurrent'> & { state: ToolState }) {
  const { texts, locale } = useTexts();
  const facts = [texts.tool.state[state]];
  const durationMs = part.toolMetadata?.['durationMs'];
  if (typeof durationMs === 'number' && durationMs >= notedMs)
    facts.push(formatDuration(durationMs, locale));
  const price = toolPrice(part, tools);
  if (state === 'done' && price !== null) {
    facts.push(price === 0 ? texts.tool.free : texts.tokens(price, formatNumber(price, locale)));
  }
  return <>{facts.join(' · ')}</>;
}

/** What the person agreed to pay, or nothing for a free tool; null when only the turn's cost tells. */
function toolPrice(part: ToolCallPart, tools: readonly SessionTool[]): number | null {
  const agreed = readApprovalDescriptor(part.approval?.descriptor);
  if (agreed) return agreed.tokens;
  return tools.find(({ name }) => name === part.toolName)?.tokens === 0 ? 0 : null;
}

function ToolResult({ part }: { readonly part: ToolCallPart }) {
  const { texts } = useTexts();
  if (part.state === 'output-error') return <p class="tool-error">{part.errorText}</p>;
  if (part.state !== 'output-available') return null;
  const { isError, text } = showResult(part.output);
  if (isError) return <p class="tool-error">{text}</p>;
  return (
    <>
      <p class="detail-label">{texts.tool.result}</p>
      <pre tabIndex={0}>{text}</pre>
    </>
  );
}
