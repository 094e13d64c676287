import type { ScalarsBlock } from '../../core/report/blocks.ts';
import { formatCell } from '../../core/report/format.ts';
import { phraseOf } from '../../core/report/phrases.ts';
import { useWords } from '../text/words.tsx';
import { BlockCard } from './BlockCard.tsx';
import { tableItems } from './table/table-items.ts';

/** A few numbers, each with its name and unit. */
export function ScalarsView({ block }: { readonly block: ScalarsBlock }) {
  const words = useWords();
  const table = {
    columns: ['name', 'value', 'unit'].map((name) => ({ name })),
    rows: block.rows.map(({ name, value, unit }) => [name, value, unit ?? null]),
  };
  return (
    <BlockCard block={block} items={tableItems(table, block.id, words)}>
      <dl className="scalars">
        {block.rows.map((row) => (
          <div key={row.name}>
            <dt>{<bdi>{words.say(row.label ?? phraseOf(row.name))}</bdi>}</dt>
            <dd>
              <bdi>{formatCell(row.value, words.language)}</bdi>
              {row.unit === undefined ? null : <span className="quiet small">{` ${row.unit}`}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </BlockCard>
  );
}
