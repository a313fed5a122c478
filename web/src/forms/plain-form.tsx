import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { PageTexts } from '../../i18n/forms/form-texts.ts';
import { useFormTexts } from './use-form-texts.ts';

export interface PlainFormProps {
  readonly texts: PageTexts;
  /** What it costs, before anything is filled in. */
  readonly price: string;
  readonly isBusy: boolean;
  readonly notice: ComponentChildren;
  /** @returns whether it was right; else the first wrong field is focused */
  readonly onSubmit: () => boolean;
  readonly children: ComponentChildren;
}

/** The fields of a form, and the button that asks for its price. */
export function PlainForm(props: PlainFormProps) {
  const { texts, price, isBusy, notice, onSubmit, children } = props;
  const { paid } = useFormTexts();
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    if (onSubmit()) return;
    // The fields are marked with the next drawing.
    window.requestAnimationFrame(() => {
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    });
  };
  return (
    <form ref={form} class="form-card" aria-label={texts.title} noValidate onSubmit={submit}>
      {children}
      {notice}
      <div class="form-buttons">
        <button type="submit" class="button button-primary" disabled={isBusy}>
          {isBusy ? paid.pricing : texts.review}
        </button>
        <p class="form-price muted">{price}</p>
      </div>
    </form>
  );
}
