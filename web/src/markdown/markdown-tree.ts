/**
 * Markdown as a tree that can only be shown: it has no raw HTML, no images and no address but a
 * checked one, so nothing that a model or a tool writes can act in the page.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inlines: readonly Inline[] };

export interface ListEntry {
  readonly blocks: readonly Block[];
  /** null: not a task. */
  readonly isChecked: boolean | null;
}

export type Alignment = 'center' | 'left' | 'right' | null;

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string | null }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rule' }
  | { readonly kind: 'list'; readonly start: number | null; readonly entries: readonly ListEntry[] }
  | {
      readonly kind: 'table';
      readonly alignments: readonly Alignment[];
      readonly head: ReadonlyArray<readonly Inline[]>;
      readonly rows: ReadonlyArray<ReadonlyArray<readonly Inline[]>>;
    };
