import type { BooleanColumn } from '../../frame/column.ts';
import type { Branch } from '../../frame/expression/branches.ts';
import type { Expression } from '../../frame/expression/syntax.ts';
import type { ExpressionWarning } from '../../frame/expression/vector.ts';

/** Who is in, and how the rule came to that. */
export interface RuleSegmentFit {
  readonly rowCount: number;
  readonly memberCount: number;
  /** Rows for which a missing value leaves the rule without an answer; they are not members. */
  readonly unknownCount: number;
  readonly condition: Expression;
  /** The condition for SQLite, dates spelled as the table's are there. */
  readonly sql: string;
  readonly membership: BooleanColumn;
  readonly branches: readonly Branch[];
  readonly warnings: readonly ExpressionWarning[];
  /** Whether the table had a column of the membership's name. */
  readonly isReplacing: boolean;
}
