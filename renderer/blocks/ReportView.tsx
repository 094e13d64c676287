import type { Block, Report } from '../../core/report/blocks.ts';
import { BlockView } from './BlockView.tsx';
import { BlockContext, type BlockSurroundings } from './block-actions.ts';
import { NoteView } from './NoteView.tsx';

interface ReportViewProps {
  readonly report: Report;
  /** The Reading panel shows the sentence and the notes; without one they stand here. */
  readonly hasReadingBeside?: boolean;
  /** Leaves out blocks that the screen draws its own way. */
  readonly except?: (block: Block) => boolean;
  readonly surroundings?: BlockSurroundings;
}

const NOTHING: BlockSurroundings = {};

/** Everything that a step says, in its own order: the first figure large, evidence after. */
export function ReportView({ report, hasReadingBeside = false, except, surroundings = NOTHING }: ReportViewProps) {
  const blocks = report.blocks.filter((block) => !(hasReadingBeside && block.id === 'reading') && except?.(block) !== true);
  return (
    <BlockContext value={surroundings}>
      <div className="report-view">
        {hasReadingBeside ? null : report.notes.map((note) => <NoteView key={note.code + note.message.en} note={note} />)}
        {rowsOf(blocks).map((row) => (
          <div key={row[0]?.id} className={`report-row${row.length > 1 ? ' is-pair' : ''}`}>
            {row.map((block) => (
              <BlockView key={block.id} block={block} />
            ))}
          </div>
        ))}
      </div>
    </BlockContext>
  );
}

/** Small multiples (figures whose ids differ in their last part only) stand in pairs; everything else has its own row. */
function rowsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const rows: Block[][] = [];
  const familyOf = (block: Block): string | undefined => (block.kind === 'figure' ? /^(.+)-[^-]+$/.exec(block.id)?.[1] : undefined);
  for (const block of blocks) {
    const last = rows.at(-1);
    const [before] = last ?? [];
    const family = familyOf(block);
    const isPaired = last?.length === 1 && before !== undefined && family !== undefined && familyOf(before) === family;
    if (isPaired) last.push(block);
    else rows.push([block]);
  }
  return rows;
}
