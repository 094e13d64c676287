import type { Language } from '../../base/text.ts';
import type { Block, TableCell, TableColumn, TableData } from '../../report/blocks.ts';
import { phraseOf } from '../../report/phrases.ts';

const ESTIMATE_COLUMNS: readonly TableColumn[] = [
  'name',
  'estimand',
  'contrast',
  'group',
  'value',
  'standardError',
  'low',
  'high',
  'level',
  'pValue',
  'n',
].map((name) => ({ name }));

/** The numbers of a block as a table; undefined for text. */
export function tableOfBlock(block: Block, language: Language): TableData | undefined {
  switch (block.kind) {
    case 'table':
    case 'figure':
      return block.table;
    case 'scalars': {
      const rows = block.rows.map(({ name, label, value, unit }): TableCell[] => [
        name,
        (label ?? phraseOf(name))[language],
        value,
        unit ?? null,
      ]);
      return { columns: ['name', 'label', 'value', 'unit'].map((name) => ({ name })), rows };
    }
    case 'estimates':
      return {
        columns: ESTIMATE_COLUMNS,
        rows: block.rows.map((row): TableCell[] => [
          row.name,
          phraseOf(row.estimand)[language],
          row.contrast ?? null,
          row.group ?? null,
          row.value,
          row.standardError ?? null,
          row.interval?.[0] ?? null,
          row.interval?.[1] ?? null,
          row.level ?? null,
          row.pValue ?? null,
          row.n ?? null,
        ]),
      };
    default:
      return undefined;
  }
}
