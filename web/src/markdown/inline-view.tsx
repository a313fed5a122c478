import type { Inline } from './markdown-tree.ts';

/** Text within a line. Links open beside the chat and tell the other site nothing. */
export function InlineView({ inlines }: { readonly inlines: readonly Inline[] }) {
  return (
    <>
      {inlines.map((inline, index) => (
        <SingleInline key={index} inline={inline} />
      ))}
    </>
  );
}

function SingleInline({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>;
    case 'code':
      return <code>{inline.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return (
        <strong>
          <InlineView inlines={inline.inlines} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <InlineView inlines={inline.inlines} />
        </em>
      );
    case 'deleted':
      return (
        <del>
          <InlineView inlines={inline.inlines} />
        </del>
      );
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          <InlineView inlines={inline.inlines} />
        </a>
      );
  }
}
