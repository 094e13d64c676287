import type { Block } from '../../core/report/blocks.ts';
import { EstimatesView } from './EstimatesView.tsx';
import { FigureView } from './figure/FigureView.tsx';
import { ScalarsView } from './ScalarsView.tsx';
import { TableView } from './TableView.tsx';
import { TextView } from './TextView.tsx';

/** One component for each kind of block; none for any method. */
export function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'estimates':
      return <EstimatesView block={block} />;
    case 'scalars':
      return <ScalarsView block={block} />;
    case 'table':
      return <TableView block={block} />;
    case 'figure':
      return <FigureView block={block} />;
    case 'text':
      return <TextView block={block} />;
  }
}
