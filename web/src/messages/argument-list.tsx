import { summariseArguments } from '../chat/summarise-arguments.ts';
import { useTexts } from '../page/texts-context.ts';

/** What a tool is called with, one line per argument. */
export function ArgumentList({ input }: { readonly input: unknown }) {
  const { texts } = useTexts();
  const shown = summariseArguments(input);
  if (shown.length === 0) return <p class="muted">{texts.tool.noArguments}</p>;
  return (
    <dl class="arguments">
      {shown.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
