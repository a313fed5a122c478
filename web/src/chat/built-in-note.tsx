import { useTexts } from '../page/texts-context.ts';

/** Says that no AI model answers here; nobody shall take the built-in assistant for one. */
export function BuiltInNote() {
  const { texts } = useTexts();
  return (
    <details class="built-in-note">
      <summary>{texts.chat.builtIn}</summary>
      <p>{texts.chat.builtInDetail}</p>
    </details>
  );
}
