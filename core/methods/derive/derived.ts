import type { Column } from '../../frame/column.ts';
import type { ExpressionWarning } from '../../frame/expression/vector.ts';
import type { ColumnSummary } from './column-summary.ts';

/** One column as it was made. */
export interface DerivedColumn {
  readonly name: string;
  /** The expression in its canonical spelling. */
  readonly expression: string;
  readonly column: Column;
  readonly summary: ColumnSummary;
  readonly warnings: readonly ExpressionWarning[];
  readonly isReplacing: boolean;
}

export interface DeriveFit {
  readonly rowCount: number;
  readonly derived: readonly DerivedColumn[];
}
