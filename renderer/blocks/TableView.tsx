import type { TableBlock } from '../../core/report/blocks.ts';
import { useWords } from '../text/words.tsx';
import { BlockCard } from './BlockCard.tsx';
import { DataTable } from './table/DataTable.tsx';
import { tableItems } from './table/table-items.ts';

export function TableView({ block }: { readonly block: TableBlock }) {
  const words = useWords();
  return (
    <BlockCard block={block} items={tableItems(block.table, block.id, words)}>
      <DataTable table={block.table} name={block.id} label={words.say(block.title)} />
    </BlockCard>
  );
}
