import type { PhasePart, SessionTool } from '../../../shared/api/copilot.ts';
import type { Texts } from '../../i18n/texts.ts';
import { useTexts } from '../page/texts-context.ts';
import { toolTitle } from './tool-title.ts';

export interface TurnStatusProps {
  readonly isBusy: boolean;
  readonly isStopping: boolean;
  readonly phase: PhasePart | null;
  readonly tools: readonly SessionTool[];
}

/** What is going on right now, for eyes and ears; empty when nothing is. */
export function TurnStatus(props: TurnStatusProps) {
  const { texts } = useTexts();
  return (
    <div class="turn-status" role="status">
      {props.isBusy && (
        <>
          <span class="dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {describePhase(props, texts)}
        </>
      )}
    </div>
  );
}

function describePhase({ isStopping, phase, tools }: TurnStatusProps, { chat }: Texts): string {
  if (isStopping) return chat.stopping;
  if (phase?.phase === 'connecting') return chat.connecting;
  if (phase?.phase === 'calling' && phase.tool) return chat.calling(toolTitle(tools, phase.tool));
  return chat.thinking;
}
