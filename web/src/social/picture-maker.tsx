import { useEffect } from 'preact/hooks';
import { limits } from '../../../shared/limits.ts';
import { useFormTexts } from '../forms/use-form-texts.ts';
import { usePaidCall } from '../forms/use-paid-call.ts';
import type { PageContentProps } from '../page/page-kind.ts';
import { DraftTool } from './draft-tool.tsx';
import { type Picture, pictureSchema } from './picture.ts';

const drawTool = 'generate_image';

export interface PictureMakerProps extends PageContentProps {
  readonly onMade: (picture: Picture) => void;
}

/** Has a picture made, which then goes with the post. */
export function PictureMaker({ onMade, ...props }: PictureMakerProps) {
  const { draw } = useFormTexts().social;
  const call = usePaidCall(props, 'draw');
  const tool = props.conversation.session.tools.find(({ name }) => name === drawTool);
  const outcome = call.state.kind === 'done' ? call.state.outcome : null;
  useEffect(() => {
    const made = pictureSchema.safeParse(outcome?.structured);
    if (made.success) onMade(made.data);
  }, [outcome]);
  if (!tool) return null;
  return (
    <DraftTool
      {...props}
      id="draw-prompt"
      words={draw}
      tool={tool}
      call={call}
      characters={limits.imagePromptCharacters}
      describeArgs={(prompt) => ({ prompt })}
    />
  );
}
