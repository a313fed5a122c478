import * as z from 'zod/mini';
import { limits } from '../../../shared/limits.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { usePaidCall } from '../forms/use-paid-call.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { useTexts } from '../page/texts-context.ts';
import { DraftTool } from './draft-tool.tsx';

const writeTool = 'write_post';
const topicCharacters = 200;
const answerSchema = z.object({ texts: z.array(z.string()), hashtags: z.array(z.string()) });

export interface TextWriterProps extends PageContentProps {
  readonly onChoose: (text: string) => void;
}

/** Has texts written, one of which can be taken. */
export function TextWriter({ onChoose, ...props }: TextWriterProps) {
  const { language } = useTexts();
  const { write } = useFormTexts().social;
  const call = usePaidCall(props, 'write');
  const tool = props.conversation.session.tools.find(({ name }) => name === writeTool);
  const outcome = call.state.kind === 'done' ? call.state.outcome : null;
  const { texts = [], hashtags = [] } = answerSchema.safeParse(outcome?.structured).data ?? {};
  if (!tool) return null;
  return (
    <DraftTool
      {...props}
      id="write-topic"
      words={write}
      tool={tool}
      call={call}
      characters={topicCharacters}
      describeArgs={(topic) => ({ topic, language, variations: limits.postVariationCount })}
    >
      {texts.length > 0 && (
        <ol class="drafts">
          {texts.map((text, index) => (
            <li key={text} class="draft-text">
              <p>{text}</p>
              <button
                type="button"
                class="button button-small"
                aria-label={`${write.choose}: ${write.option(String(index + 1))}`}
                onClick={() => onChoose(text)}
              >
                {write.choose}
              </button>
            </li>
          ))}
        </ol>
      )}
      {hashtags.length > 0 && (
        <p class="field-hint">
          {write.hashtags}: {hashtags.join(' ')}
        </p>
      )}
    </DraftTool>
  );
}
