import { useMemo } from 'react';
import type { TableBlock } from '../../core/report/blocks.ts';
import { withPhrasedHeads } from '../../core/report/phrases.ts';
import { useWords } from '../text/words.tsx';
import { BlockCard } from './BlockCard.tsx';
import { DataTable } from './table/DataTable.tsx';
import { tableItems } from './table/table-items.ts';
import { useCovered } from './truth.ts';

export function TableView({ block: given }: { readonly block: TableBlock }) {
  const block = useCovered(given);
  const words = useWords();
  const table = useMemo(() => withPhrasedHeads(block.table), [block.table]);
  return (
    <BlockCard block={block} items={tableItems(block.table, block.id, words)}>
      <DataTable table={table} name={block.id} label={words.say(block.title)} />
    </BlockCard>
  );
}
