import { useMemo } from 'preact/hooks';
import { InlineView } from './inline-view.tsx';
import type { Block, ListEntry } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { TableView } from './table-view.tsx';

/** Markdown from the assistant, without any HTML of its own. */
export function MarkdownView({ markdown }: { readonly markdown: string }) {
  const blocks = useMemo(() => parseMarkdown(markdown), [markdown]);
  return (
    <div class="markdown">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <SingleBlock key={index} block={block} />
      ))}
    </>
  );
}

function SingleBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <InlineView inlines={block.inlines} />
        </p>
      );
    case 'heading':
      return <Heading level={block.level} inlines={block.inlines} />;
    case 'code':
      return (
        // Focusable, because a long line scrolls sideways and not everybody has a pointer.
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'rule':
      return <hr />;
    case 'list':
      return <ListView start={block.start} entries={block.entries} />;
    case 'table':
      return <TableView table={block} />;
  }
}

/** Headings of a reply lie below those of the page. */
function Heading({
  level,
  inlines,
}: {
  level: number;
  inlines: Parameters<typeof InlineView>[0]['inlines'];
}) {
  const content = <InlineView inlines={inlines} />;
  if (level <= 2) return <h3>{content}</h3>;
  return level === 3 ? <h4>{content}</h4> : <h5>{content}</h5>;
}

function ListView({ start, entries }: { start: number | null; entries: readonly ListEntry[] }) {
  const items = entries.map((entry, index) => (
    <li key={index} class={entry.isChecked === null ? undefined : 'task'}>
      {entry.isChecked !== null && (entry.isChecked ? '☑ ' : '☐ ')}
      <EntryContent blocks={entry.blocks} />
    </li>
  ));
  return start === null ? <ul>{items}</ul> : <ol start={start}>{items}</ol>;
}

/** An entry of one line stands without a paragraph, which would space the list out. */
function EntryContent({ blocks }: { readonly blocks: readonly Block[] }) {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return <Blocks blocks={blocks} />;
  return (
    <>
      <InlineView inlines={first.inlines} />
      <Blocks blocks={rest} />
    </>
  );
}
