import { InlineView } from './inline-view.tsx';
import type { Alignment, Block } from './markdown-tree.ts';

type Table = Extract<Block, { kind: 'table' }>;

const alignmentClass = (alignment: Alignment | undefined) =>
  alignment === 'right' || alignment === 'center' ? `align-${alignment}` : undefined;

/** A table that scrolls within itself, by keyboard too, when it is wider than the chat. */
export function TableView({ table }: { readonly table: Table }) {
  const { head, rows, alignments } = table;
  return (
    <div class="table-scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" class={alignmentClass(alignments[column])}>
                <InlineView inlines={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={alignmentClass(alignments[column])}>
                  <InlineView inlines={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
